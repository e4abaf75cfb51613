"""Names of laws, codes and ordinances in force since 1990, folded and without the word ``Luật``.

A law's name has commas and "và" of its own (``Luật Phòng, chống tham nhũng``, ``Luật Bảo vệ và phát triển rừng``), and
only the list of names says where one ends. Source: the resolutions and laws of the National Assembly, as the bases of
published decisions print them. The longest name that fits is taken.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_DAY: Final = re.compile(r"ngay\s?\d")  # glued: "UBNDngày 26/11/2003"
_LAWS: Final = """
an ninh mang; an ninh quoc gia; an toan thong tin mang; an toan thuc pham; an toan, ve sinh lao dong;
ban hanh van ban quy pham phap luat; ban hanh van ban quy pham phap luat cua hoi dong nhan dan, uy ban nhan dan;
ban hanh van ban quy pham phap luat cua hoi dong nhan dan va uy ban nhan dan;
ban hanh van ban quy pham phap luat cua hdnd, ubnd; ban hanh van ban quy pham phap luat cua hdnd va ubnd; bao chi;
bao hiem tien gui; bao hiem xa hoi; bao hiem y te; bao ve bi mat nha nuoc; bao ve du lieu ca nhan; bao ve moi truong;
bao ve quyen loi nguoi tieu dung; bao ve suc khoe nhan dan; bao ve va kiem dich thuc vat; bao ve va phat trien rung;
bao ve, cham soc va giao duc tre em; bau cu dai bieu hoi dong nhan dan; bau cu dai bieu quoc hoi;
bau cu dai bieu quoc hoi va dai bieu hoi dong nhan dan; bien gioi quoc gia; bien phong viet nam; binh dang gioi;
buu chinh; can bo, cong chuc; can cuoc; can cuoc cong dan; canh sat bien viet nam; canh tranh;
cac cong cu chuyen nhuong; cac to chuc tin dung; cam co; chan nuoi; cham soc suc khoe nhan dan;
chat luong san pham, hang hoa; chung khoan; chuyen giao cong nghe; chuyen nguoi dang chap hanh hinh phat tu;
cong an nhan dan; cong an xa; cong chung; cong doan; cong nghe cao; cong nghe thong tin; cong nghiep cong nghe so;
cong nghiep quoc phong, an ninh va dong vien cong nghiep; co yeu; cu tru; dan quan tu ve; dan so; dat dai;
dau gia tai san; dau khi; dau thau; dau tu; dau tu cong; dau tu nuoc ngoai tai viet nam;
dau tu theo phuong thuc doi tac cong tu; dau tu va xay dung; de dieu; di san van hoa; dia chat va khoang san;
dien anh; dien luc; do dac va ban do; do luong; doanh nghiep; doanh nghiep nha nuoc; du lich; du lieu;
du tru quoc gia; duoc; duong bo; duong sat; duong sat viet nam; dan chu o co so; thuc hien dan chu o co so;
dong vien cong nghiep; gia; giam dinh tu phap; giao dich dien tu; giao duc; giao duc dai hoc; giao duc nghe nghiep;
giao duc quoc phong; giao duc quoc phong va an ninh; giao thong duong bo; giao thong duong thuy noi dia;
giong cay trong; giong vat nuoi; hang khong dan dung viet nam; hai quan; hanh nghe y, duoc tu nhan;
hien, lay, ghep mo, bo phan co the nguoi va hien, lay xac; hinh su; hoa chat; hoa giai, doi thoai tai toa an;
hoa giai o co so; hoat dong chu thap do; hoat dong giam sat cua quoc hoi;
hoat dong giam sat cua quoc hoi va hoi dong nhan dan; hoat dong giam sat cua quoc hoi va hdnd; hon nhan va gia dinh;
hop tac xa; ho tich; ho tro doanh nghiep nho va vua; ho tro tu phap ve hinh su; hai quan viet nam;
kham benh, chua benh; khieu nai; khieu nai, to cao; khi tuong thuy van; khoa hoc va cong nghe;
khoa hoc, cong nghe va doi moi sang tao; khoang san; kiem toan doc lap; kiem toan nha nuoc; kien truc;
kinh doanh bao hiem; kinh doanh bat dong san; ke toan; lam nghiep;
luc luong tham gia bao ve an ninh, trat tu o co so; luat su; luu tru; ly lich tu phap; mat tran to quoc viet nam;
ngan hang nha nuoc viet nam; ngan sach nha nuoc; nghia vu quan su; nguoi cao tuoi; nguoi khuyet tat;
nguoi lao dong viet nam di lam viec o nuoc ngoai theo hop dong;
nguoi lao dong viet nam di lam viec o nuoc ngoai theo hop dong lao dong; nha giao; nha o;
nhap canh, xuat canh, qua canh, cu tru cua nguoi nuoc ngoai tai viet nam; nang luong nguyen tu; nuoi con nuoi;
noi dia; pha san; phong chay va chua chay; phong chay, chua chay va cuu nan, cuu ho; phong khong nhan dan;
phong, chong bao luc gia dinh; phong, chong benh truyen nhiem; phong, chong khung bo; phong, chong ma tuy;
phong, chong mua ban nguoi; phong, chong nhiem vi rut gay ra hoi chung suy giam mien dich mac phai o nguoi;
phong, chong rua tien; phong, chong tac hai cua ruou, bia; phong, chong tac hai cua thuoc la;
phong, chong tham nhung; phong, chong thien tai; pho bien, giao duc phap luat; phi va le phi; quan ly ngoai thuong;
quan ly no cong; quan ly thue; quang cao; quoc phong; quan ly, su dung tai san cong;
quan ly, su dung tai san nha nuoc; quan ly, su dung von nha nuoc dau tu vao san xuat, kinh doanh tai doanh nghiep;
quan ly, su dung vu khi, vat lieu no va cong cu ho tro; quan ly su dung tai san cong;
quan ly su dung tai san nha nuoc; quan ly va dau tu von nha nuoc tai doanh nghiep; quoc tich viet nam; quy hoach;
quy hoach do thi; quy hoach do thi va nong thon; si quan quan doi nhan dan viet nam; so huu tri tue;
su dung nang luong tiet kiem va hieu qua; suc khoe tam than; tai nguyen nuoc; tai nguyen, moi truong bien va hai dao;
tan so vo tuyen dien; tham du trung cau y dan; trung cau y dan; thanh nien; thanh tra; the duc, the thao;
thi dua, khen thuong; thi dua khen thuong; thi hanh an dan su; thi hanh an hinh su; thi hanh tam giu, tam giam;
thong ke; thu do; thu y; thue gtgt; thue tncn; thue tndn; thue ttdb; thue xk, thue nk; thue xnk;
thuc hanh tiet kiem, chong lang phi; thue bao ve moi truong; thue gia tri gia tang;
thue su dung dat nong nghiep; thue su dung dat phi nong nghiep; thue tai nguyen; thue thu nhap ca nhan;
thue thu nhap doanh nghiep; thue tieu thu dac biet; thue xuat khau, thue nhap khau; thuong mai; thuy loi; thuy san;
tre em; tiep can thong tin; tiep cong dan; tieu chuan va quy chuan ky thuat; tin nguong, ton giao; to cao;
to chuc chinh phu; to chuc chinh quyen dia phuong; to chuc hoi dong nhan dan va uy ban nhan dan;
to chuc hdnd va ubnd; to chuc quoc hoi; to chuc hoi dong nhan dan, uy ban nhan dan; to chuc toa an nhan dan;
to chuc vien kiem sat nhan dan; to chuc hdnd, ubnd; to tung hanh chinh; to tung dan su; to tung hinh su;
trach nhiem boi thuong cua nha nuoc; trat tu, an toan giao thong duong bo; tro giup phap ly; trong tai thuong mai;
trung mua, trung dung tai san; trong trot; tuong tro tu phap; tu phap nguoi chua thanh nien; vien chuc; vien thong;
viec lam; xay dung; xu ly vi pham hanh chinh; xuat ban; xuat canh, nhap canh cua cong dan viet nam; day nghe;
cac khu kinh te; ca nhan; bao hiem; hang hai viet nam; lao dong; dan su; kinh te; bien viet nam; tin dung; gia dinh;
duong cao toc; tham dinh gia; ho tro nguoi dan toc thieu so; di tich lich su, van hoa va danh lam thang canh;
uu dai nguoi co cong voi cach mang; can bo, cong chuc, vien chuc; ngoai hoi; phi, le phi; dong vien quan su;
co quan dai dien nuoc cong hoa xa hoi chu nghia viet nam o nuoc ngoai; dieu uoc quoc te; thoa thuan quoc te;
ky ket, gia nhap va thuc hien dieu uoc quoc te; phong thu dan su; luc luong du bi dong vien; canh ve;
tham gia luc luong gin giu hoa binh cua lien hop quoc; quan ly, bao ve bien gioi quoc gia;
cong nhan va bao ve;
uu dai nguoi hoat dong cach mang, liet sy va gia dinh liet sy, thuong binh, benh binh, nguoi hoat dong khang chien,
nguoi co cong giup do cach mang;
thu tuc bat giu tau bay; thu tuc xem xet, quyet dinh ap dung cac bien phap xu ly hanh chinh tai toa an nhan dan;
hop nhat van ban quy pham phap luat; quan ly thi truong; bao ve cong trinh quan trong lien quan den an ninh quoc gia;
khai thac va bao ve cong trinh thuy loi; giong thuy san; thuc hien dan chu o xa, phuong, thi tran;
dan chu o xa, phuong, thi tran; tinh giam dau khi; nghia vu lao dong cong ich; chong tham nhung
"""  # fmt: skip


@cache
def _by_first_word() -> dict[str, tuple[str, ...]]:
    names = {name.strip() for name in _LAWS.replace("\n", " ").split(";")}
    index: dict[str, list[str]] = {}
    for name in sorted(names - {""}, key=len, reverse=True):
        index.setdefault(name.split(" ", 1)[0].rstrip(","), []).append(name)
    return {word: tuple(names) for word, names in index.items()}


@cache
def _glued() -> dict[str, tuple[tuple[str, str], ...]]:
    """The names without blanks, by their first four letters, the longest first."""
    index: dict[str, list[tuple[str, str]]] = {}
    for names in _by_first_word().values():
        for name in names:
            if " " in name:
                index.setdefault(name.replace(" ", "")[:4], []).append((name.replace(" ", ""), name))
    return {word: tuple(sorted(names, key=lambda pair: -len(pair[0]))) for word, names in index.items()}


def known_name_end(text: str, folded: str, start: int) -> int | None:
    """Where the longest known name that begins at ``start`` ends, or None: ``dau tu cong so 39/2019`` gives 11.

    A name of one syllable needs its capital: ``Luật Giá`` is a law, ``Hội Luật gia`` and ``Luật được …`` name none.
    Blanks that a text layer lost (``Hội đồngnhân dân``) do not matter.
    """
    stop = start
    while stop < min(len(folded), start + 12) and folded[stop].isalnum():
        stop += 1
    for name in _by_first_word().get(folded[start:stop], ()):
        end = start + len(name)
        whole = not folded[end : end + 1].isalnum() or folded.startswith("ngay ", end) or _DAY.match(folded, end)
        named = folded.startswith(name, start) and whole
        if named and (" " in name or text[start].isupper()):
            return end
    return _end_of_glued(folded, start)


def _end_of_glued(folded: str, start: int) -> int | None:
    words = folded[start : start + 140]
    squeezed = words.replace(" ", "")
    for plain, _ in _glued().get(squeezed[:4], ()):
        if squeezed.startswith(plain) and " " in words[: len(plain)]:
            return start + _unsqueezed(words, len(plain))
    return None


def _unsqueezed(words: str, letters: int) -> int:
    """How many characters of ``words`` hold its first ``letters`` that are no blanks."""
    for position, char in enumerate(words):
        letters -= char != " "
        if letters == 0:
            return position + 1
    return len(words)
