"""What the environment says. A value that makes no sense stops the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


@dataclass(frozen=True)
class Settings:
    port: int = 8000
    log_level: str = "INFO"

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        return cls(
            port=_port(env.get("PORT") or "8000"),
            log_level=_log_level(env.get("LOG_LEVEL") or "info"),
        )


def _port(value: str) -> int:
    if value.isdecimal() and 1 <= int(value) <= 65535:
        return int(value)
    raise ValueError(f"PORT must be a number from 1 to 65535, not {value!r}")


def _log_level(value: str) -> str:
    level = value.upper()
    if level in LOG_LEVELS:
        return level
    allowed = ", ".join(LOG_LEVELS).lower()
    raise ValueError(f"LOG_LEVEL must be one of {allowed}, not {value!r}")
