"""Letters on paper: a font of this machine where there is one, and what to do about those it lacks."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

FONTS = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("Arial Unicode.ttf", "Arial Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("Vera.ttf", "VeraBd.ttf"),
)
"""Tried in this order where systems keep fonts; the last comes with the library."""
_RUN = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
    r"(?:[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\s'\"־-]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?"
)


SHAPES = ("<isolated>", "<final>", "<initial>", "<medial>")
"""How a letter is tied: not at all, to the one before, to the one after, to both."""


@dataclass(frozen=True)
class Letters:
    """The fonts of a document and the characters that they have."""

    plain: str
    bold: str
    has: frozenset[int]

    def shown(self, text: str) -> str:
        """The text as the font can show it, right-to-left runs in the order of reading, Arabic joined.

        What the font lacks is written without its marks if that helps, else by its number.
        """
        ordered = _RUN.sub(lambda found: joined(found[0], self.has)[::-1], text)
        return "".join(c if ord(c) in self.has or c in "\n\t" else self._instead(c) for c in ordered)

    def _instead(self, char: str) -> str:
        bare = "".join(c for c in unicodedata.normalize("NFKD", char) if ord(c) in self.has)
        if bare or unicodedata.category(char) in ("Cf", "Mn"):
            return bare
        return f"[U+{ord(char):04X}]"


@cache
def _forms() -> dict[str, dict[str, str]]:
    """By letters, the shapes that Unicode has for where they stand in a word."""
    found: dict[str, dict[str, str]] = {}
    for number in (*range(0xFB50, 0xFC00), *range(0xFE70, 0xFEFD)):
        kind, *parts = unicodedata.decomposition(chr(number)).split() or ("",)
        letters = "".join(chr(int(part, 16)) for part in parts)
        if kind in SHAPES and letters.strip():
            found.setdefault(letters, {})[kind] = chr(number)
    return found


def joined(run: str, has: frozenset[int]) -> str:
    """Arabic letters in the shape that their neighbours ask for, as far as the font has it."""
    forms = _forms()
    bare = "".join(c for c in run if unicodedata.category(c) != "Mn")
    units = re.findall("\u0644[\u0622\u0623\u0625\u0627]|.", bare, re.DOTALL)
    shown = []
    for before, unit, after in zip(["", *units], units, [*units[1:], ""], strict=False):
        tied = "<initial>" in forms.get(before, {}) and "<final>" in forms.get(unit, {})
        ties = "<initial>" in forms.get(unit, {}) and "<final>" in forms.get(after, {})
        shape = forms.get(unit, {}).get(SHAPES[tied + 2 * ties], unit)
        shown.append(shape if ord(shape[0]) in has else unit)
    return "".join(shown)


@cache
def letters() -> Letters:
    """The first font that is there."""
    for plain, bold in FONTS:
        names = (f"mlsmm-{plain}", f"mlsmm-{bold}")
        try:
            fonts = [TTFont(name, file) for name, file in zip(names, (plain, bold), strict=True)]
        except (TTFError, OSError):
            continue
        for font in fonts:
            pdfmetrics.registerFont(font)
        return Letters(*names, frozenset(set(fonts[0].face.charToGlyph) & set(fonts[1].face.charToGlyph)))
    return Letters("Helvetica", "Helvetica-Bold", frozenset(_latin()))


def _latin() -> set[int]:
    """What the fonts that every reader of PDF has can show."""
    every = bytes(range(0x20, 0x100)).decode("cp1252", "ignore")
    return {ord(c) for c in every}
