from __future__ import annotations

from flask.testing import FlaskClient

from shop.app import create_app

TEA_JSON = {
    "sku": "tea",
    "name": "Green tea",
    "price_cents": 1250,
    "currency": "EUR",
}


def test_lists_the_products_by_sku(client: FlaskClient) -> None:
    response = client.get("/products")

    assert response.status_code == 200
    assert [item["sku"] for item in response.json["products"]] == ["pot", "tea"]
    assert response.json["products"][1] == TEA_JSON


def test_shows_one_product(client: FlaskClient) -> None:
    assert client.get("/products/tea").json == TEA_JSON


def test_an_unknown_product_is_not_found(client: FlaskClient) -> None:
    response = client.get("/products/coffee")

    assert response.status_code == 404
    assert response.json == {
        "error": {"code": "not_found", "message": "There is no such product."}
    }


def test_a_shop_opens_with_its_own_catalogue() -> None:
    products = create_app().test_client().get("/products").json["products"]

    assert products
    assert all(item["price_cents"] > 0 for item in products)
    assert len({item["sku"] for item in products}) == len(products)
