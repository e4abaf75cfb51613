"""The legal bases of real documents, annotated by reading: each file has the text, a line of =, and what it cites.

The first line gives the place and number of the document (``@ level; name; province; number; date``); below the line
stand number (or words), type, date, issuer and, where it is none of the bases, ``mention``.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from loaders.citations import citations
from loaders.comparing import fold_marks
from loaders.header import header
from loaders.outline import outline
from loaders.reading import source_from_text
from loaders.records import Document, PlaceName
from loaders.view import view

FILES = sorted((Path(__file__).parent / "bases").glob("*.txt"))
CITIES = {"Hà Nội", "Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế"}


def document_of(line):
    level, name, province, number, issued = (part.strip() for part in line[1:].split(";"))
    body = "Hội đồng nhân dân" if number.endswith("HĐND") else "Ủy ban nhân dân"
    shown = "thành phố" if name in CITIES else level
    issuer = f"{body} {shown} {name}" if name else None
    return Document(
        None, number or None, None, issued if len(issued) > 4 else None, issuer,
        PlaceName(level, name, province or None), None, None, None, (), (), 0, 0,
    )  # fmt: skip


def expected_of(lines):
    for line in lines:
        name, kind, issued, issuer, *rest = (part.strip() for part in line.split("|"))
        yield name, kind, none(issued), none(issuer), "mention" if "mention" in rest else "basis"


def none(word):
    return None if word == "-" else word


def matches(citation, expected):
    name, kind, issued, issuer, role = expected
    named = fold_marks(citation.number) == fold_marks(name) if name[0].isdigit() else begins(citation, name)
    return (
        named
        and (citation.type, citation.issued, citation.role) == (kind, issued, role)
        and same(citation.issuer, issuer)
    )


def begins(citation, name):
    words = re.findall(r"\w+", name.casefold())
    return citation.number is None and re.findall(r"\w+", citation.quote.casefold())[: len(words)] == words


def same(first, second):
    return fold_marks(first) == fold_marks(second)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_bases(path):
    text, annotation = path.read_text("utf-8").split("\n=====\n")
    first, body = text.split("\n", 1)
    lines = outline(view(source_from_text(body)))
    read = header(lines)
    document = replace(document_of(first), title=read.title, spans=read.spans)
    found = list(citations(lines, document))
    missed = []
    for expected in expected_of(annotation.strip().splitlines()):
        match = next((citation for citation in found if matches(citation, expected)), None)
        if match is None:
            missed.append(expected)
        else:
            found.remove(match)
    assert (missed, [(c.number, c.type, c.issued, c.issuer, c.role, c.quote) for c in found]) == ([], [])
