"""The entry point of `mlsmm`."""

import sys


def main() -> int:
    """Run the command line."""
    from assistant.cli.main import main as run  # argparse only when started

    return run()


if __name__ == "__main__":
    sys.exit(main())
