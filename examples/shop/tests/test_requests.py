from __future__ import annotations

import pytest

from shop.errors import InvalidRequest, Problem
from shop.model import CartLine
from shop.requests import (
    MAX_LINES,
    MAX_QUANTITY,
    OrderRequest,
    parse_order,
    parse_quote,
)

LINE = {"sku": "tea", "quantity": 1}


def problems_of(body: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRequest) as caught:
        parse_order(body)
    return [(problem.field, problem.message) for problem in caught.value.problems]


def test_reads_an_order() -> None:
    body = {"email": "a@b.example", "lines": [LINE, {"sku": "pot", "quantity": 2}]}

    assert parse_order(body) == OrderRequest(
        "a@b.example", (CartLine("tea", 1), CartLine("pot", 2))
    )


@pytest.mark.parametrize("body", [None, [], "tea", 3])
def test_a_body_must_be_an_object(body: object) -> None:
    with pytest.raises(InvalidRequest, match="JSON object"):
        parse_quote(body)


@pytest.mark.parametrize("lines", [None, [], {}, "tea", [LINE] * (MAX_LINES + 1)])
def test_lines_must_be_a_list_of_sensible_length(lines: object) -> None:
    with pytest.raises(InvalidRequest) as caught:
        parse_quote({"lines": lines})
    expected = f"must be a list of 1 to {MAX_LINES} lines"
    assert caught.value.problems == (Problem("lines", expected),)


@pytest.mark.parametrize("quantity", [None, 0, -1, 1.0, "1", True, MAX_QUANTITY + 1])
def test_a_quantity_must_be_a_sensible_whole_number(quantity: object) -> None:
    with pytest.raises(InvalidRequest) as caught:
        parse_quote({"lines": [{"sku": "tea", "quantity": quantity}]})
    expected = f"must be a whole number from 1 to {MAX_QUANTITY}"
    assert caught.value.problems == (Problem("lines[0].quantity", expected),)


@pytest.mark.parametrize("quantity", [1, MAX_QUANTITY])
def test_the_limits_of_a_quantity_are_allowed(quantity: int) -> None:
    cart = parse_quote({"lines": [{"sku": "tea", "quantity": quantity}]})

    assert cart == (CartLine("tea", quantity),)


@pytest.mark.parametrize(
    "email",
    [None, 7, "", "ada", "ada@", "ada@localhost", "a da@b.example", "a@b.example\n"]
    + ["a" * 250 + "@b.example"],
)
def test_refuses_what_is_no_email_address(email: object) -> None:
    assert problems_of({"email": email, "lines": [LINE]}) == [
        ("email", "must be an e-mail address")
    ]


def test_a_product_is_there_once() -> None:
    body = {"email": "a@b.example", "lines": [LINE, LINE]}

    assert problems_of(body) == [("lines[1].sku", "is there more than once")]


def test_reports_all_problems_at_once() -> None:
    body = {"email": "?", "lines": [LINE, 1, {"sku": "", "quantity": 0}]}

    assert [field for field, _ in problems_of(body)] == [
        "email",
        "lines[1]",
        "lines[2].sku",
        "lines[2].quantity",
    ]
