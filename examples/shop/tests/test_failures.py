from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.app import MAX_BODY_BYTES


def test_no_such_page(client: FlaskClient) -> None:
    response = client.get("/nowhere")

    assert response.status_code == 404
    assert response.content_type == "application/json"
    assert response.json["error"]["code"] == "not_found"


def test_a_method_that_is_not_allowed_says_which_are(client: FlaskClient) -> None:
    response = client.delete("/products")

    assert response.status_code == 405
    assert response.json["error"]["code"] == "method_not_allowed"
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{", "application/json", 400, "bad_request"),
        (b"[" * 16_000, "application/json", 400, "bad_request"),
        (b"{}", "text/plain", 415, "unsupported_media_type"),
        (b"null", "application/json", 422, "invalid_request"),
        (
            b" " * (MAX_BODY_BYTES + 1),
            "application/json",
            413,
            "request_entity_too_large",
        ),
    ],
    ids=["malformed", "nested", "not-json", "null", "too-large"],
)
def test_a_body_that_cannot_be_read(
    client: FlaskClient, body: bytes, content_type: str, status: int, code: str
) -> None:
    response = client.post("/orders", data=body, content_type=content_type)

    assert response.status_code == status
    assert response.json["error"]["code"] == code


def test_an_unexpected_error_is_logged_and_not_shown(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("a secret")

    response = app.test_client().get("/broken", headers={"X-Request-ID": "r1"})

    assert response.status_code == 500
    assert response.json["error"]["code"] == "internal_server_error"
    assert "secret" not in response.text
    (record,) = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert "a secret" in str(record.exc_info)
    assert record.fields == {"request_id": "r1"}
