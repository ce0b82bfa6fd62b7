"""Invented names, deterministic: surnames by weight, given names by sex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.person import Sex

if TYPE_CHECKING:
    from random import Random

COMMON_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵"
)
OTHER_SURNAMES = (
    "万覃武钱戴严莫孔向汤常温康施文牛樊葛邢安齐易乔庞颜庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包"
    "宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
    "阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师"
    "和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
RARE_SURNAMES = "亓逄乜仝郗郇郄妫缑昝芮逯郜隗謇鹿爨璩"
COMPOUND_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "尉迟", "令狐", "皇甫", "慕容", "东方", "端木")

MALE = (
    "峻岩泽霖澄砚舟翰硕恺琛骁晟彦淳浚煦钧烁衡岱颂韬铮旷垚渤嵘弘朗慎恒川淮漳沛泓渊湛柏桐楷栋榕槐"
    "坚敬达远启承继思守秉允怀宏廷世修致向学振培树仁礼信诚"
)
FEMALE = (
    "芷若蘅筠岚婧妍姝琬瑜珩琇璐瑾玥珂璎莹莺蔚蕙菡萱茜芸荻芃茵苒蔓雯霏霁晴曦昀暄晗昕岑韵音"
    "静娴淑婉慧颖媛怡悦漪汐沁淇湄汀绮绫纨织瑛玫巧秀月菊荷枫杉柔贞惠"
)
PLAIN = {Sex.MALE: "明生林平安良成杰涛斌", Sex.FEMALE: "英玲霞红艳丽萍琴芬芳燕娟"}
"""Plain characters end a name of two; they never make one up by themselves."""
RARE_GIVEN = "堃喆赟翀旻昇淼焱鑫彧昶翯垚犇骉翙飏煊燚湜沄澍潆"
PLANNED: dict[str, tuple[tuple[str, Sex, str], ...]] = {
    "中国民主促进会": (("陈静（民进）", Sex.FEMALE, "汉族"),),
    "医药卫生界": (("陈静（医卫）", Sex.FEMALE, "汉族"),),
    "少数民族界": (
        ("艾尔肯江·吐尔洪尼牙孜", Sex.MALE, "维吾尔族"),
        ("古丽扎提·阿不都外力", Sex.FEMALE, "维吾尔族"),
        ("穆塔力甫·依明江·喀斯木", Sex.MALE, "维吾尔族"),
        ("叶尔波拉提·巴合提别克", Sex.MALE, "哈萨克族"),
        ("丹增曲扎·洛桑益西", Sex.MALE, "藏族"),
        ("次仁央吉·格桑白玛", Sex.FEMALE, "藏族"),
    ),
    "农业界": (("额尔敦布和·青格勒图", Sex.MALE, "蒙古族"),),
    "教育界": (("库丽夏西·木合塔尔汗", Sex.FEMALE, "哈萨克族"),),
    "宗教界": (
        ("释慧澄", Sex.MALE, "汉族"),
        ("释定筠", Sex.FEMALE, "汉族"),
        ("释广湛", Sex.MALE, "汉族"),
        ("释净琮", Sex.MALE, "汉族"),
        ("马骁原", Sex.MALE, "回族"),
        ("丁慕芸", Sex.FEMALE, "回族"),
    ),
}
"""People of whom lists must be careful, by the sector that they open: long names, equal names."""


class NameMaker:
    """Makes names that it has not made before."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._made: set[str] = {"陈静"}

    def make(self, sex: Sex) -> str:
        """Return a new name."""
        while True:
            name = self._surname() + self._given_name(sex)
            if name not in self._made:
                self._made.add(name)
                return name

    def _surname(self) -> str:
        dice = self._rng.random()
        if dice < 0.012:  # noqa: PLR2004  share of compound surnames
            return self._rng.choice(COMPOUND_SURNAMES)
        if dice < 0.022:  # noqa: PLR2004  share of rare surnames
            return self._rng.choice(RARE_SURNAMES)
        if dice < 0.25:  # noqa: PLR2004  share of surnames outside the first hundred
            return self._rng.choice(OTHER_SURNAMES)
        weights = [1 / (place + 4) for place in range(len(COMMON_SURNAMES))]
        return self._rng.choices(COMMON_SURNAMES, weights)[0]

    def _given_name(self, sex: Sex) -> str:
        characters = MALE if sex is Sex.MALE else FEMALE
        dice = self._rng.random()
        if dice < 0.03:  # noqa: PLR2004  share of rare characters
            characters = RARE_GIVEN
        first = self._rng.choice(characters)
        if dice < 0.14:  # noqa: PLR2004  share of one-character given names
            return first
        second = self._rng.choice(PLAIN[sex] if dice > 0.5 else characters)  # noqa: PLR2004  half
        return first + (second if second != first else self._rng.choice(PLAIN[sex]))
