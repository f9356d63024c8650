from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from ravayat.records import Article, Rejection
from ravayat.sources import count, load
from ravayat.sources.intake import LARGEST_OBJECT, LARGEST_TEXT
from ravayat.sources.originals import Originals


def one(*paths: Path | str, stdin: bytes = b"") -> Article | Rejection:
    """What the paths give, without what every article is given: its language, form and digest."""
    (item,) = load(paths, stdin=io.BytesIO(stdin))
    return replace(item, language=None, fetched=None, original=None) if isinstance(item, Article) else item


def rejected(*paths: Path | str, stdin: bytes = b"") -> Rejection:
    item = one(*paths, stdin=stdin)
    assert isinstance(item, Rejection), item
    assert item.reason
    assert item.remedy
    assert "\n" not in str(item)
    return item


def test_text_file_keeps_its_text_to_the_letter_and_is_named_by_its_stem(tmp_path: Path, report: str) -> None:
    file = tmp_path / "halab.txt"
    text = f"  {report}\r\n\r\n"
    file.write_bytes(text.encode())
    assert one(file) == Article("halab", text)


def test_json_object_gives_every_known_key_and_ignores_others(tmp_path: Path, report: str) -> None:
    file = tmp_path / "stem.json"
    fields = {
        "doc": "halab-1",
        "outlet": "سانا",
        "published": "2016-12-14T10:30",
        "title": "عنوان",
        "author": ["نویسنده نخست", "نویسنده دوم"],
        "forwarded_from": "کانال دیگر",
        "url": "https://example.org/1",
        "text": report,
        "claims": [{"type": "explosion"}],
        "source": 5,
    }
    file.write_text(json.dumps(fields), encoding="utf-8")
    assert one(file) == Article(
        "halab-1",
        report,
        outlet="سانا",
        published=date(2016, 12, 14),
        title="عنوان",
        url="https://example.org/1",
        author="نویسنده نخست، نویسنده دوم",
        forwarded_from="کانال دیگر",
    )


def test_language_form_and_digest_of_the_bytes_are_told(tmp_path: Path, report: str) -> None:
    dari = "قوماندان امنیه می‌گوید که دو تن از باشندگان این ولسوالی در شفاخانه جان باختند."
    (tmp_path / "a.txt").write_text(dari, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": report}) + "\r\n", encoding="utf-8", newline="")
    first, second = load([tmp_path])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.language, first.fetched) == ("prs", "text")
    assert first.original == sha256(dari.encode()).hexdigest()
    assert (second.language, second.fetched) == ("fa", "json")
    assert second.original == sha256(json.dumps({"text": report}).encode()).hexdigest()


def test_author_that_is_no_word_is_no_reason_to_leave_a_report_out(tmp_path: Path, report: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"text": report, "author": {"name": "x"}}), encoding="utf-8")
    assert one(file) == Article("a", report)


def test_file_without_a_suffix_is_what_its_content_is(tmp_path: Path, report: str) -> None:
    file = tmp_path / "report"
    file.write_text(report, encoding="utf-8")
    assert one(file) == Article("report", report)
    file.write_text(json.dumps({"text": report, "doc": "a"}), encoding="utf-8")
    assert one(file) == Article("a", report)


def test_packed_file_is_read_as_what_it_holds(tmp_path: Path, report: str) -> None:
    (tmp_path / "many.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": report}).encode()))
    assert one(tmp_path) == Article("many-1", report)


def test_damaged_packed_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.txt.gz"
    file.write_bytes(gzip.compress(b"x" * 1000)[:-9])
    assert "damaged" in rejected(file).reason
    file.write_bytes(b"no gzip")
    assert "damaged" in rejected(file).reason


