#!/usr/bin/env python3
"""Asks the API as a program elsewhere would: the document, the rules of the NL API Design Rules, and schemathesis.

Usage: run.py [seconds for schemathesis, 60 when left out]
"""

import http.client
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import validate

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Hardness"))
from person import Server

JSON = {"Content-Type": "application/json"}


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def json(self):
        return json.loads(self.body)


class Program:
    """A program elsewhere, that knows the address and nothing else."""

    def __init__(self, server):
        self.port = server.port
        self.document = self.get("/openapi.json").json

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.ask("GET", "/api/v1" + path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, body, headers=JSON):
        return self.ask("POST", "/api/v1/adviezen", body, headers)

    def addresses(self):
        """Every documented address and method, with an example in place of each name in braces."""
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                for parameter in operation.get("parameters", []):
                    if parameter.get("in") == "path":
                        path = path.replace("{" + parameter["name"] + "}", parameter["example"])
                yield method.upper(), "/api/v1" + path, operation


def expect_problem(answer, status):
    assert answer.status == status, f"{answer.status} instead of {status}"
    assert answer.headers["Content-Type"] == "application/problem+json", answer.headers["Content-Type"]
    assert answer.headers["API-Version"] == "1.0.0"
    assert answer.json["status"] == status and answer.json["title"] and answer.json["detail"], answer.json


def test_the_document_is_valid(program):
    validate(program.document)
    assert program.document["openapi"].startswith("3.")


def test_the_document_is_open(program):
    answer = program.get("/openapi.json", Origin="https://elders.example")
    assert answer.status == 200 and answer.headers["Access-Control-Allow-Origin"] == "*"


