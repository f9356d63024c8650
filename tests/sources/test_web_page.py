from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ravayat.records import Article, Rejection
from ravayat.sources import load

pytest.importorskip("trafilatura")

PARAGRAPHS = (
    "به گزارش خبرگزاری نمونه، در انفجار بمب در شهر حلب سه نفر کشته و هفت نفر زخمی شدند. شاهدان می‌گویند بمب در خودرو",
    "سخنگوی پلیس گفت که هنوز هیچ گروهی مسئولیت این حمله را بر عهده نگرفته است. درگیری در حومه شهر ادامه دارد.",
    "پیش از این نیز دو انفجار دیگر در همین منطقه روی داده بود که در آن‌ها پنج غیرنظامی جان باختند.",
)
TEXT = "\n".join(PARAGRAPHS)
SOLAR_META = '<meta property="article:published_time" content="1392-05-08T10:00:00+04:30">'


def page(*, before: str = "", head: str = "", top: str = "", body: str | None = None) -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS) if body is None else body
    return f"""<!DOCTYPE html>{before}
<html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>انفجار در حلب</title>
<meta property="og:site_name" content="خبرگزاری نمونه"><meta property="og:title" content="انفجار در حلب">
<meta name="author" content="مریم نمونه"><link rel="canonical" href="https://example.org/news/55">{head}</head>
<body><nav><ul><li><a href="/">خانه</a></li><li><a href="/w">جهان</a></li></ul></nav>
<main><article><h1>انفجار در حلب</h1>{top}{paragraphs}</article>
<aside><h3>بیشتر بخوانید</h3><ul><li><a href="/2">قیمت دلار امروز</a></li></ul></aside></main>
<footer>© ۱۴۰۲ همه حقوق محفوظ است. <a href="/c">تماس با ما</a></footer></body></html>"""


def read(folder: Path, source: str | bytes, name: str = "page.html") -> Article | Rejection:
    file = folder / name
    file.write_bytes(source if isinstance(source, bytes) else source.encode())
    (item,) = load([file])
    return item


def article(folder: Path, source: str | bytes, name: str = "page.html") -> Article:
    item = read(folder, source, name)
    assert isinstance(item, Article), item
    return item


def test_article_is_taken_without_what_stands_around_it(tmp_path: Path) -> None:
    found = article(tmp_path, page(head=SOLAR_META))
    assert found.text == TEXT
    assert found.doc == "page"
    assert found.outlet == "خبرگزاری نمونه"
    assert found.title == "انفجار در حلب"
    assert found.author == "مریم نمونه"
    assert found.url == "https://example.org/news/55"
    assert found.published == date(2013, 7, 30)
    assert (found.language, found.fetched) == ("fa", "page")
    assert found.original


def test_half_spaces_live_whether_written_or_named(tmp_path: Path) -> None:
    for entity in ("&zwnj;", "&#8204;", "&#x200C;"):
        assert article(tmp_path, page().replace("\u200c", entity)).text == TEXT


@pytest.mark.parametrize(
    ("head", "top"),
    [
        (SOLAR_META, ""),
        ('<meta name="dc.date" content="2013-07-30">', ""),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2013-07-30T06:00Z"}</script>', ""),
        ('<script type="application/ld+json">{"datePublished": "1392/05/08", broken</script>', ""),
        ("", '<time datetime="2013-07-30T10:00">دیروز</time>'),
        ("", "<time>۲۱ رمضان ۱۴۳۴</time>".replace("۲۱", "۲۲")),
        ("", '<div class="news-date">تاریخ انتشار: سه‌شنبه ۸ مرداد ۱۳۹۲ - ۱۲:۳۰</div>'),
        ("", "<p>۸ اسد ۱۳۹۲</p>"),
    ],
)
def test_day_is_found_wherever_and_in_whatever_calendar_it_is_told(tmp_path: Path, head: str, top: str) -> None:
    found = article(tmp_path, page(head=head, top=top))
    assert found.published == date(2013, 7, 30)
    assert found.text == TEXT


