"""What the reader is trained and measured on: texts, each with what a careful reader says of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from knowledge.reader.heads import LABELS
from model.errors import CatalogueError
from model.value import Value

FOLDER = Path(__file__).parents[1] / "corpus"
UNSTATED = "-"


class Also(Value):
    """A second practice that a text speaks of."""

    practice: str
    level: int


class Opinion(Value):
    """What a larger network hears in a text of one practice."""

    practice: str
    claimed: float
    """The chance that anything is claimed of it."""
    levels: tuple[float, float, float, float]
    """The chances of levels 0 to 3, if something is."""


class Example(Value):
    """A text with what a careful reader says of it."""

    model_config = {**Value.model_config, "str_strip_whitespace": False}

    id: str
    """Hand and number: d12."""
    practice: str
    """The practice that was asked about."""
    level: int | None
    """None where nothing is claimed of it."""
    voice: str
    """In whose manner it is written."""
    case: str
    """How the level comes about, the traps among them."""
    text: str
    systems: tuple[str, ...] = ()
    """The systems in scope, where it names them."""
    acts: dict[str, tuple[str, str]] | None = None
    """Suffix of an activity to its coverage (or plan, past) and the words for it; None where not marked."""
    traits: tuple[str, ...] | None = None
    """One label a trait in the order of `LABELS`, "-" where the text shows none; None where not marked."""
    also: Also | None = None
    lures: tuple[str, ...] = ()
    """Other practices of which it claims nothing either, though a careless reader might think so."""
    heard: tuple[Opinion, ...] = ()
    """What is known of a text that nobody labelled; its `level` is then None and says nothing."""

    @property
    def hand(self) -> str:
        """Whose writing it is."""
        return self.id.rstrip("0123456789")

    @property
    def says(self) -> str:
        """What the text as a whole does; empty where not marked."""
        return self.traits[0] if self.traits else ""

    def label(self, trait: str) -> str:
        """Its label of a trait, `unstated` where it shows none."""
        stated = dict(zip(LABELS, self.traits or (), strict=False)).get(trait, UNSTATED)
        return LABELS[trait][0] if stated == UNSTATED and trait != "says" else stated


def load_corpus(folder: Path = FOLDER) -> tuple[Example, ...]:
    """Everything in the folder, one file a hand; a CatalogueError names what is malformed."""
    return tuple(example for file in sorted(folder.glob("*.jsonl")) for example in load_examples(file))


def load_examples(file: Path) -> Iterator[Example]:
    """The examples of one file."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield _example(json.loads(line), file.name)


def _example(row: dict[str, Any], name: str) -> Example:
    try:
        return TypeAdapter(Example).validate_python(row)
    except ValidationError as cause:
        raise CatalogueError(f"{name}: {row.get('id', '?')}: {cause.errors()[0]['msg']}") from cause
