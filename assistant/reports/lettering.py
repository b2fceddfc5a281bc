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


@dataclass(frozen=True)
class Letters:
    """The fonts of a document and the characters that they have."""

    plain: str
    bold: str
    has: frozenset[int]

    def shown(self, text: str) -> str:
        """The text as the font can show it, right-to-left runs in the order of reading.

        What the font lacks is written without its marks if that helps, else by its number.
        """
        ordered = _RUN.sub(lambda found: found[0][::-1], text)
        return "".join(c if ord(c) in self.has or c in "\n\t" else self._instead(c) for c in ordered)

    def _instead(self, char: str) -> str:
        bare = "".join(c for c in unicodedata.normalize("NFKD", char) if ord(c) in self.has)
        if bare or unicodedata.category(char) in ("Cf", "Mn"):
            return bare
        return f"[U+{ord(char):04X}]"


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
