"""`python -m tests.benchmarks.mutants [--count N] [--seed N]`: broken files of every format."""

import argparse
import io
import os
import random
import re
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from knowledge.documents.child import MEMORY
from knowledge.documents.fence import PATIENCE, PATIENCE_MEGABYTE, WALL, Fence
from model.evidence import Document
from tests.knowledge.documents import test_floating as floating
from tests.knowledge.documents import test_grids as grids
from tests.knowledge.documents import test_groups as groups
from tests.knowledge.documents.made import RULE, SECRET, SWITCHED, all_formats, changed, pdf_of
from tests.knowledge.documents.test_fence import mutate

SLACK = 2.0
"""Seconds over its limit that ending a process may take."""
_VALUE = re.compile(rb'"[^"<>]{0,40}"|>[^<>]{1,40}<|\b\d+\b')
_ELEMENT = re.compile(rb"<([\w:]+)[^<>]{0,200}(?:/>|>[^<>]{0,200}</\1>)")
_ODD = (
    *(b"-1", b"0", b"4294967296", b"99999999999999999999", b"1e999", b"NaN", b"", b"\xff\xfe", b"&#0;"),
    *(b"A1:XFD1048576", b"../../x", b"&a;", b"x" * 5_000, b"true", b"{}", b"[]", b"%s"),
)
_OLD_BOX = (
    '<v:rect style="position:absolute;left:9;top:9;margin-left:9pt;width:400;height:200;z-index:3">'
    f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect>"
)
Mutation = Callable[[bytes, random.Random], bytes]


@dataclass
class Tally:
    """What became of the files of one format."""

    tried: int = 0
    read: int = 0
    remarks: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0
    memory: int = 0
    """The most bytes that the process had had by then; 0 where nobody tells."""

    def row(self, name: str) -> str:
        """A line of the table."""
        told = ", ".join(f"{count} {code}" for code, count in self.remarks.most_common())
        megabytes = f"{self.memory / 2**20:5.0f} MB" if self.memory else "      ?"
        return f"{name:<22} {self.tried:>5} {self.read:>5} {self.longest:>7.2f} s {megabytes}  {told}"


@cache
def _seeds() -> dict[str, bytes]:
    """A file of each format, and some of what decides in them whether words are seen."""
    marked = "\n".join(
        f"/OC /{name} BDC BT /F1 11 Tf 50 {700 - 40 * place} Td ({words}) Tj ET EMC"
        for place, (name, words) in enumerate(
            [("On", RULE), ("Off", SECRET), ("Both", SECRET), ("NotOff", RULE)]
        )
    )
    return all_formats() | {
        "layers.pdf": pdf_of(
            [f"{marked}\n/Fm Do /Im Do"], about="/OC 7 0 R", form="/OC 8 0 R", root=SWITCHED
        ),
        "floating.docx": floating.made(_floating(), before=RULE),
        "grid.pptx": grids.slide(1, style=grids.OWN, parts=grids.PALE + grids.HEAD),
    }


def _floating() -> list[str]:
    """Boxes that lie alone, under others, in groups, on a canvas; and shapes as older programs write them."""
    box, cover = groups.BOX, groups.COVER
    style = "position:absolute;width:300pt;height:300pt"
    old = f'<v:group style="{style}" coordsize="1000,1000">{_OLD_BOX}</v:group>'
    return [
        floating.BOX,
        floating.shape(floating.place(3, 5), fill=floating.WHITE, height="2"),
        groups.drawing(groups.group(box, groups.group(box, kind="grpSp"), cover), at=groups.ON_PAGE),
        groups.drawing(f"<wpc:wpc {groups.SPACES}>{box}{cover}</wpc:wpc>"),
        f"<w:pict>{old}{_OLD_BOX}</w:pict>",
    ]


def values(content: bytes, chance: random.Random) -> bytes:
    """Values and names replaced by odd ones."""
    places = list(_VALUE.finditer(content))
    for place in sorted(chance.sample(places, min(len(places), 3)), key=lambda m: -m.start()):
        start, end = place.span()
        inner = place[0][:1] in (b'"', b">")
        content = content[: start + inner] + chance.choice(_ODD) + content[end - inner :]
    return content


