"""Octets into content lines and components, by the grammar of RFC 5545 §3.1, §3.4 and RFC 6868."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

NAME = rb"[A-Za-z0-9-]+"
VALUE = rb'(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)'
VALUES = VALUE + rb"(?:," + VALUE + rb")*"
LINE = re.compile(
    rb"(?P<name>" + NAME + rb")(?P<params>(?:;" + NAME + rb"=" + VALUES + rb")*)"
    rb":(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)"
)
PARAM = re.compile(rb";(" + NAME + rb")=(" + VALUES + rb")")
CARET = re.compile(rb"(?:[^^]|\^[n'^])*")
HOMES = {
    "VCALENDAR": {""},
    "VTIMEZONE": {"VCALENDAR"},
    "STANDARD": {"VTIMEZONE"},
    "DAYLIGHT": {"VTIMEZONE"},
    "VEVENT": {"VCALENDAR"},
    "VTODO": {"VCALENDAR"},
    "VALARM": {"VEVENT", "VTODO"},
}
"""Where a component may stand (RFC 5545 §3.6)."""


@dataclass
class Line:
    name: str
    params: dict[str, str]
    value: str


@dataclass
class Part:
    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        return [each for each in self.lines if each.name == name]

    def one(self, name: str) -> Line | None:
        return next(iter(self.all(name)), None)

    def has(self, name: str) -> bool:
        return self.one(name) is not None


def lint_octets(content: bytes) -> list[str]:
    """Return faults of the stream: line ends, length, UTF-8 within each line (RFC 5545 §3.1)."""
    faults = [] if content.endswith(b"\r\n") else ["END: the last line has no CRLF"]
    if re.search(rb"\r(?!\n)|(?<!\r)\n", content):
        faults.append("CRLF: a lone CR or LF")
    if content.startswith(b"\xef\xbb\xbf"):
        faults.append("BOM: at the start")
    for number, line in enumerate(content.removesuffix(b"\r\n").split(b"\r\n"), start=1):
        faults += [f"{rule}: line {number}" for rule in judge_octets(line)]
    return faults


def judge_octets(line: bytes) -> list[str]:
    found = ["LONG"] if len(line) > 75 else []
    found += ["EMPTY"] if not line else []
    found += ["CONTROL"] if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", line) else []
    try:
        line.decode("utf-8", "strict")
    except UnicodeDecodeError:
        found.append("UTF8")
    return found


def read_lines(content: bytes) -> tuple[list[Line], list[str]]:
    """Return the content lines, unfolded and taken apart, and those that are none."""
    lines, faults = [], []
    for number, raw in enumerate(re.sub(rb"\r\n[ \t]", b"", content).split(b"\r\n")[:-1], start=1):
        found = LINE.fullmatch(raw)
        if not found:
            faults.append(f"LINE: {number} {raw[:40]!r}")
            continue
        pairs = PARAM.findall(found["params"])
        names = [name.upper() for name, _ in pairs]
        if len(set(names)) != len(names):
            faults.append(f"PARAM-TWICE: {number}")
        if not all(CARET.fullmatch(value) for _, value in pairs):
            faults.append(f"CARET: {number}")
        params = {name.decode().upper(): value.decode().strip('"') for name, value in pairs}
        lines.append(Line(found["name"].decode().upper(), params, found["value"].decode()))
    return lines, faults


def nest(lines: list[Line]) -> tuple[Part | None, list[str]]:
    """Return the calendar as a tree, and where it is none."""
    root, faults = Part(""), []
    stack = [root]
    for line in lines:
        here = stack[-1]
        faults += [f"{rule}: {line.name}:{line.value}" for rule in judge_place(line, here)]
        if line.name == "BEGIN":
            here.parts.append(Part(line.value))
            stack.append(here.parts[-1])
        elif line.name == "END" and here.name == line.value:
            stack.pop()
        elif line.name == "END" or here is root:
            return None, [*faults, f"NESTING: {line.name}:{line.value}"]
        else:
            here.lines.append(line)
    if len(stack) > 1 or [each.name for each in root.parts] != ["VCALENDAR"]:
        return None, [*faults, "NESTING: not one whole VCALENDAR"]
    return root.parts[0], faults


def judge_place(line: Line, here: Part) -> list[str]:
    """Return the rules that a line breaks where it stands."""
    if line.name == "BEGIN":
        return [] if here.name in HOMES.get(line.value, {here.name}) else ["HOME"]
    return ["ORDER"] if here.parts and here.name and line.name != "END" else []


def walk(part: Part) -> list[Part]:
    return [part, *(inner for each in part.parts for inner in walk(each))]
