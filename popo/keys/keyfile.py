"""The keys outside the database: scheme keys, and those for search, trail and sessions."""

import json
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass, field, replace
from pathlib import Path

from popo import crypto
from popo.crypto import Key

_PRIVATE = 0o600


class KeyFileProblem(Exception):  # noqa: N818
    """The key file is missing, open to others or damaged; the message says what to do."""


@dataclass(frozen=True, repr=False)
class SchemeKeys:
    """`schemes` wrap data keys, by name; `current` names the one new keys are wrapped by."""

    current: str
    schemes: dict[str, Key]
    search: Key
    trail: Key
    session: Key
    path: Path | None = field(default=None, compare=False)
    """The file these were loaded from, and how it then stood."""
    stamp: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def wrapping(self) -> Key:
        return self.schemes[self.current]

    def with_new_scheme_key(self) -> "SchemeKeys":
        name = f"scheme-{max(int(old.rsplit('-', 1)[1]) for old in self.schemes) + 1}"
        return replace(self, current=name, schemes={**self.schemes, name: crypto.new_key()})

    def with_only_current(self) -> "SchemeKeys":
        return replace(self, schemes={self.current: self.wrapping})


def create() -> SchemeKeys:
    keys = (crypto.new_key() for _ in range(4))
    return SchemeKeys("scheme-1", {"scheme-1": next(keys)}, next(keys), next(keys), next(keys))


def load(path: Path) -> SchemeKeys:
    """Raises KeyFileProblem."""
    if not path.exists():
        raise KeyFileProblem(
            f"There is no key file at {path}. Restore it from its own backup; for a new scheme "
            "make one with 'popo keys create'. Without it nothing sealed can be read."
        )
    if path.stat().st_mode & 0o077:
        raise KeyFileProblem(f"Others may read the key file. Run: chmod 600 {path}")
    stamp = _stamp(path)
    try:
        held = json.loads(path.read_text())
        return SchemeKeys(
            current=held["current"],
            schemes={name: _key(value) for name, value in held["schemes"].items()},
            search=_key(held["search"]),
            trail=_key(held["trail"]),
            session=_key(held["session"]),
            path=path,
            stamp=stamp,
        )
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise KeyFileProblem(f"The key file {path} is damaged. Restore its backup.") from error


def _stamp(path: Path) -> tuple[int, int]:
    """Changes whenever the file is saved: each time it is a new one."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


def save(keys: SchemeKeys, path: Path) -> None:
    """Writes the file whole or not at all, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE), "w") as file:
        json.dump(
            {
                "current": keys.current,
                "schemes": {name: _text(key) for name, key in keys.schemes.items()},
                "search": _text(keys.search),
                "trail": _text(keys.trail),
                "session": _text(keys.session),
            },
            file,
            indent=1,
        )
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _key(value: str) -> Key:
    return Key(b64decode(value, validate=True))


def _text(key: Key) -> str:
    return b64encode(key).decode()


class _Held:
    keys: SchemeKeys | None = None


def use(keys: SchemeKeys) -> None:
    """Sets the keys this process works with; called when the application starts or rotates."""
    _Held.keys = keys


def in_use() -> SchemeKeys:
    if _Held.keys is None:
        raise KeyFileProblem("No keys have been loaded.")
    return _Held.keys


def newest() -> SchemeKeys:
    """The keys as the file holds them now: another process may have rotated them.

    A data key wrapped under a scheme key that has just been forgotten would be lost for good.
    """
    held = in_use()
    if held.path is not None and (not held.path.exists() or _stamp(held.path) != held.stamp):
        held = load(held.path)
        use(held)
    return held


def scheme_key(name: str) -> Key:
    """The scheme key of this name, looked for in the file again where it is not known."""
    held = in_use()
    return held.schemes[name] if name in held.schemes else newest().schemes[name]
