"""Exposure, replay, roadmap and portfolio: their times, and how near the best plan the roadmap comes."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from assistant.record.store import open_store
from knowledge.catalogue.catalogue import to_json
from knowledge.optimum import hold
from model.assessment import Speaker
from model.exposure import expose
from model.practice import Profile
from model.replay import replay
from model.roadmap import plan
from model.scoring import Scorecard
from tests.assessed import random_card
from tests.benchmarks.figures import Figure
from tests.benchmarks.places import Place
from tests.shipped import shipped_catalogue

PLANS = 200
"""Random assessments that are held against the best plan; in every other one some levels are met already."""
MANY = 500
NODES = 50


def measure(place: Place, runs: int) -> list[Figure]:
    """Times over the extended profile; the part of the optimum over the core one."""
    catalogue = shipped_catalogue()
    cards = [random_card(Random(n), Profile.EXTENDED) for n in range(runs)]
    return [
        Figure("exposure, extended profile", _times(lambda c: expose(c, catalogue), cards), budget=50),
        Figure("replay, extended profile", _times(lambda c: replay(c, catalogue), cards)),
        Figure("roadmap, extended profile", _times(lambda c: plan(c, catalogue), cards)),
        Figure("roadmap, part of the optimum", _parts(), "%", budget=95, more_is_better=True),
        _portfolio(place, runs),
    ]


def _times(step: Callable[[Scorecard], object], cards: list[Scorecard]) -> tuple[float, ...]:
    times = []
    for card in cards:
        begin = time.perf_counter()
        step(card)
        times.append(1000 * (time.perf_counter() - begin))
    return tuple(times)


def _parts() -> tuple[float, ...]:
    """In percent, what each plan reaches of the best possible."""
    parts = []
    for seed in range(PLANS):
        random = Random(seed)
        card = random_card(random, patchy=seed % 2 == 1)
        capacity = random.choice([30, 40, 50, 60])
        roadmap = plan(card, shipped_catalogue(), capacity=capacity)
        held = hold(roadmap, card, catalogue=shipped_catalogue(), nodes=NODES)
        parts.append(100 * (1 - held.gap))
    return tuple(parts)


def _portfolio(place: Place, runs: int) -> Figure:
    """From start to end, over a record in which every scorecard is kept."""
    with tempfile.TemporaryDirectory(dir=place.folder) as folder:
        file = Path(folder) / "many.db"
        text = to_json(shipped_catalogue())
        with open_store(file, program="bench") as store:
            for number in range(MANY):
                speaker = Speaker(name="bench")
                store.create(f"Team {number}", profile=Profile.CORE, catalogue_json=text, speaker=speaker)
        words = ("portfolio", "--json", "--db", str(file))
        first = place.time("assistant", *words)
        times = tuple(place.time("assistant", *words) for _ in range(runs))
        return Figure(f"portfolio of {MANY} (first time {first:.0f})", times, budget=2000)
