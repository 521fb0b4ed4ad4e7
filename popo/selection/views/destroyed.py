from flask import request

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.people.services import looked_at_list
from popo.selection.queries.destroyed import (
    A_PAGE,
    LAST_PAGE,
    destroyed_nominees,
    proofs_of_destruction,
)
from popo.selection.views.common import Answer, page, selection
from popo.web.current import actor


@selection.get("/nominations/destroyed")
@requires(Permission.DESTRUCTION_READ)
def list_destroyed() -> Answer:
    """`page` in the address is the page of the list; each proof is worked out now."""
    number = min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    found = destroyed_nominees(number)
    shown = found[:A_PAGE]
    people = [row.person.id for row in shown]
    looked_at_list(actor(), people, "destroyed nominees")
    return page(
        "list_destroyed",
        rows=shown,
        proofs=proofs_of_destruction(people),
        number=number,
        more=len(found) > A_PAGE,
    )
