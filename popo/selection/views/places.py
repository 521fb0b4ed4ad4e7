"""All about selection on one page, in the order a case takes."""

from dataclasses import dataclass

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.selection.views.common import Answer, page, selection


@dataclass(frozen=True)
class _Place:
    """A list, for those who hold the permission, and what somebody goes there for."""

    text: str
    endpoint: str
    permission: Permission
    words: str


P = Permission

GROUPS: tuple[tuple[str, tuple[_Place, ...]], ...] = (
    (
        "Coming on",
        (
            _Place(
                "Nominations",
                "selection.list_nominations",
                P.NOMINATION_MAKE,
                "Who is proposed, who looks at it, what your agency was told.",
            ),
            _Place(
                "Ranked candidates",
                "selection.list_candidates",
                P.COHORT_READ,
                "Scores against the threshold, and how many places are free.",
            ),
            _Place(
                "The agreed criteria",
                "selection.list_criteria",
                P.CRITERIA_READ,
                "What counts and how much; drafts, and what agencies say of them.",
            ),
        ),
    ),
    (
        "On the scheme",
        (
            _Place(
                "Markers of your agency",
                "selection.list_markers",
                P.CASE_EDIT,
                "Flags to set or to take off in your own system, and the monthly check.",
            ),
            _Place(
                "Who is still to be told",
                "selection.list_telling",
                P.COHORT_READ,
                "People not told of their selection, and reasons to look at again.",
            ),
            _Place(
                "Scores for the agenda",
                "selection.table_moves",
                P.DECISION_RECORD,
                "Scores that moved far enough for the panel to hear of it.",
            ),
            _Place(
                "Overrides of scorings",
                "selection.list_overrides",
                P.DECISION_RECORD,
                "How often, by whom and in which direction scores are overridden.",
            ),
        ),
    ),
    (
        "Leaving and moving",
        (
            _Place(
                "Who may be ready to leave",
                "selection.list_de_selections",
                P.COHORT_READ,
                "What the record asks about each case, and proposals that wait.",
            ),
            _Place(
                "Checks after leaving",
                "selection.list_watches",
                P.CASE_EDIT,
                "Quiet checks 3, 6 and 12 months after somebody left.",
            ),
            _Place(
                "Transfers",
                "selection.list_transfers",
                P.COHORT_READ,
                "Offers to and from other schemes, and who owns whom.",
            ),
            _Place(
                "Hosted",
                "selection.list_hosted",
                P.PERSON_READ,
                "People of other schemes whose offending reaches here.",
            ),
        ),
    ),
    (
        "Putting right",
        (
            _Place(
                "Challenges",
                "selection.list_challenges",
                P.CHALLENGE_ANSWER,
                "Decisions somebody asked to have looked at again.",
            ),
            _Place(
                "Records to correct",
                "selection.list_corrections",
                P.CASE_EDIT,
                "What your agency was told of somebody selected in error.",
            ),
            _Place(
                "Selected in error",
                "selection.list_errors",
                P.CORRECTION_OVERSEE,
                "Whether every agency has put its record right.",
            ),
            _Place(
                "Destroyed",
                "selection.list_destroyed",
                P.DESTRUCTION_READ,
                "Nominations that ran out, with the proof that nothing is left.",
            ),
            _Place(
                "Fairness",
                "selection.monitor_fairness",
                P.FAIRNESS_READ,
                "Who is selected, overridden and let go, by group, with intervals.",
            ),
        ),
    ),
)


@selection.get("/selection")
@requires(Permission.NOMINATION_MAKE)
def show_places() -> Answer:
    return page("show_places", groups=GROUPS)
