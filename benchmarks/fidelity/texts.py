"""Sentences of an invented office, with all that makes lines hard to set."""

from __future__ import annotations

from itertools import cycle, islice

PLAIN = (
    "各党支部要把学习教育同业务工作结合起来，压实领导责任，明确目标任务，推动学会党建工作再上新台阶。",
    "坚持问题导向，深入专科分会听取意见，帮助解决实际困难，让党员专家感受到组织的关心和温暖。",
    "党务干部要勤学习、善思考、重实践，不断提高组织协调和服务群众的本领。",
    "要加强统筹，完善制度，形成上下贯通、执行有力的工作格局，确保各项部署落到实处。",
)
MIXED = (
    "对照年初确定的26项重点任务逐项盘点，完成率达到95%以上的予以通报表扬，低于80%的要说明原因。",
    "坚持把支部建在专科分会上，2026年底前实现党的组织和工作两个全覆盖，覆盖率由87.5%提高到100%。",
    "充分发挥党员专家的带头作用，组织“医心向党”巡回义诊不少于12场，服务群众5000人次（其中老年人占60%）。",
    "党务干部要熟悉《支部工作条例》和《发展党员工作细则（试行）》，每季度至少参加1次集中培训，每次不少于2天。",
    "办公室负责日常联络——遇有重大事项及时请示报告；各分会指定1名联络员，名单于3月15日前报送。",
    "做好党外专家的团结引导：一是听取意见，二是解决困难，三是凝聚合力……把心思用在干事创业上。",
    "推广“AI＋党建”平台，A类指标3项、B类指标12项，用PDF和DOCX两种格式报送到dangjian@yunzhou.example。",
    "严格执行GB/T9704的规定，字体、字号、行距一律照办，附件另面编排，页码连续，不得擅自改动。",
    "（一）明确责任；（二）细化措施；（三）加强督查，做到“有计划、有落实、有检查、有总结”！为什么？因为事关全局。",
    "2025年，学会党委下设党总支3个、党支部26个，有党员412名，其中正式党员398名、预备党员14名。",
    "全年召开党委会议12次、中心组学习会8次，讲党课36场，受教育党员1200余人次，参学率达98%。",
    "要突出政治标准，严把入口关，全年发展党员不超过15名，35岁以下的占三分之二，女性不少于40%。",
    "统战对象实行台账管理，按民主党派成员、无党派人士、少数民族人士等12类登记，每半年更新1次，做到底数清、情况明。",
    "请各分会于2026年11月30日前，将总结和统计表（见附件1、附件2）报学会党委办公室，逾期不报的予以通报。",
    "对考核为“优秀”的党组织给予表彰，名额不超过20%；对连续2年排名末位的，由学会党委主要负责同志约谈。",
    "党费收缴、使用和管理情况每年公示1次，接受党员监督；结余经费按规定上缴，不得挪作他用。",
    "会议指出：“把党建‘虚功’做实，把业务‘实功’做优。”与会的第1、第2、第3党小组组长作了发言。",
)
SCRIPTS = (
    "室内CO₂浓度不超过1000×10⁻⁶，每毫升菌落数不超过10⁵个，SpO₂不低于95%的☑栏打勾，面积12m²。",
    "检测H₂O₂、PM₂.₅和NO₃⁻等8项，限值分别为10⁻³、10⁻⁶克，由Dvořák和Łukasz两位专家复核。",
)
HARD = (
    "重申：“严禁‘跑风漏气’！”——这是纪律……也是底线。",
    "《关于〈云州市医学会章程（修订草案）〉的说明》（以下称《说明》）已于2026年1月5日—2月20日公示。",
    "联系人：林示例，电话：0000-1234567、0000-1234568；网址：www.yunzhou-yixuehui.example/dangjian/tongzhi/2026。",
    "温度控制在18℃～25℃，湿度为45%～65%，误差不超过±0.5℃；照度≥300lx，噪声≤55dB(A)。",
    "参训人员为张　三、李　四、王五六、欧阳示例和买买提·示例等5人（含1名预备党员）。",
    "预算共计￥12,345.60元，折合每人约123.46元；其中：培训费60％、资料费25％、场地费15％。",
    "“十五五”时期（2026—2030年）是关键5年，“三会一课”“主题党日”“民主评议”缺一不可……",
)


def stream(sentences: tuple[str, ...], length: int, start: int = 0) -> str:
    """Text of just so many characters that ends with a full stop; no mark stands before that."""
    text = "".join(islice(cycle(sentences[start % len(sentences) :] + sentences[: start % len(sentences)]), length // 20 + 2))
    cut = text[: length - 1]
    while cut and not cut[-1].isalpha():
        cut = cut[:-1]
    return cut + "云" * (length - 1 - len(cut)) + "。"


def paragraphs(count: int, sentences: tuple[str, ...] = MIXED, each: int = 3) -> list[str]:
    """Paragraphs of some sentences each."""
    supply = cycle(sentences)
    return ["".join(islice(supply, each)) for _ in range(count)]


TOPICS = (
    "党建工作",
    "统战工作",
    "组织生活会",
    "党员发展",
    "廉政教育",
    "巡回义诊",
    "主题党日",
    "专科分会换届",
    "人才培养",
    "学术交流",
    "科普宣传",
    "志愿服务",
)


def title(length: int) -> str:
    """A title of just so many characters."""
    if length < 20:
        return ("关于" + "做好年度党建统战工作总结考核督查整改"[: length - 5] + "的通知")[-length:]
    head, tail = "中共云州市医学会委员会关于做好", "有关工作的通知"
    middle = "、".join(TOPICS)[: length - len(head) - len(tail)]
    while middle.endswith("、"):
        middle = middle[:-1] + "等"
    return head + middle + tail
