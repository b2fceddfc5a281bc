"""Whether a text of ours shares a sentence with a reference: facts may be used, words may not."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.catalogue.check import Fault
from knowledge.catalogue.lint import file_of
from model.catalogue import Catalogue
from model.threat import Release

FILES = {
    "phases": "phases.yaml",
    "terms": "glossary.yaml",
    "facts": "facts.yaml",
    "effects": "effects.yaml",
    "near": "near.yaml",
    "crossings": "crosswalk.yaml",
}
"""By field of the catalogue, the file of its rows."""
OVERLAP = 8
"""So many words in a row are somebody else's sentence."""
_WORD = re.compile(r"[a-z0-9]+")


def find_borrowed(catalogue: Catalogue, references: Path) -> Iterator[Fault]:
    """Eight words in a row that stand in a reference text; names are facts, and may."""
    names = [_words(name) for name in _names(catalogue)]
    theirs = {run for text in _reference_texts(references) for run in _runs(_words(text))}
    for file, key, text in texts_of(catalogue):
        for run in _runs(_words(text)):
            if run in theirs and not any(_is_within(run, name) for name in names):
                yield Fault(file, key, f"shares {' '.join(run)!r} with a reference", "Say it in own words.")
                break


def texts_of(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Every text of ours: file, key, text."""
    for practice in catalogue.practices:
        for key, text in _strings(practice.model_dump(mode="json", exclude={"id", "name", "aliases"})):
            yield file_of(practice), key, text
    for field, file in FILES.items():
        for number, row in enumerate(getattr(catalogue, field)):
            for key, text in _strings(row.model_dump(mode="json")):
                yield file, f"{number}.{key}", text
    yield from (("traits.yaml", trait, text) for trait, text in catalogue.traits.items())
    yield from (("targets.yaml", rule.code, rule.reason) for rule in catalogue.targets.rules)
    if catalogue.threats:
        yield from _summaries(catalogue.threats)


def _summaries(threats: Release) -> Iterator[tuple[str, str, str]]:
    yield from (("tactics.yaml", tactic.id, tactic.summary) for tactic in threats.tactics)
    yield from (("techniques.yaml", technique.id, technique.summary) for technique in threats.techniques)
    for study in threats.studies:
        yield "studies.yaml", study.id, study.summary
        yield "studies.yaml", study.id, study.lesson


def _names(catalogue: Catalogue) -> Iterator[str]:
    """What others named, which is fact: practices, techniques, case studies, items of frameworks."""
    for practice in catalogue.practices:
        yield from (practice.name, *practice.aliases)
    if catalogue.threats:
        yield from (technique.name for technique in catalogue.threats.techniques)
        yield from (study.name for study in catalogue.threats.studies)
    for framework in catalogue.frameworks:
        yield from framework.items.values()


def _reference_texts(folder: Path) -> Iterator[str]:
    """The strings of every YAML file of a folder; a file that is no YAML is passed over."""
    import yaml  # 20 ms that only this check needs

    for path in sorted(folder.rglob("*.y*ml")):
        try:
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except (yaml.YAMLError, UnicodeDecodeError):
            continue
        yield from (text for _, text in _strings(content))


def _strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, child in items:
            yield from _strings(child, f"{path}.{key}".lstrip("."))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (words[i : i + OVERLAP] for i in range(len(words) - OVERLAP + 1))


def _is_within(run: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether most of a run is a name, so that what is shared is the name."""
    longest = min(len(name), OVERLAP)
    return longest >= OVERLAP - 2 and any(
        name[i : i + size] == run[j : j + size]
        for size in range(OVERLAP - 2, longest + 1)
        for i in range(len(name) - size + 1)
        for j in range(len(run) - size + 1)
    )
