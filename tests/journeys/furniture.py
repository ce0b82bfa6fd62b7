"""What stands in a house before every page of it is looked at."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from planner.domain.venue.sample import sample_venue
from planner.planfile import write_yaml
from planner.planfile.venue_pretix_writer import write_pretix
from planner.services.sample import sample_plan
from tests.journeys.desk import BUILD_MILLISECONDS, Desk, wait_for_words
from tests.journeys.place import VALUES

if TYPE_CHECKING:
    from playwright.sync_api import APIResponse, Page

    from tests.post import Letterbox

HASH = re.compile(r"<code>([0-9a-f]{8})</code>")
LINK = re.compile(r"/i/([a-z2-7]{32})")
INVITED = "leader@house.example"
STANDING, CONSULTATION = "/meetings/2", "/meetings/3"
DIARY = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20270118T013000Z\r\n"
    "DURATION:PT1H\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nDTSTART:20270118T013000Z\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
ROSTER = "姓名,性别,单位,职务\n陆承宇,男,省科学院,研究员\n简堃铭,男,江海省政协,秘书长\n"
FORM_WORD = "document.querySelector('input[name=csrf_token]').value"


@dataclass(slots=True)
class Visitors:
    """One browser page for each account, kept for all pages of the application."""

    desk: Desk
    box: Letterbox
    """What the house's mail server has taken."""
    pages: dict[str, Page] = field(default_factory=dict)
    frames: dict[str, set[str]] = field(default_factory=dict)
    """Which bars and rails of an account were looked at."""
    tokens: dict[str, str] = field(default_factory=dict)
    """What an account's forms carry."""

    def page(self, account: str) -> Page:
        """Return the page of an account, signed in."""
        if account not in self.pages:
            self.pages[account] = self.desk.visit(account, is_still=True)
        return self.pages[account]

    def post(self, account: str, path: str, **form: Any) -> APIResponse:  # noqa: ANN401  as playwright
        """Send a form as an account."""
        page = self.page(account)
        if account not in self.tokens:
            page.goto("/meetings")
            self.tokens[account] = page.evaluate(FORM_WORD)
        form["csrf_token"] = self.tokens[account]
        answer = page.request.post(path, multipart=form)
        assert answer.status == 200, f"{path}: {answer.status}"
        return answer


def furnish(visitors: Visitors) -> dict[str, str]:
    """Make what pages show, and return what fills their addresses."""
    return {
        **VALUES,
        **publish_and_submit(visitors),
        **make_paper(visitors),
        **upload_files(visitors),
        **find_task(visitors),
        **make_seating(visitors),
        **make_seat_links(visitors),
        **invite(visitors),
    }


def make_paper(visitors: Visitors) -> dict[str, str]:
    """Have a paper made, and return its job and the code at its foot."""
    visitors.post("editor", "/meetings/1/papers/agenda")
    paper = wait_for_words(visitors.page("editor"), "/meetings/1/papers/agenda", 'class="leaves"')
    printed = HASH.search(paper)
    assert printed is not None
    return {"job_id": "1", "printed": printed.group(1)}


def upload_files(visitors: Visitors) -> dict[str, str]:
    """Upload a plan and a roster that both wait to be looked at."""
    plan = write_yaml(sample_plan("consultation")).replace("专题协商会", "重点协商会")
    file = {"name": "方案.yaml", "mimeType": "application/yaml", "buffer": plan.encode()}
    upload = visitors.post("editor", "/uploads", file=file)
    roster = {"name": "名册.csv", "mimeType": "text/csv", "buffer": ROSTER.encode()}
    taken = visitors.post("editor", "/meetings/1/edit/people/import", file=roster)
    room = write_pretix(sample_venue("u_shape")).encode()
    drawn = {"name": "会场.json", "mimeType": "application/json", "buffer": room}
    venue = visitors.post("editor", "/venues/import", file=drawn)
    dated = {"name": "日历.ics", "mimeType": "text/calendar", "buffer": DIARY.encode()}
    diary = visitors.post("editor", "/diaries", file=dated, person="P012")
    return {
        "busy.upload_id": last_part(diary.url),
        "upload_id": last_part(upload.url),
        "import_id": last_part(taken.url),
        "venue_make.upload_id": last_part(venue.url),
    }


def move(visitors: Visitors, meeting: str, place: str) -> None:
    """Change a meeting's place, so that there is something to compare."""
    page = visitors.page("editor")
    page.goto(f"{meeting}/edit/meeting")
    field = page.locator("main [data-field=place]")  # places offered for it have its name too
    field.fill(place)
    field.blur()
    expect(field).to_have_attribute("data-state", "saved")


