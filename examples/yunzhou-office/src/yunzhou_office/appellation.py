"""检查规则 YZ001：对机关不称“贵司”。"""

from collections.abc import Iterator

from hongtou import Evidence, Found, Rule, Sees, Settings, Strength, found


def judge(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """正文和标题里的每一处。"""
    for item in evidence.prose:
        if "贵司" in item.text:
            yield found(item, "对机关称“贵单位”", "贵司", mended="贵单位")


RULE = Rule(
    "YZ001",
    "对机关的称呼",
    "本单位的规定",
    Strength.CUSTOM,
    finds="正文里的“贵司”。",
    why="行文的对方是机关，不是公司。",
    mend="改为“贵单位”。",
    before="请贵司支持。",
    after="请贵单位支持。",
    needs=(Sees.WORDS,),
    judge=judge,
)
