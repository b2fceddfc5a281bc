"""`python -m tests.checks.wheel FILE`: whether a wheel holds every file of the program, and nothing else."""

import sys
import zipfile
from pathlib import Path

from tests.checks.source import PROGRAM, ROOT, files


def differences(wheel: Path) -> list[str]:
    """What the wheel lacks, and what it should not hold."""
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    ours = {path.relative_to(ROOT).as_posix() for path in files()}
    wanted = {name for name in ours if name.partition("/")[0] in PROGRAM}
    lacking = [f"lacks {name}" for name in sorted(wanted - held)]
    return lacking + [f"should not hold {name}" for name in sorted(held - wanted)]


def main(wheel: str) -> int:
    """Print the differences; 1 if there are any."""
    found = differences(Path(wheel))
    print("\n".join(found) or "The wheel is whole.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
