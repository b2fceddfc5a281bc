"""The attacks by tactic, the word for a cover, and what a filter keeps: by hand on the small release."""

from fractions import Fraction

import pytest

from model import deeds as d
from model.card import as_stated
from model.catalogue import Catalogue
from model.exposure import Exposure, expose
from model.fold import fold
from model.matrix import Among, CoverState, columns, cover_state, holds_attack, studies_among
from model.practice import Profile
from model.replay import replay
from model.scoring import Range, score
from model.threat import Release, Tactic
from tests.shipped import shipped_catalogue
from tests.small import CLEAN, SHIP, TRAIN, UNKNOWN, Diary
from tests.threats import AGENT, BREACH, CHAT, DRILL, PLANTED, POISON, STEAL, TALK, threatened_catalogue

FIRST, SECOND, EMPTY = "AML.TA0001", "AML.TA0002", "AML.TA0003"
SERVES = {POISON: (FIRST,), PLANTED: (FIRST, SECOND), STEAL: (SECOND,), TALK: ()}
"""By technique its tactics; the one that aims at agents serves a tactic that the release does not have."""


def staged() -> Catalogue:
    """The small catalogue, its techniques under two tactics, a third without any."""
    small = threatened_catalogue()
    assert small.threats
    techniques = [
        t.model_copy(update={"tactics": SERVES.get(t.id, ("AML.TA0009",))}) for t in small.threats.techniques
    ]
    tactics = tuple(Tactic(id=i, name=f"Tactic {i}") for i in (FIRST, SECOND, EMPTY))
    threats = small.threats.model_copy(update={"tactics": tactics, "techniques": tuple(techniques)})
    return small.model_copy(update={"threats": threats})


STAGED = staged()


def release() -> Release:
    """The release of the staged catalogue."""
    assert STAGED.threats
    return STAGED.threats


def exposed(diary: Diary) -> Exposure:
    """The exposure at a diary's levels."""
    return expose(score(fold(diary.acts), STAGED), STAGED)


def firm(levels: dict[str, int], *, traits: tuple[str, ...] = ()) -> Diary:
    """One system and some practices at a level."""
    diary = Diary("photo", traits=traits)
    for practice, level in levels.items():
        stated = as_stated(STAGED.practice(practice), level, systems=("photo",))
        diary.add(d.CoveragesSet(practice=practice, coverages=stated))
    return diary


NOTHING = {CLEAN: 0, TRAIN: 0, SHIP: 0}


def test_a_column_for_each_tactic_that_has_attacks() -> None:
    """In the order of the release, what serves two in both, what serves none that is known last."""
    found = columns(exposed(firm(NOTHING)), release())
    assert [(c.tactic.id if c.tactic else None) for c in found] == [FIRST, SECOND, None]
    assert [{p.technique.id for p in c.placed} for c in found] == [
        {POISON, PLANTED},
        {PLANTED, STEAL},
        {TALK, AGENT},
    ]


def test_a_special_case_stands_under_its_parent() -> None:
    """Where the parent is there; alone it stands for itself."""
    first, second, _ = columns(exposed(firm(NOTHING)), release())
    assert [(p.technique.id, p.is_under_parent) for p in first.placed] == [(POISON, False), (PLANTED, True)]
    assert (PLANTED, False) in [(p.technique.id, p.is_under_parent) for p in second.placed]


def test_a_column_adds_up() -> None:
    """Poisoning weighs 3 x 1 1/2, planting 2 x 2; cleaning at level 2 takes two thirds of both."""
    first = columns(exposed(firm(NOTHING | {CLEAN: 2})), release())[0]
    assert first.weight == Fraction(9, 2) + 4
    assert first.left == Range(first.weight / 3, first.weight / 3)


@pytest.mark.parametrize(
    ("levels", "technique", "state"),
    [
        (NOTHING, POISON, "open"),
        (NOTHING | {CLEAN: 2}, POISON, "partly"),
        (NOTHING | {CLEAN: 3}, POISON, "whole"),
        ({TRAIN: 0, SHIP: 0}, POISON, "unknown"),
        (NOTHING | {TRAIN: 3}, TALK, "no_mitigation"),
    ],
)
def test_the_word_for_a_cover(levels: dict[str, int], technique: str, state: str) -> None:
    """What is sure decides; what only informs covers nothing."""
    attacks = {a.technique: a for a in exposed(firm(levels)).attacks}
    assert cover_state(attacks[technique]) == state


def test_what_is_not_assessed_is_elsewhere() -> None:
    """Cleaning does not apply to what is bought: poisoning is answerable, but not here."""
    attacks = {a.technique: a for a in exposed(firm({TRAIN: 0, SHIP: 0}, traits=("bought",))).attacks}
    assert cover_state(attacks[POISON]) is CoverState.ELSEWHERE


def test_filters_of_attacks() -> None:
    """Open is what nothing covers for sure; three were employed in incidents; nothing acts against two."""
    attacks = exposed(firm(NOTHING | {CLEAN: 1}).cover(SHIP, _1=UNKNOWN)).attacks
    kept = {a: {x.technique for x in attacks if holds_attack(a, x)} for a in Among}
    assert kept[Among.ALL] == {POISON, PLANTED, STEAL, TALK, AGENT}
    assert kept[Among.OPEN] == {STEAL, TALK, AGENT}
    assert kept[Among.INCIDENTS] == {PLANTED, STEAL, TALK}
    assert kept[Among.UNANSWERED] == {TALK, AGENT}


def test_filters_of_case_studies() -> None:
    """Without an answered step, incidents, with a step that nothing acts against."""
    played = replay(score(fold(firm(NOTHING | {CLEAN: 2}).acts), STAGED), STAGED).studies
    kept = {a: [s.study for s in studies_among(played, a)] for a in Among}
    assert kept[Among.ALL] == [BREACH, CHAT, DRILL]
    assert kept[Among.OPEN] == [CHAT]
    assert kept[Among.INCIDENTS] == [BREACH, CHAT]
    assert kept[Among.UNANSWERED] == [BREACH]


def test_filters_go_round() -> None:
    """After the last comes the first, and none is left out."""
    seen = [Among.ALL]
    while (following := seen[-1].next) is not Among.ALL:
        seen.append(following)
    assert seen == list(Among)


def test_the_pinned_release_is_placed_whole() -> None:
    """170 techniques, each under every tactic that it has, special cases right after their family began."""
    catalogue = shipped_catalogue()
    assert catalogue.threats
    exposure = expose(score(fold(Diary("photo", profile=Profile.EXTENDED).acts), catalogue), catalogue)
    found = columns(exposure, catalogue.threats)
    placed = [(p.technique.id, c.tactic.id) for c in found if c.tactic for p in c.placed]
    assert sorted(placed) == sorted((t.id, i) for t in catalogue.threats.techniques for i in t.tactics)
    for column in found:
        parents: list[str] = []
        for each in column.placed:
            if each.is_under_parent:
                assert each.technique.parent == parents[-1]
            else:
                parents.append(each.technique.id)
