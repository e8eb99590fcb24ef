"""The commune's own part: its team, who signs, the periods, the villages; later its words and what it edits itself."""

import random
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.clock import new_id
from desktop.demo import narrative
from desktop.demo.chance import chance_of, instant_on
from desktop.demo.desks import Desk
from desktop.demo.joining import add_person
from desktop.demo.parts import COMMUNE_TEAM
from desktop.demo.people import Names, surnames_of_the_area
from desktop.demo.plan import VillagePlan
from desktop.models.acts import acting
from desktop.models.households import Household
from desktop.models.journal import Change, changing
from desktop.models.places import Milestone, Village
from desktop.models.reporting import CommuneReport, Form, Period, Signer, SurveyRound, VillageReport
from desktop.models.teams import Team
from desktop.models.work import Task

FOUNDED_ON = date(2025, 7, 22)
START = instant_on(FOUNDED_ON, 8)
COMMITTEE = "TM. ỦY BAN NHÂN DÂN"


@dataclass(frozen=True)
class Published:
    """What the commune has set for all: the month's and the quarter's period, the survey's round and its form."""

    month_id: str
    quarter_id: str
    round_id: str
    form_id: str
    form_version: str


class CommuneMonth:
    """The writing of the commune's part."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self._chance: random.Random = chance_of(seed, "commune")
        self._names = Names(chance_of(seed, "commune", "names"), surnames_of_the_area())
        self.chairman = self._names.draw("nam")
        self.vice_chairman = self._names.draw("nu")

    def begin(self) -> Published:
        """Set the signers, the periods and the end of the survey's round; note the plan's milestone as met."""
        with changing(self.desk.store) as change:
            self._add_signers(change)
            month = change.add(
                Period,
                kind="thang",
                name="tháng 8 năm 2025",
                first_day=date(2025, 8, 1),
                last_day=date(2025, 8, 31),
                due_on=date(2025, 9, 3),
            )
            quarter = change.add(
                Period,
                kind="quy",
                name="quý III năm 2025",
                first_day=date(2025, 7, 1),
                last_day=date(2025, 9, 30),
                due_on=date(2025, 10, 3),
            )
            survey = self.desk.store.all(SurveyRound.select())[0]
            change.set(SurveyRound, survey.id, last_day=date(2025, 9, 15))
            for milestone in self.desk.store.all(Milestone.select()):
                change.set(Milestone, milestone.id, done_on=FOUNDED_ON, document="Quyết định số 100/QĐ-UBND")
            self._give_tasks(change)
        form = self.desk.store.all(Form.select())[0]
        return Published(month, quarter, survey.id, form.form_id, form.version)

    @staticmethod
    def _give_tasks(change: Change) -> None:
        """Two tasks for every village, the province's and the commune's own (R054, R065)."""
        common: dict[str, Any] = {"first_day": date(2025, 8, 1), "due_on": date(2025, 9, 30)}
        name = "Hướng dẫn người từ đủ 14 tuổi kích hoạt VNeID mức 2"
        change.add(Task, level="tinh", name=name, services=["CQ01"], target=25, **common)
        name = "Đưa cách nộp dịch vụ công trực tuyến đến từng hộ"
        change.add(Task, level="xa", name=name, services=["CQ03", "CQ04"], target=40, document="15/KH-UBND", **common)

    def _add_signers(self, change: Change) -> None:
        """The Chairman, and the Vice-chairman who signed for him in the commune's first weeks (R098)."""
        since, until = date(2025, 7, 1), date(2025, 7, 20)
        change.add(Signer, full_name=self.chairman, lines=[COMMITTEE, "CHỦ TỊCH"], valid_from=since)
        lines = [COMMITTEE, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
        change.add(Signer, full_name=self.vice_chairman, lines=lines, valid_from=since, valid_to=until)

    def found_team(self) -> None:
        """The commune's own team, named in the Chairman's decision (R015, R018, R021, R022)."""
        self.desk.at(instant_on(FOUNDED_ON, 15))
        values: dict[str, object] = {
            "level": "commune",
            "name": "Tổ Công nghệ số cộng đồng xã Thanh Thịnh",
            "decision_number": "100/QĐ-UBND",
            "decision_date": FOUNDED_ON,
            "decision_signer": self.chairman,
            "founded_on": FOUNDED_ON,
            "channel": "Zalo",
            "channel_name": "Chuyển đổi số xã Thanh Thịnh",
        }
        with acting(self.desk.store) as acts:
            team = Team(id=acts.add(Team, village_id=None, **values), **values)
        with acting(self.desk.store) as acts:
            for position, part in enumerate(COMMUNE_TEAM, start=1):
                self.desk.clock.advance(90)
                person, _ = add_person(acts, self._chance, self._names, part, FOUNDED_ON, None)
                criteria = ("enthusiastic", "open_minded", "digitally_skilled", "good_communicator")
                values = {"role": part.role, "composition": part.composition, "position": position, "in_decision": True}
                values |= dict.fromkeys(criteria, True)
                acts.admit(team, person, None, on=FOUNDED_ON, **values)

    def add_villages(self, villages: list[VillagePlan]) -> list[Village]:
        """The rows of all villages, each in the village's own scope, so that its desk can add its head."""
        self.desk.at(instant_on(date(2025, 7, 23), 8))
        records = []
        with changing(self.desk.store) as change:
            for village in villages:
                record = new_id(self.desk.clock)
                records.append(record)
                character = village.character
                change.add(
                    Village,
                    record=record,
                    village_id=record,
                    code=village.code,
                    name=village.name,
                    position=village.index + 1,
                    hamlets="\n".join(character.hamlets),
                    signal=character.signal,
                    profile=narrative.village_profile(village),
                    opened_on=date(2025, 7, 1),
                )
        found = {row.id: row for row in self.desk.store.all(Village.select())}
        return [found[record] for record in records]

    def correct_phone(self, household: str, phone: str) -> None:
        """Write down a household's new number, told by telephone, without knowing of the village's edit."""
        with changing(self.desk.store) as change:
            change.set(Household, household, phone=phone)

    def answer_reports(self, returned: set[str], on: date) -> int:
        """Receive the reports that have arrived, and give those of some villages back for correction; tell how many."""
        arrived = self.desk.store.all(VillageReport.select().where(VillageReport.state == "da_gui"))
        with acting(self.desk.store) as acts:
            for report in arrived:
                if report.village_id in returned:
                    acts.set(VillageReport, report.id, state="can_sua", remark=narrative.RETURN_REMARK)
                else:
                    remark = narrative.RECEIVED_REMARK
                    acts.set(VillageReport, report.id, state="da_tiep_nhan", received_on=on, remark=remark)
        return len(arrived)

    def write_report(self, published: Published) -> None:
        """The officer's words for the month's report; number and date are left for the clerk."""
        with changing(self.desk.store) as change:
            change.add(CommuneReport, period_id=published.month_id, narrative=narrative.COMMUNE_WORDS)
