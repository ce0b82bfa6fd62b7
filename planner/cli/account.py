"""``planner account``: accounts are added, listed, closed, reset; roles asked for and decided.

A role needs two people here as on the pages: the system administrator asks with his password and
code (``grant``), the security administrator decides with his (``confirm``, ``refuse``).
"""

from __future__ import annotations

import click

from planner.cli.desk import local_actor, open_session, prove_office, say
from planner.cli.group import CommandPlace, PlannerGroup

HERE = "planner.cli.account"
COMMANDS = {
    "add": CommandPlace(f"{HERE}:add_command", "新增账号", "Add an account without any role."),
    "list": CommandPlace(f"{HERE}:list_command", "列出或查找账号", "Print or find accounts."),
    "disable": CommandPlace(f"{HERE}:disable_command", "停用账号", "Close an account."),
    "enable": CommandPlace(f"{HERE}:enable_command", "恢复使用账号", "Open an account again."),
    "reset-password": CommandPlace(
        f"{HERE}:reset_password_command", "重置密码，得一次性密码", "Make a one-time password."
    ),
    "reset-two-step": CommandPlace(
        f"{HERE}:reset_two_step_command", "重置两步验证", "Forget a lost second factor."
    ),
    "place": CommandPlace(
        f"{HERE}:place_command", "加入机关", "Give an account a place in an organisation."
    ),
    "grant": CommandPlace(
        f"{HERE}:grant_command",
        "申请授予或撤销角色（系统管理员）",
        "Ask for a role or its end (system administrator).",
    ),
    "confirm": CommandPlace(
        f"{HERE}:confirm_command",
        "确认申请（安全保密管理员）",
        "Confirm a request (security administrator).",
    ),
    "refuse": CommandPlace(
        f"{HERE}:refuse_command",
        "拒绝申请（安全保密管理员）",
        "Refuse a request (security administrator).",
    ),
}


@click.group(cls=PlannerGroup, places=COMMANDS)
def account_group() -> None:
    """账号 Accounts of this installation."""


@click.command("add")
@click.argument("sign_in_name")
@click.argument("display_name")
@click.option("--mail", "mail_address", default="", help="Mail address.")
def add_command(sign_in_name: str, display_name: str, mail_address: str) -> None:
    """Add an account and print its one-time password."""
    from planner.services.account_register import register_account  # noqa: PLC0415  it loads argon2

    with open_session() as session:
        facts = (sign_in_name, display_name, mail_address)
        _, password = register_account(session, local_actor(), *facts)
    say(f"一次性密码：{password}", f"One-time password: {password}")


@click.command("list")
@click.argument("query", default="")
@click.option("--page", default=1, show_default=True, help="Which page of fifty.")
def list_command(query: str, page: int) -> None:
    """Print accounts: sign-in name, name, state, organisations."""
    from planner.services.account_register import list_accounts  # noqa: PLC0415  it loads argon2

    with open_session() as session:
        found = list_accounts(session, query, page)
        for each in found.rows:
            state = each.administration or ("active" if each.is_active else "closed")
            houses = ", ".join(found.houses[each.id])
            click.echo(f"{each.sign_in_name}\t{each.display_name}\t{state}\t{houses}")
    say(f"第 {found.page}/{found.pages} 页", f"Page {found.page} of {found.pages}")


@click.command("disable")
@click.argument("sign_in_name")
def disable_command(sign_in_name: str) -> None:
    """Close an account and end its sessions; an administrator's takes two people."""
    switch(sign_in_name, is_active=False)
    say(f"已停用 {sign_in_name}", f"Closed {sign_in_name}")


@click.command("enable")
@click.argument("sign_in_name")
def enable_command(sign_in_name: str) -> None:
    """Open an account again."""
    switch(sign_in_name, is_active=True)
    say(f"已恢复使用 {sign_in_name}", f"Opened {sign_in_name} again")


def switch(sign_in_name: str, *, is_active: bool) -> None:
    """Close an account or open it again."""
    from planner.services.account_register import (  # noqa: PLC0415  it loads argon2
        find_by_name,
        set_active,
    )

    with open_session() as session:
        number = find_by_name(session, sign_in_name).id
        set_active(session, local_actor(), number, is_active=is_active)


