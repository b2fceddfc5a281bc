"""Words made to mislead: encodings, tables, and long runs of what our own patterns look for."""

import pytest

from knowledge.documents.fence import Fence
from knowledge.documents.scan import scan
from tests.knowledge.documents.made import RULE, codes_of


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_character_are_noticed(hostile: Fence, encoding: str) -> None:
    """UTF-16 that does not say that it is."""
    (document,) = hostile.read_bytes("a.txt", RULE.encode(encoding))
    assert document.text == f"{RULE}\n"
    assert codes_of(document) == ["encoding"]


def test_broken_encodings_keep_the_words(hostile: Fence) -> None:
    """Lone surrogates, half a character, three encodings in one file."""
    odd = b"\xed\xa0\x80 \xff\xc3 " + "ü".encode("cp1252") + "あ".encode("shift-jis")
    for name in ("a.txt", "a.md", "a.csv", "a.html"):
        (document,) = hostile.read_bytes(name, RULE.encode() + odd)
        assert RULE in document.text
    (document,) = hostile.read_bytes("a.json", b'{"a\\ud800": "\\udfff' + RULE.encode() + b'"}')
    assert RULE in document.text
    (document,) = hostile.read_bytes("a.txt", b"\xff\xfe" + RULE.encode("utf-16-le") + b"a")
    assert RULE in document.text


def test_four_million_rare_characters_come_through(hostile: Fence) -> None:
    """What takes four bytes a character is not taken for babble."""
    (document,) = hostile.read_bytes("a.txt", "🔥🔥🔥 ".encode() * 900_000)
    assert len(document.text) > 3_500_000
    assert codes_of(document) == []


def test_tables_are_bounded(hostile: Fence) -> None:
    """A cell of 50 megabytes is damage, old line ends are none, and more rows than are read are told."""
    assert codes_of(*hostile.read_bytes("a.csv", b"a;b\n" + b"x" * 50_000_000 + b";y\n")) == ["partly"]
    (document,) = hostile.read_bytes("a.csv", f"a;b\rc;{RULE}\r".encode())
    assert f"c | {RULE}" in document.text
    assert codes_of(*hostile.read_bytes("a.csv", b"a,b\n" * 20_000)) == []
    assert codes_of(*hostile.read_bytes("a.csv", b"a,b\n" * 20_001)) == ["rows"]


MARKS = (
    "#",
    "# ",
    "-",
    "- ",
    "|",
    "|-",
    "`",
    "`a",
    "~",
    "=",
    "<!--",
    "<!--\n",
    "[",
    "[a]: ",
    "[a]:\t",
    " ",
    "*",
)
"""What our own patterns look for."""


@pytest.mark.parametrize("mark", MARKS)
def test_no_pattern_of_ours_is_led_astray(hostile: Fence, mark: str) -> None:
    """A hundred kilobytes of the same mark, with and without words around."""
    run = mark * (50_000 // len(mark))
    for name in ("a.md", "a.rst", "a.py"):
        for text in (run * 2, f"[a]:{run}x y", f"{RULE} {run} z"):
            assert len(hostile.read_bytes(name, text.encode())[0].text) < 800_000


def test_a_long_heading_is_not_written_over_and_over(hostile: Fence) -> None:
    """A heading of a megabyte above twenty thousand items."""
    (document,) = hostile.read_bytes("a.md", b"# " + b"head " * 200_000 + b"\n\n" + b"- item\n" * 20_000)
    assert codes_of(document) == []


@pytest.mark.parametrize("name", ["CODEOWNERS", "a.py", "Dockerfile", ".github/workflows/a.yml", "a.tf"])
def test_no_rule_of_ours_is_led_astray(hostile: Fence, name: str) -> None:
    """The patterns of the scan, which run in the parent, on lines without a space."""
    for word_of_it in (
        "prompt",
        "feature",
        "transform",
        "gpg",
        "sha256sum",
        "report",
        "from@",
        "a-",
        "=",
        ":",
    ):
        line = word_of_it * (100_000 // len(word_of_it))
        read = [d.model_copy(update={"path": name}) for d in hostile.read_bytes(name, line.encode())]
        scan(read)


def test_owners_of_a_long_path_are_looked_for_once(hostile: Fence) -> None:
    """A megabyte of the word that the rule looks for, in a path that never ends."""
    (document,) = hostile.read_bytes("CODEOWNERS", b"prompt" * 200_000)
    scan([document.model_copy(update={"path": "CODEOWNERS"})])
