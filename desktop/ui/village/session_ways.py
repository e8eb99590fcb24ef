"""Shorter ways into the form of a session: the services given most, and earlier sessions to be like; a key each."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton

from desktop.ui.acts import Act
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.pick_field import Option
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_3

_QUICK, _LETTERS = 4, 22  # services with a key of their own, and how much of a name their buttons show


def _tr(text: str) -> str:
    return QCoreApplication.translate("SessionWays", text)


def quick_services(services: Sequence[Option], take: Callable[[str], None]) -> Flow:
    """Buttons of the services that stand first; `take` is told the code."""
    line = Flow(gap=4)
    for place, option in enumerate(services[:_QUICK], start=1):
        short = option.words if len(option.words) <= _LETTERS else f"{option.words[:_LETTERS].rstrip()}…"
        button = QPushButton(f"Alt+{place}  {short}".replace("&", "&&"))
        set_role(button, "filter")
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(_tr("Ghi {service}").format(service=option.words))
        button.setToolTip(option.words)
        button.setShortcut(QKeySequence(f"Alt+{place}"))
        button.clicked.connect(lambda _on=False, key=option.key: take(key))
        line.add(button)
    return line


class Repeats(Flow):
    """The ways to fill in as on this day of the week, and as the last time."""

    def __init__(self, day: str, as_on_weekday: Callable[[], None], as_last: Callable[[], None]) -> None:
        super().__init__(gap=SPACE_3)
        weekly = _tr("Như {day} mọi tuần").format(day=day)
        self.weekly = ActButton(Act(weekly, as_on_weekday, "calendar-blank-outline", "F7"))
        self.again = ActButton(Act(_tr("Như cả buổi trước"), as_last, "refresh", "F8"))
        self.add(self.weekly)
        self.add(self.again)

    def offer(self, *, weekly: bool, last: bool) -> None:
        """Show the ways that there are."""
        self.weekly.setVisible(weekly)
        self.again.setVisible(last)
        self.setVisible(weekly or last)
