"""Pages with something open or wrong: every state that a page can be brought to by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.desk import HEIGHT, NARROW, WIDE
from tests.journeys.furniture import DIARY

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.journeys.furniture import Visitors

LIVE = ".draft-line.is-live"
PERSON = "/meetings/1/details/people/P020"
UNIT = "单位"


def open_live(visitors: Visitors, address: str) -> Page:
    """Open a page of the draft and wait until it listens to keys."""
    page = visitors.page("editor")
    page.goto(address)
    expect(page.locator(LIVE)).to_be_visible()
    return page


def search(visitors: Visitors) -> Page:
    page = open_live(visitors, "/meetings/1")
    page.keyboard.press("/")
    page.keyboard.type("jkm")
    expect(page.locator("#search-found [role=option]").first).to_be_visible()
    return page


def search_in_vain(visitors: Visitors) -> Page:
    page = open_live(visitors, "/meetings/1")
    page.keyboard.press("/")
    page.keyboard.type("没有的人")
    expect(page.locator("#search-found")).to_contain_text("没有找到")
    return page


def keys(visitors: Visitors) -> Page:
    page = open_live(visitors, "/meetings/1")
    page.keyboard.press("Shift+?")
    expect(page.locator("#keys")).to_be_visible()
    return page


def drawer(visitors: Visitors) -> Page:
    page = open_live(visitors, "/meetings/1/timeline?at=people/P012")
    expect(page.locator("#drawer h2")).to_be_visible()
    return page


def findings_sheet(visitors: Visitors) -> Page:
    page = open_live(visitors, "/meetings/1")
    page.locator(".findings-strip summary").click()
    expect(page.locator(".findings-sheet .finding").first).to_be_visible()
    return page


def meeting_menu(visitors: Visitors) -> Page:
    page = open_live(visitors, "/meetings/1")
    page.locator(".bar-switch summary").click()
    expect(page.locator(".bar-switch li").first).to_be_visible()
    return page


def account_menu(visitors: Visitors) -> Page:
    page = visitors.page("editor")
    page.goto("/meetings")
    page.locator(".bar .menu.is-end summary").click()
    return page


def rail_on_a_phone(visitors: Visitors) -> Page:
    page = visitors.page("reader")
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    page.goto("/meetings/1")
    page.locator(".rail summary").click()
    expect(page.locator(".rail").get_by_role("link", name="人员")).to_be_visible()
    return page


def conflict(visitors: Visitors) -> Page:
    page, other = (visitors.desk.visit("editor", is_still=True) for _ in range(2))
    for each in (page, other):
        each.goto(PERSON)
        expect(each.locator(LIVE)).to_be_visible()
    page.context.route("**/draft/pulse*", lambda route: route.abort())
    for each, text in ((other, "对方写的单位"), (page, "自己写的单位")):
        field = each.locator("main").get_by_label(UNIT, exact=True)
        field.fill(text)
        field.blur()
        if each is other:
            expect(field).to_have_attribute("data-state", "saved")
    expect(page.get_by_role("dialog", name="您在另一浏览器中也改了同一处")).to_be_visible()
    return page


def faulty_field(visitors: Visitors) -> Page:
    page = open_live(visitors, "/meetings/1/details/people/P030")
    field = page.locator("main").get_by_label("姓名", exact=True)
    field.fill("")
    field.blur()
    expect(page.locator(".field-fault")).to_be_visible()
    return page


def offline(visitors: Visitors) -> Page:
    page = open_live(visitors, "/meetings/1/edit/agenda")
    page.context.set_offline(True)
    expect(page.locator("[data-offline]")).to_be_visible()
    return page


def not_found(visitors: Visitors) -> Page:
    page = visitors.page("reader")
    page.goto("/meetings/999")
    return page


def not_permitted(visitors: Visitors) -> Page:
    page = visitors.page("reader")
    page.goto("/meetings/new")
    return page


def refused_sign_in(visitors: Visitors) -> Page:
    page = visitors.desk.visit(is_still=True)
    page.goto("/sign-in")
    page.get_by_label("账号").fill("editor")
    page.get_by_label("密码").fill("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    return page


def faulty_upload(visitors: Visitors) -> Page:
    wrong = "meeting:\n  title: 某次会议\n  opens_on: 2027-02-30\n"
    file = {"name": "方案.yaml", "mimeType": "application/yaml", "buffer": wrong.encode()}
    page = visitors.page("editor")
    page.goto("/uploads/new")
    page.get_by_label("方案文件").set_input_files(file)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("alert")).to_be_visible()
    return page


def waiting_review(visitors: Visitors) -> Page:
    page = visitors.page("leader")
    page.goto("/meetings/3/review")
    return page


def locked_draft(visitors: Visitors) -> Page:
    page = visitors.page("editor")
    page.goto("/meetings/3/edit/people")
    return page


def english(visitors: Visitors) -> Page:
    page = visitors.desk.visit("editor", is_still=True)
    page.goto("/meetings/1")
    page.locator(".bar .menu.is-end summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    return page


def subscription_made(visitors: Visitors) -> Page:
    """Subscribe with a wide window, and leave a device in the list."""
    page = visitors.page("editor")
    page.goto("/meetings/1/calendars/new")
    page.get_by_label("设备名称").fill("我的手机")
    page.get_by_label("用哪个日历").select_option("mac")
    page.get_by_role("button", name="生成订阅地址").click()
    expect(page.get_by_role("button", name="复制").first).to_be_visible()
    return page


def subscription_on_a_phone(visitors: Visitors) -> Page:
    """Subscribe from one's own page, which needs no account."""
    editor = visitors.page("editor")
    editor.goto("/meetings/1/seat-links")
    own = str(editor.get_by_role("link", name="打开").first.get_attribute("href"))
    page = visitors.page("")
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    page.goto(own)
    page.get_by_role("button", name="iPhone").click()
    expect(page.get_by_role("button", name="复制").first).to_be_visible()
    return page


