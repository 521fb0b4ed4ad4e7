"""Whose names may stand in what was written about somebody: those near them in the record."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from popo.access.actor import Actor
from popo.contacts.models import Contact
from popo.db import db
from popo.offending.queries import together_of
from popo.people.models import Person
from popo.people.queries import links_of
from popo.people.queries.details import all_names_of


def names_near(person: Person, groups: Iterable[UUID], actor: Actor) -> tuple[list[str], list[str]]:
    """Every name of the person, and of those who were there too, linked or committed it with them.

    `groups`: of the contacts that are told of. Names the actor may not read cannot be taken out.
    """
    together = db.session.scalars(
        select(Contact.person_id).where(Contact.group_id.in_(list(groups))).distinct()
    )
    linked = (one.person.id for one in links_of(person.id, actor))
    others = {*together, *linked, *(one.other.id for one in together_of(person, actor))}
    names = all_names_of({person.id, *others}, actor)
    own = [row.full for row in names.pop(person.id, [])]
    return own, [row.full for rows in names.values() for row in rows]