@click.command("reset-password")
@click.argument("sign_in_name")
def reset_password_command(sign_in_name: str) -> None:
    """Print a one-time password for somebody who forgot his; also for administrators."""
    from planner.services.account_register import find_by_name  # noqa: PLC0415  it loads argon2
    from planner.services.credential import reset_password  # noqa: PLC0415  the same

    with open_session() as session:
        number = find_by_name(session, sign_in_name).id
        password = reset_password(session, local_actor(), number)
    say(f"一次性密码：{password}", f"One-time password: {password}")


@click.command("reset-two-step")
@click.argument("sign_in_name")
def reset_two_step_command(sign_in_name: str) -> None:
    """Forget the second factor of somebody who lost phone and recovery codes."""
    from planner.services.account_register import find_by_name  # noqa: PLC0415  it loads argon2
    from planner.services.credential import reset_second_factor  # noqa: PLC0415  the same

    with open_session() as session:
        reset_second_factor(session, local_actor(), find_by_name(session, sign_in_name).id)
    say(f"已重置 {sign_in_name} 的两步验证", f"Reset two-step sign-in of {sign_in_name}")


@click.command("place")
@click.argument("sign_in_name")
@click.argument("organisation", type=int)
@click.option("--person", "person_key", default="", help="Key of the person in the plans.")
def place_command(sign_in_name: str, organisation: int, person_key: str) -> None:
    """Give an account a place in an organisation; a place alone opens nothing."""
    from planner.services.account_register import (  # noqa: PLC0415  it loads argon2
        find_by_name,
        place_account,
    )

    with open_session() as session:
        number = find_by_name(session, sign_in_name).id
        place_account(session, local_actor(), number, organisation, person_key)
    say(f"{sign_in_name} 已加入机关 {organisation}", f"Placed {sign_in_name} in {organisation}")


@click.command("grant")
@click.argument("sign_in_name")
@click.argument("role")
@click.option("--organisation", type=int, help="Where; left out for an administration.")
@click.option("--meeting", "meeting_id", type=int, help="Only for this meeting.")
@click.option("--remove", "is_removal", is_flag=True, help="Ask for the end of the role.")
@click.option("--note", required=True, help="Why.")
@click.option("--as", "asker", required=True, help="Sign-in name of the system administrator.")
def grant_command(
    sign_in_name: str,
    role: str,
    organisation: int | None,
    meeting_id: int | None,
    note: str,
    asker: str,
    *,
    is_removal: bool,
) -> None:
    """Ask for a role; the security administrator confirms with 'planner account confirm'."""
    from planner.services.account_register import find_by_name  # noqa: PLC0415  it loads argon2
    from planner.services.role_request import Wish, request_role  # noqa: PLC0415  the same

    with open_session() as session:
        actor = prove_office(session, asker)
        account_id = find_by_name(session, sign_in_name).id
        wish = Wish(account_id, role, organisation, meeting_id, is_removal, note)
        number = request_role(session, actor, wish)
    say(
        f"已提出第 {number} 号申请，待安全保密管理员确认。",
        f"Request {number} waits for the security administrator.",
    )


@click.command("confirm")
@click.argument("number", type=int)
@click.option("--as", "decider", required=True, help="Sign-in name of the security administrator.")
def confirm_command(number: int, decider: str) -> None:
    """Confirm a request: it holds from now on."""
    decide(number, decider, is_granted=True)
    say(f"已确认第 {number} 号申请。", f"Confirmed request {number}.")


@click.command("refuse")
@click.argument("number", type=int)
@click.option("--as", "decider", required=True, help="Sign-in name of the security administrator.")
def refuse_command(number: int, decider: str) -> None:
    """Refuse a request: nothing changes."""
    decide(number, decider, is_granted=False)
    say(f"已拒绝第 {number} 号申请。", f"Refused request {number}.")


def decide(number: int, decider: str, *, is_granted: bool) -> None:
    """Decide on a request as the security administrator."""
    from planner.services.role_request import decide_request  # noqa: PLC0415  it loads argon2

    with open_session() as session:
        decide_request(session, prove_office(session, decider), number, is_granted=is_granted)
