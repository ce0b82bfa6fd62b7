"""Values and their types as RFC 5545 §3.3 has them, and how often a property may stand."""

from __future__ import annotations

import re
from calendar import monthrange

DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
DATE_TIME = re.compile(r"\d{8}T([01]\d|2[0-3])[0-5]\d([0-5]\d|60)Z?", re.ASCII)
TIME = r"(T(\d+H(\d+M(\d+S)?)?|\d+M(\d+S)?|\d+S))"
LENGTH = re.compile(rf"[+-]?P(\d+D{TIME}?|{TIME}|\d+W)", re.ASCII)
TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*", re.DOTALL)
TEXTS = re.compile(r"(?:[^\\;]|\\[\\;,nN])*", re.DOTALL)
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#$%&'()*+,./:;=?@_~0-9A-Za-z\[\]-]+", re.ASCII)
OFFSET = re.compile(r"[+-]([01]\d|2[0-3])[0-5]\d([0-5]\d)?", re.ASCII)
CSS_COLORS = frozenset(
    """aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue
    blueviolet brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk
    crimson cyan
    darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta
    darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue
    darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey
    dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray
    green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush
    lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen
    lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray lightslategrey
    lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
    mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise
    mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive
    olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred
    papayawhip peachpuff peru pink plum powderblue purple red rosybrown royalblue saddlebrown salmon
    sandybrown seagreen seashell sienna silver skyblue slateblue slategray slategrey snow
    springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow
    yellowgreen""".split()  # noqa: SIM905  a list of 147 words
)
"""CSS Color Module Level 3 §4.3, as RFC 7986 §5.9 wants it."""


def is_date(value: str) -> bool:
    found = DAY.fullmatch(value)
    if not found:
        return False
    year, month, day = map(int, found.groups())
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def is_date_time(value: str) -> bool:
    return bool(DATE_TIME.fullmatch(value)) and is_date(value[:8])


def is_integer(value: str) -> bool:
    return bool(re.fullmatch(r"[+-]?\d+", value, re.ASCII)) and -(2**31) <= int(value) < 2**31


def is_offset(value: str) -> bool:
    return bool(OFFSET.fullmatch(value)) and value not in {"-0000", "-000000"}


