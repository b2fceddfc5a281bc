"""What an accepted suggestion becomes: a citation, and a reading that drafts the practice's card."""

from collections.abc import Sequence
from datetime import date

from assistant.conversation.session import LibraryDoor, Review, Session
from assistant.conversation.speech import say
from model.coverage import Ordinal
from model.evidence import Assurance, Citation, Quotation
from model.practice import Practice
from model.reading import Proposal, Ranked, Reading
from model.suggestion import Source, Suggestion


def assurance_of(found: Suggestion, *, dated: date | None) -> Assurance:
    """An artefact read by rule, or a dated record of a named system, demonstrates; words document."""
    is_demonstrated = bool(found.rule or (dated and found.systems))
    return Assurance.DEMONSTRATED if is_demonstrated else Assurance.DOCUMENTED


def citation_of(source: Source, *, review: Review, today: date) -> Citation:
    """Place, hash and, unless it is confidential, the words."""
    return Citation(
        document=source.document,
        sha256=source.sha256,
        locator=source.locator,
        quotation=None if review.is_confidential else source.quotation,
        dated=review.day_of(source),
        received=today,
        valid_until=review.valid_until,
        owner=review.owner,
        confidential=review.is_confidential,
    )


def reading_of(
    session: Session, practice: Practice, *, taken: Sequence[Suggestion], library: LibraryDoor
) -> Reading:
    """The accepted words as an answer; what the user accepted or changed stands over what is read of it."""
    is_confidential = bool(session.review and session.review.is_confidential)
    words = [_place(s) if is_confidential else s.quotation.text for s in taken]
    text = "\n".join(words)
    stated = _stated(practice, taken, words=words)
    if is_confidential or any(s.rule for s in taken):
        return stated
    read = library.read(text, practice=practice.id, systems=session.state.counted_systems(practice))
    if read.level != stated.level:
        return stated
    accepted = {proposal.activity: proposal for proposal in stated.proposals if not proposal.inferred}
    others = tuple(p for p in read.proposals if p.activity not in accepted)
    return read.model_copy(update={"proposals": (*accepted.values(), *others)})


def _stated(practice: Practice, taken: Sequence[Suggestion], *, words: Sequence[str]) -> Reading:
    """A reading that says what was accepted, and infers what the level rests on."""
    level = max(s.level for s in taken)
    quotations: dict[str, list[Quotation]] = {}
    start = 0
    for found, said in zip(taken, words, strict=True):
        quotation = Quotation(text=said, start=start, end=start + len(said))
        quotations.setdefault(found.activity, []).append(quotation)
        start += len(said) + 1
    accepted = {s.activity: s for s in reversed(taken)}
    proposals = [
        _proposal(accepted[a.id], tuple(quotations[a.id]))
        if a.id in accepted
        else _inferred(a.id, is_within=practice.level_of(a.id) < level)
        for a in practice.activities
    ]
    return Reading(
        text="\n".join(words),
        practice=practice.id,
        practices=(Ranked(id=practice.id, score=1.0),),
        level=level,
        probabilities=tuple(float(n == level) for n in range(4)),
        proposals=tuple(proposals),
    )


def _proposal(found: Suggestion, quotations: tuple[Quotation, ...]) -> Proposal:
    return Proposal(
        activity=found.activity,
        coverage=found.coverage,
        systems=found.systems,
        quotations=quotations,
        confidence=1.0,
    )


def _inferred(activity: str, *, is_within: bool) -> Proposal:
    coverage = Ordinal.ALL if is_within else Ordinal.NONE
    return Proposal(activity=activity, coverage=coverage, inferred=True, confidence=0.5)


def _place(found: Suggestion) -> str:
    return say("review.place", place=f"{found.document}, {found.locator}")
