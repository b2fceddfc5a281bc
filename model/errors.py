"""The exception family.

MlsmmError
├── InputError            what the user gave cannot be used
│   ├── CatalogueError    a data file breaks the format; names file and key
│   ├── ScriptError       an assessment script breaks the format
│   └── ActError          an act that the rules do not allow, such as confirming nothing
├── RecordError           the stored record
│   ├── NotFoundError     no assessment of this name
│   ├── ConflictError     somebody else wrote in between
│   ├── TamperedError     the chain does not verify
│   └── VersionError      the database is newer than the program
└── LibraryError          weights, index or encoder cannot be used
"""


class MlsmmError(Exception):
    """What went wrong in one line, and what to do about it in another."""

    def __init__(self, what: str, do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.do = do

    def __str__(self) -> str:
        end = "" if self.what.endswith(("?", "!", ".", "…")) else "."
        return f"{self.what}{end} {self.do}" if self.do else self.what


class InputError(MlsmmError):
    """What the user gave cannot be used."""


class CatalogueError(InputError):
    """A data file breaks the format; names file and key."""


class ScriptError(InputError):
    """An assessment script breaks the format."""


class ActError(InputError):
    """An act that the rules do not allow."""


class RecordError(MlsmmError):
    """The stored record cannot be used."""


class NotFoundError(RecordError):
    """No assessment of this name."""


class ConflictError(RecordError):
    """Somebody else wrote in between."""


class TamperedError(RecordError):
    """The chain of acts does not verify."""


class VersionError(RecordError):
    """The database was written by a newer program."""


class LibraryError(MlsmmError):
    """Weights, index or encoder cannot be used."""
