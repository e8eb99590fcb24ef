"""Opening a household's interview: which questionnaire, which lists the desk fills in, what it answers itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Thread

from desktop.models import village_queries as queries
from desktop.models.households import Household
from desktop.models.setup import VILLAGE_NAME, own_village, provisional_code
from desktop.surveys.definition import Choice
from desktop.surveys.filling import Filling, make_ready
from desktop.ui.desk import Desk
from desktop.ui.interview.keeping import ASKER, HOUSEHOLD_CODE

_VILLAGES, _MEMBERS = "thon", "thanh_vien"


@dataclass(frozen=True)
class Opened:
    """A questionnaire made ready; `fixed` are the answers that the desk itself gives, by question."""

    filling: Filling
    fixed: Mapping[str, object]


def open_filling(desk: Desk, xform: str, household: Household, kept: queries.KeptInterview | None) -> Opened:
    """Open a questionnaire for a household; raises `FormProblem` when it cannot be used."""
    code, name = _village(desk)
    filling = Filling(xform, desk.store.clock, {_VILLAGES: [Choice(code, name)], _MEMBERS: _members(desk, kept)})
    of_villages = (one.name for one in filling.form.questions if one.choices_from == _VILLAGES and not one.repeat)
    fixed: dict[str, object] = dict.fromkeys(of_villages, code)
    if HOUSEHOLD_CODE in filling.form.by_name:
        fixed[HOUSEHOLD_CODE] = household.code or ""
    return Opened(filling, fixed)


def read_beside(xform: str) -> None:
    """Read a questionnaire beside the window, so that the first interview of the day need not wait for it."""
    Thread(target=make_ready, args=[xform], name="toso-form", daemon=True).start()


def _members(desk: Desk, kept: queries.KeptInterview | None) -> Sequence[Choice]:
    """Who may have asked: the team of today, and whoever asked then."""
    known = {one.id: one.name for one in queries.guides_on(desk.store, desk.day)}
    asker = kept.answers.get(ASKER) if kept else None
    if isinstance(asker, str) and asker not in known:
        known |= {asker: queries.guide_names(desk.store).get(asker, asker)}
    return [Choice(record, name) for record, name in known.items()]


def _village(desk: Desk) -> tuple[str, str]:
    """The village's code and name; before the enrolment what the code will stand in for."""
    village = own_village(desk.store)
    if village:
        return village.code, village.name
    return provisional_code(desk.store), desk.store.setting(VILLAGE_NAME) or ""
