"""The contract of `read`: one line out for each line in, in order, each the same alone or in a batch."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.shipped import shipped_catalogue

CATALOGUE = shipped_catalogue()
ANSWERS: list[dict[str, Any]] = [
    {"id": f"{p.id}/{n}", "practice": p.id if n % 2 else None, "text": text}
    for p in CATALOGUE.practices
    for n, text in enumerate(p.levels[1].activities[0].examples)
] + [
    {"id": 1, "text": ""},
    {"id": None, "text": "Hm."},
    {
        "id": {"a": [1]},
        "text": "Ünïcödé 🦆 אבג; Marek signs each release with \u202eגבא, every time.\r\nAlways.",
    },
    {"id": "long", "text": "We check the data of each model before training. " * 200},
    {"text": "no id here, and we do nothing about that at all", "practice": "AML.M0013"},
]


def jsonl(rows: list[Any]) -> bytes:
    """Values as JSON lines."""
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


@pytest.fixture(scope="module")
def rows() -> list[Any]:
    """The readings of all answers in one batch, by a process of its own."""
    command = [sys.executable, "-m", "assistant", "read", "--jsonl", "-"]
    ran = subprocess.run(command, input=jsonl(ANSWERS), capture_output=True, check=True, timeout=120)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_ids_and_order(rows: list[Any]) -> None:
    """One row for each line, in order, with its id, and without one where there was none."""
    assert [row.get("id", "-") for row in rows] == [a.get("id", "-") for a in ANSWERS]
    assert "id" not in rows[-1]


def test_the_keys(rows: list[Any]) -> None:
    """Every row has the keys of the contract."""
    for row in rows:
        assert {"practices", "level", "probabilities", "activities", "traits", "open"} <= set(row)
        for item in row["activities"]:
            assert set(item) == {"id", "coverage", "systems", "quotation", "inferred", "confidence"}
            assert item["coverage"] in ("none", "some", "half", "all", "unknown")
        assert all(set(t) == {"trait", "value", "quotation"} for t in row["traits"])
        assert all(set(p) == {"activity", "question"} for p in row["open"])


def test_practices(rows: list[Any]) -> None:
    """At least five are ranked, best first, also when one is given; the rest is about that or the best."""
    for answer, row in zip(ANSWERS, rows, strict=True):
        scores = [p["score"] for p in row["practices"]]
        assert len({p["id"] for p in row["practices"]}) == len(scores) >= 5
        assert all(a >= b for a, b in pairwise(scores))
        about = answer.get("practice") or row["practices"][0]["id"]
        known = {a.id for a in CATALOGUE.practice(about).activities}
        assert {a["id"] for a in row["activities"]} <= known
        assert {p["activity"] for p in row["open"]} <= known


def test_levels_and_probabilities(rows: list[Any]) -> None:
    """Four probabilities that sum to 1, always; no level exactly where nothing is proposed."""
    for row in rows:
        assert len(row["probabilities"]) == 4
        assert sum(row["probabilities"]) == pytest.approx(1, abs=1e-9)
        assert all(0 <= p <= 1 for p in row["probabilities"])
        assert row["level"] in (None, 0, 1, 2, 3)
        assert (row["level"] is None) == (not row["activities"])
    assert rows[-5]["level"] is None


def test_quotations_are_literal(rows: list[Any]) -> None:
    """Each quotation is what stands between its offsets in the raw text."""
    count = 0
    for answer, row in zip(ANSWERS, rows, strict=True):
        quoted = [x["quotation"] for x in (*row["activities"], *row["traits"]) if x["quotation"]]
        for quotation in quoted:
            assert answer["text"][quotation["start"] : quotation["end"]] == quotation["text"]
        for item in row["activities"]:
            assert item["inferred"] == (item["quotation"] is None)
        count += len(quoted)
    assert count > 10


def test_alone_or_in_a_batch(run: Run, rows: list[Any]) -> None:
    """A line alone gives the very row of the batch, and so does the text as an argument."""
    for number in (0, 1, 7, len(ANSWERS) - 3, len(ANSWERS) - 1):
        alone = run("read", "--jsonl", "-", stdin=jsonl([ANSWERS[number]])).rows
        assert alone == [rows[number]]
    practice = ("--practice", ANSWERS[1]["practice"])
    said = run("read", *practice, ANSWERS[1]["text"], "--json").rows
    assert said == [{k: v for k, v in rows[1].items() if k != "id"}]


def test_from_a_file(run: Run, rows: list[Any], tmp_path: Path) -> None:
    """A file gives what standard input gives, also with the line ends and the mark of other systems."""
    file = tmp_path / "answers.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + jsonl(ANSWERS[:3]).replace(b"\n", b"\r\n").rstrip())
    assert run("read", "--jsonl", str(file)).rows == rows[:3]


GOOD = b'{"id": "good", "text": "we sign every release"}'
MALFORMED = {
    b"": "not JSON",
    b"not json": "not JSON",
    b'{"id": "a", "text": NaN}': "not JSON",
    b"[" * 5000: "not JSON",
    b"[1]": "not a JSON object",
    b'"text"': "not a JSON object",
    b"\xff\xfe": "not UTF-8",
    b'{"id": "a"}': "text is missing",
    b'{"id": "a", "text": 5}': "text is missing",
    b'{"id": "a", "text": "\\ud800 half"}': "half a character",
    b'{"id": "a", "text": "b", "practice": "AML.M9999"}': "no practice AML.M9999",
    b'{"id": "a", "text": "b", "practice": {"c": 1}}': "no practice",
    b'{"id": "a", "text": "b", "systems": "photo"}': "not a list of names",
    b'{"id": 1e999, "text": "b"}': "cannot be given back",
    b'{"id": "a", "text": "' + b"x" * 60_000 + b'"}': "at most 50000",
    b'{"id": "a", "text": "' + b"x" * 900_000 + b'"}': "more than",
}


def test_malformed_lines(run: Run) -> None:
    """Each malformed line is a row that says so, with its id where it has one, and the rest goes on."""
    lines = [line for bad in MALFORMED for line in (GOOD, bad)] + [GOOD]
    ran = run("read", "--jsonl", "-", stdin=b"\n".join(lines) + b"\n")
    assert ran.code == 0
    good, bad = ran.rows[::2], ran.rows[1::2]
    assert len(bad) == len(MALFORMED)
    assert all(row == good[0] for row in good)
    assert good[0]["id"] == "good"
    for row, (line, words) in zip(bad, MALFORMED.items(), strict=True):
        assert words in row["error"]
        assert set(row) <= {"id", "error"}
        is_known = line.startswith(b'{"id": "a"') and words not in ("not JSON", "more than")
        assert row.get("id") == ("a" if is_known else None)


def test_bad_arguments(run: Run) -> None:
    """Nothing to read, no such file, no such practice: one line each."""
    assert run("read").code == 2
    assert run("read", "--jsonl", "none.jsonl").code == 2
    assert "no practice AML.M9999" in run("read", "--practice", "AML.M9999", "hello").err
    assert run("read", "x" * 60_000).code == 2


def test_in_words(run: Run) -> None:
    """Without --json: the level, the activities and the words for them."""
    out = run("read", "--practice", "AML.M0007", ANSWERS[15]["text"]).out
    assert out.startswith("AML.M0007: ")


def test_systems(run: Run) -> None:
    """Systems that are given are found in the words."""
    line = {
        "practice": "AML.M0007",
        "text": "the same checks run before each training of photo",
        "systems": ["photo"],
    }
    row = run("read", "--jsonl", "-", stdin=jsonl([line])).rows[0]
    assert all(set(item["systems"]) <= {"photo"} for item in row["activities"])


def test_why(run: Run) -> None:
    """Each statement with what it adds, literal, the weightiest first."""
    text = "Every nightly file is checked before training. The canteen opens at noon."
    row = run("read", "--why", "--practice", "AML.M0007", text, "--json").rows[0]
    assert [text[c["quotation"]["start"] : c["quotation"]["end"]] for c in row["why"]] == [
        c["quotation"]["text"] for c in row["why"]
    ]
    assert len(row["why"]) == 2
    assert abs(row["why"][0]["shift"]) >= abs(row["why"][1]["shift"])
    assert "canteen" in row["why"][1]["quotation"]["text"]
    assert "without it" in run("read", "--why", "--practice", "AML.M0007", text).out
