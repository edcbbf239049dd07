"""How the service starts, and how it says that it is well."""

from __future__ import annotations

import json
import os
import runpy
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from shop.healthcheck import is_healthy
from shop.settings import Settings

ROOT = Path(__file__).parent.parent


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_health(client: FlaskClient) -> None:
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json == {"status": "ok"}


def test_a_running_service_is_healthy(port: int) -> None:
    assert is_healthy(port)


def test_a_failing_service_is_not_healthy(app: Flask, port: int) -> None:
    app.view_functions["api.health"] = lambda: ("", 503)

    assert not is_healthy(port)


def test_nobody_there_is_not_healthy() -> None:
    with socket.socket() as bound:  # bound, and not listening
        bound.bind(("127.0.0.1", 0))
        assert not is_healthy(bound.getsockname()[1], timeout_seconds=0.2)


def test_settings_have_defaults() -> None:
    assert Settings.from_env({}) == Settings(port=8000, log_level="INFO")
    assert Settings.from_env({"PORT": "", "LOG_LEVEL": ""}) == Settings()


def test_settings_come_from_the_environment() -> None:
    env = {"PORT": "9000", "LOG_LEVEL": "debug"}

    assert Settings.from_env(env) == Settings(port=9000, log_level="DEBUG")


@pytest.mark.parametrize(
    "env", [{"PORT": "0"}, {"PORT": "65536"}, {"PORT": "web"}, {"LOG_LEVEL": "loud"}]
)
def test_senseless_settings_stop_the_start(env: dict[str, str]) -> None:
    (name,) = env

    with pytest.raises(ValueError, match=f"{name} must be"):
        Settings.from_env(env)


def test_gunicorn_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9000")
    monkeypatch.setenv("LOG_LEVEL", "warning")

    config = runpy.run_path(str(ROOT / "gunicorn.conf.py"))

    assert config["bind"] == "0.0.0.0:9000"
    assert config["loglevel"] == "warning"
    assert config["logconfig_dict"]["root"]["level"] == "WARNING"


def test_the_wsgi_entry_point_serves_and_logs_json() -> None:
    code = "from shop.wsgi import app; app.test_client().get('/products')"

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "LOG_LEVEL": "info"},
        capture_output=True,
        text=True,
        check=True,
    )

    (line,) = done.stdout.splitlines()
    assert json.loads(line)["path"] == "/products"