def publish_and_submit(visitors: Visitors) -> dict[str, str]:
    """Publish a second revision of one meeting, leave another approved, a third waiting."""
    for meeting in (CONSULTATION, STANDING):
        move(visitors, meeting, "省政协机关第一会议厅")
        visitors.post("editor", f"{meeting}/review", note="请审定")
        visitors.post("leader", f"{meeting}/review/1/approve", remark="同意")
    visitors.post("editor", f"{CONSULTATION}/review/1/publish", notice="send", to="P012")
    move(visitors, CONSULTATION, "省政协机关协商议事厅")
    visitors.post("editor", f"{CONSULTATION}/review", note="按领导意见调整，请审定")
    return {
        "leader.show_decision.meeting_id": "3",
        "leader.show_decision.number": "2",
        "notice.show_publication.meeting_id": "2",
        "revision.compare.meeting_id": "3",
        "revision.show_changes.meeting_id": "3",
        "revision.show_changes.number": "2",
        "mail.list_all.meeting_id": "3",
    }


def make_seating(visitors: Visitors) -> dict[str, str]:
    """Seat the plenary in the sample hall."""
    page = visitors.page("editor")
    page.goto("/meetings/1/seating")
    option = page.get_by_label("会场", exact=True).locator("option").filter(has_text="人民会堂")
    venue = option.get_attribute("value")
    made = visitors.post(
        "editor", "/meetings/1/seating", name="开幕会座次", venue=venue, sitting="S04"
    )
    seating = last_part(made.url)
    visitors.post("editor", f"/meetings/1/seating/{seating}/fill")
    return {"seating_id": seating, **send_seating(visitors, str(venue))}


def send_seating(visitors: Visitors, venue: str) -> dict[str, str]:
    """Have a seating approved after remarks, and an amendment of it waiting with another."""
    form = {"name": "全会座次", "venue": venue, "sitting": "S04"}
    seating = last_part(visitors.post("editor", "/meetings/1/seating", **form).url)
    path = f"/meetings/1/seating/{seating}"
    visitors.post("editor", f"{path}/fill")
    visitors.post("editor", f"{path}/versions", reason="请审定")
    chart = visitors.page("editor").request.get(f"{path}/chart.json").json()
    people = [(person, place["seat"]) for person, place in chart["places"].items() if place["seat"]]
    visitors.post("leader", f"{path}/versions/1/remarks", seat=people[0][1], text="请安排在过道边")
    visitors.post("leader", f"{path}/versions/1/return", remark="请调整后再送")
    visitors.post("editor", f"{path}/versions", reason="已按意见调整")
    visitors.post("leader", f"{path}/versions/2/approve", remark="同意")
    visitors.post("editor", f"{path}/amendment")
    seats = {
        seat[0]: seat[5]
        for area in chart["venue"]["areas"]
        for row in area["rows"]
        for seat in row["seats"]
    }
    for one, other in ((0, 30), (5, 60)):
        swap = {"way": "swap", "person": people[one][0], "seat": seats[people[other][1]]}
        visitors.post("editor", f"{path}/list", **swap)
    visitors.post("editor", f"{path}/versions", reason="两位委员临时调整")
    visitors.post("leader", f"{path}/versions/3/remarks", seat=people[1][1], text="请与左侧对调")
    names = ("seating_version", "seating_comparison", "seating_leader")
    return {f"{name}.seating_id": seating for name in names}


def find_task(visitors: Visitors) -> dict[str, str]:
    """Return a task that the owner answers for."""
    page = visitors.page("owner")
    page.goto("/meetings/1/work")
    link = page.locator("main a[href^='/meetings/1/work/']").first.get_attribute("href")
    assert link is not None
    return {"work.key": last_part(link)}


def make_seat_links(visitors: Visitors) -> dict[str, str]:
    """Have the links to one's own seat made, and return that of the meeting's poster."""
    visitors.post("editor", "/meetings/1/seat-links")
    page = visitors.page("editor")
    page.goto("/meetings/1/seat-links")
    link = page.locator(".seat-poster a[href*='/s/']").get_attribute("href")
    assert link is not None
    return {"seat_lookup.token": last_part(link)}


def invite(visitors: Visitors) -> dict[str, str]:
    """Let a leader be invited by mail, and return the link on which he answers."""
    page = visitors.page("leader")
    page.goto("/account")
    name = page.locator("input[name=display_name]").input_value()
    profile = {"display_name": name, "mail_address": INVITED, "language": "zh"}
    visitors.post("leader", "/account", **profile, reminds_days_before="3", wants_mail="1")
    visitors.post("editor", "/meetings/1/invitations/switch", to="on")
    return {"invitation_answer.token": wait_for_link(visitors.box)}


def wait_for_link(box: Letterbox) -> str:
    """Return the token in the first invitation, once it has arrived."""
    ends_at = time.monotonic() + BUILD_MILLISECONDS / 1000
    while time.monotonic() < ends_at:
        for letter in box.taken:
            body = letter.get_body(("plain",))  # type: ignore[attr-defined]
            found = LINK.search(body.get_content())
            if found is not None:
                return found[1]
        time.sleep(0.2)
    raise AssertionError([str(each["Subject"]) for each in box.taken])


def last_part(address: str) -> str:
    """Return the last part of an address."""
    return address.split("?", maxsplit=1)[0].rstrip("/").rsplit("/", 1)[1]
