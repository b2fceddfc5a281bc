"""An assessment as one JSON document, and back; byte for byte.

Keys are sorted, each act has a line of its own, and a newline ends the file, so that equal assessments are
equal files. What a private note says is left out: its hashes stay, so that the chain verifies.
"""

import json
import math
from dataclasses import replace
from typing import Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    model_validator,
)

from assistant.record.canonical import canonical
from assistant.record.chain import Link, Read, read
from assistant.record.fields import WITHHELD, is_withheld
from assistant.record.register import Register, Stored, register_of
from assistant.record.soundness import impossible
from assistant.record.verification import chain_problems, verify
from model.errors import InputError, TamperedError, VersionError

FORMAT = "mlsmm assessment"
VERSION = 1
LIMIT = 64 * 2**20
"""The most bytes that an import reads."""

_GIVE = "Give a file made by `mlsmm export`."
_ASK = "Don't rely on it; ask where it comes from, or take a backup or an earlier export."
_HASH = r"^[0-9a-f]{64}$"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExportedField(_Part):
    """One field of an act; without salt and value where its words were destroyed or are private."""

    digest: str = Field(pattern=_HASH)
    salt: str | None = Field(default=None, pattern=r"^[0-9a-f]{32}$")
    value: JsonValue = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.salt is None) != ("value" not in self.model_fields_set):
            raise ValueError("a field has both salt and value, or neither")
        return self


class ExportedAct(_Part):
    """One act with its place in the chain."""

    seq: int = Field(ge=1)
    prev: str = Field(pattern=r"^([0-9a-f]{64})?$")
    """The hash of the act before; empty for the first."""
    hash: str = Field(pattern=_HASH)
    fields: dict[str, ExportedField]


class ExportedSnapshot(_Part):
    """The catalogue that the assessment is scored with."""

    sha256: str = Field(pattern=_HASH)
    json_: str = Field(alias="json")
    """The catalogue's JSON as it was hashed, in one string."""


class ExportedAssessment(_Part):
    """An assessment: its acts in a chain of salted hashes, and the catalogue it is scored with."""

    format: Literal["mlsmm assessment"]
    version: int = Field(ge=1, le=VERSION)
    head: str = Field(pattern=_HASH)
    """The hash of the last act."""
    snapshot: ExportedSnapshot
    acts: tuple[ExportedAct, ...] = Field(min_length=1)


def to_export(stored: Stored) -> bytes:
    """The document; TamperedError when what is kept does not verify."""
    _refuse_problems(verify(stored).problems)
    rest = canonical(
        {
            "format": FORMAT,
            "version": VERSION,
            "head": stored.register.head,
            "snapshot": {"sha256": stored.register.catalogue, "json": stored.snapshot},
        }
    )
    acts = ",\n".join(canonical(_export_link(link)) for link in stored.links)
    return f'{{"acts":[\n{acts}\n],\n{rest[1:]}\n'.encode()


def _export_link(link: Link) -> dict[str, Any]:
    payload = json.loads(link.payload or "{}")
    kind = payload["deed.kind"][1]
    fields: dict[str, dict[str, Any]] = {}
    for name, digest in json.loads(link.digests).items():
        fields[name] = {"digest": digest}
        if payload[name] and not is_withheld(name, kind):
            fields[name] |= {"salt": payload[name][0], "value": payload[name][1]}
    return {"seq": link.seq, "prev": link.prev, "hash": link.hash, "fields": fields}


def from_export(document: bytes) -> tuple[Stored, Read]:
    """What a document holds, once every hash in it was checked, and its acts."""
    raw = _parse(document)
    if isinstance(version := raw.get("version"), int) and version > VERSION:
        raise VersionError(
            f"the export has format {version}, this program knows {VERSION}",
            "Update mlsmm and import it again.",
        )
    try:
        exported = ExportedAssessment.model_validate(raw)
        links = tuple(_import_act(act) for act in exported.acts)
    except (ValidationError, RecursionError) as error:
        raise InputError(f"this is not an mlsmm export: {_where(error)}", _GIVE) from None
    kept = Stored(register=_provisional(exported), links=links, snapshot=exported.snapshot.json_)
    _refuse_problems(chain_problems(kept))
    known = read((link.seq, link.payload) for link in links)
    _refuse_problems(tuple(impossible(known.acts)))
    stored = replace(kept, register=register_of(known.acts, exported.head))
    if stored.register.catalogue != exported.snapshot.sha256:
        raise TamperedError("altered: the catalogue snapshot is not the one that the first act names", _ASK)
    return stored, known


def _provisional(exported: ExportedAssessment) -> Register:
    """What can be checked before the acts are known to be whole."""
    return Register(
        name="",
        created="",
        last="",
        count=len(exported.acts),
        head=exported.head,
        catalogue=exported.snapshot.sha256,
    )


def _import_act(act: ExportedAct) -> Link:
    kind = act.fields["deed.kind"].value if "deed.kind" in act.fields else None
    gone = {name: WITHHELD if is_withheld(name, kind) else None for name in act.fields}
    payload = {name: [f.salt, f.value] if f.salt else gone[name] for name, f in act.fields.items()}
    return Link(
        seq=act.seq,
        prev=act.prev,
        hash=act.hash,
        digests=canonical({name: f.digest for name, f in act.fields.items()}),
        payload=canonical(payload),
    )


def _refuse_problems(problems: tuple[str, ...]) -> None:
    if problems:
        more = f" (and {len(problems) - 1} more)" if problems[1:] else ""
        raise TamperedError(f"the record does not verify: {problems[0]}{more}", _ASK)


def _parse(document: bytes) -> dict[str, Any]:
    if len(document) > LIMIT:
        raise InputError(f"the file has {len(document) >> 20} MiB, an import reads {LIMIT >> 20} MiB at most")
    try:
        raw = json.loads(
            document.decode(), object_pairs_hook=_unique, parse_constant=_refuse, parse_float=_finite
        )
        json.dumps(raw, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        raise InputError(f"the file is not UTF-8 text (byte {error.start})", _GIVE) from None
    except UnicodeEncodeError:
        raise InputError("the file holds half characters (lone surrogates)", _GIVE) from None
    except RecursionError:
        raise InputError("the file is nested too deep", _GIVE) from None
    except ValueError as error:
        raise InputError(f"the file is not JSON: {error}", _GIVE) from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise InputError("this is not an mlsmm export", _GIVE)
    return raw


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number[:20]} is too large a number")
    return value


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a number in JSON")


def _where(error: ValidationError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the document, as `export.schema.json` beside this module documents it."""
    schema = ExportedAssessment.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
