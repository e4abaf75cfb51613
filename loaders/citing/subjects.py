"""Where the words about a cited document begin and end: ``về công tác dân tộc``, ``phê duyệt Đề án …``.

Words that only their tone tells apart (``tại``, ``tải``) are matched in the text as printed, all else in the folded
text (``loaders.folding``); no function looks further than a bounded window.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.records import Span

WINDOW: Final = 900
_LEAD: Final = 40

_STARTS: Final = (
    r"về(?:việc)?|v/v|nhằm|quy định|qui định|ban hành|phê duyệt|phê chuẩn|hướng dẫn|sửa đổi|bổ sung|triển khai"
    r"|thực hiện|thi hành"
    r"|điều chỉnh|công bố|công nhận|thành lập|kiện toàn|thông qua|cho phép|tăng cường|nâng cao|đẩy mạnh"
    r"|cụ thể h(?:óa|oá)"
    r"|đề nghị|thông báo|chấp thuận|[uủ][ỷy] quyền|phân (?:công|cấp|bổ|định|loại|khai)|giải thích|bãi bỏ|thay thế"
    r"|đính chính"
    r"|xử lý|xử lí|tiếp tục|một số|kéo dài|hợp nhất|bổ nhiệm|xếp hạng|đánh giá|rà soát|phát động|khắc phục|bảo đảm"
    r"|đảm bảo"
    r"|xác định|giao|quyết định|xây dựng|tổ chức|đổi mới|cải cách|hỗ trợ|chấn chỉnh|chỉ đạo|yêu cầu|quản lý|định hướng"
    r"|công tác|chính sách|kết luận|chuyển|báo cáo|trả lời|cho ý kiến|góp ý|tổng kết|sơ kết|chuẩn bị|phối hợp"
    r"|lấy ý kiến"
    r"|đối với|điều hành|bố trí|sắp xếp|tạm|định mức|chế độ|quy hoạch|giảm|áp dụng|thẩm định|thẩm tra|tiếp thu"
    r"|đồng ý|thí điểm"
)
_OTHERS: Final = (
    r"ngày|tháng|đã|được|có|trong|tại|theo|trên|các|những|làm|để|cho|bằng|ký|gồm|gửi|trình|cấp|thu|h[uủ][ỷy]|ra|vì"
    r"|khi|mà|là"
    r"|thì|như|nêu|(?<!dân )số|từ|đến|do|nội dung|chủ trương|nay|này|nói"
)
VERB: Final = rf"(?:{_STARTS}|{_OTHERS})\b"
"""Pattern source of the words at which an issuer's name ends, for the text as printed (``tải`` is not ``tại``)."""

_SUBJECT: Final = re.compile(rf"[\s,:]{{0,3}}(?=[“\"]|(?:{_STARTS})\b)", re.IGNORECASE)
_TYPE: Final = (
    r"(?:nghi quyet|nghi dinh|quyet dinh|thong tu|chi thi|ket luan|ke hoach|cong van|van ban|to trinh|bao cao"
    r"|huong dan|thong bao"
    r"|luat|bo luat|phap lenh|chuong trinh hanh dong|cong dien|hien phap|de an)"
)
_STOP: Final = re.compile(
    r";|\)|\t"
    rf"|(?:,| va|,? va cac|, cac)\s+{_TYPE}\s+(?:so\b|\d(?!\d* ?nam\b))|(?:,? va|,) cac {_TYPE}"
    rf"|(?<!cua) cac {_TYPE} (?:so\b|\d)"
    rf"|\s?\({_TYPE} (?:so|\d)"
    r"|\s?\((?:sau day|sau nay|goi tat|viet tat|duoi day|goi chung|goi la)"
    r"|,\s+(?:dam bao|bao dam|gop phan|nham|phan dau|trong do)\b"
    r"|\.(?=\s*$|\s+[a-z]|/)"
    r"|[,;]\s+(?:uy ban|ubnd|hoi dong|hdnd|so(?! \d)|bo(?! (?:sung|tri))|ban(?! (?:hanh|giao))|phong(?! chong)"
    r"|(?:pho )?thu tuong|chinh phu|van phong|tong cuc|cuc|kho bac|bao hiem xa hoi|ngan hang nha nuoc|thanh tra"
    r"|(?:pho )?chu tich)\s[^,;.\"]{0,90}?\b"
    r"(?:ban hanh|xay dung|huong dan|de nghi|yeu cau|bao cao|trinh|thong bao|trien khai|to chuc|quy dinh|co y kien"
    r"|dong y|giao (?:cho|so|bo|uy ban|ubnd|cac)|ket luan|gioi thieu|tra loi)\b"
    r"|(?<! lam),?\s+can cu\s|,?\s+theo de nghi\s|,?\s+xet (?:de nghi|to trinh|bao cao|van ban|cong van|kien nghi)\s"
    r"|\"(?=[\s;,.)]|$)"
)
_VERBS_ALONE: Final = frozenset({"quy dinh", "huong dan", "yeu cau", "thong bao", "ban hanh", "ve viec"})
_GLOSS: Final = re.compile(r"sau day|sau nay|goi tat|viet tat|duoi day|goi chung|goi la")


def subject(folded: str, text: str, start: int, line_end: int) -> Span | None:
    """The subject that begins at ``start`` (after number, date and issuer), or None when none is printed."""
    lead = _SUBJECT.match(text, start, line_end)
    if lead is None:
        return None
    end = clause_end(folded, text, lead.end(), line_end)
    return (lead.end(), end) if end > lead.end() and folded[lead.end() : end] not in _VERBS_ALONE else None


def clause_end(folded: str, text: str, start: int, line_end: int) -> int:
    """The end of the clause of a title that begins at ``start``: before ``;``, a gloss, or the next document.

    ``về việc “Tiếp tục thực hiện Nghị quyết số 24-NQ/TW …”;`` ends behind the closing quotation mark.
    """
    limit = min(line_end, start + WINDOW)
    depth = quoted = 0
    position = start
    while position < limit:
        found = _STOP.search(folded, position, limit)
        if found is None:
            break
        depth += folded.count("(", position, found.start())
        quoted += folded.count('"', position, found.start())
        position, mark = found.start() + 1, folded[found.start()]
        if mark == ")" and depth:
            depth -= 1
        elif mark == '"':
            quoted += 1
            if quoted % 2 == 0 and '"' in folded[start : start + _LEAD]:
                return found.end()
        elif mark == ";" and quoted % 2:
            continue
        elif mark != "." or _sentence_ends(text, found.start(), line_end):
            return _trimmed(folded, start, found.start())
    return _trimmed(folded, start, limit)


def _sentence_ends(text: str, position: int, line_end: int) -> bool:
    """Whether the full stop at ``position`` ends a sentence, unlike those of ``TP. Huế`` and ``2.300 xã``."""
    after = text[position + 1 : position + 3].strip()
    if position + 1 >= line_end or not after or after[0] == "/":
        return True
    return after[0].isupper() and text[max(0, position - 3) : position].strip().islower()


def _trimmed(folded: str, start: int, end: int) -> int:
    while end > start and folded[end - 1] in " ,.:;-\t/":
        end -= 1
    return end
