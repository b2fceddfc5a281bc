"""Scripts of the world on paper: nothing is lost, and everything stands in the order in which it is read."""

import re

import pypdfium2
import pytest

from assistant.reports.formats import write
from assistant.reports.lettering import EASTERN, FontStretch, Letters, joined, letters, turned
from assistant.reports.parts import ParkedQuestion
from tests.reports.made import ARABIC, RTL, content, made
from tests.reports.test_figures import squeezed

CHINESE, JAPANESE, KOREAN = (
    "\u673a\u5668\u5b66\u4e60",
    "\u5b66\u7fd2\u30e2\u30c7\u30eb",
    "\uae30\uacc4 \ud559\uc2b5",
)
SIMPLIFIED, MINCHO, MYEONGJO = EASTERN
POOR = Letters("Helvetica", "Helvetica-Bold", frozenset(range(0x20, 0x7F)))
HEBREW = Letters("x", "y", frozenset(range(0x20, 0x600)))


def paper(text: str) -> list[pypdfium2.PdfTextPage]:
    """The pages of a report in which this was asked of somebody."""
    asked = ParkedQuestion(person="Ana", practice="AML.M0000", name="X", activity=None, question=text)
    file = pypdfium2.PdfDocument(write(made().model_copy(update={"parked": (asked,)}), "pdf"))
    return [page.get_textpage() for page in file]


def read(text: str) -> str:
    """What can be copied out of it."""
    return "".join(squeezed(page.get_text_range()) for page in paper(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (CHINESE, [(CHINESE, SIMPLIFIED)]),
        (JAPANESE, [(JAPANESE, MINCHO)]),
        (KOREAN, [(KOREAN, MYEONGJO)]),
        (f"by {CHINESE}, 3", [("by ", ""), (CHINESE, SIMPLIFIED), (", 3", "")]),
        ("\u1112\u1161\u11ab", [("\ud55c", MYEONGJO)]),  # as the file systems of Macs spell it
        ("\uc911\u4e2d", [("\uc911\u4e2d", MYEONGJO)]),
        ("\u4e2d\uc911", [("\u4e2d\uc911", MYEONGJO)]),
        ("\ud55c\u3042", [("\ud55c", MYEONGJO), ("\u3042", MINCHO)]),
        ("\U00020000", [("[U+20000]", "")]),  # in none of them
        ("\u0e44", [("[U+0E44]", "")]),
        ("\u00c5sa \u00dcnal", [("Asa Unal", "")]),
        ("a\u200fb", [("ab", "")]),
    ],
)
def test_every_letter_has_a_font(text: str, shown: list[tuple[str, str]]) -> None:
    """By its script; kana make a text Japanese, hangul Korean; what no font has goes by its number."""
    assert POOR.shown(text) == tuple(FontStretch(*each) for each in shown)


@pytest.mark.parametrize("text", [CHINESE * 40, JAPANESE * 40, (KOREAN + " ") * 40])
def test_eastern_text_can_be_copied(text: str) -> None:
    """It is broken into lines, and every letter comes out again."""
    assert squeezed(text) in read(f"why {text}")


def test_emoji_can_be_copied() -> None:
    """Those that the font has come out as they are, the others by their number."""
    face, mountain = "\U0001f600", "\U0001f3d4"
    text = read(f"why {face} and {mountain} so")
    assert all(
        (each if ord(each) in letters().has else f"[U+{ord(each):04X}]") in text for each in (face, mountain)
    )
    assert not re.search("[\ue000-\uf8ff\ufffd]", text)


def test_eastern_words_stand_at_the_foot_and_in_pictures() -> None:
    """A name of an assessment and names of practices may be in any script."""
    data = made()
    renamed = data.practices[0].model_copy(update={"name": CHINESE})
    meta = data.meta.model_copy(update={"assessment": KOREAN})
    told = data.model_copy(update={"meta": meta, "practices": (renamed, *data.practices[1:])})
    pages = [squeezed(p.get_textpage().get_text_range()) for p in pypdfium2.PdfDocument(write(told, "pdf"))]
    assert all(squeezed(KOREAN) in page for page in pages)
    assert "".join(pages).count(CHINESE) == 4  # heat map, table, heading, caption


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (f"by {RTL}, 3", f"by {RTL[::-1]}, 3"),
        ("\u05d0\u05d1 2024 \u05d2\u05d3", "\u05d3\u05d2 2024 \u05d1\u05d0"),
        ("\u05d0, 1.5: \u05d2", "\u05d2 :1.5 ,\u05d0"),
        ("\u05d0 12 \u05d2 34", "34 \u05d2 12 \u05d0"),
        ("plain, 12-13", "plain, 12-13"),
    ],
)
def test_lines_are_turned(line: str, shown: str) -> None:
    """Words from the right begin there, with the marks between them; numbers stay as they are."""
    assert turned(line) == shown


def test_names_from_right_to_left_can_be_copied() -> None:
    """Letter by letter in the order in which they are spoken."""
    text = "".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(content("pdf", "names")))
    for word in (*RTL.split(), *ARABIC.split()):
        assert word in text


def test_the_first_words_stand_in_the_first_line() -> None:
    """A text of many lines, over more than one page, is read from its top to its end."""
    words = " ".join(f"\u05de\u05d5\u05d3\u05dc {number}" for number in range(1000, 2000))
    places = {
        int(found[0]): (number, *_place(page, found.start()))
        for number, page in enumerate(paper(words))
        for found in re.finditer(r"\b1\d\d\d\b", page.get_text_range())
        if found[0] in words
    }
    assert sorted(places, key=lambda count: places[count]) == list(range(1000, 2000))
    assert len({page for page, _, _ in places.values()}) > 1


def _place(page: pypdfium2.PdfTextPage, index: int) -> tuple[int, float]:
    """From top to bottom, then from right to left."""
    left, bottom, _, _ = page.get_charbox(index)
    return -round(bottom), -left


@pytest.mark.parametrize(
    ("word", "shapes"),
    [
        ("\u0645\u062d\u0645\u062f", "\ufee3\ufea4\ufee4\ufeaa"),  # initial, medial, medial, final
        (
            "\u0633\u0644\u0627\u0645",
            "\ufeb3\ufefc\ufee1",
        ),  # lam and alef are one letter; alef ties no further
        ("\u062f\u0627\u0631", "\ufea9\ufe8d\ufead"),  # none of these ties to the next
        ("\u067e\u0627", "\ufb58\ufe8e"),  # Persian
        ("\u05e0\u05d5\u05e2\u05d4", "\u05e0\u05d5\u05e2\u05d4"),  # Hebrew has no such shapes
    ],
)
def test_arabic_is_joined(word: str, shapes: str) -> None:
    """Each letter in the shape that its neighbours ask for, by the tables of Unicode."""
    assert joined(word, frozenset(range(0x10000))) == shapes


def test_arabic_is_left_apart_where_the_font_lacks_shapes() -> None:
    """Letters that are not joined can still be read."""
    word = "\u0645\u062d\u0645\u062f"
    assert joined(word, frozenset(range(0x700))) == word
