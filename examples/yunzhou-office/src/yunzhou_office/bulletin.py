"""文种“协查专报”：一期一期的，不印发文字号，用自己的编号办法；“工作底稿”：内部材料的格式。"""

from hongtou import Context, Data, DocumentType, Format, Gongwen, NumberingScheme, PageFormat, official

NUMBERING = NumberingScheme("专报编号", "一年一列，四位，不够的补零", "编号：{年}-{号:04}")

# 29 磅 22 行是 638 磅，合 225.1 毫米：天头 36.5 毫米，版心正好放得下。
PAPERS = PageFormat("工作底稿", "行距 29 磅，每页 22 行，页码是 - 1 -", pitch=29, top=36.5, folio=("- ", " -"))

STARTER = """\
---
# 协查专报。编号由 hongtou issue 编（hongtou.yaml 里写上“单独编号: [协查专报]”）。
文种: 协查专报
发文机关: 云州市医学会
发文机关标志: 协查工作简报
标题: 十月协查工作情况
成文日期: 2026-11-03
---
十月发出协查函12件，收到函复9件。
"""


def compose(data: Data, context: Context) -> Gongwen:
    """核对过的字段 → 公文，排法同纪要。"""
    return official(data, context, format=Format.MINUTES)


TYPE = DocumentType("协查专报", "一期一期的协查情况", {}, compose, STARTER, numbering=NUMBERING.name)
