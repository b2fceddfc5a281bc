"""`mlsmm explain` and `mlsmm profile`: every kind of topic, in text, Markdown and JSON."""

import pytest

from assistant.cli.output import as_markdown
from assistant.conversation.session import Line, LineStyle
from tests.cli.conftest import Run

TOPICS = [
    ("AML.M0003", "practice", "AML.M0003", "Model Hardening"),
    ("predictive ai model hardening", "practice", "AML.M0003", "Model Hardening"),
    ("code signing 2", "level", "AML.M0013", "Code Signing, level 2"),
    ("M0007.2b", "activity", "AML.M0007.2b", "looks for manipulation"),
    ("AML.T0051.001", "technique", "AML.T0051.001", "LLM Prompt Injection: Indirect"),
    ("T0020", "technique", "AML.T0020", "Poison Training Data"),
    ("AML.T0115.000", "technique", "AML.T0019", "In 2026.07 its place was taken by AML.T0115.000."),
    ("AML.TA0001", "tactic", "AML.TA0001", "Named AI Attack Adaptation from 2026.08 on."),
    ("VirusTotal Poisoning", "case study", "AML.CS0002", "AN INCIDENT, 2020"),
    ("AML.CS0019", "case study", "AML.CS0019", "AN EXERCISE BY RESEARCHERS"),
    ("membership inference", "term", "membership inference", "membership inference"),
    ("MLS.X07", "practice", "AML.M0035", "Provisional"),
]


@pytest.mark.parametrize(("words", "kind", "name", "says"), TOPICS)
def test_each_kind_of_topic_is_explained(run: Run, words: str, kind: str, name: str, says: str) -> None:
    """The same in words, in Markdown and as JSON."""
    assert says in run("explain", words).out
    assert run("explain", words, "--markdown").out.startswith("#")
    found = run("explain", words, "--json").json
    assert (found["kind"], found["id"]) == (kind, name)
    assert any(says in text for text in found["text"])
    assert [
        t for s in found["sections"] for t in ([s["heading"]] if s["heading"] else []) + s["lines"]
    ] == found["text"]


def test_a_practice_names_its_attacks_and_neighbours(run: Run) -> None:
    """Which real attack it answers, what is easily taken for it, and what other frameworks call it."""
    text = run("explain", "AML.M0014").out
    assert "WHICH ATTACKS IT ANSWERS" in text
    assert "AML.CS00" in text
    assert "Code Signing: " in text
    assert "OWASP SAMM" in text
    assert "only informs" not in text or "makes harder" in text


def test_a_technique_says_what_answers_it_and_how_far(run: Run) -> None:
    """Strongest first, the wider technique's answers marked, none invented."""
    text = run("explain", "AML.T0011.000").out
    assert text.index("prevents it, done well") < text.index("WHERE IT HAPPENED")
    assert "No ATLAS mitigation answers it." in run("explain", "AML.T0008.002").out


def test_a_free_question_finds_practices(run: Run) -> None:
    """The first is explained, the next are named."""
    found = run("explain", "how do I check what a model file does to me when I open it?", "--json").json
    assert len(found["practices"]) == 3
    assert found["id"] == found["practices"][0]["id"]
    assert {"AML.M0011", "AML.M0014", "AML.M0016"} & {p["id"] for p in found["practices"]}


def test_a_word_that_names_nothing_is_bad_input(run: Run) -> None:
    """One line, with what to try."""
    ran = run("explain", "flibbertigibbet")
    assert (ran.code, ran.out) == (2, "")


def test_markdown_escapes_what_would_be_markup() -> None:
    """Texts are texts."""
    assert (
        as_markdown([Line("a *b* _c_ <d> [e](f) #g", LineStyle.PLAIN)]) == r"a \*b\* \_c\_ \<d\> \[e\](f) \#g"
    )


def test_the_profile_prints_causes_and_steps(run: Run, mill: str) -> None:
    """What is left out and why, and each step of a target."""
    shown = run("profile", mill, "--json").json
    by_practice = {t["practice"]: t for t in shown["targets"]}
    steps = by_practice["AML.M0004"]["steps"]
    assert [s["code"] for s in steps] == ["base", "exposed"]
    assert steps[1]["because"] == ["photo", "public-interface"]
    assert steps[1]["reason"]
    assert {s["name"] for s in shown["systems"]} == {"photo", "eta"}
    assert "privacy" in shown["systems"][0]["open"]
    text = run("profile", mill).out
    assert "because of photo (open to the public)" in text
    assert "whose data it learnt from" in run("profile", mill, "photo").out
    assert run("profile", mill, "nobody").code == 2


def test_why_a_score_tells_the_target_too(run: Run, mill: str) -> None:
    """`score --why` as text and as Markdown."""
    assert "Proposed target 1" in run("score", mill, "--why", "AML.M0014").out
    assert run("score", mill, "--why", "AML.M0014", "--markdown").out.startswith("#")
    found = run("score", mill, "--why", "AML.M0014", "--json").json
    assert found["practice"] == "AML.M0014"
    assert any("Proposed target 1" in text for text in found["text"])


def test_an_override_says_who_when_and_why(run: Run, mill: str) -> None:
    """In the account of a score and in the profile."""
    run("answer", mill, "/target AML.M0014 3 the regulator asks for it", "--as", "Ruth, security lead")
    assert "Set to 3 by security lead on 20" in run("score", mill, "--why", "AML.M0014").out
    targets = run("profile", mill, "--json").json["targets"]
    override = next(t["override"] for t in targets if t["practice"] == "AML.M0014")
    assert override["reason"] == "the regulator asks for it"
    assert override["speaker"] == {"name": "Ruth", "role": "security lead"}
    assert override["at"]


def test_a_question_from_outside_is_bad_input(run: Run) -> None:
    """What no practice is about gets no lesson, and one line says so."""
    done = run("explain", "what's", "the", "weather", "in", "Lisbon?")
    assert done.code == 2
    assert "about no practice" in done.err
