"""What the product ships, opened once for all tests of a process."""

from functools import cache

from assistant.settings import load_settings
from knowledge.catalogue.catalogue import load_catalogue
from knowledge.library import Library
from knowledge.reader.reader import Reader
from model.catalogue import Catalogue


@cache
def shipped_catalogue() -> Catalogue:
    """The shipped catalogue; reading it takes most of a second."""
    return load_catalogue()


@cache
def shipped_library() -> Library:
    """The library over it and the user's cache; encoder and weights take 150 MB each time they are opened."""
    return Library(shipped_catalogue(), cache=load_settings().cache)


def shipped_reader() -> Reader:
    """The reader over all practices."""
    return shipped_library().open()
