"""So hai bản: what a version asks that another does not, and what it asks in another way."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.form_versions import FormVersion, definition_of, form_versions
from desktop.surveys.comparing import Changed, Comparison, Entry, compare
from desktop.surveys.comparing_words import change_lines, entry_words, summary
from desktop.surveys.xform.defining import read_xform
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.commune.form_words import version_words
from desktop.ui.commune.naming import tr
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.entry_form import slim
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import rule, words
from desktop.ui.tokens import SPACE_3, Tone

_MOST = 100  # entries that are shown of each kind; all of them: toso form compare


class ComparePage(Page):
    """The older version is chosen on the page, the newer one is the one it was opened with. `found` is what differs."""

    def __init__(self, desk: Desk, back: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(tr("So hai bản"), " ", scrolling=True, parent=parent)
        self._desk = desk
        self._newer: FormVersion | None = None
        self._others: Sequence[FormVersion] = ()
        self._parts: list[QWidget] = []
        self.found: Comparison | None = None
        self.older: ChoiceField | None = None
        self._line = QHBoxLayout()
        self._line.setSpacing(SPACE_3)
        self._line.addWidget(ActButton(Act(tr("Về danh sách biểu mẫu"), back, "chevron-left", "Esc")))
        self._line.addStretch(1)
        self._line.addWidget(words(tr("So với"), "label", wrap=False))
        self.body.addLayout(self._line)
        self.body.addStretch(1)

    def open_version(self, newer: FormVersion) -> None:
        """Lay a version beside the one before it, else beside any other."""
        self._newer = newer
        everything = form_versions(self._desk.store)
        same = [one for one in everything if one.form_id == newer.form_id and one != newer]
        self._others = [*same, *(one for one in everything if one.form_id != newer.form_id)]
        at = everything.index(newer)
        earlier = next((one for one in everything[at + 1 :] if one.form_id == newer.form_id), None)
        offered = [Choice(str(at), version_words(one, newer.form_id)) for at, one in enumerate(self._others)]
        field = slim(ChoiceField(offered, as_row=False))
        field.setAccessibleName(tr("So với"))
        field.setMinimumWidth(360)
        field.code_changed.connect(lambda _code: self._compare())
        if self.older:
            self._line.removeWidget(self.older)
            self.older.hide()
            self.older.deleteLater()
        self.older = field
        self._line.addWidget(field)
        chosen = earlier or next(iter(self._others), None)
        field.show_code(str(list(self._others).index(chosen)) if chosen else None)
        self._compare()

    def _compare(self) -> None:
        code = self.older.code() if self.older else None
        if self._newer is None or code is None:
            return
        newer, older = self._newer, self._others[int(code)]
        told = tr("“{name}”: từ bản {older} sang bản {newer}")
        self.show_subtitle(told.format(name=newer.name, older=older.version, newer=newer.version))
        texts = [definition_of(self._desk.store, one) for one in (older, newer)]
        self.found = attempt(self, lambda: compare(*(read_xform(text)[0] for text in texts)))
        if self.found is not None:
            self._show(self.found)

    def _show(self, found: Comparison) -> None:
        for part in self._parts:
            self.body.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [Banner(Tone.INFO if found else Tone.GOOD, summary(found)), *_cards(found)]
        for place, part in enumerate(self._parts, 1):
            self.body.insertWidget(place, part)


def _cards(found: Comparison) -> list[QWidget]:
    cards: list[QWidget] = []
    if found.form:
        cards.append(_card(tr("Cả biểu mẫu"), [_lines("", [text for one in found.form for text in change_lines(one)])]))
    shown: tuple[tuple[str, Sequence[Entry | Changed]], ...] = (
        (tr("Câu thêm mới"), found.added),
        (tr("Câu bỏ đi"), found.removed),
        (tr("Câu hỏi khác đi"), found.changed),
    )
    for title, some in shown:
        if some:
            rest = [_lines(tr("Còn {count} câu nữa.").format(count=len(some) - _MOST), [])] if len(some) > _MOST else []
            cards.append(_card(f"{title} ({len(some)})", [*(_of(one) for one in some[:_MOST]), *rest]))
    return cards


def _of(one: Entry | Changed) -> QWidget:
    if isinstance(one, Entry):
        return _lines(entry_words(one), [])
    return _lines(entry_words(one.entry), [text for change in one.changes for text in change_lines(change)])


def _card(title: str, lines: Sequence[QWidget]) -> Card:
    card = Card(title)
    for place, line in enumerate(lines):
        if place:
            card.body.addWidget(rule())
        card.body.addWidget(line)
    return card


def _lines(head: str, texts: Sequence[str]) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    if head:
        column.addWidget(words(head, "strong"))
    for text in texts:
        column.addWidget(words(text, ""))
    block.setAccessibleName(". ".join([head, *texts]))
    return block
