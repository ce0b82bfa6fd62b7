"""Reading a roster as offices keep it: .xlsx or delimited text in the encodings that occur."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from planner.domain.wording import Wording
from planner.planfile.cell import cell_text, name_cell
from planner.planfile.fault import Place, refuse_file
from planner.planfile.form import CellKind
from planner.planfile.roster_column import count_known
from planner.planfile.table import HEADER_ROWS, fill_merged
from planner.planfile.workbook_file import open_workbook
from planner.planfile.workbook_guard import MOST_BYTES

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 20_000, 100, 2_000
DELIMITERS = "\t,;，；"
SAMPLE_LINES = 50
TEXT_ENDINGS = (".csv", ".txt", ".tsv")
ZIP_MAGIC, OLD_MAGIC = b"PK", b"\xd0\xcf\x11\xe0"
UTF_16_SHARE = 0.2
"""Text of which so much is null bytes is UTF-16, even where no mark says so."""
EMPTY = Wording("文件里没有名册", "there is no roster in the file")
NOT_TEXT = Wording(
    "不是 .xlsx，也不是 UTF-8、GBK 或 UTF-16 的文本；请另存为 .xlsx 或 .csv",
    "neither .xlsx nor text in UTF-8, GBK or UTF-16; save it as .xlsx or .csv",
)
BROKEN_QUOTES = Wording("引号不成对，分不清各列", "quotation marks are not paired")
TOO_MANY = Wording(
    f"名册不得超过 {MOST_ROWS} 行、{MOST_COLUMNS} 列，每格不超过 {LONGEST_CELL} 字",
    f"at most {MOST_ROWS} rows, {MOST_COLUMNS} columns, {LONGEST_CELL} characters a cell",
)


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A roster as texts: its headings, and its rows with the numbers that they have in the file."""

    name: str
    sheet: str
    """Empty where the file is text."""
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def place(self, number: int, column: int) -> Place:
        """Return where a cell stands; rows are counted from 1, columns from 0."""
        return find_place(self.name, self.sheet, number, column, self.header)


def find_place(
    file: str, sheet: str, number: int, column: int, header: tuple[str, ...] | list[str]
) -> Place:
    """Return the place of a cell in a workbook, or of a line in a text, with its heading."""
    path = header[column] if 0 <= column < len(header) else ""
    if sheet:
        return Place(file, sheet=sheet, cell=name_cell(number - 1, max(column, 0)), path=path)
    return Place(file, line=number, path=path)


def read_roster(raw: bytes, file: str) -> RosterFile:
    """Return the roster in a file's bytes, or raise PlanFileError that says why there is none."""
    if raw.startswith((ZIP_MAGIC, OLD_MAGIC)):
        return _read_workbook(raw, file)
    return read_roster_text(decode_text(raw, file), file)


def decode_text(raw: bytes, file: str) -> str:
    """Return text in the encoding that it is in: by its mark, else UTF-8, UTF-16 or GB18030."""
    if len(raw) > MOST_BYTES:
        raise refuse_file(file, TOO_MANY)
    for encoding in _encodings_of(raw):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refuse_file(file, NOT_TEXT)


def _encodings_of(raw: bytes) -> tuple[str, ...]:
    if raw.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig",)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if raw[:1000].count(0) > len(raw[:1000]) * UTF_16_SHARE:
        little = raw[1:1000:2].count(0) >= raw[:1000:2].count(0)
        return ("utf-16-le", "utf-16-be") if little else ("utf-16-be", "utf-16-le")
    return ("utf-8", "gb18030")


def read_roster_text(text: str, file: str) -> RosterFile:
    """Return the roster in delimited text: tabs, commas, semicolons; quoted as spreadsheets do."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=find_delimiter(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        before = 0
        for cells in lines:
            rows.append((before + 1, cells))
            before = lines.line_num
            if len(rows) > MOST_ROWS + HEADER_ROWS:
                raise refuse_file(file, TOO_MANY)
    except csv.Error as error:
        raise refuse_file(file, BROKEN_QUOTES) from error
    return _find_table(file, "", rows)


def find_delimiter(text: str) -> str:
    """Return what separates the columns: what stands equally often in most of the first lines."""
    lines = [line for line in text.split("\n")[:SAMPLE_LINES] if line.strip()]
    counts = {each: sorted(line.count(each) for line in lines) for each in DELIMITERS}
    return max(DELIMITERS, key=lambda each: counts[each][len(lines) // 2] if lines else 0)


def _read_workbook(raw: bytes, file: str) -> RosterFile:
    """Return the roster of a workbook: the sheet that looks most like one."""
    best: RosterFile | None = None
    most = -1
    for sheet in open_workbook(raw, file).sheets:
        rows = [
            (at, [cell_text(cell, CellKind.TEXT) for cell in row])
            for at, row in enumerate(sheet.rows, start=1)
        ]
        header = find_header(rows)
        if header is None:
            continue
        fill_merged(sheet, rows[header][0] - 1)
        filled = [
            (at, [cell_text(cell, CellKind.TEXT) for cell in row])
            for at, row in enumerate(sheet.rows, start=1)
        ]
        known = count_known(rows[header][1])
        if known > most:
            best, most = _find_table(file, sheet.name, filled), known
    if best is None:
        raise refuse_file(file, EMPTY)
    return best


def find_header(rows: list[tuple[int, list[str]]]) -> int | None:
    """Return which of the first rows has the most known headings; else the first that is wide."""
    first = rows[:HEADER_ROWS]
    filled = [at for at, (_, cells) in enumerate(first) if any(each.strip() for each in cells)]
    if not filled:
        return None
    best = max(filled, key=lambda at: (count_known(first[at][1]), -at))
    if count_known(first[best][1]):
        return best
    wide = [at for at in filled if sum(bool(each.strip()) for each in first[at][1]) > 1]
    return (wide or filled)[0]


def _find_table(file: str, sheet: str, rows: list[tuple[int, list[str]]]) -> RosterFile:
    """Return the table in some rows; titles above its header and blank rows are left out."""
    at = find_header(rows)
    if at is None:
        raise refuse_file(file, EMPTY)
    header = [" ".join(each.split()) for each in rows[at][1]]
    while header and not header[-1]:
        header.pop()
    body = [
        (number, tuple(unguard_cell(each.strip()) for each in cells[: len(header)]))
        for number, cells in rows[at + 1 :]
        if any(each.strip() for each in cells)
    ]
    if not body or not header:
        raise refuse_file(file, EMPTY)
    longest = max(len(each) for _, cells in body for each in cells) if body else 0
    if len(body) > MOST_ROWS or len(header) > MOST_COLUMNS or longest > LONGEST_CELL:
        raise refuse_file(file, TOO_MANY)
    return RosterFile(file, sheet, tuple(header), tuple(body))


def unguard_cell(text: str) -> str:
    """Return a cell without the mark that keeps spreadsheets from calculating it."""
    return text[1:] if text[:1] == "'" and text[1:2] in {*"=+-@"} else text