def own_seat_page(visitors: Visitors) -> Page:
    """Look at one's own page on a phone."""
    editor = visitors.page("editor")
    editor.goto("/meetings/1/seat-links")
    own = str(editor.get_by_role("link", name="打开").first.get_attribute("href"))
    page = visitors.page("")
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    page.goto(own)
    return page


def subscriptions(visitors: Visitors) -> Page:
    """Look at one's devices once there are some."""
    page = subscription_made(visitors)
    page.goto("/account/subscriptions")
    return page


def app_password_made(visitors: Visitors) -> Page:
    """Make an app password and look at it, this once."""
    page = visitors.page("editor")
    page.goto("/account/app-passwords")
    page.get_by_label("设备名称").fill("我的手机")
    page.get_by_role("button", name="生成应用密码").click()
    expect(page.get_by_role("button", name="复制")).to_be_visible()
    return page


def diary_taken(visitors: Visitors) -> Page:
    """Take in a calendar from elsewhere, and look at the list with the way to remove it open."""
    page = visitors.page("editor")
    page.goto("/diaries")
    page.get_by_label("谁的日历").fill("P012")
    dated = {"name": "手机.ics", "mimeType": "text/calendar", "buffer": DIARY.encode()}
    page.get_by_label("日历文件").set_input_files(dated)
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_role("button", name="导入", exact=True).click()
    page.locator("td summary").first.click()
    expect(page.get_by_text("确认删除").first).to_be_visible()
    return page


STATES: dict[str, Callable[[Visitors], Page]] = {
    each.__name__.replace("_", "-"): each
    for each in (
        *(search, search_in_vain, keys, drawer, findings_sheet, meeting_menu, account_menu),
        *(rail_on_a_phone, conflict, faulty_field, offline, not_found, not_permitted),
        *(refused_sign_in, faulty_upload, waiting_review, locked_draft, english),
        *(subscription_made, subscriptions, own_seat_page, subscription_on_a_phone),
        *(app_password_made, diary_taken),
    )
}
