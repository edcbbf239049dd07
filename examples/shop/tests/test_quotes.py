from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from shop.pricing import FREE_SHIPPING_FROM_CENTS, SHIPPING_CENTS, shipping_cents


def test_prices_a_cart_in_whole_cents(client: FlaskClient) -> None:
    response = client.post("/quotes", json={"lines": [{"sku": "tea", "quantity": 3}]})

    assert response.status_code == 200
    assert response.json == {
        "lines": [
            {
                "sku": "tea",
                "name": "Green tea",
                "quantity": 3,
                "unit_price_cents": 1250,
                "total_cents": 3750,
            }
        ],
        "subtotal_cents": 3750,
        "shipping_cents": 495,
        "total_cents": 4245,
        "currency": "EUR",
    }


def test_a_large_cart_ships_free(client: FlaskClient) -> None:
    lines = [{"sku": "tea", "quantity": 1}, {"sku": "pot", "quantity": 1}]

    quote = client.post("/quotes", json={"lines": lines}).json

    assert quote["subtotal_cents"] == 5249
    assert quote["shipping_cents"] == 0
    assert quote["total_cents"] == 5249


@pytest.mark.parametrize(
    ("subtotal", "expected"),
    [
        (FREE_SHIPPING_FROM_CENTS - 1, SHIPPING_CENTS),
        (FREE_SHIPPING_FROM_CENTS, 0),
        (FREE_SHIPPING_FROM_CENTS + 1, 0),
    ],
)
def test_the_limit_of_free_shipping(subtotal: int, expected: int) -> None:
    assert shipping_cents(subtotal) == expected


def test_a_quote_takes_nothing_from_stock(client: FlaskClient) -> None:
    cart = {"lines": [{"sku": "pot", "quantity": 1}]}

    statuses = [client.post("/quotes", json=cart).status_code for _ in range(2)]

    assert statuses == [200, 200]


def test_names_every_unknown_product(client: FlaskClient) -> None:
    lines = [{"sku": sku, "quantity": 1} for sku in ("milk", "tea", "sugar")]

    response = client.post("/quotes", json={"lines": lines})

    assert response.status_code == 422
    assert response.json["error"]["problems"] == [
        {"field": "lines[0].sku", "message": "no such product"},
        {"field": "lines[2].sku", "message": "no such product"},
    ]
