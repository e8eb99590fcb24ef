"""Words can be read on their ground in every theme."""

import pytest

from desktop.ui.style import style_sheet
from desktop.ui.tokens import Look, TextSize, Theme, Tone

LEAST = {Theme.LIGHT: 4.5, Theme.DARK: 4.5, Theme.CONTRAST: 7.0}


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(words: str, ground: str) -> float:
    """Contrast ratio (WCAG 2.2)."""
    light, dark = sorted((luminance(words), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", Theme)
def test_words_stand_out_from_their_ground(theme: Theme):
    colours = Look(theme).palette
    pairs = [(colours.text(tone), colours.soft(tone)) for tone in Tone]
    pairs += [
        (words, ground)
        for words in (colours.ink, colours.muted)
        for ground in (colours.background, colours.surface, colours.hover)
    ]
    pairs += [
        (colours.ink, colours.accent_soft),
        (colours.accent, colours.accent_soft),
        (colours.accent, colours.surface),
        (colours.accent_ink, colours.accent),
        (colours.accent_ink, colours.accent_hover),
        (colours.bad, colours.surface),
    ]
    pairs += [(colours.rail_ink, ground) for ground in (colours.rail, colours.rail_hover, colours.rail_chosen)]
    weak = [(pair, round(contrast(*pair), 2)) for pair in pairs if contrast(*pair) < LEAST[theme]]
    assert not weak


@pytest.mark.parametrize("theme", Theme)
def test_edges_of_fields_and_focus_can_be_seen(theme: Theme):
    colours = Look(theme).palette
    assert contrast(colours.field_line, colours.surface) >= 3
    assert contrast(colours.accent, colours.background) >= 3
    assert contrast(colours.rail_mark, colours.rail) >= 3


@pytest.mark.parametrize("size", TextSize)
def test_no_text_is_smaller_than_13_pixels(size: TextSize):
    look = Look(text_size=size)
    assert min(look.small, look.body, look.heading, look.title) >= 13
    assert "$" not in style_sheet(look)
