"""A data file as one value of a known type: YAML read strictly, then validated without coercion."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from knowledge.strict_yaml import read_yaml
from model.errors import CatalogueError

ADVICE = "Correct the file, or reinstall when you did not change it."


def read_value(folder: Path, name: str, *, kind: Any) -> Any:
    """One file as one value; by way of JSON, because only there strict means no coercion but tuples."""
    content = json.dumps(read_yaml(folder / name, name=name))
    try:
        return TypeAdapter(kind).validate_json(content, strict=True)
    except ValidationError as cause:
        raise CatalogueError(f"{name}: {first_fault(cause)}", ADVICE) from cause


def first_fault(error: ValidationError) -> str:
    """The first of pydantic's errors as `dotted.key: what`, and how many more there are."""
    first, *more = error.errors(include_url=False, include_input=False)
    key = ".".join(str(part) for part in first["loc"]) or "whole"
    what = first["msg"].removeprefix("Value error, ").replace("\n", " ")
    what = what[:1].lower() + what[1:]
    return f"{key}: {what}" + (f" (and {len(more)} more)" if more else "")
