"""Where products and orders live: an interface, and its in-memory implementation."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import Protocol

from shop.errors import OutOfStock, Problem
from shop.model import Order, Product


class Store(Protocol):
    def products(self) -> list[Product]:
        """All products, by SKU."""

    def product(self, sku: str) -> Product | None: ...

    def order(self, order_id: str) -> Order | None: ...

    def place(self, order: Order) -> None:
        """Takes the order's products from stock and keeps the order: all of it or
        nothing. Raises OutOfStock."""


class InMemoryStore:
    """Keeps everything in this process, and forgets it when the process ends."""

    def __init__(self, stock: Iterable[tuple[Product, int]]) -> None:
        self._lock = Lock()
        self._products: dict[str, Product] = {}
        self._stock: dict[str, int] = {}
        self._orders: dict[str, Order] = {}
        for product, quantity in stock:
            self._products[product.sku] = product
            self._stock[product.sku] = quantity

    def products(self) -> list[Product]:
        return [self._products[sku] for sku in sorted(self._products)]

    def product(self, sku: str) -> Product | None:
        return self._products.get(sku)

    def order(self, order_id: str) -> Order | None:
        return self._orders.get(order_id)

    def place(self, order: Order) -> None:
        with self._lock:
            problems = tuple(self._shortages(order))
            if problems:
                raise OutOfStock("There is not enough in stock.", problems)
            for line in order.quote.lines:
                self._stock[line.product.sku] -= line.quantity
            self._orders[order.id] = order

    def _shortages(self, order: Order) -> Iterable[Problem]:
        for index, line in enumerate(order.quote.lines):
            available = self._stock[line.product.sku]
            if line.quantity > available:
                yield Problem(f"lines[{index}].quantity", f"only {available} left")
