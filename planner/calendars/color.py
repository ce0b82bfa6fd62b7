"""The colours of calendars: names of CSS 3 (RFC 7986 §5.9) and what Apple's calendar wants."""

from __future__ import annotations

COLORS = {
    "crimson": "#DC143C",
    "firebrick": "#B22222",
    "tomato": "#FF6347",
    "chocolate": "#D2691E",
    "darkorange": "#FF8C00",
    "goldenrod": "#DAA520",
    "olive": "#808000",
    "forestgreen": "#228B22",
    "seagreen": "#2E8B57",
    "teal": "#008080",
    "steelblue": "#4682B4",
    "royalblue": "#4169E1",
    "navy": "#000080",
    "slateblue": "#6A5ACD",
    "purple": "#800080",
    "mediumvioletred": "#C71585",
    "sienna": "#A0522D",
    "slategray": "#708090",
}
"""Names by which a calendar may be coloured, with red, green and blue."""
COLORS_BY_KIND = {
    "meeting": "firebrick",
    "sitting": "tomato",
    "workstream": "teal",
    "person": "royalblue",
    "duty": "purple",
    "leader": "purple",
    "owner": "forestgreen",
    "venue": "darkorange",
    "year": "slategray",
}
"""The colour of each kind of calendar, so that one tells them apart; files and feeds alike."""
