"""The fields of a dispatch book; of the register's columns those that find room on the page."""

from typing import Final

from hongtou import field

LINE: Final = {
    "顺序号": field("string", "顺序号", help="不写则从发文字号取", example="5"),
    "发文字号": field("document_number", "发文字号", help="按印发的写", example="示委发〔2026〕5号", required=True),
    "文件标题": field("string", "文件标题", help="作废和预留的号可以不写", example="关于做好年度总结的通知"),
    "成文日期": field("date", "成文日期", help="会议通过或者负责人签发的日期", example="2026-11-21"),
    "密级": field("string", "密级", help="密级和保密期限", example="秘密★1年"),
    "份数": field("string", "份数", help="印制的份数", example="30"),
    "主送": field("string", "主送", help="发往的机关", example="各专科分会、各党支部"),
    "签发人": field("string", "签发人", help="签发的负责人", example="张三"),
    "状态": field(
        "string", "状态", help="不写则为已发", example="作废", allowed=["预留", "已发", "作废", "撤销", "废止"], default="已发"
    ),
    "原因": field("string", "原因", help="为什么作废、撤销或者废止", example="会议决定不发"),
    "备注": field("string", "备注", help="需要说明的事项", example="与市卫生健康委员会联合行文"),
    "放行说明": field("string", "放行说明", help="照发的是哪几条检查发现，为什么", example="GW002：补发上月签发的"),
}

SCHEMA: Final = {
    "年度": field("integer", "年度", help="哪一年的登记簿", example=2026, required=True, min=1900, max=2099),
    "机关代字": field("string", "机关代字", help="只印一个代字的，写这个代字", example="示委发"),
    "正文": field("text", "正文", help="表格前面的说明，不写则写明各类各有几号", example="本年度发文登记如下。"),
    "标题": field("title", "标题", help="不写则为单位、年度和“发文登记簿”", example="示例市医学会2026年发文登记簿"),
    "横排": field("boolean", "横排", help="表格是否横排，横排时各栏更宽", example="是"),
    "登记": field(
        "list",
        "登记",
        help="一个号一条；用 hongtou number book 可从登记簿取出",
        example="[{发文字号: 示委发〔2026〕5号, 文件标题: 关于做好年度总结的通知, 成文日期: 2026-11-21}]",
        required=True,
        schema={"type": "dict", "schema": LINE},
    ),
}
