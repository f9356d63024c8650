"""Actors, sources and places of a user's own, from the command line."""

from pathlib import Path

from typer.testing import CliRunner

from ravayat.cli import app
from ravayat.pipeline import load_reader
from ravayat.records import Article

OAK = '[SY.rebel_group]\noak-brigade = { fa = "تیپ بلوط", en = "Oak Brigade" }\n'
TWICE = OAK + 'elm-brigade = { fa = "تیپ بلوط", en = "Elm Brigade" }\n'
REPORT = "به گزارش رویترز، تیپ بلوط روز شنبه به یک پاسگاه ارتش سوریه در حومه حمص حمله کرد و سه سرباز کشته شدند."


def run(tmp_path: Path, registry: str) -> tuple[int, str]:
    own, report = tmp_path / "mine.toml", tmp_path / "report.txt"
    own.write_text(registry, encoding="utf-8")
    report.write_text(REPORT, encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(report), "--registry", str(own)])
    return result.exit_code, result.output


def test_an_actor_of_ones_own_is_known(tmp_path: Path) -> None:
    status, shown = run(tmp_path, OAK)
    assert status == 0
    assert "Oak Brigade" in shown


def test_an_outlet_of_ones_own_is_no_link_of_its_chains(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(
        '[SY.news_site]\noak-news = { fa = "بلوط‌نیوز", en = "Oak News", aka = "oak.example" }\n', encoding="utf-8"
    )
    article = Article("a", REPORT.replace("رویترز", "بلوط‌نیوز"), "oak.example")
    chains = [
        {quote.text for claim in load_reader(registries=files).read([article])[0].claims for quote in claim.chain}
        for files in ([], [own])
    ]
    assert chains == [{"بلوط‌نیوز"}, set()]


def test_a_contradiction_is_told_with_both_lines_and_nothing_is_read(tmp_path: Path) -> None:
    status, shown = run(tmp_path, TWICE)
    assert status == 2
    assert "mine.toml:2" in shown
    assert "mine.toml:3" in shown
    assert "رویترز" not in shown
