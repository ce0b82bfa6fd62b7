"""What is true of every page that any test fetches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.test import TestResponse

UNLABELLED = {"hidden", "submit", "button"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


class PageReader:
    """Collects what the checks need."""

    def __init__(self, text: str) -> None:
        self.language = ""
        self.headings = 0
        self.titles = 0
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.fields: list[str] = []
        self.inline: list[str] = []
        self.posts = 0
        self.tokens = 0
        self.images_without_words = 0
        root = etree.HTML(text) if text.strip() else None
        for each in () if root is None else root.iter(etree.Element):
            self.look_at(each.tag, each.attrib)

    def look_at(self, tag: str, facts: Mapping[str, str]) -> None:
        """Note what an element says."""
        if tag == "html":
            self.language = facts.get("lang", "")
        self.headings += tag == "h1"
        self.titles += tag == "title"
        self.ids += [facts["id"]] if "id" in facts else []
        if tag == "label":
            self.labels.add(facts.get("for", ""))
        if tag in {"input", "select", "textarea"} and facts.get("type") not in UNLABELLED:
            self.fields.append(facts.get("id", "(none)"))
        self.inline += [f"{tag} {name}" for name in facts if name == "style" or name[:2] == "on"]
        if tag == "style" or (tag == "script" and "src" not in facts):
            self.inline.append(tag)
        self.posts += tag == "form" and facts.get("method") == "post"
        self.tokens += facts.get("name") == "csrf_token"
        self.images_without_words += tag == "img" and not facts.get("alt")


def check_page(answer: TestResponse) -> None:
    """Check headers, and of a whole page its language, heading, labels and tokens."""
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Referrer-Policy"] in {"same-origin", "strict-origin"}
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if answer.mimetype != "text/html" or answer.status_code in range(300, 400):
        return
    reader = PageReader(answer.text)
    assert reader.inline == []
    assert set(reader.fields) <= reader.labels
    assert reader.posts == reader.tokens
    assert reader.images_without_words == 0
    assert len(reader.ids) == len(set(reader.ids)), sorted(reader.ids)
    if answer.text.startswith("<!DOCTYPE html>"):
        assert reader.language in {"zh-CN", "en"}
        assert (reader.headings, reader.titles >= 1) == (1, True)
