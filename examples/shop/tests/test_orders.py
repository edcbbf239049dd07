from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

EMAIL = "ada@example.com"


def place(client: FlaskClient, **quantities: int) -> TestResponse:
    lines = [{"sku": sku, "quantity": count} for sku, count in quantities.items()]
    return client.post("/orders", json={"email": EMAIL, "lines": lines})


def test_places_an_order(client: FlaskClient) -> None:
    response = place(client, tea=2)

    assert response.status_code == 201
    assert response.json["email"] == EMAIL
    assert response.json["total_cents"] == 2 * 1250 + 495


def test_an_order_says_when_it_was_placed(client: FlaskClient) -> None:
    placed_at = datetime.fromisoformat(place(client, tea=1).json["placed_at"])

    assert placed_at.tzinfo is not None
    assert abs(datetime.now(timezone.utc) - placed_at) < timedelta(minutes=1)


def test_an_order_is_found_where_its_location_says(client: FlaskClient) -> None:
    placed = place(client, tea=2)

    found = client.get(placed.headers["Location"])

    assert found.status_code == 200
    assert found.json == placed.json


def test_an_unknown_order_is_not_found(client: FlaskClient) -> None:
    response = client.get("/orders/0123456789abcdef")

    assert response.status_code == 404
    assert response.json["error"]["message"] == "There is no such order."


def test_what_is_sold_is_gone(client: FlaskClient) -> None:
    assert place(client, pot=1).status_code == 201

    response = place(client, tea=1, pot=1)

    assert response.status_code == 409
    assert response.json["error"] == {
        "code": "out_of_stock",
        "message": "There is not enough in stock.",
        "problems": [{"field": "lines[1].quantity", "message": "only 0 left"}],
    }


def test_a_refused_order_takes_nothing(client: FlaskClient) -> None:
    assert place(client, tea=10, pot=2).status_code == 409

    assert place(client, tea=10, pot=1).status_code == 201


def test_the_last_one_is_sold_once(app: Flask) -> None:
    with ThreadPoolExecutor(max_workers=8) as pool:
        statuses = list(
            pool.map(lambda _: place(app.test_client(), pot=1).status_code, range(8))
        )

    assert sorted(statuses) == [201] + [409] * 7


def test_an_order_needs_an_email_address(client: FlaskClient) -> None:
    response = client.post("/orders", json={"lines": [{"sku": "tea", "quantity": 1}]})

    assert response.status_code == 422
    assert response.json["error"]["problems"] == [
        {"field": "email", "message": "must be an e-mail address"}
    ]
