"""What a document itself tells of the further columns of the book 发文登记簿."""

from __future__ import annotations

from ..document import Gongwen


def details(gongwen: Gongwen) -> dict[str, str]:
    """The further columns of the book that the document itself tells, by their titles."""
    masthead, imprint = gongwen.masthead, gongwen.imprint
    told = {
        "主送": "；".join(gongwen.addressees),
        "附件": "；".join(attachment.title.replace("\n", "") for attachment in gongwen.main.attachments),
        "抄送": "；".join(imprint.copies_to) if imprint else "",
    }
    if masthead:
        told |= {
            "密级": masthead.classification + (f"★{masthead.secrecy_period}" if masthead.secrecy_period else ""),
            "紧急程度": masthead.urgency,
            "份号": masthead.copy_number,
            "签发人": "、".join(masthead.approvers),
            "联合机关": "、".join(masthead.issuer_mark.names[1:]),
        }
    return {title: text for title, text in told.items() if text}
