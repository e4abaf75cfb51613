"""Dates as real documents print them: (folded text, [ISO dates])."""

import pytest

from loaders.dates import date_at, date_of, find_dates

FOUND = [
    ("bac kan, ngay 04 thang 6 nam 2020", ["2020-06-04"]),
    ("ngay 28/01/2022 cua chinh phu", ["2022-01-28"]),
    ("ngay 9 thang 01 nam 2017", ["2017-01-09"]),
    ("so 24-nq/tw, ngay 12/3/2003 cua ban chap hanh", ["2003-03-12"]),
    ("ngay 12-3-2003; 04.11.2013", ["2003-03-12", "2013-11-04"]),
    # blanks scattered by a PDF's text layer
    ("ngay 16/7/20 21 cua", ["2021-07-16"]),
    ("ngay 1 0 thang 3 nam 20 23", ["2023-03-10"]),
    # glued to the words around it
    ("ngay29/4/2022cua ubnd", ["2022-04-29"]),
    ("ngay 20 thang 11nam2013ve", ["2013-11-20"]),
    ("ngay 04, thang 6, nam 2020", ["2020-06-04"]),
    # over two lines of a header
    ("ha noi, ngay 20\nthang 11 nam 2025", ["2025-11-20"]),
    # blank days and months
    ("bach thong, ngay thang 3 nam 2023", ["2023-03"]),
    ("ngay      thang 6 nam 2022", ["2022-06"]),
    ("ngay ….. thang ... nam 2022", ["2022"]),
    ("ngay thang nam 2024", ["2024"]),
    ("thang 3/2023", ["2023-03"]),
    ("ngay 5/6/09 va ngay 24/6/98", ["2009-06-05", "1998-06-24"]),
    # no dates
    ("ngay 31 thang 02 nam 2020", []),
    ("ty le 1/2 va 3.4.1 trong 100.000", []),
    ("20221-2030", []),
    ("05/2013/ttlt", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_find_dates(text, expected):
    assert [found.iso for found in find_dates(text)] == expected


def test_offsets_cover_the_printed_date():
    text = "so 10/nq-cp ngay 28/01/2022 cua chinh phu"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "ngay 28/01/2022"
    assert date_at(text, found.start) == found
    assert date_at(text, 0) is None


def test_date_of_reads_what_the_pattern_matched():
    assert date_of("ngay 04 thang 6 nam 2020") == "2020-06-04"
    assert date_of("mot ngay dep troi") is None
