"""PDF: lines joined to paragraphs page by page; running heads dropped, unseen words marked."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from knowledge.documents.layers import Point, address
from knowledge.documents.switched import may_have_layers
from knowledge.documents.unseen import Unseen, unseen_in
from knowledge.documents.writing import Writing

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

MOST_PAGES = 10_000
RUNNING = 0.5
"""A line at the edge of at least this share of the pages is a running head or foot."""
EDGE = 2
"""Lines at the top and at the bottom that may be running."""
FEWEST = 4
"""Pages from which on lines can be running."""
COUNTED = 25
"""Characters of a line that may be a count of pages."""
LAST = 4
"""Characters that tell whether a paragraph ends."""
_END = re.compile(r"[.!?:;]['\")\]]?$")
_FRESH = re.compile(r"^(?:[-•▪◦*–]|\d{1,3}[.)]|\(?[a-z]\)|[A-Z0-9§])")
_NUMBER = re.compile(r"\d+")
_WRAPPED = 45
"""A line at least this long goes on in the next one unless it ends a sentence."""


def read_pdf(content: bytes, writing: Writing) -> None:
    """Paragraphs with their pages; a page without words is said to be an image."""
    from pypdfium2 import PdfDocument, raw  # 30 ms that only PDFs pay

    document = PdfDocument(content)
    is_locked = raw.FPDF_GetSecurityHandlerRevision(document) >= 0
    has_layers = may_have_layers(content, is_locked=is_locked)
    writing.pages = len(document)
    if writing.pages > MOST_PAGES:
        writing.remark("pages", read=MOST_PAGES, pages=writing.pages)
    count = min(len(document), MOST_PAGES)
    pages = [_lines(document, n, writing=writing, has_layers=has_layers) for n in range(count)]
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


def _lines(document: "PdfDocument", number: int, *, writing: Writing, has_layers: bool) -> list[str]:
    page = document[number]
    try:
        text = page.get_textpage()
        unseen = unseen_in(page, has_layers=has_layers)
        seen, hidden = _parted(text, unseen) if unseen else (text.get_text_bounded(), "")
    finally:
        page.close()
    writing.add(hidden, f"page {number + 1}, unseen", is_hidden=True)
    lines = [line.strip() for line in seen.replace("\r\n", "\n").split("\n")]
    return [line for line in lines if line]


def _parted(text: "PdfTextPage", unseen: Mapping[int, Unseen]) -> tuple[str, str]:
    """The characters of a page that are seen, and those that are not."""
    from pypdfium2 import raw  # with its library 30 ms that only PDFs pay

    seen: list[str] = []
    hidden: list[str] = []
    is_hidden = False
    for place in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, place))
        if not character.isspace():
            told = unseen.get(address(raw.FPDFText_GetTextObject(text, place)))
            is_hidden = told is not None and told(_middle(text, place))
        (hidden if is_hidden else seen).append(character)
    return "".join(seen), "".join(hidden)


def _middle(text: "PdfTextPage", place: int) -> Point:
    """The middle of a character."""
    from pypdfium2 import raw  # as above

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, place, left, right, bottom, top)
    return (left.value + right.value) / 2, (bottom.value + top.value) / 2


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
