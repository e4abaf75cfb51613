"""Words and forms that lists of agencies are made of, matched in the folded text."""

from __future__ import annotations

import re
from typing import Final

UNIT: Final = (
    r"(?:trung uong|tinh(?! uy| doan)|thanh pho|tp\.?|huyen(?! uy| doan)|thi xa|quan(?! uy| doan)|xa(?! hoi| doan)"
    r"|phuong|thi tran|dac khu)"
)
_AND: Final = r"(?:\s*,\s*(?:va\s+)?|\s+va\s+|\s*/\s*|\s*-\s*)"
UNITS: Final = rf"(?:(?:cac|cap|moi|tung)\s+)?{UNIT}(?:{_AND}{UNIT}){{0,4}}(?!\w)"

NUMBERS: Final = re.compile(r"(?:\((?:\d{1,2}|[a-zđ])\)\s*(?:,|;|va\s|\+|-)?\s*){1,20}")
NUMBER: Final = re.compile(r"\((\d{1,2}|[a-zđ])\)")

KIND_HEADER: Final = re.compile(
    rf"""(?:cac\s+|voi\s+cac\s+)?(?:
      (?P<committee>(?:ubnd|uy\sban\snhan\sdan)\s+{UNITS})
    | (?P<kind>phong|so|ban|bo|hoi|truong|trung\stam)(?:\s+(?:chuyen\smon|lien\squan|nganh))?
    | (?:co\squan|don\svi|so,\s?(?:ban,\s?)?nganh|phong,\s?ban(?:,\s?nganh)?|dia\sphuong)
      (?:,\s?(?:don\svi|dia\sphuong|to\schuc))?(?:\s(?:co\s)?lien\squan)?(?:\s(?:nhu|gom|bao\sgom|sau))?
    )\s?:\s*""",
    re.VERBOSE,
)
"""``Các phòng:``, ``UBND các xã:``, ``các đơn vị:`` before the names of members."""

SHARED_KIND: Final = re.compile(r"(?:cac\s+)?(phong|so|ban|hoi|bo|truong)\s+(?=\w)")

POST: Final = re.compile(
    r"(?:(?:cac\s+)?dong chi\s+)?(?:lanh dao|giam doc|thu truong(?=\s+(?!cac\s))|chanh(?=\s+(?:van|thanh|toa))"
    r"|thuong truc(?=\s+(?:hoi dong|hdnd|uy ban|ubnd|huyen uy|tinh uy))"
    r"|chu tich(?=\s+(?:ubnd|uy ban|hoi|ubmt|mttq|mat tran|hdnd))"
    r"|truong(?=\s+(?:phong|ban|cong an|tram|dai(?! hoc)|cac phong))|chi huy truong|hieu truong"
    r"|bi thu(?=\s+(?:dang|chi|doan|tinh|huyen))|chu nhiem(?=\s+uy ban)|bo truong(?=\s+bo))\s+"
)
"""A post before the body that its holder heads: ``Giám đốc Sở Y tế``, ``Chủ tịch UBND các huyện``."""

COMMITTEE: Final = re.compile(r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)(?!\w)")
COMMITTEE_UNITS: Final = re.compile(rf"\s+(?P<units>{UNITS})")

_NOUN = (
    r"(?:bo|so|ban|nganh|phong|co\squan(?:\sban)?|don\svi|dia\sphuong|doan\sthe|hoi|doanh\snghiep|cap|chuyen\smon|truc\sthuoc"
    r"|to\schuc(?=\s*[,;.]|\s(?:co\s)?lien\squan|\sva\s|\sdoan\sthe|\shoi\b))(?!\w)"
)
GROUP: Final = re.compile(
    rf"""(?:(?:thu\struong|lanh\sdao|nguoi\sdung\sdau)\s+)?(?:
      (?:cac|nhung|toan\sthe)\s+{_NOUN}(?:(?:\s*[,/]\s*(?:va\s+)?|\s+va\s+|\s+){_NOUN}){{0,9}}
    | {_NOUN}(?:(?:\s*,\s*|\s+va\s+){_NOUN}){{1,9}}
    | (?:co\squan|don\svi|dia\sphuong)(?=\s(?:co\s)?lien\squan|\schuc\snang)
    )""",
    re.VERBOSE,
)
"""``các phòng, ban, ngành``, ``sở, ngành``, ``cơ quan liên quan``: a group, not one body."""

