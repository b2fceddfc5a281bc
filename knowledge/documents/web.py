"""HTML: words in document order, a passage a run between blocks; what a browser does not show is hidden."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, cast

from knowledge.documents.prose import decode, place
from knowledge.documents.rowed import CellIn, Grid, one_after_other, row_of_words
from knowledge.documents.rules import Showing, Stated, is_gone, rules_of, stated_in, together
from knowledge.documents.webtables import CELLS, PARTS, heads_others, is_of_terms, is_tabular, span
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


_Looked = tuple[object, Showing]
"""A node of the page, and how words look there."""


class _Run(NamedTuple):
    """Words between two blocks, or words that nobody sees."""

    words: str
    heading: int = 0
    is_hidden: bool = False
    where: str = ""
    """Its place, where that is more than a number."""
    is_item: bool = False


def read_web(content: bytes, writing: Writing) -> None:
    """Each run is a passage, each row of a table, and each term with what it is; headings make the path."""
    from bs4 import BeautifulSoup  # 60 ms that only web pages pay

    page = BeautifulSoup(_closed(decode(content, writing)), "html.parser")
    rules = rules_of(
        tag.get_text() for tag in page.find_all("style") if str(tag.get("media", "")) in _SCREENS
    )
    whole = together(rules[name] for name in ("html", "body") if name in rules)
    path: list[str] = []
    for number, run in enumerate(_Pages(rules).runs((page, Showing().within(whole))), 1):
        if run.heading:
            path = path[: run.heading - 1]
        writing.add(run.words, place(_where(run, number), path), is_hidden=run.is_hidden)
        if run.heading:
            path = [*path, run.words]


def _where(run: _Run, number: int) -> str:
    return run.where or f"{'item' if run.is_item else 'block'} {number}"


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


class _Pages:
    """Takes a page apart by its rules."""

    def __init__(self, rules: Mapping[str, Stated]) -> None:
        self._rules = rules
        self._tables = 0

    def runs(self, begun: _Looked) -> Iterator[_Run]:
        """What stands between blocks, depth first without recursion."""
        from bs4 import Comment, Tag  # loaded with the page

        held = _Held()
        pending: list[_Looked] = [begun]
        while pending:
            node, look = pending.pop()
            is_block = _parts_words(node)
            if is_block:
                yield from held.let_go(is_over=node is None)
            if isinstance(node, Comment):
                yield _Run(str(node), is_hidden=True)
            elif isinstance(node, Tag) and node.name not in SKIPPED:
                inner = self._within(node, look)
                apart = self._apart(node, inner)
                if apart is not None:
                    yield from apart
                    continue
                held.enter(node.name)
                pending += [(None, look)] * is_block
                pending += ((each, inner or look) for each in reversed(node.contents))
            elif type(node).__name__ == "NavigableString":
                held.hear(str(node), is_unseen=look.is_unseen)
        yield from held.let_go()

    def _apart(self, tag: "Tag", look: Showing | None) -> Iterable[_Run] | None:
        """What is read otherwise than piece by piece: what is not shown, tables, terms."""
        if look is None:
            return [_Run(tag.get_text(" "), is_hidden=True)]
        if tag.name == "table" and is_tabular(tag):
            return self._rows(tag, look)
        return self._terms(tag, look) if tag.name == "dl" and is_of_terms(tag) else None

    def _within(self, tag: "Tag", look: Showing) -> Showing | None:
        """How the words in it look; None where nothing of it is shown."""
        stated = _stated(tag, self._rules)
        if _is_unshown(tag) or is_gone(stated):
            return None
        return look.within(stated) if stated else look

    def _rows(self, table: "Tag", look: Showing) -> Iterator[_Run]:
        """A table row by row, what is beside its rows in its place."""
        self._tables += 1
        grid, number = Grid(), 0
        pending: list[_Looked] = [(each, look) for each in reversed(table.contents)]
        while pending:
            node, outer = pending.pop()
            name = getattr(node, "name", None)
            inner = self._within(cast("Tag", node), outer) if name in ("tr", *PARTS) else None
            if inner is None:
                yield from self.runs((node, outer))
            elif name == "tr":
                number += 1
                yield from self._row(cast("Tag", node), inner, grid=grid, number=number)
            else:
                grid = Grid()
                pending += [(each, inner) for each in reversed(cast("Tag", node).contents)]

    def _row(self, row: "Tag", look: Showing, *, grid: Grid, number: int) -> Iterator[_Run]:
        """The cells that are seen, each in its place; then what nobody sees, and what is in no cell."""
        cells, aside = [], list[_Run]()
        for node in row.contents:
            cell = cast("Tag", node)
            inner = self._within(cell, look) if _is_cell(node) else None
            told = self._in_cell(node, look=look, inner=inner)
            aside += (run for run in told if run.is_hidden or inner is None)
            if inner is not None:
                words = one_after_other(run.words for run in told if not run.is_hidden)
                cells.append(CellIn(words, span(cell, "colspan"), span(cell, "rowspan")))
        kind = "head" if heads_others(row) else "row"
        yield _Run(row_of_words(grid.place(cells)), where=f"table {self._tables} {kind} {number}")
        yield from aside

    def _in_cell(self, node: object, *, look: Showing, inner: Showing | None) -> list[_Run]:
        """What a part of a row says; most cells hold nothing but words, and between them is nothing."""
        only = getattr(node, "contents", [node])
        if len(only) == 1 and type(only[0]).__name__ == "NavigableString":
            if inner is not None:
                return [_Run(str(only[0]), is_hidden=inner.is_unseen)]
            if only[0] is node and not str(node).strip():
                return []
        return list(self.runs((node, look)))

    def _terms(self, terms: "Tag", look: Showing) -> Iterator[_Run]:
        """Each term in front of what it is said to be; in front of a list, with a colon."""
        term = ""
        pending: list[_Looked] = [(each, look) for each in reversed(terms.contents)]
        while pending:
            node, outer = pending.pop()
            name = getattr(node, "name", None)
            inner = self._within(cast("Tag", node), outer) if name == "div" else None
            if inner is not None:
                pending += [(each, inner) for each in reversed(cast("Tag", node).contents)]
                continue
            for run in self.runs((node, outer)):
                if run.is_hidden:
                    yield run
                elif name == "dt":
                    term = f"{term}, {run.words}" if term else run.words
                else:
                    yield from _said_of(term, run)
                    term = ""
        if term:
            yield _Run(term)


def _said_of(term: str, run: _Run) -> Iterator[_Run]:
    """A term with the words for it."""
    head = term.rstrip(": ")
    if head and not (run.is_item or run.where):
        yield run._replace(words=f"{head}: {run.words}")
        return
    if head:
        yield _Run(f"{head}:")
    yield run


class _Held:
    """The words since the last block: seen ones and others, and what they are."""

    def __init__(self) -> None:
        self._words: tuple[list[str], list[str]] = ([], [])
        self._heading = 0
        self._is_item = False

    def enter(self, name: str) -> None:
        """A tag begins."""
        self._heading = int(name[1]) if re.fullmatch(r"h[1-6]", name) else self._heading
        self._is_item = self._is_item or name == "li"

    def hear(self, words: str, *, is_unseen: bool) -> None:
        """Words within it."""
        self._words[is_unseen].append(words)

    def let_go(self, *, is_over: bool = True) -> Iterator[_Run]:
        """The words that are seen, and those that are not; what begins inside an item is still the item."""
        seen, unseen = (" ".join("".join(words).split()) for words in self._words)
        if seen:
            yield _Run(seen, self._heading, is_item=self._is_item)
        if unseen:
            yield _Run(unseen, is_hidden=True)
        self._is_item = self._is_item and not (seen or unseen or is_over)
        self._words, self._heading = ([], []), 0


def _is_cell(node: object) -> bool:
    return getattr(node, "name", None) in CELLS


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
