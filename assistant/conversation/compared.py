"""Two assessments side by side in lines, for any front end."""

from collections.abc import Iterator

from assistant.conversation.cards import level_words, range_words
from assistant.conversation.session import Line, LineStyle
from assistant.conversation.speech import join, line, say
from assistant.conversation.views import percent_words
from model.comparison import Comparison, Measured, PracticeChange, Side
from model.deeds import Deed, SaidNotApplicable
from model.scoring import PracticeScore

HEADING, LABEL, ITEM, HINT = LineStyle.HEADING, LineStyle.LABEL, LineStyle.ITEM, LineStyle.HINT
MOST_ACTS = 4
"""Acts that are named of one practice, the last ones."""


def compared_lines(found: Comparison, *, before: Side, after: Side) -> Iterator[Line]:
    """The figures of both, what another catalogue or ATLAS accounts for, and the practices that changed."""
    yield line("compared.title", HEADING, before=before.state.name, after=after.state.name)
    yield from _figures("before", found.before)
    if found.rebased is not found.before:
        yield from _figures("rebased", found.rebased)
    yield from _figures("after", found.after)
    if found.is_other_catalogue:
        versions = (before.catalogue.version, after.catalogue.version)
        yield line("compared.other-catalogue", HINT, before=versions[0], after=versions[1])
    if found.is_other_atlas:
        releases = (before.catalogue.atlas, after.catalogue.atlas)
        yield line("compared.other-atlas", HINT, before=releases[0], after=releases[1])
    changed = [c for c in found.practices if c.changes]
    yield line("compared.practices", LABEL, changed=len(changed), count=len(found.practices))
    names = {p.id: p.name for s in (before, after) for p in s.catalogue.practices}
    for change in changed:
        yield _change(change, names=names)
        yield from _who(change)


def _figures(key: str, measured: Measured) -> Iterator[Line]:
    card, share = measured.card, measured.exposure.percent()
    yield line(
        f"compared-side.{key}",
        LineStyle.LEVEL,
        earned=range_words(card.earned) if card.earned else "–",
        progress=range_words(card.progress) if card.progress else "–",
        percent=percent_words(card.percent_to_target) if card.percent_to_target else "–",
        exposure=percent_words(share) if share else "–",
    )


def _change(change: PracticeChange, *, names: dict[str, str]) -> Line:
    return line(
        "compared.practice",
        ITEM,
        indent=1,
        practice=names[change.practice],
        before=_score_words(change.before),
        after=_score_words(change.after),
        changes=join([say(f"compared-change.{code}") for code in change.changes]),
    )


def _who(change: PracticeChange) -> Iterator[Line]:
    """Who changed it, when and why; or that it waits to be said again."""
    for act in change.acts[-MOST_ACTS:]:
        role, reason = act.speaker.role, reason_of(act.deed)
        yield line(
            "compared.act",
            HINT,
            indent=2,
            who=f"{act.speaker.name}, {role}" if role else act.speaker.name,
            day=act.at.date(),
            act=act.seq,
            what=say(f"deed.{act.deed.kind.replace(' ', '-')}"),
            because=say("compared.because", reason=reason) if reason else "",
        )
    if change.waits:
        yield line("compared.waits", HINT, indent=2)


def reason_of(deed: Deed) -> str:
    """Why somebody did it, where that was said: a reason, or the one from the list with a note."""
    if isinstance(deed, SaidNotApplicable):
        return join([part for part in (say(f"why.reasons.{deed.reason.value}"), deed.note) if part])
    return str(getattr(deed, "reason", ""))


def _score_words(scored: PracticeScore | None) -> str:
    if scored is None or not scored.applicable:
        return "–"
    proof = scored.assurance.value if scored.assurance else "–"
    return say("compared.score", level=level_words(scored.earned), target=scored.target, proof=proof)
