"""The outlet's own name in a chain."""

import pytest

from ravayat.grounding.own_voice import names_outlet


@pytest.mark.parametrize(
    ("words", "outlet", "own"),
    [
        ("خبرگزاری فارس", "Fars News", True),
        ("خبرگزاري فارس", "خبرگزاری فارس", True),
        ("ابنا", "fa.abna24.com", True),
        ("ایسنا", "isna.ir", True),
        ("کردپرس", "kurdpress.com", True),
        ("رویترز", "isna.ir", False),
        ("نشریه محلی بادبان", "نشریه محلی بادبان", True),
        ("پیام‌های رسیده به ایران اینترنشنال", "ایران اینترنشنال", False),
        ("مدیر ایسنا", "isna.ir", False),
        ("روابط عمومی سپاه", "سپاه نیوز", False),
        ("ایسنا", None, False),
    ],
)
def test_the_outlet_is_known_by_its_names(words: str, outlet: str | None, own: bool) -> None:
    assert names_outlet(words, outlet) is own
