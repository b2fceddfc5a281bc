"""The page of suggestions in front: what each would support, its words, its place."""

from collections.abc import Iterator, Sequence

from assistant.conversation.cards import activity_of, quoted
from assistant.conversation.session import Line, LineStyle, Session
from assistant.conversation.speech import join, line, say
from assistant.conversation.supporting import assurance_of
from model.practice import Practice
from model.suggestion import Suggestion

PAGE = 5
"""Suggestions that are looked at together."""


def page_of(session: Session) -> tuple[Suggestion, ...]:
    """The suggestions in front."""
    return session.review.pending[:PAGE] if session.review else ()


def review_lines(session: Session) -> Iterator[Line]:
    """The page in front, numbered, each with its words and its place."""
    review, page = session.review, page_of(session)
    if review is None:
        return
    yield line("review.heading", LineStyle.LABEL, count=len(page), left=len(review.pending) - len(page))
    yield from numbered_lines(session, page)
    yield line("review.hint", LineStyle.HINT)


def numbered_lines(session: Session, page: Sequence[Suggestion]) -> Iterator[Line]:
    """Suggestions with their numbers."""
    is_confidential = bool(session.review and session.review.is_confidential)
    told = {(s.practice, s.level == 0) for s in page}
    for number, found in enumerate(page, 1):
        practice = session.catalogue.practice(found.practice)
        yield line("review.practice", LineStyle.ITEM, number=number, practice=practice.name)
        yield _shown(practice, found)
        yield quoted(say("review.confidential") if is_confidential else found.quotation.text)
        yield line("review.place", LineStyle.HINT, indent=2, place=f"{found.document}, {found.locator}")
        if found.rule:
            yield line("review.rule", LineStyle.HINT, indent=2, reason=found.reason, limits=found.limits)
        if (found.practice, found.level != 0) in told:
            yield line("review.contrary", LineStyle.HINT, indent=2)


def _shown(practice: Practice, found: Suggestion) -> Line:
    return line(
        "review.shows",
        indent=2,
        label=activity_of(practice, found.activity).label,
        coverage=join(found.systems) or say(f"coverage.{found.coverage.value}"),
        kind=say(f"review.kind-{found.kind.value.replace('_', '-')}"),
        assurance=assurance_of(found).value,
    )
