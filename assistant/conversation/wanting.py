"""The list of documents that would settle most, and of proofs to refresh, in lines for any front end."""

from collections.abc import Iterator, Sequence

from assistant.conversation.interviewer import in_scope
from assistant.conversation.pace import stay
from assistant.conversation.session import LibraryDoor, Line, LineStyle, Session, Shown
from assistant.conversation.shelf import shelf_line
from assistant.conversation.speech import accept, join, line, say
from model.errors import ActError
from model.evidence import Assurance
from model.wanted import Refresh, Settled, Wanted, to_refresh, wanted

MOST_KINDS = 4
"""Kinds of documents that are shown with what they settle; of the others one line."""
MOST_SETTLED = 5
"""Activities shown of each of them."""


def list_wanted(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Which documents would settle most, and which to refresh; a number shows all that one settles."""
    said = accept(words).strip()
    if not said:
        yield from stay(session, wanted_lines(session))
        return
    found = wanted(session.state, session.catalogue)
    chosen = _chosen(found, said)
    if chosen is None:
        raise ActError(say("error.wanted", most=len(found)), say("error.wanted-do"))
    yield from stay(session, tuple(_kind_lines(session, chosen[1], number=chosen[0])))


def _chosen(found: Sequence[Wanted], said: str) -> tuple[int, Wanted] | None:
    """By its number in the list, or by a word of its name."""
    if said.isdecimal():
        number = int(said[:9])
        return (number, found[number - 1]) if 1 <= number <= len(found) else None
    numbered = enumerate(found, 1)
    return next((row for row in numbered if said.casefold() in row[1].kind.name.casefold()), None)


def wanted_lines(session: Session, *, is_whole: bool = False) -> tuple[Line, ...]:
    """What to refresh, then the kinds of documents by how much they settle."""
    found = wanted(session.state, session.catalogue)
    lines = list(refresh_lines(session))
    if not found:
        return (*lines, line("wanted.nothing"))
    lines += [line("wanted.title", LineStyle.HEADING), line("wanted.rule", LineStyle.HINT)]
    shown = found if is_whole else found[:MOST_KINDS]
    for number, each in enumerate(shown, 1):
        lines += _kind_lines(session, each, number=number, most=None if is_whole else MOST_SETTLED)
    for number, each in enumerate(found[len(shown) :], len(shown) + 1):
        lines.append(_heading(each, number=number))
    return (*lines, *(() if is_whole else (line("wanted.hint", LineStyle.HINT),)))


def refresh_lines(session: Session) -> Iterator[Line]:
    """The proofs whose date has passed or is near."""
    found = to_refresh(session.state, in_scope(session), on=session.state.today)
    for code, some in (
        ("refresh", [r for r in found if r.is_past]),
        ("near", [r for r in found if not r.is_past]),
    ):
        if some:
            yield line(f"shelf.{code}", LineStyle.LABEL, count=len(some))
            yield from (shelf_line(session, refresh.given) for refresh in some)


def _heading(found: Wanted, *, number: int) -> Line:
    return line(
        "wanted.kind" if found.kind.serves_several else "wanted.kind-each",
        LineStyle.LABEL,
        number=number,
        name=found.kind.name,
        count=len(found.settles),
        practices=len(found.practices),
    )


def _kind_lines(session: Session, found: Wanted, *, number: int, most: int | None = None) -> Iterator[Line]:
    """One kind of document: what such files are called, and all or some of what they settle."""
    yield _heading(found, number=number)
    yield line("wanted.examples", LineStyle.HINT, indent=1, examples=found.kind.examples)
    for settled in found.settles[:most]:
        yield from _settled_lines(session, settled, proves=found.kind.proves)
    if most and len(found.settles) > most:
        yield line("wanted.more", LineStyle.HINT, indent=1, count=len(found.settles) - most)


def _settled_lines(session: Session, settled: Settled, *, proves: Assurance) -> Iterator[Line]:
    need = settled.need
    yield line(
        "wanted.settles",
        LineStyle.ITEM,
        indent=1,
        practice=session.catalogue.practice(need.practice).name,
        level=need.level,
        label=need.activity.label,
        now=say("wanted.open" if need.is_open else "wanted.claimed"),
        proof=proves.value,
    )
    yield line("wanted.bring", LineStyle.HINT, indent=2, evidence=settled.evidence)
    if need.systems:
        yield line("wanted.systems", LineStyle.HINT, indent=2, systems=join(need.systems))


def to_plain(session: Session) -> dict[str, object]:
    """Both lists for programs."""
    refresh = to_refresh(session.state, in_scope(session), on=session.state.today)
    return {
        "documents": [_plain_kind(session, each) for each in wanted(session.state, session.catalogue)],
        "refresh": [_plain_refresh(each) for each in refresh],
    }


def _plain_kind(session: Session, found: Wanted) -> dict[str, object]:
    settles = [
        {
            "practice": settled.need.practice,
            "name": session.catalogue.practice(settled.need.practice).name,
            "level": settled.need.level,
            "activity": settled.need.activity.id,
            "label": settled.need.activity.label,
            "now": "open" if settled.need.is_open else "claimed",
            "becomes": found.kind.proves.value,
            "systems": list(settled.need.systems),
            "bring": settled.evidence,
        }
        for settled in found.settles
    ]
    about = found.kind.model_dump(mode="json", include={"name", "examples", "proves", "serves_several"})
    return {"kind": found.kind.id, **about, "settles": settles}


def _plain_refresh(refresh: Refresh) -> dict[str, object]:
    return refresh.given.model_dump(mode="json") | {"past": refresh.is_past}
