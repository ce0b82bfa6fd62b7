"""The words of letters: a template for each kind and language, as text and as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from planner.assets import TEMPLATES

if TYPE_CHECKING:
    from planner.models.mail import MailKind

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class MailText:
    """A letter's subject and its two bodies."""

    subject: str
    text: str
    html: str


@cache
def letter_templates() -> Environment:
    """Return the templates; a word that is missing is an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def write_mail(kind: MailKind, language: str, subject: str, **facts: object) -> MailText:
    """Return a letter in a language; an unknown one is answered in Chinese."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    templates = letter_templates()
    facts = {**facts, "subject": subject, "language": language}
    text, html = (
        templates.get_template(f"emails/{language}/{kind.value}.{ending}").render(facts)
        for ending in ("txt", "html")
    )
    return MailText(subject, text, html)