TODAY = "یکشنبه ۲۰ آبان ۱۴۰۳"
OTHERS = [
    f'<header><div class="date">{TODAY}</div></header>',
    f'<div class="top-time">{TODAY} - ۱۰:۱۱</div>',
    f'<div class="today-date">{TODAY}</div>',
    '<aside><time datetime="2024-11-10T10:00">دیروز</time></aside>',
    '<div class="related-news"><span class="date">۲۰ آبان ۱۴۰۳</span></div>',
    '<section id="comments"><article><time datetime="2013-08-09">۱۸ مرداد</time><p>نظر کاربر</p></article></section>',
    '<span class="update-date">۱۲ مرداد ۱۳۹۲</span>',
    '<time class="updated" datetime="2013-08-03">۱۲ مرداد</time>',
]


@pytest.mark.parametrize("other", OTHERS)
def test_days_of_what_stands_around_the_article_are_not_its_own(tmp_path: Path, other: str) -> None:
    around = page().replace("<main>", f"{other}<main>")
    assert article(tmp_path, around).published is None
    own = page(top='<div class="publish-date">۸ مرداد ۱۳۹۲ - ۱۲:۳۰</div>').replace("<main>", f"{other}<main>")
    assert article(tmp_path, own).published == date(2013, 7, 30)


def linked(*data: str) -> str:
    return "".join(f'<script type="application/ld+json">{one}</script>' for one in data)


@pytest.mark.parametrize(
    "data",
    [
        '{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","datePublished":"2014-01-01"}]}',
        '{"@type":"NewsArticle","headline":"خبری دیگر","datePublished":"2014-01-01"}',
        '{"@type":"VideoObject","datePublished":"2014-01-01"}',
        '{"@graph":[{"@type":"WebPage","datePublished":"2010-01-01T00:00:00+00:00"}]}',
        '{"@type":"NewsArticle","comment":[{"@type":"Comment","datePublished":"2013-09-01"}],"dateModified":"2013-09-01"}',
        '{"@type":"NewsArticle","headline":"انفجار در حلب","datePublished":"1970-01-01T00:00:00Z"}',
        '{"@type":"NewsArticle","headline":"انفجار در حلب","datePublished":"2199-01-01"}',
    ],
)
def test_linked_data_of_other_things_gives_no_day(tmp_path: Path, data: str) -> None:
    own = '{"@type":"NewsArticle","headline":"انفجار در حلب","datePublished":"2013-07-30T06:00:00Z"}'
    assert article(tmp_path, page(head=linked(data, own))).published == date(2013, 7, 30)


@pytest.mark.parametrize(
    "line",
    [
        "تاريخ انتشار : ٨ مرداد ١٣٩٢ - ١٢:٣٠",
        "۱۲:۳۰ - ۱۳۹۲/۰۵/۰۸",
        "ساعت ۱۲:۳۰ سه شنبه ۸ مرداد ۱۳۹۲",
        "کد خبر: 92050804 | تاریخ انتشار: ۸ مرداد ۱۳۹۲ - ۱۲:۳۰",
        "سه‌شنبه ۸ مرداد ۱۳۹۲ برابر با ۳۰ ژوئیه ۲۰۱۳",
        "۸ مرداد ۱۳۹۲ | 30 July 2013",
        "به‌روزرسانی: ۱۲ مرداد ۱۳۹۲ انتشار: ۸ مرداد ۱۳۹۲",
    ],
)
def test_dateline_holds_the_day_and_what_belongs_to_it(tmp_path: Path, line: str) -> None:
    for top in (f'<div class="date">{line}</div>', f"<p>{line}</p>"):
        found = article(tmp_path, page(top=top))
        assert (found.published, found.text) == (date(2013, 7, 30), TEXT)


def test_day_of_a_change_alone_is_none_of_publication(tmp_path: Path) -> None:
    changed = '<meta property="article:modified_time" content="2020-01-01T10:00:00+03:30">'
    found = article(tmp_path, page(head=changed, top="<p>به روز شده: ۱۲:۳۰ گرینویچ - سه شنبه ۳۰ ژوئیه ۲۰۱۳</p>"))
    assert (found.published, found.text) == (None, TEXT)


