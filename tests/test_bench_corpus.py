"""The generator of plans: the same seed the same plans, truth that stands in the text, and extraction that finds it."""

import json
import random
import re
import subprocess
import sys
from collections import defaultdict
from itertools import islice
from pathlib import Path

import pytest
from grammar.acts import NQ24, QD1719
from grammar.editions import KINDS, editions
from grammar.goals import WEAKER
from grammar.layouts import LETTERHEAD, lay_out
from grammar.writing import Draft, records

import corpus as bench_corpus
from loaders import evaluation
from loaders.pipeline import extract_file, to_json
from loaders.places import places
from loaders.reading import source_from_text
from loaders.view import view

ROOT = Path(__file__).parent.parent
PARTS = [layer for layer in evaluation.LAYERS if layer != "document"]


@pytest.fixture(scope="module")
def forty():
    return list(bench_corpus.generate(40, seed=1))


def test_the_same_seed_writes_the_same_plans_and_more_of_them_begin_with_fewer(forty):
    assert list(bench_corpus.generate(40, seed=1)) == forty
    assert list(bench_corpus.generate(60, seed=1))[:40] == forty
    assert [made.text for made in bench_corpus.generate(40, seed=2)] != [made.text for made in forty]


def test_another_process_writes_the_same_files(tmp_path):
    for run in ("first", "second"):
        words = ["bench/corpus.py", "12", "--seed", "3", "--out", tmp_path / run, "--truth", tmp_path / run]
        done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout.startswith("12 plans, ")
    first = sorted((tmp_path / "first").iterdir())
    assert len(first) == 12 * (1 + len(evaluation.LAYERS)) + 1
    assert [(tmp_path / "second" / path.name).read_bytes() for path in first] == [path.read_bytes() for path in first]


def test_every_quote_stands_at_its_span(forty):
    def collapsed(words):
        words = re.sub(r"\n+\d{1,2} *\n", "\n", words)
        return " ".join(words.replace("*", "").split())

    seen = 0
    for made in forty:
        for layer in PARTS:
            for record in made.truth[layer]:
                assert collapsed(made.text[record["start"] : record["end"]]) == record["quote"]
                seen += 1
    assert seen > 1000


@pytest.mark.parametrize("layout", LETTERHEAD)
def test_each_layout_keeps_the_words_and_the_spans(layout):
    draft = Draft()
    draft.say("type", "KẾ HOẠCH")
    for number in range(60):
        line = draft.line("item", "- ")
        start = line.add(f"Mục thứ {number} của kế hoạch về ")
        line.add("công tác dân tộc trên địa bàn các xã vùng cao và vùng sâu của huyện")
        line.state("targets", {"number": number}, start)
        line.add(".")
    printed = lay_out(draft, layout, random.Random(5))
    found = records(draft, printed, "targets")
    assert [record["number"] for record in found] == list(range(60))
    for record in found:
        assert " ".join(printed.text[record["start"] : record["end"]].split()).endswith("vùng sâu của huyện")
    seen = view(source_from_text(printed.text)).text
    assert seen.count("công tác dân tộc trên địa bàn các xã vùng cao và vùng sâu của huyện.") >= 57


def test_extraction_finds_what_the_plans_say(tmp_path):
    bench_corpus.write(40, tmp_path / "texts", 1, tmp_path / "truth")
    scores = defaultdict(list)
    for name in evaluation.annotated_documents(tmp_path / "truth"):
        found = to_json(extract_file(tmp_path / "texts" / f"{name}.txt")[1])
        for score in evaluation.score(tmp_path / "truth", name, found):
            scores[score.layer].append(score)
    assert set(scores) == set(evaluation.LAYERS)
    for layer, each in scores.items():
        total = evaluation.total(layer, each)
        assert total.f1 >= 0.95, f"{layer}: {total.f1:.3f} of {total.annotated}"


def test_plans_are_of_real_places_and_no_two_have_one_name():
    known = {place.code for level in ("tỉnh", "huyện", "xã") for place in places("gso-2024", level)}
    names = [made.name for made in bench_corpus.generate(300, seed=4)]
    assert len(set(names)) == 300
    assert {re.search(r"-(\d{2,5})-[a-z]", name)[1] for name in names} <= known


def test_ten_thousand_plans_have_ten_thousand_names_and_numbers():
    made = list(islice(editions(9), 10_000))
    assert len({edition.name for edition in made}) == 10_000
    assert len({(edition.place.code, edition.number) for edition in made}) == 10_000
    assert {edition.kind for edition in made} == {kind for kind, _ in KINDS}


def test_a_plan_of_a_district_implements_its_province_s_plan(forty):
    issued = {(made.truth["document"]["issuer"], made.truth["document"]["number"]) for made in forty}
    below = [made for made in forty if made.truth["document"]["place"]["level"] != "tỉnh"]
    assert len(below) > 30
    for made in below:
        cited = {record["number"]: record["issuer"] for record in made.truth["citations"]}
        implemented = {link["to"] for link in made.truth["links"] if link["from"] == "this"}
        assert any((cited[number], number) in issued for number in implemented & set(cited))


def test_the_planted_errors_come_at_their_rates():
    plans = list(bench_corpus.generate(200, seed=5))
    kinds = defaultdict(int)
    for made in plans:
        for fact in made.planted:
            assert fact["document"] == made.name
            kinds[fact["kind"]] += 1
    assert set(kinds) == {
        "missing-number", "missing-date", "missing-letterhead", "misprinted-symbol", "duplicated-heading",
        "two-deadlines", "weaker-target", "component-without-lead",
    }  # fmt: skip
    targets = sum(len(made.truth["targets"]) for made in plans)
    assert WEAKER / 4 < kinds["weaker-target"] / targets < WEAKER


def test_a_weaker_target_is_weaker_than_the_one_it_names():
    plans = {made.name: made for made in bench_corpus.generate(120, seed=6)}
    checked = 0
    for made in plans.values():
        for fact in made.planted:
            if fact["kind"] == "weaker-target":
                (own,) = _targets(made, fact)
                (above,) = _targets(plans[fact["implements"]], fact)
                assert (own["value"], above["value"]) == (fact["value"], fact["above"])
                assert own["comparator"] == above["comparator"]
                checked += 1
    assert checked > 20


def _targets(made, fact):
    keys = ("indicator", "horizon")
    return [target for target in made.truth["targets"] if all(target[key] == fact[key] for key in keys)]


def test_the_truth_is_written_as_the_evaluation_reads_it(tmp_path):
    bench_corpus.write(3, tmp_path, 0, tmp_path)
    names = evaluation.annotated_documents(tmp_path)
    assert len(names) == 3
    assert json.loads((tmp_path / f"{names[0]}.document.json").read_text("utf-8"))["type"] == "ke-hoach"
    assert isinstance(json.loads((tmp_path / "planted.json").read_text("utf-8")), list)


def test_the_pool_of_acts_is_that_of_the_known_documents():
    text = (ROOT / "ontology" / "schemes" / "known-documents.ttl").read_text("utf-8")
    for act in (NQ24, QD1719):
        assert f'lv:number "{act.number}"' in text
        assert f'"{act.issued.isoformat()}"^^xsd:date' in text
