"""Citations in the forms in which administrative documents print them."""

import pytest

from loaders.citations import citations
from loaders.outline import outline
from loaders.reading import source_from_text
from loaders.records import Document, PlaceName
from loaders.view import view


def document_of(level="tỉnh", name="Bắc Kạn", province="Bắc Kạn", *, number=None, issued=None, title=None):
    body = {"tỉnh": f"Ủy ban nhân dân tỉnh {name}", "huyện": f"Ủy ban nhân dân huyện {name}"}
    return Document(
        "ke-hoach",
        number,
        None,
        issued,
        body.get(level),
        PlaceName(level, name, province),
        title,
        None,
        None,
        (),
        (),
        0,
        0,
    )


DISTRICT = document_of("huyện", "Bình Sơn", "Quảng Ngãi")


def read(text, document=DISTRICT):
    return citations(outline(view(source_from_text(text))), document)


def short(citation):
    return citation.number or citation.quote, citation.type, citation.issued, citation.issuer


# A text, and of each citation: number or quote, type, issued, issuer.
FORMS = [
    # dates
    ("Quyết định số 45/QĐ-TTg ngày 9 tháng 01 năm 2017 của Thủ tướng Chính phủ;",
     [("45/QĐ-TTg", "quyet-dinh", "2017-01-09", "Thủ tướng Chính phủ")]),
    ("Nghị quyết số 24-NQ/TW, ngày 12/3/2003 của Ban Chấp hành Trung ương Đảng khóa IX;",
     [("24-NQ/TW", "nghi-quyet", "2003-03-12", "Ban Chấp hành Trung ương Đảng khóa IX")]),
    ("Công văn số 1281/UBDT-KHTC ngày 16/7/20 21 của Ủy ban Dân tộc;",
     [("1281/UBDT-KHTC", "cong-van", "2021-07-16", "Ủy ban Dân tộc")]),
    ("Nghị quyết số 74/2018/QH14ngày 20/11/2018 của Quốc hội;",
     [("74/2018/QH14", "nghi-quyet", "2018-11-20", "Quốc hội")]),
    ("Quyết định số 402/QĐ-TTg ngày 14/3/2016của Thủ tướng Chính phủ phê duyệt danh mục;",
     [("402/QĐ-TTg", "quyet-dinh", "2016-03-14", "Thủ tướng Chính phủ")]),
    ("Tờ trình số 12/TTr-SNV của Sở Nội vụ ngày 05/02/2021;",
     [("12/TTr-SNV", "to-trinh", "2021-02-05", "Sở Nội vụ")]),
    ("Công văn số 3099-CV/TU ngày 21 tháng 4 năm 2020 của của Ban Thường vụ Tỉnh ủy;",
     [("3099-CV/TU", "cong-van", "2020-04-21", "Ban Thường vụ Tỉnh ủy Quảng Ngãi")]),
    ("Nghị định 99/2021/NĐ-CP ngày 11 tháng 11 tháng 2021 của Chính phủ Quy định về quản lý, thanh toán;",
     [("99/2021/NĐ-CP", "nghi-dinh", "2021-11-11", "Chính phủ")]),
    # one date, one issuer for two numbers
    ("Tờ trình số 361/TTr-CP và Đề án số 362/ĐA-CP ngày 09 tháng 10 năm 2019 của Chính phủ;",
     [("361/TTr-CP", "to-trinh", "2019-10-09", "Chính phủ"), ("362/ĐA-CP", "de-an", "2019-10-09", "Chính phủ")]),
    ("các Nghị quyết số 24/2021/QH15, số 25/2021/QH15 ngày 28/7/2021 của Quốc hội khóa XV;",
     [("24/2021/QH15", "nghi-quyet", "2021-07-28", "Quốc hội khóa XV"),
      ("25/2021/QH15", "nghi-quyet", "2021-07-28", "Quốc hội khóa XV")]),
    (("Theo đề nghị của Giám đốc Sở Tài chính tại Tờ trình số 237/TTr-STC ngày 27/7/2018 và Báo cáo số 332/BC-STC "
      "ngày 17/8/2018."),
     [("237/TTr-STC", "to-trinh", "2018-07-27", "Giám đốc Sở Tài chính"),
      ("332/BC-STC", "bao-cao", "2018-08-17", "Giám đốc Sở Tài chính")]),
    (("Theo đề nghị của Giám đốc Sở Lao động - Thương binh và Xã hội tại Tờ trình số 3954/TTr-SLĐTBXH ngày 16/10/2024; "
      "Văn bản số 4187/SLĐTBXH-GDNN ngày 01/11/2024 về việc phê duyệt Quyết định;"),
     [("3954/TTr-SLĐTBXH", "to-trinh", "2024-10-16", "Giám đốc Sở Lao động - Thương binh và Xã hội"),
      ("4187/SLĐTBXH-GDNN", "cong-van", "2024-11-01", "Giám đốc Sở Lao động - Thương binh và Xã hội")]),
    # the issuer in a title in capitals, and several behind "liên bộ"
    ("BAN HÀNH KÈM THEO QUYẾT ĐỊNH SỐ 4631/QĐ-UBND NGÀY 19 THÁNG 10 NĂM 2018 CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
     [("4631/QĐ-UBND", "quyet-dinh", "2018-10-19", "Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi")]),
    ("NGHỊ QUYẾT SỐ 41/2022/NQ-HĐND NGÀY 09/12/2022 CỦA HỘI ĐỒNG NHÂN DÂN TỈNH VỀ QUY ĐỊNH CƠ CHẾ LỒNG GHÉP",
     [("41/2022/NQ-HĐND", "nghi-quyet", "2022-12-09", "Hội đồng nhân dân tỉnh Quảng Ngãi")]),
    (("Thông tư liên tịch số 01/2014/TTLT-UBDT-BTC ngày 10/01/2014 của liên bộ: Ủy ban Dân tộc - Bộ Tài chính Quy định "
      "chi tiết chính sách đối với người có uy tín;"),
     [("01/2014/TTLT-UBDT-BTC", "thong-tu-lien-tich", "2014-01-10", "Ủy ban Dân tộc - Bộ Tài chính")]),
    # the issuer elsewhere
    (("Nghị quyết số 30a/2008/NQ-CP ngày 27/12/2008 về Chương trình hỗ trợ giảm nghèo nhanh và bền vững đối với 61 "
      "huyện nghèo của Chính phủ;"),
     [("30a/2008/NQ-CP", "nghi-quyet", "2008-12-27", "Chính phủ")]),
    ("đã được Thủ tướng Chính phủ phê duyệt tại Quyết định 1719/QĐ-TTg ngày 14/10/2021.",
     [("1719/QĐ-TTg", "quyet-dinh", "2021-10-14", "Thủ tướng Chính phủ")]),
    ("hướng dẫn của Ủy ban Dân tộc tại Công văn số 655/UBDT-KHTC ngày 29/4/2022 về việc xây dựng Kế hoạch;",
     [("655/UBDT-KHTC", "cong-van", "2022-04-29", "Ủy ban Dân tộc")]),
    ("Công văn của Bộ Tài chính số 123/BTC-NSNN ngày 05/01/2022 về thanh toán vốn;",
     [("123/BTC-NSNN", "cong-van", "2022-01-05", "Bộ Tài chính")]),
    # the number far from its type, a colon, lower case
    ("Nghị quyết Kỳ họp thứ 6, Quốc hội khóa XIV số 74/2018/QH14 ngày 20 tháng 11 năm 2018;",
     [("74/2018/QH14", "nghi-quyet", "2018-11-20", "Quốc hội khóa XIV")]),
    ("Nghị quyết số: 88/2019/QH14 ngày 18/11/2019;", [("88/2019/QH14", "nghi-quyet", "2019-11-18", None)]),
    ("căn cứ quyết định số 861/QĐ-TTg ngày 04/6/2021 của Thủ tướng Chính phủ;",
     [("861/QĐ-TTg", "quyet-dinh", "2021-06-04", "Thủ tướng Chính phủ")]),
    ("văn bản số 123/UBND-KT ngày 05/02/2020 của UBND tỉnh;",
     [("123/UBND-KT", "cong-van", "2020-02-05", "Ủy ban nhân dân tỉnh Quảng Ngãi")]),
    ("Thực hiệnQuyết định số 1489/QĐ-TTg ngày 08/10/2012 của Thủ tướng Chính phủ phê duyệtChương trình;",
     [("1489/QĐ-TTg", "quyet-dinh", "2012-10-08", "Thủ tướng Chính phủ")]),
    # laws
    (("Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật Ngân sách nhà nước số 83/2015/QH13 ngày "
      "25/6/2015;"),
     [("Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015", "luat", "2015-06-19", None),
      ("83/2015/QH13", "luat", "2015-06-25", None)]),
    ("Căn cứ Bộ luật Lao động ngày 20 tháng 11 năm 2019; Pháp lệnh Ưu đãi người có công với cách mạng;",
     [("Bộ luật Lao động ngày 20 tháng 11 năm 2019", "bo-luat", "2019-11-20", None),
      ("Pháp lệnh Ưu đãi người có công với cách mạng", "phap-lenh", None, None)]),
    ("Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
     [("Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam", "hien-phap", None, None)]),
    ("theo quy định của Luật Đầu tư công, Luật Ngân sách nhà nước và các văn bản liên quan;",
     [("Luật Đầu tư công", "luat", None, None), ("Luật Ngân sách nhà nước", "luat", None, None)]),
    ("Luật Xây dựng số 50/2014/QH13 ngày 18/6/2014; Luật số 62/2020/QH14 ngày 17/6/2020 của Quốc hội;",
     [("50/2014/QH13", "luat", "2014-06-18", None), ("62/2020/QH14", "luat", "2020-06-17", "Quốc hội")]),
    ("Căn cứ Luật Phòng, chống tham nhũng và Luật Thực hành tiết kiệm, chống lãng phí;",
     [("Luật Phòng, chống tham nhũng", "luat", None, None),
      ("Luật Thực hành tiết kiệm, chống lãng phí", "luat", None, None)]),
    (("Căn cứ Luật Cơ quan đại diện nước Cộng hòa Xã hội Chủ nghĩa Việt Nam ở nước ngoài ngày 18 tháng 6 năm 2009;"),
     [(("Luật Cơ quan đại diện nước Cộng hòa Xã hội Chủ nghĩa Việt Nam ở nước ngoài ngày 18 tháng 6 năm 2009"), "luat",
       "2009-06-18", None)]),
    ("Quyết định số 52/2008/QĐ-TTg ngày 25/4/2008 phê duyệt Đề án ''Quy hoạch phát triển các khu kinh tế cửa khẩu'';",
     [("52/2008/QĐ-TTg", "quyet-dinh", "2008-04-25", None),
      ("Đề án ''Quy hoạch phát triển các khu kinh tế cửa khẩu''", "de-an", None, None)]),
    ("Căn cứ Luật sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch ngày 20 tháng 11 năm 2018;",
     [("Luật sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch ngày 20 tháng 11 năm 2018", "luat",
       "2018-11-20", None)]),
    (("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15 và Luật "
      "Các tổ chức tín dụng số 32/2024/QH15 ngày 29 tháng 6 năm 2024;"),
     [(("Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15 và Luật Các "
        "tổ chức tín dụng số 32/2024/QH15 ngày 29 tháng 6 năm 2024"),
       "luat", "2024-06-29", None),
      ("31/2024/QH15", "luat", None, None), ("27/2023/QH15", "luat", None, None),
      ("32/2024/QH15", "luat", None, None)]),
    ("Căn cứ các Luật: Tổ chức chính quyền địa phương ngày 19/6/2015; Ngân sách nhà nước ngày 25/6/2015;",
     [("Tổ chức chính quyền địa phương ngày 19/6/2015", "luat", "2015-06-19", None),
      ("Ngân sách nhà nước ngày 25/6/2015", "luat", "2015-06-25", None)]),
    ("Luật Quản lý thuế số 38/2019/QH14 được Quốc hội thông qua ngày 13 tháng 6 năm 2019;",
     [("38/2019/QH14", "luat", "2019-06-13", None)]),
    ("Luật Giá số 16/2023/QH15; Hội Luật gia tỉnh; Luật được ban hành; luật sư",
     [("16/2023/QH15", "luat", None, None)]),
    # documents named without a number
    ("góp phần thực hiện thắng lợi Nghị quyết Đại hội Đảng bộ huyện lần thứ XXVII nhiệm kỳ 2020-2025; giữ vững",
     [("Nghị quyết Đại hội Đảng bộ huyện lần thứ XXVII nhiệm kỳ 2020-2025", "nghi-quyet", None,
       "Đại hội Đảng bộ huyện Bình Sơn lần thứ XXVII nhiệm kỳ 2020-2025")]),
    ("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng;",
     [("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", "nghi-quyet", None,
       "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng")]),
    ("thực hiện có hiệu quả Đề án “Đẩy mạnh công tác phổ biến, giáo dục pháp luật giai đoạn 2017 - 2021” trên địa bàn",
     [("Đề án “Đẩy mạnh công tác phổ biến, giáo dục pháp luật giai đoạn 2017 - 2021”", "de-an", None, None)]),
    (("Quyết định số 402/QĐ-TTg ngày 14/3/2016 của Thủ tướng Chính phủ phê duyệt Đề án phát triển đội ngũ cán bộ, "
      "công chức."),
     [("402/QĐ-TTg", "quyet-dinh", "2016-03-14", "Thủ tướng Chính phủ"),
      ("Đề án phát triển đội ngũ cán bộ, công chức", "de-an", None, None)]),
    # numbers of all kinds
    (("Thông tư liên tịch số 05/2013/TTLT-UBDT-NNPTNT-KHĐT-TC-XD ngày 18/11/2013 của Ủy ban Dân tộc, Bộ Nông nghiệp "
      "và Phát triển nông thôn hướng dẫn thực hiện;"),
     [("05/2013/TTLT-UBDT-NNPTNT-KHĐT-TC-XD", "thong-tu-lien-tich", "2013-11-18",
       "Ủy ban Dân tộc, Bộ Nông nghiệp và Phát triển nông thôn")]),
    ("Báo cáo thẩm định số 806/STP-XD&KTVBQPPL ngày 12/5/2021 của Sở Tư pháp;",
     [("806/STP-XD&KTVBQPPL", "bao-cao", "2021-05-12", "Sở Tư pháp")]),
    ("Thông báo kết luận số 08-TB/BCSĐ ngày 03/02/2020 của Ban cán sự đảng UBND tỉnh;",
     [("08-TB/BCSĐ", "thong-bao", "2020-02-03", "Ban cán sự đảng Ủy ban nhân dân tỉnh Quảng Ngãi")]),
    ("Tờ trình số 68/TTr- SDTTG ngày 10/6/2025 của Sở Dân tộc và Tôn giáo;",
     [("68/TTr-SDTTG", "to-trinh", "2025-06-10", "Sở Dân tộc và Tôn giáo")]),
    ("Nghị quyết số 1677/NQ-UBTVQH15 ngày 16/6/2025 của Ủy ban Thường vụ Quốc hội;",
     [("1677/NQ-UBTVQH15", "nghi-quyet", "2025-06-16", "Ủy ban Thường vụ Quốc hội")]),
    # inside another title
    (("Nghị định số 38/2023/NĐ-CP ngày 24/6/2023 của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số "
      "27/2022/NĐ-CP ngày 19/4/2022;"),
     [("38/2023/NĐ-CP", "nghi-dinh", "2023-06-24", "Chính phủ"), ("27/2022/NĐ-CP", "nghi-dinh", "2022-04-19", None)]),
    # a list below one heading, a bracket after the issuer, blanks inside the symbol
    (("Căn cứ các Nghị định của Chính phủ: số 16/2005/NĐ-CP ngày 07/02/2005 về quản lý dự án; số 99/2007/NĐ-CP ngày "
      "13/6/2007 về chi phí;"),
     [("16/2005/NĐ-CP", "nghi-dinh", "2005-02-07", "Chính phủ"),
      ("99/2007/NĐ-CP", "nghi-dinh", "2007-06-13", "Chính phủ")]),
    ("Theo ý kiến của Bộ Tài chính (văn bản số 1234/BTC-HCSN ngày 05/02/2020);",
     [("1234/BTC-HCSN", "cong-van", "2020-02-05", "Bộ Tài chính")]),
    ("Nghị quyết số 88/2019/QH 14 ngày 18/11/2019 của Quốc hội;",
     [("88/2019/QH14", "nghi-quyet", "2019-11-18", "Quốc hội")]),
    ("Quyết định số 1719/QĐ-TTg và Quyết định số 39/2021/QĐ-TTg của Thủ tướng Chính phủ;",
     [("1719/QĐ-TTg", "quyet-dinh", None, "Thủ tướng Chính phủ"),
      ("39/2021/QĐ-TTg", "quyet-dinh", None, "Thủ tướng Chính phủ")]),
    ("Nghị quyết số 09/2021/NQ-HĐND, ngày 29/7/2021 của HĐND tỉnh Khóa XIV, kỳ họp thứ 2 về đầu tư công;",
     [("09/2021/NQ-HĐND", "nghi-quyet", "2021-07-29", "Hội đồng nhân dân tỉnh Quảng Ngãi Khóa XIV, kỳ họp thứ 2")]),
    ("Thông tư số 01/2011/TT-BNV ngày 19/01/2011 của Bộ Nội vụ, hướng dẫn thể thức;",
     [("01/2011/TT-BNV", "thong-tu", "2011-01-19", "Bộ Nội vụ")]),
    ("Theo đề nghị của Chánh Văn phòng UBND tỉnh tại Tờ trình số 28/TTr-VP ngày 5.3.2020;",
     [("28/TTr-VP", "to-trinh", "2020-03-05", "Chánh Văn phòng Ủy ban nhân dân tỉnh Quảng Ngãi")]),
    ("Quyết định số 12/QĐ-BVHTTDL ngày 05/01/2021 của Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch phê duyệt kế hoạch;",
     [("12/QĐ-BVHTTDL", "quyet-dinh", "2021-01-05", "Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch")]),
    ("Thông tư số 05/2014/TT-BGTVT ngày 27/5/2014 của Bộ trưởng Bộ Giao thông vận tải hướng dẫn vận tải;",
     [("05/2014/TT-BGTVT", "thong-tu", "2014-05-27", "Bộ trưởng Bộ Giao thông vận tải")]),
    ("Tờ trình liên ngành số 12/TTrLN-STC-SKHĐT ngày 02/02/2020 của Sở Tài chính;",
     [("12/TTrLN-STC-SKHĐT", "to-trinh", "2020-02-02", "Sở Tài chính")]),
    # no documents
    ("trụ sở tại số 36/Lê Duẩn, phường 1; số 25/B đường Trần Phú; lô 12/KCN;", []),
    (("quy định của pháp luật về đất đai; Kế hoạch này; Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn "
      "2021-2025;"), []),
    (("xây dựng Đề án phát triển du lịch cộng đồng; các đề án, dự án; kỷ luật; luật sư; 1/500; 24/24 giờ; Chương "
      "trình 135;"), []),
    ("Kế hoạch 5 năm 2021 - 2025; Quyết định này; từ ngày 01/7/2025; 15 km/h; hệ thống pháp luật Việt Nam.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms(text, expected):
    assert [short(c) for c in read(text)] == expected


def one(text, document=DISTRICT):
    (citation,) = read(text, document)
    return citation


HEADER = "KẾ HOẠCH\nThực hiện công tác dân tộc\n"

# (text, words that the oddity says, or None)
ODDITIES = [
    ("Nghị định số 05/2011/NQ-CP ngày 14/01/2011 của Chính phủ;", "05/2011/NĐ-CP was probably meant"),
    ("Thông tư số 02/2022/TT-UBND ngày 30/6/2022 của Ủy ban Dân tộc;", "02/2022/TT-UBDT was probably meant"),
    ("Quyết định số 612/QĐ-UBND ngày 16/9/2021 của Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc;", "612/QĐ-UBDT"),
    ("Nghị quyết số 12/NQ-HĐND ngày 16/9/2021 của UBND tỉnh;", "another body"),
    ("Nghị quyết số 10/NQ-CP ngày 28/01/2022 của Chính phủ; thực hiện Nghị quyết số 10/NQ-CP ngày 28/02/2022;", "both"),
    ("Quyết định số 45/QĐ-TTg ngày 31/02/2019 của Thủ tướng Chính phủ;", "31/02/2019"),
    # what is printed every day and is not odd
    ("Quyết định số 612/QĐ-UBND ngày 16/9/2021 của Chủ tịch UBND tỉnh;", None),
    ("Quyết định số 135/2009/QĐ-TTg ngày 04/11/2009 của Chính phủ;", None),
    ("Thông báo kết luận số 12-KL/TU ngày 04/11/2019 của Ban Thường vụ Tỉnh ủy;", None),
    ("Chương trình hành động số 16-CTr/TU ngày 25/3/2008 của Ban Thường vụ Tỉnh ủy;", None),
    ("Tờ trình số 60/TTr-HĐND ngày 07/6/2021 của Ban Văn hóa - Xã hội Hội đồng nhân dân tỉnh;", None),
    (("Thông tư liên tịch số 11/2004/TTLT-BNN-BNV ngày 02/4/2004 của Bộ Nông nghiệp và Phát triển nông thôn và Bộ Nội "
      "vụ;"), None),
    ("Công văn số 6926/VPCP-KTN ngày 03/9/2015 của Văn phòng Chính phủ;", None),
    ("Quy định số 105-QĐ/TW ngày 19/12/2017 của Bộ Chính trị;", None),
    ("Quyết định số 2465/QĐ-BTC ngày 29/11/2017 của Bộ trưởng Bộ Tài chính;", None),
    ("Nghị quyết số 1211/2016/UBTVQH13 ngày 25/5/2016 của Quốc hội;", None),
    ("Kế hoạch số 12/KH-BCĐ ngày 25/5/2016 của Ban Chỉ đạo tỉnh;", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), ODDITIES)
def test_oddity(text, said):
    oddity = one(text).oddity
    assert oddity is None if said is None else said in (oddity or "")


def test_one_document_with_two_dates_keeps_the_commoner():
    text = "Nghị quyết số 10/NQ-CP ngày 28/02/2022 của Chính phủ" + "; Nghị quyết số 10/NQ-CP ngày 28/01/2022" * 2
    assert one(text).issued == "2022-01-28"


def test_one_number_under_two_issuers_is_two_documents():
    text = "Kế hoạch số 77/KH-UBND ngày 06/5/2022 của UBND tỉnh; Kế hoạch số 77/KH-UBND ngày 10/5/2022 của UBND huyện."
    assert [c.issuer for c in read(text)] == ["Ủy ban nhân dân tỉnh Quảng Ngãi", "Ủy ban nhân dân huyện Bình Sơn"]


def test_one_number_in_two_years_is_two_documents():
    text = "Nghị quyết số 10/NQ-CP ngày 28/01/2022 của Chính phủ; Nghị quyết số 10/NQ-CP ngày 05/02/2020 của Chính phủ."
    assert [c.issued for c in read(text)] == ["2022-01-28", "2020-02-05"]


def test_short_forms_and_the_title_count_as_mentions():
    text = (
        "KẾ HOẠCH\nTRIỂN KHAI THỰC HIỆN KẾT LUẬN SỐ 65-KL/TW NGÀY 30 THÁNG 10 NĂM 2019 CỦA BỘ CHÍNH TRỊ\n"
        "Thực hiện Kết luận số 65-KL/TW ngày 30/10/2019 của Bộ Chính trị (sau đây gọi tắt là Kết luận số 65- KL/TW);\n"
        "I. MỤC ĐÍCH\nQuán triệt Kết luận 65 và Kết luận số 65-KL/TW."
    )
    citation = one(text)
    assert (citation.mentions, citation.role, citation.issuer) == (5, "basis", "Bộ Chính trị")


def test_the_number_keeps_the_case_that_a_title_lost():
    title = "KẾ HOẠCH\nTHỰC HIỆN QUYẾT ĐỊNH SỐ 1719/QĐ-TTG\n"
    text = title + "Thực hiện Quyết định số 1719/QĐ-TTg ngày 14/10/2021;\nI. MỤC TIÊU\nA"
    assert one(text).number == "1719/QĐ-TTg"


def test_role_is_basis_before_the_first_section_and_mention_after():
    bases = "Căn cứ Nghị định số 05/2011/NĐ-CP ngày 14/01/2011;\n"
    text = HEADER + bases + "I. MỤC TIÊU\nTheo Quyết định số 45/QĐ-TTg ngày 09/01/2019."
    assert [c.role for c in read(text)] == ["basis", "mention"]


def test_a_law_named_again_without_date_is_the_same():
    text = "Căn cứ Luật Ngân sách nhà nước ngày 25/6/2015; theo Luật ngân sách Nhà nước;"
    assert (one(text).issued, one(text).mentions) == ("2015-06-25", 2)


def test_two_laws_of_one_name_and_different_dates_are_two():
    text = "Luật Ngân sách nhà nước ngày 16/12/2002; Luật Ngân sách nhà nước ngày 25/6/2015;"
    assert [c.issued for c in read(text)] == ["2002-12-16", "2015-06-25"]


def test_a_document_does_not_cite_itself():
    own = document_of(number="303/KH-UBND", issued="2020-06-04")
    assert (
        read(
            "Số: 303/KH-UBND\nKẾ HOẠCH\nA\n(Ban hành kèm theo Kế hoạch số 303/KH-UBND ngày 04/6/2020 của UBND tỉnh)",
            own,
        )
        == ()
    )


def test_own_number_of_another_body_is_a_citation():
    own = document_of(number="303/KH-UBND", issued="2020-06-04")
    assert (
        one("Kế hoạch số 303/KH-UBND ngày 01/5/2020 của UBND huyện Ba Bể;", own).issuer == "Ủy ban nhân dân huyện Ba Bể"
    )


def test_the_scheme_that_a_decision_approves_by_its_title_is_no_citation():
    own = document_of(title="Phê duyệt Đề án “Phát triển du lịch cộng đồng tỉnh Bắc Kạn”")
    assert read("Điều 1. Phê duyệt Đề án “Phát triển du lịch cộng đồng tỉnh Bắc Kạn” với nội dung sau:", own) == ()


def test_an_ambiguous_city_is_the_province_of_a_central_city():
    city = Document(
        "quyet-dinh", None, None, None, "Ủy ban nhân dân thành phố Đà Nẵng", PlaceName("tỉnh", "Đà Nẵng", "Đà Nẵng"),
        None, None, None, (), (), 0, 0,
    )  # fmt: skip
    citation = one("Nghị quyết số 12/NQ-HĐND ngày 16/9/2021 của HĐND thành phố về đầu tư công;", city)
    assert citation.issuer == "Hội đồng nhân dân thành phố Đà Nẵng"


def test_the_quote_and_spans_are_the_source():
    text = "Thực hiện Nghị quyết số 10/NQ-CP ngày \n28/01/2022 của Chính phủ về công tác dân tộc;"
    citation = one(text)
    assert citation.quote == "Nghị quyết số 10/NQ-CP ngày 28/01/2022 của Chính phủ về công tác dân tộc"
    assert " ".join(text[citation.start : citation.end].split()) == citation.quote
    ((start, end),) = citation.mention_spans
    assert text[start:end] == "Nghị quyết số 10/NQ-CP ngày \n28/01/2022 của Chính phủ"
