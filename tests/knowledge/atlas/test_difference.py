"""What changed between two releases, and nothing else."""

from typing import Any

from hypothesis import given

from knowledge.atlas.difference import Changed, OtherName, Retired, compare
from model.threat import Maturity, Mitigation, Release, Technique
from tests.knowledge.atlas.releases import SMALL, releases


def changed(kind: str, number: int, **update: Any) -> Release:
    """The small release with one thing of one kind changed."""
    things = list(getattr(SMALL, kind))
    things[number] = things[number].model_copy(update=update)
    return SMALL.model_copy(update={kind: tuple(things), "version": "2030.02"})


def test_a_name_is_renamed_and_no_more() -> None:
    """The id stays, so nothing is new and nothing is gone."""
    difference = compare(SMALL, changed("mitigations", 0, name="Say nothing"))
    assert difference.mitigations.renamed == (OtherName("AML.M0000", "Say less", "Say nothing"),)
    assert (difference.mitigations.new, difference.mitigations.retired) == ((), ())
    assert difference.techniques.is_empty
    assert difference.moved == frozenset()


def test_a_fact_that_differs_is_changed() -> None:
    """Maturity is compared where both state it."""
    known = compare(SMALL, changed("techniques", 0, maturity=Maturity.FEASIBLE))
    assert known.techniques.changed == (Changed("AML.T0001", "maturity", "realized", "feasible"),)
    silent = compare(SMALL, changed("techniques", 0, maturity=None, platforms=()))
    assert silent.techniques.is_empty


def test_an_edge_moves_its_practice() -> None:
    """Edges are told one by one, and the practice that they belong to is moved."""
    difference = compare(SMALL, changed("mitigations", 1, techniques=("AML.T0001.000",)))
    assert difference.added == (("AML.M0001", "AML.T0001.000"),)
    assert difference.removed == ()
    assert difference.moved == {"AML.M0001"}


def test_the_order_of_labels_means_nothing() -> None:
    """Life-cycle tags in another order are the same tags."""
    swapped = changed("mitigations", 0, lifecycle=("Deployment", "AI Model Engineering"))
    assert compare(SMALL, swapped).mitigations.is_empty


def test_a_retired_id_says_where_it_went() -> None:
    """Where that is known."""
    without = SMALL.model_copy(update={"techniques": SMALL.techniques[:2], "version": "2030.02"})
    known = compare(SMALL, without, successors={"AML.T0002": "AML.T0115.000"})
    assert known.techniques.retired == (Retired("AML.T0002", "AML.T0115.000"),)
    assert compare(SMALL, without).techniques.retired == (Retired("AML.T0002", None),)
    assert compare(without, SMALL).techniques.new == ("AML.T0002",)


def test_a_mitigation_known_by_name_only_is_not_retired() -> None:
    """A file that does not have it says nothing about it."""
    named = Mitigation(id="AML.M0035", name="AI Red Team")
    beyond = SMALL.model_copy(update={"mitigations": (*SMALL.mitigations, named)})
    assert compare(beyond, SMALL).mitigations.is_empty
    linked = named.model_copy(update={"techniques": ("AML.T0001",)})
    arrived = SMALL.model_copy(update={"mitigations": (*SMALL.mitigations, linked)})
    difference = compare(beyond, arrived)
    assert difference.mitigations.new == ("AML.M0035",)
    assert difference.moved == {"AML.M0035"}


@given(release=releases())
def test_nothing_differs_from_itself(release: Release) -> None:
    """The difference to itself is empty."""
    difference = compare(release, release)
    kinds = (difference.tactics, difference.techniques, difference.mitigations, difference.studies)
    assert all(kind.is_empty for kind in kinds)
    assert difference.added == difference.removed == ()


@given(one=releases(), other=releases())
def test_the_way_back_is_the_mirror(one: Release, other: Release) -> None:
    """What is new one way is gone the other way; edges swap sides."""
    there, back = compare(one, other), compare(other, one)
    assert (there.added, there.removed) == (back.removed, back.added)
    assert set(there.techniques.new) == {r.id for r in back.techniques.retired}
    assert {(r.id, r.before, r.after) for r in there.studies.renamed} == {
        (r.id, r.after, r.before) for r in back.studies.renamed
    }
    assert len(there.mitigations.changed) == len(back.mitigations.changed)


def test_a_special_case_keeps_its_parent() -> None:
    """The parent is read off the id."""
    assert Technique(id="AML.T0001.000", name="x").parent == "AML.T0001"
    assert Technique(id="AML.T0001", name="x").parent is None
