"""The entry point of WSGI servers: ``shop.wsgi:app``."""

from __future__ import annotations

import os
from logging.config import dictConfig

from shop.app import create_app
from shop.logs import logging_config
from shop.settings import Settings

dictConfig(logging_config(Settings.from_env(os.environ).log_level))
app = create_app()
