"""`planner sort`: names in, the same lines out in the order of the house."""

from __future__ import annotations

import codecs
import sys
from dataclasses import dataclass

import click

from planner.cli.language import language_option, speak
from planner.domain.error import InvalidRequestError
from planner.domain.order import find_unverified, order_names, rank_key
from planner.domain.plan import NameOrder
from planner.domain.wording import Wording

ORDERS = {
    "strokes": NameOrder.STROKES,
    "strokes-full": NameOrder.STROKES_FULL,
    "pinyin": NameOrder.PINYIN,
}
ENCODINGS = ("utf-8", "gb18030")
NOT_TEXT = Wording(
    "输入既不是 UTF-8 也不是 GB 18030 编码，请另存为 UTF-8 后重试",
    "the input is neither UTF-8 nor GB 18030; save it as UTF-8 and try again",
)
READ_AS_GB = Wording(
    "输入按 GB 18030 编码读取，输出编码不变", "the input was read as GB 18030; the output stays so"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it came: its bytes, the name, what stands before (a rank) and after it."""

    raw: bytes
    name: str
    rank: int | None
    rest: str


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

    What follows a tab is not part of the name and only separates equal names, as a qualifier in
    brackets does. A line may begin with a number and a tab: with --by rank smaller numbers come
    first, equal ones by strokes; lines without a number come after, as they were given. Blank
    lines are left out. Input is UTF-8 or GB 18030. Characters outside the table of 8,105
    standard characters are named on standard error: check their place by hand.
    """
    lines = read_lines(sys.stdin.buffer.read())
    ordered = sort_by_rank(lines) if by == "rank" else sort_lines(lines, ORDERS[by])
    click.echo(b"".join(line.raw + b"\n" for line in ordered), nl=False)
    unverified = find_unverified([line.name for line in lines]) if by.startswith("strokes") else ()
    if unverified:
        characters = "、".join(f"{each}（U+{ord(each):04X}）" for each in unverified)
        words = Wording(
            f"以下字不在通用规范汉字表中，次序未经核对：{characters}",
            f"outside the table of standard characters, order unverified: {characters}",
        )
        click.echo(speak(words), err=True)


def read_lines(raw: bytes) -> list[Line]:
    """Return the lines that hold something, without byte-order mark and line ends."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
    encoding = find_encoding(raw)
    if encoding != ENCODINGS[0]:
        click.echo(speak(READ_AS_GB), err=True)
    lines = (line.removesuffix(b"\r") for line in raw.split(b"\n"))
    return [parse_line(line, line.decode(encoding)) for line in lines if line.strip()]


def find_encoding(raw: bytes) -> str:
    """Return the first encoding that can read the whole input."""
    for encoding in ENCODINGS:
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise InvalidRequestError(NOT_TEXT)


def parse_line(raw: bytes, text: str) -> Line:
    """Return a line's parts: ``name``, ``name<TAB>…`` or ``rank<TAB>name<TAB>…``."""
    first, _, rest = text.partition("\t")
    if rest and first.strip().isdecimal():
        name, _, after = rest.partition("\t")
        return Line(raw, name, int(first), after)
    return Line(raw, first, None, rest)


def sort_lines(lines: list[Line], by: NameOrder) -> list[Line]:
    """Return lines by their names; equal names by the strokes of what follows."""
    by_rest = order_names([line.rest for line in lines], NameOrder.STROKES_FULL)
    prepared = [lines[at] for at in by_rest]
    return [prepared[at] for at in order_names([line.name for line in prepared], by)]


def sort_by_rank(lines: list[Line]) -> list[Line]:
    """Return lines by number, equal numbers by strokes; without numbers as they were given."""
    ranked = sort_lines([line for line in lines if line.rank is not None], NameOrder.STROKES)
    ranked.sort(key=lambda line: rank_key(line.rank))
    return ranked + [line for line in lines if line.rank is None]
