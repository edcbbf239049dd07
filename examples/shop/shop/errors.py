"""The errors a client can cause. Each knows its HTTP status and its code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field of a request, such as ``lines[0].quantity``."""

    field: str
    message: str


class ShopError(Exception):
    status = 400
    code = "bad_request"

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = problems


class InvalidRequest(ShopError):
    status = 422
    code = "invalid_request"


class NotFound(ShopError):
    status = 404
    code = "not_found"


class OutOfStock(ShopError):
    status = 409
    code = "out_of_stock"
