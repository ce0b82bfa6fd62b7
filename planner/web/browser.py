"""What a browser says it is, in words that its person recognises."""

from __future__ import annotations

BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("QQBrowser", "QQ 浏览器"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("OpenHarmony", "鸿蒙"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def name_browser(said: str) -> str:
    """Return browser and system as people call them: Chrome · Windows."""
    found = (
        next((name for mark, name in marks if mark in said), "") for marks in (BROWSERS, SYSTEMS)
    )
    return " · ".join(filter(None, found))
