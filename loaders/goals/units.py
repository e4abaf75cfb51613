"""Units: what stands behind a number and says that it is a value, and of what kind.

``%``, ``triệu đồng/người/năm``, ``lần``, ``bình quân chung cả nước`` (behind ``1/2``), ``tuổi`` (of a life expectancy),
``xã``, ``hộ`` … A number without any is a value only of an index. The printed unit is given in one form: ``ti đồng``
is ``tỷ đồng``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

INDEX = "chỉ số"
_OF_THE_NATION = "bình quân chung cả nước"
_OF_THE_PROVINCE = "bình quân chung của tỉnh"

_COUNTED: dict[str, str] = {
    "luot nguoi": "lượt người",
    "luot khach": "lượt khách",
    "trieu luot khach": "triệu lượt khách",
    "nguoi": "người",
    "luot lao dong": "lượt người",
    "lao dong": "lao động",
    "can bo": "cán bộ",
    "cong chuc": "cán bộ",
    "hoc sinh": "học sinh",
    "hoc vien": "học viên",
    "giao vien": "giáo viên",
    "dang vien": "đảng viên",
    "phu nu": "phụ nữ",
    "tre em": "trẻ em",
    "hoi vien": "người",
    "nong dan": "người",
    "ho": "hộ",
    "xa": "xã",
    "phuong": "xã",
    "thon": "thôn",
    "ban": "thôn",
    "buon": "thôn",
    "lang": "thôn",
    "ap": "thôn",
    "xom": "thôn",
    "to dan pho": "thôn",
    "khu dan cu": "thôn",
    "huyen": "huyện",
    "don vi cap huyen": "huyện",
    "tinh": "tỉnh",
    "cap": "cặp",
    "truong hop": "trường hợp",
    "lop": "lớp",
    "khoa": "lớp",
    "truong": "trường",
    "tram": "trạm",
    "cho": "chợ",
    "can nha": "nhà",
    "ngoi nha": "nhà",
    "nha": "nhà",
    "cong trinh": "công trình",
    "du an": "dự án",
    "mo hinh": "mô hình",
    "diem du lich": "điểm du lịch",
    "diem dan cu": "điểm dân cư",
    "cau lac bo": "câu lạc bộ",
    "doi": "đội",
    "to": "tổ",
    "nhom": "nhóm",
    "hop tac xa": "hợp tác xã",
    "htx": "hợp tác xã",
    "to hop tac": "tổ",
    "san pham": "sản phẩm",
    "tieu chi/xa": "tiêu chí/xã",
    "tieu chi": "tiêu chí",
    "chi tieu": "chỉ tiêu",
    "doanh nghiep": "doanh nghiệp",
    "le hoi": "lễ hội",
    "hoi nghi": "hội nghị",
    "cuoc": "cuộc",
    "dot": "cuộc",
    "dia chi": "địa chỉ",
    "vung": "vùng",
    "di san": "di sản",
    "ha": "ha",
    "hec ta": "ha",
    "hecta": "ha",
    "km": "km",
    "m2/nguoi": "m2/người",
    "m2": "m2",
    "m3": "m3",
    "tan": "tấn",
    "kg/nguoi/nam": "kg/người/năm",
    "kg/nguoi": "kg/người/năm",
    "con gia suc": "con",
    "con trau": "con",
    "con bo": "con",
    "con lon": "con",
    "con": "con",
    "giuong benh/van dan": "giường bệnh/vạn dân",
    "giuong/van dan": "giường bệnh/vạn dân",
    "giuong benh": "giường bệnh",
    "giuong": "giường bệnh",
    "/100.000 tre de song": "ca/100.000 trẻ đẻ sống",
    "/100.000": "ca/100.000 trẻ đẻ sống",
    "bac si/van dan": "bác sĩ/vạn dân",
    "bac sy/van dan": "bác sĩ/vạn dân",
    "bac si": "bác sĩ",
    "ca/100.000 tre de song": "ca/100.000 trẻ đẻ sống",
    "diem": "điểm",
    "huyen ngheo": "huyện",
    "nghe": "nghề",
    "chi bo": "chi bộ",
    "ky thuat vien": "người",
    "sinh vien": "sinh viên",
    "cum": "cụm",
    "cau": "cầu",
    "khu": "khu",
    "ta/ha": "tạ/ha",
    "tan/ha": "tấn/ha",
    "dien hinh": "điển hình",
    "to roi": "tờ rơi",
    "to gap": "tờ gấp",
    "cuon": "cuốn",
    "buoi": "buổi",
    "hoi thi": "hội thi",
    "tuyen": "tuyến",
    "phong hoc": "phòng học",
    "diem truong": "điểm trường",
    "di tich": "di tích",
    "nghe nhan": "nghệ nhân",
    "lang nghe": "làng nghề",
    "trang trai": "trang trại",
    "tin bai": "tin bài",
    "chuyen muc": "chuyên mục",
    "phong su": "phóng sự",
}
_NOUN = re.compile(
    r"\s?(?P<noun>" + "|".join(re.escape(noun) for noun in sorted(_COUNTED, key=len, reverse=True)) + r")(?!\w)"
)
_VILLAGE = r"thon|ban|buon|lang|ap|xom|khom|to dan pho|khu pho"
_BESIDE = {
    "xã": re.compile(r"(?:, (?:phuong|thi tran)(?!\w)){1,2}"),
    "huyện": re.compile(r"(?:, (?:thi xa|thanh pho|quan)(?!\w)){1,2}"),
    "thôn": re.compile(rf"(?:, (?:{_VILLAGE})(?!\w)){{1,3}}"),
}
"""Kinds of one unit counted together: ``60 thôn, bản``, ``12 xã, phường, thị trấn``."""
_SHARE = re.compile(r"\s?(?:(?P<points>diem\s?(?:%|phan tram))|(?P<mille>‰|phan nghin)|%|phan tram\b)")
_MONEY = re.compile(
    r"\s(?P<scale>trieu|ty|ti|nghin|ngan)(?!\sle\b)(?:\s(?:dong|vnd))?"
    r"(?P<per>(?:\s?/\s?(?:nguoi|nam|thang|ho|ha|lao dong|hoc sinh|nhan khau)){0,2})(?!\w)"
)
_COIN = re.compile(r"\s(?P<scale>usd|dong)(?P<per>(?:\s?/\s?(?:nguoi|nam|thang|ho|ha)){0,2})(?!\w)")
_TIMES = re.compile(r"\s?lan\b(?!\sthu\b)")
_YEARS = re.compile(r"\s(?P<unit>tuoi|nam)\b(?!\s20\d\d)")
_OF_AVERAGE = re.compile(
    r"\s?(?:so voi |cua |muc |thu nhap ){0,3}binh quan(?: dau nguoi)?(?: chung)?(?: cua)?"
    r" (?P<whole>ca nuoc|toan quoc|quoc gia|(?:toan |ca )?tinh)"
)
_PER_YEAR = re.compile(r"\s?/\s?(?:0?1 )?nam\b")

_MONEY_WORDS = {
    "trieu": "triệu đồng",
    "ty": "tỷ đồng",
    "ti": "tỷ đồng",
    "nghin": "nghìn đồng",
    "ngan": "nghìn đồng",
    "usd": "USD",
    "dong": "đồng",
    "nguoi": "người",
    "nam": "năm",
    "thang": "tháng",
    "ho": "hộ",
    "ha": "ha",
    "lao dong": "lao động",
    "hoc sinh": "học sinh",
    "nhan khau": "người",
}
_LIVED = re.compile(r"tuoi tho|song khoe|khoe manh|tuoi ket hon|so nam")
_ONLY_MENTIONED = re.compile(
    r"(?:\b(?:theo|gom|tai|o|cua|trong|voi|nam|giai doan|thang|ngay|quy|lop|thu|cap|khoa|dieu|khoan|muc|loai|"
    r"khu vuc|vung|"
    r"phu luc|bieu|nhom|do|chuong|quyet dinh|nghi quyet|du an|noi dung|dia ban|thuoc|khoi|vong)|(?<!tong )\bso)\s$"
)
_VALUE_OF = re.compile(r"\b(?:bang|tren|duoi|dat|giam|tang|con|it nhat|khoang|gap)\s$")
_INDEX_OF = re.compile(r"\b(?:chi so|he so|hdi)\b")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as records give it, its kind (``%``, ``count``, ``money`` …) and where its print ends."""

    name: str
    kind: str
    end: int
    per_year: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number whose unit is asked: ``[at, end)`` is what follows, ``before`` the words before it.

    ``share``: a per cent sign stands behind the first number of a range; ``of``: the divisor in ``1/2``, the whole in
    ``10/19 xã``; ``decimal``: it has a decimal comma.
    """

    folded: str
    at: int
    end: int
    before: str
    share: bool = False
    of: str | None = None
    decimal: bool = False


def unit_of(figure: Figure) -> Unit | None:
    """The unit of a number; None when the number is no value: a year, an age, a class, a thing only mentioned."""
    for read in (_share, _counted, _fraction) if figure.of else (_share, _money, _times, _years, _counted, _index):
        unit = read(figure)
        if unit is not None:
            return unit
    return Unit("%", "%", figure.at) if figure.share else None


def _per_year(figure: Figure, name: str, kind: str, end: int) -> Unit:
    """The unit with ``/năm`` behind it read as a rate."""
    rate = _PER_YEAR.match(figure.folded, end, figure.end)
    return Unit(name, kind, rate.end() if rate else end, rate is not None)


def _share(figure: Figure) -> Unit | None:
    match = _SHARE.match(figure.folded, figure.at, figure.end)
    if match is None:
        return None
    name = "điểm phần trăm" if match["points"] else "‰" if match["mille"] else "%"
    return _per_year(figure, name, "%", match.end())


def _money(figure: Figure) -> Unit | None:
    match = _MONEY.match(figure.folded, figure.at, figure.end) or _COIN.match(figure.folded, figure.at, figure.end)
    if match is None or _NOUN.match(figure.folded, match.end("scale"), figure.end):
        return None
    parts = [match["scale"], *(part.strip() for part in match["per"].split("/") if part.strip())]
    return Unit("/".join(_MONEY_WORDS[part] for part in parts), "money", match.end())


def _times(figure: Figure) -> Unit | None:
    match = _TIMES.match(figure.folded, figure.at, figure.end)
    return _per_year(figure, "lần", "times", match.end()) if match else None


def _years(figure: Figure) -> Unit | None:
    match = _YEARS.match(figure.folded, figure.at, figure.end)
    if match is None or not _LIVED.search(figure.before):
        return None
    return Unit("tuổi" if match["unit"] == "tuoi" else "năm", "years", match.end())


def _counted(figure: Figure) -> Unit | None:
    match = _NOUN.match(figure.folded, figure.at, figure.end)
    if match is None or _ONLY_MENTIONED.search(figure.before[-24:]):
        return None
    name = _COUNTED[match["noun"]]
    beside = _BESIDE[name].match(figure.folded, match.end(), figure.end) if name in _BESIDE else None
    return _per_year(figure, name, "count", beside.end() if beside else match.end())


def _fraction(figure: Figure) -> Unit | None:
    average = _OF_AVERAGE.match(figure.folded, figure.at, figure.end)
    if average is not None:
        name = _OF_THE_PROVINCE if average["whole"].endswith("tinh") else _OF_THE_NATION
        return Unit(name, "ratio", average.end())
    return Unit("lần", "ratio", figure.at) if _VALUE_OF.search(figure.before[-24:]) else None


def _index(figure: Figure) -> Unit | None:
    return Unit(INDEX, "index", figure.at) if figure.decimal and _INDEX_OF.search(figure.before) else None
