from uuid import UUID

from flask import redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.cases.queries import open_case_of
from popo.errors import RuleBroken, StaleVersion
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.selection import services
from popo.selection.forms.after_watch import FINDINGS, RecordWatchForm
from popo.selection.forms.decisions import ENDS
from popo.selection.models import Finding
from popo.selection.queries.after_watch import (
    Watched,
    came_back,
    due_watches,
    get_watch,
    watches_of,
)
from popo.selection.views.common import Answer, conflict_page, page, person_page, selection
from popo.selection.views.panel import is_new, open_drafted
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@selection.get("/after-watch")
@requires(Permission.CASE_EDIT)
def list_watches() -> Answer:
    rows = due_watches(actor())
    people = [row.person.id for row in rows]
    looked_at_list(actor(), people, "after-watch")
    return page("list_watches", rows=rows, names=names_of(people, actor()), end_words=ENDS)


@selection.route("/after-watch/<uuid:watch_id>", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def record_watch(watch_id: UUID) -> Answer:
    found = get_watch(watch_id, actor())
    if found is None:
        refuse_sight("after-watch")
    watch, person = found.watch, found.person
    finding = Finding.RE_SELECTED if came_back(watch) else None
    data = {"version": watch.version, "finding": finding}
    form = open_drafted(RecordWatchForm, str(watch_id), data)
    if form.validate_on_submit():
        if not is_new(form):
            return redirect(url_for(".list_watches"))
        try:
            services.record_watch(actor(), watch, *form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(found, form)
        else:
            done(f"The check on {person.reference} is written down. Nothing was reopened.")
            return redirect(url_for(".list_watches"))
    return person_page(
        "record_watch",
        person,
        form=form,
        found=found,
        others=[row for row in watches_of(person, actor()) if row.id != watch.id],
        is_back=open_case_of(person) is not None,
        end_words=ENDS,
        finding_words=FINDINGS,
    )


def _overtaken(found: Watched, form: RecordWatchForm) -> tuple[str, int]:
    finding, words = form.details()
    watch = found.watch
    theirs = FINDINGS[watch.finding.value] if watch.finding else ""
    fields = [
        ("What is known", "", theirs, FINDINGS[finding.value]),
        ("In words", "", watch.words or "", words),
    ]
    href = url_for(".list_watches")
    return conflict_page(found.person, fields, href)
