"""HTML: words in document order, a passage a run between blocks; what a browser does not show is hidden."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from knowledge.documents.prose import decode, place
from knowledge.documents.writing import Writing

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
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])"
    r"|(?<!-)color\s*:\s*(?:#fff(?:fff)?\b|white\b|transparent\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))",
    re.I,
)
_BACKGROUND = re.compile(r"background", re.I)


class _Run(NamedTuple):
    """Words between two blocks, or words that nobody sees."""

    words: str
    heading: int = 0
    is_hidden: bool = False


def read_web(content: bytes, writing: Writing) -> None:
    """Each run is a passage, headings make the path."""
    from bs4 import BeautifulSoup  # 60 ms that only web pages pay

    path: list[str] = []
    for number, run in enumerate(_runs(BeautifulSoup(decode(content, writing), "html.parser")), 1):
        if run.heading:
            path = path[: run.heading - 1]
        writing.add(run.words, place(f"block {number}", path), is_hidden=run.is_hidden)
        if run.heading:
            path = [*path, run.words]


def _runs(page: object) -> Iterator[_Run]:
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
        elif isinstance(node, Tag) and _is_unseen(node):
            yield _Run(node.get_text(" "), is_hidden=True)
        elif isinstance(node, Tag) and node.name not in SKIPPED:
            heading = int(node.name[1]) if re.fullmatch(r"h[1-6]", node.name) else heading
            pending += [*([None] if is_block else []), *reversed(node.contents)]
        elif type(node).__name__ == "NavigableString":
            held.append(str(node))


def _parts_words(node: object) -> bool:
    """The end of a block, or a tag that begins one."""
    return node is None or getattr(node, "name", None) not in (None, *INLINE)


def _is_unseen(tag: object) -> bool:
    has, get = getattr(tag, "has_attr"), getattr(tag, "get")  # noqa: B009
    style = str(get("style", ""))
    is_white_on_colour = bool(_BACKGROUND.search(style)) and "display" not in style
    return bool(has("hidden")) or (bool(_UNSEEN.search(style)) and not is_white_on_colour)
