"""A throw-away PostgreSQL cluster on a socket."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HOW_TO_ENABLE = "install the PostgreSQL server (Debian: apt-get install postgresql)"


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl, newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _version(path: Path) -> int:
    return int(path.parts[-3])


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a database that is gone afterwards."""
    folder = binaries()
    if folder is None:
        pytest.skip(f"PostgreSQL is not here: {HOW_TO_ENABLE}")
    place = Path(tempfile.mkdtemp(prefix="popo-pg-", dir="/tmp"))
    prefix = _as_postgres(place)
    run = lambda *words: subprocess.run(  # noqa: E731
        [*prefix, *map(str, words)], check=True, cwd="/", stdout=subprocess.DEVNULL
    )
    run(
        folder / "initdb", "-D", place / "data", "-A", "trust", "-U", "postgres", "--no-sync",
        "-E", "UTF8", "--locale=C.UTF-8",
    )  # fmt: skip
    options = f"-k {place} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
    run(folder / "pg_ctl", "-D", place / "data", "-w", "-l", place / "log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={place}"
    finally:
        run(folder / "pg_ctl", "-D", place / "data", "-w", "-m", "immediate", "stop")
        shutil.rmtree(place, ignore_errors=True)


def _as_postgres(place: Path) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return []
    account = pwd.getpwnam("postgres")
    os.chown(place, account.pw_uid, account.pw_gid)
    return ["runuser", "-u", "postgres", "--"]
