"""What a contact brought to light of where and how somebody is reached."""

from collections.abc import Iterable
from dataclasses import dataclass

from popo.access.actor import Actor
from popo.errors import RuleBroken
from popo.people.models import AddressKind, Person
from popo.people.services import add_address, add_phone


@dataclass(frozen=True)
class KeptAddress:
    kind: AddressKind
    lines: str
    postcode: str


def keep_details(
    actor: Actor, person: Person, phones: Iterable[str], address: KeptAddress | None, source: str
) -> None:
    """Adds numbers, and an address, to the person's details."""
    numbers = list(phones)
    if not numbers and address is None:
        raise RuleBroken("Tick a number, or enter an address.")
    for number in numbers:
        add_phone(actor, person, number, source)
    if address is not None:
        add_address(actor, person, address.kind, address.lines, address.postcode, source)
