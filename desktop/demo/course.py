"""The course of the demo, step after step: each does its part on all desks and says in a few words what came of it.

`run` calls the steps in the order of `STEPS`, tells how far it is and takes the time.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from desktop import files
from desktop.demo.chance import chance_of, instant_on
from desktop.demo.commune_month import START, CommuneMonth, Published
from desktop.demo.desks import Desk, enrol, hand_over, open_commune, open_village, take
from desktop.demo.layout import Layout
from desktop.demo.people import mobile_number
from desktop.demo.plan import Size, villages_of
from desktop.demo.telling import counted
from desktop.demo.village_month import VillageMonth
from desktop.demo.village_report import correct_phone, go_on_working, send_report
from desktop.demo.village_work import write_work
from desktop.models.conflicts import conflicts
from desktop.models.digests import table_digests
from desktop.models.places import Village
from desktop.models.report_facts import commune_report_facts
from desktop.reports.catalogue import commune_report, village_report
from desktop.sync.exporting import export

Tell = Callable[[float], None]  # told the done part of a step, between 0 and 1
Item = TypeVar("Item")

ENROLLED = instant_on(date(2025, 7, 23), 9)
MIDDLE, END = instant_on(date(2025, 8, 16), 8), instant_on(date(2025, 9, 1), 0)
COMMUNE_EDITS, VILLAGE_EDITS = instant_on(date(2025, 8, 19), 9), instant_on(date(2025, 8, 31), 21)
SENT, SENT_LATE = instant_on(date(2025, 9, 3), 7), instant_on(date(2025, 9, 4), 8)
MERGED, RETURNED = instant_on(date(2025, 9, 4), 14), instant_on(date(2025, 9, 5), 8)
_EDITED = 2  # which household's number both sides write, counted from 0


class Course:
    """The running demo: its open desks, and what has been published, handed over and printed."""

    def __init__(self, layout: Layout, size: Size) -> None:
        self.layout, self.size = layout, size
        self.villages = villages_of(size)
        self.months: list[VillageMonth] = []
        self.printed: list[Path] = []
        self.desks: list[Desk] = []
        self._bundles: list[Path] = []

    # --- the beginning ---

    def found_commune(self, _tell: Tell) -> str:
        """The commune's home: profile, catalogues, form, periods, signers, its own team, the villages."""
        desk = open_commune(self.layout.commune, self.size.seed, START)
        self.desks.append(desk)
        self.desk = desk
        self.commune = CommuneMonth(desk, self.size.seed)
        self.published: Published = self.commune.begin()
        self.commune.found_team()
        self.rows: list[Village] = self.commune.add_villages(self.villages)
        return counted((len(self.rows), "thôn"), (len(table_digests(desk.store)), "bảng"))

    def enrol_villages(self, tell: Tell) -> str:
        """Every village's laptop: its home, its key, its certificate, then its team and its register."""
        for village, row in _telling(tell, list(zip(self.villages, self.rows, strict=True))):
            desk = open_village(self.layout.village(village), self.size.seed, ENROLLED, village)
            self.desks.append(desk)
            self.desk.at(ENROLLED)
            month = VillageMonth(desk, village, row.id, self.size.seed, self.published)
            enrol(self.desk, desk, row, self.layout.stick, holder="Trưởng thôn")
            self.months.append(month)
        return counted((len(self.months), "máy"))

    # --- the month ---

    def begin_month(self, tell: Tell) -> str:
        """Teams, registers, and the first half of the survey and the sessions."""
        for month in _telling(tell, self.months):
            month.team.found(self.commune.chairman)
            month.register()
            month.record_until(MIDDLE)
        members = sum(len(month.team.active_on(MIDDLE.date())) for month in self.months)
        return counted((sum(len(month.households) for month in self.months), "hộ"), (members, "thành viên, CTV"))

    def hand_over_early(self, _tell: Tell) -> str:
        """A few villages hand over in mid-month; then the commune writes a new number for one household of each."""
        early = [month for month in self.months if month.village.hands_over_early]
        for month in early:
            month.desk.at(MIDDLE)
            self.desk.at(MIDDLE)
            hand_over(month.desk, self.desk, self.layout.stick)
        for month in early:
            self.desk.at(COMMUNE_EDITS)
            chance = chance_of(self.size.seed, month.village.index, "told by telephone")
            self.commune.correct_phone(month.households[_edited(month)], mobile_number(chance))
        return counted((len(early), "gói"))

    def end_month(self, tell: Tell) -> str:
        """The second half of the month; the same numbers are corrected in the villages, which know nothing of it."""
        for month in _telling(tell, self.months):
            month.record_until(END)
            write_work(month)
            if month.village.hands_over_early:
                correct_phone(month, _edited(month), VILLAGE_EDITS)
        store_counts = [table_digests(month.desk.store) for month in self.months]
        responses, sessions = (sum(one[table].count for one in store_counts) for table in ("response", "session"))
        return counted((responses, "phiếu"), (sessions, "buổi"))

    # --- the hand-over ---

    def report_from_villages(self, tell: Tell) -> str:
        """Every village writes its report, prints it and puts its bundle on the stick; one does not come."""
        coming = [month for month in self.months if month.village.reports]
        for month in _telling(tell, coming):
            facts = send_report(month, SENT_LATE if month.village.returned else SENT)
            self._print(self.layout.village_pdf(month.village), village_report(facts))
            self._bundles.append(export(month.desk.store, month.desk.credentials, self.layout.stick).path)
        return counted((len(coming), "báo cáo PDF"), (len(self._bundles), "gói"))

    def merge(self, tell: Tell) -> str:
        """The commune takes the bundles off the stick."""
        self.desk.at(MERGED)
        entries = sum(take(self.desk, path).entries for path in _telling(tell, self._bundles))
        return counted((entries, "thay đổi"), (len(conflicts(self.desk.store)), "chỗ khác nhau"))

    def return_receipts(self, tell: Tell) -> str:
        """The commune receives the reports, gives one back, and every village that came takes its receipt home."""
        self.desk.at(RETURNED)
        returned = {month.village_id for month in self.months if month.village.returned}
        answered = self.commune.answer_reports(returned, RETURNED.date())
        for month in _telling(tell, [month for month in self.months if month.village.reports]):
            self.desk.clock.advance(60)
            month.desk.at(RETURNED)
            row = self.rows[month.village.index]
            hand_over(self.desk, month.desk, self.layout.stick, village=row)
        given_back = sum(1 for month in self.months if month.village.returned)
        return counted((answered - given_back, "báo cáo đã nhận"), (given_back, "trả lại"))

    def print_commune_report(self, _tell: Tell) -> str:
        """The commune's report for the month, with the appendix of all villages."""
        self.commune.write_report(self.published)
        facts = commune_report_facts(self.desk.store, self.published.month_id)
        self._print(self.layout.commune_pdf, commune_report(facts))
        return f"{facts.villages_received}/{facts.villages_total} thôn có số liệu"

    def go_on(self, _tell: Tell) -> str:
        """The first village has gone on working, so that its desk opens on something to hand over."""
        go_on_working(self.months[0])
        return "việc mới, chưa nộp"

    def to_open(self) -> Iterator[tuple[Path, str]]:
        """The desks worth opening next, with what waits there."""
        yield self.layout.commune, "bàn của xã: chỗ khác nhau cần chọn, thôn nào đã nộp"
        yield self.layout.village(self.villages[0]), "bàn của thôn: xã đã nhận, có việc mới chưa nộp"
        for village in self.villages:
            if village.returned:
                yield self.layout.village(village), "bàn của thôn: xã trả lại báo cáo để sửa"

    def _print(self, path: Path, data: bytes) -> None:
        files.write_whole(path, data)
        self.printed.append(path)


