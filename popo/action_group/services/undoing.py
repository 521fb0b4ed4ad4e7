"""Work that is kept whole or not at all, trail and keys with it, inside one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from popo.audit.services import waiting
from popo.db import db


class Undone(Exception):  # noqa: N818 - it names what happened
    """Carries the work out of what is undone."""


def undo_it() -> NoReturn:
    raise Undone


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """Raising inside undoes what was done inside; what was done before stands."""
    session = db.session()
    session.flush()
    trail = len(waiting(session))
    try:
        with session.begin_nested():
            yield
            session.flush()
    except BaseException:
        del waiting(session)[trail:]
        session.info.pop("ring", None)  # a key made inside is gone with what was undone
        raise