def test_moment_of_a_page_is_of_the_day_that_its_readers_have(tmp_path: Path) -> None:
    late = '<meta property="article:published_time" content="2013-07-29T21:30:00Z">'
    assert article(tmp_path, page(head=late)).published == date(2013, 7, 30)


def test_day_in_the_address_is_better_than_none(tmp_path: Path) -> None:
    address = "<!-- saved from url=(0029)https://example.org/1392/05/08/aleppo -->"
    assert article(tmp_path, page(before=address)).published == date(2013, 7, 30)


def test_day_that_is_not_told_is_not_guessed(tmp_path: Path) -> None:
    assert article(tmp_path, page()).published is None


@pytest.mark.parametrize(
    "before",
    [
        "<!-- saved from url=(0029)https://example.org/aleppo -->",
        "<!--\n Page saved with SingleFile \n url: https://example.org/aleppo \n saved date: Tue Jul 30 2013\n-->",
    ],
)
def test_address_that_the_page_was_saved_from_counts_most(tmp_path: Path, before: str) -> None:
    assert article(tmp_path, page(before=before)).url == "https://example.org/aleppo"


@pytest.mark.parametrize("declared", ["windows-1256", "utf-8"])
def test_page_in_an_old_encoding_is_read_whatever_it_declares(tmp_path: Path, declared: str) -> None:
    old = page().replace("utf-8", declared).replace("ی", "ي").replace("۱۴۰۲", "")
    assert article(tmp_path, old.encode("cp1256")).text == TEXT.replace("ی", "ي")


@pytest.mark.parametrize(
    "strange",
    [
        '<p>بیشتر بخوانید: <a href="/2">کشته شدن ده نفر در حمله هوایی به ادلب</a></p>',
        '<p>در همین زمینه: <a href="/2">انفجار در دمشق بیست کشته داد</a></p>',
        "<p>مطالب مرتبط</p>",
        "<p>برچسب‌ها: حلب، سوریه</p>",
    ],
)
def test_lines_that_point_elsewhere_are_left_out(tmp_path: Path, strange: str) -> None:
    first, *others = (f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    assert article(tmp_path, page(body=f"{first}{strange}{''.join(others)}")).text == TEXT


@pytest.mark.parametrize("end", ["انتهای پیام/", "نظرات کاربران", "دیدگاه‌ها (۲)", "ارسال نظر"])
def test_what_comes_after_the_end_is_left_out(tmp_path: Path, end: str) -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    comment = "<p>من خودم دیدم که صد نفر کشته شدند و هیچ کس نمی‌گوید.</p>"
    assert article(tmp_path, page(body=f"{paragraphs}<h3>{end}</h3>{comment}")).text == TEXT


def test_sentences_that_begin_like_pointers_stay(tmp_path: Path) -> None:
    told = "در همین زمینه سخنگوی ارتش گفت که نظرات کاربران درباره این حمله درست نیست و هفت نفر کشته شده‌اند."
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    assert article(tmp_path, page(body=f"{paragraphs}<p>{told}</p>")).text == f"{TEXT}\n{told}"


@pytest.mark.parametrize(
    "title",
    ["انفجار در حلب - خبرگزاری نمونه", "خبرگزاری نمونه | انفجار در حلب", "انفجار در حلب | جهان | خبرگزاری نمونه"],
)
def test_headline_and_outlet_are_told_apart_in_the_title(tmp_path: Path, title: str) -> None:
    source = page(head='<meta name="twitter:site" content="@nemuneh">')
    source = source.replace('<meta property="og:site_name" content="خبرگزاری نمونه">', "")
    source = source.replace('content="انفجار در حلب"', f'content="{title}"')
    found = article(tmp_path, source.replace("<title>انفجار در حلب</title>", f"<title>{title}</title>"))
    assert (found.title, found.outlet, found.text) == ("انفجار در حلب", "خبرگزاری نمونه", TEXT)


def test_what_a_site_says_beside_its_name_is_no_part_of_it(tmp_path: Path) -> None:
    source = page().replace('content="خبرگزاری نمونه"', 'content="خبرگزاری نمونه | اخبار ایران و جهان"')
    assert article(tmp_path, source).outlet == "خبرگزاری نمونه"


@pytest.mark.parametrize("archive", ["", "https://web.archive.org/web/20130731120000/"])
def test_outlet_that_is_not_named_is_the_host_that_the_page_was_saved_from(tmp_path: Path, archive: str) -> None:
    source = page(before=f"<!-- saved from url=(0029){archive}https://www.nemuneh.example/aleppo -->")
    source = source.replace('<link rel="canonical" href="https://example.org/news/55">', "")
    source = source.replace('<meta property="og:site_name" content="خبرگزاری نمونه">', "")
    assert article(tmp_path, source).outlet == "nemuneh.example"


def test_line_above_the_headline_goes_with_it(tmp_path: Path) -> None:
    above = page().replace("<h1>", '<p class="rutitr">سخنگوی پلیس:</p><h1>')
    assert article(tmp_path, above).text == TEXT


def test_few_broken_bytes_do_not_cost_the_page(tmp_path: Path) -> None:
    assert article(tmp_path, page().encode().replace(b"</footer>", b"\xff</footer>")).text == TEXT


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1256"])
def test_few_broken_bytes_do_not_make_a_wrong_declaration_right(tmp_path: Path, declared: str) -> None:
    source = page().replace('charset="utf-8"', f'charset="{declared}"').encode()
    assert article(tmp_path, source.replace(b"</footer>", b"\xff</footer>")).text == TEXT


def test_pictures_within_the_page_are_no_burden(tmp_path: Path) -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 5_000_000}">'
    assert article(tmp_path, page(top=picture)).text == TEXT


