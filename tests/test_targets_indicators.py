"""The indicator scheme as the extractor uses it: pattern grammar, wording, and every concept under its own label."""

import json
from pathlib import Path

import pytest

from loaders.folding import fold
from loaders.goals.indicators import NOTHING, Measured, hear, parse_pattern, recognise
from loaders.goals.wording import plain_words
from ontology import LV
from ontology.schemes import concepts

DATA = Path(__file__).parent


def heard(text):
    return hear(text, fold(text))


def recognised(text, kind="%", direction="level", unit="", inherited=NOTHING):
    return recognise(Measured(heard(text), inherited, kind, unit, direction))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("100% số thôn, bản vùng ĐBDTTS", "100% so thon vungdtts"),
        ("hộ nghèo trong ĐBDTTS", "ho ngheo trong dong bao dan toc thieu so"),
        ("số buôn vùng đồng bào DTTS&MN", "so thon vungdtts"),
        ("xã vùng đồng bào dân tộc thiểu số và miền núi", "xa vungdtts"),
        ("vùng có đồng bào các dân tộc thiểu số sinh sống", "vungdtts sinh song"),
        ("văn bản, cơ bản, bản sắc, buôn bán, làng nghề", "van ban co ban ban sac buonban langnghe"),  # no villages
        ("ấp, khu phố, tổ dân phố và khóm", "thon"),
        ("kinh tế - xã hội vùng sâu, vùng xa, nơi xa xôi", "kinh te xahoi vung sau vungxa noi xaxoi"),  # no communes
        ("xã, phường, thị trấn đạt chuẩn NTM", "xa dat chuan nongthonmoi"),
        ("hộ gia đình, hộ dân, hộ dân tộc thiểu số", "ho ho ho dan toc thieu so"),
        ("hỗ trợ BHYT cho người dân tộc", "hotro bao hiem y te cho nguoi dan toc thieu so"),
        ("người dân tộc Kinh", "nguoi kinh"),
    ],
)
def test_wording(text, plain):
    assert " ".join(plain_words(text, fold(text))) == plain


def test_a_pattern_says_kind_unit_direction_terms_and_what_bars_it():
    pattern = parse_pattern("x", "[count:tiêu_chí increase] tiêu chí & xã|phường & !thôn")
    assert (pattern.kinds, pattern.units, pattern.directions) == ({"count"}, {"tiêu chí"}, {"increase"})
    assert pattern.terms == (frozenset({"tieu chi"}), frozenset({"xa", "phuong"}))
    assert pattern.barred == {"thon"}


@pytest.mark.parametrize("written", ["[per cent] hộ nghèo", "[%]", "hộ nghèo & ", "!xã"])
def test_a_pattern_with_a_fault_names_indicator_and_pattern(written):
    with pytest.raises(ValueError, match="poverty-rate") as failure:
        parse_pattern("poverty-rate", written)
    assert written in str(failure.value)


@pytest.mark.parametrize("slug", concepts("indicator"))
def test_every_indicator_is_recognised_by_its_own_label(slug):
    concept = concepts("indicator")[slug]
    for written in concept.values[LV.pattern]:
        pattern = parse_pattern(slug, written)
        unit = next(iter(pattern.units), "")
        asked = ((kind, direction) for kind in pattern.kinds for direction in pattern.directions)
        if any(recognised(concept.label, kind, direction, unit) == slug for kind, direction in asked):
            return
    pytest.fail(f"no pattern of {slug} finds {concept.label!r}")


def test_every_indicator_has_theme_and_labels_in_both_languages():
    themes = {theme.iri for theme in concepts("theme").values()}
    for concept in concepts("indicator").values():
        assert concept.labels.keys() == {"vi", "en"}, concept.slug
        assert concept.one(LV.theme) in themes, concept.slug
        assert concept.broader == concept.one(LV.theme), concept.slug
        assert concept.notations == (concept.slug,)


