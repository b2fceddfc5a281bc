"""Where things are kept and who speaks; read from the environment once, at the start."""

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

UNFINISHED = ".mlsmm-"
"""How the name of a file begins that is being written."""


@dataclass(frozen=True)
class Settings:
    """What the environment and the command line decide."""

    data: Path
    """The folder of everything that must not be lost."""
    cache: Path
    """The folder of what can be made again."""
    database: str
    """The record: a path, or an SQLAlchemy URL."""
    speaker: str
    """Who speaks where nobody is named."""
    own: Path | None = None
    """The folder of an organisation's own catalogue."""


def load_settings(
    environ: Mapping[str, str] | None = None,
    *,
    data: str | Path | None = None,
    cache: str | Path | None = None,
    database: str | Path | None = None,
    speaker: str | None = None,
) -> Settings:
    """Settings from arguments, else MLSMM_DATA, MLSMM_CACHE and MLSMM_DB, else the platform's places."""
    environ = os.environ if environ is None else environ
    folder = _folder(data or environ.get("MLSMM_DATA"), "user_data_path")
    own = environ.get("MLSMM_CATALOGUE")
    where = database or environ.get("MLSMM_DB") or folder / "mlsmm.db"
    return Settings(
        data=folder,
        cache=_folder(cache or environ.get("MLSMM_CACHE"), "user_cache_path"),
        database=str(where) if "://" in str(where) else str(Path(where).expanduser()),
        speaker=speaker or system_user(),
        own=Path(own).expanduser() if own else None,
    )


def _folder(given: str | Path | None, place: str) -> Path:
    if given:
        return Path(given).expanduser()
    import platformdirs  # 10 ms that a start with both folders given does not pay

    found = getattr(platformdirs, place)("mlsmm", appauthor=False)
    return Path(found)


def without_password(database: str) -> str:
    """A path or URL of a database as it may be shown: without user, password and options."""
    scheme, mark, rest = database.partition("://")
    if not mark:
        return database
    host, slash, path = rest.partition("/") if scheme.startswith("sqlite") else (rest, "", "")
    user, at, host = host.rpartition("@")
    return f"{scheme}://{'***' if user else ''}{at}{host}{slash}{path}".partition("?")[0]


def system_user() -> str:
    """The name of the operating system's user, `me` where it has none."""
    try:
        return getpass.getuser()[:80] or "me"
    except (KeyError, OSError, ImportError):
        return "me"
