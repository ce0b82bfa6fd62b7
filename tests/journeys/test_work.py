"""An owner's day on a phone, the lead's board, a leader's tablet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from planner.clock import today
from tests.journeys.desk import CONSULTATION, NARROW, save
from tests.journeys.inspection import find_violations
from tests.journeys.test_reading import OVERFLOW

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk


SMALLEST, TABLET = 360, 820
JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 200
TASK = "拟定委员分组方案、召集人和联络员名单，对应讨论室"
SMALL_TYPE = """() => [...document.querySelectorAll('main *, .bar *')]
  .filter(each => each.checkVisibility() && [...each.childNodes]
    .some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
  .filter(each => !each.closest('.hidden-label, .menu-sheet'))
  .filter(each => parseFloat(getComputedStyle(each).fontSize) < 20)
  .map(each => each.textContent.trim())"""
SMALL_TARGETS = """() => [...document.querySelectorAll('main a, main button, main summary')]
  .filter(each => each.checkVisibility())
  .map(each => [each.textContent.trim(), each.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44)
  .map(([text]) => text)"""


def open_task(page: Page) -> str:
    """Open the owner's late task from his list and return its path."""
    page.goto("/work")
    page.get_by_role("link", name=TASK).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TASK)
    return page.evaluate("location.pathname")


def test_an_owners_day_on_a_phone(desk: Desk) -> None:
    owner = desk.visit("owner", width=NARROW)
    owner.goto("/work")
    plenary = owner.locator(".work-meeting").filter(has_text=TASK)
    plenary.get_by_role("link", name="看过并确认").click()
    expect(owner.locator(".letter")).to_contain_text(TASK)
    owner.get_by_role("button", name="我已看过，按此负责").click()
    expect(owner.locator(".letter-line")).to_contain_text("已确认")
    expect(owner.get_by_role("button", name="我已看过，按此负责")).to_have_count(0)

    path = open_task(owner)
    expect(owner.locator("main")).to_contain_text("逾期")
    wanted = today() + timedelta(days=9)
    owner.get_by_text("申请改期", exact=True).click()
    owner.get_by_label("新的完成日期").fill(wanted.isoformat())
    owner.get_by_label("理由").fill("讨论室还在协调")
    owner.get_by_role("button", name="提出申请").click()
    expect(owner.locator(".entry.is-date")).to_contain_text("待处理")

    lead = desk.visit("lead")
    lead.goto("/workbench")
    lead.get_by_role("article").filter(has_text="讨论室还在协调").get_by_role(
        "link", name="去处理"
    ).click()
    expect(lead.locator(".decision")).to_contain_text("改期会牵动")
    lead.get_by_label("意见").fill("抓紧")
    lead.get_by_role("button", name="同意", exact=True).click()
    expect(lead.locator(".entry.is-date")).to_contain_text("同意改期")

    owner.reload()
    day = f"{wanted.month}月{wanted.day}日"
    expect(owner.locator("main .facts").first).to_contain_text(f"同意改至 {day}")
    expect(owner.locator("main")).not_to_contain_text("逾期")
    owner.get_by_label("完成情况").fill("名单已送各组")
    photo = {"name": "名单 照片.jpg", "mimeType": "image/jpeg", "buffer": JPEG}
    owner.locator("#photo-state").set_input_files(photo)
    expect(owner.locator(".act[open] .file-names")).to_contain_text("名单 照片.jpg")
    owner.get_by_role("button", name="确认完成").click()
    entry = owner.locator(".entry.is-state").first
    expect(entry).to_contain_text("名单已送各组")
    name, content = save(owner, entry.get_by_role("link", name="名单 照片.jpg").click)
    assert (name, content) == ("名单 照片.jpg", JPEG)

    meeting = path.rpartition("/work/")[0]
    reader = desk.visit("reader")
    reader.goto(f"{meeting}/tasks?state=done")
    expect(reader.locator("main")).to_contain_text(TASK)
    owner.get_by_role("button", name="撤回完成，继续办理").click()
    expect(owner.locator("main .facts").first).to_contain_text("进行中")


def test_pages_of_work_fit_the_smallest_phone_and_please_axe(desk: Desk) -> None:
    owner = desk.visit("owner", width=SMALLEST)
    task = open_task(owner)
    meeting = task.rpartition("/work/")[0]
    pages = (
        *("/work", "/workbench", f"{meeting}/work", task, f"{meeting}/letter"),
        *(f"{meeting}/board/affairs", f"{meeting}/board/affairs?view=week", f"{meeting}/tasks"),
    )
    found = [each for path in pages for each in please_axe(owner, path)]
    assert found == []
    wide = {path: measure(owner, path) for path in pages}
    assert wide == dict.fromkeys(pages, 0)
    editor = desk.visit("editor")
    pages = (f"{meeting}/tasks?order=owner", f"{meeting}/board/affairs", "/workbench")
    found = [each for path in pages for each in please_axe(editor, path)]
    assert found == []


def please_axe(page: Page, path: str) -> list[str]:
    """Return what axe finds on a page."""
    page.goto(path)
    return [f"{path} {each}" for each in find_violations(page, scope="light")]


def measure(page: Page, path: str) -> int:
    """Return by how many pixels a page is wider than the screen."""
    page.goto(path)
    return int(page.evaluate(OVERFLOW))


def test_a_card_moves_by_mouse_and_by_keyboard(desk: Desk) -> None:
    lead = desk.visit("lead")
    path = desk.path_of()
    lead.goto(f"{path}/board/affairs")
    card = lead.locator(".card").filter(has_text="拟定委员分组方案")
    column = {name: lead.locator(f"[data-column={name}]") for name in ("open", "doing", "done")}
    card.drag_to(column["open"])
    expect(column["open"].locator(".card").filter(has_text="拟定委员分组方案")).to_be_visible()
    button = lead.get_by_role("button", name=f"{TASK}：移到“进行中”")
    button.focus()
    lead.keyboard.press("Enter")
    expect(column["doing"].locator(".card").filter(has_text="拟定委员分组方案")).to_be_visible()


def test_a_leader_approves_on_a_tablet(desk: Desk) -> None:
    editor = desk.visit("editor")
    review = f"{desk.path_of(CONSULTATION)}/review"
    editor.goto(review)
    editor.get_by_label("送审说明").fill("请审定协商会方案")
    editor.get_by_role("button", name="送审", exact=True).click()
    leader = desk.visit("leader", width=TABLET)
    leader.goto("/")
    expect(leader).to_have_url(f"{desk.house.url}/leader")
    assert leader.evaluate(SMALL_TYPE) == []
    assert leader.evaluate(SMALL_TARGETS) == []
    assert find_violations(leader, scope="light") == []
    leader.get_by_role("link", name="审阅方案").click()
    expect(leader.locator("main")).to_contain_text("请审定协商会方案")
    assert leader.evaluate(SMALL_TYPE) == []
    leader.get_by_label("审定意见").fill("同意")
    leader.get_by_role("button", name="审定", exact=True).click()
    expect(leader).to_have_url(f"{desk.house.url}/leader")
    expect(leader.locator("main")).not_to_contain_text("请审定协商会方案")
    editor.reload()
    expect(editor.locator("main")).to_contain_text("已审定")
    editor.get_by_role("button", name="撤回送审").click()


def test_a_leader_finds_his_seat_with_one_finger(desk: Desk) -> None:
    leader = desk.visit("leader", width=NARROW)
    leader.goto("/leader")
    leader.get_by_role("link", name="我的座位").first.click()
    mine = leader.locator("[data-me]")
    expect(mine).to_be_in_viewport()
    left = leader.locator(".beside p").filter(has_text="我的左手").locator("b").text_content()
    names = leader.locator(".chair span").all_text_contents()
    me = mine.locator("span").text_content() or ""
    assert names[names.index(me) + 1] == left
    leader.get_by_role("link", name="从我的座位看").click()
    turned = leader.locator(".chair span").all_text_contents()
    assert turned == names[::-1]
    expect(mine).to_be_in_viewport()
    assert leader.evaluate(OVERFLOW) == 0
    assert leader.evaluate(SMALL_TYPE) == []
