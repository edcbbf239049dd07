"""``python -m shop.healthcheck``: is the service on this host healthy?

For the image's HEALTHCHECK, because the image has neither curl nor wget.
"""

from __future__ import annotations

import os
import sys
from http.client import HTTPConnection, HTTPException

from shop.settings import Settings


def is_healthy(port: int, timeout_seconds: float = 2) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=timeout_seconds)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_healthy(Settings.from_env(os.environ).port) else 1)
