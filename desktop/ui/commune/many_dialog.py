"""Deciding many records at once: one rule for all that are listed, told beforehand for how many it says something."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop.models.conflicts import Key
from desktop.models.differing import DifferingRecord, Written
from desktop.models.settling import Choice, Settled, deciders, keep_by, settle
from desktop.models.weighing import weigh
from desktop.models.writers import COMMUNE, VILLAGE_DESK
from desktop.text import format_count
from desktop.ui.commune.naming import tr
from desktop.ui.conflicts.grounds import Grounds
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.choice_field import Choice as Answer
from desktop.ui.parts.choice_field import ChoiceField
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.tasks import Progress

_RULES: dict[str, tuple[str, Callable[[Written], bool]]] = {
    "village": ("Giữ bản của thôn", lambda side: side.writer.role == VILLAGE_DESK),
    "commune": ("Giữ bản của xã", lambda side: side.writer.role == COMMUNE),
    "latest": ("Giữ bản ghi sau", lambda side: not side.clock_wrong),
}


def choices_by_rule(records: Sequence[DifferingRecord], rule: str) -> dict[Key, list[Choice]]:
    """Record -> what a rule chooses; deletions, and records of which it says nothing, are left out."""
    prefer = _RULES[rule][1]
    found = {one.key: keep_by(one, prefer) for one in records if not one.is_about_deletion}
    return {key: choices for key, choices in found.items() if choices is not None}


def decide_many(parent: QWidget, desk: Desk, keys: Sequence[Key], done: Callable[[Settled], None]) -> None:
    """Read the records, ask for a rule and its grounds, decide; all in one transaction, off the window's thread."""

    def read(progress: Progress) -> list[DifferingRecord]:
        progress(tr("Đang đọc các mục"), None)
        return weigh(desk.store, keys)

    desk.work(parent, tr("Đang đọc các mục"), read, lambda found: ManyDialog(desk, found, parent, done).open())


class ManyDialog(EntryDialog):
    """Asks which side is kept for all."""

    def __init__(
        self, desk: Desk, records: Sequence[DifferingRecord], parent: QWidget, done: Callable[[Settled], None]
    ) -> None:
        super().__init__(
            tr("Quyết nhiều mục cùng lúc"),
            tr("Cho {count} mục đang hiện trong danh sách. Mục có bên xóa thì quyết riêng từng mục.").format(
                count=format_count(len(records))
            ),
            tr("Ghi quyết định"),
            parent,
            width=720,
        )
        self._desk, self._room, self._done = desk, parent, done
        self._chosen = {rule: choices_by_rule(records, rule) for rule in _RULES}
        self.rule = ChoiceField([Answer(rule, self._told(rule, len(records))) for rule in _RULES], as_row=True)
        self.grounds = Grounds(deciders(desk.store, desk.day), note=tr("Ghi một lần cho tất cả, hoặc không mục nào."))
        self.form.column.addWidget(self.form.field("rule", tr("Giữ bản nào"), self.rule, required=True))
        self.form.column.addWidget(self.grounds)
        self.lay_out()

    def _told(self, rule: str, of: int) -> str:
        told = tr("{rule}: {count} trong {of} mục")
        return told.format(rule=tr(_RULES[rule][0]), count=format_count(len(self._chosen[rule])), of=format_count(of))

    def wrongs(self) -> list[Wrong]:
        """A rule is needed that says something, and its grounds."""
        rule = self.rule.code()
        if rule is None:
            return [Wrong("rule", tr("Hãy chọn giữ bản nào."))]
        if not self._chosen[rule]:
            return [Wrong("rule", tr("Không mục nào có bản như vậy."))]
        return [] if self.grounds.look() else [Wrong("", tr("Hãy ghi lý do và người quyết định."))]

    def save(self) -> None:
        """Decide, off the window's thread."""
        choices = [choice for listed in self._chosen[self.rule.code() or ""].values() for choice in listed]
        reason, name = self.grounds.reason, self.grounds.name

        def write(progress: Progress) -> Settled:
            progress(tr("Đang ghi quyết định"), None)
            return settle(self._desk.store, choices, reason=reason, decided_by=name)

        self._desk.work(self._room, tr("Đang ghi quyết định"), write, self._done)
