"""``python -m ravayat``."""

from ravayat.cli import app

app(prog_name="ravayat")
