"""The trail on pages: of one person, and of the whole scheme for those who oversee it."""

from flask import abort, render_template, request

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.audit.events import Operation
from popo.meetings.queries import told_about
from popo.overview.banner import may_read_history
from popo.overview.blueprint import blueprint
from popo.overview.trail import look_at_history, look_at_trail
from popo.people.models import SightLevel
from popo.people.queries import get_person
from popo.web.current import actor
from popo.web.guard import refuse_sight


@blueprint.get("/people/<string:reference>/history")
@requires(Permission.PERSON_READ)
def history(reference: str) -> str:
    """Who changed the record, and who looked at it."""
    found = get_person(reference, actor(), SightLevel.READ)
    if found is None:
        refuse_sight(reference)
        raise AssertionError
    if not may_read_history(found):
        abort(403)
    lines = look_at_history(actor(), found.id)
    changed = [line for line in lines if line.operation != Operation.CONSULTATION]
    looked = [line for line in lines if line.operation == Operation.CONSULTATION]
    told = told_about(found, actor())
    return render_template(
        "overview/history.html",
        person=found,
        tab="history",
        changed=changed,
        looked=looked,
        told=told,
        users=users_by_id({row.told_user_id for row, *_ in told if row.told_user_id}),
    )


@blueprint.get("/trail")
@requires(Permission.TRAIL_READ)
def trail() -> str:
    """What happened in the scheme, newest first, without content."""
    kind, reference = request.args.get("kind", ""), request.args.get("reference", "")
    sought = reference.strip().upper()
    return render_template(
        "overview/trail.html",
        lines=look_at_trail(actor(), kind, sought),
        kinds={operation.value: operation.value.replace("_", " ") for operation in Operation},
        chosen=kind,
        reference=sought,
    )