VALUE_TYPES = {
    "TEXT": lambda value: bool(TEXT.fullmatch(value)),
    "TEXTS": lambda value: bool(TEXTS.fullmatch(value)),
    "DATE": is_date,
    "DATE-TIME": is_date_time,
    "DURATION": lambda value: bool(LENGTH.fullmatch(value)),
    "INTEGER": is_integer,
    "URI": lambda value: bool(URI.fullmatch(value)),
    "CAL-ADDRESS": lambda value: bool(URI.fullmatch(value)),
    "UTC-OFFSET": is_offset,
    "ANY": lambda _value: True,
}
TYPES = {
    "DTSTART": ("DATE-TIME", ("DATE",)),
    "DTEND": ("DATE-TIME", ("DATE",)),
    "DUE": ("DATE-TIME", ("DATE",)),
    "DTSTAMP": ("DATE-TIME", ()),
    "CREATED": ("DATE-TIME", ()),
    "LAST-MODIFIED": ("DATE-TIME", ()),
    "COMPLETED": ("DATE-TIME", ()),
    "RECURRENCE-ID": ("DATE-TIME", ("DATE",)),
    "TRIGGER": ("DURATION", ("DATE-TIME",)),
    "DURATION": ("DURATION", ()),
    "REFRESH-INTERVAL": ("DURATION", ()),
    "X-PUBLISHED-TTL": ("DURATION", ()),
    "SEQUENCE": ("INTEGER", ()),
    "PRIORITY": ("INTEGER", ()),
    "REPEAT": ("INTEGER", ()),
    "PERCENT-COMPLETE": ("INTEGER", ()),
    "ORGANIZER": ("CAL-ADDRESS", ()),
    "ATTENDEE": ("CAL-ADDRESS", ()),
    "URL": ("URI", ()),
    "SOURCE": ("URI", ()),
    "CONFERENCE": ("URI", ()),
    "TZURL": ("URI", ()),
    "TZOFFSETFROM": ("UTC-OFFSET", ()),
    "TZOFFSETTO": ("UTC-OFFSET", ()),
    "CATEGORIES": ("TEXTS", ()),
    "RESOURCES": ("TEXTS", ()),
    "RRULE": ("ANY", ()),
    "RDATE": ("ANY", ()),
    "EXDATE": ("ANY", ()),
    "GEO": ("ANY", ()),
    "ATTACH": ("ANY", ("URI",)),
    "REQUEST-STATUS": ("ANY", ()),
}
"""Default type and others of a property; what is not here is TEXT."""
NEEDS_VALUE = {"REFRESH-INTERVAL", "SOURCE", "CONFERENCE"}
"""Properties of RFC 7986 (§5.7, §5.8, §5.11) that have no default type."""
WORDS = {
    "CALSCALE": {"GREGORIAN"},
    "METHOD": {"PUBLISH", "REQUEST", "REPLY", "ADD", "CANCEL", "REFRESH", "COUNTER"},
    "TRANSP": {"OPAQUE", "TRANSPARENT"},
    "CLASS": {"PUBLIC", "PRIVATE", "CONFIDENTIAL"},
    "ACTION": {"AUDIO", "DISPLAY", "EMAIL"},
    "COLOR": CSS_COLORS,
    ";PARTSTAT": {
        "NEEDS-ACTION",
        "ACCEPTED",
        "DECLINED",
        "TENTATIVE",
        "DELEGATED",
        "COMPLETED",
        "IN-PROCESS",
    },
    ";ROLE": {"CHAIR", "REQ-PARTICIPANT", "OPT-PARTICIPANT", "NON-PARTICIPANT"},
    ";RSVP": {"TRUE", "FALSE"},
    ";RELATED": {"START", "END"},
    ";CUTYPE": {"INDIVIDUAL", "GROUP", "RESOURCE", "ROOM", "UNKNOWN"},
}
STATUSES = {
    "VEVENT": {"TENTATIVE", "CONFIRMED", "CANCELLED"},
    "VTODO": {"NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"},
}
ONCE, AT_MOST_ONCE, NEVER = (1, 1), (0, 1), (0, 0)
SINGLE = [
    "CLASS",
    "CREATED",
    "DESCRIPTION",
    "DTSTART",
    "GEO",
    "LAST-MODIFIED",
    "LOCATION",
    "ORGANIZER",
    "PRIORITY",
    "SEQUENCE",
    "STATUS",
    "SUMMARY",
    "URL",
    "RECURRENCE-ID",
    "DURATION",
    "COLOR",
]
ENTRY = {"UID": ONCE, "DTSTAMP": ONCE, **dict.fromkeys(SINGLE, AT_MOST_ONCE)}
RULE = {"DTSTART": ONCE, "TZOFFSETFROM": ONCE, "TZOFFSETTO": ONCE}
CALENDAR = [
    "CALSCALE",
    "METHOD",
    "UID",
    "LAST-MODIFIED",
    "URL",
    "REFRESH-INTERVAL",
    "SOURCE",
    "COLOR",
    "X-WR-CALNAME",
    "X-WR-CALDESC",
    "X-WR-TIMEZONE",
    "X-PUBLISHED-TTL",
    "X-APPLE-CALENDAR-COLOR",
]
COUNTS = {
    "VCALENDAR": {
        "PRODID": ONCE,
        "VERSION": ONCE,
        "DTSTART": NEVER,
        "SUMMARY": NEVER,
        **dict.fromkeys(CALENDAR, AT_MOST_ONCE),
    },
    "VEVENT": {
        **ENTRY,
        "TRANSP": AT_MOST_ONCE,
        "DTEND": AT_MOST_ONCE,
        "DUE": NEVER,
        "COMPLETED": NEVER,
    },
    "VTODO": {
        **ENTRY,
        "COMPLETED": AT_MOST_ONCE,
        "DUE": AT_MOST_ONCE,
        "DTEND": NEVER,
        "TRANSP": NEVER,
    },
    "VALARM": {
        "ACTION": ONCE,
        "TRIGGER": ONCE,
        "DESCRIPTION": AT_MOST_ONCE,
        "SUMMARY": AT_MOST_ONCE,
    },
    "VTIMEZONE": {
        "TZID": ONCE,
        "LAST-MODIFIED": AT_MOST_ONCE,
        "TZURL": AT_MOST_ONCE,
        "COMMENT": NEVER,
    },
    "STANDARD": RULE,
    "DAYLIGHT": RULE,
}
