"""The base of every value: frozen, strict about unknown keys."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value; change means a new value."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
