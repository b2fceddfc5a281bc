"""HTML: words in document order, a passage a run between blocks; what a browser does not show is hidden."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from knowledge.documents.prose import decode, place
from knowledge.documents.writing import Writing

if TYPE_CHECKING:
    from bs4 import Tag

SKIPPED = frozenset({"script", "style", "template", "noscript", "nav", "svg", "title", "meta", "link"})
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
"""What does not part the words around it; everything else does."""
_GONE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])",
    re.I,
)
_PALE = re.compile(
    r"(?<!-)color\s*:\s*(?:#fff(?:fff)?\b|white\b|transparent\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))",
    re.I,
)
_BACKGROUND = re.compile(r"background", re.I)
_REMARK = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?[.#][\w-]+")
"""A class or an id, of any element or of one kind; what depends on more than that is not followed."""
_SCREENS = ("", "all", "screen")
_OPENED = ((re.compile("<!--"), "-->"), (re.compile("<[a-zA-Z/!?]"), ">"))
"""What begins a comment or a tag, and what must come after it."""
_SECTION_ENDS = re.compile(r"\]\s{0,20}\]\s{0,20}>")
_LOOSE_SECTION = re.compile(r"<!\[(?![^<>]{0,200}\]>)")


class _Run(NamedTuple):
    """Words between two blocks, or words that nobody sees."""

    words: str
    heading: int = 0
    is_hidden: bool = False


def read_web(content: bytes, writing: Writing) -> None:
    """Each run is a passage, headings make the path."""
    from bs4 import BeautifulSoup  # 60 ms that only web pages pay

    page = BeautifulSoup(_closed(decode(content, writing)), "html.parser")
    gone = _gone(tag.get_text() for tag in page.find_all("style") if str(tag.get("media", "")) in _SCREENS)
    path: list[str] = []
    for number, run in enumerate(_runs(page, gone), 1):
        if run.heading:
            path = path[: run.heading - 1]
        writing.add(run.words, place(f"block {number}", path), is_hidden=run.is_hidden)
        if run.heading:
            path = [*path, run.words]


def _closed(text: str) -> str:
    """The text with an end for what has none, which browsers pass over up to the end of the page.

    The parser would look to the end for each tag, comment and section without one.
    """
    ends = [match.end() for match in _SECTION_ENDS.finditer(text)]
    at = ends[-1] if ends else 0
    text = text[:at] + _LOOSE_SECTION.sub("<!x[", text[at:])
    for opened, end in _OPENED:
        begins = opened.search(text, text.rfind(end) + 1)
        if begins:
            at = begins.start()
            text = f"{text[:at]}<!-- {text[at + 1 :].replace('--', ' ')} -->"
    return text


def _gone(sheets: Iterable[str]) -> frozenset[str]:
    """The selectors of a page's own rules whose elements no browser shows; the last rule counts."""
    found: dict[str, bool] = {}
    for sheet in sheets:
        depth = 0
        for rule in _REMARK.sub("", sheet).split("}"):
            selectors, _, stated = rule.partition("{")
            if depth == 0 and "{" not in stated:
                is_gone, is_other = bool(_GONE.search(stated)), "display" in stated or "visib" in stated
                names = (name.strip() for name in selectors.split(","))
                found |= {n: is_gone for n in names if (is_gone or is_other) and _SELECTOR.fullmatch(n)}
            depth = max(0, depth + rule.count("{") - 1)
    return frozenset(name for name, is_gone in found.items() if is_gone)


def _runs(page: object, gone: frozenset[str]) -> Iterator[_Run]:
    """Depth first without recursion."""
    from bs4 import Comment, Tag  # loaded with the page

    held: list[str] = []
    heading = 0
    pending: list[object] = [page]
    while pending:
        node = pending.pop()
        is_block = _parts_words(node)
        if is_block and "".join(held).strip():
            yield _Run(" ".join("".join(held).split()), heading)
        if is_block:
            held, heading = [], 0
        if isinstance(node, Comment):
            yield _Run(str(node), is_hidden=True)
        elif isinstance(node, Tag) and _is_unseen(node, gone):
            yield _Run(node.get_text(" "), is_hidden=True)
        elif isinstance(node, Tag) and node.name not in SKIPPED:
            heading = int(node.name[1]) if re.fullmatch(r"h[1-6]", node.name) else heading
            pending += [*([None] if is_block else []), *reversed(node.contents)]
        elif type(node).__name__ == "NavigableString":
            held.append(str(node))


def _parts_words(node: object) -> bool:
    """The end of a block, or a tag that begins one."""
    return node is None or getattr(node, "name", None) not in (None, *INLINE)


def _is_unseen(tag: "Tag", gone: frozenset[str]) -> bool:
    """Hidden by itself, by its style, or by a rule of the page that its style does not undo."""
    style = str(tag.get("style") or "")
    if tag.has_attr("hidden") or _GONE.search(style):
        return True
    if _PALE.search(style) and not _BACKGROUND.search(style):
        return True
    return bool(gone) and "display" not in style and not gone.isdisjoint(_selectors(tag))


def _selectors(tag: "Tag") -> Iterator[str]:
    """What the rules may call it."""
    names = [f".{name}" for name in tag.get_attribute_list("class") if name]
    names += [f"#{name}" for name in tag.get_attribute_list("id") if name]
    for name in names:
        yield name
        yield f"{tag.name}{name}"