RELATED: Final = re.compile(r"\s*,?\s*(?:(?:co\s+)?lien quan(?:\s+khac)?|huu quan|chuc nang|khac)(?!\w)")
WHERE: Final = re.compile(
    r"\s+(?:(?:truc thuoc|thuoc|cua|cap|tai|o|trong|(?:dong(?:\s+quan|\s+chan)?\s+)?tren dia ban(?:\s+toan)?|toan)\s+)?"
    rf"{UNITS}"
)
PARTY: Final = re.compile(r"\s+(?:truc thuoc\s+)?(?:tinh|huyen|thanh|thi|quan|dang) uy(?!\w)")
_PLACE: Final = r"[^\W\d_a-zà-ỹđ][\w’']*(?: [^\W\d_a-zà-ỹđ][\w’']*){0,3}"
DISTRICTS: Final = re.compile(
    rf"(?:\s+(?:[Kk]hu vực|[Ll]iên huyện)|(?<=khu vực)|(?<=liên huyện))\s+{_PLACE}(?:\s?[-–]\s?{_PLACE}){{0,3}}"
)
"""``Chi cục Thuế khu vực Tây Sơn - Vĩnh Thạnh``: one body of several districts."""
WHERE_LOCAL: Final = re.compile(
    r"\s+(?:(?:o\s+)?dia phuong|co so|cac cap|viet nam"
    r"|(?:(?:cua|thuoc)\s+)?(?:hdnd|hoi dong nhan dan|ubnd|uy ban nhan dan)(?!\s+cac))(?!\w)"
)

SEPARATOR: Final = re.compile(r"\s*(?:[,;]\s*(?:(?:va|cung|cung voi|voi)\s+)?|(?:va|cung voi|voi|cung)\s+|&\s*|\+\s*)")
NOTE: Final = re.compile(r"\s*\(([^()\n]{0,400})\)")

HEAD: Final = re.compile(
    r"(?:so|phong|ban|trung tam|chi cuc|cuc|hoi|truong|cong ty|tong cong ty|vien|van phong|doan|lien hiep"
    r"|lien minh|doi|tram|hat|vuon|bo phan|cong chuc|hop tac xa|htx|chi nhanh|thu vien|bao tang|bql|ngan hang"
    r"|can bo|ke toan|benh vien|bi thu|chu tich|hieu truong|chu nhiem|dai|bao|toa an|vien kiem sat|hoc vien)(?!\w)"
)
"""Words with which the name of a body begins that the scheme may not know."""

BODY_NOUN: Final = re.compile(
    r"(?:cac\s+)?(?:chi bo|bi thu|to truong|to cong tac|to tiet kiem|nguoi dung dau|doanh nghiep|vuon quoc gia|dang uy"
    r"|quy (?:bao tro|ho tro|phat trien|vi|den on|tin dung)|dang bo|co quan chu|chu du an|chu chuong trinh"
    r"|ban (?:quan ly|chi dao|dieu hanh|van dong|giam sat|vi su)|hoi(?! nghi| thi| thao)|trung tam|cong ty|hop tac xa"
    r"|lam truong|bo phan|ho gia dinh|nguoi dan|cong dong|gia lang|nghe nhan|khu bao ton|thanh vien)(?!\w)"
)
"""Nouns with which the name of a body, or of those who have a duty, begins."""

FIELDS: Final = re.compile(
    r"(?:\s*[,–-]\s*(?:va\s+)?(?:dia chinh|nong nghiep|xay dung|moi truong|do thi|giao thong|thuy loi|van hoa|xa hoi"
    r"|tu phap|ho tich|tai chinh|ke toan|van phong|thong ke|lao dong|kinh te|thong tin|the thao|du lich)(?!\w)"
    r"(?:\s+va\s+(?:moi truong|xa hoi|ho tich|thong ke|ke toan|du lich|do thi|xay dung)(?!\w))?){1,6}"
)
"""Further fields of a commune's officer: ``Công chức Địa chính | - Nông nghiệp - Môi trường``."""

