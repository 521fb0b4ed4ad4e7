from datetime import timedelta

import pytest
from sqlalchemy import text

from popo import clock
from popo.db import db
from popo.drafts.models import Draft
from popo.drafts.queries import find_draft, get_draft, list_drafts
from popo.drafts.services import AlreadySent, discard_draft, forget_expired, mark_sent, save_draft
from popo.drafts.typed import LONGEST, fields_in, resumed
from tests import make
from tests.drafts.make_drafts import FORM, draft, key, typed


def test_save_draft_keeps_the_newest_text_under_one_key(work: None) -> None:
    actor, idempotency = make.actor(), key()
    save_draft(actor, typed(idempotency, "half"))
    save_draft(actor, typed(idempotency, "half a sentence"))
    (held,) = list_drafts(actor)
    assert held.fields == {"given": ["half a sentence"]}
    assert held.characters == len("half a sentence")
    assert held.expires_at - held.saved_at == timedelta(days=14)


def test_a_draft_is_sealed(work: None) -> None:
    draft(make.actor(), "Sherbourne Terrace")
    (held,) = db.session.execute(text("SELECT fields FROM drafts")).scalars().all()
    assert b"Sherbourne" not in bytes(held)


def test_another_users_draft_is_invisible(work: None) -> None:
    owner = make.user()
    mine, colleague = make.actor(of=owner.agency), make.actor(of=owner.agency)
    held = draft(mine, about="LUT-0001")
    assert find_draft(mine, FORM, "LUT-0001") is held
    assert find_draft(colleague, FORM, "LUT-0001") is None
    assert get_draft(colleague, held.id) is None
    assert list_drafts(colleague) == []
    discard_draft(colleague, held)
    assert get_draft(mine, held.id) is held


def test_the_same_key_of_another_user_is_another_draft(work: None) -> None:
    mine, other, idempotency = make.actor(), make.actor(), key()
    save_draft(mine, typed(idempotency, "mine"))
    mark_sent(other, idempotency)
    (held,) = list_drafts(mine)
    assert held.fields == {"given": ["mine"]}


def test_find_draft_keeps_records_apart_and_takes_the_newest(work: None) -> None:
    actor = make.actor()
    draft(actor, about="LUT-0001")
    older = draft(actor, "older", "LUT-0002")
    older.saved_at -= timedelta(hours=1)
    newest = draft(actor, "newest", "LUT-0002")
    assert find_draft(actor, FORM, "LUT-0002") is newest
    assert find_draft(actor, "contacts.log_contact", "LUT-0002") is None


def test_mark_sent_empties_the_draft_and_refuses_a_late_one(work: None) -> None:
    actor, idempotency = make.actor(), key()
    held = save_draft(actor, typed(idempotency))
    assert mark_sent(actor, idempotency)
    assert held.fields is None
    with pytest.raises(AlreadySent):
        save_draft(actor, typed(idempotency, "late"))
    assert list_drafts(actor) == []


def test_mark_sent_refuses_the_first_autosave_if_it_is_late(work: None) -> None:
    actor, idempotency = make.actor(), key()
    assert mark_sent(actor, idempotency)
    with pytest.raises(AlreadySent):
        save_draft(actor, typed(idempotency, "late"))


def test_mark_sent_says_when_a_form_is_sent_twice(work: None) -> None:
    actor, idempotency = make.actor(), key()
    assert mark_sent(actor, idempotency)
    assert not mark_sent(actor, idempotency)


def test_drafts_expire(work: None) -> None:
    actor = make.actor()
    old, young = draft(actor, "old"), draft(actor, "young")
    old.expires_at = clock.now()
    young.expires_at = clock.now() + timedelta(minutes=1)
    assert list_drafts(actor) == [young]
    assert forget_expired() == 1
    db.session.expire_all()
    assert db.session.query(Draft).all() == [young]


def test_resumed_goes_on_under_the_same_key(work: None) -> None:
    held = save_draft(make.actor(), typed(key(), "half"))
    again = resumed(held)
    assert (again["given"], again["idempotency"]) == ("half", held.idempotency)


def test_fields_in_takes_lists_of_text_only() -> None:
    assert fields_in({"note": ["a"], "csrf_token": ["x"], "idempotency": ["y"]}) == {"note": ["a"]}
    assert fields_in({"note": "a"}) is None
    assert fields_in({"note": [1]}) is None
    assert fields_in({"note": ["a" * LONGEST]}) is None
