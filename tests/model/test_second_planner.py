"""The program's plan keeps its rules and comes to its figures by the independent planner's hand too."""

from hypothesis import given

from model.scoring import Range
from tests.firms import Firm, firms
from tests.second_fold import Json
from tests.second_planner import breaches, projections
from tests.second_scorer import Pair


def as_json(firm: Firm) -> tuple[list[Json], Json]:
    """Acts and catalogue as the second planner reads them."""
    return [act.model_dump(mode="json") for act in firm.acts], firm.catalogue.model_dump(mode="json")


def pair(figure: Range | None) -> Pair | None:
    """A range as the second planner writes it."""
    return (figure.low, figure.high) if figure else None


@given(firms)
def test_agrees_on_random_organisations(firm: Firm) -> None:
    """Prerequisites, targets, capacities and attacks at random: no rule is broken, no figure differs."""
    roadmap = firm.plan()
    waves = [[(step.practice, step.after) for step in wave.steps] for wave in roadmap.waves]
    assert breaches(*as_json(firm), waves, capacity=firm.capacity) == []
    told = projections(*as_json(firm), waves)
    assert pair(roadmap.today.percent()) == told["now"]
    for wave, own in zip(roadmap.waves, told["waves"], strict=True):
        found = pair(wave.earned), pair(wave.progress), pair(roadmap.today.percent(wave.exposure))
        assert (wave.effort, *found) == (own["effort"], own["earned"], own["progress"], own["exposure"])
        assert {(s.practice, s.after): 100 * s.removes for s in wave.steps} == own["removes"]
