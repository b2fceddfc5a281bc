"""HTML: words in document order, a passage a run between blocks; what a browser does not show is hidden."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from knowledge.documents.prose import decode, place
from knowledge.documents.rules import Showing, Stated, is_gone, rules_of, stated_in, together
from knowledge.documents.writing import Writing

if TYPE_CHECKING:
    from bs4 import Tag

SKIPPED = frozenset(
    ["script", "style", "template", "noscript", "nav", "svg", "title", "meta", "link", "datalist"]
)
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
STRUCK = frozenset({"del", "s", "strike"})
"""Words that are crossed out are no longer said."""
_ATTRIBUTES = (
    ("bgcolor", "background-color"),
    ("background", "background"),
    ("color", "color"),
    ("text", "color"),
)
"""What old pages say of colours, beside styles."""
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
    rules = rules_of(
        tag.get_text() for tag in page.find_all("style") if str(tag.get("media", "")) in _SCREENS
    )
    path: list[str] = []
    for number, run in enumerate(_runs(page, rules), 1):
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


def _runs(page: object, rules: Mapping[str, Stated]) -> Iterator[_Run]:
    """Depth first without recursion."""
    from bs4 import Comment, Tag  # loaded with the page

    held: tuple[list[str], list[str]] = ([], [])
    heading = 0
    whole = together(rules[name] for name in ("html", "body") if name in rules)
    pending: list[tuple[object, Showing]] = [(page, Showing().within(whole))]
    while pending:
        node, look = pending.pop()
        is_block = _parts_words(node)
        if is_block:
            yield from _ended(held, heading)
            held, heading = ([], []), 0
        if isinstance(node, Comment):
            yield _Run(str(node), is_hidden=True)
        elif isinstance(node, Tag) and node.name not in SKIPPED:
            stated = _stated(node, rules)
            if _is_unshown(node) or is_gone(stated):
                yield _Run(node.get_text(" "), is_hidden=True)
                continue
            heading = int(node.name[1]) if re.fullmatch(r"h[1-6]", node.name) else heading
            inner = look.within(stated) if stated else look
            pending += [(None, look)] * is_block
            pending += ((each, inner) for each in reversed(node.contents))
        elif type(node).__name__ == "NavigableString":
            held[look.is_unseen].append(str(node))


def _ended(held: tuple[list[str], list[str]], heading: int) -> Iterator[_Run]:
    """The words between two blocks that are seen, and those that are not."""
    for is_hidden, words in enumerate(held):
        if run := " ".join("".join(words).split()):
            yield _Run(run, heading * (not is_hidden), bool(is_hidden))


def _parts_words(node: object) -> bool:
    """The end of a block, or a tag that begins one."""
    return node is None or getattr(node, "name", None) not in (None, *INLINE)


def _is_unshown(tag: "Tag") -> bool:
    """Left out, or crossed out, whatever its style."""
    is_closed = tag.name == "dialog" and not tag.has_attr("open")
    return tag.has_attr("hidden") or is_closed or tag.name in STRUCK


def _stated(tag: "Tag", rules: Mapping[str, Stated]) -> Stated:
    """What its attributes, the page's rules and its own style declare, by rising weight."""
    told = {style: str(tag[name]) for name, style in _ATTRIBUTES if tag.has_attr(name)}
    by_rule = (rules[name] for name in _selectors(tag) if name in rules) if rules else ()
    own = str(tag.get("style") or "")
    if not (told or own or rules):
        return {}
    return together([told, *by_rule, stated_in(own)])


def _selectors(tag: "Tag") -> Iterator[str]:
    """What the rules may call it."""
    yield tag.name
    names = [f".{name}" for name in tag.get_attribute_list("class") if name]
    names += [f"#{name}" for name in tag.get_attribute_list("id") if name]
    for name in names:
        yield name
        yield f"{tag.name}{name}"
