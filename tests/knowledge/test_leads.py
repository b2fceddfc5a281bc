"""What stands above an item: its introduction or its heading is what it is about, where it does not say."""

import pytest

from knowledge.leads import Leads, begins_at, holds_for_each, is_item, says_how
from knowledge.saying import Saying
from knowledge.telling import tell
from model.evidence import Document, Passage, Quotation

UNDER = "line {}, Security > {}"


def _document(*passages: tuple[str, str], kind: str = "markdown") -> Document:
    """Passages with their locators."""
    text, places = "", []
    for words, locator in passages:
        places.append(Passage(start=len(text), end=len(text) + len(words), locator=locator))
        text += words + "\n"
    return Document(name="a.md", sha256="0" * 64, kind=kind, text=text, passages=tuple(places))


def _last(*passages: tuple[str, str], kind: str = "markdown") -> Saying:
    return list(tell(_document(*passages, kind=kind)))[-1]


@pytest.mark.parametrize(
    ("item", "locator", "kind"),
    [
        ("- named accounts only", UNDER.format(5, "Access to training data"), "markdown"),
        ("named accounts only", "item 5, Access to training data", "html"),
        ("named accounts only", "item 5, Policy > 3.2 Access to training data", "docx"),
        ("named accounts only", "slide 4, Access to training data", "pptx"),
    ],
)
def test_a_phrase_is_read_with_its_heading(item: str, locator: str, kind: str) -> None:
    """After it was read alone; what is quoted is the phrase, wherever the reader found its words."""
    told = _last(("Words before it.", "line 1"), (item, locator), kind=kind)
    alone, placed = told.ways
    assert (alone.words, placed.words) == (item, "Access to training data: named accounts only")
    for found in ("named accounts only", "Access to training data", placed.words):
        start = placed.words.index(found)
        words = placed.quote(Quotation(text=found, start=start, end=start + len(found)))
        assert words is not None
        assert words.text == "named accounts only"
        assert told.document.text[words.start : words.end] == words.text


@pytest.mark.parametrize(
    "item",
    [
        "- Encryption review (for features that hold names)",
        "- Check each file by its hash",
        "- Weights of each model are signed by two people of the platform team and stored",
        "- named accounts only:",
        "- named accounts only?",
    ],
)
def test_what_is_more_or_less_than_a_phrase_stands_alone(item: str) -> None:
    """A name, an order, a sentence, the beginning of a list, a question."""
    assert len(_last((item, UNDER.format(5, "Access to training data"))).ways) == 1


@pytest.mark.parametrize("heading", ["Controls", "**2. Our security controls**", "Overview", "How it works?"])
def test_a_heading_that_says_nothing_is_no_subject(heading: str) -> None:
    """Nor one that asks."""
    assert len(_last(("- named accounts only", UNDER.format(5, heading))).ways) == 1


def test_what_is_said_for_each_belongs_to_every_item() -> None:
    """It is read first, and however long the item is; until the list or the section ends."""
    place = UNDER.format(5, "Releases")
    lead, item = ("For every release:", place), ("- weights signed by two people", place)
    placed, alone = _last(lead, item).ways
    assert (placed.words, alone.words) == ("For every release: weights signed by two people", item[0])
    assert placed.is_of_each
    assert (
        _last(lead, ("A paragraph.", place), item).ways[-1].words == "Releases: weights signed by two people"
    )
    other = ("- weights signed by two people", UNDER.format(9, "Elsewhere"))
    assert _last(lead, item, other).ways[-1].words == "Elsewhere: weights signed by two people"


def test_an_introduction_that_only_points_leaves_the_heading() -> None:
    """A word of minutes leaves nothing: there people say things of every kind."""
    item = ("- named accounts only", UNDER.format(6, "Access to training data"))
    pointing = ("The following applies:", UNDER.format(5, "Access to training data"))
    assert _last(pointing, item).ways[-1].words == "Access to training data: named accounts only"
    decided = ("Decided:", UNDER.format(5, "Access to training data"))
    assert len(_last(decided, item).ways) == 1


@pytest.mark.parametrize("lead", ["Actions:", "Action items:", "Next steps:"])
def test_what_minutes_give_people_to_do_is_not_done(lead: str) -> None:
    """Below its introduction, below its heading, and on a line with it; what was decided may be."""
    place = "line {}, Minutes of 3 May"
    item = ("- Ana: sign the weights of each model", place.format(6))
    assert _last((lead, place.format(5)), item).is_aside
    assert not _last(("Decided:", place.format(5)), item).is_aside
    assert _last((item[0], f"{place.format(6)} > {lead.strip(':')}")).is_aside
    assert _last((f"{lead} Ana signs the weights", place.format(5))).is_aside


def test_what_others_do_is_not_done_here() -> None:
    """Though it stands on a slide among those of our own."""
    words = "Two banks sign each model at release"
    assert _last((words, "slide 9, What others do"), kind="pptx").is_aside
    assert not _last((words, "slide 9, What we do"), kind="pptx").is_aside


def test_items_are_known_by_their_mark_or_their_place() -> None:
    """And their words begin after the marks."""
    assert is_item("- signed", "line 3")
    assert is_item("signed", "item 3, Release")
    assert not is_item("signed", "paragraph 3, Release")
    assert begins_at("- **signed** by two") == len("- **")
    assert begins_at("12 signed") == 0
    assert holds_for_each("Before each deployment:")
    assert not holds_for_each("Each of us:")
    assert says_how("60 a minute")
    assert not says_how("Key rotation")


def test_another_heading_ends_what_was_said() -> None:
    """Of the list above and of a bold line."""
    leads = Leads()
    leads.enter("line 1, Release")
    leads.hear("**Signing of weights**", is_item=False)
    assert leads.subject == "Signing of weights:"
    leads.enter("line 2, Release > Scans")
    assert (leads.subject, leads.over(is_item=True)) == ("Scans:", "")
