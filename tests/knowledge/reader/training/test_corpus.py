"""What the reader learns from is whole, and nothing of the test part is in it."""

import re
from functools import cache
from pathlib import Path

import pytest

from knowledge.reader.heads import LABELS
from knowledge.reader.training.corpus import Example, load_corpus, load_examples
from model.errors import CatalogueError
from tests.passages.rebuild import PARTS, load_references
from tests.shipped import shipped_catalogue

ANSWERS = Path(__file__).parents[3] / "answers"
COVERAGES = {"none", "some", "half", "all", "plan", "past", "unknown"}


@cache
def _corpus() -> tuple[Example, ...]:
    return load_corpus()


def test_every_practice_and_level_is_there() -> None:
    """Fifty practices, each with every level and with silence."""
    found = {(e.practice, e.level) for e in _corpus()}
    wanted = {(p.id, level) for p in shipped_catalogue().practices for level in (0, 1, 2, 3, None)}
    assert found == wanted
    assert len(_corpus()) > 4000


def test_ids_are_unique_and_words_are_literal() -> None:
    """What shows an activity stands in the text; activities and traits are known ones."""
    suffixes = {p.id: {a.id.rpartition(".")[2] for a in p.activities} for p in shipped_catalogue().practices}
    assert len({e.id for e in _corpus()}) == len(_corpus())
    for example in _corpus():
        known = suffixes[example.practice]
        for suffix, (coverage, words) in (example.acts or {}).items():
            assert suffix in known, example.id
            assert coverage in COVERAGES, example.id
            assert words in example.text, example.id
        if example.traits:
            assert all(example.label(trait) in labels for trait, labels in LABELS.items()), example.id


def _runs(text: str, size: int = 12) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[n : n + size]) for n in range(len(words) - size + 1)}


def test_the_test_part_is_apart() -> None:
    """No hand of the test part was learnt from, and no run of twelve words is shared."""
    tested = [e for file in ANSWERS.glob("*.jsonl") for e in load_examples(file)]
    assert not {e.hand for e in tested} & {e.hand for e in _corpus()}
    learnt = {run for e in _corpus() for run in _runs(e.text)}
    assert not {run for e in tested for run in _runs(e.text)} & learnt


def test_references_are_enough_and_apart() -> None:
    """Three hundred real passages by reference to measure on, no repository in two parts."""
    parts = {part: load_references(part) for part in PARTS}
    assert len(parts["dev"]) + len(parts["test"]) >= 300
    repos = [repo for refs in parts.values() for repo in {r.repo for r in refs}]
    assert len(set(repos)) == len(repos)
    known = {p.id for p in shipped_catalogue().practices}
    assert {r.practice for refs in parts.values() for r in refs} <= known


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    """File and id of what does not fit."""
    file = tmp_path / "hand_x.jsonl"
    file.write_text(
        '{"id": "x1", "practice": "AML.M0007", "level": 1, "voice": "", "case": "", "txt": "a"}\n'
    )
    with pytest.raises(CatalogueError, match=r"hand_x\.jsonl: x1"):
        list(load_examples(file))