def elements(content: bytes, chance: random.Random) -> bytes:
    """Elements without others in them doubled many times, dropped, or put elsewhere."""
    places = list(_ELEMENT.finditer(content))
    if not places:
        return mutate(content, chance)
    one, other = chance.choice(places), chance.choice(places)
    kind = chance.randrange(3)
    if kind == 0:
        return content[: one.end()] + one[0] * chance.choice((1, 50, 5_000)) + content[one.end() :]
    if kind == 1:
        return content[: one.start()] + content[one.end() :]
    return content[: one.start()] + other[0] + content[one.start() :]


def within(content: bytes, chance: random.Random) -> bytes:
    """A file in an archive changed and packed again with the right checksum; other files as `values`."""
    change = chance.choice((values, elements, elements, mutate))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            names = [n for n in held.namelist() if not n.endswith("/")]
        return changed(content, chance.choice(names), lambda inner: change(inner, chance))
    except zipfile.BadZipFile:
        return change(content, chance)


def spliced(content: bytes, chance: random.Random) -> bytes:
    """The beginning of one format and the end of another."""
    other = chance.choice(list(_seeds().values()))
    return content[: chance.randint(0, len(content))] + other[chance.randint(0, len(other)) :]


MUTATIONS: tuple[Mutation, ...] = (mutate, within, within, values, spliced)


def peak(fence: Fence) -> int:
    """The most memory that the process behind the fence has had."""
    told = Path(f"/proc/{fence._child.pid}/status") if fence._child else Path("/nowhere")
    try:
        return 1024 * int(told.read_text().split("VmHWM:")[1].split()[0])
    except (OSError, IndexError):
        return 0


def feed(fence: Fence, name: str, content: bytes, *, tally: Tally) -> list[str]:
    """Read a file, count what became of it, and say what must not be."""
    started = time.monotonic()
    try:
        found = fence.read_bytes(name, content)
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        return [f"the parent: {traceback.format_exc(limit=-1)}"]
    took, memory = time.monotonic() - started, peak(fence)
    tally.tried += 1
    tally.read += any(d.passages for d in found)
    tally.remarks.update(remark.code for d in found for remark in d.remarks)
    tally.longest, tally.memory = max(tally.longest, took), max(tally.memory, memory)
    return [*_silent(found), *_beyond(took, memory, len(content))]


def _silent(found: tuple[Document, ...]) -> list[str]:
    return [f"{d.name} has neither passages nor remarks" for d in found if not (d.passages or d.remarks)]


def _beyond(took: float, memory: int, size: int) -> list[str]:
    limit = WALL * (PATIENCE + PATIENCE_MEGABYTE * size / 1e6) + SLACK
    over = [f"{took:.1f} s"] if took > limit else []
    return over + ([f"{memory} bytes of memory"] if memory > MEMORY else [])


def run(count: int, seed: int, folder: Path) -> tuple[Mapping[str, Tally], list[str]]:
    """So many files, each format in turn; what must not be keeps the number that makes it again."""
    made, fence = _seeds(), Fence()
    tallies, faults = {name: Tally() for name in made}, list[str]()
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        name = list(made)[number % len(made)]
        content = chance.choice(MUTATIONS)(made[name], chance)
        if chance.random() < 0.05:
            name = chance.choice(list(made))
        faults += [f"{number} ({name}): {f}" for f in feed(fence, name, content, tally=tallies[name])]
        if written := sorted(path.name for path in folder.iterdir()):
            faults.append(f"{number} ({name}): it wrote {written[:3]}")
    fence.close()
    return tallies, faults


def main() -> int:
    """Print the table and what must not be; 1 when there is any."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.mutants")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mlsmm-mutants-") as folder, _as_temporary(folder):
        tallies, faults = run(arguments.count, arguments.seed, Path(folder))
    print(f"{'format':<22} {'tried':>5} {'read':>5} {'longest':>9}   memory  remarks")
    for name, tally in tallies.items():
        print(tally.row(name))
    print("\n".join(faults) or "Every file was read or named.")
    return int(bool(faults))


@contextmanager
def _as_temporary(folder: str) -> Iterator[None]:
    """The folder in which the process would write, if it did."""
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = folder
    try:
        yield
    finally:
        os.environ.pop("TMPDIR")
        os.environ.update({"TMPDIR": before} if before else {})


if __name__ == "__main__":
    sys.exit(main())
