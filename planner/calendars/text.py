"""Text that may stand in a calendar, whatever people typed."""

from __future__ import annotations

import re

LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Return text with line feeds as its only line ends and without control characters.

    RFC 5545 §3.3.11 admits no control character but the tab; readers that split lines the way
    Python does would stumble over the rarer line separators, so they become line feeds too.
    """
    return UNFIT.sub("", LINE_ENDS.sub("\n", text))


def clean_line(text: str) -> str:
    """Return text on one line, as titles and places need it."""
    return " ".join(clean_text(text).split())


def clean_name(text: str) -> str:
    r"""Return a name on one line as it may stand in a parameter.

    A backslash becomes a wide one: there it escapes nothing, but libical takes it for the escape of
    what follows, and ical.js takes ``\n`` for a line break.
    """
    return clean_line(text).replace("\\", "＼")


def escape_text(text: str) -> str:
    r"""Return text escaped after RFC 5545 §3.3.11: ``\``, ``;``, ``,`` and line feeds.

    The icalendar library's own escaping takes ``C:\New`` for a line break.
    """
    if not text.replace("\n", "").isprintable():
        text = clean_text(text)
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
