"""The command line as a person uses it: the same process, exit code and lines that they would see."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLAN = ROOT / "corpus" / "bach-thong-2023.txt"
LIENVAN = Path(sys.executable).parent / "lienvan"


def lienvan(*words, store=None, cwd=ROOT, code=0, **environment):
    """Runs the command; its output as text. Fails when it ends with another code, or shows a traceback."""
    variables = {**os.environ, "LIENVAN_STORE": str(store or ""), "COLUMNS": "200", **environment}
    done = subprocess.run(
        [LIENVAN, *map(str, words)], cwd=cwd, env=variables, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == code, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store with one plan in it."""
    root = tmp_path_factory.mktemp("cli") / "var"
    lienvan("load", PLAN, store=root)
    return root


def state(store):
    """What readers see: which generation is current, what it says of itself, and which generations there are."""
    current = (store / "current").read_text()
    manifest = store / "generations" / current.strip() / "manifest.json"
    return current, manifest.read_bytes(), sorted(path.name for path in (store / "generations").iterdir())


def documents(store):
    """The titles in the graph and the number of their parts, as CSV."""
    sparql = (
        "SELECT ?title (COUNT(*) AS ?n) { ?d lv:loaded true ; lv:title ?title . ?t lv:statedIn ?d } GROUP BY ?title"
    )
    prefix = "PREFIX lv: <https://w3id.org/lienvan/ontology#> "
    return lienvan("query", prefix + sparql, "--format", "csv", store=store).stdout


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


BAD_FILES = [
    ("missing.txt", None, "missing.txt"),
    ("empty.txt", "", "empty"),
    ("binary.txt", bytes(range(256)) * 40, "binary"),
    ("letter.txt", "Con chào mẹ, hôm nay con đi học về muộn vì trời mưa to quá.\n" * 20, "administrative document"),
    ("english.txt", "The quick brown fox jumps over the lazy dog and runs away.\n" * 20, "Vietnamese"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "docx"),
]


@pytest.mark.parametrize(("name", "content", "says"), BAD_FILES, ids=[name for name, _, _ in BAD_FILES])
def test_a_bad_file_is_one_clear_line_and_the_store_stays(store, tmp_path, name, content, says):
    path = tmp_path / name if content is None else write(tmp_path, name, content)
    before = state(store)
    for command in ("extract", "load"):
        done = lienvan(command, path, store=store, code=2)
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"lienvan: {path}: ")
        assert says.lower() in line.lower()
        assert done.stdout == ""
    assert state(store) == before


def test_a_folder_without_documents_is_refused(store, tmp_path):
    done = lienvan("load", tmp_path, store=store, code=2)
    assert done.stderr.splitlines() == [
        f"lienvan: {tmp_path}: the folder has no documents. Documents end in .doc, .docx, .htm, .html, .md, .pdf, .txt"
    ]


def test_a_bad_file_in_a_folder_is_reported_and_the_rest_is_loaded(tmp_path):
    folder = tmp_path / "plans"
    folder.mkdir()
    write(folder, "empty.txt", "")
    write(folder, PLAN.name, PLAN.read_bytes())
    done = lienvan("load", folder, store=tmp_path / "var", code=2)
    assert "empty.txt" in done.stderr
    assert "failed" in done.stdout
    assert "1 documents" in lienvan("status", store=tmp_path / "var").stdout


def test_a_store_of_another_version_is_refused_with_what_to_do(store, tmp_path):
    root = shutil.copytree(store, tmp_path / "var")
    manifest = root / "generations" / "1" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 99}))
    for words in (("status",), ("load", PLAN), ("query", "ASK {}")):
        (line,) = lienvan(*words, store=root, code=2).stderr.splitlines()
        assert "this store has format 99" in line
        assert "LIENVAN_STORE" in line


def test_before_the_first_load_every_command_says_what_to_do(tmp_path):
    for words in (("status",), ("check",), ("export",), ("query", "ASK {}"), ("ask", "lead-agency"), ("rollback",)):
        (line,) = lienvan(*words, store=tmp_path / "none", code=2).stderr.splitlines()
        assert line.endswith("there is no store here. Load documents first: lienvan load PATH")


@pytest.mark.parametrize("kilobytes", [16, 400, 1200])
def test_a_full_disk_leaves_the_store_as_it_was(store, kilobytes):
    """A limit on the size of files stands in for a full disk: the kernel refuses the write in the same place."""
    before = state(store)
    command = f"ulimit -f {kilobytes}; exec {LIENVAN} load {ROOT / 'corpus'} --store {store}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith(f"lienvan: {store}")
    assert state(store) == before
    assert "Bạch Thông" in documents(store)


def test_a_port_in_use_is_one_clear_line(store):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        line = lienvan("serve", "--port", port, store=store, code=2).stderr.splitlines()[-1]
    assert line.startswith(f"lienvan: 127.0.0.1:{port}: cannot be listened on")
    assert "--port" in line


def test_a_wrong_setting_names_itself(store):
    (line,) = lienvan("serve", "--port", "many", store=store, code=2).stderr.splitlines()
    assert line.startswith("lienvan: LIENVAN_PORT: cannot be 'many'")


def test_extract_prints_the_seven_layers(store):
    records = json.loads(lienvan("extract", PLAN, store=store).stdout)
    assert list(records)[:7] == ["document", "citations", "links", "targets", "assignments", "components", "reports"]
    text = PLAN.read_text("utf-8")
    target = records["targets"][0]
    assert text[target["start"] : target["end"]] == target["quote"]


def test_extract_writes_one_file_for_each(tmp_path):
    out = tmp_path / "out"
    lienvan("extract", PLAN, ROOT / "corpus" / "dakrong-2022.txt", "--out", out)
    assert sorted(file.name for file in out.iterdir()) == ["bach-thong-2023.json", "dakrong-2022.json"]


