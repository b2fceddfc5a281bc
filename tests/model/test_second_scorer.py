"""The program's scorer and the independent one agree, figure by figure."""

from datetime import timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from model.adoption import catalogue_at
from model.assessment import Act
from model.catalogue import Catalogue
from model.fold import fold
from model.scoring import PracticeScore, Range, Scorecard, score
from tests.second_fold import Json, standing
from tests.second_scorer import figures
from tests.shipped import shipped_catalogue
from tests.small import START, small_catalogue
from tests.strategies import assessments

SMALL = small_catalogue()


@cache
def as_json(version: str) -> Json:
    """A catalogue as the JSON that is kept beside an assessment."""
    return (SMALL if version == SMALL.version else shipped_catalogue()).model_dump(mode="json")


def pair(figure: Range | None) -> tuple[Fraction, Fraction] | None:
    """A range as the second scorer writes it."""
    return (figure.low, figure.high) if figure else None


def plain(card: Scorecard) -> Json:
    """The program's scorecard in the second scorer's shape."""
    return {
        "practices": {p.id: plain_practice(p) for p in card.practices},
        "phases": {
            p.id.value: {
                "practices": list(p.practices),
                "earned": pair(p.earned),
                "progress": pair(p.progress),
            }
            for p in card.phases
        },
        "earned": pair(card.earned),
        "progress": pair(card.progress),
        "percent_to_target": pair(card.percent_to_target),
        "percent_to_proposed": pair(card.percent_to_proposed),
        "headline": vars(card.headline),
    }


def plain_practice(scored: PracticeScore) -> Json:
    """One practice in the second scorer's shape."""
    return {
        "applicable": scored.applicable,
        "earned": pair(scored.earned),
        "progress": pair(scored.progress),
        "unearned": pair(scored.unearned),
        "target": scored.target,
        "proposed": scored.proposed,
        "gap": pair(scored.gap),
        "documented": scored.documented,
        "unknown": scored.is_unknown,
        "not_asked": scored.is_not_asked,
        "activities": {a: (s.low.value, s.high.value) for a, s in scored.spans.items()},
    }


def both(acts: list[Act], catalogue: Catalogue, days: int | None = None) -> tuple[Json, Json]:
    """The figures by the program and by the second scorer, on the last day or so many days on."""
    on = None if days is None else START.date() + timedelta(days=days)
    ours = plain(score(fold(acts), catalogue_at(acts, catalogue), on=on))
    dumped = [act.model_dump(mode="json") for act in acts]
    return ours, figures(dumped, as_json(catalogue.version), on=on)


def differences(ours: Any, theirs: Any, where: str = "") -> list[str]:
    """Every figure that differs, by its path; what does not apply has none."""
    if not isinstance(ours, dict):
        return [] if ours == theirs else [f"{where}: {ours} by the program, {theirs} by the second scorer"]
    if ours.get("applicable") is False:
        ours = {key: ours[key] for key in ("applicable", "target", "proposed")}
    return [line for key in ours for line in differences(ours[key], theirs[key], f"{where}/{key}")]


@given(acts=assessments(SMALL), days=st.sampled_from([None, -1, 0, 1, 5]))
def test_agrees_on_the_small_catalogue(acts: list[Act], days: int | None) -> None:
    """Random acts over four practices give the same numbers by two hands."""
    assert not differences(*both(acts, SMALL, days))


@settings(max_examples=30)
@given(data=st.data())
def test_agrees_on_the_real_catalogue(data: st.DataObject) -> None:
    """Random acts over the shipped catalogue give the same numbers by two hands."""
    acts = data.draw(assessments(shipped_catalogue(), most=80))
    assert not differences(*both(acts, shipped_catalogue()))


@given(acts=assessments(SMALL))
def test_taking_back_is_read_the_same(acts: list[Act]) -> None:
    """Scoring all acts equals scoring those that nothing took back."""
    kept = {a["seq"] for a in standing([act.model_dump(mode="json") for act in acts])}
    day = acts[-1].at.date()
    everything = score(fold(acts), SMALL, on=day)
    assert everything == score(fold(a for a in acts if a.seq in kept), SMALL, on=day)
