"""The report as one HTML file: no script, no request, readable on paper and aloud.

The page is a tree of elements, so that whatever anybody wrote is escaped by the serialiser.
"""

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from assistant.reports.blocks import (
    Block,
    FiguresBlock,
    GridBlock,
    HeadingBlock,
    ListBlock,
    PictureBlock,
    QuoteBlock,
    TextBlock,
)
from assistant.reports.document import document
from assistant.reports.parts import ReportData
from assistant.reports.svg import to_svg
from assistant.reports.words import say

STYLE = Path(__file__).with_name("page.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def to_page(data: ReportData) -> bytes:
    """The whole report."""
    page = Element("html", lang="en")
    head = SubElement(page, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": POLICY})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "title").text = say("title", assessment=data.meta.assessment)
    SubElement(head, "style").text = STYLE.read_text(encoding="utf-8")
    main = SubElement(SubElement(page, "body"), "main")
    for number, block in enumerate(document(data)):
        main.append(_element(block, number))
    return f"<!DOCTYPE html>\n{tostring(page, encoding='unicode', method='html')}\n".encode()


def _element(block: Block, number: int) -> Element:
    match block:
        case HeadingBlock() | TextBlock():
            return _words(block)
        case QuoteBlock():
            return _quote(block)
        case ListBlock():
            items = Element("ol" if block.ordered else "ul")
            items.extend(_text("li", item) for item in block.items)
            return items
        case GridBlock():
            return _table(block, number)
        case FiguresBlock():
            return _figures(block)
        case PictureBlock():
            figure = Element("figure")
            frame = SubElement(figure, "div", _scrolls(f"picture-{number}"))
            frame.append(to_svg(block, number=number))
            figure.append(_text("figcaption", block.title))
            return figure


def _words(block: HeadingBlock | TextBlock) -> Element:
    if isinstance(block, TextBlock):
        return _text("p", block.text, kind=block.style)
    return _text(f"h{block.level}", block.text, kind="new-page" if block.new_page else "")


def _text(tag: str, text: str, *, kind: str = "") -> Element:
    """An element with words in the direction that they are written in."""
    element = Element(tag, {"dir": "auto", **({"class": kind} if kind not in ("", "plain") else {})})
    element.text = text
    return element


def _scrolls(name: str) -> dict[str, str]:
    """A frame that the arrow keys scroll where its content is wider than the screen, with its name."""
    return {"class": "wide", "tabindex": "0", "role": "group", "aria-labelledby": name}


def _figures(block: FiguresBlock) -> Element:
    figures = Element("dl", {"class": "figures"})
    for figure, words in block.figures:
        tile = SubElement(figures, "div")
        SubElement(tile, "dt").text = words
        SubElement(tile, "dd").text = figure
    return figures


def _quote(block: QuoteBlock) -> Element:
    figure = Element("figure", {"class": "quote"})
    figure.append(_text("blockquote", block.text))
    figure.append(_text("figcaption", block.source))
    return figure


def _table(block: GridBlock, number: int) -> Element:
    name = f"table-{number}"
    frame = Element("div", _scrolls(name))
    table = SubElement(frame, "table")
    SubElement(table, "caption", id=name).text = block.caption
    top = SubElement(SubElement(table, "thead"), "tr")
    for name in block.header:
        SubElement(top, "th", scope="col").text = name
    body = SubElement(table, "tbody")
    for cells in block.rows:
        row = SubElement(body, "tr")
        SubElement(row, "th", {"scope": "row", "dir": "auto"}).text = cells[0]
        for cell in cells[1:]:
            SubElement(row, "td", {"dir": "auto"}).text = cell
    return frame
