"""``/openapi.json`` names every route that answers in JSON, and what they answer is as it says (schemathesis)."""

from __future__ import annotations

import json
import re

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from service_store import BROWSER

from service.status import OPENAPI_FILE

pytest_plugins = ["service_store"]

DESCRIPTION = json.loads(OPENAPI_FILE.read_text("utf-8"))
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
schema = schemathesis.openapi.from_dict(DESCRIPTION)


@pytest.fixture(scope="module")
def api(served):
    schema.app = served.app
    return schema


JSON_BESIDES = {"/health", "/ready", "/ask", "/sparql", "/reconcile", "/reconcile/properties", "/context.jsonld"}
"""Routes that answer in JSON and do not end in .json."""
WITHIN = {"/questions/{slug}.json", "/reconcile/suggest/{what}"}
"""Routes whose rule has the suffix, or the words that may stand there, inside."""
OTHER_FORMS = {"/questions/<slug>/evidence.jsonld"}
"""JSON-LD that is RDF first: its shape is the vocabulary's."""


def test_every_json_route_is_described(served):
    rules = {rule.rule for rule in served.app.url_map.iter_rules() if not rule.rule.startswith("/<any(vi, en)")}
    named = {rule for rule in rules if re.search(r"\.json(ld)?$", rule)} | JSON_BESIDES
    described = set(DESCRIPTION["paths"])
    parts = {re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", r"{\1}", rule) for rule in named - OTHER_FORMS}
    assert parts == described - WITHIN
    assert {re.sub(r"\{\w+\}(\.json)?", "", path) for path in WITHIN} <= {re.sub("<.*>", "", rule) for rule in rules}


def test_it_is_served_to_any_page(served):
    response = served.client.get("/openapi.json")
    assert response.json == DESCRIPTION
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert DESCRIPTION["openapi"].startswith("3.1")


@schema.parametrize()
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_answers_are_as_described(case, api):
    response = case.call(app=api.app, headers={"Accept": "application/json", "Accept-Encoding": "identity"})
    case.validate_response(response, checks=CHECKS)


@pytest.mark.parametrize(
    "path",
    [
        "/search.json?q=bach+thong",
        "/search.json?q=dan+toc&kind=target",
        "/search/suggest.json?q=bach",
        "/questions/lead-agency.json?component=1719/5/2/1",
        "/ask?q=Ai+ch%E1%BB%A7+tr%C3%AC+d%E1%BB%B1+%C3%A1n+5%3F&format=json",
        "/network.json?around=place/gso-2024/063",
        "/network.json",
    ],
)
def test_rich_answers_too(served, path):
    response = served.client.get(path, headers={"Accept": "application/json"})
    assert response.status_code == 200, response.text
    template = re.sub(r"/questions/[\w-]+\.json", "/questions/{slug}.json", path.partition("?")[0])
    described = DESCRIPTION["paths"][template]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    hold(response.json, described)


def hold(document, described):
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - used here alone

    Draft202012Validator({**described, "components": DESCRIPTION["components"]}).validate(document)
    assert document, "something was answered"


@pytest.mark.parametrize("path", ["/nothing.json", "/questions/nothing.json", "/search.json?q=a&kind=planet"])
def test_what_goes_wrong_is_a_problem(served, path):
    response = served.client.get(path)
    assert 400 <= response.status_code < 500
    assert response.mimetype == "application/problem+json"
    hold(response.json, {"$ref": "#/components/schemas/Problem"})
    assert served.client.get(path, headers={"Accept": BROWSER}).status_code == response.status_code
