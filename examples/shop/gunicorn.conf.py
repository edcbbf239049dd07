"""How gunicorn serves the shop. It finds this file by its name."""

import os

from shop.logs import logging_config
from shop.settings import Settings

settings = Settings.from_env(os.environ)

wsgi_app = "shop.wsgi:app"
bind = f"0.0.0.0:{settings.port}"

# One process, because the store is in its memory; replicas and threads scale it.
workers = 1
worker_class = "gthread"
threads = 8

# On SIGTERM: accept no more, finish what runs, and end before the platform's 30 s.
graceful_timeout = 25
# Longer than a load balancer's idle time (60 s), or it reuses a closed connection.
keepalive = 75

# The root file system is read-only in production: nothing is written to it.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
control_socket_disable = True

loglevel = settings.log_level.lower()
logconfig_dict = logging_config(settings.log_level)
