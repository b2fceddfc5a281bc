"""PDF: lines joined to paragraphs page by page; running heads dropped, unseen words marked."""

import ctypes
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from knowledge.documents.writing import Writing

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

MOST_PAGES = 10_000
RUNNING = 0.5
"""A line at the edge of at least this share of the pages is a running head or foot."""
EDGE = 2
"""Lines at the top and at the bottom that may be running."""
FEWEST = 4
"""Pages from which on lines can be running."""
COUNTED = 25
"""Characters of a line that may be a count of pages."""
TINY = 1.5
"""Points below which nobody reads."""
WHITE = 245
FILLED, OUTLINED = (-1, 0, 2, 4, 6), (1, 2, 5, 6)
"""Render modes that draw the inside of letters, and their outline; -1 is one that is not known."""
INVISIBLE = (3, 7)
"""Render modes of text that is not drawn; over a scan it is what a machine read there."""
LAST = 4
"""Characters that tell whether a paragraph ends."""
_END = re.compile(r"[.!?:;]['\")\]]?$")
_FRESH = re.compile(r"^(?:[-•▪◦*–]|\d{1,3}[.)]|\(?[a-z]\)|[A-Z0-9§])")
_NUMBER = re.compile(r"\d+")
_WRAPPED = 45
"""A line at least this long goes on in the next one unless it ends a sentence."""


def read_pdf(content: bytes, writing: Writing) -> None:
    """Paragraphs with their pages; a page without words is said to be an image."""
    from pypdfium2 import PdfDocument  # 30 ms that only PDFs pay

    document = PdfDocument(content)
    writing.pages = len(document)
    if writing.pages > MOST_PAGES:
        writing.remark("pages", read=MOST_PAGES, pages=writing.pages)
    pages = [_lines(document, number, writing=writing) for number in range(min(len(document), MOST_PAGES))]
    running = _running(pages)
    empty = [number for number, lines in enumerate(pages, 1) if not lines]
    if empty:
        writing.remark("scanned", pages=len(empty), first=empty[0])
    for paragraph, number in _turned([join(_without(lines, running)) for lines in pages]):
        writing.add(paragraph, f"page {number}")


def _turned(pages: list[list[str]]) -> Iterator[tuple[str, int]]:
    """Paragraphs with the pages they begin on; one that goes on overleaf is put together again."""
    held, first = "", 0
    for number, paragraphs in enumerate(pages, 1):
        for place, paragraph in enumerate(paragraphs):
            if held and place == 0 and not _END.search(held[-LAST:]) and paragraph[:1].islower():
                held = f"{held} {paragraph}"
                continue
            if held:
                yield held, first
            held, first = paragraph, number
    if held:
        yield held, first


def _lines(document: "PdfDocument", number: int, *, writing: Writing) -> list[str]:
    page = document[number]
    try:
        text = page.get_textpage()
        unseen = _unseen(page)
        seen, hidden = _parted(text, unseen) if unseen else (text.get_text_bounded(), "")
    finally:
        page.close()
    writing.add(hidden, f"page {number + 1}, unseen", is_hidden=True)
    lines = [line.strip() for line in seen.replace("\r\n", "\n").split("\n")]
    return [line for line in lines if line]


def _parted(text: "PdfTextPage", unseen: set[int]) -> tuple[str, str]:
    """The characters of a page that are seen, and those whose objects are not."""
    from pypdfium2 import raw  # with its library 30 ms that only PDFs pay

    seen: list[str] = []
    hidden: list[str] = []
    for place in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, place))
        owner = raw.FPDFText_GetTextObject(text, place)
        (hidden if _address(owner) in unseen else seen).append(character)
    return "".join(seen), "".join(hidden)


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _unseen(page: "PdfPage") -> set[int]:
    """The addresses of text objects that nobody sees."""
    from pypdfium2 import raw  # with its library 30 ms that only PDFs pay

    objects = list(page.get_objects(max_depth=4))
    behind = [
        o.get_bounds()
        for o in objects
        if o.type == raw.FPDF_PAGEOBJ_IMAGE or (o.type == raw.FPDF_PAGEOBJ_PATH and not _is_white(o))
    ]
    words = [o for o in objects if o.type == raw.FPDF_PAGEOBJ_TEXT]
    return {_address(o.raw) for o in words if _is_unseen(o, behind=behind)}


def _is_unseen(text: Any, *, behind: list[tuple[float, float, float, float]]) -> bool:
    """Tiny; or not drawn, or white, with nothing behind it."""
    from pypdfium2 import raw  # with its library 30 ms that only PDFs pay

    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(text, size)
    matrix = text.get_matrix()
    if size.value * max(abs(matrix.a), abs(matrix.b)) < TINY:
        return True
    if raw.FPDFTextObj_GetTextRenderMode(text) not in INVISIBLE and not _is_pale(text):
        return False
    left, bottom, right, top = text.get_bounds()
    across, up = (left + right) / 2, (bottom + top) / 2
    return not any(a <= across <= c and b <= up <= d for a, b, c, d in behind)


def _is_pale(text: Any) -> bool:
    """Whether all of what a text is drawn with is white: its filling, its outline, or both."""
    from pypdfium2 import raw  # with its library 30 ms that only PDFs pay

    mode = raw.FPDFTextObj_GetTextRenderMode(text)
    is_filled, is_outlined = mode in FILLED, mode in OUTLINED
    return not (is_filled and not _is_white(text)) and not (
        is_outlined and not _is_white(text, read=raw.FPDFPageObj_GetStrokeColor)
    )


def _is_white(drawn: Any, *, read: Callable[..., int] | None = None) -> bool:
    """Whether the colour of an object is white or nothing: of its filling unless another is read."""
    from pypdfium2 import raw  # with its library 30 ms that only PDFs pay

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not (read or raw.FPDFPageObj_GetFillColor)(drawn, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= WHITE


def _running(pages: list[list[str]]) -> set[str]:
    """The shapes of lines that stand at the edge of most pages, numbers left out."""
    if len(pages) < FEWEST:
        return set()
    seen = Counter(shape for lines in pages for shape in {_shape(lines[n]) for n in _edge(lines)})
    return {shape for shape, count in seen.items() if count >= RUNNING * len(pages)}


def _without(lines: list[str], running: set[str]) -> list[str]:
    """The lines of a page but those at its edge that run through the document."""
    edge = _edge(lines)
    return [x for place, x in enumerate(lines) if place not in edge or _shape(x) not in running]


def _shape(line: str) -> str:
    """A short line without its numbers: pages are counted, rules are not."""
    return _NUMBER.sub("#", line) if len(line) <= COUNTED else line


def _edge(lines: list[str]) -> set[int]:
    """The places of the first and the last lines."""
    size = min(EDGE, len(lines) // 3)
    return {*range(size), *range(len(lines) - size, len(lines))}


def join(lines: list[str]) -> list[str]:
    """Lines that an editor broke put together again."""
    found: list[list[str]] = []
    before = ""
    for line in lines:
        goes_on = before and not _END.search(before) and (len(before) >= _WRAPPED or not _FRESH.match(line))
        if goes_on and not re.match(r"[-•▪◦*]\s", line):
            is_split = before.endswith("-") and line[:1].islower()
            found[-1][-1] = before[:-1] if is_split else f"{before} "
            found[-1].append(line)
        else:
            found.append([line])
        before = line
    return ["".join(parts) for parts in found]
