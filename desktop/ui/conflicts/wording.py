"""The words of the screens about conflicts. What a value, a desk or a moment is called is in the models."""

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """Translate a text about conflicts."""
    return QCoreApplication.translate("Conflicts", text)