def test_extract_refuses_to_write_two_files_to_one_place(tmp_path):
    other = write(tmp_path, PLAN.name, PLAN.read_bytes())
    done = lienvan("extract", PLAN, other, "--out", tmp_path / "out", code=2)
    assert "would write the same file" in done.stderr
    assert not (tmp_path / "out").exists()


def test_explain_lists_what_gave_no_record(tmp_path):
    odd = PLAN.read_text("utf-8").replace("III. MỤC TIÊU\n", "III. MỤC TIÊU\n\n- Trồng 77.123 cây bằng lăng dọc phố.\n")
    path = write(tmp_path, "odd.txt", odd)
    lines = lienvan("extract", path, "--explain").stdout.splitlines()
    assert lines[0].startswith(f"{path}: ")
    assert int(lines[0].split()[-2]) == len(lines) - 1


def test_evaluate_prints_each_layer():
    shown = lienvan("evaluate", ROOT / "tests" / "gold").stdout
    for layer in ("document", "citations", "links", "targets", "assignments", "components", "reports"):
        assert layer in shown


def test_query_answers_in_each_form(store):
    sparql = "SELECT ?n { ?d <https://w3id.org/lienvan/ontology#symbol> ?n }"
    assert lienvan("query", sparql, "--format", "csv", store=store).stdout == "n\nKH-UBND\n"
    found = json.loads(lienvan("query", sparql, "--format", "json", store=store).stdout)
    assert found["results"]["bindings"][0]["n"]["value"] == "KH-UBND"
    assert "1 rows" in lienvan("query", sparql, store=store).stdout
    assert lienvan("query", "ASK { ?s ?p ?o }", store=store).stdout == "true\n"
    construct = "CONSTRUCT { <urn:a> <urn:b> 1 } {}"
    assert "<urn:a> <urn:b> 1" in lienvan("query", construct, store=store).stdout


def test_a_comma_in_an_iri_is_quoted_in_csv(store):
    sparql = "SELECT ?p { ?p a <https://w3id.org/lienvan/ontology#Passage> } ORDER BY ?p LIMIT 1"
    _, row = lienvan("query", sparql, "--format", "csv", store=store).stdout.splitlines()
    assert row.startswith('"https://')
    assert "#char=" in row


def test_a_reader_that_has_enough_ends_the_output_quietly(store):
    done = subprocess.run(
        f"{LIENVAN} export --store {store} | head -c 10", shell=True, capture_output=True, text=True, check=True
    )
    assert (len(done.stdout), done.stderr) == (10, "")


def test_query_reads_a_file(store, tmp_path):
    file = write(tmp_path, "ask.rq", "ASK { ?s ?p ?o }")
    assert lienvan("query", file, store=store).stdout == "true\n"
    assert "no such file" in lienvan("query", tmp_path / "none.rq", store=store, code=2).stderr.lower()


@pytest.mark.parametrize(
    ("sparql", "says"),
    [
        ("SELECT ?s { ?s ?p }", "not SPARQL 1.1"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "another server"),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "another server"),
    ],
)
def test_a_bad_query_is_one_clear_line(store, sparql, says):
    (line,) = lienvan("query", sparql, store=store, code=2).stderr.splitlines()
    assert says in line


def test_ask_answers_with_the_words_of_the_plan(store):
    rows = json.loads(lienvan("ask", "lead-agency", "--component", "1719/10/1", "--format", "json", store=store).stdout)
    assert [(row["placeLabel"], row["level"]) for row in rows] == [("huyện Bạch Thông", "sub-project")]
    assert "tiểu dự án 1, 3 thuộc dự án 10" in rows[0]["quote"]


def test_ask_names_what_is_right_when_something_is_wrong(store):
    assert "lead-agency" in lienvan("ask", "lead-agancy", store=store, code=2).stderr
    assert "component" in lienvan("ask", "lead-agency", store=store, code=2).stderr
    wrong = lienvan("ask", "lead-agency", "--component", "1719/10/9", store=store, code=2).stderr
    assert "1719/10/9" in wrong
    assert "the nearest are" in wrong


def test_check_finds_and_says_so_with_its_exit_code(store):
    found = json.loads(lienvan("check", "--format", "json", store=store, code=1).stdout)
    assert {"violation"} < {finding["severity"] for finding in found}
    violations = json.loads(lienvan("check", "--format", "json", "--severity", "violation", store=store, code=1).stdout)
    assert {finding["severity"] for finding in violations} == {"violation"}
    lienvan("check", "--fail-on", "never", store=store)


def test_rollback_goes_back_and_says_so(store, tmp_path):
    root = shutil.copytree(store, tmp_path / "var")
    first = documents(root)
    lienvan("load", ROOT / "corpus" / "dakrong-2022.txt", store=root)
    assert "Đakrông" in documents(root)
    assert "now generation 1 (was 2)" in lienvan("rollback", store=root).stdout
    assert documents(root) == first
    assert "has none before it" in lienvan("rollback", store=root, code=2).stderr


def test_export_to_a_file_is_whole_or_not_there(store, tmp_path):
    out = tmp_path / "all.nq"
    lienvan("export", "--out", out, store=store)
    assert sorted(out.read_text("utf-8").splitlines()) == sorted(lienvan("export", store=store).stdout.splitlines())
    lienvan("export", "--format", "ttl", "--out", tmp_path / "x.ttl", store=store, code=2)
    assert [file.name for file in tmp_path.iterdir()] == ["all.nq"]


def test_loading_twice_changes_nothing_and_says_so(store):
    before = state(store)
    assert "nothing changed" in lienvan("load", PLAN, store=store).stdout
    assert state(store) == before
