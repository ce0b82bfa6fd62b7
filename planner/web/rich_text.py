"""Rich text as HTML: a few marks of Markdown and no more; all else that is typed stays text."""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from planner.domain.rich_text import LONGEST_LINE, STRESSED, STRONG

RULES = ["heading", "list", "blockquote", "escape"]
DEEPEST = 12
TAGS = {"p", "strong", "em", "h3", "h4", "h5", "ul", "ol", "li", "blockquote"}
HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h5", "h5": "h5", "h6": "h5"}
"""A page has one heading of its own; those of a text stand below it."""
STRONG_ON, STRONG_OFF, STRESS_ON, STRESS_OFF = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""Stand for the marks on their way through the parser: characters that no plan holds."""
SENTINELS = {STRONG_ON: "<strong>", STRONG_OFF: "</strong>", STRESS_ON: "<em>", STRESS_OFF: "</em>"}
_FOREIGN = re.compile("[\x00\ufdd0-\ufdef]")
TEXTS_KEPT = 256

_parser = MarkdownIt("zero", {"html": False, "maxNesting": DEEPEST}).enable(RULES)


@lru_cache(TEXTS_KEPT)
def render_text(text: str) -> Markup:
    """Return a text as HTML that holds nothing but paragraphs, headings, points and stress.

    A line is a paragraph, as in the house's texts; marks beside Chinese punctuation count too.
    """
    lines = [_mark_line(line) for line in _FOREIGN.sub("", text).splitlines()]
    tokens = _parser.parse("\n\n".join(lines))
    for token in tokens:
        token.tag = HEADINGS.get(token.tag, token.tag)
    html: str = _parser.renderer.render(tokens, _parser.options, {})
    for sentinel, tag in SENTINELS.items():
        html = html.replace(sentinel, tag)
    clean = nh3.clean(html, tags=TAGS, attributes={"ol": {"start"}}, link_rel=None)
    return Markup(clean)  # noqa: S704  nh3 has left nothing but the tags above


def _mark_line(line: str) -> str:
    if len(line) > LONGEST_LINE:
        return line
    line = STRONG.sub(rf"{STRONG_ON}\1{STRONG_OFF}", line)
    return STRESSED.sub(rf"{STRESS_ON}\1{STRESS_OFF}", line)
