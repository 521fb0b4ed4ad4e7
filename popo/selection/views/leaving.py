"""What the selection page of a person says about leaving."""

from typing import Any

from popo.access.permissions import Permission
from popo.people.models import Person
from popo.selection.forms.after_watch import FINDINGS
from popo.selection.queries.after_watch import watches_of
from popo.selection.queries.corrections import selected_in_error
from popo.selection.queries.prompts import prompted
from popo.web.current import actor


def around_leaving(person: Person) -> dict[str, Any]:
    """Questions are for those who answer them; what was found afterwards for every reader."""
    asks = actor().can(Permission.COHORT_READ)
    return {
        "leaving": prompted(person, actor()) if asks else None,
        "watches": watches_of(person, actor()),
        "in_error": selected_in_error(person),
        "finding_words": FINDINGS,
    }
