import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from popo.audit import anchors
from popo.audit.events import Event
from popo.audit.models import AuditContent, AuditEvent, AuditHead, AuditSubject
from popo.audit.queries import verify
from popo.audit.services import forget_undone, record, waiting
from popo.db import db, settle
from popo.keys.services import destroy_keys
from tests import make

Tamper = Callable[[int], None]


@pytest.fixture
def trail(work: None, app: Flask, tmp_path: Path) -> Path:
    """Ten events about one person on one chain, and the file of heads outside the database."""
    heads = tmp_path / "heads.jsonl"
    anchors.use(heads)
    police = make.actor()
    person = make.person(police)
    settle()
    for number in range(10):
        content = [(person.key_scope(), {"before": str(number)})]
        record(Event.PERSON_READ, police, people=[person.id], content=content, page="summary")
        settle()
    yield heads
    anchors.use(app.config["TRAIL_FILE"])


def _without_triggers() -> None:
    """An attacker who owns the database drops the triggers first."""
    for table in ("audit_events", "audit_subjects", "audit_contents"):
        if db.engine.dialect.name == "sqlite":
            for verb in ("update", "delete"):
                db.session.execute(text(f"DROP TRIGGER {table}_no_{verb}"))
        else:
            db.session.execute(text(f"DROP TRIGGER {table}_no_change ON {table}"))


def _last() -> int:
    return db.session.scalars(select(AuditEvent.id).order_by(AuditEvent.id.desc())).first() or 0


def test_untouched_trail_is_whole(trail: Path) -> None:
    verdict = verify()
    assert verdict.fault == ""
    assert verdict.events >= 10
    lines = [json.loads(line) for line in trail.read_text().splitlines()]
    assert lines[-1][1] == verdict.events
    assert trail.stat().st_mode & 0o777 == 0o600


def test_trail_rows_can_only_be_added(trail: Path) -> None:
    for statement in (
        update(AuditEvent).values(event="x"),
        delete(AuditSubject),
        delete(AuditContent),
    ):
        with pytest.raises(DBAPIError):
            db.session.execute(statement)
        db.session.rollback()


@pytest.mark.parametrize(
    "change",
    [
        {"event": "person.added"},
        {"details": {"page": "other"}},
        {"user_id": None},
        {"operator": "somebody"},
        {"operation": "disclosure"},
    ],
)
def test_altered_row_is_found_and_named(trail: Path, change: dict[str, object]) -> None:
    target = _last() - 4
    _without_triggers()
    db.session.execute(update(AuditEvent).where(AuditEvent.id == target).values(change))
    assert f"event {target} " in verify().fault


def test_removed_row_is_found(trail: Path) -> None:
    target = _last() - 4
    _remove(target)
    assert f"event {target + 1} " in verify().fault


def test_removed_tail_is_found_even_with_its_head_set_back(trail: Path) -> None:
    last = _last()
    row = db.session.get_one(AuditEvent, last - 1)
    sequence, digest, chain = row.sequence, row.digest, row.chain
    _remove(last)
    db.session.execute(
        update(AuditHead).where(AuditHead.chain == chain).values(sequence=sequence, digest=digest)
    )
    fault = verify().fault
    assert f"links {sequence + 1} to {sequence + 1} were removed from the end" in fault


def test_emptied_trail_is_found(trail: Path) -> None:
    _without_triggers()
    for model in (AuditSubject, AuditContent, AuditEvent, AuditHead):
        db.session.execute(delete(model))
    assert "removed from the end" in verify().fault


def test_swapped_rows_are_found(trail: Path) -> None:
    first, second = _last() - 5, _last() - 4
    _without_triggers()
    sequences = dict(db.session.execute(select(AuditEvent.id, AuditEvent.sequence)).all())
    for key, sequence in ((first, -1), (second, sequences[first]), (first, sequences[second])):
        db.session.execute(update(AuditEvent).where(AuditEvent.id == key).values(sequence=sequence))
    assert f"event {second} " in verify().fault


def test_removed_subject_or_altered_content_is_found(trail: Path) -> None:
    target = _last() - 3
    _without_triggers()
    db.session.execute(delete(AuditSubject).where(AuditSubject.event_id == target))
    assert f"event {target} " in verify().fault


def test_destroyed_content_leaves_the_chain_whole(trail: Path) -> None:
    people = db.session.scalars(select(AuditSubject.person_id)).all()
    destroy_keys(people)
    settle()
    assert verify().fault == ""


def test_what_was_undone_is_not_in_the_trail_but_looks_and_refusals_are(work: None) -> None:
    police = make.actor()
    settle()
    record(Event.PERSON_ADDED, police)
    record(Event.REFUSED, police, endpoint="people.add_person", reason="no")
    record(Event.PERSON_READ, police, page="summary")
    db.session.rollback()
    forget_undone()
    assert [one.event for one in waiting(db.session())] == [Event.REFUSED, Event.PERSON_READ]


def test_event_takes_exactly_its_keys(work: None) -> None:
    with pytest.raises(TypeError, match=r"person\.read takes"):
        record(Event.PERSON_READ, None)
    with pytest.raises(TypeError, match=r"person\.read takes"):
        record(Event.PERSON_READ, None, page="x", name="y")


def _remove(event_id: int) -> None:
    _without_triggers()
    db.session.execute(delete(AuditSubject).where(AuditSubject.event_id == event_id))
    db.session.execute(delete(AuditContent).where(AuditContent.event_id == event_id))
    db.session.execute(delete(AuditEvent).where(AuditEvent.id == event_id))
