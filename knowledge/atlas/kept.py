"""Official files that the user put in use: facts and full texts in the data folder, named by their hash."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from knowledge.atlas.official import Official
from knowledge.cache import sha256_of_file, write_whole
from model.errors import CatalogueError
from model.threat import Release

FOLDER = "atlas"
IN_USE = "in-use"


@dataclass(frozen=True)
class Kept:
    """An official file as it was put in use."""

    file: str
    sha256: str
    release: Release
    texts: Mapping[str, str]


def keep(official: Official, path: Path, *, data: Path) -> Kept:
    """Keep what was read from a file, so that explanations can show its texts later."""
    kept = Kept(path.name, sha256_of_file(path), official.release, official.texts)
    content = {
        "file": kept.file,
        "release": official.release.model_dump(mode="json"),
        "texts": dict(official.texts),
    }
    folder = data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    whole = json.dumps(content, ensure_ascii=False).encode()
    write_whole(folder / f"{kept.sha256}.json", lambda file: file.write(whole))
    return kept


def put_in_use(kept: Kept | None, *, data: Path) -> None:
    """Go by this file in new assessments and explanations; by the pinned release where it is None."""
    pointer = data / FOLDER / IN_USE
    if kept is None:
        pointer.unlink(missing_ok=True)
    else:
        write_whole(pointer, lambda file: file.write(kept.sha256.encode()))


def load_in_use(data: Path) -> Kept | None:
    """The file in use; None where the pinned release is gone by."""
    try:
        sha256 = (data / FOLDER / IN_USE).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    kept = load_kept(sha256, data=data)
    if kept is None:
        what = f"the ATLAS file in use ({sha256[:12]}) is not there any more"
        raise CatalogueError(what, "Say `mlsmm atlas use FILE --apply` again, or `mlsmm atlas use pinned`.")
    return kept


def load_texts(version: str, *, data: Path) -> Mapping[str, str]:
    """By id the full texts of a kept file of this release, the one in use before others; else nothing."""
    try:
        in_use = (data / FOLDER / IN_USE).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        in_use = ""
    names = sorted(p.stem for p in (data / FOLDER).glob("*.json"))
    for sha256 in sorted(names, key=lambda name: name != in_use):
        kept = load_kept(sha256, data=data)
        if kept is not None and kept.release.version == version:
            return kept.texts
    return {}


def load_kept(sha256: str, *, data: Path) -> Kept | None:
    """What was kept under a hash, if anything was."""
    try:
        content = json.loads((data / FOLDER / f"{sha256}.json").read_bytes())
        release = Release.model_validate_json(json.dumps(content["release"]), strict=True)
        return Kept(content["file"], sha256, release, content["texts"])
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return None
