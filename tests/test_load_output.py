"""What ``lienvan load`` says of many documents: progress, the table, the summary, the report as JSON Lines."""

import json

import pytest
from click.testing import CliRunner

from graph.report import LoadReport, LoadRow
from service.cli import loading, progress


def row(number):
    if number % 20 == 7:
        return LoadRow(f"plan-{number}.txt", "failed", problem=f"plan-{number}.txt: no text in it")
    return LoadRow(f"plan-{number}.txt", "new", f"https://example.org/doc/{number}", {"targets": number}, 0, 0.5)


@pytest.fixture
def loaded(monkeypatch, tmp_path):
    """Runs the command as if it had loaded so many documents."""

    def run(count, *words):
        report = LoadReport(1, tuple(map(row, range(count))), 1_000, 12.0)
        monkeypatch.setattr(loading, "_loader", lambda *_args, **_options: lambda *_, **__: report)
        return CliRunner().invoke(loading.load, [str(tmp_path), "--store", str(tmp_path / "var"), *words])

    return run


def named(text):
    return {number for number in range(60) if f"plan-{number}.txt" in text.split("lienvan:")[0]}


def test_few_documents_are_shown_one_by_one(loaded):
    done = loaded(50)
    assert named(done.stdout) == set(range(50))
    assert "documents:" not in done.stdout


def test_of_many_those_that_failed_are_shown_and_the_others_counted(loaded):
    done = loaded(51)
    assert named(done.stdout) == {7, 27, 47}
    assert "51 documents: 48 new, 3 failed; --verbose: all of them" in done.stdout
    assert [line for line in done.stderr.splitlines() if line.startswith("lienvan:")] == [
        f"lienvan: plan-{number}.txt: no text in it" for number in (7, 27, 47)
    ]
    assert done.exit_code == loading.FAILED


def test_all_of_many_are_shown_when_asked(loaded):
    assert named(loaded(51, "--verbose").stdout) == set(range(51))


def test_the_report_has_every_document(loaded, tmp_path):
    loaded(51, "--report", str(tmp_path / "report.jsonl"))
    lines = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text("utf-8").splitlines()]
    assert [line["file_name"] for line in lines] == [f"plan-{number}.txt" for number in range(51)]
    assert [line["status"] for line in lines].count("failed") == 3


@pytest.mark.parametrize(
    ("done", "total", "rate", "line"),
    [
        (1_200, 10_000, 9.8, "1200/10000 documents, 9.8/s, 0:14:58 left"),
        (1, 36_001, 1.0, "1/36001 documents, 1.0/s, 10:00:00 left"),
        (0, 5, 0.0, "0/5 documents, 0.0/s, 0:00:00 left"),
    ],
)
def test_rate_and_time_left(done, total, rate, line):
    assert progress.progress_line(done, total, rate) == line


def test_without_a_terminal_there_is_a_line_every_ten_seconds(monkeypatch, capsys):
    clock = iter(range(0, 1_000, 4))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    watch = progress.Watch()
    for number in range(1, 9):  # a document every four seconds
        watch(number, 100, row(number))
    assert capsys.readouterr().err.splitlines() == [
        "3/100 documents, 0.2/s, 0:06:28 left",
        "6/100 documents, 0.2/s, 0:06:16 left",
    ]
