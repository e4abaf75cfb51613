"""Drawings: a comparator is drawn as it is meant, on a scale that all of a drawing share."""

import pytest

from service.charts import MOST_ROWS, Value, bars, by_month, ranges
from service.rows import Cell


def value(label, sign, lower=None, upper=None):
    return Value(label, f"{sign} {lower or upper}", sign, lower, upper)


def marks(*values):
    return {mark.label: mark for mark in ranges("targets", values).marks}


@pytest.mark.parametrize(
    ("sign", "lower", "upper", "hollow", "side"),
    [
        ("=", 3, None, [False], None),
        ("≥", 3, None, [False], "right"),
        (">", 3, None, [True], "right"),
        ("≤", None, 3, [False], "left"),
        ("<", None, 3, [True], "left"),
        ("…", 3, 4.5, [False, False], None),
    ],
)
def test_a_comparator_is_drawn_as_it_is_meant(sign, lower, upper, hollow, side):
    mark = marks(value("huyện Đakrông", sign, lower, upper), value("tỉnh Bắc Kạn", "=", 5))["huyện Đakrông"]
    assert [dot.hollow for dot in mark.dots] == hollow
    assert mark.open == side


def test_an_open_range_reaches_the_edge_and_a_closed_one_its_bounds():
    drawn = marks(value("open", ">", 3), value("closed", "…", 3, 4), value("point", "=", 10))
    assert drawn["open"].end > drawn["point"].dots[0].x
    assert drawn["open"].start == drawn["closed"].start == drawn["closed"].dots[0].x
    assert drawn["closed"].end == drawn["closed"].dots[1].x


def test_larger_values_stand_further_right_and_the_band_spans_them():
    drawing = ranges("targets", [value("a", "=", 60), value("b", "≥", 80), value("c", "=", 98.5)])
    places = [mark.dots[0].x for mark in drawing.marks]
    assert places == sorted(places)
    assert drawing.band == (places[0], places[-1])
    assert (drawing.lowest, drawing.highest) == (60, 98.5)
    assert [number for _, number in drawing.ticks] == sorted(number for _, number in drawing.ticks)


def test_what_has_no_number_is_in_no_drawing():
    assert ranges("targets", [value("qualitative", "")]) is None
    assert bars("cited", []) is None


def test_a_drawing_says_how_many_rows_it_leaves_to_the_table():
    drawing = bars("cited", [(f"document {number}", number, None) for number in range(MOST_ROWS + 5)])
    assert len(drawing.marks) == MOST_ROWS
    assert drawing.left_out == 5


@pytest.mark.parametrize("amounts", [[0.001, 0.004], [1e9, 3e9], [98, 99], [7], [0, 0], [-3, 4]])
def test_every_scale_has_a_few_round_ticks_around_its_numbers(amounts):
    drawing = ranges("targets", [value(str(amount), "=", amount) for amount in amounts])
    numbers = [number for _, number in drawing.ticks]
    assert 2 <= len(numbers) <= 9
    assert numbers[0] <= min(amounts)
    assert max(amounts) <= numbers[-1]
    assert all(0 <= mark.dots[0].x <= 640 for mark in drawing.marks)


def test_days_of_the_year_are_counted_by_month():
    rows = [{"deadline": Cell(text, "literal")} for text in ("--12-15", "--12-01", "--06-15")] + [{}]
    counted = {name: amount for name, amount, _ in by_month(rows, "deadline", {n: str(n) for n in range(1, 13)})}
    assert (counted["12"], counted["6"], counted["1"]) == (2, 1, 0)
    assert by_month([{}], "deadline", {}) == []
