"""What a frame of panning costs on a chart of 3,000 seats, against an empty one in the same page.

A scripted pan goes round for 240 frames at each level of zoom, then once more with everything in
the drawing hidden. The CPU time of the page's main thread in a frame counts, taken from the
browser's own trace: it is the same on a busy machine. Beside it stand the frame intervals with the
processor slowed down four times, as a small laptop is; they are told, not judged. Without a browser
nothing is measured.
"""

from __future__ import annotations

import logging
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from benchmarks.growth import resize_plan
from benchmarks.listing import NOW, PASSWORD
from planner.app import create_app
from planner.database import make_engine, make_sessions, migrate_database
from planner.domain.venue.generator import gather_venue
from planner.domain.venue.layout import Site
from planner.domain.venue.plan import AreaKind, Numbering
from planner.domain.venue.theatre import Theatre, lay_theatre, repeat_rows
from planner.models import AccountRecord
from planner.models.account import Role
from planner.services.account import add_member
from planner.services.actor import Actor
from planner.services.installation import add_organisation
from planner.services.password import hasher
from planner.services.revision import Submission, publish_plan
from planner.services.sample import sample_plan
from planner.services.seating import NewSeating, add_seating
from planner.services.seating_fill import fill_seating
from planner.services.venue import add_venue, list_venues
from planner.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

    from planner.models import ScopedSession

PEOPLE = 2_900
ROWS, BLOCKS = 44, (16, 36, 16)
"""2,992 seats."""
LEVELS = ("far", "middle", "near", "nearest")
SLOWED = 4
MOST_RATIO = 2.5
"""No frame of the full hall may cost the main thread more than so many of the empty one."""
OPTIONS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
TODAY = date(2026, 12, 1)
PAN = """async () => {
  const frame = document.querySelector('[data-frame]'), box = frame.getBoundingClientRect();
  const stamps = [];
  let x = box.x + box.width / 2, y = box.y + box.height / 2;
  const fire = (type, button) => frame.dispatchEvent(new PointerEvent(type, {
    bubbles: true, pointerId: 1, pointerType: 'mouse', clientX: x, clientY: y, button, buttons: 4,
  }));
  frame.setPointerCapture = () => {};
  fire('pointerdown', 1);
  await new Promise((done) => {
    let at = 0;
    const tick = (now) => {
      stamps.push(now);
      x += Math.cos(at / 20) * 14;
      y += Math.sin(at / 20) * 9;
      fire('pointermove', -1);
      at += 1;
      if (at < 240) requestAnimationFrame(tick); else done();
    };
    requestAnimationFrame(tick);
  });
  fire('pointerup', 1);
  return stamps;
}"""
HIDE = """display => {
  for (const each of document.querySelectorAll('.seating-drawing g'))
    each.style.display = display;
}"""