def test_the_document_has_what_the_rules_ask(program):
    info = program.document["info"]
    assert all(info["contact"][name] for name in ["name", "email", "url"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", info["version"]) and info["license"]["name"] == "EUPL-1.2"
    assert all(re.search(r"/v\d", server["url"]) for server in program.document["servers"])
    operations = [operation for _, _, operation in program.addresses()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for path in program.document["paths"]:
        for part in path.strip("/").split("/"):
            assert re.fullmatch(r"\{[a-z][A-Za-z]*\}|[a-z0-9-]+|openapi\.json", part), path
    for operation in operations:
        for parameter in operation.get("parameters", []):
            if parameter.get("in") == "query":
                assert re.fullmatch(r"\$?[a-z][a-z\d]*([A-Z][a-z\d]*)*", parameter["name"]), parameter["name"]


def test_dates_are_named_as_dates(program):
    for schema in program.document["components"]["schemas"].values():
        for name, wanted in schema.get("properties", {}).items():
            if re.fullmatch(r"(\w+D|_[dD])(ate|atum)", name):
                assert wanted["format"] == "date", name
            assert re.fullmatch(r"[a-z][A-Za-z\d]*", name) or "-" not in name, name


def test_every_answer_names_its_version(program):
    for method, path, _ in program.addresses():
        for asked in [method, "HEAD", "OPTIONS", "DELETE"]:
            answer = program.ask(asked, path, body="{}" if asked == "POST" else None, headers=JSON)
            assert answer.headers["API-Version"] == "1.0.0", f"{asked} {path}"
            assert answer.headers["Access-Control-Allow-Origin"] == "*", f"{asked} {path}"
            assert answer.headers["Set-Cookie"] is None, f"{asked} {path}"


def test_every_answer_is_guarded(program):
    for method, path, _ in program.addresses():
        headers = program.ask(method, path, body="{}" if method == "POST" else None, headers=JSON).headers
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "same-origin" and headers["Cache-Control"] and headers["Content-Type"]


def test_a_slash_at_the_end_is_nowhere(program):
    for method, path, _ in program.addresses():
        expect_problem(program.ask(method, path + "/", headers=JSON), 404)


def test_what_is_not_there_is_a_problem(program):
    for path in ["", "/x", "/meldpunten/nergens", "/gemeenten/GM9999"]:
        expect_problem(program.get(path), 404)
    expect_problem(program.ask("GET", "/api"), 404)


def test_another_method_is_refused_with_those_there_are(program):
    for method, path, _ in program.addresses():
        for other in ["PUT", "PATCH", "DELETE", "GET" if method == "POST" else "POST"]:
            answer = program.ask(other, path)
            expect_problem(answer, 405)
            assert method in answer.headers["Allow"], f"{other} {path}"


def test_invalid_input_is_400_with_every_mistake(program):
    answer = program.post('{"melder": "x", "leeftijd": 14, "online": "ja"}')
    expect_problem(answer, 400)
    assert {wrong["name"] for wrong in answer.json["invalidParams"]} == {"melder", "leeftijd", "online"}
    assert all(wrong["reason"] for wrong in answer.json["invalidParams"])
    expect_problem(program.get("/meldpunten?onbekend=1"), 400)
    expect_problem(program.post("{"), 400)
    for status in json.dumps(program.document["paths"]).split('"'):
        assert status != "422", "never 422"


def test_only_json_is_taken_and_given(program):
    expect_problem(program.post("{}", {"Content-Type": "text/plain"}), 415)
    expect_problem(program.post("{}", {}), 415)
    expect_problem(program.post("{" + " " * 70_000 + "}"), 413)
    expect_problem(program.get("/gemeenten", Accept="text/html"), 406)


def test_head_is_get_without_contents(program):
    for method, path, _ in program.addresses():
        if method == "GET":
            whole, head = program.ask("GET", path), program.ask("HEAD", path)
            assert head.status == 200 and head.body == b"" and head.headers["ETag"] == whole.headers["ETag"], path
            again = program.ask("GET", path, headers={"If-None-Match": whole.headers["ETag"]})
            assert again.status == 304 and again.body == b"" and again.headers["API-Version"] == "1.0.0", path


def test_a_browser_may_ask_from_every_site(program):
    foreign = {"Origin": "https://elders.example", "Sec-Fetch-Site": "cross-site"}
    asked = program.ask("OPTIONS", "/api/v1/adviezen", headers=foreign | {
        "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"})
    assert asked.status == 204 and "POST" in asked.headers["Access-Control-Allow-Methods"]
    assert "content-type" in asked.headers["Access-Control-Allow-Headers"].lower()
    answer = program.post("{}", JSON | foreign)
    assert answer.status == 200 and answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Credentials"] is None


def test_an_advice_is_given(program):
    body = program.document["paths"]["/adviezen"]["post"]["requestBody"]["content"]["application/json"]
    for example in body["examples"].values():
        answer = program.post(json.dumps(example["value"]))
        assert answer.status == 200 and answer.json["aanbevelingen"], answer.body
        assert answer.headers["Cache-Control"] == "no-store"
    danger = program.post('{"directGevaar": true}').json
    assert danger["aanbevelingen"][0]["meldpunt"] == "112"


def test_examples_are_as_the_document_says(program):
    def judge(schema, value):
        OAS30Validator(schema | {"components": program.document["components"]}).validate(value)

    for _, _, operation in program.addresses():
        for answer in operation["responses"].values():
            if "$ref" in answer:
                answer = program.document["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]]
            for content in answer.get("content", {}).values():
                if "example" in content:
                    judge(content["schema"], content["example"])


def schemathesis(server, seconds):
    """Whatever the document allows, and what it does not, for so many seconds."""
    print("schemathesis", flush=True)
    words = [
        sys.executable, "-m", "schemathesis.cli", "run", f"http://127.0.0.1:{server.port}/api/v1/openapi.json", "--checks", "all",
        "--max-time", str(seconds), "--seed", "7", "--no-color", "--suppress-health-check", "all",
    ]
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(words, cwd=folder).returncode == 0


def main():
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    folder = pathlib.Path(tempfile.mkdtemp(prefix="baken-api-"))
    server = Server(folder / "data").start("demo")
    failed = 0
    try:
        program = Program(server)
        for name, test in list(globals().items()):
            if not name.startswith("test_"):
                continue
            try:
                test(program)
                print("passed ", name[5:].replace("_", " "), flush=True)
            except Exception as error:
                failed += 1
                print("FAILED ", name[5:].replace("_", " "), f"{type(error).__name__}: {str(error)[:2000]}", flush=True)
        if not schemathesis(server, seconds):
            failed += 1
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print("all passed" if not failed else f"{failed} failed")
    sys.exit(1 if failed else 0)


main()
