"""Commands about attacks: exposure, replay, what-if, orders for the roadmap."""

from tests.cli.conftest import Run

STATES = {"answered", "partly", "open", "unknown", "outside_profile", "not_applicable", "no_mitigation"}


def test_exposure_adds_up(run: Run, mill: str) -> None:
    """The parts sum to the whole, the weight of each is its terms', and it says that it is a model."""
    shown = run("exposure", mill, "--json").json
    parts = [t["exposure"]["high"] for t in shown["techniques"]]
    assert abs(sum(parts) - shown["exposure"]["high"]) < 0.01 * len(parts)
    for technique in shown["techniques"]:
        uses = len(technique["incidents"]) + len(technique["exercises"]) / 2
        assert technique["weight"] == technique["maturity"] * (1 + uses)
        assert set(technique["incidents"] + technique["exercises"]) <= set(shown["studies"])
    assert shown["is_probability"] is False
    assert "not a probability" in run("exposure", mill).out


def test_exposure_says_who_covers(run: Run, mill: str) -> None:
    """Code signing at level 2 takes two thirds of what it does; at target everywhere nothing rises."""
    shown = run("exposure", mill, "--json").json
    signed = [t for t in shown["techniques"] if any(p["id"] == "AML.M0013" for p in t["practices"])]
    assert signed
    for technique in signed:
        found = next(p for p in technique["practices"] if p["id"] == "AML.M0013")
        assert found["level"]["value"] == 2
        assert technique["cover"]["low"] >= found["worth"]["low"] > 0


def test_replay_has_every_step(run: Run, mill: str) -> None:
    """57 studies with 449 steps, each in one of seven states; incidents come first."""
    shown = run("replay", mill, "--json").json
    states = [s["state"] for study in shown["studies"] for s in study["steps"]]
    assert (len(shown["studies"]), len(states)) == (57, 449)
    assert set(states) <= STATES
    assert shown["totals"] == {state: states.count(state) for state in shown["totals"]}
    kinds = [study["kind"] for study in shown["studies"]]
    assert kinds == sorted(kinds, key=["incident", "exercise"].index)


def test_one_study(run: Run, mill: str) -> None:
    """By its id, long or short, in words or as JSON; what is none is refused."""
    text = run("replay", mill, "AML.CS0016").out
    assert text == run("replay", mill, "cs0016").out
    assert "stopped" not in text
    assert [s["id"] for s in run("replay", mill, "AML.CS0016", "--json").json["studies"]] == ["AML.CS0016"]
    ran = run("replay", mill, "AML.CS9999")
    assert ran.code == 2
    assert "AML.CS9999" in ran.err


def test_replay_in_words(run: Run, mill: str) -> None:
    """A line for each study."""
    lines = run("replay", mill).out.splitlines()
    assert sum("(AML.CS" in text for text in lines) == 57


def test_what_if(run: Run, mill: str) -> None:
    """With another level the figures are those of an assessment that has it; nothing is recorded."""
    acts = run("show", mill, "--json").out
    shown = run("whatif", mill, "--set", "AML.M0005=3", "--target", "AML.M0014=3", "--json").json
    assert shown["supposed"] == {"levels": {"AML.M0005": 3}, "targets": {"AML.M0014": 3}}
    assert run("show", mill, "--json").out == acts
    before, after = shown["before"], shown["after"]
    assert before["exposure"] == run("exposure", mill, "--json").json["exposure"]
    assert after["exposure"]["high"] < before["exposure"]["high"]
    assert before["scorecard"]["practices"] == run("score", mill, "--json").json["practices"]
    run("answer", mill, "/level 3 it is so", "--practice", "AML.M0005")
    run("answer", mill, "/target AML.M0014 3 agreed")
    now = run("score", mill, "--json").json["practices"]
    assert [(p["id"], p["earned"], p["target"]) for p in now] == [
        (p["id"], p["earned"], p["target"]) for p in after["scorecard"]["practices"]
    ]
    assert run("roadmap", mill, "--json").json == after["roadmap"]


def test_what_if_in_words(run: Run, mill: str) -> None:
    """Before, after, what would change, and that nothing was recorded."""
    text = run("whatif", mill, "--set", "code signing=3").out
    assert "Code Signing: level 2 to 3" in text
    assert "Nothing was recorded" in text


def test_another_capacity_alone_can_be_supposed(run: Run, mill: str) -> None:
    """As it stands goes by the capacity on record, as supposed by the other one; levels stay."""
    ran = run("whatif", mill, "--capacity", "15", "--json")
    assert ran.code == 0
    before, after = ran.json["before"], ran.json["after"]
    assert before["roadmap"] == run("roadmap", mill, "--json").json
    assert after["roadmap"] == run("roadmap", mill, "--capacity", "15", "--json").json
    assert before["scorecard"] == after["scorecard"]
    text = run("whatif", mill, "--capacity", "15").out
    assert "waves of 40 effort points" in text
    assert "waves of 15 effort points" in text
    assert "WHAT WOULD BE ANOTHER" not in text


def test_what_cannot_be_supposed(run: Run, mill: str) -> None:
    """No practice, no level, nothing at all, or a practice without a system."""
    assert run("whatif", mill).code == 2
    assert run("whatif", mill, "--set", "AML.M0005=4").code == 2
    assert run("whatif", mill, "--set", "AML.M9999=2").code == 2
    run("answer", mill, "/na out-of-scope", "--practice", "AML.M0005")
    assert run("whatif", mill, "--set", "AML.M0005=2").code == 2


def test_orders_for_the_roadmap(run: Run, mill: str) -> None:
    """What is excluded is listed with its cause; what is put into a wave stands there."""
    shown = run("roadmap", mill, "--json", "--exclude", "AML.M0005", "--put", "AML.M0018@1=2").json
    placed = {(s["practice"], s["to"]): n for n, w in enumerate(shown["waves"], 1) for s in w["steps"]}
    assert placed["AML.M0018", 1] == 2
    assert {u["cause"] for u in shown["unplaced"] if u["practice"] == "AML.M0005"} == {"excluded"}
    assert shown["optimality_gap"] is None
    assert run("roadmap", mill, "--put", "AML.M0018=2").code == 2


def test_how_near_the_best(run: Run, mill: str) -> None:
    """Only when asked for: the part of the best possible plan that is missed."""
    gap = run("roadmap", mill, "--json", "--exact", "--capacity", "60").json["optimality_gap"]
    assert 0 <= gap <= 0.05
