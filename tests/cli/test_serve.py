"""``planner serve``: its children end with it, and a taken port is named."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys

import click
import pytest

from planner.cli.serve import require_port

PARENT = """
import os, sys, time
from planner.cli.child import start
child = start([sys.executable, "-c", "import time; time.sleep(600)"], dict(os.environ))
print(child.pid, flush=True)
time.sleep(600)
"""
LONG = 60


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux tells children")
def test_a_child_ends_when_its_parent_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    try:
        rest, _ = parent.communicate(timeout=LONG)  # ends once the child has let go of it, too
    except subprocess.TimeoutExpired:
        os.kill(child, signal.SIGKILL)
        pytest.fail("the child outlived its parent")
    assert rest == b""


def test_a_taken_port_is_named_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(click.ClickException) as refused:
            require_port("127.0.0.1", port)
    assert f"端口 {port} 已被别的程序占用" in refused.value.message
    assert f"Port {port} on 127.0.0.1 is taken by another program" in refused.value.message
    assert f"--port {port + 1}" in refused.value.message
    require_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused_in_words() -> None:
    with pytest.raises(click.ClickException, match=r"Port 8000 on 192\.0\.2\.1 cannot be used"):
        require_port("192.0.2.1", 8000)
