"""What was decided, one block a decision: which value, instead of which, why, by whom. Reading only."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.conflict_words import lower_first, moment, upper_first
from desktop.models.decided import Decided
from desktop.models.differing import DELETED
from desktop.models.rules.titles import title_of
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.models.value_words import value_words
from desktop.text import format_count
from desktop.ui.conflicts.wording import tr
from desktop.ui.parts.card import Card
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.words import rule, words
from desktop.ui.states import Shape, State
from desktop.ui.tokens import SPACE_3, Tone

_MOST = 100


class DecidedCard(Card):
    """Shows decisions in their order; a new one has a chip."""

    def __init__(self, store: Store, found: Sequence[Decided], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setSpacing(SPACE_3)
        for place, one in enumerate(found[:_MOST]):
            if place:
                self.body.addWidget(rule())
            self.body.addWidget(_block(store, one))
        if len(found) > _MOST:
            told = tr("và {count} quyết định trước đó").format(count=format_count(len(found) - _MOST))
            self.body.addWidget(words(told, "quiet"))


def _block(store: Store, one: Decided) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    if one.is_new:
        column.addWidget(StateChip(State(tr("Mới"), Tone.INFO, Shape.FULL)), 0, Qt.AlignmentFlag.AlignLeft)
    for text, role in decision_lines(store, one):
        column.addWidget(words(text, role))
    return block


def decision_lines(store: Store, one: Decided) -> list[tuple[str, str]]:
    """A decision in lines with their roles: about what, what is kept, what is not, why and by whom."""
    thing = one.name or TABLES[one.table].title
    title = tr("Xóa hay giữ") if one.field == DELETED else title_of(one.table, one.field)
    lines = [(f"{thing}: {lower_first(title)}", "strong")]
    values = [(tr("Giữ: {value}"), one.chosen), *((tr("Không giữ: {value}"), left) for left in one.put_aside)]
    for told, value in values:
        named = _with(value_words(store, one.table, one.field, value), _who(one, value))
        lines.append((told.format(value=named), ""))
    why = tr("Lý do: {reason}").format(reason=one.reason) if one.reason else tr("Không ghi lý do")
    by = tr("{who} quyết định lúc {moment}, {desk}")
    signed = by.format(who=one.by or tr("Không rõ ai"), moment=moment(one.at), desk=one.writer.told)
    return [*lines, (why, ""), (upper_first(signed), "quiet")]


def _with(value: str, who: str) -> str:
    return f"{value} ({who})" if who else value


def _who(one: Decided, value: object) -> str:
    """Who wrote a value that was weighed, and when."""
    found = [side for side in one.weighed if side.value == value]
    return ", ".join(dict.fromkeys(f"{side.writer.told}, {moment(side.at)}" for side in found))