def _edited(month: VillageMonth) -> int:
    """The household whose number both sides write."""
    return min(_EDITED, len(month.households) - 1)


def _telling(tell: Tell, items: Iterable[Item]) -> Iterator[Item]:
    """Go through items and tell before each how far it is."""
    listed = list(items)
    for number, item in enumerate(listed):
        tell(number / len(listed))
        yield item


#: Title, step and the share of the time that it takes.
STEPS: tuple[tuple[str, Callable[[Course, Tell], str], float], ...] = (
    ("Lập sổ của xã theo Kế hoạch 13/KH-UBND", Course.found_commune, 4),
    ("Ghi danh máy của các thôn", Course.enrol_villages, 10),
    ("Các thôn lập Tổ, sổ hộ và ghi nửa đầu tháng 8", Course.begin_month, 30),
    ("Nộp giữa tháng, xã ghép", Course.hand_over_early, 4),
    ("Các thôn ghi tiếp đến hết tháng 8", Course.end_month, 20),
    ("Các thôn in báo cáo, ghi gói ra USB", Course.report_from_villages, 12),
    ("Xã ghép số liệu của các thôn", Course.merge, 10),
    ("Xã nhận báo cáo, trả giấy báo nhận về thôn", Course.return_receipts, 6),
    ("In báo cáo của xã", Course.print_commune_report, 3),
    ("Thôn 01 ghi tiếp việc tháng 9", Course.go_on, 1),
)
