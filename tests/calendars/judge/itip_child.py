"""Say with libicalss what an invitation is to who has another one already (RFC 5546).

Standard input: the attendee's address and a JSON list of pairs, what came in and what is there.
"""

from __future__ import annotations

import ctypes
import json
import sys

ical = ctypes.CDLL("libical.so.3")
icalss = ctypes.CDLL("libicalss.so.3")
ical.icalparser_parse_string.restype = ctypes.c_void_p
ical.icalparser_parse_string.argtypes = [ctypes.c_char_p]
ical.icalproperty_enum_to_string.restype = ctypes.c_char_p
ical.icalproperty_enum_to_string.argtypes = [ctypes.c_int]
icalss.icalclassify.restype = ctypes.c_int
icalss.icalclassify.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p]


def parse(text: str) -> int | None:
    return ical.icalparser_parse_string(text.encode()) if text else None


def classify(user: str, came: str, there: str) -> str:
    found = icalss.icalclassify(parse(came), parse(there), user.encode())
    return ical.icalproperty_enum_to_string(found).decode()


user, pairs = json.load(sys.stdin)
json.dump([classify(user, came, there) for came, there in pairs], sys.stdout)
