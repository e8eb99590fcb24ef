"""Danh bạ: how everybody in the team is reached, the group's channel, and the list for a telephone or a message."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import files
from desktop.errors import TosoError
from desktop.models.access_log import COPIED, EXPORTED, log_access
from desktop.models.contacts import Contact, channel_of, contacts, contacts_text, how_to_reach
from desktop.models.roster_facts import BY_NAME, roster_facts
from desktop.models.teams import Team
from desktop.reports.catalogue import roster_paper, vcards
from desktop.text import fold, format_count, format_phone, name_sort_key
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.list_page import ListPage
from desktop.ui.messages import show_error
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import words
from desktop.ui.rows import Column
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_3
from desktop.ui.village.listed import Listed
from desktop.ui.village.team.channel_dialog import ChannelDialog
from desktop.ui.village.team.team_page import PEOPLE_TABLES, LoggedPaper, own_team

_ALL = "all"


class ContactsPage(ListPage):
    """The people of today; what goes out of the program is written into the access log before it goes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Danh bạ của Tổ"), self.tr("Tìm tên, vai trò hoặc số điện thoại"), dense=False, parent=parent
        )
        self._desk = desk
        self._team: Team | None = None
        self._listed: list[Contact] = []
        self._rows = Listed[Contact](
            self._columns(),
            found_by=lambda one: f"{one.name} {one.role} {one.phone} {format_phone(one.phone)}",
            filters={_ALL: lambda _one: True},
            sort_keys={"name": lambda one: name_sort_key(one.name), "phone": lambda one: one.phone},
        )
        self._told = words("", "quiet")
        self._acts = self._buttons()
        self.body.insertWidget(0, self._acts)
        self.body.addWidget(self._told)
        self.show_rows(RowsModel(self._rows), self._count_told)
        self.searched.connect(self._search)
        keep_fresh(self, desk, PEOPLE_TABLES, self.refresh)

    def _columns(self) -> Sequence[Column[Contact]]:
        return (
            Column(self.tr("Họ và tên"), lambda one: one.name, 190, "name", strong=True),
            Column(self.tr("Vai trò"), lambda one: one.role, 120),
            Column(self.tr("Điện thoại"), lambda one: format_phone(one.phone), 140, "phone"),
            Column(self.tr("Cách liên lạc"), self._reach, 230, spare=1),
        )

    def _reach(self, one: Contact) -> str:
        return how_to_reach(one, channel_of(self._team) if self._team else "")

    def _buttons(self) -> Flow:
        flow = Flow(gap=SPACE_3)
        for act in (
            Act(self.tr("Chép danh bạ"), self.copy_list, "content-copy", "Ctrl+Shift+C"),
            Act(self.tr("Lưu cho điện thoại"), self.ask_file, "phone-outline", "Ctrl+E"),
            Act(self.tr("In danh bạ"), self.print_list, "printer-outline", "Ctrl+P"),
            Act(self.tr("Sửa nhóm liên lạc"), self.change_channel, "message-text-outline"),
        ):
            flow.add(ActButton(act))
        return flow

    def _count_told(self, count: int) -> str:
        return self.tr("{count} người").format(count=format_count(count))

    def _search(self, text: str) -> None:
        self._rows.search(text)
        self.rows_changed()

    def refresh(self) -> None:
        """Read the people of today again."""
        self._team = own_team(self._desk.store)
        self._listed = contacts(self._desk.store, self._team, self._desk.day) if self._team else []
        self._rows.take(self._listed)
        channel = channel_of(self._team) if self._team else ""
        self.show_subtitle(self.tr("Nhóm {channel}").format(channel=channel) if channel else "")
        self._acts.setVisible(bool(self._listed))
        advice = self.tr("Mở trang “Danh sách”, ghi quyết định thành lập và thêm người; ở đây sẽ có danh bạ.")
        self.show_empty("phone-outline", self.tr("Chưa có ai trong Tổ"), advice)
        self.rows_changed()

    def copy_list(self) -> None:
        """Put the list on the clipboard as plain text."""
        if not self._team or not self._listed:
            return
        log_access(self._desk.store, "contacts", COPIED, records=len(self._listed))
        QGuiApplication.clipboard().setText(contacts_text(self._team, self._listed))
        self._told.setText(self.tr("Đã chép {count} người. Chỉ dán vào nhóm nội bộ của Tổ.").format(
            count=format_count(len(self._listed))
        ))  # fmt: skip

    def ask_file(self) -> None:
        """Ask where the file for a telephone's address book goes."""
        if not self._listed or not self._team:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        offered = str(Path(folder) / f"danh-ba-{'-'.join(fold(self._team.name).split())}.vcf")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Lưu danh bạ"), offered, "vCard (*.vcf)")
        if name:
            self.save_to(Path(name).with_suffix(".vcf"))

    def save_to(self, path: Path) -> None:
        """Write the people who have a number as vCards; one who has none is left out and told."""
        reachable = [one for one in self._listed if one.phone]
        log_access(self._desk.store, "contacts", EXPORTED, records=len(reachable))
        try:
            files.write_whole(path, vcards(reachable))
        except TosoError as error:
            show_error(self, error)
            return
        told = self.tr("Đã lưu {count} người vào {name}. Gửi tệp này sang điện thoại rồi mở ra để thêm danh bạ.")
        left = len(self._listed) - len(reachable)
        more = self.tr(" {count} người chưa có số.").format(count=format_count(left)) if left else ""
        self._told.setText(told.format(count=format_count(len(reachable)), name=path.name) + more)

    def print_list(self) -> None:
        """Show the list by name with telephones as it will be printed."""
        if not self._team or not self._listed:
            return
        day = self._desk.day
        facts = roster_facts(self._desk.store, self._team, day, day, order=BY_NAME)
        paper = LoggedPaper(
            self._desk, self.tr("Danh bạ của Tổ"), f"danh-ba-to-{day:%Y-%m-%d}", lambda: roster_paper(facts), self,
            what="contacts", records=len(facts.lines), about=self.tr("Danh bạ như sẽ in ra"),
        )  # fmt: skip
        paper.exec()
        paper.deleteLater()

    def change_channel(self) -> None:
        """Write down the group's channel."""
        if self._team:
            dialog = ChannelDialog(self._desk, self._team, self)
            dialog.exec()
            dialog.deleteLater()
