from uuid import uuid4

from popo.access.actor import Actor
from popo.db import db
from popo.drafts.models import Draft
from popo.drafts.services import Typed, save_draft

FORM = "people.add_person"


def key() -> str:
    return uuid4().hex


def typed(idempotency: str, text: str = "half a sentence", about: str = "") -> Typed:
    return Typed(FORM, about, idempotency, {"given": [text]})


def draft(actor: Actor, text: str = "half a sentence", about: str = "") -> Draft:
    made = save_draft(actor, typed(key(), text, about))
    db.session.flush()  # so that queries find it
    return made
