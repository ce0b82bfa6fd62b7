from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.web.rich_text import TAGS, render_text

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[点这里](javascript:alert(1))",
    "![图](data:image/svg+xml;base64,PHN2Zz4=)",
    "<a href='data:text/html,<script>1</script>'>x</a>",
    "<svg><use href='#x'/><script>1</script></svg>",
    "<style>*{display:none}</style>",
    "<p style='position:fixed' class='drawer' id='conflict'>x</p>",
    "<iframe srcdoc='<script>1</script>'></iframe>",
    "<form action=/x><input name=csrf_token></form>",
    "<math><mtext><table><mglyph><style><img src=x onerror=1>",
    "**<b onmouseover=alert(1)>粗</b>**",
    "# <h1 id=main>题</h1>",
    "- <li onclick=x>",
    "&lt;script&gt;&#60;img src=x onerror=1&#62;",
    "<https://evil.example> https://evil.example",
    "[a]: javascript:alert(1)\n[a]",
    "\ufdd0\ufdd1<em>\ufdd3\x00",
    "```html\n<script>1</script>\n```",
    "    <script>1</script>",
]
DEEP = [">" * 50_000, "- " * 20_000, "* **" * 20_000, "**a" * 50_000, "#" * 50_000, "*" * 100_000]


class Reader(HTMLParser):
    """Collects what stands in some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.facts: list[tuple[str, str | None]] = []
        self.depth = self.deepest = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.facts += attrs
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)

    def handle_endtag(self, tag: str) -> None:
        assert tag in TAGS
        self.depth -= 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str):
    found = Reader(render_text(text))
    assert found.tags <= TAGS
    assert found.facts == []


@pytest.mark.parametrize("text", DEEP, ids=lambda text: text[:4])
def test_deep_nesting_is_neither_slow_nor_deep(text: str):
    begun = time.perf_counter()
    found = Reader(render_text(text))
    assert found.deepest <= 40
    assert time.perf_counter() - begun < 5


@given(st.text(alphabet="<>*#-_`[]()!&;\"'/\\ \n1.a中=", max_size=80))
@settings(max_examples=150)
def test_whatever_is_typed_makes_our_tags_only(text: str):
    found = Reader(render_text(text))
    assert found.tags <= TAGS
    assert {name for name, _ in found.facts} <= {"start"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一段\n二段", "<p>一段</p>\n<p>二段</p>\n"),
        ("请**全体**起立", "<p>请<strong>全体</strong>起立</p>\n"),
        ("**《报告》**已印发", "<p><strong>《报告》</strong>已印发</p>\n"),
        ("# 题", "<h3>题</h3>\n"),
        ("3. 三\n4. 四", '<ol start="3">\n<li>\n<p>三</p>\n</li>\n<li>\n<p>四</p>\n</li>\n</ol>\n'),
        ("> *引*", "<blockquote>\n<p><em>引</em></p>\n</blockquote>\n"),
        ("应到____人", "<p>应到____人</p>\n"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
    ],
)
def test_marks_become_what_they_mean(text: str, html: str):
    assert render_text(text) == html
