"""Colours, sizes and steps of text: the only place where the desk's look is decided. Holds no Qt object.

Contrast of text on its ground is at least 4.5:1, in the high contrast theme 7:1 (tests/ui/test_tokens.py measures it).
"""

from dataclasses import dataclass
from enum import Enum


class Theme(Enum):
    """Which colours the desk wears."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class TextSize(Enum):
    """How large text is; the value is the factor on every size of type."""

    NORMAL = 1.0
    LARGE = 1.15
    LARGEST = 1.3


class Tone(Enum):
    """What a colour says; it never says it alone, a word and a shape always stand with it."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"
    QUIET = "quiet"


@dataclass(frozen=True)
class Palette:
    """Colours of one theme as #RRGGBB."""

    background: str
    surface: str
    line: str
    field_line: str
    ink: str
    muted: str
    accent: str
    accent_hover: str
    accent_ink: str
    accent_soft: str
    hover: str
    rail: str
    rail_hover: str
    rail_chosen: str
    rail_ink: str
    rail_mark: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    quiet: str
    quiet_soft: str

    def text(self, tone: Tone) -> str:
        """The colour of words of `tone`."""
        return str(getattr(self, tone.value))

    def soft(self, tone: Tone) -> str:
        """The ground on which words of `tone` stand."""
        return str(getattr(self, f"{tone.value}_soft"))


_LIGHT = Palette(
    background="#F5F6F4", surface="#FFFFFF", line="#DDE2DF", field_line="#869492", ink="#1D2A2B", muted="#566464",
    accent="#0F6B5F", accent_hover="#0B574D", accent_ink="#FFFFFF", accent_soft="#E4F1EE", hover="#F0F4F2",
    rail="#10393A", rail_hover="#174748", rail_chosen="#1D5553", rail_ink="#DCEBE8", rail_mark="#7FD1B9",
    good="#17663A", good_soft="#E6F4EA", warn="#8A5100", warn_soft="#FFF4DF", bad="#A61B1B", bad_soft="#FDECEC",
    info="#1B5580", info_soft="#E6F0F8", quiet="#566464", quiet_soft="#EDF0EE",
)  # fmt: skip

_DARK = Palette(
    background="#131A1A", surface="#1B2424", line="#314040", field_line="#748886", ink="#E6EEEC", muted="#A3B4B1",
    accent="#5CC7B2", accent_hover="#78D6C3", accent_ink="#06231F", accent_soft="#1E3F3B", hover="#233030",
    rail="#0C2424", rail_hover="#143333", rail_chosen="#1A4341", rail_ink="#D5E6E2", rail_mark="#7FD1B9",
    good="#8AD6A6", good_soft="#173524", warn="#F0BE6B", warn_soft="#3B2C10", bad="#F5A3A0", bad_soft="#452020",
    info="#93C6EC", info_soft="#182F42", quiet="#A3B4B1", quiet_soft="#263232",
)  # fmt: skip

_CONTRAST = Palette(
    background="#FFFFFF", surface="#FFFFFF", line="#4A5555", field_line="#1D2A2B", ink="#000000", muted="#2C3838",
    accent="#00443B", accent_hover="#00302A", accent_ink="#FFFFFF", accent_soft="#D7ECE7", hover="#E9EFED",
    rail="#001F20", rail_hover="#063536", rail_chosen="#0A4A48", rail_ink="#FFFFFF", rail_mark="#9FF0D6",
    good="#00461F", good_soft="#E6F4EA", warn="#5C3500", warn_soft="#FFF4DF", bad="#7D0A0A", bad_soft="#FDECEC",
    info="#08385C", info_soft="#E6F0F8", quiet="#2C3838", quiet_soft="#EDF0EE",
)  # fmt: skip

_PALETTES = {Theme.LIGHT: _LIGHT, Theme.DARK: _DARK, Theme.CONTRAST: _CONTRAST}

SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_5 = 4, 8, 12, 16, 28
CARD_RADIUS, FIELD_RADIUS = 10, 7
FAMILY = "Be Vietnam Pro"


@dataclass(frozen=True)
class Look:
    """A theme and a size of text: everything that decides how the desk is drawn."""

    theme: Theme = Theme.LIGHT
    text_size: TextSize = TextSize.NORMAL

    @property
    def palette(self) -> Palette:
        """The colours of this look."""
        return _PALETTES[self.theme]

    def scaled(self, pixels: float) -> int:
        """`pixels` of the normal size, grown with the size of text."""
        return round(pixels * self.text_size.value)

    @property
    def body(self) -> int:
        """Pixels of ordinary text."""
        return self.scaled(15)

    @property
    def small(self) -> int:
        """Pixels of the smallest text there is."""
        return self.scaled(13)

    @property
    def heading(self) -> int:
        """Pixels of a card's head."""
        return self.scaled(16)

    @property
    def title(self) -> int:
        """Pixels of a page's title; it grows less, for it is large already."""
        return round(24 * (1 + (self.text_size.value - 1) * 0.6))

    @property
    def figure(self) -> int:
        """Pixels of the number on a tile."""
        return round(30 * (1 + (self.text_size.value - 1) * 0.6))

    @property
    def row(self) -> int:
        """Height of a row in lists for beginners."""
        return self.scaled(44)

    @property
    def dense_row(self) -> int:
        """Height of a row in the commune desk's dense lists."""
        return self.scaled(32)

    @property
    def rail_width(self) -> int:
        """Width of the left rail."""
        return round(212 * (1 + (self.text_size.value - 1) * 0.75))
