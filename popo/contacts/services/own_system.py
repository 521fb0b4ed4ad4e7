"""What is carried into an agency's own system stands in the trail as a disclosure."""

from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.people.models import Person
from popo.settings.names import Name
from popo.settings.queries import value_of

OWN_SYSTEM = "own_agency_system"


def note_text_taken_out(
    actor: Actor, person: Person, page: str, about: tuple[str, UUID] | None = None
) -> None:
    """The text was shown ready to copy: from then on it may be anywhere."""
    record(
        Event.TEXT_TAKEN_OUT,
        actor,
        people=[person.id],
        about=about,
        page=page,
        destination=OWN_SYSTEM,
    )


def heading_for(actor: Actor, person: Person) -> list[str]:
    """Marking, whom it is about by reference, and who took it when."""
    taken = f"{actor.name}, {actor.agency_name}, {clock.written(clock.today())}"
    return [
        value_of(Name.MARKING),
        f"About {person.reference}. Copied from the scheme's record by {taken}.",
    ]
