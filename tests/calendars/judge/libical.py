"""libical, the reader of GNOME and of many phones, in a process of the system's Python."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

from tests.calendars.judge.seen import Seen, seen_from

PYTHON = "/usr/bin/python3"
CHILD = Path(__file__).with_name("libical_child.py")


def as_read(meant: Seen) -> Seen:
    """Return an entry with this reader's quirks.

    It drops blanks at both ends of a text, and does not part categories at a comma that stands
    three octets behind a backslash. Nor between quotation marks (test_quirk); none are tried here.
    """
    escaped = ",".join(map(escape, meant.categories)).encode()
    categories = tuple(unescape(each.decode()) for each in cut(escaped) if each)
    return replace(meant, description=meant.description.strip(" \t"), categories=categories)


def cut(octets: bytes) -> list[bytes]:
    """Return the values of a list as libical parts them."""
    found, start = [], 0
    for place, octet in enumerate(octets):
        before = {octets[place - 1 : place], octets[place - 3 : place - 2]}
        if octet == ord(",") and b"\\" not in before:
            found.append(octets[start:place])
            start = place + 1
    return [*found, octets[start:]]


def escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def unescape(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).strip(" ")


def read(calendars: list[bytes]) -> list[list[Seen]]:
    done = subprocess.run(
        [PYTHON, "-I", CHILD],
        input=json.dumps([each.decode() for each in calendars]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [[seen_from(facts) for facts in found] for found in json.loads(done.stdout)]
