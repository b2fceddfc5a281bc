"""What a document for people is made of; each writer draws these in its own format."""

from dataclasses import dataclass
from typing import Literal

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Outline:
    """A line, or an area where it is closed; the style is a name that the writer knows."""

    points: tuple[Point, ...]
    style: str
    closed: bool = True


@dataclass(frozen=True)
class Lettering:
    """A few words in a picture."""

    at: Point
    text: str
    style: str = "label"
    anchor: Anchor = "start"


@dataclass(frozen=True)
class Picture:
    """A drawing in its own coordinates, y downwards."""

    width: float
    height: float
    shapes: tuple[Outline | Lettering, ...]


@dataclass(frozen=True)
class HeadingBlock:
    """A heading; level 1 is the title."""

    level: int
    text: str
    new_page: bool = False


@dataclass(frozen=True)
class TextBlock:
    """A paragraph."""

    text: str
    style: Literal["plain", "lead", "note"] = "plain"


@dataclass(frozen=True)
class QuoteBlock:
    """Somebody's own words, and where they stand."""

    text: str
    source: str


@dataclass(frozen=True)
class ListBlock:
    """Items in a row."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True)
class GridBlock:
    """A table; the first cell of a row names it."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    """In parts of the whole."""


@dataclass(frozen=True)
class FiguresBlock:
    """A few large figures side by side, each with the words for it."""

    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PictureBlock:
    """A picture with what it shows in words, for those who do not see it."""

    title: str
    alt: str
    picture: Picture


Block = HeadingBlock | TextBlock | QuoteBlock | ListBlock | GridBlock | FiguresBlock | PictureBlock
