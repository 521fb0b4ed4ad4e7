"""One registration at a time: who is another scheme's is neither nominated nor selected here."""

from popo import clock
from popo.errors import RuleBroken
from popo.people.models import Person
from popo.selection.queries.hosting import home_scheme_of, hosting_of
from popo.selection.queries.transfers import get_other_scheme, home_of, open_transfer_of


def why_elsewhere(person: Person) -> str:
    """Why another scheme stays responsible, in words; nothing where none does."""
    hosting = hosting_of(person.id)
    if hosting is not None:
        home = home_scheme_of(hosting)
        return f"This person is registered with {home.name} and hosted here. Ask for a transfer."
    if open_transfer_of(person.id) is not None:
        return "Another scheme offers us this person: decide on the transfer."
    home_id = home_of(person.id, clock.now())
    scheme = get_other_scheme(home_id) if home_id else None
    if scheme is None:
        return ""
    return f"{scheme.name} is responsible for this person since a transfer: they offer one back."


def check_not_elsewhere(person: Person) -> None:
    if why := why_elsewhere(person):
        raise RuleBroken(why)
