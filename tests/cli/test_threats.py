"""Commands about attacks: exposure, replay."""

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
