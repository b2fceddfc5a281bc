"""Documents in the conversation: reviewed page by page, kept with place and hash, drafted for a yes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from model.coverage import Ordinal
from model.deeds import Answered, EvidenceGiven
from model.errors import ActError, InputError
from model.evidence import Assurance
from tests.conversation.scripted import ACCESS, CLEAN, USERS, VERIFY, Talk

RULES = (
    "# Rules\n\nBad rows are dropped before training.\n\nAccess goes by role.\n\n"
    "Hashes are compared at download.\n\nNobody is taught about attacks.\n"
)


@pytest.fixture
def reading(begin: Callable[..., Talk]) -> Talk:
    """A conversation about two systems whose library knows four passages of the rules."""
    talk = begin("photo", "eta")
    talk.library.hears(CLEAN, _1={"Bad rows are dropped": "all"})
    talk.library.hears(ACCESS, _2a={"Access goes by role": "all"})
    talk.library.hears(VERIFY, _1={"Hashes are compared": "some"})
    talk.library.hears(USERS, _1={"Nobody is taught": "none"})
    return talk


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A Markdown file with the rules."""
    path = tmp_path / "rules.md"
    path.write_text(RULES, encoding="utf-8")
    return path


def _given(talk: Talk) -> list[EvidenceGiven]:
    return [deed for deed in talk.deeds if isinstance(deed, EvidenceGiven)]


def test_what_a_document_shows_is_put_as_a_page(reading: Talk, rules: Path) -> None:
    """Numbered, with words, place and proof; nothing is recorded yet."""
    before = len(reading.deeds)
    shown = reading.say(f"/evidence {rules}")
    assert "worth your look: 4" in shown
    assert "Bad rows are dropped" in shown
    assert "rules.md, line 3, Rules" in shown
    assert "documented" in shown
    assert len(reading.deeds) == before
    assert reading.where.startswith("evidence")


def test_enter_keeps_the_page_and_drafts_what_it_says(reading: Talk, rules: Path) -> None:
    """Evidence with hash and place; drafts that wait for a yes; a stated absence is a draft, not evidence."""
    reading.say(f"/evidence {rules}", "")
    assert {given.activity for given in _given(reading)} == {f"{CLEAN}.1", f"{ACCESS}.2a", f"{VERIFY}.1"}
    assert all(len(given.citation.sha256) == 64 for given in _given(reading))
    drafted = [d for d in reading.deeds if isinstance(d, Answered) and d.practice is None]
    assert {practice for deed in drafted for practice in deed.readings} == {CLEAN, ACCESS, VERIFY, USERS}
    assert not any(reading.session.state.practice(p).is_settled for p in (CLEAN, ACCESS, VERIFY, USERS))


def test_drafts_from_documents_come_before_stories(reading: Talk, rules: Path) -> None:
    """What was read waits for a yes, phase by phase; confirmed, it is settled with its proof."""
    reading.say(f"/evidence {rules}", "")
    assert reading.where.split()[0] in ("phase", "card", "follow-up")
    for _ in range(12):
        if reading.where.startswith("story"):
            break
        reading.say("skip" if reading.where.startswith("follow-up") else "yes")
    assert reading.session.state.practice(CLEAN).is_settled
    assert reading.session.state.practice(CLEAN).evidence[0].assurance is Assurance.DOCUMENTED


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("r", ()),
        ("none", ()),
        ("2", (2,)),
        ("only 1 and 2", (1, 2)),
        ("not 2", (1,)),
        ("all but 1, 2", ()),
        ("yes", (1, 2)),
    ],
)
def test_what_is_kept_is_what_was_said(
    begin: Callable[..., Talk], rules: Path, words: str, kept: tuple[int, ...]
) -> None:
    """Numbers name the suggestions, in any of the usual ways."""
    talk = begin("photo", "eta")
    talk.library.hears(CLEAN, _1={"Bad rows are dropped": "all"})
    talk.library.hears(ACCESS, _2a={"Access goes by role": "all"})
    talk.say(f"/evidence {rules}")
    assert talk.session.review is not None
    shown = [suggestion.activity for suggestion in talk.session.review.pending]
    talk.say(words)
    assert [given.activity for given in _given(talk)] == [shown[number - 1] for number in kept]


def test_a_number_that_is_not_there_is_refused(reading: Talk, rules: Path) -> None:
    """And nothing is lost."""
    reading.say(f"/evidence {rules}")
    with pytest.raises(ActError, match="There are 4 here"):
        reading.say("7")
    assert reading.session.review is not None
    assert len(reading.session.review.pending) == 4