def test_page_saved_with_its_parts_is_read(tmp_path: Path) -> None:
    parts = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/aleppo\r\n"
        "Date: Tue, 30 Jul 2013 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{page()}\r\n--x--\r\n"
    )
    found = article(tmp_path, parts, "page.mhtml")
    assert found.text == TEXT
    assert found.url == "https://example.org/aleppo"
    assert found.fetched_at == datetime(2013, 7, 30, 10, tzinfo=UTC)


@pytest.mark.parametrize("source", [b"", b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx"])
def test_saved_parts_without_a_page_are_told(tmp_path: Path, source: bytes) -> None:
    item = read(tmp_path, source, "page.mhtml")
    assert isinstance(item, Rejection)
    assert item.reason == "no page in it"


@pytest.mark.parametrize("source", ["", "<html></html>", page().split("<main>")[0]])
def test_page_without_an_article_is_told(tmp_path: Path, source: str) -> None:
    item = read(tmp_path, source)
    assert isinstance(item, Rejection)
    assert item.reason in {"no article found in the page", "empty"}


def test_page_in_another_language_is_set_aside(tmp_path: Path) -> None:
    arabic = "<p>" + "أعلنت وزارة الصحة ارتفاع عدد القتلى إلى سبعة بعد قصف السوق الشعبي في المدينة. " * 5 + "</p>"
    item = read(tmp_path, page(body=arabic))
    assert isinstance(item, Rejection)
    assert item.reason == "looks like Arabic, not Persian"


def test_telegram_export_as_pages_is_told_from_a_page(tmp_path: Path) -> None:
    item = read(tmp_path, '<html><title>Exported Data</title><body><div class="page_wrap">پیام</div></body>')
    assert isinstance(item, Rejection)
    assert "machine-readable JSON" in item.remedy


def test_missing_library_is_told_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    item = read(tmp_path, page())
    assert isinstance(item, Rejection)
    assert item.remedy == "pip install 'ravayat[web]'"


def test_page_without_a_suffix_is_known_by_its_first_tag(tmp_path: Path) -> None:
    assert article(tmp_path, page(), "page").text == TEXT
    assert article(tmp_path, page(before="<!-- saved -->"), "page.php").text == TEXT


def test_source_of_a_page_under_the_name_of_a_text_is_read_as_a_page(tmp_path: Path) -> None:
    assert article(tmp_path, page(), "page.txt").text == TEXT


def test_pages_nested_beyond_reason_are_told_or_read(tmp_path: Path) -> None:
    assert isinstance(read(tmp_path, "<div>" * 200_000 + TEXT), Article | Rejection)
