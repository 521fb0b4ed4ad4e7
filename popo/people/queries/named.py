"""Whom records are about, by the names that drafts bear: references, and keys of rows."""

import re
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import not_, select

from popo.access.actor import Actor
from popo.db import Model, db
from popo.people.about import AboutPerson
from popo.people.models import Person
from popo.people.policy import visible_to

_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def unseen_names(actor: Actor, names: Collection[str]) -> set[str]:
    """Those of the names that are about somebody of whom the actor sees nothing."""
    references = select(Person.reference, Person.id).where(Person.reference.in_(names))
    about: dict[str, UUID] = dict(iter(db.session.execute(references)))
    about |= _rows_named(names)
    unseen = select(Person.id).where(Person.id.in_(set(about.values())), not_(visible_to(actor)))
    people = set(db.session.scalars(unseen))
    return {name for name, person_id in about.items() if person_id in people}


def _rows_named(names: Iterable[str]) -> dict[str, UUID]:
    """By the key of a row in any table about people, as text, whom it is about."""
    keys = [UUID(name) for name in names if _KEY.fullmatch(name)]
    found: dict[str, UUID] = {}
    for model in _about_people() if keys else []:
        rows = select(model.id, model.person_id).where(model.id.in_(keys))
        found |= {str(key): person_id for key, person_id in db.session.execute(rows)}
    return found


def _about_people() -> list[type[Any]]:
    models = (mapper.class_ for mapper in Model.registry.mappers)
    return [model for model in models if issubclass(model, AboutPerson)]
