"""Levels and shares as a few characters that read without colour."""

from textual.content import Content

from model.coverage import Ordinal, Span
from model.scoring import PracticeScore, Range, rounded

EARNED, OPEN, WANTED, BEYOND = "█", "▒", "░", "·"
COVERED = {Ordinal.NONE: "○", Ordinal.SOME: "◔", Ordinal.HALF: "◑", Ordinal.ALL: "●"}


def level_gauge(low: int, high: int, *, target: int) -> Content:
    """Three cells: earned, may be earned, wanted, beyond the target."""
    cells = []
    for level in (1, 2, 3):
        if level <= low:
            cells.append((EARNED, "$success" if low >= target else "$primary"))
        elif level <= high:
            cells.append((OPEN, "$muted"))
        elif level <= target:
            cells.append((WANTED, "$accent"))
        else:
            cells.append((BEYOND, "$muted"))
    return Content.assemble(*cells)


def score_gauge(scored: PracticeScore, *, is_settled: bool) -> Content:
    """The gauge of a practice; what nobody asked yet shows its target only."""
    high = scored.earned.high if is_settled else scored.earned.low
    return level_gauge(int(scored.earned.low), int(high), target=scored.target)


def share_bar(done: int, total: int, *, width: int) -> Content:
    """A thin bar of `done` of `total`: heavy where done, light where not."""
    filled = width if total and done >= total else (done * width // total if total else 0)
    return Content.assemble(("━" * filled, "$primary"), ("╌" * (width - filled), "$faint"))


def coverage_mark(span: Span) -> Content:
    """How much of an activity is covered, as one character."""
    if span.low is not span.high and span.low is Ordinal.NONE:
        return Content.styled("?" if span.unknown or span.disputed else "·", "$warning")
    return Content.styled(COVERED[span.low], "$success" if span.low is Ordinal.ALL else "$primary")


def levels(span: Range) -> str:
    """'1', or '0–2' while something is open."""
    low, high = int(span.low), int(span.high)
    return str(low) if low == high else f"{low}–{high}"


def figures(span: Range | None) -> str:
    """'1.63', '1.63–2.00' while something is open, a dash where nothing applies."""
    if span is None:
        return "–"
    low, high = rounded(span.low), rounded(span.high)
    return f"{low:.2f}" if low == high else f"{low:.2f}–{high:.2f}"


def percents(span: Range | None) -> str:
    """'47 %', or '47–63 %' while something is open."""
    if span is None:
        return "–"
    low, high = (int(rounded(side, 0)) for side in (span.low, span.high))
    return f"{low} %" if low == high else f"{low}–{high} %"