def test_a_suggestion_can_be_changed_and_moved(begin: Callable[..., Talk], rules: Path) -> None:
    """'1 photo' names the system, '1 some' the coverage, '1 belongs to …' another practice."""
    talk = begin("photo", "eta")
    talk.library.hears(CLEAN, _1={"Bad rows are dropped": "all"})
    talk.say(f"/evidence {rules}", "1 photo")
    review = talk.session.review
    assert review is not None
    assert review.pending[0].systems == ("photo",)
    talk.say("1 some")
    review = talk.session.review
    assert review is not None
    assert (review.pending[0].coverage, review.pending[0].systems) == (Ordinal.SOME, ())
    talk.say(f"1 belongs to {VERIFY}", "yes")
    assert [given.practice for given in _given(talk)] == [VERIFY]


def test_confidential_words_are_kept_nowhere(begin: Callable[..., Talk], rules: Path) -> None:
    """Place and hash only, in the citation and in the draft."""
    talk = begin("photo", "eta")
    talk.library.hears(CLEAN, _1={"Bad rows are dropped": "all"})
    talk.say(f"/evidence {rules}", "confidential", "valid until 2027-01-31", "owner Priya Nair", "yes")
    (given,) = _given(talk)
    assert given.citation.quotation is None
    assert given.citation.confidential
    assert given.citation.valid_until == date(2027, 1, 31)
    assert given.citation.owner == "Priya Nair"
    assert not any("Bad rows" in act.model_dump_json() for act in talk.ledger.acts)


def test_the_same_file_again_is_known_and_a_changed_one_tells_what_moved(
    begin: Callable[..., Talk], rules: Path
) -> None:
    """By hash; words that stayed, moved or went."""
    talk = begin("photo", "eta")
    talk.library.hears(CLEAN, _1={"Bad rows are dropped": "all"})
    talk.library.hears(VERIFY, _1={"Hashes are compared": "some"})
    talk.say(f"/evidence {rules}", "yes")
    again = talk.say(f"/evidence {rules}")
    assert "you gave before" in again
    assert "on record already" in again
    assert "nothing in it" not in again
    rules.write_text(RULES.replace("# Rules\n", "# Rules\n\nNew.\n").replace("Hashes are", "Sums are"))
    shown = talk.say(f"/evidence {rules}")
    assert "Now at line 5, Rules: “Bad rows are dropped”" in shown
    assert "No longer there" in shown


def test_the_shelf_lists_what_is_kept_stale_first(begin: Callable[..., Talk], rules: Path) -> None:
    """/evidence alone; past its date it is to be refreshed."""
    talk = begin("photo", "eta")
    talk.library.hears(CLEAN, _1={"Bad rows are dropped": "all"})
    with pytest.raises(ActError):
        talk.say("/evidence")
    talk.say(f"/evidence {rules}", "valid until 2020-01-31", "yes")
    shown = talk.say("/evidence")
    assert shown.index("To refresh") < shown.index("rules.md, line 3")
    assert "valid until 2020-01-31" in shown


def test_stop_leaves_the_rest_out(reading: Talk, rules: Path) -> None:
    """Nothing of what was not looked at is kept."""
    reading.say(f"/evidence {rules}", "stop")
    assert not _given(reading)
    assert reading.session.review is None


def test_an_answer_in_between_keeps_the_review(reading: Talk, rules: Path) -> None:
    """The page comes back after it."""
    reading.say(f"/evidence {rules}", "what is level 2?")
    assert reading.session.review is not None
    assert len(reading.session.review.pending) == 4


def test_an_opposite_is_pointed_out(begin: Callable[..., Talk], tmp_path: Path) -> None:
    """A policy that the minutes contradict."""
    (tmp_path / "policy.md").write_text("All staff are taught about attacks.\n")
    (tmp_path / "minutes.md").write_text("So far nobody is taught about attacks.\n")
    talk = begin("photo")
    talk.library.hears(USERS, _1={"staff are taught": "all", "nobody is taught": "none"})
    assert talk.say(f"/evidence {tmp_path}").count("says the opposite") == 2


def test_a_folder_without_documents_says_so(reading: Talk, tmp_path: Path) -> None:
    """One clear error."""
    with pytest.raises(InputError, match="no document"):
        reading.say(f"/evidence {tmp_path}")


def test_stopping_in_the_midst_keeps_what_was_found(reading: Talk, rules: Path) -> None:
    """The session of the last step has the suggestions so far; Enter shows them before anything is kept."""
    from assistant.conversation.turn import take_turn

    steps = take_turn(reading.session, f"/evidence {rules}", library=reading.library)
    first = next(steps)
    del steps
    assert first.doing is not None
    assert first.doing.startswith("document 1 of 1, rules.md")
    assert not first.lines
    assert first.session.review is not None
    reading.session = first.session
    assert "Bad rows are dropped" in reading.say("")
    assert not _given(reading)


