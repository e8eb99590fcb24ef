"""A line of steps, each a chip, with an arrow between: how far something has come. It decides no state."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.ui.parts.flow import Flow
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.words import words
from desktop.ui.states import State
from desktop.ui.tokens import SPACE_2


class StepLine(Flow):
    """Shows the steps in their order; they go on in the next line where the width ends."""

    def __init__(self, steps: Sequence[State] = (), parent: QWidget | None = None) -> None:
        super().__init__(SPACE_2, parent)
        self.show_steps(steps)

    def show_steps(self, steps: Sequence[State]) -> None:
        """Show these steps instead of the old ones."""
        self.clear()
        for place, step in enumerate(steps):
            chip = StateChip(step)
            if place:
                arrow = words("›", "subtitle", wrap=False)
                arrow.setMinimumHeight(chip.sizeHint().height())
                self.add(arrow)
            self.add(chip)