_UNIT_OF: Final = r"(?: (?:tinh|huyen|thi xa|thanh pho|quan|xa|phuong|thi tran))?\s+"
BY_COMMITTEE: Final = re.compile(
    rf"(?:chu tich (?:ubnd|uy ban nhan dan){_UNIT_OF}(?=chi dao|giao|yeu cau|de nghi|phan cong)"
    rf"|(?:ubnd|uy ban nhan dan){_UNIT_OF}(?=giao|yeu cau|de nghi|phan cong))"
)
"""Who asks, where a line says it: ``UBND tỉnh giao Sở Y tế``; ``UBND huyện chỉ đạo Phòng Y tế`` is its own duty."""

REQUEST: Final = re.compile(
    rf"(?:{BY_COMMITTEE.pattern})?"
    r"(?:(?:kinh\s+)?(?:de nghi|giao(?: cho)?|yeu cau|chi dao|phan cong|uy quyen cho)(?:\s+(?:cac dong chi|dong chi))?"
    r"|trach nhiem cua|nhiem vu cua|doi voi|ve phia|phan cong nhiem vu cho|do)\s*:?\s+"
)
"""Words before a name that ask something of it and are no part of it."""

_PHRASES: Final = (
    r"chiu trach nhiem|co trach nhiem|co nhiem vu|la (?:co quan|don vi|dau moi)|lam (?:co quan|dau moi)|chu tri"
    r"|chu dong|phoi hop|tham muu|tham gia|thuc hien|to chuc|trien khai|huong dan|chi dao|xay dung|tiep tuc"
    r"|tang cuong|can cu|ra soat|tong hop|kiem tra|giam sat|theo doi|don doc|bo tri|can doi|tham dinh|dam bao"
    r"|bao dam|tuyen truyen|cung cap|ho tro|de xuat|phan bo|quan ly|huy dong|van dong|quan tam|nghien cuu"
    r"|chuan bi|thuong xuyen|kip thoi|bao cao|dinh ky|ban hanh|day manh|nang cao|long ghep|phan cong|phu trach"
    r"|dang tai|dua tin|tap trung|xac dinh|dieu phoi|cap nhat|thong bao|giai quyet|quyet dinh|dang ky|tiep nhan"
    r"|duoc giao|thanh lap|kien toan|phat huy|dieu hanh|uu tien|hang nam|hang quy|tu chuc|tien hanh|phat dong"
    r"|thanh tra|quan triet|tang thoi luong|mo chuyen|danh gia|thu thap|cong khai|hoan thien|lua chon|khao sat|duy tri"
    r"|bo sung|phan anh|khai thac|van hanh|lam tot|chu trong|tich cuc|kiem soat|giai ngan|thanh toan|cho vay|dam nhiem"
    r"|phan cap|vao cuoc|dong gop|chap hanh|day nhanh|soan thao|dang cai|dua noi dung"
)
SENTENCE_VERB: Final = re.compile(
    r"\s(?:chịu trách nhiệm|có trách nhiệm|có nhiệm vụ|chủ trì|phối hợp|tham mưu|chủ động|hướng dẫn|tăng cường"
    r"|thực hiện|triển khai|căn cứ|theo chức năng|tuyên truyền|theo dõi|rà soát|tiếp tục|bảo đảm|đảm bảo)(?!\w)"
)
"""A verb in small letters behind the name of a body that no scheme knows."""

_SYLLABLES: Final = r"theo|lap|mo|cu|trinh|giup|cung|chinh|trich|can(?! bo)|phai|se"

VERB: Final = re.compile(rf"(?:{_PHRASES}|{_SYLLABLES})(?!\w)")
"""What a duty begins with, after the name of the one who has it."""

PHRASE: Final = re.compile(rf"(?:{_PHRASES})(?!\w)")
"""Verbs of two words: a single one may be the name of a place (``Cư M'gar``, ``Cần Giờ``, ``Lập Thạch``)."""