@pytest.fixture
def twins(tmp_path: Path) -> Path:
    """A policy and the minutes that repeat it."""
    (tmp_path / "minutes.md").write_text("Noted: bad rows are dropped before training.\n")
    (tmp_path / "policy.md").write_text("# Rules\n\nBad rows are dropped before training.\n")
    return tmp_path


def _hears_twins(begin: Callable[..., Talk]) -> Talk:
    talk = begin("photo")
    talk.library.hears(CLEAN, _1={"ad rows are dropped before training": "all"})
    return talk


def test_what_two_documents_say_is_one_suggestion_that_cites_both(
    begin: Callable[..., Talk], twins: Path
) -> None:
    """Both places on the page, and after a yes both citations, with one draft of the words."""
    talk = _hears_twins(begin)
    shown = talk.say(f"/evidence {twins}")
    assert "worth your look: 1" in shown
    assert "also policy.md, line 3, Rules" in shown
    talk.say("")
    assert {g.citation.document for g in _given(talk)} == {"minutes.md", "policy.md"}
    (drafted,) = [d for d in talk.deeds if isinstance(d, Answered) and d.practice is None]
    assert drafted.text.count("rows are dropped") == 1


def test_a_document_can_be_left_out_of_a_suggestion(begin: Callable[..., Talk], twins: Path) -> None:
    """'1 without minutes' keeps the other; the last one cannot go that way."""
    talk = _hears_twins(begin)
    talk.say(f"/evidence {twins}", "1 without minutes")
    assert talk.session.review is not None
    assert [s.document for s in talk.session.review.pending[0].sources] == ["policy.md"]
    talk.say("")
    assert [g.citation.document for g in _given(talk)] == ["policy.md"]


def test_a_newer_version_says_that_it_takes_the_place_of_the_older(
    begin: Callable[..., Talk], rules: Path
) -> None:
    """The page says so, and afterwards there is one proof, of the newer."""
    talk = begin("photo", "eta")
    talk.library.hears(CLEAN, _1={"Bad rows are dropped": "all"})
    talk.say(f"/evidence {rules}", "yes")
    rules.write_text(f"New.\n\n{RULES}")
    assert "You kept this of an earlier version (rules.md, line 3, Rules)" in talk.say(f"/evidence {rules}")
    talk.say("")
    (kept,) = talk.session.state.practice(CLEAN).evidence
    assert kept.citation.locator == "line 5, Rules"


def test_what_was_kept_in_confidence_is_not_asked_again(begin: Callable[..., Talk], rules: Path) -> None:
    """By hash and place, as there are no words to go by."""
    talk = begin("photo", "eta")
    talk.library.hears(CLEAN, _1={"Bad rows are dropped": "all"})
    talk.say(f"/evidence {rules}", "confidential", "yes")
    talk.say(f"/evidence {rules}")
    assert talk.session.review is None


def test_a_handful_of_a_practice_is_put_forward_from_a_whole_folder(
    begin: Callable[..., Talk], tmp_path: Path
) -> None:
    """And how many weaker ones there were is said."""
    talk = begin("photo")
    for name in ("red", "green", "blue", "black", "white", "brown", "grey"):
        words = f"{name} {name}one {name}two drop rows"
        (tmp_path / f"{name}.md").write_text(f"{words}\n")
        talk.library.hears(CLEAN, _1={words: "all"})
    shown = talk.say(f"/evidence {tmp_path}")
    assert "worth your look: 5" in shown
    assert "left out (2)" in shown


def test_a_copy_is_read_once_and_named(begin: Callable[..., Talk], rules: Path) -> None:
    """By its bytes, whatever it is called."""
    (rules.parent / "copy.md").write_bytes(rules.read_bytes())
    talk = begin("photo")
    talk.library.hears(CLEAN, _1={"Bad rows are dropped": "all"})
    shown = talk.say(f"/evidence {rules.parent}")
    assert "rules.md is the same file as copy.md" in shown
    talk.say("")
    assert len(_given(talk)) == 1


def test_confidence_can_be_ended_and_the_words_stay_in_sight(begin: Callable[..., Talk], rules: Path) -> None:
    """Whoever reviews has to see them; what is kept after the end has them again."""
    talk = begin("photo")
    talk.library.hears(CLEAN, _1={"Bad rows are dropped": "all"})
    talk.say(f"/evidence {rules}")
    shown = talk.say("confidential")
    assert "Bad rows are dropped" in shown
    assert "without these words" in shown
    talk.say("not confidential", "yes")
    assert [g.citation.confidential for g in _given(talk)] == [False]


def test_an_absence_is_not_called_a_proof(begin: Callable[..., Talk], rules: Path) -> None:
    """It is a draft, as the page says."""
    talk = begin("photo")
    talk.library.hears(USERS, _1={"Nobody is taught": "none"})
    shown = talk.say(f"/evidence {rules}")
    assert "no proof" in shown
    assert "proof: " not in shown
