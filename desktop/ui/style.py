"""Dresses the whole program in a look: Fusion, a palette and one style sheet made from the tokens."""

from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.fonts import load_fonts
from desktop.ui.sheet import SHEET
from desktop.ui.tokens import CARD_RADIUS, FAMILY, FIELD_RADIUS, Look, Palette

_WORN = "toso_look"


def apply_look(application: QApplication, look: Look) -> None:
    """Wear `look` from now on: every open window is drawn anew."""
    load_fonts()
    application.setProperty(_WORN, look)
    if application.style().objectName() != "fusion" and not application.styleSheet():
        application.setStyle("Fusion")
    application.setFont(_body_font(look))
    application.setPalette(_qt_palette(look.palette))
    application.setStyleSheet(style_sheet(look))


def current_look() -> Look:
    """The look that the program wears; the light one at normal size before any was applied."""
    application = QApplication.instance()
    worn = application.property(_WORN) if application else None
    return worn if isinstance(worn, Look) else Look()


def set_role(widget: QWidget, role: str) -> None:
    """Name the part that `widget` plays, which the style sheet dresses; a change is shown at once."""
    widget.setProperty("role", role)
    restyle(widget)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose property changed; one never shown is looked at anyway."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def style_sheet(look: Look) -> str:
    """The style sheet of a look."""
    sizes = {name: getattr(look, name) for name in ("body", "small", "heading", "title", "figure")}
    edges = {"card_radius": CARD_RADIUS, "field_radius": FIELD_RADIUS, "field_height": look.scaled(26)}
    heights = {"act_height": look.scaled(22), "big_height": look.scaled(54)}
    return Template(SHEET).substitute({**vars(look.palette), **sizes, **edges, **heights})


def _body_font(look: Look) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(look.body)
    return font


def _qt_palette(colours: Palette) -> QPalette:
    """Qt's own palette, for what the style sheet does not reach: dialogs, text selection, disabled words."""
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, colours.background),
        (role.WindowText, colours.ink),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.hover),
        (role.Text, colours.ink),
        (role.Button, colours.surface),
        (role.ButtonText, colours.ink),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.accent_ink),
        (role.PlaceholderText, colours.muted),
        (role.Link, colours.accent),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.ink),
        (role.Mid, colours.line),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return palette
