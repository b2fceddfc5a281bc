"""The format of an assessment script: strict, each fault with the file, the turn and the key."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, ValidationError, model_validator

from assistant.cli.output import fault
from knowledge.strict_yaml import read_yaml
from model.assessment import Speaker
from model.deeds import Name, NaReason, System
from model.errors import ScriptError
from model.practice import PhaseId, Profile
from model.value import Value

Level = Annotated[int, Field(ge=0, le=3)]


class Judged(Value):
    """`then: {level: 2, reason: ...}`"""

    level: Level
    reason: str = Field(min_length=1)


def _kind_of(said: Any) -> str:
    return "<systems>" if isinstance(said, list | tuple) else "<word>"


Said = Annotated[
    Annotated[tuple[str, ...], Tag("<systems>")]
    | Annotated[Literal["none", "some", "half", "all", "unknown"], Tag("<word>")],
    Discriminator(_kind_of),
]
"""Systems by name, an ordinal, or unknown."""


class Exactly(Value):
    """`then: {coverages: {ACTIVITY: [systems] | none | some | half | all | unknown}}`"""

    coverages: dict[str, Said] = Field(min_length=1)


class Inapplicable(Value):
    """`then: {na: REASON}`"""

    na: NaReason


_FORMS = {"level": "<judged>", "reason": "<judged>", "coverages": "<exactly>", "na": "<inapplicable>"}


def _form_of(then: Any) -> str:
    keys = then if isinstance(then, dict) else type(then).model_fields if isinstance(then, Value) else ()
    return next((form for key, form in _FORMS.items() if key in keys), "<word>")


Then = Annotated[
    Annotated[Literal["confirm", "unknown", "later"], Tag("<word>")]
    | Annotated[Judged, Tag("<judged>")]
    | Annotated[Exactly, Tag("<exactly>")]
    | Annotated[Inapplicable, Tag("<inapplicable>")],
    Discriminator(_form_of),
]


class Aimed(Value):
    """`targets: {PRACTICE: {level: 2, reason: ..., owner: ..., review: 2027-03-01}}`"""

    level: Level
    reason: str = Field(min_length=1)
    owner: str = Field(default="", max_length=80)
    review: date | None = None


Aim = Annotated[
    Annotated[Level, Tag("<level>")] | Annotated[Aimed, Tag("<aimed>")],
    Discriminator(lambda told: "<aimed>" if isinstance(told, dict | Aimed) else "<level>"),
]
"""A target, alone or with the reason for it."""


class ScriptTurn(Value):
    """One turn: a story, an answer to a practice, or the confirmation of a phase."""

    speaker: Speaker | None = Field(default=None, alias="as")
    phase: PhaseId | None = None
    story: str | None = None
    practice: str | None = None
    text: str | None = None
    then: Then | None = None
    confirm: PhaseId | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> "ScriptTurn":
        if sum(x is not None for x in (self.phase, self.practice, self.confirm)) != 1:
            raise ValueError("a turn has exactly one of phase, practice and confirm")
        if self.phase and not self.text:
            raise ValueError("a story needs a text")
        if self.practice and not self.text and self.then is None:
            raise ValueError("a practice needs a text, a then, or both")
        for key, needs in (("story", self.phase), ("then", self.practice)):
            if getattr(self, key) is not None and not needs:
                raise ValueError(f"{key} does not belong here")
        if self.confirm and self.text:
            raise ValueError("text does not belong here")
        return self


class Script(Value):
    """A whole assessment, as `mlsmm assess` plays it."""

    name: Name
    about: str = ""
    systems: tuple[System, ...] = Field(default=(), max_length=12)
    speaker: Speaker = Field(default=Speaker(name="script"), alias="as")
    profile: Profile = Profile.CORE
    targets: dict[str, Aim] = {}
    turns: tuple[ScriptTurn, ...] = ()

    @model_validator(mode="after")
    def _names_each_system_once(self) -> "Script":
        names = [s.name for s in self.systems]
        if twice := [n for n in names if names.count(n) > 1]:
            raise ValueError(f"two systems are named {twice[0]}")
        return self


def load_script(path: Path) -> Script:
    """A script file; ScriptError names file, turn and key."""
    content: Any = read_yaml(path, name=path.name, error=ScriptError)
    try:
        return Script.model_validate(content)
    except ValidationError as error:
        found = error.errors()
        first = next((e for e in found if e["type"] == "extra_forbidden"), found[0])
        where, what = _where(first["loc"]), _what(first)
        raise fault(ScriptError, "script.format", file=path.name, where=where, what=what) from error


def _where(loc: tuple[str | int, ...]) -> str:
    """'turn 3: then.level' rather than positions and the names of forms."""
    parts = [str(part) for part in loc if not str(part).startswith("<")]
    if loc[:1] == ("turns",) and len(loc) > 1:
        number, rest = int(loc[1]) + 1, ".".join(parts[2:])
        return f"turn {number}: {rest}" if rest else f"turn {number}"
    return ".".join(parts) or "the file"


def _what(error: Mapping[str, object]) -> str:
    if error["type"] == "extra_forbidden":
        return "unknown key"
    return str(error["msg"]).removeprefix("Value error, ")
