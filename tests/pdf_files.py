"""PDF files made by hand: text pages with a Unicode map and no font program, a scan, an encrypted one."""

from __future__ import annotations

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def _cmap(chars: str) -> bytes:
    rows = "\n".join(f"<{ord(char):04x}> <{ord(char):04x}>" for char in sorted(set(chars)))
    blocks = [rows.split("\n")[start : start + 100] for start in range(0, len(rows.split("\n")), 100)]
    maps = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{maps}\nendcmap end end"
    ).encode()


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _content(lines: list[str]) -> bytes:
    rows = []
    for number, line in enumerate(lines):
        code = "".join(f"{ord(char):04x}" for char in line)
        rows.append(f"BT /F1 10 Tf 1 0 0 1 40 {780 - 14 * number} Tm <{code}> Tj ET")
    return "\n".join(rows).encode()


def pdf(pages: list[list[str]], *, encrypted: bool = False) -> bytes:
    """The bytes of a PDF with the given lines on its pages."""
    chars = "".join(line for page in pages for line in page) or " "
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R]"
        b" /ToUnicode 5 0 R >>",
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 400 /FontDescriptor 6 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        5: _stream(_cmap(chars)),
        6: b"<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800"
        b" /Descent -200 /CapHeight 700 /StemV 80 >>",
    }
    kids = []
    for number, lines in enumerate(pages):
        page, content = 10 + 2 * number, 11 + 2 * number
        kids.append(f"{page} 0 R")
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        ).encode()
        objects[content] = _stream(_content(lines))
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>".encode()
    if encrypted:
        secret = b"<" + b"5a" * 32 + b">"
        objects[9] = b"<< /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >>" % (secret, secret)
    return _assembled(objects, b" /Encrypt 9 0 R /ID [<00> <00>]" if encrypted else b"")


def _assembled(objects: dict[int, bytes], extra: bytes) -> bytes:
    data, places = bytearray(_HEAD), {}
    for number in sorted(objects):
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start, size = len(data), max(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        data += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    data += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (size, extra, start)
    return bytes(data)
