"""The list of schemes elsewhere: kept by the co-ordinator, never deleted."""

from dataclasses import dataclass

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.selection.models import OtherScheme
from popo.selection.queries.transfers import list_other_schemes


@dataclass(frozen=True)
class SchemeDetails:
    """`contact_point` is an office, or who answers there."""

    name: str
    area: str
    contact_point: str
    is_closed: bool = False


def add_other_scheme(actor: Actor, details: SchemeDetails) -> OtherScheme:
    _check_name(details, None)
    scheme = OtherScheme(name=details.name, area=details.area, contact_point=details.contact_point)
    db.session.add(scheme)
    record(Event.OTHER_SCHEME_ADDED, actor, about=(OtherScheme.__tablename__, scheme.id))
    return scheme


def edit_other_scheme(
    actor: Actor, scheme: OtherScheme, details: SchemeDetails, read_version: int
) -> None:
    """Raises StaleVersion. A closed scheme stays on what was agreed with it."""
    if scheme.version != read_version:
        raise StaleVersion
    _check_name(details, scheme)
    scheme.name, scheme.area = details.name, details.area
    scheme.contact_point = details.contact_point
    scheme.closed_on = (scheme.closed_on or clock.today()) if details.is_closed else None
    record(Event.OTHER_SCHEME_EDITED, actor, about=(OtherScheme.__tablename__, scheme.id))


def _check_name(details: SchemeDetails, own: OtherScheme | None) -> None:
    wanted = details.name.casefold()
    if any(one.name.casefold() == wanted for one in list_other_schemes() if one is not own):
        raise RuleBroken("There is a scheme of this name already.", "name")
