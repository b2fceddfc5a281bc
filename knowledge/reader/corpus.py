"""What the heads are trained on: texts written by hand, and frames filled with the deeds of practices."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from model.errors import CatalogueError
from model.value import Value

FOLDER = Path(__file__).with_name("corpus")


class Example(Value):
    """A text with what a careful reader says of it."""

    text: str
    voice: str
    """In whose manner it is written: chat, auditor, policy ..."""
    practice: str | None
    level: int | None
    """None where nothing is claimed."""
    says: str = ""
    """Empty where only the level is stated, as for an answer of several statements."""
    hand: str = ""
    """Whose writing it is; figures are measured on hands that were not trained on."""
    scope: str = "unstated"
    formality: str = "unstated"
    trigger: str = "unstated"
    enforcement: str = "unstated"
    measurement: str = "unstated"
    threats: str = "unstated"


def load_written(folder: Path = FOLDER) -> tuple[Example, ...]:
    """What was written by hand, one file per voice."""
    return tuple(
        _example({**row, "hand": "voices"}, file.name)
        for file in sorted(folder.glob("voice-*.jsonl"))
        for row in _rows(file)
    )


def load_answers(folder: Path = FOLDER) -> tuple[Example, ...]:
    """Whole answers by other hands, one file per hand, and from them the plans and the past by themselves."""
    return tuple(example for file in sorted(folder.glob("answers_*.jsonl")) for example in _answers(file))


def _answers(file: Path) -> Iterator[Example]:
    for row in _rows(file):
        kept = {key: row[key] for key in ("text", "voice", "practice", "level")}
        says = "guidance" if row["trap"] == "guidance" else "nothing" if row["level"] is None else ""
        yield _example({**kept, "hand": file.stem, "says": says}, file.name)


def fill_frames(folder: Path = FOLDER, *, each: int, seed: int) -> tuple[Example, ...]:
    """Each frame filled with `each` deeds, so that one wording is seen with many practices."""
    chance = random.Random(seed)
    deeds = list(_rows(folder / "deeds.jsonl"))
    return tuple(
        _example(_filled(frame, deed), "frames.jsonl")
        for frame in _rows(folder / "frames.jsonl")
        for deed in chance.sample(deeds, each)
    )


def _filled(frame: dict[str, Any], deed: dict[str, str]) -> dict[str, Any]:
    forms = {form: deed[form] for form in ("ing", "passive", "we", "noun")}
    text = frame["text"].format(**forms)
    if frame["text"][:1] == "{" and frame["voice"] != "chat":
        text = text[:1].upper() + text[1:]
    practice = None if frame["says"] == "nothing" else deed["practice"]
    return {**frame, "text": text, "practice": practice, "voice": "frames", "hand": "frames"}


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _example(row: dict[str, Any], name: str) -> Example:
    try:
        return TypeAdapter(Example).validate_python(row)
    except ValidationError as cause:
        raise CatalogueError(f"{name}: {row.get('text', '')[:60]}: {cause.errors()[0]['msg']}") from cause
