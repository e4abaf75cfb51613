"""Document numbers as real documents print them."""

import pytest

from loaders.numbers import find_numbers, number_at, symbol_parts, type_of_symbol

# (text, [(number without stray blanks, ordinal, year, symbol)])
FOUND = [
    ("Số: 303/KH-UBND", [("303/KH-UBND", "303", None, "KH-UBND")]),
    ("0125/KH-UBND", [("0125/KH-UBND", "0125", None, "KH-UBND")]),
    ("54/2011/QĐ.UBND ngày", [("54/2011/QĐ.UBND", "54", 2011, "QĐ.UBND")]),
    (
        "05/2013/TTLT-UBDT-NNPTNT-KHĐT-TC-XD của",
        [("05/2013/TTLT-UBDT-NNPTNT-KHĐT-TC-XD", "05", 2013, "TTLT-UBDT-NNPTNT-KHĐT-TC-XD")],
    ),
    ("806/STP-XD&KTVBQPPL", [("806/STP-XD&KTVBQPPL", "806", None, "STP-XD&KTVBQPPL")]),
    ("11/CP và 42/UB-QĐ", [("11/CP", "11", None, "CP"), ("42/UB-QĐ", "42", None, "UB-QĐ")]),
    ("7189/ĐP1, 1017/SKHĐT", [("7189/ĐP1", "7189", None, "ĐP1"), ("1017/SKHĐT", "1017", None, "SKHĐT")]),
    ("Nghị quyết số 1677/NQ-UBTVQH15", [("1677/NQ-UBTVQH15", "1677", None, "NQ-UBTVQH15")]),
    ("18/BC-HĐND-KTNS", [("18/BC-HĐND-KTNS", "18", None, "BC-HĐND-KTNS")]),
    ("361/TTr-CP và Đề án số 362/ĐA-CP", [("361/TTr-CP", "361", None, "TTr-CP"), ("362/ĐA-CP", "362", None, "ĐA-CP")]),
    ("08-TB/BCSĐ", [("08-TB/BCSĐ", "08", None, "TB/BCSĐ")]),
    ("1234/VPCP-V.I.", [("1234/VPCP-V.I", "1234", None, "VPCP-V.I")]),
    ("88/2019/QH14", [("88/2019/QH14", "88", 2019, "QH14")]),
    ("66.10/2025/NQ-CP", [("66.10/2025/NQ-CP", "66.10", 2025, "NQ-CP")]),
    ("mục 2.10/QĐ-UBND", [("10/QĐ-UBND", "10", None, "QĐ-UBND")]),
    ("30a/2008/NQ-CP", [("30a/2008/NQ-CP", "30a", 2008, "NQ-CP")]),
    # stray blanks
    ("68/TTr- SDTTG ngày", [("68/TTr-SDTTG", "68", None, "TTr-SDTTG")]),
    ("Kết luận số 65- KL/TW của", [("65-KL/TW", "65", None, "KL/TW")]),
    ("1782 /QĐ - TTg", [("1782/QĐ-TTg", "1782", None, "QĐ-TTg")]),
    ("05/ 2011/NĐ-CP", [("05/2011/NĐ-CP", "05", 2011, "NĐ-CP")]),
    ("Nghị quyết số 24 NQ/TW", [("24 NQ/TW", "24", None, "NQ/TW")]),
    # letters until about 2005, only behind "số"
    ("Số: 4545 TC/TCT", [("4545 TC/TCT", "4545", None, "TC/TCT")]),
    (
        "công văn số 4358TCT/NV6 và số 435 MĐII/TCKT/CV",
        [
            ("4358TCT/NV6", "4358", None, "TCT/NV6"),
            ("435 MĐII/TCKT/CV", "435", None, "MĐII/TCKT/CV"),
        ],
    ),
    ("4545 TC/TCT, mục 5 UBND/HĐND", []),
    # a title in capitals has lost the case
    ("QUYẾT ĐỊNH SỐ 1719/QĐ-TTG NGÀY 14", [("1719/QĐ-TTG", "1719", None, "QĐ-TTG")]),
    # other dashes, the letter Eth for Đ
    ("3099–CV/TU, 12/QÐ–UBND", [("3099–CV/TU", "3099", None, "CV/TU"), ("12/QÐ–UBND", "12", None, "QÐ–UBND")]),
    # no numbers
    ("ngày 28/01/2022, 1/2 số hộ, 40 triệu đồng/người/năm, giai đoạn 2021-2025, km/h", []),
    ("từ 11-14 tuổi, 24/24 giờ", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_find_numbers(text, expected):
    assert [(n.printed, n.ordinal, n.year, n.symbol) for n in find_numbers(text)] == expected


def test_offsets_cover_the_number_as_printed():
    text = "Tờ trình số 68/TTr- SDTTG ngày 1/1/2025"
    (number,) = find_numbers(text)
    assert text[number.start : number.end] == "68/TTr- SDTTG"
    assert number_at(text, number.start) == number


TYPES = [
    ("KH-UBND", "ke-hoach"),
    ("QĐ-TTg", "quyet-dinh"),
    ("QĐ-TTG", "quyet-dinh"),
    ("QĐ.UBND", "quyet-dinh"),
    ("TC/TCT", "cong-van"),
    ("TC-BTC", "thong-cao"),
    ("KL/TW", "ket-luan"),
    ("NQ-UBTVQH15", "nghi-quyet"),
    ("UB-QĐ", "quyet-dinh"),
    ("TTLT-UBDT-NNPTNT", "thong-tu-lien-tich"),
    ("VBHN-BTC", "van-ban-hop-nhat"),
    ("CĐ-TTg", "cong-dien"),
    ("CTr/TU", "chuong-trinh"),
    ("TTr-STNMT", "to-trinh"),
    ("ĐA-CP", "de-an"),
    ("CV/TU", "cong-van"),
    ("UBDT-KHTC", "cong-van"),
    ("SKHĐT", "cong-van"),
    ("ĐP1", "cong-van"),
    ("STP-XD&KTVBQPPL", "cong-van"),
    ("VPCP-V.I", "cong-van"),
    ("TTg-KTN", "cong-van"),
    ("QÐ–UBND", "quyet-dinh"),
    ("QH14", None),
    ("UBTVQH13", None),
    ("CP", None),
    ("", None),
]


@pytest.mark.parametrize(("symbol", "expected"), TYPES)
def test_type_of_symbol(symbol, expected):
    assert type_of_symbol(symbol) == expected


def test_symbol_parts_are_folded():
    assert symbol_parts("TTLT/BKHĐT–BTC.X") == ["ttlt", "bkhdt", "btc", "x"]
