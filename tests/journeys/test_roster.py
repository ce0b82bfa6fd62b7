"""A roster comes in with doubtful rows; blocks are pasted, many are changed, a view is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import CONSULTATION, NARROW, open_meeting
from tests.journeys.inspection import find_violations
from tests.journeys.test_editing import PASTE, undo_all, wait_until_live

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk


ROSTER = """某市专题协商会名册,,,,
姓名,性别,工作单位,职务,会议身份
孙霖,,,副院长,出席
冯陪斌,,临澜市社会福利院,院长,出席
丁新增,女,永澄市中医院,护士长,列席
石有误,男,永澄市中医院,医师,贵客
"""


@pytest.fixture(scope="module")
def place(reception: Desk) -> str:
    path = open_meeting(reception.visit("editor"), CONSULTATION)
    reception.leave()
    return f"{path}/edit/people"


def open_people(desk: Desk, place: str, query: str = "") -> Page:
    page = desk.visit("editor")
    page.goto(f"{place}{query}")
    wait_until_live(page)
    return page


def count_people(page: Page) -> int:
    return int(page.locator("[data-total]").get_attribute("data-total") or 0)


def test_a_roster_with_doubtful_rows_comes_in_and_goes_back(desk: Desk, place: str) -> None:
    page = open_people(desk, place)
    before = count_people(page)
    page.get_by_role("link", name="导入名册").click()
    roster = {"name": "名册.csv", "mimeType": "text/csv", "buffer": ROSTER.encode("gb18030")}
    page.get_by_label("名册文件").set_input_files(roster)
    page.get_by_role("button", name="读取并核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对名册")
    groups = page.get_by_role("navigation", name="各组")
    for name in ("有误 1", "存疑 2", "变动 0", "新增 1", "相同 0"):
        expect(groups.get_by_role("link", name=name)).to_be_visible()
    expect(page.locator(".cell-fault")).to_contain_text("名册.csv，第 6 行（会议身份）")
    take = page.get_by_role("button", name="导入名册")
    expect(take).to_be_disabled()
    page.get_by_role("button", name="全部跳过").click()
    groups.get_by_role("link", name="存疑").click()
    row = page.get_by_role("row", name="冯陪斌")
    expect(row).to_contain_text("姓名同音，只差一个字：冯培斌")
    row.get_by_role("combobox").select_option(label="另一人，新增")
    other = page.get_by_role("row", name="孙霖")
    expect(other).to_contain_text("同名，但职务不同：孙霖")
    other.get_by_role("combobox").select_option(label="就是 孙霖（P482）")
    expect(take).to_be_enabled()
    expect(page.locator(".take-roster")).to_contain_text("将新增 2 人，修改 1 人，移除 0 人")
    take.click()
    expect(page.locator(".said")).to_contain_text("已修改 3 人")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(before + 2))
    wait_until_live(page)
    undo_all(page, 1)
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(before))


def test_a_block_from_a_spreadsheet_is_looked_at_and_pasted(desk: Desk, place: str) -> None:
    page = open_people(desk, place, "?q=苏静")
    page.locator("tr[data-key] [data-cell]").first.focus()
    page.evaluate(PASTE, "苏静\t列席\t女\n丁粘贴\t特邀\t男\n")
    dialog = page.get_by_role("dialog", name="核对修改")
    expect(dialog).to_contain_text("新增 1 人，修改 1 人")
    dialog.get_by_role("button", name="粘贴").click()
    expect(page.locator(".draft-toast")).to_contain_text("已粘贴：新增 1 人，修改 1 人")
    expect(page.locator("tr[data-key] select").first).to_have_value("sitting_in")
    page.locator("tr[data-key] [data-cell]").first.focus()
    page.evaluate(PASTE, "苏静\t来宾席\t甲\n")
    expect(dialog.locator(".cell-fault")).to_have_count(2)
    dialog.get_by_role("button", name="取消").click()
    undo_all(page, 1)
    expect(page.locator("tr[data-key] select").first).to_have_value("member")


def test_faulty_cells_are_left_and_headings_lead(desk: Desk, place: str) -> None:
    page = open_people(desk, place)
    before = count_people(page)
    page.evaluate(PASTE, "姓名\t工号\t职务\t会议身份\n丁甲\t7\t科长\t列席\n丁乙\t8\t处长\t贵客\n")
    dialog = page.get_by_role("dialog", name="核对修改")
    expect(dialog).to_contain_text("新增 2 人，修改 0 人，共 5 格")
    expect(dialog).to_contain_text("首行是表头，不作为人员")
    expect(dialog).to_contain_text("不粘贴的列：工号")
    expect(dialog.locator(".cell-fault")).to_contain_text("“贵客” 应为其中之一：出席、列席")
    dialog.get_by_role("button", name="先贴入正确的格").click()
    expect(page.locator(".draft-toast")).to_contain_text("已粘贴：新增 2 人，修改 0 人")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(before + 2))
    undo_all(page, 1)
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(before))


def test_an_empty_roster_takes_a_paste(desk: Desk, place: str) -> None:
    page = open_people(desk, place)
    before = count_people(page)
    page.get_by_role("button", name="全选符合条件的").click()
    page.get_by_role("button", name="移除").click()
    dialog = page.get_by_role("dialog", name="核对修改")
    dialog.get_by_role("button", name=f"移除 {before} 人").click()
    expect(page.locator(".empty")).to_contain_text("还没有人员")
    wait_until_live(page)
    page.evaluate(PASTE, "丁甲\t列席\n丁乙\t特邀\n")
    expect(dialog).to_contain_text("新增 2 人")
    dialog.get_by_role("button", name="粘贴").click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "2")
    page.get_by_placeholder("姓名", exact=True).focus()
    page.evaluate(PASTE, "丁丙\n丁丁\n")
    dialog.get_by_role("button", name="粘贴").click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "4")
    undo_all(page, 3)
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(before))


def test_a_choice_at_its_default_stays_when_its_row_changes(desk: Desk, place: str) -> None:
    page, other = open_people(desk, place, "?q=苏静"), open_people(desk, place, "?q=苏静")
    kinds = [each.locator("tr[data-key] select[data-field=attendance]") for each in (page, other)]
    posts = [each.locator("tr[data-key] [data-field=post]") for each in (page, other)]
    expect(kinds[0]).to_have_value("member")
    posts[0].fill("临时职务")
    posts[0].blur()
    expect(posts[0]).to_have_attribute("data-state", "saved")
    expect(kinds[0]).to_have_value("member")
    posts[1].focus()
    expect(posts[1]).to_have_value("临时职务")
    expect(kinds[1]).to_have_value("member")
    undo_all(page, 1)
    expect(posts[0]).not_to_have_value("临时职务")
    expect(kinds[0]).to_have_value("member")


def test_rows_are_chosen_with_keys_changed_together_and_taken_back(desk: Desk, place: str) -> None:
    page = open_people(desk, place, "?attendance=sitting_in")
    cells = page.locator("tr[data-key] [data-cell]:first-of-type, tr[data-key] td[data-cell]")
    cells.first.focus()
    page.keyboard.press("Shift+Space")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("[data-count-chosen]")).to_have_text("已选 3 人")
    assert page.url.count("%2C") == 2
    value = page.get_by_label("改为")
    value.press_sequentially("特别小组")
    page.get_by_role("button", name="设置", exact=True).click()
    dialog = page.get_by_role("dialog", name="核对修改")
    expect(dialog).to_contain_text("将修改 3 人")
    dialog.get_by_role("button", name="修改 3 人").click()
    expect(page.locator(".said")).to_contain_text("已修改 3 人")
    page.goto(f"{place}?group=特别小组")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "3")
    page.get_by_label("视图名称").fill("特别")
    page.get_by_role("button", name="保存为视图").click()
    views = page.get_by_role("navigation", name="视图")
    expect(views.get_by_role("link", name="特别 3")).to_have_attribute("aria-current", "true")
    wait_until_live(page)
    undo_all(page, 1)
    page.reload()
    expect(views.get_by_role("link", name="特别 0")).to_be_visible()
    page.get_by_role("button", name="删除视图“特别”").click()
    expect(views.get_by_role("link", name="特别 0")).to_have_count(0)


def test_filters_fold_on_a_phone_until_one_is_used(desk: Desk, place: str) -> None:
    page = desk.visit("editor", width=NARROW)
    page.goto(place)
    wait_until_live(page)
    sector = page.get_by_label("界别", exact=True).first
    expect(sector).to_be_hidden()
    expect(page.locator(".bulk-act").first).to_be_hidden()
    filters = page.locator("#person-filters").bounding_box()
    assert filters
    assert filters["height"] < 140
    page.get_by_text("筛选条件").click()
    expect(sector).to_be_visible()
    page.locator("[data-choose]").first.check()
    expect(page.locator(".bulk-act").first).to_be_visible()
    page.goto(f"{place}?standing=1")
    expect(sector).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(place)
    expect(sector).to_be_visible()
    expect(page.get_by_text("筛选条件")).to_be_hidden()


def test_axe_finds_nothing_in_the_people_pages_on_a_phone(desk: Desk, place: str) -> None:
    page = desk.visit("editor", width=NARROW)
    found = []
    for address in (f"{place}?sel=P003", f"{place}/import", place.replace("edit/people", "leaves")):
        page.goto(address)
        wait_until_live(page)
        found += [(address, each) for each in find_violations(page, scope="light")]
        is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found += [(address, "wider than the screen")] if is_wide else []
    assert found == []
