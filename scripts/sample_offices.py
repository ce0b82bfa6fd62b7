"""The invented province: its sectors in the official order, its cities, units and posts."""

from __future__ import annotations

from typing import NamedTuple

PROVINCE = "江海省"
CITIES = ("临澜", "东浦", "青岚", "沧宁", "永澄", "怀汀", "石梁", "丰屿", "云麓", "岳泉", "长渚")
PARTY = "主任委员、副主任委员、秘书长、常务委员"


class Sector(NamedTuple):
    """界别: its name, how many members, in which groups, and the offices they hold."""

    name: str
    size: int
    groups: tuple[int, ...]
    offices: tuple[str, ...]
    """``unit：post、post``; a unit with ``{city}`` stands for one in every city."""


def _party(name: str, size: int, group: int, short: str) -> Sector:
    offices = (
        f"{short}江海省委会：副主任委员、秘书长、常务委员",
        f"{short}{{city}}市委会：{PARTY}",
    )
    return Sector(name, size, (group,), offices)


def _league(name: str, size: int, group: int, short: str, posts: str) -> Sector:
    return Sector(name, size, (group,), (f"江海省{short}：{posts}", f"{{city}}市{short}：{posts}"))


SECTORS = (
    Sector(
        "中国共产党",
        38,
        (1, 2),
        (
            "中共{city}市委：副书记、秘书长",
            "{city}市政协：主席、副主席",
            "江海省机关事务管理局：局长、副局长",
        ),
    ),
    _party("中国国民党革命委员会", 20, 3, "民革"),
    _party("中国民主同盟", 20, 4, "民盟"),
    _party("中国民主建国会", 20, 5, "民建"),
    _party("中国民主促进会", 18, 6, "民进"),
    _party("中国农工民主党", 18, 7, "农工党"),
    _party("中国致公党", 12, 7, "致公党"),
    _party("九三学社", 18, 8, "九三学社"),
    Sector(
        "无党派人士",
        20,
        (9,),
        (
            "{city}市发展研究中心：主任、研究员",
            "江海财经大学：教授、副校长",
            "{city}市审计局：局长",
        ),
    ),
    Sector(
        "共青团和青年联合会",
        14,
        (10,),
        ("共青团江海省委：书记、副书记", "共青团{city}市委：书记", "{city}市青年联合会：主席"),
    ),
    _league("总工会", 14, 10, "总工会", "主席、副主席、一级调研员"),
    _league("妇女联合会", 14, 11, "妇联", "主席、副主席"),
    Sector(
        "工商业联合会",
        26,
        (12,),
        (
            "江海省工商联：副主席",
            "{city}市工商联：主席、副主席",
            "{city}蓝湾精工有限公司：董事长",
            "{city}禾澍食品有限公司：总经理",
        ),
    ),
    _league("科学技术协会", 14, 11, "科协", "主席、副主席、秘书长"),
    _league("台湾同胞联谊会", 6, 6, "台联", "会长、副会长"),
    _league("归国华侨联合会", 10, 21, "侨联", "主席、副主席"),
    Sector(
        "文化艺术界",
        20,
        (13,),
        (
            "江海省文联：副主席、秘书长",
            "江海省渔鼓剧院：院长、一级演员",
            "{city}市文化馆：馆长",
            "{city}市美术馆：一级美术师",
        ),
    ),
    Sector(
        "科学技术界",
        24,
        (14,),
        (
            "江海省海洋装备研究院：院长、总工程师、研究员",
            "江海理工大学：副校长、教授",
            "{city}市科学技术局：局长",
            "{city}市新材料研究所：所长",
        ),
    ),
    Sector(
        "社会科学界",
        16,
        (15,),
        (
            "江海省社会科学院：院长、副院长、研究员",
            "{city}市社科联：主席",
            "江海师范大学：校长、教授",
        ),
    ),
    Sector(
        "经济界",
        38,
        (16, 17),
        (
            "江海省港航集团：董事长、总经理",
            "{city}市发展投资集团：董事长、总经理",
            "{city}农村商业银行：董事长",
            "{city}市财政局：局长",
        ),
    ),
    Sector(
        "农业界",
        22,
        (18,),
        (
            "江海省农业科学院：院长、研究员",
            "{city}市农业农村局：局长",
            "{city}市水产技术推广站：站长、高级农艺师",
        ),
    ),
    Sector(
        "教育界",
        28,
        (19,),
        (
            "江海大学：校长、副校长、教授",
            "{city}学院：院长",
            "{city}市第一中学：校长",
            "{city}市职业技术学院：院长、教授",
        ),
    ),
    _league("体育界", 8, 9, "体育总会", "副主席、秘书长"),
    Sector(
        "新闻出版界",
        10,
        (15,),
        ("江海日报社：社长、总编辑", "{city}市融媒体中心：主任", "江海人文出版社：社长、编审"),
    ),
    Sector(
        "医药卫生界",
        24,
        (20,),
        (
            "江海省第一医院：院长、主任医师",
            "江海中医药大学：校长、教授",
            "{city}市人民医院：院长、主任医师",
            "{city}市中医院：院长",
        ),
    ),
    _league("对外友好界", 6, 1, "对外友协", "会长、副会长"),
    Sector("社会福利和社会保障界", 10, (5,), ("{city}市社会福利院：院长", "{city}市残联：理事长")),
    Sector(
        "环境资源界",
        12,
        (8,),
        ("江海省生态环境监测中心：主任、正高级工程师", "{city}市自然资源局：局长"),
    ),
    Sector(
        "少数民族界",
        12,
        (22,),
        (
            "江海民族学院：院长、教授、副教授",
            "{city}市民族中学：校长",
            "{city}市民族宗教事务局：局长",
        ),
    ),
    Sector(
        "宗教界",
        12,
        (22,),
        ("江海省佛教协会：会长、副会长、秘书长", "{city}市宗教团体联谊会：会长、副会长"),
    ),
    Sector(
        "特邀港澳人士",
        16,
        (21,),
        ("香港{city}同乡会：会长、副会长", "澳门{city}联谊会：会长"),
    ),
    Sector(
        "特别邀请人士",
        20,
        (1, 2),
        (
            "{city}市慈善总会：会长",
            "{city}市关心下一代工作委员会：主任",
            "江海省文史研究馆：馆员、副馆长",
        ),
    ),
)
SITTING_IN = (
    "江海省发展和改革委员会：副主任、一级巡视员、二级巡视员",
    "江海省教育厅：副厅长、一级巡视员、二级巡视员",
    "江海省科学技术厅：副厅长、一级巡视员、二级巡视员",
    "江海省民政厅：副厅长、一级巡视员、二级巡视员",
    "江海省财政厅：副厅长、一级巡视员、二级巡视员",
    "江海省人力资源和社会保障厅：副厅长、一级巡视员、二级巡视员",
    "江海省自然资源厅：副厅长、一级巡视员、二级巡视员",
    "江海省生态环境厅：副厅长、一级巡视员、二级巡视员",
    "江海省交通运输厅：副厅长、一级巡视员、二级巡视员",
    "江海省农业农村厅：副厅长、一级巡视员、二级巡视员",
    "江海省商务厅：副厅长、一级巡视员、二级巡视员",
    "江海省文化和旅游厅：副厅长、一级巡视员、二级巡视员",
    "江海省卫生健康委员会：副主任、一级巡视员、二级巡视员",
    "江海省海洋局：副局长、一级巡视员、二级巡视员",
    "{city}市政协：秘书长、办公室主任、提案委员会主任",
    "{city}市人民政府：副市长、副秘书长、办公室主任、研究室主任",
    "{city}市委统战部：常务副部长",
)


def list_offices(offices: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return every unit with every post it has, a unit of a city once for each city."""
    found = []
    for office in offices:
        unit, _, posts = office.partition("：")
        places = [unit.format(city=city) for city in CITIES] if "{city}" in unit else [unit]
        found += [(place, post) for place in places for post in posts.split("、")]
    return found
