"""What pages about nominations show of those who speak for one, of clocks and of challenges."""

from functools import partial
from typing import Any

from popo.accounts.queries import list_agencies, users_by_id
from popo.cases.models import Strand
from popo.people.models import Person
from popo.selection import services
from popo.selection.forms.challenges import CHALLENGE_OUTCOMES
from popo.selection.forms.triage import REFUSALS
from popo.selection.models import Nomination
from popo.selection.parts import Part, words_of
from popo.selection.policy import may_triage
from popo.selection.queries.challenges import CHALLENGEABLE, challenges_about
from popo.selection.queries.expiry import countdowns, is_destroyed
from popo.selection.queries.nominations import Nominated
from popo.selection.queries.statements import Said, statements_on, unsent_statement
from popo.settings.names import Name
from popo.settings.queries import value_of
from popo.web.current import actor
from popo.web.transaction import keep


def what_was_said(nomination: Nomination) -> dict[str, Any]:
    """Each agency's words, under its name."""
    said = statements_on(nomination, actor())
    young = nomination.strand is Strand.PREVENT_AND_DETER
    authors = {one.statement.author_id for one in said}
    if nomination.triaged_by_id is not None:
        authors.add(nomination.triaged_by_id)
    return {
        "said": said,
        "part_words": {part: words_of(part, young=young) for part in Part},
        "authors": users_by_id(authors),
        "agency_names": {agency.id: agency.name for agency in list_agencies()},
        "refusal_words": REFUSALS,
    }


def around_nomination(found: Nominated) -> dict[str, Any]:
    """All that stands on its page apart from scores and decisions; opening it reads the outcome."""
    nomination = found.nomination
    shown = what_was_said(nomination)
    _read_outcome(nomination, shown["said"])
    return {
        **shown,
        **around_person(found.person),
        "unsent": unsent_statement(nomination, actor()) if nomination.status.is_open else None,
        "triage_due": nomination.triage_due(value_of(Name.TRIAGE_WORKING_DAYS)),
        "may_triage": may_triage(actor(), nomination),
    }


def around_person(person: Person) -> dict[str, Any]:
    """When the record goes, and which decisions about the person are challenged."""
    challenges = challenges_about(person, actor())
    return {
        "countdown": countdowns([person.id], actor()).get(person.id),
        "destroyed": is_destroyed(person.id),
        "challenges": challenges,
        "challenged": {row.challenge.decision_id for row in challenges if row.challenge.is_open},
        "challengeable": CHALLENGEABLE,
        "challenge_words": CHALLENGE_OUTCOMES,
    }


def _read_outcome(nomination: Nomination, said: list[Said]) -> None:
    own = [one for one in said if one.statement.author_id == actor().user_id]
    if any(one.statement.outcome_unread for one in own):
        keep(partial(services.mark_outcome_read, actor(), nomination.id))
