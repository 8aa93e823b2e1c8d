"""What the statutory genres are for, and how they are set (条例第八条)."""

from typing import Final, NamedTuple

from hongtou import Format


class Genre(NamedTuple):
    """A genre.

    :param starter: the name of its starter, without ``.md``.
    :param format: the format that it is set in where the draft names none.
    :param addressed: it must say to whom it goes.
    :param upward: it goes to a superior, and so names who approved it.
    """

    name: str
    summary: str
    starter: str
    format: Format = Format.DOCUMENT
    addressed: bool = False
    upward: bool = False


GENRES: Final = (
    Genre("决议", "公布会议讨论通过的重大决策事项", "resolution"),
    Genre("决定", "对重要事项作出决策和部署，奖惩，变更或者撤销下级的决定", "decision"),
    Genre("命令", "公布规章，施行重大强制措施，批准授衔，嘉奖；用命令（令）格式", "order", Format.ORDER),
    Genre("公报", "公布重要决定或者重大事项", "bulletin"),
    Genre("公告", "向国内外宣布重要事项或者法定事项", "proclamation"),
    Genre("通告", "在一定范围内公布应当遵守或者周知的事项", "announcement"),
    Genre("意见", "对重要问题提出见解和处理办法", "opinion"),
    Genre("通报", "表彰先进，批评错误，传达重要精神，告知重要情况", "circular"),
    Genre("报告", "向上级机关汇报工作、反映情况、回复询问；不得夹带请示事项", "report", addressed=True, upward=True),
    Genre("请示", "向上级机关请求指示、批准；一文一事，主送一个机关", "request", addressed=True, upward=True),
    Genre("批复", "答复下级机关的请示", "reply", addressed=True),
    Genre("议案", "按照法律程序提请审议事项", "proposal", addressed=True),
    Genre("函", "不相隶属机关之间商洽、询问、答复，请求批准和答复审批；用信函格式", "letter", Format.LETTER, addressed=True),
    Genre("纪要", "记载会议主要情况和议定事项；用纪要格式", "minutes", Format.MINUTES),
)
