"""Where the subject of a cited document begins and ends: ``về …``, ``sửa đổi …``."""

import pytest

from loaders.citations import citations
from loaders.outline import outline
from loaders.reading import source_from_text
from loaders.records import Document, PlaceName
from loaders.view import view

PROVINCE = Document(
    "quyet-dinh", None, None, None, "Ủy ban nhân dân tỉnh Bắc Giang", PlaceName("tỉnh", "Bắc Giang", "Bắc Giang"),
    None, None, None, (), (), 0, 0,
)  # fmt: skip

SUBJECTS = [  # (the line, the subject of the first document that it names)
    (("Căn cứ Nghị định số 92/2017/NĐ-CP ngày 07/8/2017 của Chính phủ sửa đổi, bổ sung một số điều của các Nghị định "
      "liên quan đến kiểm soát thủ tục hành chính;"),
     "sửa đổi, bổ sung một số điều của các Nghị định liên quan đến kiểm soát thủ tục hành chính"),
    (("Căn cứ Quyết định số 2071/QĐ-UBND ngày 27/7/2018 của UBND tỉnh phê duyệt Đề án sửa đổi, bổ sung Chỉ số cải "
      "cách hành chính và ban hành Chỉ số cải cách hành chính;"),
     "phê duyệt Đề án sửa đổi, bổ sung Chỉ số cải cách hành chính và ban hành Chỉ số cải cách hành chính"),
    (("Thực hiện Chỉ thị số 19/CT-TTg ngày 16/7/2021 của Thủ tướng Chính phủ về việc phát động thi đua thực hiện nhiệm "
      "vụ hằng năm và Kế hoạch 5 năm (2021 - 2025);"),
     "về việc phát động thi đua thực hiện nhiệm vụ hằng năm và Kế hoạch 5 năm (2021 - 2025)"),
    (("Căn cứ Quyết định số 0816/QĐ-BTM ngày 01/8/2001 của Bộ trưởng Bộ Thương mại về việc ban hành Quy chế xét tặng "
      "Huy chương;"),
     "về việc ban hành Quy chế xét tặng Huy chương"),
    (("Xét báo cáo số 17/BC-BCT ngày 09/3/2009 của Bộ Công Thương về dự thảo Quy chế quản lý cụm công nghiệp, Phó Thủ "
      "tướng Hoàng Trung Hải có ý kiến như sau:"),
     "về dự thảo Quy chế quản lý cụm công nghiệp"),
    (("Căn cứ Thông tư số 10/2020/TT-BTC ngày 20/02/2020 của Bộ Tài chính về quyết toán dự án hoàn thành, Tổng cục "
      "Thuế hướng dẫn áp dụng như sau:"),
     "về quyết toán dự án hoàn thành"),
    ("Tại khoản 1 Điều 16 Thông tư số 39/2014/TT-BTC của Bộ Tài chính quy định:", None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "about"), SUBJECTS)
def test_the_subject_is_the_whole_clause_and_no_more(line, about):
    first = citations(outline(view(source_from_text(f"{line}\nI. MỤC TIÊU\n"))), PROVINCE)[0]
    assert first.about == about


def test_who_decides_is_no_part_of_the_subject_in_a_title():
    text = (
        "QUYẾT ĐỊNH\n\nVỀ VIỆC BÃI BỎ QUYẾT ĐỊNH SỐ 68/2010/QĐ-UBND NGÀY 18/6/2010 VỀ THỜI GIAN LÀM VIỆC\n\n"
        "ỦY BAN NHÂN DÂN TỈNH BẮC GIANG\n\nCăn cứ Luật Đất đai ngày 26/11/2003;\n"
    )
    assert citations(outline(view(source_from_text(text))), PROVINCE)[0].about == "VỀ THỜI GIAN LÀM VIỆC"
