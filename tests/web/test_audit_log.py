"""The audit log on its page: searched, exported, verified."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from tests.web.office import ACCOUNTS, LOG, ask, number_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient

    Offices = Callable[[str], PageClient]


def test_log_is_searched_by_who_when_action_subject_and_house(
    offices: Offices, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    account_id = number_of(sessions, "reader")
    ask(offices("system"), account_id, house)
    audit = offices("audit")
    found = audit.get(f"{LOG}?who=system&action=role.request&subject=request/1&house={house.id}")
    assert found.text.count("<td>申请角色<br><small><code>role.request</code>") == 1
    assert f"account_id: {account_id}" in found.text
    for question in (
        "who=nobody",
        "last=2026-11-30",
        "first=2026-12-02",
        "subject=none",
        "house=99",
    ):
        assert "没有符合条件的记录" in audit.get(f"{LOG}?{question}").text
    read = audit.get(f"{LOG}?action=audit.read").text
    assert "<td>查询日志<br><small><code>audit.read</code></small></td>" in read
    assert '<optgroup label="账号">' in read
    assert '<option value="account.sign_in">登录</option>' in read
    assert '<option value="audit.read" selected>查询日志</option>' in read
    signed_in = audit.get(f"{LOG}?action=account.sign_in").text
    assert re.search(r"<td>账号 \d+<br><small><code>account/\d+</code></small>", signed_in)


def test_log_is_exported_so_that_no_cell_is_a_formula(
    offices: Offices, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    account_id = number_of(sessions, "reader")
    system = offices("system")
    system.send(f"{ACCOUNTS}/{account_id}", display_name="=HYPERLINK(1)", mail_address="")
    system.send("/administration/houses", name="=1+1")
    audit = offices("audit")
    rows = list(csv.reader(io.StringIO(audit.get(f"{LOG}/export.csv").get_data(as_text=True)[1:])))
    assert rows[0][:3] == ["number", "at", "organisation_id"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    lines = audit.get(f"{LOG}/export.jsonl?action=account.change").text.splitlines()
    assert [json.loads(line)["after"]["display_name"] for line in lines] == ["=HYPERLINK(1)"]
    assert house


def test_verify_button_says_whether_the_chain_is_sound(offices: Offices) -> None:
    audit = offices("audit")
    audit.send(f"{LOG}/verify")
    assert "逐条核对无误" in audit.get(LOG).text


def test_log_is_not_exported_for_a_question_that_cannot_be_read(offices: Offices) -> None:
    answer = offices("audit").get(f"{LOG}/export.csv?first=2026-02-30&who=system")
    assert answer.location == f"{LOG}?first=2026-02-30&who=system"
