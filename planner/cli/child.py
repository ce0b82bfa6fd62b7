"""Children of ``planner serve``: none outlives its parent, even where that is killed outright."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from functools import partial

PR_SET_PDEATHSIG = 1
"""From ``sys/prctl.h``: which signal a process gets when its parent has died."""


def start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a child that is told to end when this process dies (on Linux)."""
    prepare = partial(follow, os.getpid()) if sys.platform == "linux" else None
    return subprocess.Popen(  # noqa: S603  our own command
        command,
        env=environment,
        preexec_fn=prepare,  # noqa: PLW1509  serve has one thread
    )


def follow(parent: int) -> None:
    """Ask the kernel to end this process with its parent; it may be dead already."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)