def test_folder_of_what_belongs_to_a_saved_page_is_passed_over(tmp_path: Path, report: str) -> None:
    for name in ("page_files/frame.txt", "other_files/a.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(report, encoding="utf-8")
    (tmp_path / "page.html").touch()
    assert [item.doc for item in load([tmp_path]) if isinstance(item, Article)] == ["a"]


def test_original_bytes_are_kept_by_their_digest(tmp_path: Path, report: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(report, encoding="utf-8")
    originals = Originals(tmp_path / "kept")
    (item,) = load([file], originals=originals)
    assert isinstance(item, Article)
    assert originals.get(item.original or "") == report.encode()


def test_column_for_a_field_that_articles_do_not_have_is_told_at_once() -> None:
    with pytest.raises(ValueError, match="no field 'body'; they have text, "):
        load([], columns={"body": "text"})


def test_json_without_header_is_named_by_its_stem(tmp_path: Path, report: str) -> None:
    file = tmp_path / "stem.json"
    file.write_text(json.dumps({"text": report, "published": None, "outlet": ""}), encoding="utf-8")
    assert one(file) == Article("stem", report)


def test_moment_in_json_is_of_the_day_that_its_readers_have(tmp_path: Path, report: str) -> None:
    (tmp_path / "a.json").write_text(
        json.dumps({"text": report, "published": "2016-12-13T21:30:00Z"}), encoding="utf-8"
    )
    [article] = load([tmp_path])
    assert isinstance(article, Article)
    assert article.published == date(2016, 12, 14)


def test_json_lines_are_named_by_doc_or_line_and_blank_lines_are_nothing(tmp_path: Path, report: str) -> None:
    file = tmp_path / "many.jsonl"
    rows = [{"doc": 7, "text": report}, None, {"text": report}]
    file.write_text("\n".join(json.dumps(row) if row else "" for row in rows), encoding="utf-8")
    assert [item.doc for item in load([file]) if isinstance(item, Article)] == ["7", "many-3"]


def test_broken_line_is_named_by_its_number_and_the_rest_is_read(tmp_path: Path, report: str) -> None:
    file = tmp_path / "many.jsonl"
    good = json.dumps({"text": report})
    file.write_text(f'{good}\n{{"text": \n[]\n{good}\n', encoding="utf-8")
    first, broken, array, last = load([file])
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(broken, Rejection)
    assert broken.name == f"{file}:2"
    assert "broken JSON" in broken.reason
    assert isinstance(array, Rejection)
    assert array.reason == "holds no JSON object"


def test_file_that_is_no_json_lines_at_all_is_given_up_early(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text("not JSON\n" * 5000, encoding="utf-8")
    items = list(load([file]))
    assert len(items) < 30
    assert isinstance(items[-1], Rejection)
    assert "no good one" in items[-1].reason


def test_empty_json_lines_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text("\n\n", encoding="utf-8")
    assert rejected(file).reason == "empty"


def test_json_lines_are_not_held_in_memory(tmp_path: Path, report: str) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text(json.dumps({"text": report}) + "\n" + "{" * 100_000, encoding="utf-8")
    items = load([file])
    assert isinstance(next(items), Article)


def test_overlong_line_is_left_out_and_the_next_is_read(tmp_path: Path, report: str) -> None:
    file = tmp_path / "many.jsonl"
    with file.open("wb") as out:
        out.write(b'{"text": "' + b"x" * (2 * LARGEST_OBJECT) + b'"}\n')
        out.write(json.dumps({"text": report}).encode())
    large, good = load([file])
    assert isinstance(large, Rejection)
    assert "larger than" in large.reason
    assert isinstance(good, Article)


def test_folder_is_read_deep_and_sorted_without_hidden_and_other_files(tmp_path: Path, report: str) -> None:
    for name in ("b.txt", "a.TXT", "sub/c.txt", ".hidden.txt", ".git/d.txt", "notes.md", "image.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(report, encoding="utf-8")
    assert [item.doc for item in load([tmp_path]) if isinstance(item, Article)] == ["a", "b", "c"]
    assert len(list(load([tmp_path]))) == 3


def test_forms_that_reports_come_in_are_not_passed_over_in_silence(tmp_path: Path, report: str) -> None:
    (tmp_path / "a.txt").write_text(report, encoding="utf-8")
    for name in ("b.docx", "c.DOCX", "mail/d.eml", ".e.docx", "f.jpg", "g.tar.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"PK\x03\x04")
    wrong = [item for item in load([tmp_path]) if isinstance(item, Rejection)]
    names = [f"{tmp_path}/mail/d.eml", f"{tmp_path}/*.docx", f"{tmp_path}/g.tar.gz"]
    assert [item.name for item in wrong] == names
    assert [item.reason for item in wrong][:2] == [
        "a file in a form that is not read",
        "2 files in a form that is not read",
    ]
    assert ["as .txt" in item.remedy or "unpack" in item.remedy for item in wrong] == [True] * 3
    assert count([tmp_path]) == 4
    assert rejected(tmp_path / "b.docx").remedy == wrong[1].remedy


def test_link_to_a_folder_elsewhere_is_told(tmp_path: Path, report: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "a.txt").write_text(report, encoding="utf-8")
    (tmp_path / "here" / "link").symlink_to(tmp_path / "elsewhere")
    _, told = load([tmp_path / "here"])
    assert isinstance(told, Rejection)
    assert told.reason == "a link to a folder, which is not followed"


def listed(report: str) -> str:
    articles = [{"text": report, "doc": "named"}, {"title": "بی‌متن"}, {"text": report, "published": "1392/05/08"}, 7]
    return json.dumps(articles, ensure_ascii=False, indent=1)


def test_list_of_articles_is_read_article_by_article(tmp_path: Path, report: str) -> None:
    for file in (tmp_path / "a.json", tmp_path / "b"):
        file.write_text(listed(report), encoding="utf-8")
        first, textless, last, number = load([file])
        assert isinstance(first, Article)
        assert isinstance(last, Article)
        assert (first.doc, last.doc, last.published) == ("named", f"{file.stem}-3", date(2013, 7, 30))
        assert [str(item).split(";")[0] for item in (textless, number)] == [
            f'{file}:2: no "text" in it',
            f"{file}:4: holds no JSON object",
        ]
    assert count([tmp_path / "a.json"]) is None


@pytest.mark.parametrize("blank", ["", "\n"])
def test_list_of_articles_is_read_from_standard_input_too(report: str, blank: str) -> None:
    items = list(load(["-"], stdin=io.BytesIO((blank + listed(report)).encode())))
    assert [isinstance(item, Article) for item in items] == [True, False, True, False]
    assert [item.doc for item in items if isinstance(item, Article)] == ["named", "stdin-3"]


def test_list_that_is_cut_off_gives_what_stands_before(tmp_path: Path, report: str) -> None:
    (tmp_path / "a.json").write_text(listed(report)[:-30], encoding="utf-8")
    *read, cut = load([tmp_path])
    assert len(read) == 2
    assert isinstance(cut, Rejection)
    assert cut.reason == "broken JSON, perhaps cut off"


def test_folder_that_links_to_itself_ends(tmp_path: Path, report: str) -> None:
    (tmp_path / "a.txt").write_text(report, encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path)
    assert len(list(load([tmp_path]))) == 1


def test_same_doc_twice_is_told_apart(tmp_path: Path, report: str) -> None:
    for name in ("x/a.txt", "y/a.txt", "z/a~2.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(report, encoding="utf-8")
    docs = [item.doc for item in load([tmp_path]) if isinstance(item, Article)]
    assert docs[:2] == ["a", "a~2"]
    assert len(set(docs)) == 3


def test_folder_without_reports_is_told(tmp_path: Path) -> None:
    assert "holds no .txt" in rejected(tmp_path).reason


def test_named_file_with_another_suffix_is_told(tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(b"PK\x03\x04")
    assert ".txt" in rejected(file).remedy


def test_missing_file_is_told(tmp_path: Path) -> None:
    assert rejected(tmp_path / "nowhere.txt").reason == "no such file or folder"


def test_link_to_nowhere_in_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")
    assert "cannot be read" in rejected(tmp_path).reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name")
def test_pipe_in_a_folder_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jsonl")
    assert rejected(tmp_path).reason == "not a plain file"
    assert count([tmp_path]) == 1
    assert count([tmp_path / "a.jsonl"]) == 1


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("suffix", [".txt", ".json"])
def test_empty_file_is_told(tmp_path: Path, content: bytes, suffix: str) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_bytes(content)
    assert rejected(file).reason == "empty"


def test_huge_text_is_told_without_being_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with file.open("wb") as out:
        out.truncate(50_000_000)
    assert rejected(file).reason == "longer than 1,000,000 characters"


def test_text_at_the_limit_is_read_and_above_it_is_not(tmp_path: Path, report: str) -> None:
    text = (report + " ") * (LARGEST_TEXT // len(report + " "))
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"text": text}), encoding="utf-8")
    assert isinstance(one(file), Article)
    file.write_text(json.dumps({"text": text + report * 2}), encoding="utf-8")
    assert rejected(file).reason == "longer than 1,000,000 characters"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('{"title": "x"}', 'no "text"'),
        ('{"text": 5}', 'no "text"'),
        ('{"text": "x", ', "broken JSON"),
        ("[" * 100_000, "broken JSON"),
        ('["x"]', "no JSON object"),
        ('{"text": "\\ud800 در شهر"}', "half a character"),
        ('{"text": "در شهر\\u0000"}', "null bytes"),
        ('{"text": "در شهر بود", "outlet": 5}', '"outlet" is not text'),
        ('{"text": "در شهر بود", "title": "\\udfff"}', "half a character"),
        ('{"text": "در شهر بود", "doc": [1]}', '"doc" is not'),
        ('{"text": "در شهر بود", "published": "30 July"}', "not a date"),
        ('{"text": "Ten people were killed in the city on Monday"}', "not in Persian script"),
    ],
)
def test_json_that_holds_no_report_is_told(tmp_path: Path, source: str, reason: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(source, encoding="utf-8")
    assert reason in rejected(file).reason


def test_null_bytes_are_told(tmp_path: Path, report: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(report.encode() + b"\0\0")
    assert rejected(file).reason == "holds null bytes"
    file.write_bytes(report.encode("utf-16-le"))
    assert rejected(file).reason == "holds null bytes"


def test_file_name_in_no_encoding_gives_a_doc_that_can_be_written(tmp_path: Path, report: str) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt"))
    try:
        file.write_text(report, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    item = one(file)
    assert isinstance(item, Article)
    assert item.doc.encode("utf-8")


@pytest.fixture
def nobody(tmp_path: Path) -> Iterator[None]:
    """Without root's right to read everything."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    os.seteuid(65534)
    yield
    os.seteuid(0)


@pytest.mark.usefixtures("nobody")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    # Made by the user that owns tmp_path, closed to everybody: only then is it closed to "nobody" too.
    closed_folder, closed_file = tmp_path / "closed", tmp_path / "closed.txt"
    euid = os.geteuid()
    if euid == 65534:
        os.seteuid(0)
    closed_folder.mkdir(mode=0o000)
    closed_file.touch(mode=0o000)
    os.seteuid(euid)
    for path in (closed_folder, closed_file):
        assert rejected(path).reason == "no permission to read it"
    if euid == 65534:
        os.seteuid(0)
    closed_folder.chmod(0o700)


def test_standard_input_may_be_text(report: str) -> None:
    assert one("-", stdin=report.encode()) == Article("stdin", report)
    assert one("-", stdin=("\ufeff" + report + "\n\n" + report).encode()) == Article("stdin", f"{report}\n\n{report}")
    assert one("-", stdin=report.encode("utf-16")) == Article("stdin", report)


def test_standard_input_may_be_one_object_over_many_lines(report: str) -> None:
    source = json.dumps({"doc": "a", "text": report}, indent=2)
    assert one("-", stdin=source.encode()) == Article("a", report)


def test_standard_input_may_be_json_lines(report: str) -> None:
    line = json.dumps({"doc": "a", "text": report})
    items = list(load(["-"], stdin=io.BytesIO(f"{line}\n{{broken}}\n{line}".encode())))
    assert [type(item) for item in items] == [Article, Rejection, Article]


def test_blank_lines_may_stand_before_json_on_standard_input(report: str) -> None:
    line = json.dumps({"text": report})
    items = list(load(["-"], stdin=io.BytesIO(f"\ufeff\n \r\n{line}\n{line}".encode())))
    assert [item.doc for item in items if isinstance(item, Article)] == ["stdin-3", "stdin-4"]
    assert len(items) == 2
    source = json.dumps({"doc": "a", "text": report}, indent=2)
    assert one("-", stdin=f"\n\n{source}".encode()) == Article("a", report)
    assert one("-", stdin=f"\n \n{report}\n".encode()) == Article("stdin", f"\n \n{report}\n")


def test_faulty_standard_input_is_told() -> None:
    assert rejected("-", stdin=b"\n\n").reason == "empty"
    assert rejected("-").reason == "empty"
    assert "broken JSON" in rejected("-", stdin=b'{"text":\n').reason
    assert rejected("-", stdin=b"\xff\xfe\xfd" * 9).name == "standard input"


def test_utf16_json_lines_are_read(tmp_path: Path, report: str) -> None:
    file = tmp_path / "a.jsonl"
    line = json.dumps({"text": report}, ensure_ascii=False)
    file.write_text(f"{line}\r\n{line}\r\n", encoding="utf-16", newline="")
    assert [item.doc for item in load([file]) if isinstance(item, Article)] == ["a-1", "a-2"]


def test_count_tells_about_how_many_will_come(tmp_path: Path, report: str) -> None:
    (tmp_path / "a.txt").write_text(report, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("{}\n{}\n", encoding="utf-8")
    assert count([tmp_path]) == 3
    assert count([tmp_path, "-"]) is None
    (tmp_path / "result.json").write_text('{"name": "x", "messages": [', encoding="utf-8")
    assert count([tmp_path]) is None
    assert count([tmp_path / "many.zip"]) == 1
    (tmp_path / "many.zip").touch()
    assert count([tmp_path / "many.zip"]) is None


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("عنوان\0", '"title" holds a null character'),
        ("عنوان" * 10_000, '"title" is longer than 10,000 characters'),
    ],
)
def test_title_that_is_no_good_is_told_with_the_file(tmp_path: Path, report: str, title: str, reason: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"doc": "named otherwise", "text": report, "title": title}), encoding="utf-8")
    [item] = load([file])
    assert isinstance(item, Rejection)
    assert (item.name, item.reason) == (str(file), reason)


def test_no_name_is_not_this_folder(tmp_path: Path, report: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(report, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    [item] = load([""])
    assert isinstance(item, Rejection)
    assert item.reason == "is no name"
    assert count([""]) == 0
