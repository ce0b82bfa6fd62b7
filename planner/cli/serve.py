"""``planner serve``: the web server and, beside it, the worker that renders."""

from __future__ import annotations

import errno
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import click

from planner import clock
from planner.cli.child import start
from planner.database import is_migrated, make_engine, make_sessions
from planner.settings import SET_UP_FILE, Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

THREADS = 8
LOOK_SECONDS = 0.5
STOP_SECONDS = 10
LOG_FORMAT = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'
"""Without query, address line or referrer: what could be a token stays out of the log."""


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--no-worker", is_flag=True, help="Leave rendering to a worker elsewhere.")
def serve_command(host: str, port: int, *, no_worker: bool) -> None:
    """Serve the pages and render documents until interrupted."""
    settings = Settings.from_environment()
    settings.require_secret()
    if not is_migrated(make_engine(settings.database)):
        message = "the database is not up to date; run 'planner setup' first"
        raise click.ClickException(message)
    require_port(host, port)
    environment = dict(os.environ)
    environment.setdefault("PLENUM_PUBLIC_URL", f"http://{host}:{port}")
    commands = [web_command(host, port)]
    if not no_worker:
        commands.append([sys.executable, "-m", "planner", "worker"])
    greet(host, port, settings)
    watch_over([partial(start, each, environment) for each in commands])


@click.command("worker")
def worker_command() -> None:
    """Render documents until interrupted; 'serve' starts one by itself."""
    from planner.documents.font import FontSettings  # noqa: PLC0415  it loads what sets type
    from planner.services.store import FileStore  # noqa: PLC0415  the same
    from planner.services.workplace import Workplace  # noqa: PLC0415  the same
    from planner.tasks.worker import run_worker  # noqa: PLC0415  the same

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s worker %(message)s")
    settings = Settings.from_environment()
    place = Workplace(
        sessions=make_sessions(make_engine(settings.database)),
        store=FileStore(settings.store_folder),
        public_url=settings.public_url,
        fonts=FontSettings(settings.font_files, settings.font_folders),
        now=clock.now,
        secret=settings.require_secret(),
    )
    run_worker(settings, place)


def web_command(host: str, port: int) -> list[str]:
    """Return the command of the web server: one process, as rate limits count in its memory."""
    return [
        *(sys.executable, "-m", "gunicorn", "planner.app:serve_app()"),
        *("--bind", f"{host}:{port}", "--worker-class", "gthread", "--threads", str(THREADS)),
        *("--access-logfile", "-", "--access-logformat", LOG_FORMAT, "--log-level", "warning"),
        *("--logger-class", "planner.cli.access_log.AccessLog"),
    ]


def require_port(host: str, port: int) -> None:
    """Refuse to start where the port cannot be had: say which, why, and what to do."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as taken:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            message = (
                f"端口 {port} 已被别的程序占用；请先结束它，或另选端口："
                f"--port {port + 1}。\n"
                f"Port {port} on {host} is taken by another program, perhaps an earlier"
                f" 'planner serve'. End that one (ss -ltnp 'sport = :{port}' names it),"
                f" or choose another port: --port {port + 1}"
            )
        else:
            message = (
                f"无法使用 {host} 的端口 {port}：{error.strerror}；请换一个 --host 或 --port。\n"
                f"Port {port} on {host} cannot be used: {error.strerror}."
                " Choose another --host or --port."
            )
        raise click.ClickException(message) from None


def greet(host: str, port: int, settings: Settings) -> None:
    """Say where the pages are and who can sign in."""
    click.echo(f"\n  会务台 Plenum   http://{host}:{port}\n")
    code = settings.instance / SET_UP_FILE
    if code.is_file():
        click.echo(f"  初始化口令 · Set-up code: {code.read_text('utf-8').strip()}  /set-up\n")
    accounts = settings.instance / "accounts.txt"
    if accounts.is_file():
        click.echo(f"  示例账号 · Sample accounts ({accounts}):")
        for line in accounts.read_text("utf-8").splitlines()[1:]:
            click.echo("    " + line.expandtabs(12))
        click.echo()


def watch_over(starters: list[Callable[[], subprocess.Popen[bytes]]]) -> None:
    """Keep the children running: the worker is started again, without the web server all ends."""
    signal.signal(signal.SIGTERM, interrupt)
    children = [starter() for starter in starters]
    try:
        while children[0].poll() is None:
            time.sleep(LOOK_SECONDS)
            for at in range(1, len(children)):
                if children[at].poll() is not None:
                    click.echo("the worker ended; it is started again", err=True)
                    children[at] = starters[at]()
    except KeyboardInterrupt:
        pass
    finally:
        stop(children)
    sys.exit(0 if children[0].returncode in {0, -signal.SIGTERM} else 1)


def interrupt(_number: int, _frame: FrameType | None) -> None:
    """Treat a request to end like an interrupt from the keyboard."""
    raise KeyboardInterrupt


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    """End the children, gently first."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
