"""The entry point of `mlsmm`."""

import sys


def main() -> int:
    """Run the command line; without a command the application."""
    from assistant.cli.main import main as run  # argparse only when started

    return run(open_assistant=open_assistant)


def open_assistant(*, database: str | None, speaker: str | None, assessment: str | None) -> int:
    """Run the application until the user leaves; the exit code."""
    from assistant.app import MlsmmApp  # Textual, 0.15 s that no headless command pays
    from assistant.settings import load_settings

    app = MlsmmApp(load_settings(database=database, speaker=speaker), assessment=assessment)
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main())
