"""Who and what a report names: roles instead of names, and the redacted copy."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.conversation.speech import neutral
from assistant.reports.words import say
from model.assessment import State
from model.value import Value

Kind = Literal["roles", "names", "redacted"]
_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*")
_LINK = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_HOST = re.compile(
    r"\b(?P<name>\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}|localhost|"
    r"(?:[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z]{2,24})\b(?::\d+)?",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"(?:(?:page|pages|line|lines|slide|table|row|paragraph|cell|column|item|part|of|to|and|section|box|"
    r"footnote|header|footer|comment|message)\b|[\d\s,.:/()–-])+",
    re.IGNORECASE,
)
MOST_SHOWN = 70
"""Characters of what is replaced that a preview shows."""
_SHORT = 3
"""Letters from which a part of a name is replaced by itself."""


class Edition(Value):
    """Which copy of a report is wanted."""

    kind: Kind = "roles"
    written: date
    """Stands in the report as the day it was written."""
    capacity: int | None = None
    """Effort points that a wave of the roadmap holds; None for what is on record."""


@dataclass(frozen=True)
class Replacement:
    """Something that a copy does not say, what stands there instead, and how often."""

    kind: str
    was: str
    now: str
    count: int

    @property
    def told(self) -> str:
        """One line of a preview."""
        was = " ".join(self.was.split())
        short = was if len(was) <= MOST_SHOWN else f"{was[:MOST_SHOWN]}…"
        now = self.now or say("preview.gone")
        return say("preview.replaced", kind=self.kind, was=short, now=now, count=self.count)


class Veil:
    """Everything that users wrote goes through here before it enters a report."""

    def __init__(self, state: State, *, kind: Kind, roles: Iterable[str] = ()) -> None:
        self.kind = kind
        self._seen: Counter[tuple[str, str, str]] = Counter()
        self._systems = {s.name: say("veil.system", number=n) for n, s in enumerate(state.named, 1)}
        self._documents: dict[str, str] = {}
        self._hosts: dict[str, str] = {}
        own = {state.name: say("veil.organisation")} | self._systems if self.is_redacted else {}
        self._known = _known(own, folds=self.is_redacted)
        self._names = _pattern(self._known, folds=self.is_redacted)
        bare = frozenset(role.casefold() for role in roles)
        told = dict(_persons(state, roles=bare, typed=not self.is_redacted)) if kind != "names" else {}
        self._persons = {name: self.label(now) for name, now in told.items()}
        self._known = _known(own | self._persons, folds=self.is_redacted)
        self._names = _pattern(self._known, folds=self.is_redacted)
        self._seen.clear()

    @property
    def is_redacted(self) -> bool:
        """Whether this is the copy for others."""
        return self.kind == "redacted"

    def replacements(self) -> tuple[Replacement, ...]:
        """What was replaced so far, in order of appearance."""
        return tuple(Replacement(*key, count) for key, count in self._seen.items())

    def assessment(self, name: str, *, head: str) -> str:
        """The name of the assessment, which often is the organisation's."""
        if not self.is_redacted:
            return self.label(name)
        return self._instead("name", name, now=say("veil.assessment", head=head[:8]))

    def person(self, name: str) -> str:
        """A person by name, role or number."""
        if not name:
            return ""
        now = self._persons.get(name)
        return self.label(name) if now is None else self._instead("person", name, now=now)

    def system(self, name: str) -> str:
        """A system by name or number."""
        if not self.is_redacted or name not in self._systems:
            return self.label(name)
        return self._instead("system", name, now=self._systems[name])

    def document(self, name: str) -> str:
        """A document by name or number."""
        if not self.is_redacted:
            return self.label(name)
        number = len(self._documents) + 1
        now = self._documents.setdefault(name, say("veil.document", number=number))
        return self._instead("document", name, now=now)

    def place(self, locator: str) -> str:
        """Where in a document; a redacted copy keeps pages and lines only."""
        if not self.is_redacted or _PLACES.fullmatch(locator):
            return self.label(locator)
        return self._instead("place", locator, now=say("veil.place"))

    def words(self, text: str) -> str:
        """A user's own words; the redacted copy withholds them whole, as nobody knows what they name."""
        if not text or not self.is_redacted:
            return self.label(text)
        return self._instead("words", text, now=say("veil.words"))

    def quotation(self, text: str | None) -> str | None:
        """Words of a document or an answer; gone in the redacted copy."""
        if text is None or not self.is_redacted:
            return self.label(text) if text else None
        self._instead("words", text, now="")
        return None

    def label(self, text: str) -> str:
        """A few words, such as a role, without the names in them."""
        clean = neutral(text)
        if self.is_redacted:
            clean = _LINK.sub(lambda m: self._instead("link", m[0], now=say("veil.link")), clean)
            clean = _MAIL.sub(lambda m: self._instead("e-mail", m[0], now=say("veil.mail")), clean)
            clean = _HOST.sub(lambda m: self._host(m[0], m["name"]), clean)
        if self._names:
            clean = self._names.sub(
                lambda m: self._instead("person", m[0], now=self._stands_for(m[0])), clean
            )
        return clean

    def _host(self, found: str, name: str) -> str:
        now = self._hosts.setdefault(name.lower(), say("veil.host", number=len(self._hosts) + 1))
        return self._instead("host", found, now=now)

    def _instead(self, kind: str, was: str, *, now: str) -> str:
        if was != now:
            self._seen[kind, was, now] += 1
        return now

    def _stands_for(self, found: str) -> str:
        return self._known.get(found) or self._known.get(found.casefold(), say("veil.name"))


