"""`python -m tests.passages.rebuild FOLDER`: the labelled passages, from the documents they are part of."""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from knowledge.cache import sha256_of
from knowledge.reader.training.corpus import Also, Example, Opinion
from model.value import Value

HERE = Path(__file__).parent
PARTS = ("train", "dev", "test")
TAUGHT = "taught"
"""Passages that nobody labelled, with what a larger network hears in them."""
ADVICE = ("guidance", *["-"] * 6)
"""The traits of what is about a practice and claims nothing of it."""


class Reference(Value):
    """Where a passage is, and what a careful reader says of it."""

    repo: str
    commit: str
    path: str
    start: int
    end: int
    """Code points of the file decoded as UTF-8."""
    sha256: str
    practice: str
    level: int | None
    kind: str = ""
    why: str = ""
    also: Also | None = None
    lures: tuple[str, ...] = ()
    advises: bool = False
    """Whether it is about the practice, though it claims nothing."""
    heard: tuple[Opinion, ...] = ()


def load_references(part: str) -> tuple[Reference, ...]:
    """The references of the part `train`, `dev`, `test` or `taught`."""
    lines = (HERE / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(Reference.model_validate(json.loads(line)) for line in lines)


def rebuild(part: str, folder: Path) -> Iterator[Example]:
    """The passages of a part whose documents are at hand, unchanged."""
    for number, reference in enumerate(load_references(part)):
        document = _document(folder, reference.repo, f"{reference.commit}:{reference.path}")
        text = document[reference.start : reference.end]
        if sha256_of(text.encode()) == reference.sha256:
            yield Example(
                id=f"{part}{number}",
                practice=reference.practice,
                level=reference.level,
                voice=reference.kind,
                case=reference.repo,
                text=text,
                also=reference.also,
                lures=reference.lures,
                traits=ADVICE if reference.advises else None,
                heard=reference.heard,
            )


@cache
def _document(folder: Path, repo: str, name: str) -> str:
    """A file at a commit; empty where it cannot be had."""
    joined = repo.replace("/", "+")
    for place in (folder / joined / "repo", folder / joined, folder / repo):
        if not place.is_dir():
            continue
        inner = place / ".git"
        command = ["git", "--git-dir", str(inner if inner.exists() else place), "show", name]
        shown = subprocess.run(command, capture_output=True, check=False)
        if shown.returncode == 0:
            return shown.stdout.decode("utf-8", "replace")
    return ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Say how many passages of each part are at hand; 1 if none is."""
    parser = argparse.ArgumentParser(prog="python -m tests.passages.rebuild", description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", type=Path, metavar="DIR", help="write all but `test` there as examples")
    asked = parser.parse_args(arguments)
    found = {part: tuple(rebuild(part, asked.folder)) for part in (*PARTS, TAUGHT)}
    for part, examples in found.items():
        print(f"{part}: {len(examples)} of {len(load_references(part))}")
    if asked.write:
        for part in ("train", "dev", TAUGHT):
            lines = [example.model_dump_json() for example in found[part]]
            (asked.write / f"{part}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return int(not any(found.values()))


if __name__ == "__main__":
    sys.exit(main())
