"""Writing an interview: the answers and the consent together, as a draft or final. No screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop.models.acts import Acts
from desktop.models.households import Consent, Response
from desktop.models.store import Store
from desktop.surveys.definition import Form

#: Questions of the household form whose answers are columns of the record too (DOMAIN 3.3).
DAY, ASKER, CONTACT, CONSENT = "ngay_ks", "nguoi_ks", "gap", "dong_y"
HOUSEHOLD_CODE = "ma_ho"
BY_WORD = "loi_noi"
_NEW_LAW_FROM = date(2026, 1, 1)


@dataclass(frozen=True)
class Asked:
    """An interview as it stands on the screen; `response` and `consent` are set when they are in the store.

    `said` is the consent of a questionnaire that does not ask for it itself.
    """

    household_id: str
    village_id: str
    round_id: str | None
    form: Form
    answers: Mapping[str, object]
    witness: str
    said: str = ""
    response: str | None = None
    consent: str | None = None
    amends: str | None = None


def law_on(day: date) -> str:
    """The law under which consent is given on a day (DOMAIN 5)."""
    if day >= _NEW_LAW_FROM:
        return "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15"
    return "Nghị định số 13/2023/NĐ-CP"


def write_interview(acts: Acts, asked: Asked, *, final: bool, today: date) -> tuple[str, str | None]:
    """Write consent and response in one act; return their ids. For a final one hand over only what was asked."""
    answers = dict(asked.answers)
    on = _day(answers.get(DAY)) or today
    asker = _text(answers.get(ASKER)) or None
    consent = _write_consent(acts, asked, _text(answers.get(CONSENT)) or asked.said, on, asker)
    values = {
        "form_version": asked.form.version,  # a draft may have been carried to a newer one
        "interviewed_on": on,
        "interviewer_id": asker,
        "contact": _text(answers.get(CONTACT)) or None,
        "consent_id": consent,
        "state": "final" if final else "draft",
        "amends_id": asked.amends,
        "answers": answers,
    }
    if asked.response:
        acts.set(Response, asked.response, **values)
        return asked.response, consent
    record = acts.add(
        Response,
        village_id=asked.village_id,
        household_id=asked.household_id,
        round_id=asked.round_id,
        form_id=asked.form.form_id,
        **values,
    )
    return record, consent


def _write_consent(acts: Acts, asked: Asked, answer: str, on: date, asker: str | None) -> str | None:
    """What the household said, a refusal too; silence writes nothing and is no consent."""
    if not answer:
        if asked.consent:
            acts.delete(Consent, asked.consent)
        return None
    values = {
        "answer": answer,
        "given_on": on,
        "asked_by": asker,
        "witness": asked.witness or None if answer == BY_WORD else None,
        "purpose_version": asked.form.version,
        "law": law_on(on),
    }
    if asked.consent:
        acts.set(Consent, asked.consent, **values)
        return asked.consent
    return acts.add(Consent, village_id=asked.village_id, household_id=asked.household_id, **values)


def drop_draft(acts: Acts, response: str, consent: str | None, store: Store) -> None:
    """Take a draft back; its consent goes with it unless another response rests on it."""
    acts.delete(Response, response)
    others = store.value(
        "SELECT count(*) FROM response WHERE consent_id = ? AND id <> ? AND NOT deleted", [consent, response]
    )
    if consent and not others:
        acts.delete(Consent, consent)


def _day(answer: object) -> date | None:
    try:
        return date.fromisoformat(answer) if isinstance(answer, str) else None
    except ValueError:
        return None


def _text(answer: object) -> str:
    return answer if isinstance(answer, str) else ""
