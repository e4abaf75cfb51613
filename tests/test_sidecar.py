from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import ReadingError
from loaders.records import Document, PlaceName
from loaders.sidecar import Sidecar, read_sidecar, sidecar_path

DOCUMENT = Document(
    type="ke-hoach",
    number=None,
    symbol="KH-UBND",
    issued="2022-06",
    issuer="Ủy ban nhân dân huyện Đakrông",
    place=None,
    title="Thực hiện Chiến lược",
    period=(2021, 2030),
    vision=2045,
    signers=(),
    recipients=(),
    start=0,
    end=100,
    spans={"symbol": (2, 10), "issued": (12, 40), "title": (50, 70)},
)


def _stated(folder: Path, text: str) -> Sidecar:
    (folder / "dakrong-2022.meta.toml").write_text(text, encoding="utf-8")
    return read_sidecar(folder / "dakrong-2022.txt")


def test_it_lies_beside_the_document() -> None:
    assert sidecar_path(Path("a/b.docx")) == Path("a/b.meta.toml")


def test_no_sidecar_changes_nothing(tmp_path: Path) -> None:
    sidecar = read_sidecar(tmp_path / "dakrong-2022.txt")
    assert sidecar == Sidecar()
    assert sidecar.applied(DOCUMENT) is DOCUMENT


def test_facts_override_and_are_marked_as_stated(tmp_path: Path) -> None:
    sidecar = _stated(
        tmp_path,
        'source = "https://dakrong.quangtri.gov.vn/1"\nnumber = "1203/KH-UBND"\n'
        "issued = 2022-06-30\nperiod = [2022, 2030]\n"
        'place = { level = "huyện", name = "Đakrông", province = "Quảng Trị" }',
    )
    document = sidecar.applied(DOCUMENT)
    assert (document.number, document.symbol, document.issued) == ("1203/KH-UBND", "KH-UBND", "2022-06-30")
    assert document.period == (2022, 2030)
    assert document.place == PlaceName("huyện", "Đakrông", "Quảng Trị")
    assert document.title == DOCUMENT.title
    assert document.overrides == ("issued", "number", "period", "place", "symbol")
    assert document.spans == {"title": (50, 70)}
    assert document.source_url == "https://dakrong.quangtri.gov.vn/1"


WRONG = [
    ("nummer = '1'", "unknown key 'nummer'"),
    ("number = 12", "number = 12 is not a number such as 303/KH-UBND"),
    ("title = ''", "title = '' is not a title"),
    ("issued = '30/6/2022'", "is not a date such as 2022-06-30"),
    ("issued = '2022-13'", "is not a date such as 2022-06-30"),
    ("source = 'ftp:x'", "is not an address"),
    ("source = 'https://x.vn/\"<b>'", "is not an address"),
    ("type = 'Kế hoạch'", "is not the slug of a document type"),
    ("period = [2030, 2021]", "is not two years"),
    ("period = 2021", "is not two years"),
    ("vision = true", "is not a year"),
    ("place = { level = 'quận', name = 'X' }", "is not a table"),
    ("place = { level = 'xã', name = 'X', huyện = 'Y' }", "is no valid TOML"),
    ("number = ", "is no valid TOML"),
]


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_wrong_sidecars_are_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ReadingError) as refusal:
        _stated(tmp_path, text)
    assert str(refusal.value).startswith(str(tmp_path / "dakrong-2022.meta.toml"))
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)
