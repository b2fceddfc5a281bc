"""Cells that a condition makes invisible: hidden where it holds, and where nobody can tell."""

import io
from typing import Any

import pytest

from knowledge.documents.formats import read_bytes
from tests.knowledge.documents.made import RULE, SECRET

UNSEEN, SEEN = True, False


def _rule(kind: str = "expression", look: str = "white", **about: Any) -> Any:
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import Font, PatternFill
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.styles.numbers import NumberFormat

    looks = {
        "white": DifferentialStyle(font=Font(color="FFFFFFFF")),
        "red": DifferentialStyle(font=Font(color="FFFF0000")),
        "black": DifferentialStyle(fill=PatternFill(bgColor="FF000000")),
        "yellow": DifferentialStyle(fill=PatternFill(bgColor="FFFFFF00")),
        "white on blue": DifferentialStyle(font=Font(color="FFFFFFFF"), fill=PatternFill(bgColor="FF000099")),
        "nothing": DifferentialStyle(numFmt=NumberFormat(numFmtId=170, formatCode=";;;")),
    }
    return Rule(type=kind, dxf=looks[look], **about)


def _is_seen(*rules: Any, area: str = "A1:B9") -> bool:
    """Whether the secret in B2 counts; beside it stands the rule."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Measure", "Note"])
    book.active.append([RULE, SECRET])
    book.active["D1"] = 1
    for rule in rules:
        book.active.conditional_formatting.add(area, rule)
    held = io.BytesIO()
    book.save(held)
    (document,) = read_bytes("a.xlsx", held.getvalue())
    assert SECRET in document.text
    return any(SECRET in document.words(p) for p in document.passages if not p.is_hidden)


@pytest.mark.parametrize(
    ("about", "is_unseen"),
    [
        ({"formula": ["TRUE"]}, UNSEEN),
        ({"formula": ["1"], "look": "nothing"}, UNSEEN),
        ({"formula": ["1=1"], "look": "black"}, UNSEEN),
        ({"formula": ["FALSE"]}, SEEN),
        ({"formula": ["TRUE"], "look": "red"}, SEEN),
        ({"formula": ["TRUE"], "look": "yellow"}, SEEN),
        ({"formula": ["TRUE"], "look": "white on blue"}, SEEN),
        ({"formula": ["LEN(A1)>0"]}, UNSEEN),
        ({"formula": ["LEN(TRIM(A1))=0"]}, SEEN),
        ({"formula": ["$D$1=1"]}, UNSEEN),
        ({"formula": ["$D$1<>1"]}, SEEN),
        ({"formula": ["ISERROR(A1)"]}, SEEN),
        ({"formula": ["ISTEXT(A1)"]}, UNSEEN),
        ({"formula": ["A2=A1"]}, SEEN),
        ({"formula": ['SUMPRODUCT(--(A1:A9<>""))>0']}, UNSEEN),
        ({"kind": "notContainsBlanks", "formula": ["x"]}, UNSEEN),
        ({"kind": "containsText", "operator": "containsText", "text": "ignore", "formula": ["x"]}, UNSEEN),
        ({"kind": "containsText", "operator": "containsText", "text": "absent", "formula": ["x"]}, SEEN),
        ({"kind": "beginsWith", "operator": "beginsWith", "text": "Ignore", "formula": ["x"]}, UNSEEN),
        ({"kind": "cellIs", "operator": "notEqual", "formula": ['""']}, UNSEEN),
        ({"kind": "cellIs", "operator": "equal", "formula": ["0"]}, SEEN),
        ({"kind": "cellIs", "operator": "lessThan", "formula": ["0"]}, SEEN),
        ({"kind": "duplicateValues"}, UNSEEN),
    ],
)
def test_a_condition_hides_where_it_holds(about: dict[str, Any], is_unseen: bool) -> None:
    """By colour, ground or format; what is not worked out here is taken to hold."""
    assert _is_seen(_rule(**about)) is not is_unseen


def test_conditions_lie_one_upon_the_other() -> None:
    """The first has the last word, one that stops is the last, and other cells go by others."""
    first, second = (
        _rule(formula=["TRUE"], look="red", priority=1),
        _rule(formula=["TRUE"], look="white", priority=2),
    )
    assert _is_seen(first, second)
    first.priority, second.priority = 2, 1
    assert not _is_seen(first, second)
    ground = _rule(formula=["TRUE"], look="yellow", priority=2)
    assert _is_seen(_rule(formula=["TRUE"], look="white", priority=1), ground)
    assert _is_seen(_rule(formula=["TRUE"]), area="A1:A9")
