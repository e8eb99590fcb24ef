"""A button that is one of a row of views or filters: flat, and marked while it is on."""

from PySide6.QtWidgets import QPushButton

from desktop.ui.style import set_role


def filter_button(text: str, *, on: bool) -> QPushButton:
    """Make the button; who makes it says what it does and puts it into its group."""
    button = QPushButton(text.replace("&", "&&"))
    set_role(button, "filter")
    button.setCheckable(True)
    button.setChecked(on)
    button.setAutoDefault(False)
    button.setAccessibleName(text)
    return button