def test_labels_of_indicators_are_distinct():
    labels = [concept.label for concept in concepts("indicator").values()]
    assert len(labels) == len(set(labels))


def test_the_annotated_indicators_and_units_are_in_the_schemes():
    units = {notation for unit in concepts("unit").values() for notation in unit.notations}
    for file in [*DATA.glob("gold/*.targets.json"), *DATA.glob("data/*.targets.json")]:
        for target in json.loads(file.read_text("utf-8")):
            assert target["indicator"] in concepts("indicator"), target["indicator"]
            assert target["unit"] is None or target["unit"] in units, target["unit"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # what is really different has different indicators
        ("100% xã có đường ô tô đến trung tâm được rải nhựa", "100% thôn có đường ô tô đến trung tâm được cứng hóa"),
        ("98% đồng bào dân tộc thiểu số tham gia bảo hiểm y tế", "98% dân số tham gia bảo hiểm y tế"),
        ("trẻ em suy dinh dưỡng thể nhẹ cân dưới 15%", "trẻ em suy dinh dưỡng thể thấp còi dưới 15%"),
        ("90% hộ dân tộc thiểu số dùng nước hợp vệ sinh", "90% đồng bào dân tộc thiểu số dùng nước hợp vệ sinh"),
        ("85% số xã, thôn có đủ cơ sở hạ tầng", "85% số thôn có đủ cơ sở hạ tầng"),
        ("50% xã đạt chuẩn nông thôn mới", "50% xã đạt chuẩn nông thôn mới nâng cao"),
        ("tỷ lệ hộ nghèo dưới 10%", "tỷ lệ hộ cận nghèo dưới 10%"),
        ("tỷ lệ hộ nghèo trong đồng bào dân tộc thiểu số 5%", "tỷ lệ hộ nghèo vùng đồng bào dân tộc thiểu số 5%"),
    ],
)
def test_different_things_have_different_indicators(one, other):
    assert None not in (recognised(one), recognised(other))
    assert recognised(one) != recognised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # the same thing measured has one indicator, however worded
        ("90% thôn, buôn có Nhà văn hóa cộng đồng", "90% số bản có nhà sinh hoạt cộng đồng"),
        ("98% người DTTS tham gia BHYT", "tỷ lệ bao phủ bảo hiểm y tế trong đồng bào dân tộc thiểu số 98%"),
        ("tỷ lệ trẻ 5 tuổi đến trường 98%", "tỷ lệ học sinh học mẫu giáo 5 tuổi đến trường 98%"),
        ("99% số hộ dân được sử dụng điện lưới quốc gia", "99% hộ có điện"),
        ("xã đạt chuẩn NTM", "xã được công nhận đạt chuẩn nông thôn mới"),
        ("đọc, viết thông thạo tiếng phổ thông 96%", "trên 15 tuổi đọc thông, viết thạo tiếng phổ thông 96%"),
        ("Tỷ lệ che phủ rừng 50%", "độ che phủ rừng đạt 50%"),
    ],
)
def test_one_thing_has_one_indicator(one, other):
    assert recognised(one) == recognised(other) is not None


def test_direction_and_kind_tell_level_change_and_factor_apart():
    assert recognised("giảm tỷ lệ hộ nghèo xuống dưới 10%") == "poverty-rate"
    assert recognised("tỷ lệ hộ nghèo giảm 3%", direction="decrease") == "poverty-rate-annual-reduction"
    assert recognised("thu nhập bình quân 45 triệu đồng", "money") == "income-per-capita-inhabitants"
    assert recognised("thu nhập bình quân tăng 2 lần", "times", "increase") == "income-per-capita-growth-inhabitants"


def test_inherited_words_count_less_and_never_alone():
    above = heard("Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể nhẹ cân dưới 17%")
    assert recognised("thể thấp còi dưới 26%", inherited=above) == "child-stunting-rate"
    assert recognised("và nhóm còn lại dưới 26%", inherited=above) is None
