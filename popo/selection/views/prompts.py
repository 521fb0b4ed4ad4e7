"""Who may be ready to leave, and why; what waits for an answer; what to do about it."""

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies, users_by_id
from popo.cases.models import CaseEnd
from popo.cases.policy import strands_open_to
from popo.errors import RuleBroken
from popo.meetings.queries import next_meeting
from popo.people.models import Person
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.selection import services
from popo.selection.forms.decisions import ENDS
from popo.selection.forms.exits import PutOffPromptForm
from popo.selection.measures_exits import exit_summaries
from popo.selection.prompts import Rule
from popo.selection.queries.decisions import waiting_de_selections
from popo.selection.queries.prompts import Prompted, people_of, prompted, prompted_cases
from popo.selection.services.de_selection import AT_ONCE
from popo.selection.views.common import Answer, page, person_named, person_page, selection
from popo.web.current import actor
from popo.web.notices import done, warn

RULE_WORDS = {
    Rule.DIED: "Death",
    Rule.WRONG_PERSON: "Wrong person",
    Rule.QUIET: "Quiet at liberty",
    Rule.LONG_CUSTODY: "Long custody",
    Rule.MOVED: "Moved away",
    Rule.OTHER_LEAD: "Another lead",
    Rule.BELOW_THRESHOLD: "Below the threshold",
    Rule.NO_CAPACITY: "Capacity",
    Rule.REVIEW_OVERDUE: "Review",
}


@selection.get("/de-selections")
@requires(Permission.COHORT_READ)
def list_de_selections() -> Answer:
    rows, waiting = prompted_cases(actor()), waiting_de_selections(actor())
    people = people_of(waiting, actor())
    shown = {row.person.id for row in rows} | set(people)
    looked_at_list(actor(), shown, "de-selections")
    return page(
        "list_de_selections",
        ready=sorted((row for row in rows if row.reasons), key=_what_is_asked_first),
        overdue=[row for row in rows if row.prompts and not row.reasons],
        put_off=[row for row in rows if row.put_off],
        unjudged=[row for row in rows if row.unjudged],
        escalated=[row for row in waiting if row.dissenting()],
        waiting=[row for row in waiting if not row.dissenting()],
        people=people,
        names=names_of(shown, actor()),
        agencies={agency.id: agency.short_name for agency in list_agencies()},
        next_meeting=next_meeting(),
        summaries=exit_summaries(clock.today(), strands_open_to(actor())),
        end_words=ENDS,
        rule_words=RULE_WORDS,
    )


@selection.route("/people/<string:reference>/prompts", methods=["GET", "POST"])
@requires(Permission.COHORT_READ)
def put_off_prompt(reference: str) -> Answer:
    """What the record prompts about one person, and "not now" to one of the questions."""
    person = person_named(reference)
    found = _prompted(person)
    form = PutOffPromptForm(data=_usual(found))
    form.offer(found.prompts)
    if form.validate_on_submit():
        rule, reason, ask_again_on = form.details()
        try:
            services.put_off_prompt(actor(), found, rule, reason, ask_again_on)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"Not now, for {reference}. It is asked again on the day you chose.")
            return redirect(url_for(".list_de_selections"))
    return person_page(
        "put_off_prompt",
        person,
        form=form,
        found=found,
        next_meeting=next_meeting(),
        users=users_by_id(each.answer.answered_by_id for each in found.put_off),
        at_once=AT_ONCE,
        moved=CaseEnd.MOVED,
        rule_words=RULE_WORDS,
    )


@selection.post("/people/<string:reference>/prompts/agenda")
@requires(Permission.COHORT_READ)
def put_leaving_on_agenda(reference: str) -> Response:
    found = _prompted(person_named(reference))
    try:
        services.put_leaving_on_agenda(actor(), found)
    except RuleBroken as broken:
        warn(broken.message)
    else:
        done(f"Whether {reference} is ready to leave is on the agenda.")
    return redirect(url_for(".list_de_selections"))


def _what_is_asked_first(row: Prompted) -> tuple[int, str]:
    """A death before a quiet half-year: the order in which rules are listed."""
    rules = list(Rule)
    return min(rules.index(prompt.rule) for prompt in row.prompts), row.person.reference


def _prompted(person: Person) -> Prompted:
    return prompted(person, actor()) or abort(404)


def _usual(found: Prompted) -> dict[str, object]:
    only = found.prompts[0].rule if len(found.prompts) == 1 else None
    return {"rule": only, "ask_again_on": clock.months_after(clock.today(), 3)}


def grounds_of(found: Prompted | None) -> str:
    """The evidence of what prompts leaving, for a proposal to begin with."""
    lines: list[str] = []
    for prompt in found.prompts if found else ():
        if prompt.rule is not Rule.REVIEW_OVERDUE:
            lines += [f"{prompt.words}.", *prompt.evidence, *prompt.left_out]
    return "\n".join(lines)
