"""What to ask next: derived from the acts, so that a killed program goes on where it stood."""

import re
from dataclasses import replace

from assistant.conversation.denial import is_plain_no
from assistant.conversation.session import Focus, Session, TimeBox, Where
from assistant.conversation.traits import traits_in
from assistant.conversation.unanswered import without_guesses
from model.assessment import Act
from model.card import Card, decisive, draft
from model.catalogue import Catalogue, Phase, Story
from model.coverage import Ordinal
from model.deeds import Answered, Carried, Confirmed, Deed, EvidenceGiven, Parked, SaidUnknown
from model.fold import undone_by
from model.practice import PhaseId, Practice
from model.reading import OpenPoint, Says
from model.scoring import score

FOLLOW_UPS = 2
"""Follow-ups about one practice, at most."""
_PLAIN_NO = re.compile(
    r"(?:no|not|never|nothing|nobody|none|no one)\b(?!.*\b(?:without|unless|until|except|but|only)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""Words that deny, and make no rule of it."""


def practice_in_focus(session: Session) -> Practice | None:
    """The practice that the conversation is about."""
    return session.catalogue.practice(session.focus.practice) if session.focus.practice else None


def phase_of(catalogue: Catalogue, phase_id: str) -> Phase:
    """The phase with this id; KeyError when there is none."""
    for phase in catalogue.phases:
        if phase.id == phase_id:
            return phase
    raise KeyError(phase_id)


def story_of(catalogue: Catalogue, story_id: str) -> tuple[Phase, Story]:
    """A story and its phase; KeyError when there is none."""
    for phase in catalogue.phases:
        for story in phase.stories:
            if story.id == story_id:
                return phase, story
    raise KeyError(story_id)


def in_scope(session: Session) -> tuple[Practice, ...]:
    """The practices in question that apply to some system."""
    assessed = session.state.assessed(session.catalogue)
    return tuple(p for p in assessed if session.state.counted_systems(p))


def is_reached(session: Session, focus: Focus) -> bool:
    """Whether what a focus is about is still in question: a profile or a system may have changed."""
    return focus.practice is None or focus.practice in {p.id for p in in_scope(session)}


def is_open(session: Session, practice: Practice) -> bool:
    """Whether it is still to be asked about in this sitting."""
    stands = session.state.practice(practice.id)
    within = session.box is None or practice.id in session.box.practices
    return within and (not stands.is_settled or bool(stands.reopened)) and not stands.set_aside


def card_of(session: Session, practice_id: str) -> Card | None:
    """The pending card of a practice."""
    practice = session.catalogue.practice(practice_id)
    card = draft(session.state, practice)
    return card and without_guesses(card, practice, state=session.state, left=session.left)


def drafted(session: Session, phase: Phase) -> tuple[Practice, ...]:
    """The practices with a pending card that a confirmation of the phase would record."""
    told = {i for story in phase.stories for i in story.practices}
    here = [p for p in in_scope(session) if p.primary_phase is phase.id or p.id in told]
    pending = [p for p in here if p.primary_phase is phase.id or _is_told_in(session, p, phase=phase.id)]
    return tuple(p for p in pending if not session.state.practice(p.id).set_aside and card_of(session, p.id))


def _from_documents(session: Session, phase: Phase) -> Focus | None:
    """What documents said of a phase, which waits for a yes before anybody is asked to tell it anew."""
    pending = drafted(session, phase)
    if not any(_is_read(session, practice) for practice in pending):
        return None
    if len(pending) > 1:
        return Focus(Where.PHASE, phase=phase.id)
    return replace(card_focus(session, pending[0]), phase=phase.id)


def _is_read(session: Session, practice: Practice) -> bool:
    """Whether the words of a document drafted it: those were the answer to no question."""
    drafts = session.state.practice(practice.id).drafts
    return any(x.answer.practice is None and x.answer.phase is None for x in drafts)


def _is_told_in(session: Session, practice: Practice, *, phase: PhaseId) -> bool:
    """Whether an answer of this phase drafted it; else a practice is confirmed where it is asked."""
    return any(x.answer.phase is phase for x in session.state.practice(practice.id).drafts)


def next_focus(session: Session) -> Focus:
    """The next thing to ask: what documents showed, then what is open, the phase in focus first."""
    if session.review:
        return Focus(Where.EVIDENCE, phase=session.focus.phase)
    if not session.state.scope_settled:
        return Focus(Where.SYSTEMS)
    phases = sorted(session.catalogue.phases, key=lambda p: p.id is not session.focus.phase)
    for phase in phases:
        if focus := _from_documents(session, phase):
            return focus
    for phase in phases:
        if focus := _in_phase(session, phase):
            return focus
    return Focus(Where.DONE)


def resumed(session: Session) -> Session:
    """The session where its acts leave it, as far as acts tell: a jump without an answer is forgotten."""
    if not session.state.scope_settled:
        return session.at(Focus(Where.SYSTEMS))
    last = last_said(session)
    deed = last.deed if last else None
    practice_id = getattr(deed, "practice", None)
    phase = getattr(deed, "phase", None)
    if practice_id and phase is None:
        phase = session.catalogue.practice(practice_id).primary_phase
        denied = isinstance(deed, Answered) and is_denied(session, session.catalogue.practice(practice_id))
        goes_on = isinstance(deed, Answered | SaidUnknown | Parked) and not denied
        if goes_on and (focus := _goes_on(session, practice_id)):
            return session.at(focus)
    placed = replace(session, focus=Focus(Where.STORY, phase=phase))
    session = replace(session, focus=next_focus(placed))
    return replace(session, rephrased=was_abstained(session))


def _goes_on(session: Session, practice_id: str) -> Focus | None:
    """The card or the follow-up of a practice that was being spoken of."""
    stands = session.state.practice(practice_id)
    practice = session.catalogue.practice(practice_id)
    if stands.set_aside or not stands.drafts or not card_of(session, practice_id):
        return None
    return card_focus(session, practice) if practice in in_scope(session) else None


def last_said(session: Session) -> Act | None:
    """The last act that moved the conversation on and still stands."""
    acts = session.ledger.acts
    undone = undone_by(acts)
    brought = {acts[0].at, *(a.at for a in acts if isinstance(a.deed, Carried))}
    return next(
        (a for a in reversed(acts) if a.seq not in undone and a.at not in brought and moves(a.deed)), None
    )


def moves(deed: Deed) -> bool:
    """Whether a deed moves the conversation on; a target, a note or a changed fact leaves it where it is."""
    moving = (Answered, Confirmed, EvidenceGiven, SaidUnknown, Parked)
    names = {"set aside", "level set", "coverages set", "said not applicable"}
    return isinstance(deed, moving) or deed.kind in names


def was_abstained(session: Session) -> bool:
    """Whether the practice in question was answered once without anything that could be proposed."""
    if session.focus.where is not Where.QUESTION or not session.focus.practice:
        return False
    drafts = session.state.practice(session.focus.practice).drafts
    return any(x.answer.practice == session.focus.practice for x in drafts)


def has_abstained(session: Session) -> bool:
    """Whether the last words to the question in focus proposed nothing; an older draft is no answer to it."""
    if session.focus.where is not Where.QUESTION or not session.focus.practice:
        return False
    practice = session.focus.practice
    said = [x.answer for x in session.state.practice(practice).drafts if x.answer.practice == practice]
    return bool(said) and abstains(said[-1])


def abstains(said: Answered) -> bool:
    """Whether an answer proposed nothing: of the practice that it was about, or of any."""
    about = [said.readings[said.practice]] if said.practice in said.readings else said.readings.values()
    return not any(reading.proposals for reading in about)


def lacking(session: Session, practice: Practice) -> str:
    """The words that deny what a practice needs ('no sensors'), if that is why its level is 0."""
    card = card_of(session, practice.id)
    if card is None or card.level.high > 0:
        return ""
    missing = {t for t in practice.applies.leaves_out if t.startswith("no-")}
    quotations = (q.text for row in card.lines for q in row.quotations)
    return next((text for text in quotations if missing & set(traits_in(text))), "")


def card_focus(session: Session, practice: Practice) -> Focus:
    """A practice's card, or first the one follow-up that decides."""
    if words := lacking(session, practice):
        return Focus(Where.INAPPLICABLE, practice.primary_phase, practice=practice.id, reason=words)
    point = follow_up(session, practice)
    if point is None:
        return Focus(Where.CARD, practice.primary_phase, practice=practice.id)
    return Focus(Where.FOLLOW_UP, practice.primary_phase, practice=practice.id, activity=point.activity)


def follow_up(session: Session, practice: Practice) -> OpenPoint | None:
    """The next follow-up: at most two, none after a 'don't know', only what can change the level."""
    card = card_of(session, practice.id)
    stands = session.state.practice(practice.id)
    if card is None or not stands.drafts:
        return None
    since = stands.drafts[0].seq
    is_spent = any(
        claim.seq > since and claim.coverage.is_unknown
        for claims in stands.claims.values()
        for claim in claims
    ) or any(seq > since and p.practice == practice.id for seq, p in session.state.parked)
    asked = {*session.asked, *(x.answer.activity for x in stands.drafts if x.answer.activity)}
    settled_by_hand = any(
        x.answer.from_last_time or (x.answer.corrects and x.answer.practice == practice.id)
        for x in stands.drafts
    )
    if is_spent or settled_by_hand or len(asked) >= FOLLOW_UPS or _is_told_no(card, stands.drafts[-1].answer):
        return None
    return decisive(card, practice, asked=asked)


def _is_told_no(card: Card, said: Answered) -> bool:
    """Whether the practice's own question was answered with a no to what level 1 asks for: once is enough."""
    first = next((x for x in card.lines if x.activity == f"{card.practice}.1"), None)
    if said.practice != card.practice or said.activity or first is None or not first.is_quoted:
        return False
    if first.coverage.covered or not (first.coverage.denied or first.coverage.stated is Ordinal.NONE):
        return False
    reading = said.readings.get(card.practice)
    denials = {s.quotation.text for s in reading.statements if s.says is Says.DENIAL} if reading else set()
    return any(
        _PLAIN_NO.match(q.text) or any(q.text in text or text in q.text for text in denials)
        for q in first.quotations
    )


def phase_is_done(session: Session, phase_id: PhaseId) -> bool:
    """Whether nothing of a phase is left to ask or to confirm, whatever a limit of time leaves out."""
    return _in_phase(replace(session, box=None), phase_of(session.catalogue, phase_id)) is None


def _in_phase(session: Session, phase: Phase) -> Focus | None:
    if not session.is_classic and session.box is None:
        for story in phase.stories:
            if _wants_story(session, phase, story=story):
                return Focus(Where.STORY, phase=phase.id, story=story.id)
    pending = drafted(session, phase)
    if needless := next((p for p in pending if lacking(session, p)), None):
        return replace(card_focus(session, needless), phase=phase.id)
    waiting = [p for p in in_scope(session) if p.primary_phase is phase.id and is_open(session, p)]
    untold = [p for p in waiting if p not in pending]
    if pending and untold and all(is_denied(session, p) for p in pending):
        return Focus(Where.QUESTION, phase=phase.id, practice=untold[0].id)
    if len(pending) > 1 or (pending and _is_rest_of_list(session, pending[0], phase=phase.id)):
        return Focus(Where.PHASE, phase=phase.id)
    if pending:
        return replace(card_focus(session, pending[0]), phase=phase.id)
    return Focus(Where.QUESTION, phase=phase.id, practice=waiting[0].id) if waiting else None


def is_denied(session: Session, practice: Practice) -> bool:
    """Whether a plain no is all that was said to its question: it is confirmed with its neighbours."""
    if session.is_classic or session.box:
        return False
    drafts = session.state.practice(practice.id).drafts
    said = drafts[-1].answer if drafts else None
    asked = said is not None and said.practice == practice.id and not (said.corrects or said.activity)
    return asked and said is not None and is_plain_no(said.text, is_first=True)


def _is_rest_of_list(session: Session, practice: Practice, *, phase: PhaseId) -> bool:
    """Whether a story of the phase drafted it beside others, so that a list was shown."""
    undone = undone_by(session.ledger.acts)
    deeds = (a.deed for a in session.ledger.acts if a.seq not in undone)
    stories = (d for d in deeds if isinstance(d, Answered) and d.phase is phase and d.story)
    told = {i for d in stories for i, reading in d.readings.items() if reading.proposals}
    listed = {i for s in phase_of(session.catalogue, phase).stories for i in s.practices}
    listed |= {p.id for p in in_scope(session) if p.primary_phase is phase}
    return practice.id in told and len(told & listed) > 1


def _wants_story(session: Session, phase: Phase, *, story: Story) -> bool:
    if story.id in session.state.stories:
        return False
    scope = in_scope(session)
    told = [p for p in scope if p.id in story.practices]
    lends_only = not any(p.primary_phase is phase.id for p in scope)
    untold = [p for p in told if is_open(session, p) and not _is_answered(session, p, phase=phase.id)]
    return bool(untold) or (lends_only and bool(told))


def _is_answered(session: Session, practice: Practice, *, phase: PhaseId) -> bool:
    """Whether it was asked for, told in this phase or read in a document; a stray remark asks nobody less."""
    said = [x.answer for x in session.state.practice(practice.id).drafts]
    own = any(a.practice == practice.id or a.phase is phase for a in said)
    return own or _is_read(session, practice)


def plan_time(session: Session, minutes: int, *, role: str, known_as: tuple[str, ...] = ()) -> TimeBox:
    """What a role knows about and narrows the overall range most, within the minutes.

    `known_as` are the catalogue's roles that `role` means; without any it is everything that fits.
    """
    card = score(session.state, session.catalogue)
    known = [p for p in in_scope(session) if not session.state.practice(p.id).is_settled]
    if known_as:
        known = [p for p in known if set(known_as) & set(p.roles)]
    width = {s.id: s.progress.high - s.progress.low for s in card.practices}
    chosen: list[str] = []
    left = minutes
    for practice in sorted(known, key=lambda p: (-width[p.id], p.minutes, p.id)):
        if practice.minutes <= left:
            chosen.append(practice.id)
            left -= practice.minutes
    return TimeBox(role, minutes, tuple(chosen))


def minutes_left(session: Session) -> int:
    """How long the open questions take, by the catalogue's estimates."""
    return sum(p.minutes for p in in_scope(session) if is_open(session, p))
