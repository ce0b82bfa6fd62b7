"""`planner sort`: names in, the same names out in the order of the house."""

from __future__ import annotations

import sys

import click

from planner.cli.language import language_option, speak
from planner.domain.error import InvalidRequestError
from planner.domain.order import sort_names
from planner.domain.plan import NameOrder
from planner.domain.wording import Wording

ORDERS = {
    "strokes": NameOrder.STROKES,
    "strokes-full": NameOrder.STROKES_FULL,
    "pinyin": NameOrder.PINYIN,
}
RANK_LAST = 1 << 60


@click.command("sort")
@click.option(
    "--by",
    type=click.Choice(["rank", *ORDERS]),
    default="strokes",
    show_default=True,
    help="strokes 姓氏笔画, strokes-full 姓名笔画, pinyin 汉语拼音, rank 职务排名.",
)
@language_option
def sort_command(by: str) -> None:
    """Put names in order: one a line on standard input, the same lines on standard output.

    What follows a tab belongs to the line but not to the name. With --by rank a line may begin
    with a number and a tab; lines without one come after, by strokes. Characters outside the
    table of 8,105 standard characters are named on standard error: check their place by hand.
    """
    lines = [line for line in read_lines(sys.stdin.buffer.read()) if line.strip()]
    if by == "rank":
        ordered, unverified = sort_by_rank(lines)
    else:
        names = [line.split("\t")[0] for line in lines]
        sorted_names, unverified = sort_names(names, ORDERS[by])
        ordered = restore_lines(lines, names, sorted_names)
    for line in ordered:
        click.echo(line)
    if unverified:
        characters = "、".join(f"{each}（U+{ord(each):04X}）" for each in unverified)
        words = Wording(
            f"以下字不在通用规范汉字表中，次序未经核对：{characters}",
            f"outside the table of standard characters, order unverified: {characters}",
        )
        click.echo(speak(words), err=True)


def read_lines(raw: bytes) -> list[str]:
    """Return the lines of UTF-8 (with or without a mark) or GB 18030 text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return [line.rstrip("\r") for line in raw.decode(encoding).split("\n")]
        except UnicodeDecodeError:
            continue
    raise InvalidRequestError(
        Wording(
            "输入既不是 UTF-8 也不是 GB 18030 编码，请另存为 UTF-8 后重试",
            "the input is neither UTF-8 nor GB 18030; save it as UTF-8 and try again",
        )
    )


def restore_lines(lines: list[str], names: list[str], sorted_names: tuple[str, ...]) -> list[str]:
    """Return whole lines in the order of their names; lines of equal names keep their order."""
    waiting: dict[str, list[str]] = {}
    for line, name in zip(lines, names, strict=True):
        waiting.setdefault(name, []).append(line)
    queues = {name: iter(queue) for name, queue in waiting.items()}
    return [next(queues[name]) for name in sorted_names]


def sort_by_rank(lines: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Return lines by the number before the tab, ties and unranked lines by strokes."""
    names, ranks = [], {}
    for at, line in enumerate(lines):
        number, tab, rest = line.partition("\t")
        has_rank = bool(tab) and number.strip().isdecimal()
        names.append((rest if has_rank else line).split("\t")[0])
        ranks[at] = int(number) if has_rank else RANK_LAST
    sorted_names, unverified = sort_names(names, NameOrder.STROKES)
    ordered = restore_lines([str(at) for at in range(len(lines))], names, sorted_names)
    places = sorted((int(at) for at in ordered), key=ranks.__getitem__)
    return [lines[at] for at in places], unverified
