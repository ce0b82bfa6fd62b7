"""libical's own reading of RFC 5546: what an invitation means to who has an earlier one."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.calendars.judge.libical import PYTHON

CHILD = Path(__file__).with_name("itip_child.py")


def classify(user: str, pairs: list[tuple[bytes, bytes]]) -> list[str]:
    """Return what each of the pairs (came in, is there) is: ``REQUEST-NEW``, ``OBSOLETE`` …"""
    texts = [[came.decode(), there.decode()] for came, there in pairs]
    done = subprocess.run(
        [PYTHON, "-I", CHILD],
        input=json.dumps([user, texts]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
