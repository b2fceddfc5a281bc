"""The pictures of a report as lines and letters: radar, heat map, timeline. No meaning by colour alone."""

from collections.abc import Iterator, Sequence
from math import cos, pi, sin

from assistant.reports.blocks import Anchor, Lettering, Outline, Picture, Point
from assistant.reports.parts import ReportPhase, ReportPractice, ReportRoadmap
from assistant.reports.words import decimal_words, level_words, say

WIDTH = 720.0
LABELS = 360.0
"""Where what stands beside the names begins."""
ROW = 22.0
RADIUS = 170.0
CENTRE: Point = (WIDTH / 2, 230.0)


def box(x: float, y: float, *, width: float, height: float, style: str) -> Outline:
    """A rectangle."""
    return Outline(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), style)


def radar(phases: Sequence[ReportPhase]) -> Picture:
    """Mean target, what may be and what is earned, one axis for each phase in which something applies."""
    rated = [p for p in phases if p.earned and p.target]
    axes = [-pi / 2 + 2 * pi * n / max(1, len(rated)) for n in range(len(rated))]
    shapes: list[Outline | Lettering] = []
    for level in (1, 2, 3):
        shapes.append(Outline(tuple(_at(angle, level) for angle in axes), "grid"))
        x, y = _at(-pi / 2, level)
        shapes.append(Lettering((x + 4, y + 11), str(level), "small"))
    shapes += [Outline((CENTRE, _at(angle, 3)), "grid", closed=False) for angle in axes]
    series = {
        "target": [p.target.low for p in rated if p.target],
        "possible": [p.earned.high for p in rated if p.earned],
        "earned": [p.earned.low for p in rated if p.earned],
    }
    for style, values in series.items():
        points = tuple(_at(angle, value) for angle, value in zip(axes, values, strict=True))
        shapes.append(Outline(points, style))
    shapes += [_axis_name(angle, phase) for angle, phase in zip(axes, rated, strict=True)]
    return Picture(WIDTH, 480, (*shapes, *_legend(("earned", "possible", "target"), y=462)))


def _at(angle: float, level: float) -> Point:
    reach = RADIUS * level / 3
    return (round(CENTRE[0] + reach * cos(angle), 1), round(CENTRE[1] + reach * sin(angle), 1))


def _axis_name(angle: float, phase: ReportPhase) -> Lettering:
    x, y = _at(angle, 3.25)
    side = cos(angle)
    anchor: Anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
    return Lettering((x, y + 4), f"{phase.name} {decimal_words(phase.earned)}", "label", anchor)


def radar_words(phases: Sequence[ReportPhase]) -> str:
    """The radar in words."""
    told = [
        say("alt.phase", phase=p.name, earned=decimal_words(p.earned), target=decimal_words(p.target))
        for p in phases
    ]
    return say("alt.radar", phases="; ".join(told))


def heat_map(practices: Sequence[ReportPractice]) -> Picture:
    """Practices by level: yes, may be, goal or nothing, each as a word and a shade."""
    shapes: list[Outline | Lettering] = [
        Lettering((LABELS + 110 * n + 50, 16), say("map.level", level=n + 1), "label", "middle")
        for n in range(3)
    ]
    for row, practice in enumerate(practices):
        y = 26 + row * ROW
        shapes.append(Lettering((0, y + 15), shortened(practice.name), "label"))
        shapes += _cells(practice, y)
    return Picture(WIDTH, 34 + ROW * len(practices), tuple(shapes))


def _cells(practice: ReportPractice, y: float) -> Iterator[Outline | Lettering]:
    for n in range(3):
        kind = cell_kind(practice, n + 1)
        x = LABELS + 110 * n
        yield box(x, y, width=104, height=ROW - 3, style=f"cell-{kind}")
        yield Lettering((x + 52, y + 14), say(f"cell.{kind}"), f"on-{kind}", "middle")


def cell_kind(practice: ReportPractice, level: int) -> str:
    """What a level of a practice is: earned, possible, target, none, or na."""
    if practice.earned is None or practice.target is None:
        return "na"
    if practice.earned.low >= level:
        return "earned"
    if practice.earned.high >= level:
        return "possible"
    return "target" if practice.target >= level else "none"


def heat_words(practices: Sequence[ReportPractice]) -> str:
    """The heat map in words."""
    told = [
        say("alt.practice", practice=p.name, earned=level_words(p.earned), target=p.target)
        if p.applicable
        else say("alt.na", practice=p.name)
        for p in practices
    ]
    return say("alt.map", practices="; ".join(told))


def timeline(roadmap: ReportRoadmap) -> Picture:
    """Every step as a bar as long as its effort, wave after wave."""
    total = sum(wave.effort for wave in roadmap.waves) or 1
    scale = (WIDTH - LABELS - 40) / total
    shapes: list[Outline | Lettering] = []
    spent, row = 0, 0
    for wave in roadmap.waves:
        y, start = 24 + row * ROW, LABELS + spent * scale
        bottom = y + len(wave.steps) * ROW
        shapes.append(Outline(((start, 20), (start, bottom)), "grid", closed=False))
        shapes.append(Lettering((start + 2, 14), say("timeline.wave", number=wave.number), "small"))
        for step in wave.steps:
            y, x = 24 + row * ROW, LABELS + spent * scale
            name = say("timeline.step", practice=shortened(step.name), after=step.after)
            shapes.append(Lettering((0, y + 14), name, "label"))
            shapes.append(box(x, y + 2, width=round(step.effort * scale, 1), height=ROW - 6, style="bar"))
            shapes.append(Lettering((x + step.effort * scale + 3, y + 14), str(step.effort), "small"))
            spent, row = spent + step.effort, row + 1
    return Picture(WIDTH, 34 + ROW * row, tuple(shapes))


def timeline_words(roadmap: ReportRoadmap) -> str:
    """The timeline in words."""
    told = [
        say(
            "alt.wave",
            number=wave.number,
            effort=wave.effort,
            steps=", ".join(f"{s.name} {s.before}–{s.after}" for s in wave.steps),
        )
        for wave in roadmap.waves
    ]
    return say("alt.timeline", waves="; ".join(told))


def _legend(styles: Sequence[str], *, y: float) -> Iterator[Outline | Lettering]:
    for n, style in enumerate(styles):
        x = 120 + 180 * n
        yield box(x, y - 10, width=18, height=11, style=style)
        yield Lettering((x + 24, y), say(f"legend.{style}"), "label")


def shortened(text: str, most: int = 50) -> str:
    """A name that fits beside a picture."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