@dataclass(slots=True)
class Stage:
    """The chart in a browser, with its trace."""

    page: Page
    session: CDPSession
    events: list[dict[str, Any]] = field(default_factory=list)

    def go_to(self, level: str) -> None:
        """Zoom from the whole hall until a level is reached."""
        self.page.locator("[data-frame]").focus()
        self.page.keyboard.press("0")
        self.page.wait_for_timeout(900)
        while self.page.locator("#seating").get_attribute("data-level") != level:
            self.page.keyboard.press("+")
            self.page.wait_for_timeout(700)

    def measure(self) -> float:
        """Return the milliseconds of CPU that a frame of a pan costs the main thread."""
        self.events.clear()
        done: list[object] = []

        def finish(told: object) -> None:
            done.append(told)

        self.session.once("Tracing.tracingComplete", finish)
        traced = {"includedCategories": ["toplevel", "__metadata"]}
        self.session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": traced})
        frames = len(self.page.evaluate(PAN))
        self.session.send("Tracing.end")
        while not done:
            self.page.wait_for_timeout(50)
        names = {
            (each["pid"], each["tid"]): each["args"]["name"]
            for each in self.events
            if each["name"] == "thread_name"
        }
        taken = sum(
            each.get("tdur", 0)
            for each in self.events
            if each["name"].endswith("::RunTask")
            and names.get((each["pid"], each["tid"])) == "CrRendererMain"
        )
        return float(taken) / 1000 / frames

    def time_frames(self) -> tuple[float, float]:
        """Return the median and the 95th percentile of frame intervals on a slow processor."""
        self.session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        stamps = self.page.evaluate(PAN)
        self.session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        gaps = sorted(after - before for before, after in pairwise(stamps))
        return statistics.median(gaps), gaps[len(gaps) * 95 // 100]


def fill_house(session: ScopedSession) -> str:
    """Seat 2,900 people in a house of their own, and return the chart's path."""
    add_organisation(session, "benchmark", "政协江海省委员会")
    record = AccountRecord(
        sign_in_name="editor",
        display_name="editor",
        password_hash=hasher().hash(PASSWORD),
        password_set_at=NOW,
        created_at=NOW,
    )
    session.add(record)
    session.flush()
    add_member(session, record.id, Role.EDITOR, NOW)
    session.commit()
    plan = replace(resize_plan(sample_plan("plenary"), PEOPLE), title="大会")
    submission = Submission(plan, "plan.yaml", b"plan")
    meeting = publish_plan(session, submission, None, NOW, NOW.date())
    site = Site("hall", "池座", AreaKind.HALL, numbering=Numbering.ODD_LEFT)
    theatre = Theatre(repeat_rows(ROWS, BLOCKS), radius=60.0, cross_aisles=(14, 30))
    actor = Actor(None, NOW)
    add_venue(session, gather_venue("hall", "大会堂", (lay_theatre(site, theatre),)), actor)
    version = list_venues(session)[0].version_id
    sitting = max(plan.sittings, key=lambda each: each.rostrum is not None).key
    seating = add_seating(session, meeting, NewSeating("座次", version, (sitting,)), actor)
    fill_seating(session, meeting, seating, actor, TODAY)
    return f"/meetings/{meeting}/seating/{seating}"


def serve(folder: Path) -> tuple[Any, str]:
    """Return a running server and the address of the chart."""
    url = f"sqlite:///{folder / 'plenum.db'}"
    engine = make_engine(url)
    migrate_database(engine)
    with make_sessions(engine)() as session:
        path = fill_house(session)
    settings = Settings(
        instance=folder,
        secret_key="a secret of the benchmark, long enough",  # noqa: S106  of the benchmark
        database_url=url,
        public_url="http://localhost",
    )
    app = create_app(settings, today=lambda: TODAY, now=lambda: NOW)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("localhost", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://localhost:{server.server_port}{path}"


def open_chart(browser: Browser, address: str) -> Stage:
    """Sign in and open the chart."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.get_by_label("账号").fill("editor")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#seating.is-ready")
    stage = Stage(page, page.context.new_cdp_session(page))
    stage.session.on("Tracing.dataCollected", lambda part: stage.events.extend(part["value"]))
    return stage


def main() -> int:
    """Print the figures; 1 where a bound is broken."""
    browsers = ("chromium", "google-chrome", "chromium-headless-shell")
    chromium = next(filter(None, map(shutil.which, browsers)), None)
    if chromium is None:
        print("no browser found: nothing was measured")
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server, address = serve(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=list(OPTIONS))
        stage = open_chart(browser, address)
        holds = judge(stage)
        browser.close()
        server.shutdown()
    return int(not holds)


def judge(stage: Stage) -> bool:
    """Print what a frame costs at each level; tell whether all keep the bound."""
    stage.page.evaluate(HIDE, "none")
    empty = min(stage.measure() for _ in range(2))
    middle, late = stage.time_frames()
    stage.page.evaluate(HIDE, "")
    seats = stage.page.locator("[data-seat]").count()
    print(
        f"{seats} seats; CPU of the main thread in a frame; intervals at 1/{SLOWED} of the speed:"
    )
    print(f"       empty    {empty:5.2f} ms        {middle:5.1f} ms, 95 % within {late:5.1f} ms")
    holds = True
    for level in LEVELS:
        stage.go_to(level)
        cost = min(stage.measure() for _ in range(2))
        middle, late = stage.time_frames()
        is_kept = cost <= empty * MOST_RATIO
        holds &= is_kept
        print(
            f"  {'ok  ' if is_kept else 'FAIL'} {level:8} {cost:5.2f} ms {cost / empty:4.1f} ×"
            f" {middle:5.1f} ms, 95 % within {late:5.1f} ms"
        )
    return holds


if __name__ == "__main__":
    sys.exit(main())
