"""`python -m tests.knowledge.documents.sleeper`: the reader behind the fence, which sleeps over one file."""

import sys
import time
from collections.abc import Iterator

from knowledge.documents import child
from knowledge.documents.formats import read_bytes
from model.evidence import Document

ASLEEP = "asleep.md"


def read_or_sleep(name: str, content: bytes) -> Iterator[Document]:
    """What the file holds; of one an hour of nothing first."""
    if name == ASLEEP:
        time.sleep(3600)
    yield from read_bytes(name, content)


if __name__ == "__main__":
    child.read_bytes = read_or_sleep  # type: ignore[attr-defined]  # the name it calls
    child.fence_in()
    child.serve(sys.stdin.buffer, sys.stdout.buffer)
