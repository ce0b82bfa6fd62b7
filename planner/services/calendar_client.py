"""Which calendar program a device has, told from how it names itself."""

from __future__ import annotations

FAMILIES = (
    ("google-calendar-importer", "Google"),
    ("googlebot", "Google"),
    ("exchange", "Outlook"),
    ("outlook", "Outlook"),
    ("microsoft office", "Outlook"),
    ("thunderbird", "Thunderbird"),
    ("dataaccessd", "Apple"),
    ("calendaragent", "Apple"),
    ("accountsd", "Apple"),
    ("macos", "Apple"),
    ("mac os x", "Apple"),
    ("ios/", "Apple"),
    ("iphone", "Apple"),
    ("icsx5", "ICSx⁵"),
    ("davx5", "DAVx⁵"),
    ("vdirsyncer", "vdirsyncer"),
    ("evolution", "Evolution"),
    ("korganizer", "KOrganizer"),
    ("akonadi", "KOrganizer"),
    ("nextcloud", "Nextcloud"),
    ("harmony", "华为"),
    ("huawei", "华为"),
    ("xiaomi", "小米"),
    ("miui", "小米"),
    ("dingtalk", "钉钉"),
    ("wxwork", "企业微信"),
    ("lark", "飞书"),
    ("feishu", "飞书"),
    ("android", "Android"),
    ("curl", "curl"),
    ("python", "Python"),
    ("mozilla", "browser"),
)
"""What stands in the names of programs, and the family; the first that fits counts."""
UNKNOWN = "?"


def name_client(browser: str) -> str:
    """Return the family of a program; its version and its machine are nobody's business."""
    said = browser[:400].casefold()
    return next((family for part, family in FAMILIES if part in said), UNKNOWN)
