"""ical.js, the reader of Thunderbird and Nextcloud, run by Node.js in one go."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.calendars.judge.seen import Seen, seen_from

CHILD = Path(__file__).with_name("icaljs_child.mjs")


def as_read(meant: Seen) -> Seen:
    """Return an entry with this reader's quirk.

    It does not part categories behind one that ends with a backslash.
    """
    joined = "\x00".join(meant.categories).replace("\\\x00", "\\,")
    return replace(meant, categories=tuple(joined.split("\x00")) if joined else ())


def find_node() -> str:
    beside = Path(sys.executable).with_name("node")
    return shutil.which("node") or str(beside)


def read(calendars: list[bytes]) -> list[list[Seen]]:
    done = subprocess.run(
        [find_node(), CHILD],
        input=json.dumps([each.decode() for each in calendars]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [[seen_from(facts) for facts in found] for found in json.loads(done.stdout)]
