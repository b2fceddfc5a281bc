"""The catalogue from the cache where it was read before: a start need not parse sixty files again."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from knowledge.cache import cache_folder, sha256_of, write_whole
from knowledge.catalogue.catalogue import PACKAGE, from_json, load_catalogue, to_json
from model.catalogue import Catalogue
from model.errors import CatalogueError, LibraryError

SOURCES = (PACKAGE, PACKAGE.parent / "atlas")
_DIGEST = 64
"""Characters before the content: its SHA-256, so that a damaged file is read as none."""


def open_catalogue(cache: Path | None = None, *, own: Path | None = None) -> Catalogue:
    """What `load_catalogue` gives, from the cache when nothing in the source files has changed."""
    try:
        path = cache_folder(cache) / f"catalogue-{_key(own)}.json"
    except (LibraryError, OSError):
        return load_catalogue(own=own)
    known = _cached(path)
    if known is not None:
        return known
    catalogue = load_catalogue(own=own)
    content = to_json(catalogue).encode()
    # a cache that cannot be written costs a fifth of a second at the next start, no more
    with suppress(LibraryError):
        write_whole(path, lambda file: file.write(sha256_of(content).encode() + content))
    return catalogue


def _cached(path: Path) -> Catalogue | None:
    try:
        raw = path.read_bytes()
        if sha256_of(raw[_DIGEST:]).encode() != raw[:_DIGEST]:
            return None
        return from_json(raw[_DIGEST:].decode("utf-8"))
    except (OSError, UnicodeDecodeError, CatalogueError):
        return None


def _key(own: Path | None) -> str:
    """A digest of every source file, by name and content."""
    digest = hashlib.sha256()
    for folder in (*SOURCES, *((own,) if own else ())):
        for path in _files(folder):
            digest.update(f"{path.relative_to(folder)}\0{folder == own}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


def _files(folder: Path) -> Iterator[Path]:
    return (p for p in sorted(folder.rglob("*")) if p.suffix in (".yaml", ".json") and p.is_file())
