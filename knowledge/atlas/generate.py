"""`python -m knowledge.atlas.generate FILE`: the pinned facts anew from an official file."""

import json
import sys
from pathlib import Path

from knowledge.atlas.official import read_official
from model.errors import MlsmmError
from model.threat import Release

FACTS = Path(__file__).with_name("facts.json")


def to_facts(release: Release) -> str:
    """The facts as JSON, one thing a line, so that a new release can be read as a difference."""
    values = release.model_dump(mode="json", exclude_defaults=True)
    parts = []
    for name, value in values.items():
        if isinstance(value, list):
            rows = ",\n".join(json.dumps(each, ensure_ascii=False, sort_keys=True) for each in value)
            parts.append(f"{json.dumps(name)}: [\n{rows}\n]")
        else:
            parts.append(f"{json.dumps(name)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(arguments: list[str]) -> int:
    """Write facts.json; 1 where the file cannot be read or breaks the format somewhere."""
    try:
        official = read_official(Path(arguments[0]))
    except (IndexError, MlsmmError) as error:
        print(error if isinstance(error, MlsmmError) else __doc__, file=sys.stderr)
        return 1
    for problem in official.problems:
        print(problem, file=sys.stderr)
    FACTS.write_text(to_facts(official.release), encoding="utf-8")
    return 1 if official.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
