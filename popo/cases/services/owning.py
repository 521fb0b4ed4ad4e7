"""A young person's record is the youth offending service's: others work beside it, by name."""

from popo.access.actor import Actor
from popo.cases.models import SchemeCase, StrandEngagement
from popo.cases.policy import may_lead
from popo.cases.queries import running
from popo.errors import RuleBroken


def check_leads(actor: Actor, case: SchemeCase) -> None:
    """Of a case under Prevent and Deter, who works on it, its colour and its tier."""
    if not may_lead(actor, running(StrandEngagement, case)):
        raise RuleBroken(
            "The youth offending service leads the work with this young person and decides this. "
            "Log a contact, or ask whoever leads."
        )
