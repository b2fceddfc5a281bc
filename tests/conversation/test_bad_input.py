"""Bad input: one clear line each, and nothing lost."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.conversation.commands import COMMANDS
from assistant.conversation.intents import split_note, understand
from assistant.conversation.session import Focus, Where
from assistant.conversation.speech import is_foreign, neutral
from assistant.conversation.systems import parse_systems
from assistant.conversation.values import parse_value, segments
from model.errors import InputError, MlsmmError
from model.fold import fold
from tests.conversation.scripted import Talk
from tests.conversation.test_intents import At

CLEAN = "AML.M0007"
FOREIGN = "I read English only"
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What a terminal might act on, or that turns the direction of a line."""


@pytest.fixture
def asked(talk: Talk) -> Talk:
    """The question of one practice."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "photo"})
    talk.say("/jump sanitize training data")
    return talk


def told(talk: Talk, text: str) -> str:
    """What a turn shows, be it advice."""
    try:
        return talk.say(text)
    except MlsmmError as error:
        return str(error)


def refused(talk: Talk, text: str) -> str:
    """The one line that a text is refused with; nothing is recorded, the question stays."""
    before, focus = len(talk.deeds), talk.session.focus
    shown = told(talk, text)
    assert len(talk.deeds) == before
    assert talk.session.focus == focus
    assert len(shown.splitlines()) == 1
    return shown


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x" * 200_000, "200,000 characters"),
        ("word " * 40_000, "200,000 characters"),
        ("\x00\x01\x02\x89PNG\x03\x04\x05\x06\x07\x08" * 50, "binary data"),
        ("\ud800" * 40, "binary data"),
        ("/nonsense", "no command /nonsense"),
        ("/\x1b[31mred", "There is no command"),
        ("Wir prüfen die Daten nicht, und es ist auch nicht geplant, weil niemand dafür Zeit hat.", FOREIGN),
        ("Nous ne vérifions pas les données et aucun contrôle est prévu pour les modèles.", FOREIGN),
        ("No hay ninguna revisión de los datos y no se controla el modelo no tenemos tiempo.", FOREIGN),
        ("Мы не проверяем данные перед обучением.", FOREIGN),
        ("我们每天晚上都会检查训练数据。", FOREIGN),
        ("私たちは毎晩データを確認します。", FOREIGN),
        ("نحن نفحص البيانات كل ليلة قبل التدريب", FOREIGN),
        ("我们不检查", FOREIGN),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_in_one_line(asked: Talk, text: str, line: str) -> None:
    """Too long, binary, no command, another language."""
    assert line in refused(asked, text)


@pytest.mark.parametrize("text", ["", "   ", "\n\n\t", "\u00a0"])
def test_nothing_is_no_answer(asked: Talk, text: str) -> None:
    """Enter alone repeats the question and records nothing."""
    before = len(asked.deeds)
    assert "no hurry" in asked.say(text)
    assert len(asked.deeds) == before


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[31mbad rows are dropped\x1b[0m before training",
        "\x1b]0;owned\x07 bad rows are dropped before training",
        "\u202ebad rows are dropped\u202c before training",
        "\u2066bad rows are dropped\u2069 before training",
        "\ufeffbad rows are dropped before training \ud83d",
        "\x9b31m bad rows are dropped before training",
    ],
)
def test_nothing_that_a_terminal_acts_on_is_kept_or_shown(asked: Talk, text: str) -> None:
    """Escapes and direction marks are made visible or taken out; the words around them count."""
    shown = asked.say(text)
    assert not UNSAFE.search(shown)
    answer = next(x for x in reversed(asked.deeds) if x.kind == "answered")
    assert not UNSAFE.search(getattr(answer, "text", ""))
    assert "bad rows are dropped" in shown


@pytest.mark.parametrize(
    "text",
    [
        "[bold]bad rows are dropped[/bold] here",
        "bad rows are dropped 🎉👩‍🔬 here",
        "bad rows are dropped (שלום) here",
    ],
)
def test_markup_emoji_and_other_scripts_are_words(asked: Talk, text: str) -> None:
    """What is no danger is kept literally."""
    asked.say(text)
    answer = next(x for x in reversed(asked.deeds) if x.kind == "answered")
    assert getattr(answer, "text", "") == text
    assert asked.session.focus.practice == CLEAN


def test_names_are_neutral_too(asked: Talk) -> None:
    """A speaker, a person and a system cannot carry escapes into a line."""
    for text in ("/as \x1b[31mRuth, lead", "/park \x1b]0;x\x07Priya", "/system add \x1b[1mphoto2"):
        assert not UNSAFE.search(told(asked, text))


@pytest.mark.parametrize(
    "text",
    [
        "The model is die-cut and the tool in use is a set of der and das checks, nothing more than that.",
        "we use de facto standards and la carte checks for all the models",
        "ok so photo n eta go thru the intake job marek wrote, schema + nulls + dupes",
        "yes",
        "naïve Bayes à la carte",
        "no ML in production, es ist so",
    ],
)
def test_english_with_foreign_words_is_english(text: str) -> None:
    """A few foreign words do not make a foreign answer."""
    assert not is_foreign(text)


def test_a_question_is_answered_and_not_recorded(asked: Talk) -> None:
    """A question as an answer is answered from the catalogue; the pending question comes back."""
    before = len(asked.deeds)
    shown = asked.say("what is data poisoning?")
    assert asked.session.catalogue.practice(CLEAN).question in shown
    assert len(asked.deeds) == before


def test_a_question_about_nothing_known_says_so(asked: Talk) -> None:
    """Nothing is made up."""
    assert "That lies outside what I know" in asked.say("who won the cup in 1986?")


def test_evidence_that_is_no_file(asked: Talk, tmp_path: Path) -> None:
    """Missing, huge, damaged and impossible paths: one line each."""
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(2 * 1024**3)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    for argument in (
        "~nobody-of-that-name/x.md",
        "/no/such/file.md",
        str(tmp_path),
        "\x00.md",
        "a" * 3000 + ".md",
    ):
        refused(asked, f"/evidence {argument}")
    with pytest.raises(InputError, match="at most 128 are read"):
        asked.say(f"/evidence {tmp_path / 'large.txt'}")
    with pytest.raises(InputError, match="is damaged"):
        asked.say(f"/evidence {tmp_path / 'broken.pdf'}")


def test_a_file_is_offered_line_by_line_and_kept_on_a_word(asked: Talk, tmp_path: Path) -> None:
    """A dated line that names a system demonstrates; its words, line and hash are kept."""
    report = tmp_path / "intake.log"
    report.write_text("intake\n2026-11-20 photo: bad rows are dropped (212 of 48110)\n", encoding="utf-8")
    asked.say("well bad rows are dropped")
    while asked.where.startswith("follow-up"):
        asked.say("skip")
    asked.say("yes")
    shown = asked.say(str(report))
    assert "line 2" in shown
    assert "demonstrated" in shown
    asked.say("")
    given = asked.session.state.practice(CLEAN).evidence
    assert [
        (x.citation.locator, x.systems, x.citation.dated.isoformat() if x.citation.dated else "")
        for x in given
    ] == [("line 2", ("photo",), "2026-11-20")]


def test_rejected_evidence_is_not_kept(asked: Talk, tmp_path: Path) -> None:
    """'r' keeps nothing."""
    report = tmp_path / "rules.md"
    report.write_text("Rule 4: bad rows are dropped.\n", encoding="utf-8")
    asked.say(str(report), "r")
    assert not asked.session.state.practice(CLEAN).evidence


# Searching for what nobody thought of.

PLAIN_WORDS = (
    "it's 2 no yes photo eta b none skip why ? . , : / note: private don't know level of models 1 all a"
    " ( ) - what"
)
WORDS = [*PLAIN_WORDS.split(), "\n", "\x1b[0m", "\u202e"]
talkative = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.sampled_from([f"/{c.name}" for c in COMMANDS]).flatmap(
        lambda command: st.lists(st.sampled_from(WORDS), max_size=4).map(
            lambda words: " ".join([command, *words])
        )
    ),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(turns=st.lists(talkative, min_size=1, max_size=8))
def test_no_words_raise_anything_but_advice(asked: Talk, turns: list[str]) -> None:
    """Whatever is typed in whatever order: MlsmmError or something to show, and the record stays whole."""
    for text in turns:
        assert not UNSAFE.search(told(asked, text))
    assert fold(asked.ledger.acts) == asked.session.state


@settings(max_examples=300)
@given(text=st.text(max_size=200), where=st.sampled_from(list(Where)))
def test_every_text_has_an_intent(text: str, where: Where) -> None:
    """Understanding never fails."""
    assert understand(text, At(Focus(where))).name  # type: ignore[arg-type]


LONG = 10_000
REPEATED = [
    *(
        "a",
        " ",
        "a ",
        "no, ",
        "it's 2 ",
        "b none ",
        "b ",
        "b, ",
        ".",
        ",",
        "? ",
        "what ",
        "\n",
        "is ",
        "and ",
        "(",
        "(a",
    ),
    *(
        "don't know ",
        "why ",
        "private note: ",
        "note:",
        "all ",
        "we have ",
        "photo, ",
        "- ",
        "' ",
        "/",
        "\\ ",
        "1. ",
        "0",
    ),
]


def work(text: str) -> None:
    """Every regular expression that sees what a user types."""
    for where in Where:
        understand(text, At(Focus(where)))  # type: ignore[arg-type]
    split_note(text)
    neutral(text)
    is_foreign(text)
    parse_systems(text[:4000])
    parse_value(text, ("photo", "eta"))
    segments(text, {"a": "x", "b": "y", "address": "z"}, systems=("photo",))


@pytest.mark.parametrize("unit", REPEATED)
def test_no_pattern_runs_away(unit: str) -> None:
    """Ten thousand characters of the same, with a tail that does not match: every pattern comes to an end."""
    for tail in ("", "!", "?", "x", " 2"):
        work((unit * LONG)[:LONG] + tail)