def _persons(state: State, *, roles: frozenset[str], typed: bool) -> Iterator[tuple[str, str]]:
    """Everybody who is named: by role where it is known and nobody else's, else by number, a role never.

    Roles that are none of ours were typed freely and count only if `typed`.
    """
    ours = roles | {s.role.casefold() for s in state.speakers if typed}
    known = {s.name: s.role for s in state.speakers if s.role and s.role.casefold() in ours}
    taken: Counter[str] = Counter(known.values())
    others = (name for name in _others(state) if name.casefold() not in ours)
    named = dict.fromkeys(name for name in (*(s.name for s in state.speakers), *others) if name)
    for number, name in enumerate(named, 1):
        role = known.get(name, "")
        bare = role if role and not _mentions(role, named) else ""
        if bare and taken[role] == 1:
            yield name, bare
        else:
            yield (
                name,
                say("veil.role", role=bare, number=number) if bare else say("veil.person", number=number),
            )


def _mentions(role: str, names: Iterable[str]) -> bool:
    parts = {p.casefold() for name in names for p in _parts(name)}
    return any(word.casefold() in parts for word in re.findall(r"\w+", role))


def _others(state: State) -> Iterator[str]:
    """Owners, people that questions are kept for, and who vouched."""
    yield from (system.owner for system in state.named)
    yield from (parked.person for _, parked in (*state.parked, *state.answered))
    yield from (said.deed.owner for said in state.agreed.values())
    yield from (said.deed.owner for said in state.targets.values())
    for stands in state.practices.values():
        yield from (given.citation.owner for given in stands.evidence)
        yield from stands.vouched.values()
        claims = (claim for each in stands.claims.values() for claim in each)
        yield from (e.owner for claim in claims for e in claim.coverage.exemptions)


def _known(names: dict[str, str], *, folds: bool) -> dict[str, str]:
    """Names and their parts with what stands for them, in small letters too if `folds`."""
    whole = {name: now for name, now in names.items() if len(name) > 1}
    known = {part: now for name, now in whole.items() for part in _parts(name)} | whole
    return {name.casefold(): now for name, now in known.items()} | known if folds else known


def _parts(name: str) -> list[str]:
    """The parts of a name that are written like one."""
    return [p for p in re.findall(r"[^\W\d_]+", name) if len(p) >= _SHORT and p != p.lower()]


def _pattern(known: dict[str, str], *, folds: bool) -> re.Pattern[str] | None:
    """Whole words, the longest first; in any case of letters if `folds`."""
    names = sorted(known, key=lambda name: (-len(name), name))
    every = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?<!\w)(?:{every})(?!\w)", re.IGNORECASE if folds else re.NOFLAG) if names else None
