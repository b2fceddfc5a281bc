"""The pictures of a report as lines and letters: radar, heat map, timeline. No meaning by colour alone."""

from collections.abc import Iterator, Sequence
from math import cos, pi, sin

from assistant.reports.amount import Amount
from assistant.reports.blocks import Anchor, Lettering, Outline, Picture, Point
from assistant.reports.parts import ReportExposure, ReportPhase, ReportPractice
from assistant.reports.waves import ReportRoadmap
from assistant.reports.words import decimal_words, level_words, say, whole_percent

WIDTH = 720.0
LABELS = 360.0
"""Where what stands beside the names begins."""
ROW = 22.0
SLIM = 17.0
BARS = 160.0
"""Where the bars of the phases begin."""
RADIUS = 170.0
CENTRE: Point = (WIDTH / 2, 230.0)


def box(x: float, y: float, *, width: float, height: float, style: str) -> Outline:
    """A rectangle."""
    return Outline(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), style)


def bars(phases: Sequence[ReportPhase]) -> Picture:
    """A bar a phase: earned for sure, what may be, and a mark at the target; the figures beside it."""
    scale = (WIDTH - BARS - 120) / 3
    shapes: list[Outline | Lettering] = [
        Outline(((BARS + n * scale, 14), (BARS + n * scale, 18 + SLIM * len(phases))), "grid", closed=False)
        for n in range(4)
    ]
    shapes += [Lettering((BARS + n * scale, 10), str(n), "small", "middle") for n in range(4)]
    for row, phase in enumerate(phases):
        y = 18 + row * SLIM
        shapes.append(Lettering((0, y + 12), phase.name, "label"))
        shapes.append(Lettering((WIDTH - 108, y + 12), decimal_words(phase.earned), "label"))
        if phase.earned and phase.target:
            low, high = phase.earned.low * scale, phase.earned.high * scale
            mark = BARS + phase.target.low * scale
            shapes.append(box(BARS, y + 3, width=low, height=SLIM - 6, style="bar"))
            shapes.append(box(BARS + low, y + 3, width=high - low, height=SLIM - 6, style="bar-possible"))
            shapes.append(Outline(((mark, y + 1), (mark, y + SLIM - 1)), "mark", closed=False))
    legend = _legend(("bar", "bar-possible", "mark"), y=36 + SLIM * len(phases))
    return Picture(WIDTH, 44 + SLIM * len(phases), (*shapes, *legend))


def bar_words(phases: Sequence[ReportPhase]) -> str:
    """The bars in words."""
    return say("alt.bars", phases="; ".join(_phase_words(phases)))


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
    for angle, phase in zip(axes, rated, strict=True):
        shapes += _axis_name(angle, phase)
    return Picture(WIDTH, 480, (*shapes, *_legend(("earned", "possible", "target"), y=462)))


def _at(angle: float, level: float) -> Point:
    reach = RADIUS * level / 3
    return (round(CENTRE[0] + reach * cos(angle), 1), round(CENTRE[1] + reach * sin(angle), 1))


def _axis_name(angle: float, phase: ReportPhase) -> Iterator[Lettering]:
    """Two lines, so that the names on either side stay inside the picture."""
    x, y = _at(angle, 3.25)
    side = cos(angle)
    anchor: Anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
    top = y - 10 if sin(angle) < -0.9 else y
    yield Lettering((x, top), phase.name, "label", anchor)
    yield Lettering((x, top + 14), decimal_words(phase.earned), "small", anchor)


def radar_words(phases: Sequence[ReportPhase]) -> str:
    """The radar in words."""
    return say("alt.radar", phases="; ".join(_phase_words(phases)))


def _phase_words(phases: Sequence[ReportPhase]) -> list[str]:
    return [
        say("alt.phase", phase=p.name, earned=decimal_words(p.earned), target=decimal_words(p.target))
        for p in phases
    ]


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


def exposure_bars(exposure: ReportExposure) -> Picture:
    """What is left open of the attacks' weight: today, after each wave, and at least; in percent."""
    scale, rows = (WIDTH - BARS - 120) / 100, _exposure_rows(exposure)
    shapes: list[Outline | Lettering] = []
    for n in range(0, 101, 25):
        x = BARS + n * scale
        shapes.append(Outline(((x, 14), (x, 18 + SLIM * len(rows))), "grid", closed=False))
        shapes.append(Lettering((x, 10), str(n), "small", "middle"))
    for row, (name, share) in enumerate(rows):
        y = 18 + row * SLIM
        low, high = share.low * scale, share.high * scale
        shapes.append(Lettering((0, y + 12), name, "label"))
        shapes.append(Lettering((WIDTH - 108, y + 12), whole_percent(share), "label"))
        shapes.append(box(BARS, y + 3, width=low, height=SLIM - 6, style="left"))
        shapes.append(box(BARS + low, y + 3, width=high - low, height=SLIM - 6, style="left-possible"))
    legend = _legend(("left", "left-possible"), y=36 + SLIM * len(rows))
    return Picture(WIDTH, 44 + SLIM * len(rows), (*shapes, *legend))


def _exposure_rows(exposure: ReportExposure) -> list[tuple[str, Amount]]:
    """Today, each wave, and what no plan here can close, by name."""
    waves = [(say("course.wave", number=n), share) for n, share in enumerate(exposure.after, 1)]
    return [(say("course.today"), exposure.now), *waves, (say("course.least"), exposure.least)]


def exposure_words(exposure: ReportExposure) -> str:
    """The same in words."""
    told = [say("alt.share", name=name, share=whole_percent(each)) for name, each in _exposure_rows(exposure)]
    return say("alt.exposure", shares="; ".join(told))


def _legend(styles: Sequence[str], *, y: float) -> Iterator[Outline | Lettering]:
    for n, style in enumerate(styles):
        x = 120 + 180 * n
        if style == "mark":
            yield Outline(((x + 9, y - 11), (x + 9, y + 2)), style, closed=False)
        else:
            yield box(x, y - 10, width=18, height=11, style=style)
        yield Lettering((x + 24, y), say(f"legend.{style}"), "label")


def shortened(text: str, most: int = 50) -> str:
    """Words on one line that fit beside a picture or into a cell."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
