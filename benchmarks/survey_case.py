"""A commune's store with one round of the shipped questionnaire: so many households, each surveyed, in 12 villages."""

import random
from datetime import UTC, date, datetime
from pathlib import Path

from desktop.clock import ScriptedClock
from desktop.demo.answers import answers_of
from desktop.demo.homes import Home, homes_of
from desktop.demo.plan import Size, villages_of
from desktop.models.households import Consent, Household, Response
from desktop.models.journal import ROLE, Change, changing
from desktop.models.places import Village
from desktop.models.reporting import Form, SurveyRound
from desktop.models.store import Store
from desktop.paths import resources
from desktop.surveys.reading import read_form

_START = datetime(2025, 8, 1, 1, 0, tzinfo=UTC)
_DAY = date(2025, 7, 10)
_VILLAGES = 12


def make(folder: Path, households: int) -> Path:
    """Make the store below a folder; gives the folder."""
    read = read_form(resources() / "forms" / "hgd_so.xlsx")
    chance = random.Random(1)
    size = Size(villages=_VILLAGES, households=-(-households // _VILLAGES), sessions=1, seed=1)
    with Store.create(folder / "home", ScriptedClock(_START)) as store:
        with store.transaction():
            store.set_setting(ROLE, "commune")
        with changing(store) as change:
            form = read.form
            change.add(Form, form_id=form.form_id, version=form.version, name=form.title, definition=read.xform)
            change.add(SurveyRound, name="đợt 1", form_id=form.form_id, first_day=date(2025, 7, 1))
            left = households
            for place, plan in enumerate(villages_of(size), start=1):
                village = change.add(Village, code=plan.code, name=plan.name, position=place)
                for home in homes_of(chance, plan)[:left]:
                    _add(change, village, home, chance, form.version)
                    left -= 1
    return folder


def _add(change: Change, village: str, home: Home, chance: random.Random, version: str) -> None:
    """One household with its consent and answers."""
    own = {"code": home.code, "head_name": home.head_name, "household_class": home.household_class}
    household = change.add(Household, village_id=village, status="dang_cu_tru", **own)
    consent = change.add(
        Consent, village_id=village, household_id=household, answer="ky", given_on=_DAY, purpose_version="1"
    )
    answers = answers_of(chance, home, (home.head_name, "chu_ho"), home.phone)
    told = {"ma_ho": home.code, "ngay_ks": _DAY.isoformat(), "gap": "gap_duoc", "dong_y": "ky", **answers}
    change.add(
        Response,
        village_id=village,
        household_id=household,
        form_id="hgd_so",
        form_version=version,
        interviewed_on=_DAY,
        contact="gap_duoc",
        consent_id=consent,
        state="final",
        answers=told,
    )
