"""Letters on paper: a font of this machine where there is one, and what to do about those it lacks."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
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
EASTERN = {
    "STSong-Light": "gbk",
    "HeiseiKakuGo-W5": "cp932",
    "HYSMyeongJo-Medium": "cp949",
}
"""Fonts for Chinese, Japanese and Korean that programs bring along, with an encoding of what each has."""
_KANA, _HANGUL = re.compile("[\u3040-\u30ff\u31f0-\u31ff]"), re.compile("[\u3130-\u318f\uac00-\ud7a3]")
_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_FIGURE = r"\d+(?:[.,:-]\d+)*"
_RUN = re.compile(
    rf"[{_LEFTWARD}](?:[{_LEFTWARD}\d\s.,;:!?'\"־–-]*[{_LEFTWARD}])?(?:[ \u00a0]{_FIGURE}(?!\w))?"
)
"""Letters that are read from the right, with what stands between their words and a number after them."""
_WIDE = re.compile(r"<([0-9A-F]{5,6})>")
SHAPES = ("<isolated>", "<final>", "<initial>", "<medial>")
"""How a letter is tied: not at all, to the one before, to the one after, to both."""


class _PaperFont(TTFont):  # type: ignore[misc]  # the library publishes no types
    """A font whose emoji can be copied out: of letters above U+FFFF the library writes the bare number."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - the library's name
        """Add the font to a file, its letters in UTF-16 as the format wants them."""
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                stream.content = _WIDE.sub(_in_utf16, stream.content)


def _in_utf16(found: re.Match[str]) -> str:
    return f"<{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>"


@dataclass(frozen=True)
class FontStretch:
    """Letters of one font; without a name it is the font of the text around them."""

    text: str
    font: str = ""

    def width(self, font: str, size: float) -> float:
        """Points that it takes in this size, in a text of this font."""
        return float(pdfmetrics.stringWidth(self.text, self.font or font, size))


@dataclass(frozen=True)
class Letters:
    """The fonts of a document and the characters that they have."""

    plain: str
    bold: str
    has: frozenset[int]

    def shown(self, text: str) -> tuple[FontStretch, ...]:
        """The text as fonts can show it, in the order in which it was written, Arabic joined.

        What no font has is written without its marks if that helps, else by its number.
        """
        whole = unicodedata.normalize("NFC", text)
        lettered = self._lettered(_RUN.sub(lambda found: joined(_tied(found[0]), self.has), whole))
        groups = groupby(lettered, key=itemgetter(1))
        return tuple(FontStretch("".join(c for c, _ in letters), font) for font, letters in groups)

    def _lettered(self, text: str) -> Iterator[tuple[str, str]]:
        """Letter by letter what is shown and in which font; a space stays with what it follows."""
        fonts, font = _eastern(text), ""
        for char in text:
            is_ours = ord(char) in self.has or char in "\n\t"
            if not (char == " " and font):
                font = "" if is_ours else next((f for f in fonts if _has(f, char)), "")
            yield char if is_ours or font else self._instead(char), font

    def _instead(self, char: str) -> str:
        bare = "".join(c for c in unicodedata.normalize("NFKD", char) if ord(c) in self.has)
        if bare or unicodedata.category(char) in ("Cf", "Mn"):
            return bare
        return f"[U+{ord(char):04X}]"


def _eastern(text: str) -> list[str]:
    """The fonts to try, that of the text's own script first."""
    chinese, japanese, korean = EASTERN
    first = japanese if _KANA.search(text) else korean if _HANGUL.search(text) else chinese
    return [first, *(font for font in EASTERN if font != first)]


def _has(font: str, char: str) -> bool:
    """Whether an eastern font has a letter of an eastern script."""
    if unicodedata.east_asian_width(char) not in "WFH":
        return False
    try:
        char.encode(EASTERN[font])
    except UnicodeEncodeError:
        return False
    return _known(font)


@cache
def _known(font: str) -> bool:
    """Make a font known to the library, once."""
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    return True


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


def _tied(run: str) -> str:
    """A number stays in the line of the word before it, as alone it would not be known to belong there."""
    return re.sub(rf"\s(?={_FIGURE}(?!\w))", "\u00a0", run)


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


def turned(line: str) -> str:
    """A line as it stands on paper: what is read from the right begins there, numbers do not."""
    return _RUN.sub(lambda found: re.sub(_FIGURE, lambda n: n[0][::-1], found[0][::-1]), line)


@cache
def letters() -> Letters:
    """The first font that is there."""
    for plain, bold in FONTS:
        names = (f"mlsmm-{plain}", f"mlsmm-{bold}")
        try:
            fonts = [_PaperFont(name, file) for name, file in zip(names, (plain, bold), strict=True)]
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
