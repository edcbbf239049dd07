from __future__ import annotations

import json
import logging
import sys

import pytest
from flask.testing import FlaskClient

from shop.logs import JsonFormatter


def record(message: str, *args: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("shop", logging.INFO, __file__, 1, message, args, None)
    made.created = 0.25
    made.__dict__.update(extra)
    return made


def test_a_record_is_one_line_of_json() -> None:
    line = JsonFormatter().format(record("sold %d\n", 3, fields={"sku": "tea"}))

    assert "\n" not in line
    assert json.loads(line) == {
        "time": "1970-01-01T00:00:00.250+00:00",
        "level": "info",
        "logger": "shop",
        "message": "sold 3\n",
        "sku": "tea",
    }


def test_an_exception_is_part_of_the_line() -> None:
    try:
        raise ValueError("no tea")
    except ValueError:
        line = JsonFormatter().format(record("failed", exc_info=sys.exc_info()))

    assert "\n" not in line
    assert json.loads(line)["exception"].endswith("ValueError: no tea")


def test_every_request_is_logged(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "shop"):
        response = client.get("/products/tea?q=1", headers={"X-Request-ID": "abc-1"})

    (line,) = caplog.records
    assert line.fields.pop("duration_ms") >= 0
    assert line.fields == {
        "request_id": "abc-1",
        "method": "GET",
        "path": "/products/tea",
        "status": 200,
    }
    assert response.headers["X-Request-ID"] == "abc-1"


def test_probes_are_logged_for_debugging_only(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "shop"):
        client.get("/healthz")

    assert [each.levelname for each in caplog.records] == ["DEBUG"]


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "<script>"])
def test_a_request_id_that_is_none_is_replaced(client: FlaskClient, given: str) -> None:
    response = client.get("/healthz", headers={"X-Request-ID": given})

    assert len(response.headers["X-Request-ID"]) == 32
