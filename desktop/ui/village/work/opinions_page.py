"""Ý kiến người dân: what residents say, how long it waits, what was answered (R051); the survey's are offered."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.models import catalogues
from desktop.models.opinion_list import ANSWERED, OpinionRow, offered_opinions, opinions
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner, replace_banner
from desktop.ui.rows import Column
from desktop.ui.tokens import Tone
from desktop.ui.village.listed import Listed
from desktop.ui.village.work.kept_dialog import KeptDialog
from desktop.ui.village.work.opinion_dialogs import OpinionDialog, TakeOverDialog
from desktop.ui.village.work.wording import day_words, opinion_state, waiting_words
from desktop.ui.village.work.work_list import WorkList

ALL, WAITING, LONG, DONE = "all", "waiting", "long", "answered"


class OpinionsPage(WorkList):
    """`offer` says how many opinions of the survey can be taken over; None when there are none."""

    kinds = ("opinion",)
    tables = frozenset({"opinion", "household", "response", "consent"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._topics = catalogues.labels("opinion_topics")
        self.offer: Banner | None = None
        add = Act(self.tr("Ghi ý kiến"), self.add, "message-text-outline", "Ctrl+N")
        prompt = self.tr("Tìm theo lời, tên chủ hộ - không cần dấu")
        super().__init__(desk, self.tr("Ý kiến người dân"), prompt, add, parent)
        self.show_empty(
            "message-text-outline",
            self.tr("Chưa có ý kiến nào"),
            self.tr("Nghe bà con nói gì ở cuộc họp, khi đến nhà, trên nhóm Zalo thì ghi vào đây để khỏi quên trả lời."),
            Act(self.tr("Ghi ý kiến đầu tiên"), self.add, "message-text-outline"),
        )

    def make_source(self) -> Listed[OpinionRow]:
        """The opinions."""
        columns: list[Column[OpinionRow]] = [
            Column(self.tr("Ngày nghe"), lambda row: day_words(row.received_on), width=110, key="day"),
            Column(self.tr("Bà con nói gì"), lambda row: " ".join(row.content.split()), width=260, strong=True),
            Column(self.tr("Về việc"), self._topic, width=150, spare=2, key="topic"),
            Column(self.tr("Hộ"), lambda row: row.household or "-", width=140, spare=1, key="household"),
            Column(self.tr("Đã chờ"), waiting_words, width=84, spare=3),
            Column(self.tr("Tình trạng"), lambda row: opinion_state(row).words, width=150, state=opinion_state),
        ]
        return Listed(
            columns,
            found_by=lambda row: f"{row.content} {row.household} {self._topic(row)} {row.answer}",
            filters={
                ALL: lambda _row: True,
                WAITING: lambda row: row.state != ANSWERED,
                LONG: lambda row: row.waits_long,
                DONE: lambda row: row.state == ANSWERED,
            },
            sort_keys={
                "day": lambda row: f"{row.received_on} {row.id}",
                "topic": self._topic,
                "household": lambda row: row.household,
            },
        )

    def _topic(self, row: OpinionRow) -> str:
        return self._topics.get(row.topic, row.topic)

    def read_rows(self) -> Sequence[OpinionRow]:
        """The village's opinions."""
        return opinions(self._desk.store, self._desk.day, village_id=self.village_id)

    def filters(self) -> Sequence[tuple[str, str]]:
        """All, waiting, waiting for long, answered."""
        words = (self.tr("Tất cả"), self.tr("Chưa trả lời"), self.tr("Chờ quá 15 ngày"), self.tr("Đã trả lời"))
        return list(zip((ALL, WAITING, LONG, DONE), words, strict=True))

    def subtitle_words(self) -> str:
        """How many wait."""
        count = self.source.count_of
        told = [self.tr("{count} ý kiến chưa trả lời").format(count=format_count(count(WAITING)))]
        told += [self.tr("{count} chờ quá 15 ngày").format(count=format_count(count(LONG)))] if count(LONG) else []
        return ", ".join(told) if self.source.total else ""

    def refresh(self) -> None:
        """Read again; the survey's opinions are offered, never taken by themselves."""
        super().refresh()
        count = len(offered_opinions(self._desk.store, self.village_id))
        offer = None
        if count:
            told = self.tr("{count} hộ có ý kiến trong phiếu khảo sát, chưa đưa vào đây.").format(count=count)
            offer = Banner(
                Tone.INFO, told, "", Act(self.tr("Xem từng ý kiến"), self.take_over, "clipboard-check-outline")
            )
        self.offer = replace_banner(self.body, self.offer, offer)

    def take_over(self) -> None:
        """Go through the survey's opinions, one at a time, until one leaves the rest for later."""
        last = ""
        offered = offered_opinions(self._desk.store, self.village_id)
        for place, one in enumerate(offered):
            dialog = TakeOverDialog(self._desk, one, len(offered) - place, self.window())
            dialog.exec()
            taken, put_aside = dialog.record, dialog.put_aside
            dialog.deleteLater()
            last = taken or last
            if not (taken or put_aside):
                break
        self.refresh()
        self.choose(last)
        self.arrive()

    def dialog(self, row: OpinionRow | None) -> KeptDialog:
        """One opinion."""
        return OpinionDialog(self._desk, row, self.window())

    def saved_words(self) -> str:
        """What is said once an opinion was written."""
        return self.tr("Đã lưu ý kiến.")
