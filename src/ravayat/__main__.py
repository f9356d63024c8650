"""``python -m ravayat`` and ``ravayat``."""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""Exit status of a command that was interrupted."""


def main() -> None:
    """Run the command line; an interrupt while it is still being loaded ends it as quietly as later."""
    try:
        from ravayat.cli import app

        app(prog_name="ravayat")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
