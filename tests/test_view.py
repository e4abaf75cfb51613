"""The view of texts as printers, sites and converters really leave them."""

from __future__ import annotations

import pytest

from loaders.reading import source_from_text
from loaders.view import view

BODY = "\nI. MỤC TIÊU\n"
CASES: list[tuple[str, str, str]] = [
    (
        "bold glued to the type",
        (
            "KẾ HOẠCH**Thực hiện Chương trình mục tiêu quốc gia vùng\nđồng bào dân tộc thiểu số**\n\nI. MỤC "
            "ĐÍCH, YÊU CẦU**1. Mục đích**\n\nNâng cao."
        ),
        (
            "KẾ HOẠCH\nThực hiện Chương trình mục tiêu quốc gia vùng\nđồng bào dân tộc thiểu số\nI. MỤC ĐÍCH, "
            "YÊU CẦU\n1. Mục đích\nNâng cao."
        ),
    ),
    (
        "emphasis",
        f"{BODY}a) Nội dung số 01: *Biểu dương, tôn vinh điển hình*",
        "I. MỤC TIÊU\na) Nội dung số 01: Biểu dương, tôn vinh điển hình",
    ),
    (
        "emphasis over two lines",
        (
            "*Theo đề nghị của Giám đốc Sở Dân tộc và Tôn giáo\ntại Tờ trình số 68/TTr- SDTTG.*\n**QUYẾT "
            "ĐỊNH:**\n**Điều 1.** Công nhận."
        ),
        (
            "Theo đề nghị của Giám đốc Sở Dân tộc và Tôn giáo tại Tờ trình số 68/TTr- SDTTG.\nQUYẾT ĐỊNH:\nĐiều "
            "1. Công nhận."
        ),
    ),
    (
        "a bullet and a note mark stay",
        f"{BODY}* Về kinh tế (*)\n* Về xã hội",
        "I. MỤC TIÊU\n* Về kinh tế (*)\n* Về xã hội",
    ),
    (
        "three asterisks before a heading",
        f"{BODY}*** Tiểu dự án 1: Đầu tư cơ sở hạ tầng**",
        "I. MỤC TIÊU\nTiểu dự án 1: Đầu tư cơ sở hạ tầng",
    ),
    (
        "headings and escapes",
        "# KẾ HOẠCH\n\n## I. MỤC TIÊU\n\n\\- Một\n\n1\\. Hai",
        "KẾ HOẠCH\nI. MỤC TIÊU\n- Một\n1. Hai",
    ),
    (
        "a bar between two cells",
        (
            "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 140/KH-UBND | Phú Yên, ngày 05 tháng 09 "
            "năm 2016 |"
        ),
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 140/KH-UBND\tPhú Yên, ngày 05 tháng 09 năm 2016",
    ),
    (
        "a Markdown table",
        f"{BODY}| TT | Nhiệm vụ | Chủ trì |\n|---|:---|---|\n| 1 | Rà soát | Ban Dân tộc |",
        "I. MỤC TIÊU\nTT\tNhiệm vụ\tChủ trì\n1\tRà soát\tBan Dân tộc",
    ),
    (
        "cells on lines of their own",
        (
            f"{BODY}|\nStt\n|\nTên xã\n|\nGhi chú\n|\n|\n1\n|\nXã Đam\nRông 1\n|\n|\n|\n2\n|\nXã Cát Tiên 3\n|\n"
            "|\nẤn định danh sách."
        ),
        "I. MỤC TIÊU\nStt\tTên xã\tGhi chú\n1\tXã Đam Rông 1\n2\tXã Cát Tiên 3\nẤn định danh sách.",
    ),
    (
        "letterhead in cells",
        (
            "ỦY\nBAN DÂN TỘC\n-------\n|\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
            "---------------\n|\nSố:\n645/QĐ-UBDT\n|\nHà\nNội, ngày 11 tháng 6 năm\n2021\n|\nQUYẾT ĐỊNH"
        ),
        (
            "ỦY BAN DÂN TỘC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 645/QĐ-UBDT\n"
            "Hà Nội, ngày 11 tháng 6 năm 2021\nQUYẾT ĐỊNH"
        ),
    ),
    (
        "tab after a label, between cells",
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI\nI.\tMỤC TIÊU\n1.\tMục tiêu",
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI\nI. MỤC TIÊU\n1. Mục tiêu",
    ),
    ("invisible characters", f"{BODY}1. Mục\u200b tiêu\u00ad chung\ufeff", "I. MỤC TIÊU\n1. Mục tiêu chung"),
    (
        "a paragraph cut by a page break",
        f"{BODY}- Khai thác tiềm năng, phát huy thế mạnh của các địa\n\nphương, bảo vệ môi trường.\n\n- Giảm dần",
        "I. MỤC TIÊU\n- Khai thác tiềm năng, phát huy thế mạnh của các địa phương, bảo vệ môi trường.\n- Giảm dần",
    ),
    (
        "a basis cut inside a name",
        "QUYẾT ĐỊNH\nCăn cứ Luật Tổ chức\nChính phủ ngày 25 tháng 12 năm 2001;\nCăn cứ Luật Viên chức;\nQUYẾT ĐỊNH:",
        "QUYẾT ĐỊNH\nCăn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;\nCăn cứ Luật Viên chức;\nQUYẾT ĐỊNH:",
    ),
    (
        "stamps",
        (
            "Nơi nhận:\n- Lưu: VT.\nPhạm Quang Sự\n\t\t2022-08-08T13:50:58+0700\nKý bởi: Cổng TTĐT\nThời gian "
            "ký: 04.06.2020 10:12:33 +07:00"
        ),
        "Nơi nhận:\n- Lưu: VT.\nPhạm Quang Sự",
    ),
    (
        "site box before and after",
        (
            "Bộ lọc tìm kiếm\n\nTải văn bản\n\nSố hiệu: 141/QĐ-TTg\nLoại văn bản: Quyết định\nTHỦ TƯỚNG CHÍNH "
            "PHỦ\n-----\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nQUYẾT ĐỊNH\nĐiều 1. Phê duyệt.\n"
            "Nơi nhận:\n- Lưu: VT.\nHIỆU LỰC VĂN BẢN\n\nQuyết định 141/QĐ-TTg\n  • Số hiệu: 141/QĐ-TTg\nTải văn bản"
        ),
        (
            "THỦ TƯỚNG CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nQUYẾT ĐỊNH\nĐiều 1. Phê duyệt.\nNơi nhận:\n"
            "- Lưu: VT."
        ),
    ),
    (
        "a page that names the document and what came after it",
        (
            "Quyết định 119/QĐ-UBND\n\nQuyết định 119/QĐ-UBND bổ sung thủ tục đã được thay thế bởi "
            "Quyết định 366/QĐ-UBND "
            "và được áp dụng kể từ ngày 25/08/2015.\n\nNội dung toàn văn Quyết định 119/QĐ-UBND\n\nỦY BAN NHÂN DÂN\n"
            "TỈNH BẮC GIANG\n-------\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố: 119/QĐ-UBND"
        ),
        "ỦY BAN NHÂN DÂN\nTỈNH BẮC GIANG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 119/QĐ-UBND",
    ),
    (
        "a list of related documents before",
        (
            "- 1Luật ngân sách nhà nước 2015\n- 2Quyết định 1719/QĐ-TTg năm 2021\nỦY BAN NHÂN DÂN | CỘNG HÒA XÃ "
            "HỘI CHỦ NGHĨA VIỆT NAM |\nKẾ HOẠCH"
        ),
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKẾ HOẠCH",
    ),
    (
        "the title of the page after the signature",
        (
            "QUYẾT ĐỊNH\nĐiều 1. Một.\nTM. ỦY BAN NHÂN DÂN\nHồ Văn Mười\nQuyết định 2284/QĐ-UBND năm 2025 công "
            "nhận các xã\nVăn bản này chưa cập nhật nội dung Tiếng Anh\nNghị định 13/2023/NĐ-CP"
        ),
        "QUYẾT ĐỊNH\nĐiều 1. Một.\nTM. ỦY BAN NHÂN DÂN\nHồ Văn Mười",
    ),
    (
        "an empty cell of a row",
        f"{BODY}| TT | Chỉ tiêu | ĐVT | 2020 | 2025 |\n|---|---|---|---|---|\n| 1 | Số ấp | ấp | | 16 |",
        "I. MỤC TIÊU\nTT\tChỉ tiêu\tĐVT\t2020\t2025\n1\tSố ấp\tấp\t\t16",
    ),
    (
        "a period as a heading above bullets",
        f"{BODY}a) Giai đoạn 2021 - 2025\n- Mức thu nhập tăng 2 lần.\n- Không còn hộ nghèo.",
        "I. MỤC TIÊU\na) Giai đoạn 2021 - 2025\n- Mức thu nhập tăng 2 lần.\n- Không còn hộ nghèo.",
    ),
    (
        "a heading of parts above the first part, in a text of short lines",
        (
            f"{BODY}Phấn đấu giảm tỷ lệ hộ nghèo vùng đồng\nbào dân tộc thiểu số, nâng cao thu nhập\ncủa người dân, "
            "bảo đảm các dịch vụ\nxã hội cơ bản.\nII. CÁC DỰ ÁN THÀNH PHẦN\nDự án 1. Giải quyết đất ở"
        ),
        (
            "I. MỤC TIÊU\nPhấn đấu giảm tỷ lệ hộ nghèo vùng đồng bào dân tộc thiểu số, nâng cao thu nhập của "
            "người dân, bảo đảm các dịch vụ xã hội cơ bản.\nII. CÁC DỰ ÁN THÀNH PHẦN\nDự án 1. Giải quyết đất ở"
        ),
    ),
    (
        "a number, a name and a heading cut by a page",
        (
            f"{BODY}5. Liên minh Hợp tác xã tỉnh phối hợp với Ban Dân tộc tổ chức thực hiện Nội dung 3, Tiểu dự án\n"
            "2, Dự án 10.\n6. Các phòng: Kinh tế và Hạ tầng, Tài nguyên và Môi trường, Giáo dục và Đào tạo, Văn hóa "
            "và\nThông tin: Hướng dẫn."
        ),
        (
            "I. MỤC TIÊU\n5. Liên minh Hợp tác xã tỉnh phối hợp với Ban Dân tộc tổ chức thực hiện Nội dung 3, Tiểu dự "
            "án 2, Dự án 10.\n6. Các phòng: Kinh tế và Hạ tầng, Tài nguyên và Môi trường, Giáo dục và Đào tạo, Văn hóa "
            "và Thông tin: Hướng dẫn."
        ),
    ),
    (
        "recipients",
        (
            f"{BODY}Một.\nNơi nhận:\n- UBMTTQVN huyện và các tổ chức\nchính trị - xã hội;\n- Lưu: VT.\nTM. ỦY BAN "
            "NHÂN\nDÂN\nCHỦ TỊCH"
        ),
        (
            "I. MỤC TIÊU\nMột.\nNơi nhận:\n- UBMTTQVN huyện và các tổ chức chính trị - xã hội;\n- Lưu: VT.\nTM. "
            "ỦY BAN NHÂN DÂN\nCHỦ TỊCH"
        ),
    ),
    (
        "a motto far down in a form is no letterhead",
        (
            "Số: 12/KH-UBND\nTải văn bản\nCăn cứ Luật Đầu tư công;\nI. MỤC TIÊU\nMẪU SỐ 1\nCỘNG HÒA XÃ HỘI CHỦ "
            "NGHĨA VIỆT NAM"
        ),
        "Số: 12/KH-UBND\nCăn cứ Luật Đầu tư công;\nI. MỤC TIÊU\nMẪU SỐ 1\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_view(text: str, expected: str) -> None:
    assert view(source_from_text(text)).text == expected


DOUBLE_SPACED = """ KẾ HOẠCH \n
Triển khai thực hiện Chiến lược công tác dân tộc giai đoạn 2021-2030,  \n
tầm nhìn đến 2045 trên địa bàn huyện Bình Sơn \n
 \n
Thực hiện Nghị quyết số 10/NQ-CP ngày 28/01/2022 của Chính phủ về \n
Chiến lược công tác dân tộc giai đoạn 2021 - 2030, tầm nhìn đến năm 2045; \n
Nghị quyết số 02-NQ/TU ngày 17/8/2021 của Hội nghị Tỉnh ủy lần thứ 4, khóa \n
XX về tiếp tục đẩy mạnh phát triển kinh tế - xã hội, giảm nghèo bền vững ở các \n
huyện miền núi. \n
III. NHIỆM VỤ \n
1. Đổi mới phương thức quản lý nhà nước về công tác dân tộc \n
- Cơ quan phối hợp: Cơ quan Tổ chức – Nội vụ, UBND các xã: Bình \n
An, Bình Khương. \n
- Cơ quan chủ trì tham mưu: (1), (2) Phòng Kinh tế và Hạ tầng; Cơ quan Tổ chức \n
- Nội vụ và các cơ quan, đơn vị, địa phương liên quan đến nhiệm vụ. \n
(3) Phát triển các làng nghề thủ công truyền thống và các ngành nghề gắn với \n

6 \n

 sản xuất hàng hóa, dịch vụ.  Đến năm 2030 có 40% lao động là người dân tộc \n
 thiểu số. \n
3. Phòng Văn hóa và Thông tin, Trung tâm Truyền thông – Văn hóa \n
– Thể thao \n
Chỉ đạo, hướng dẫn các cơ quan tuyên truyền về Chiến lược công tác dân tộc. \n
"""
JOINED = [
    "KẾ HOẠCH",
    "Triển khai thực hiện Chiến lược công tác dân tộc giai đoạn 2021-2030,",
    "tầm nhìn đến 2045 trên địa bàn huyện Bình Sơn",
    (
        "Thực hiện Nghị quyết số 10/NQ-CP ngày 28/01/2022 của Chính phủ về Chiến lược công tác dân tộc giai đoạn "
        "2021 - 2030, "
        "tầm nhìn đến năm 2045; Nghị quyết số 02-NQ/TU ngày 17/8/2021 của Hội nghị Tỉnh ủy lần thứ 4, khóa XX về "
        "tiếp tục đẩy mạnh "
        "phát triển kinh tế - xã hội, giảm nghèo bền vững ở các huyện miền núi."
    ),
    "III. NHIỆM VỤ",
    "1. Đổi mới phương thức quản lý nhà nước về công tác dân tộc",
    "- Cơ quan phối hợp: Cơ quan Tổ chức – Nội vụ, UBND các xã: Bình An, Bình Khương.",
    (
        "- Cơ quan chủ trì tham mưu: (1), (2) Phòng Kinh tế và Hạ tầng; Cơ quan Tổ chức - Nội vụ và các cơ quan, "
        "đơn vị, địa phương "
        "liên quan đến nhiệm vụ."
    ),
    (
        "(3) Phát triển các làng nghề thủ công truyền thống và các ngành nghề gắn với sản xuất hàng hóa, dịch "
        "vụ. Đến năm 2030 có 40% "
        "lao động là người dân tộc thiểu số."
    ),
    "3. Phòng Văn hóa và Thông tin, Trung tâm Truyền thông – Văn hóa – Thể thao",
    "Chỉ đạo, hướng dẫn các cơ quan tuyên truyền về Chiến lược công tác dân tộc.",
]


def test_a_double_spaced_print() -> None:
    assert view(source_from_text(DOUBLE_SPACED)).text.split("\n") == JOINED


def test_quote_and_span() -> None:
    seen = view(source_from_text("I. MỤC TIÊU\n\n- Khai thác thế mạnh của các địa\n\n phương,  bảo vệ.\n"))
    at = seen.folded.index("cac dia")
    end = seen.folded.index(", bao")
    assert seen.quote(at, end) == "các địa phương"
    start, stop = seen.span(at, end)
    assert seen.source.text[start:stop] == "các địa\n\n phương"
