"""A second hearing of what was asked for and not clearly heard: unsure, and of level 1 at most."""

import re
from collections.abc import Iterator, Sequence

from assistant.conversation.interviewer import in_scope
from assistant.conversation.requoting import stands_behind_no, with_denials
from assistant.conversation.session import LibraryDoor, Session
from model.coverage import Ordinal
from model.evidence import Quotation
from model.practice import Activity
from model.reading import Proposal, Reading, Says

LIKELY = 0.7
"""How likely a second hearing must find what it heard of a practice ..."""
CLEAR = 0.8
"""... and a part of an answer that is heard alone."""
UNLIKELY = 0.15
"""The chance of level 0 under which something is done, whatever the level may be."""
UNSURE = 0.45
"""The confidence of what was only heard the second time: too little to be listed as heard."""
MOST_PARTS = 16
"""Parts of an answer that are heard alone; who says more says it plainly somewhere."""
_BETWEEN = re.compile(r"(?<=[.;!?\n])\s+|,\s+(?:and |but )?")


def heard_again(
    session: Session, text: str, *, untold: Sequence[str], library: LibraryDoor
) -> dict[str, Reading]:
    """What an answer may tell of practices that it was asked for and that it was not clearly about."""
    names = tuple(s.name for s in session.state.named)
    scope = [
        p.id for p in in_scope(session) if p.id in untold and not session.state.practice(p.id).is_settled
    ]
    found = {i: _again(text, i, systems=names, library=library) for i in scope}
    activities = {i: session.catalogue.practice(i).activities for i in scope}
    return {i: _with_silence(with_denials(reading), activities[i]) for i, reading in found.items() if reading}


def _with_silence(reading: Reading, activities: Sequence[Activity]) -> Reading:
    """With what nobody mentioned put as none."""
    told = {p.activity for p in reading.proposals}
    silent = (
        Proposal(activity=a.id, coverage=Ordinal.NONE, inferred=True, confidence=UNSURE)
        for a in activities
        if a.id not in told
    )
    return reading.model_copy(update={"proposals": (*reading.proposals, *silent)})


def _again(text: str, practice: str, *, systems: Sequence[str], library: LibraryDoor) -> Reading | None:
    """As an answer to the practice's own question; else what surely holds; else what a part says alone."""
    asked = library.read(text, practice=practice, systems=systems)
    if _may_tell(asked):
        return _unsure(asked)
    told = library.read_story(text, [practice], systems=systems)[practice]
    return _least(told) or _least(asked) or _in_part(asked, text, systems=systems, library=library)


def _may_tell(reading: Reading) -> bool:
    chance = max((p.confidence for p in reading.proposals if p.quotations), default=0.0)
    return reading.level in (0, 1) and chance >= LIKELY


def _unsure(reading: Reading) -> Reading:
    """Listed under what I am not sure of, with the words that say most."""
    proposals = tuple(
        p.model_copy(update={"confidence": min(p.confidence, UNSURE), "quotations": p.quotations[:1]})
        for p in reading.proposals
    )
    return reading.model_copy(update={"proposals": proposals})


def claim_in(reading: Reading, *says: Says) -> Quotation | None:
    """The longest of the statements about the practice that say one of these."""
    said = [s.quotation for s in reading.statements if s.practice == reading.practice and s.says in says]
    return max(said, key=lambda quotation: len(quotation.text), default=None)


def _least(reading: Reading) -> Reading | None:
    """Torn between levels of which none is 0, or without words for one: the first, on what claims it."""
    words = claim_in(reading, Says.FACT)
    if words is None or reading.level == 0 or reading.probabilities[0] > UNLIKELY:
        return None
    return _standing(reading, words, level=1)


def denied_again(reading: Reading, *, systems: Sequence[str], library: LibraryDoor) -> Reading:
    """The reading with what is claimed on words behind a 'no' heard again as the denial that it may be.

    'no limit on photo' is one, 'no image starts unless it is signed' is none.
    """
    if not any(stands_behind_no(p, reading.text) for p in reading.proposals):
        return reading
    kept = tuple(_as_denied(p, reading, systems=systems, library=library) for p in reading.proposals)
    spoken = [p for p in kept if p.quotations]
    level = 0 if all(p.coverage is Ordinal.NONE for p in spoken) else reading.level
    return reading.model_copy(update={"proposals": kept, "level": level})


def _as_denied(
    proposal: Proposal, reading: Reading, *, systems: Sequence[str], library: LibraryDoor
) -> Proposal:
    if not stands_behind_no(proposal, reading.text):
        return proposal
    words = f"we have no {proposal.quotations[0].text}"
    heard = library.read(words, practice=reading.practice, systems=systems)
    if heard.level != 0 or heard.probabilities[0] < LIKELY:
        return proposal
    said = {"coverage": Ordinal.NONE, "systems": (), "without": proposal.systems}
    return proposal.model_copy(update={**said, "confidence": min(proposal.confidence, UNSURE)})


def _in_part(asked: Reading, text: str, *, systems: Sequence[str], library: LibraryDoor) -> Reading | None:
    """What one part of an answer says plainly alone: 'no adversarial training', between other things."""
    assert asked.practice is not None
    best, clearest = None, CLEAR
    for part in _parts(text):
        alone = library.read_story(part.text, [asked.practice], systems=systems)[asked.practice]
        if alone.level not in (0, 1) or not alone.statements:
            continue
        if alone.probabilities[alone.level] >= clearest:
            best, clearest = (part, alone), alone.probabilities[alone.level]
    if best is None:
        return None
    part, alone = best
    named = tuple(dict.fromkeys(system for s in alone.statements for system in s.systems))
    return _standing(asked, part, level=alone.level or 0, systems=named)


def _parts(text: str) -> Iterator[Quotation]:
    """The parts between stops and commas, when there are several and not too many."""
    ends = [(m.start(), m.end()) for m in _BETWEEN.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    if not 1 < len(starts) <= MOST_PARTS:
        return
    for start, stop in zip(starts, stops, strict=True):
        if words := text[start:stop].strip(" \n.;,"):
            begin = text.index(words, start)
            yield Quotation(text=words, start=begin, end=begin + len(words))


def _standing(reading: Reading, words: Quotation, *, level: int, systems: Sequence[str] = ()) -> Reading:
    """A reading of level 0 or 1 whose first activity stands on these words, for the systems they name."""
    first = Proposal(
        activity=f"{reading.practice}.1",
        coverage=Ordinal.SOME if level else Ordinal.NONE,
        systems=tuple(systems) if level else (),
        without=() if level else tuple(systems),
        quotations=(words,),
        confidence=UNSURE,
    )
    return reading.model_copy(update={"level": level, "proposals": (first,), "traits": ()})
