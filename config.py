"""Settings, from `POPO_…` variables in the environment; the only file that reads it.

Loaded by path (`popo/resources.py`), because it stands at the top of a checkout and inside
the wheel.
"""

import os
from pathlib import Path
from typing import Any


def settings() -> dict[str, Any]:
    """Every setting, ready for `app.config`. Raises RuntimeError naming all that are missing."""
    var = Path(os.environ.get("POPO_VAR", "var")).absolute()
    database = os.environ.get("POPO_DATABASE_URL", f"sqlite:///{var / 'popo.sqlite'}")
    if not database.startswith("sqlite"):
        _require("POPO_KEY_FILE", "POPO_TRAIL_FILE")
    return {
        "SQLALCHEMY_DATABASE_URI": _with_driver(database),
        "KEY_FILE": Path(os.environ.get("POPO_KEY_FILE", var / "keys.json")),
        "TRAIL_FILE": Path(os.environ.get("POPO_TRAIL_FILE", var / "trail-heads.jsonl")),
        "SESSION_COOKIE_SECURE": os.environ.get("POPO_INSECURE_COOKIES") != "1",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_NAME": "popo",
        "MAX_CONTENT_LENGTH": 32 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 2000,
        "IDLE_MINUTES": int(os.environ.get("POPO_IDLE_MINUTES", "30")),
        "ABSOLUTE_HOURS": int(os.environ.get("POPO_ABSOLUTE_HOURS", "12")),
        "WTF_CSRF_TIME_LIMIT": None,
        "PROXIES": int(os.environ.get("POPO_PROXIES", "0")),
        "BASE_ADDRESS": os.environ.get("POPO_BASE_ADDRESS", "").rstrip("/"),
        "MAIL_HOST": os.environ.get("POPO_MAIL_HOST", ""),
        "MAIL_PORT": int(os.environ.get("POPO_MAIL_PORT", "587")),
        "MAIL_SECURITY": os.environ.get("POPO_MAIL_SECURITY", "starttls"),
        "MAIL_USER": os.environ.get("POPO_MAIL_USER", ""),
        "MAIL_PASSWORD_FILE": os.environ.get("POPO_MAIL_PASSWORD_FILE", ""),
        "MAIL_CA_FILE": os.environ.get("POPO_MAIL_CA_FILE", ""),
        "MAIL_FROM": os.environ.get("POPO_MAIL_FROM", ""),
        "OPERATOR": os.environ.get("SUDO_USER") or os.environ.get("USER") or f"uid {os.getuid()}",
    }


def _require(*names: str) -> None:
    missing = [name for name in names if not os.environ.get(name)]
    if missing:
        raise RuntimeError(
            f"Set {' and '.join(missing)}: keys and trail heads are kept apart from the database."
        )


def _with_driver(url: str) -> str:
    """Plain PostgreSQL addresses mean the driver this project installs."""
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url
