"""How needs, plans and support are said, and who will read what is written."""

from popo.access.actor import Actor
from popo.contacts.wording import seen_by
from popo.keys.models import Compartment
from popo.people.about import Handling
from popo.plans.models import (
    NeedLevel,
    ObjectiveOutcome,
    Pathway,
    PersonView,
    PlanStatus,
    SupportResult,
    SupportStatus,
)

PATHWAYS = {pathway.value: pathway.words for pathway in Pathway}
LEVELS = {level.value: level.words for level in NeedLevel}
OUTCOMES = {outcome.value: outcome.words for outcome in ObjectiveOutcome}
STATUS_WORDS = {
    PlanStatus.DRAFT: ("Draft", "waiting"),
    PlanStatus.AGREED: ("In force", "good"),
    PlanStatus.REVIEWED: ("Reviewed", "quiet"),
    PlanStatus.ENDED: ("Ended", "ink"),
    PlanStatus.WITHDRAWN: ("Withdrawn", "quiet"),
}
LEVEL_TONES = {
    NeedLevel.NONE: "quiet",
    NeedLevel.SOME: "plain",
    NeedLevel.SIGNIFICANT: "waiting",
    NeedLevel.NOT_KNOWN: "quiet",
}
OUTCOME_TONES = {
    ObjectiveOutcome.ACHIEVED: "good",
    ObjectiveOutcome.PARTLY_ACHIEVED: "plain",
    ObjectiveOutcome.NOT_ACHIEVED: "bad",
    ObjectiveOutcome.NO_LONGER_POSSIBLE: "quiet",
}
VIEWS = {
    PersonView.SIGNED.value: "Signed it",
    PersonView.AGREED.value: "Agreed, did not sign",
    PersonView.DISAGREED.value: "Did not agree",
}
STEPS = {
    SupportStatus.STARTED.value: "Started",
    SupportStatus.SUSTAINED.value: "Still going some weeks on",
    SupportStatus.ENDED.value: "Ended",
}
RESULTS = {
    SupportResult.COMPLETED.value: "Completed",
    SupportResult.LEFT_EARLY.value: "Left early",
    SupportResult.NOT_ACCEPTED.value: "The service did not take them",
    SupportResult.NO_LONGER_NEEDED.value: "No longer needed",
    SupportResult.NO_LONGER_POSSIBLE.value: "No longer possible",
}
SUPPORT_TONES = {
    SupportStatus.NOT_AVAILABLE: "bad",
    SupportStatus.REFERRED: "waiting",
    SupportStatus.STARTED: "plain",
    SupportStatus.SUSTAINED: "good",
    SupportStatus.ENDED: "quiet",
}


def who_reads(actor: Actor) -> dict[str, str]:
    """Two sentences, for what holds health information and for what does not."""
    return {
        kind: seen_by(Handling.ACTION_GROUP, compartment, actor.agency_name, actor.agency_kind)
        for kind, compartment in (("core", Compartment.CORE), ("health", Compartment.HEALTH))
    }


HEALTH_HINT = (
    "Tick this for treatment, tests, diagnoses and medication. It can be ticked under Health, and "
    "Drugs and alcohol"
)
