"""However work is kept and undone, the trail holds exactly what happened, and is whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from popo.audit import anchors
from popo.audit.events import Event
from popo.audit.models import AuditEvent
from popo.audit.queries import verify
from popo.audit.services import record
from popo.db import db, settle, undo

LASTING = [Event.PERSON_READ, Event.REFUSED]
UNDONE = [Event.PERSON_ADDED, Event.PASSWORD_CHANGED]
DETAILS: dict[Event, dict[str, str]] = {
    Event.PERSON_READ: {"page": "x"},
    Event.REFUSED: {"endpoint": "x", "reason": "x"},
}
_work = st.tuples(st.lists(st.sampled_from(LASTING + UNDONE), max_size=4), st.booleans())


@pytest.fixture
def _own_heads(work: None, app: Flask, tmp_path: Path) -> Iterator[None]:
    anchors.use(tmp_path / "heads.jsonl")
    yield
    anchors.use(app.config["TRAIL_FILE"])


@given(pieces=st.lists(_work, max_size=6))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.usefixtures("_own_heads")
def test_the_trail_holds_what_was_kept_and_every_look(
    pieces: list[tuple[list[Event], bool]],
) -> None:
    settle()
    start = db.session.execute(select(func.coalesce(func.max(AuditEvent.id), 0))).scalar_one()
    expected = []
    for events, kept in pieces:
        for event in events:
            record(event, None, **DETAILS.get(event, {}))
        if not kept:
            undo()
        settle()
        expected += [event.label for event in events if kept or event in LASTING]
    after = select(AuditEvent.event).where(AuditEvent.id > start).order_by(AuditEvent.id)
    assert list(db.session.scalars(after)) == expected
    assert verify().fault == ""
