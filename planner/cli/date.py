"""`planner date`: one date counted from an anchor, and why."""

from __future__ import annotations

import re
from datetime import date

import click

from planner.cli.language import language_option, speak
from planner.domain.error import InvalidRequestError
from planner.domain.task import Offset, OffsetUnit
from planner.domain.wording import Wording

DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
OFFSET = re.compile(r"([+＋\-−－]?)\s*(\d{1,4})\s*([dw])|0", re.IGNORECASE)


def parse_anchor(ctx: click.Context, parameter: click.Parameter, value: str) -> date:
    """Return the day that a clerk writes: 2027-01-18, 2027.1.18, 2027年1月18日."""
    del ctx, parameter
    found = DATE.fullmatch(value.strip())
    try:
        return date(*(int(part) for part in found.groups())) if found else date.fromisoformat(value)
    except ValueError:
        raise InvalidRequestError(
            Wording(
                f"“{value}”不是日期；应如 2027-01-18、2027.1.18 或 2027年1月18日",
                f"“{value}” is no date; write 2027-01-18, 2027.1.18 or 2027年1月18日",
            )
        ) from None


def parse_offset(ctx: click.Context, parameter: click.Parameter, value: str) -> Offset:
    """Return the offset: -15w is the 15th working day before, +3d three days after, 0 the day."""
    del ctx, parameter
    found = OFFSET.fullmatch(value.strip())
    if found is None:
        raise InvalidRequestError(
            Wording(
                f"“{value}”不是提前量；应如 -15w（前 15 个工作日）或 +3d（后 3 天）",
                f"“{value}” is no offset; write -15w (working days) or +3d (natural days)",
            )
        )
    sign, digits, unit = found.groups()
    if digits is None:
        return Offset()
    amount = int(digits) if sign in {"", "+", "＋"} else -int(digits)
    return Offset(amount, OffsetUnit(unit.lower()))


@click.command("date")
@click.option("--anchor", required=True, callback=parse_anchor, help="The day to count from.")
@click.option("--offset", required=True, callback=parse_offset, help="-15w, -30d, +3d.")
@click.option("--plain", is_flag=True, help="Only the date, as 2027-01-18.")
@language_option
def date_command(anchor: date, offset: Offset, *, plain: bool) -> None:
    """Count a date from an anchor and say why.

    w counts working days: -15w is the 15th working day before the anchor, the anchor itself not
    counted. d counts natural days; a day of rest before the anchor moves to the previous working
    day, one after it to the next.
    """
    from planner.domain.countback import Anchor, count_date  # noqa: PLC0415  holidays loads slowly
    from planner.domain.workday import WorkCalendar  # noqa: PLC0415  the same

    name = Wording("基准日", "the anchor")
    counted = count_date(Anchor(anchor, name), offset, WorkCalendar())
    click.echo(counted.on.isoformat() if plain else f"{counted.on}\t{speak(counted.reason)}")
