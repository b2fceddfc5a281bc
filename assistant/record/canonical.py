"""The one form in which a value is hashed and kept."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(value: Any) -> str:
    """JSON with sorted keys and no blanks; ValueError where JSON has no word for the value."""
    return _ENCODER.encode(value)


def sha256(data: str | bytes) -> str:
    """The SHA-256 of a text in UTF-8, or of bytes, in hexadecimal."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def to_stamp(at: datetime) -> str:
    """A moment in UTC with microseconds, always of the same length."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_stamp(stamp: str) -> datetime:
    """The moment that a stamp names."""
    return datetime.fromisoformat(stamp)
