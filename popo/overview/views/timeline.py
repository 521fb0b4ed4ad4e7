"""The whole timeline of a person: looked through, searched and pinned."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.overview import services, story
from popo.overview.blueprint import blueprint
from popo.overview.forms import PinEntryForm, SearchTimelineForm
from popo.overview.timeline import by_day
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done

Answer = Response | str | tuple[str, int]
_CHOICES = ("part", "major", "detail")


@blueprint.route("/people/<string:reference>/timeline", methods=["GET", "POST"])
@requires(Permission.PERSON_READ)
def show_timeline(reference: str) -> Answer:
    """Searching posts, so that no word looked for stands in an address."""
    person = _person(reference, SightLevel.READ)
    form = SearchTimelineForm()
    hits = None
    if form.validate_on_submit():
        hits = services.search_timeline(actor(), person, form.details())
    else:
        looked_at(actor(), person, "timeline")
    filters, page = _filters(), _page()
    most = page * story.PAGE + 1 if hits is None else 0
    entries = story.entries_of(person, actor(), filters, most)
    shown = entries[(page - 1) * story.PAGE : page * story.PAGE]
    pins = story.pinned(person, actor()) if hits is None else []
    answer = render_template(
        "overview/show_timeline.html",
        person=person,
        tab="timeline",
        form=form,
        hits=hits,
        days=by_day(shown, story.PAGE),
        pins=pins,
        pinners=users_by_id({pin.pinned_by_id for pin, _ in pins}),
        parts=story.PARTS,
        filters=filters,
        page=page,
        more=len(entries) > page * story.PAGE,
        detail="detail" in request.args,
        may_pin=actor().can(Permission.CASE_EDIT)
        and get_person(reference, actor(), SightLevel.WORK) is not None,
        href=_href(reference),
    )
    return answer, 422 if form.errors else 200


@blueprint.route("/people/<string:reference>/timeline/<uuid:key>/pin", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def pin_entry(reference: str, key: UUID) -> Answer:
    person = _person(reference, SightLevel.WORK)
    entry = story.entries_among({key}, person, actor()).get(key)
    if entry is None:
        refuse_sight("entry")
    form = PinEntryForm()
    if form.validate_on_submit():
        services.pin_entry(actor(), person, entry.key, form.details())
        done("Pinned: it stands at the top of the timeline.")
        return redirect(url_for("overview.show_timeline", reference=reference))
    looked_at(actor(), person, "pin entry")
    page = render_template(
        "overview/pin_entry.html", person=person, tab="timeline", form=form, entry=entry
    )
    return page, 422 if form.errors else 200


@blueprint.post("/people/<string:reference>/timeline/<uuid:key>/unpin")
@requires(Permission.CASE_EDIT)
def unpin_entry(reference: str, key: UUID) -> Answer:
    person = _person(reference, SightLevel.WORK)
    pin = next((pin for pin, _ in story.pinned(person, actor()) if pin.id == key), None)
    if pin is None:
        refuse_sight("pin")
    services.unpin_entry(actor(), person, pin)
    done("Taken off.")
    return redirect(url_for("overview.show_timeline", reference=reference))


def _person(reference: str, level: SightLevel) -> Person:
    found = get_person(reference, actor(), level)
    if found is None:
        refuse_sight(reference)
    return found


def _filters() -> story.Filters:
    part = request.args.get("part", "")
    return story.Filters(part if part in story.PARTS else "", "major" in request.args)


def _page() -> int:
    return min(max(1, request.args.get("page", 1, type=int)), story.MOST_PAGES)


def _href(reference: str) -> Callable[..., str]:
    """The same page with something else chosen; what is given as None is left out."""
    kept = {name: request.args[name] for name in _CHOICES if name in request.args}

    def href(**changes: Any) -> str:
        return url_for("overview.show_timeline", reference=reference, **(kept | changes))

    return href
