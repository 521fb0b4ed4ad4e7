"""How contacts are written about, and who will see one, in words."""

from popo.contacts.models import ContactType, Outcome
from popo.keys.models import Compartment
from popo.people.about import AssertionKind, Handling
from popo.people.policy import CRIMINAL_JUSTICE

TYPE_WORDS = {kind: kind.value.replace("_", " ").capitalize() for kind in ContactType}

OUTCOME_WORDS = {
    Outcome.KEPT: "Kept",
    Outcome.MISSED_NOT_JUDGED: "Missed",
    Outcome.MISSED_ACCEPTABLE: "Missed, acceptable",
    Outcome.MISSED_NOT_ACCEPTABLE: "Missed, not acceptable",
    Outcome.PLANNED: "Planned",
    Outcome.CANCELLED: "Cancelled",
}
OUTCOMES_BY_TYPE = {
    ContactType.HOME_VISIT: {Outcome.KEPT: "Seen", Outcome.MISSED_NOT_JUDGED: "Not in"},
    ContactType.PHONE: {Outcome.KEPT: "Spoke", Outcome.MISSED_NOT_JUDGED: "No answer"},
    ContactType.STREET: {Outcome.KEPT: "Seen", Outcome.MISSED_NOT_JUDGED: "Not seen"},
    ContactType.DRUG_TEST: {Outcome.KEPT: "Test taken", Outcome.MISSED_NOT_JUDGED: "Not taken"},
    ContactType.CURFEW_CHECK: {Outcome.KEPT: "In", Outcome.MISSED_NOT_JUDGED: "Out"},
    ContactType.COURT: {Outcome.KEPT: "Attended", Outcome.MISSED_NOT_JUDGED: "Did not attend"},
}
"""What the choices are called for a type, where that says more than kept and missed."""

JUDGED = frozenset({Outcome.MISSED_ACCEPTABLE, Outcome.MISSED_NOT_ACCEPTABLE})

KIND_WORDS = {
    AssertionKind.FACT: "Fact",
    AssertionKind.ASSESSMENT: "Assessment",
    AssertionKind.INTELLIGENCE: "Intelligence gist",
}

_JUSTICE = "police, probation, prisons and youth offending"
_CLEARED = {
    Compartment.HEALTH: "those cleared for health records",
    Compartment.INTELLIGENCE: "those cleared for intelligence",
}


def seen_by(handling: Handling, compartment: Compartment, agency: str, kind: str) -> str:
    """One or two sentences; `agency` and `kind` are of the agency that records it."""
    if handling is Handling.OWN_AGENCY:
        return f"Seen by {agency} only."
    within = f" in {_JUSTICE}" if handling is Handling.CRIMINAL_JUSTICE else ""
    if compartment in _CLEARED:
        return f"Seen by {agency}, and by {_CLEARED[compartment]}{within}. Nobody else will see it."
    if handling is Handling.CRIMINAL_JUSTICE:
        them = _JUSTICE if kind in CRIMINAL_JUSTICE else f"{agency}, {_JUSTICE}"
        others = (
            "Other" if kind not in CRIMINAL_JUSTICE else "Health, housing, council and voluntary"
        )
        return f"Seen by {them}. {others} agencies will not see this."
    return "Seen by the Action Group: every agency that works with this person."
