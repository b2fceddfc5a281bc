"""The chain: every act bound to the one before it by salted hashes of its fields.

A field's digest is SHA-256 over its 16 random bytes of salt and the canonical JSON of {field: value}; an
act's hash is SHA-256 over the canonical JSON of {fields: digests, prev, seq}. Values and salts stand beside
the chain: destroying them leaves digests from which nobody can guess the words.
"""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.record.canonical import canonical, sha256
from assistant.record.fields import WORDS, is_word, to_act, to_fields
from assistant.record.remains import with_remains
from model.assessment import Act
from model.errors import TamperedError
from model.evidence import REDACTED

START = ""
"""What the first act of a chain follows."""

_ADVICE = "`mlsmm verify` shows what is wrong; a backup or an export may have it."

Payload = dict[str, Any]
"""By field: salt and value; None once they are destroyed, False where an export left them out."""


@dataclass(frozen=True)
class Link:
    """One act as it is kept."""

    seq: int
    prev: str
    hash: str
    digests: str
    """Canonical JSON, by field."""
    payload: str | None
    """Canonical JSON; None where somebody took it away."""


def digest(field: str, salt: str, *, value: Any) -> str:
    """The hash of one field."""
    return sha256(bytes.fromhex(salt) + canonical({field: value}).encode())


def act_hash(seq: int, prev: str, *, digests: Mapping[str, str]) -> str:
    """The hash of one act, which the next one follows."""
    return sha256(canonical({"fields": digests, "prev": prev, "seq": seq}))


def seal(act: Act, *, prev: str, number: int) -> Link:
    """An act made ready to be kept; ValueError where its values would not come back as they are."""
    fields = to_fields(act, number)
    if to_act(act.seq, fields, speaker=act.speaker.model_dump()) != act:
        raise ValueError("its values do not survive being kept")
    payload = {field: [secrets.token_hex(16), value] for field, value in fields.items()}
    digests = {field: digest(field, salt, value=value) for field, (salt, value) in payload.items()}
    return Link(
        seq=act.seq,
        prev=prev,
        hash=act_hash(act.seq, prev, digests=digests),
        digests=canonical(digests),
        payload=canonical(payload),
    )


def without_words(payload: Payload) -> Payload:
    """The payload with everything destroyed that carries words or names."""
    kind = payload["deed.kind"][1]
    return {
        field: None if kept and kept[1] and is_word(field, kind) else kept for field, kept in payload.items()
    }


@dataclass(frozen=True)
class Read:
    """Acts as they are loaded, and the numbers of their speakers."""

    acts: tuple[Act, ...]
    numbers: Mapping[str, int]

    def number_of(self, speaker: str) -> int:
        """The number of a speaker, the next free one for a new name."""
        return self.numbers.get(speaker) or max(self.numbers.values(), default=0) + 1


def read(payloads: Iterable[tuple[int, str | None]]) -> Read:
    """The acts that payloads describe.

    A speaker whose name was destroyed in some acts only goes by the name in the others, and likewise by the
    role: who said what decides scores. Destroyed everywhere, the speaker goes by a number.
    """
    loaded = [(seq, _parse(seq, text)) for seq, text in _complete(payloads)]
    names: dict[int, str] = {}
    roles: dict[int, str] = {}
    for seq, payload in loaded:
        number, name, role = _speaker(seq, payload)
        if name or number not in names:
            names[number] = name or f"{REDACTED[:-1]} {number}]"
        if role is not None:
            roles[number] = role
    acts = tuple(_act(seq, payload, names=names, roles=roles) for seq, payload in loaded)
    return Read(acts=with_remains(acts), numbers={name: number for number, name in names.items()})


def _complete(payloads: Iterable[tuple[int, str | None]]) -> Iterator[tuple[int, str | None]]:
    for due, (seq, text) in enumerate(payloads, start=1):
        if seq != due or text is None:
            raise missing(due)
        yield seq, text


def _parse(seq: int, text: str | None) -> Payload:
    try:
        payload = json.loads(text or "")
    except ValueError:
        payload = None
    if not isinstance(payload, dict):
        raise _unreadable(seq)
    return payload


def _speaker(seq: int, payload: Payload) -> tuple[int, str | None, str | None]:
    try:
        name, role = payload["speaker.name"], payload["speaker.role"]
        number = int(payload["speaker.number"][1])
        return number, str(name[1]) if name else None, str(role[1]) if role else None
    except (ValueError, KeyError, TypeError, IndexError):
        raise _unreadable(seq) from None


def _act(seq: int, payload: Payload, *, names: Mapping[int, str], roles: Mapping[int, str]) -> Act:
    try:
        fields = {field: kept[1] if kept else WORDS.get(field) for field, kept in payload.items()}
        number, _, role = _speaker(seq, payload)
        known = roles.get(number, REDACTED) if role is None else role
        return to_act(seq, fields, speaker={"name": names[number], "role": known})
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise _unreadable(seq) from None


def missing(seq: int) -> TamperedError:
    """Says that an act is not there."""
    return TamperedError(f"act {seq} is missing", _ADVICE)


def _unreadable(seq: int) -> TamperedError:
    return TamperedError(f"act {seq} cannot be read", _ADVICE)
