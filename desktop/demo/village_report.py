"""The end of a village's month: the words and figures that it sends, and what it goes on to do afterwards."""

from datetime import date, datetime

from desktop.demo.chance import instant_on
from desktop.demo.narrative import village_words
from desktop.demo.occasions import Given, Occasion
from desktop.demo.people import mobile_number
from desktop.demo.village_month import Interview, VillageMonth
from desktop.demo.village_work import write_task_progress
from desktop.models.acts import acting
from desktop.models.facts import VillageReportFacts
from desktop.models.households import Household, Response
from desktop.models.journal import changing
from desktop.models.report_facts import figures_to_json, village_report_facts
from desktop.models.reporting import VillageReport

AFTERWARDS = date(2025, 9, 5)


def send_report(month: VillageMonth, on: datetime) -> VillageReportFacts:
    """Write the report, freeze its figures and mark it as sent; return the facts that are on the paper (R066)."""
    store, period, village = month.desk.store, month.published.month_id, month.village_id
    month.desk.at(on)
    with acting(store) as acts:
        words = village_words(month.chance("words"), month.village)
        report = acts.add(VillageReport, village_id=village, period_id=period, state="nhap", narrative=words)
    figures = figures_to_json(village_report_facts(store, period, village).figures)
    month.desk.clock.advance(900)
    with acting(store) as acts:
        acts.set(VillageReport, report, state="da_gui", sent_on=on.date(), figures=figures)
    return village_report_facts(store, period, village)


def correct_phone(month: VillageMonth, home: int, on: datetime) -> None:
    """Write down a household's new number, not knowing that the commune has written another."""
    month.desk.at(on)
    with changing(month.desk.store) as change:
        change.set(Household, month.households[home], phone=mobile_number(month.chance("new number", home)))


def go_on_working(month: VillageMonth) -> None:
    """What was done after the hand-over and waits on the laptop: a session, a new number, an interview broken off."""
    month.desk.at(instant_on(AFTERWARDS, 19))
    with changing(month.desk.store) as change:
        given = (Given("CQ03", "nguoi_dan", 4, 1, 2, ""), Given("XH01", "nguoi_dan", 3, 2, 2, "Hẹn đến lại tuần sau."))
        place, need = "Nhà văn hóa thôn", "Cần nộp hồ sơ cho con vào lớp 1"
        at = instant_on(AFTERWARDS, 19)
        month.add_session(change, Occasion(at, "DC", place, 7, 2, "", need, given, ()))
    correct_phone(month, 0, instant_on(AFTERWARDS, 20))
    _begin_interview(month, instant_on(AFTERWARDS, 20, 15))
    write_task_progress(month, AFTERWARDS)


def _begin_interview(month: VillageMonth, at: datetime) -> None:
    """An interview that was begun and left as a draft, with the first household that has no answers yet."""
    answered = {row.household_id for row in month.desk.store.all(Response.select())}
    places = [at for at, household in enumerate(month.households) if household not in answered]
    waiting = [place for place in places if month.homes[place].lives_here]
    if not waiting:
        return
    visit = Interview(at, waiting[0], "answered")
    home, asker = month.homes[visit.home], month.team.active_on(at.date())[0]
    month.desk.at(at)
    with changing(month.desk.store) as change:
        consent = month.add_consent(change, month.chance("draft"), visit, asker, "ky")
        answers = month.header(visit, asker, "gap_duoc") | {"dong_y": "ky", "nguoi_tl": home.head_name}
        answers |= {"quan_he": "chu_ho", "so_nk": home.people, "so_14": home.adults}
        month.add_response(change, visit, asker, consent, answers, state="draft")
