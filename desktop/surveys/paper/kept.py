"""Papers of what a store keeps: a questionnaire that was published, and the record of a response. Reading only."""

from desktop.errors import TosoError
from desktop.models.households import Consent, Household, Response
from desktop.models.places import Village
from desktop.models.questionnaire_facts import PrintedForm
from desktop.models.setup import VILLAGE_NAME, commune_of, own_village
from desktop.models.store import Store
from desktop.models.village_queries import form_definition
from desktop.surveys.known_forms import lists_of
from desktop.surveys.paper.asking import asked_in
from desktop.surveys.paper.questionnaire import Names, questionnaire
from desktop.surveys.paper.questionnaire import Response as Answered
from desktop.surveys.xform.defining import read_xform

UNFINISHED = "PHIẾU ĐANG GHI DỞ, CHƯA HOÀN THÀNH"


def blank_paper(store: Store, form_id: str, version: str = "", language: str = "") -> PrintedForm:
    """The blank questionnaire that a store keeps, the version asked for or the latest; raises TosoError for none."""
    return blank_of(definition_of(store, form_id, version), store, language)


def blank_of(xform: str, store: Store | None = None, language: str = "") -> PrintedForm:
    """The blank questionnaire of an XForm, with the names of a store's commune and village at its head.

    `language` is one of the form's, "" for its own; raises TosoError for another.
    """
    form = read_xform(xform, language)[0]
    if language and language not in form.languages:
        known = ", ".join(form.languages) or "chỉ một"
        raise TosoError(f"Biểu mẫu không có ngôn ngữ “{language}”.", f"Các ngôn ngữ: {known}.", code="no-such-language")
    return questionnaire(form, names=_names(store) if store else None)


def record_paper(store: Store, response_id: str, xform: str = "") -> PrintedForm:
    """The record of a response, in the version that it was asked with, or in another one; raises TosoError."""
    response = store.get(Response, response_id)
    if response is None or response.deleted:
        raise TosoError("Không có phiếu đã ghi này.", "Hãy kiểm tra lại mã phiếu.", code="no-response")
    definition = xform or definition_of(store, response.form_id, response.form_version)
    lists = lists_of(store)
    form = read_xform(definition)[0].with_choices(lists)
    if form.form_id != response.form_id:
        raise TosoError(f"Phiếu này thuộc biểu mẫu “{response.form_id}”.", "Hãy chọn đúng biểu mẫu.", code="other-form")
    consent = store.get(Consent, response.consent_id) if response.consent_id else None
    said, answers = consent.answer if consent else "", response.answers or {}
    answered = Answered(
        answers,
        asked_in(definition, answers, store.clock, said=said, lists=lists),
        said,
        (consent.witness or "") if consent else "",
        "" if response.state == "final" else UNFINISHED,
    )
    return questionnaire(form, answered, _names(store, store.get(Household, response.household_id)))


def definition_of(store: Store, form_id: str, version: str) -> str:
    """The XForm that a store keeps, of the version asked for or the latest; raises TosoError for none."""
    found = form_definition(store, form_id, version)
    if found is None:
        raise TosoError(f"Sổ này không có biểu mẫu “{form_id}”.", "Xem các biểu mẫu: toso form list.", code="no-form")
    return found[1]


def _names(store: Store, household: Household | None = None) -> Names:
    """What the store knows of commune and village: the household's, else the desk's own."""
    commune = commune_of(store)
    own = store.get(Village, household.village_id) if household and household.village_id else own_village(store)
    return Names(
        commune.name if commune else "",
        own.name if own else store.setting(VILLAGE_NAME) or "",
        (household.code or "") if household else "",
    )
