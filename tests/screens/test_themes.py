"""The house themes: what is written can be read."""

import pytest
from textual.color import Color
from textual.theme import Theme

from assistant.widgets.themes import DARK, LIGHT

ENOUGH = 4.5
"""The contrast that text needs, by WCAG 2."""
INKS = ("foreground", "primary", "secondary", "accent", "success", "warning", "error")


def light(color: Color) -> float:
    """Relative luminance, by the formula of WCAG 2."""
    parts = (part / 255 for part in (color.r, color.g, color.b))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, paper: str) -> float:
    """How far two colours stand apart, 1 to 21."""
    dark, bright = sorted(light(Color.parse(each)) for each in (ink, paper))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("paper", ["background", "surface", "panel", "block-cursor-background"])
def test_every_ink_can_be_read_on_every_paper(theme: Theme, paper: str) -> None:
    """Text in any colour, on the page, a pane, a dialog, and under the cursor."""
    colours = {**{ink: getattr(theme, ink) for ink in INKS}, "muted": theme.variables["muted"]}
    ground = theme.variables.get(paper) or getattr(theme, paper)
    poor = {ink: round(contrast(c, ground), 2) for ink, c in colours.items() if contrast(c, ground) < ENOUGH}
    assert not poor
