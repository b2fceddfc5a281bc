"""The rules of applicability and the target table."""

import pytest

from model import deeds as d
from model.fold import fold
from model.practice import Applies
from model.profile import TargetRule, TargetTable
from model.targets import propose
from tests.shipped import shipped_catalogue
from tests.small import CLEAN, TRAIN, Diary, small_catalogue

CATALOGUE = shipped_catalogue()
AGENT = Applies(
    leaves_out=("predictive", "generative"),
    unless=("agentic",),
    cause="it takes no actions of its own",
    also=(
        Applies(leaves_out=("acts-for-user",), unless=("own-rights",), cause="it borrows its user's rights"),
    ),
)


@pytest.mark.parametrize(
    ("traits", "cause"),
    [
        ((), None),
        (("agentic",), None),
        (("generative",), "it takes no actions of its own"),
        (("generative", "agentic"), None),
        (("agentic", "acts-for-user"), "it borrows its user's rights"),
        (("agentic", "acts-for-user", "own-rights"), None),
        (("predictive", "acts-for-user"), "it takes no actions of its own"),
    ],
)
def test_the_first_rule_that_leaves_out_is_the_cause(traits: tuple[str, ...], cause: str | None) -> None:
    """An unstated trait leaves nothing out; each rule has its own cause."""
    assert AGENT.cause_against(frozenset(traits)) == cause
    assert AGENT.covers(frozenset(traits)) is (cause is None)


def test_each_system_has_its_own_cause() -> None:
    """And a ruling has the reason that was given."""
    diary = Diary()
    diary.add(d.SystemAdded(system=d.System(name="bot", traits=("generative",))))
    diary.add(d.SystemAdded(system=d.System(name="mail", traits=("agentic", "acts-for-user"))))
    diary.add(d.SystemAdded(system=d.System(name="ops", traits=("agentic",))))
    practice = CATALOGUE.practice("AML.M0026")
    assert fold(diary.acts).causes(practice) == {
        "bot": "it takes no actions of its own",
        "mail": "it works with its user's rights only",
    }
    diary.add(d.Counted(practice=practice.id, system="ops", counts=False, reason="switched off in May"))
    assert fold(diary.acts).causes(practice)["ops"] == "switched off in May"


TABLE = TargetTable(
    base=0,
    rules=(
        TargetRule(code="exposed", traits=("public-interface",), practices=(TRAIN,), reason="callers"),
        TargetRule(code="exposed", traits=("on-device",), adds=2, reason="holders"),
        TargetRule(code="grave", traits=("regulated",), adds=2, reason="law"),
    ),
)


@pytest.mark.parametrize(
    ("traits", "practice", "level", "codes"),
    [
        ((), TRAIN, 0, ["base"]),
        (("public-interface",), TRAIN, 1, ["base", "exposed"]),
        (("public-interface",), CLEAN, 0, ["base"]),
        (("public-interface", "on-device"), TRAIN, 2, ["base", "exposed"]),
        (("on-device", "regulated"), CLEAN, 3, ["base", "exposed", "grave"]),
    ],
)
def test_a_code_raises_once_by_its_strongest_row(
    traits: tuple[str, ...], practice: str, level: int, codes: list[str]
) -> None:
    """A row concerns the practices that it names; 3 is the most."""
    catalogue = small_catalogue().model_copy(update={"targets": TABLE})
    state = fold(Diary("photo", traits=traits).acts)
    target = propose(state, catalogue)[practice]
    assert (target.level, [s.code for s in target.steps]) == (level, codes)


def test_every_trait_is_asked_by_one_fact() -> None:
    """So nothing that decides has to be known by heart."""
    asked = [trait for fact in CATALOGUE.facts for trait in fact.traits]
    assert sorted(asked) == sorted(CATALOGUE.traits)
