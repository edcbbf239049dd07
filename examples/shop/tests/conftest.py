from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.app import create_app
from shop.model import Product
from shop.store import InMemoryStore

TEA = Product("tea", "Green tea", 1250)
POT = Product("pot", "Tea pot", 3999)


@pytest.fixture
def store() -> InMemoryStore:
    return InMemoryStore([(TEA, 10), (POT, 1)])


@pytest.fixture
def app(store: InMemoryStore) -> Flask:
    return create_app(store)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
