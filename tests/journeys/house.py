"""A served installation of its own: set up in a folder, started, watched and stopped."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PLANNER = (sys.executable, "-m", "planner")
START_SECONDS = 120
STOP_SECONDS = 20
LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class House:
    """Where the pages and the files are, and who may sign in with which password."""

    url: str
    instance: Path
    passwords: dict[str, str]


@contextmanager
def keep_house(folder: Path, post: int, sample: Path | None = None) -> Iterator[House]:
    """Serve a house on a free port, and stop it afterwards.

    Its letters go to the mail server on the loopback port ``post``. It is a copy of the ``sample``
    that all processes share; without one it is empty, has nobody yet, and makes no papers.
    """
    instance = folder / "instance"
    port = find_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PLENUM_")}
    environment |= {"PLENUM_INSTANCE": str(instance), "PYTHONPATH": str(ROOT)}
    environment |= {
        "PLENUM_SMTP_HOST": "127.0.0.1",
        "PLENUM_SMTP_PORT": str(post),
        "PLENUM_SMTP_SECURITY": "none",
        "PLENUM_MAIL_FROM": "plenum@house.example",
    }
    if sample is None:
        subprocess.run([*PLANNER, "setup", "--empty"], cwd=folder, env=environment, check=True)
    else:
        set_up_once(sample, environment)
        shutil.copytree(sample, instance)
    log = folder / "serve.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*PLANNER, "serve", "--port", str(port), *(["--no-worker"] if sample is None else [])],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for_answer(url, server, log)
            yield House(url, instance, read_passwords(instance, is_empty=sample is None))
        finally:
            stop(server)


def set_up_once(sample: Path, environment: dict[str, str]) -> None:
    """Set the sample house up unless another process has; whoever comes meanwhile waits."""
    with sample.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not sample.exists():
            begun = sample.with_suffix(".begun")
            shutil.rmtree(begun, ignore_errors=True)  # of another process, which failed
            made = environment | {"PLENUM_INSTANCE": str(begun)}
            subprocess.run([*PLANNER, "setup"], cwd=sample.parent, env=made, check=True)
            begun.rename(sample)


def find_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def read_passwords(instance: Path, *, is_empty: bool) -> dict[str, str]:
    """Return the password of each account; of an empty installation the set-up code."""
    if is_empty:
        return {"setup-code": (instance / "setup-code.txt").read_text("utf-8").strip()}
    lines = (instance / "accounts.txt").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name: password for name, password, _role in rows}


def wait_for_answer(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the sign-in page is served; a server that ended or is mute fails loudly."""
    ends_at = time.monotonic() + START_SECONDS
    while time.monotonic() < ends_at and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/sign-in", timeout=5):  # noqa: S310  our own server
                return
        except urllib.error.HTTPError as error:
            with error:
                break
        except OSError:
            time.sleep(LOOK_SECONDS)
    message = f"the server gave no sign-in page:\n{log.read_text('utf-8')}"
    raise RuntimeError(message)


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server and its worker, gently first; nothing of its group is left."""
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
