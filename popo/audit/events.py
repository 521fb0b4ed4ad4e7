"""What the trail can say: each event, the operation it is in law, and the exact keys it carries."""

from enum import Enum, StrEnum


class Operation(StrEnum):
    """The six operations of section 62 of the Data Protection Act 2018, and what else is kept."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"
    SIGN_IN = "sign_in"
    REFUSAL = "refusal"
    ADMINISTRATION = "administration"


O = Operation  # noqa: E741 - a table reads better narrow


class Event(Enum):
    """Value: name, operation, the keys its details carry (never a personal value)."""

    SIGNED_IN = "account.signed_in", O.SIGN_IN, ()
    SIGN_IN_FAILED = "account.sign_in_failed", O.SIGN_IN, ("reason",)
    SIGNED_OUT = "account.signed_out", O.SIGN_IN, ()
    SESSION_ENDED = "account.session_ended", O.SIGN_IN, ("reason",)
    PASSWORD_CHANGED = "account.password_changed", O.SIGN_IN, ()
    SECOND_FACTOR_SET = "account.second_factor_set", O.SIGN_IN, ()
    USER_ADDED = "user.added", O.ADMINISTRATION, ("user", "role")
    USER_CLOSED = "user.closed", O.ADMINISTRATION, ("user",)
    USER_RESET = "user.reset", O.ADMINISTRATION, ("user",)
    CLEARANCE_GIVEN = "user.clearance_given", O.ADMINISTRATION, ("user", "clearance")
    AGENCY_ADDED = "agency.added", O.ADMINISTRATION, ("agency",)
    AGREEMENT_EDITED = (
        "agency.agreement_edited",
        O.ADMINISTRATION,
        ("agency", "signed_on", "expires_on"),
    )
    REFUSED = "access.refused", O.REFUSAL, ("endpoint", "reason")

    PEOPLE_FOUND = "people.found", O.CONSULTATION, ("count",)
    PEOPLE_LISTED = "people.listed", O.CONSULTATION, ("list", "count")
    CONTACT_POINTS_EDITED = "agency.contact_points_edited", O.ALTERATION, ("agency",)
    REMINDERS_CHOSEN = "account.reminders_chosen", O.ALTERATION, ("rhythm",)
    STOP_RECORDED = "person.stop_recorded", O.COLLECTION, ()
    STOP_UNDONE = "person.stop_undone", O.ALTERATION, ()
    TIMELINE_SEARCHED = "timeline.searched", O.CONSULTATION, ("count",)
    ENTRY_PINNED = "timeline.entry_pinned", O.COLLECTION, ()
    ENTRY_UNPINNED = "timeline.entry_unpinned", O.ALTERATION, ()
    PERSON_READ = "person.read", O.CONSULTATION, ("page",)
    PERSON_ADDED = "person.added", O.COLLECTION, ()
    PERSON_EDITED = "person.edited", O.ALTERATION, ("fields",)
    NAME_ADDED = "person.name_added", O.COLLECTION, ("kind",)
    IDENTIFIER_ADDED = "person.identifier_added", O.COLLECTION, ("kind", "valid")
    ADDRESS_ADDED = "person.address_added", O.COLLECTION, ("kind",)
    PHONE_ADDED = "person.phone_added", O.COLLECTION, ()
    MARKER_ADDED = "person.marker_added", O.COLLECTION, ("kind",)
    MARKER_REVIEWED = "person.marker_reviewed", O.ALTERATION, ("outcome",)
    DETAIL_ENDED = "person.detail_ended", O.ALTERATION, ("kind",)
    SUMMARY_WRITTEN = "person.summary_written", O.COLLECTION, ()
    PEOPLE_LINKED = "person.linked", O.COMBINATION, ("verdict",)
    DUPLICATE_FOUND = "duplicate.found", O.COMBINATION, ("score",)
    DUPLICATE_ANSWERED = "duplicate.answered", O.COMBINATION, ("answer",)
    DUPLICATE_UNDONE = "duplicate.undone", O.ALTERATION, ()
    DUPLICATE_ASKED = "duplicate.asked", O.DISCLOSURE, ()
    DUPLICATE_REPLIED = "duplicate.replied", O.DISCLOSURE, ("answer",)
    SIGHT_GRANTED = "person.sight_granted", O.ADMINISTRATION, ("level", "because")
    SIGHT_ENDED = "person.sight_ended", O.ADMINISTRATION, ("because",)
    RECORD_RESTRICTED = "person.restricted", O.ADMINISTRATION, ()
    RESTRICTION_LIFTED = "person.restriction_lifted", O.ADMINISTRATION, ()
    CONFLICT_DECLARED = "person.conflict_declared", O.ADMINISTRATION, ()
    CONFLICT_ENDED = "person.conflict_ended", O.ADMINISTRATION, ()
    CAME_OF_AGE = "person.came_of_age", O.ALTERATION, ()
    LIST_BROUGHT = "list.brought", O.COLLECTION, ("kind", "lines")
    LIST_LOOKED_THROUGH = "list.looked_through", O.COMBINATION, ("kind", "lines")
    LIST_TAKEN = "list.taken", O.COLLECTION, ("kind", "lines")
    LIST_LINE_DECIDED = "list.line_decided", O.ALTERATION, ("kind", "decision")
    LIST_UNDONE = "list.undone", O.ERASURE, ("kind", "kept")
    LIST_CANCELLED = "list.cancelled", O.ERASURE, ("kind",)
    LIST_FAILURES_TAKEN_OUT = "list.failures_taken_out", O.DISCLOSURE, ("kind", "lines")
    LIST_SOURCE_EDITED = "list.source_edited", O.ADMINISTRATION, ("kind",)
    CRIME_IMPORTED = "crime.imported", O.COLLECTION, ("kind", "months")

    CASE_OPENED = "case.opened", O.COLLECTION, ("spell",)
    CASE_CLOSED = "case.closed", O.ALTERATION, ()
    STATUS_SET = "case.status_set", O.ALTERATION, ()
    STRAND_ENGAGED = "case.strand_engaged", O.COLLECTION, ("primary",)
    ENGAGEMENT_ENDED = "case.engagement_ended", O.ALTERATION, ()
    PRIMARY_MADE = "case.primary_made", O.ALTERATION, ()
    WORKER_ASSIGNED = "case.worker_assigned", O.COLLECTION, ("user", "role")
    CASE_HANDED_OVER = "case.handed_over", O.ALTERATION, ("former", "next")
    COVER_ADDED = "case.cover_added", O.COLLECTION, ("away", "acting", "starts_on", "ends_on")
    COVER_ENDED = "case.cover_ended", O.ALTERATION, ("away", "acting", "starts_on", "ends_on")
    ASSIGNMENT_ENDED = "case.assignment_ended", O.ALTERATION, ("user", "role")
    TIER_ADDED = "tier.added", O.ADMINISTRATION, ()
    TIER_EDITED = "tier.edited", O.ADMINISTRATION, ()
    TIER_CHANGED = "case.tier_changed", O.ALTERATION, ()
    CHILDHOOD_CLOSED = "person.childhood_closed", O.ALTERATION, ()
    CHILDHOOD_OPENED = "person.childhood_opened", O.DISCLOSURE, ("parts",)
    TRANSITION_BEGUN = "transition.begun", O.COLLECTION, ()
    TRANSITION_WRITTEN = "transition.written", O.ALTERATION, ()
    TRANSITION_MET = "transition.met", O.COLLECTION, ()
    TRANSITION_PROPOSED = "transition.proposed", O.DISCLOSURE, ()
    TRANSITION_ACCEPTED = "transition.accepted", O.ALTERATION, ()
    TRANSITION_HANDED_BACK = "transition.handed_back", O.ALTERATION, ()
    TRANSITION_WITHDRAWN = "transition.withdrawn", O.ALTERATION, ()
    TRANSITION_IN_EFFECT = "transition.in_effect", O.DISCLOSURE, ()
    TRANSITION_CANCELLED = "transition.cancelled", O.ALTERATION, ()
    CASE_OVERSEEN = "case.overseen", O.COLLECTION, ()
    OVERSIGHT_CORRECTED = "case.oversight_corrected", O.ALTERATION, ()
    SAMPLE_DRAWN = "sample.drawn", O.CONSULTATION, ()
    SAMPLE_ANSWERED = "sample.answered", O.COLLECTION, ()
    SAMPLE_CLOSED = "sample.closed", O.ADMINISTRATION, ()
    TRAFFIC_LIGHT_SET = "case.traffic_light_set", O.COLLECTION, ()

    RESETTLEMENT_SAID = "resettlement.said", O.COLLECTION, ()
    RESETTLEMENT_STRUCK = "resettlement.struck", O.ALTERATION, ()
    CONSENT_GIVEN = "circumstances.consent_given", O.COLLECTION, ()
    CONSENT_WITHDRAWN = "circumstances.consent_withdrawn", O.ALTERATION, ()
    CONSENT_STOPPED = "circumstances.consent_stopped", O.ALTERATION, ()
    ADJUSTMENT_ADDED = "circumstances.adjustment_added", O.COLLECTION, ()
    CONTACT_RULE_ADDED = "circumstances.contact_rule_added", O.COLLECTION, ()
    ARRANGEMENT_ADDED = "circumstances.arrangement_added", O.COLLECTION, ()
    CIRCUMSTANCE_ENDED = "circumstances.ended", O.ALTERATION, ()

    PERSON_MOVED = "whereabouts.moved", O.COLLECTION, ()
    BASIS_SET = "whereabouts.basis_set", O.COLLECTION, ()
    BASIS_ENDED = "whereabouts.basis_ended", O.ALTERATION, ()
    KEY_DATE_SET = "whereabouts.key_date_set", O.COLLECTION, ("kind",)
    KEY_DATE_PASSED = "whereabouts.key_date_passed", O.ALTERATION, ("kind",)
    CHECKLIST_OPENED = "whereabouts.checklist_opened", O.COLLECTION, ()
    CHECKLIST_MOVED = "whereabouts.checklist_moved", O.ALTERATION, ()
    RELEASE_STEP_ENDED = "whereabouts.release_step_ended", O.ALTERATION, ()
    RELEASE_STEP_REOPENED = "whereabouts.release_step_reopened", O.ALTERATION, ()
    RELEASE_STEP_ASSIGNED = "whereabouts.release_step_assigned", O.ALTERATION, ()

    OFFENCE_EVENT_RECORDED = "offending.event_recorded", O.COLLECTION, ()
    OFFENCE_EVENT_CONCLUDED = "offending.event_concluded", O.ALTERATION, ()
    OFFENCE_EVENT_CORRECTED = "offending.event_corrected", O.ALTERATION, ()
    OFFENCE_EVENT_STRUCK = "offending.event_struck", O.ALTERATION, ()
    OFFENCE_EVENT_UNDONE = "offending.event_undone", O.ALTERATION, ()
    CONDITION_ADDED = "offending.condition_added", O.COLLECTION, ()
    CONDITION_ENDED = "offending.condition_ended", O.ALTERATION, ()
    CO_OFFENDING_RECORDED = "offending.co_offending_recorded", O.COLLECTION, ()
    CO_OFFENDING_WRONG = "offending.co_offending_wrong", O.ALTERATION, ()

    ACTION_OFFERED = "action.offered", O.COLLECTION, ("origin",)
    ACTION_ACCEPTED = "action.accepted", O.ALTERATION, ()
    ACTION_HANDED_BACK = "action.handed_back", O.ALTERATION, ()
    ACTION_ENDED = "action.ended", O.ALTERATION, ("status",)
    ACTION_REASSIGNED = "action.reassigned", O.ALTERATION, ()

    CONTACT_LOGGED = "contact.logged", O.COLLECTION, ("type", "outcome")
    CONTACT_UNDONE = "contact.undone", O.ALTERATION, ()
    CONTACT_CORRECTED = "contact.corrected", O.ALTERATION, ()
    CONTACT_OUTCOME_GIVEN = "contact.outcome_given", O.ALTERATION, ("outcome",)
    SERIES_PLANNED = "contact.series_planned", O.COLLECTION, ("count",)
    SERIES_ENDED = "contact.series_ended", O.ALTERATION, ("count",)
    SERIES_UNDONE = "contact.series_undone", O.ALTERATION, ()
    ABSENCE_ANSWERED = "contact.absence_answered", O.COLLECTION, ()

    NEED_ADDED = "need.added", O.COLLECTION, ()
    NEED_EDITED = "need.edited", O.ALTERATION, ()
    NEED_ENDED = "need.ended", O.ALTERATION, ()
    PLAN_WRITTEN = "plan.written", O.COLLECTION, ("number",)
    PLAN_AGREED = "plan.agreed", O.ALTERATION, ("number",)
    PLAN_REVIEW_BEGUN = "plan.review_begun", O.COLLECTION, ("number",)
    PLAN_WITHDRAWN = "plan.withdrawn", O.ALTERATION, ("number",)
    PLAN_ENDED = "plan.ended", O.ALTERATION, ("number",)
    PLAN_PRINTED = "plan.printed", O.DISCLOSURE, ("number",)
    OBJECTIVE_ADDED = "objective.added", O.COLLECTION, ()
    OBJECTIVE_EDITED = "objective.edited", O.ALTERATION, ()
    OBJECTIVE_KEPT = "objective.kept", O.ALTERATION, ()
    OBJECTIVE_REMOVED = "objective.removed", O.ALTERATION, ()
    OBJECTIVE_ENDED = "objective.ended", O.ALTERATION, ("outcome",)
    OBJECTIVE_HANDED_OVER = "objective.handed_over", O.ALTERATION, ()
    SUPPORT_REFERRED = "support.referred", O.COLLECTION, ("status",)
    SUPPORT_NOTED = "support.noted", O.ALTERATION, ("status",)
    SERVICE_ADDED = "service.added", O.ADMINISTRATION, ()
    SERVICE_EDITED = "service.edited", O.ADMINISTRATION, ()
    DEFAULT_OWNER_SET = "agency.default_owner_set", O.ADMINISTRATION, ("agency", "user")

    UPDATE_PREPARED = "update.prepared", O.ADMINISTRATION, ("month", "number")
    UPDATE_EDITED = "update.edited", O.ALTERATION, ("month", "number")
    UPDATE_SIGNED_OFF = "update.signed_off", O.ADMINISTRATION, ("month", "number")
    UPDATE_PUBLISHED = "update.published", O.ADMINISTRATION, ("month", "number")
    UPDATE_RESTATED = "update.restated", O.ADMINISTRATION, ("month", "number")
    UPDATE_EXPORTED = "update.exported", O.DISCLOSURE, ("month", "number", "form")
    UPDATE_VERIFIED = "update.verified", O.CONSULTATION, ("month", "number", "differences")

    MEETING_ADDED = "meeting.added", O.ADMINISTRATION, ("body",)
    MEETING_CONFIRMED = "meeting.confirmed", O.ADMINISTRATION, ()
    MEETING_CANCELLED = "meeting.cancelled", O.ADMINISTRATION, ()
    AGENDA_ITEM_ADDED = "meeting.item_added", O.COLLECTION, ()
    ATTENDANCE_NOTED = "meeting.attendance_noted", O.ALTERATION, ("user",)
    MINUTE_WRITTEN = "meeting.minute_written", O.COLLECTION, ("addendum",)

    CHECKLIST_TEMPLATE_CHANGED = "checklist.template_changed", O.ADMINISTRATION, ("number",)
    CHECKLIST_ITEM_SAID = "checklist.item_said", O.ALTERATION, ("status",)
    GROUP_PLAN_DRAFTED = "group_plan.drafted", O.ADMINISTRATION, ("number",)
    GROUP_PLAN_AGREED = "group_plan.agreed", O.ADMINISTRATION, ("number",)
    GROUP_TARGET_WRITTEN = "group_plan.target_written", O.ALTERATION, ()
    GROUP_TARGET_REMOVED = "group_plan.target_removed", O.ALTERATION, ()
    GROUP_TARGET_PROGRESS = "group_plan.progress_said", O.COLLECTION, ("progress",)
    RESOURCE_ASKED = "resource.asked", O.COLLECTION, ()
    RESOURCE_ASKED_AGAIN = "resource.edited", O.ALTERATION, ()
    RESOURCES_SENT = "resource.sent", O.DISCLOSURE, ("month", "count")
    RESOURCE_ANSWERED = "resource.answered", O.ALTERATION, ("answer",)
    STEER_RECORDED = "steer.recorded", O.COLLECTION, ()
    STEER_EDITED = "steer.edited", O.ALTERATION, ()
    STEER_TURNED = "steer.turned_into_action", O.COLLECTION, ()
    STEER_ANSWERED = "steer.answered", O.ALTERATION, ()

    CRITERIA_DRAFTED = "criteria.drafted", O.ADMINISTRATION, ("kind", "number")
    CRITERIA_EDITED = "criteria.edited", O.ADMINISTRATION, ("kind", "number")
    CRITERIA_CONSULTED = "criteria.consulted", O.ADMINISTRATION, ("kind", "number", "until")
    CRITERIA_CONSULTATION_MOVED = (
        "criteria.consultation_moved",
        O.ADMINISTRATION,
        ("kind", "number", "until"),
    )
    CRITERIA_COMMENTED = "criteria.commented", O.ADMINISTRATION, ("kind", "number")
    CRITERIA_COMMENT_ANSWERED = "criteria.comment_answered", O.ADMINISTRATION, ("kind", "number")
    CRITERIA_ADOPTED = "criteria.adopted", O.ADMINISTRATION, ("kind", "number", "digest")
    FAIRNESS_OPENED = "fairness.opened", O.CONSULTATION, ("kind", "number")
    FAIRNESS_READ = "fairness.read", O.CONSULTATION, ("list",)
    FAIRNESS_ANSWERED = "fairness.answered", O.ADMINISTRATION, ("kind", "number", "ratios")
    IMPACT_ASSESSMENT_EXPORTED = (
        "fairness.assessment_exported",
        O.DISCLOSURE,
        ("kind", "number", "form"),
    )
    PERSON_NOMINATED = "nomination.made", O.COLLECTION, ()
    NOMINATION_JOINED = "nomination.joined", O.COLLECTION, ()
    NOMINATION_TRIAGED = "nomination.triaged", O.ALTERATION, ("outcome",)
    CHALLENGE_RECORDED = "challenge.recorded", O.COLLECTION, ()
    CHALLENGE_ANSWERED = "challenge.answered", O.ALTERATION, ("outcome",)
    NOMINATION_SCORED = "nomination.scored", O.COLLECTION, ()
    CASE_SCORED = "case.scored", O.COLLECTION, ()
    SCORING_FROZEN = "nomination.scoring_frozen", O.ALTERATION, ()
    ADJUSTMENT_PROPOSED = "adjustment.proposed", O.COLLECTION, ()
    ADJUSTMENT_SIGNED = "adjustment.signed", O.ALTERATION, ()
    ADJUSTMENT_WITHDRAWN = "adjustment.withdrawn", O.ALTERATION, ()
    SCORE_MOVED = "scoring.moved", O.COLLECTION, ()
    SCORE_MOVE_TABLED = "scoring.move_tabled", O.ALTERATION, ()
    PREDICTION_MADE = "person.prediction_made", O.COLLECTION, ("model",)
    NOMINATION_DECIDED = "nomination.decided", O.COLLECTION, ()
    DECISION_RATIFIED = "nomination.decision_ratified", O.ALTERATION, ()
    DECISION_UNDONE = "decision.undone", O.ALTERATION, ()
    YOUNG_PERSON_ESCALATED = "case.young_person_escalated", O.ALTERATION, ()
    STRAND_MOVED = "decision.strand_moved", O.COLLECTION, ()
    PERSON_RE_SELECTED = "decision.re_selected", O.COLLECTION, ()
    AGENCY_MARKER_ASKED = "agency_marker.asked", O.COLLECTION, ("agency",)
    AGENCY_MARKER_REMOVAL_ASKED = "agency_marker.removal_asked", O.ALTERATION, ("agency",)
    AGENCY_MARKER_SET = "agency_marker.set", O.ALTERATION, ()
    AGENCY_MARKER_REMOVED = "agency_marker.removed", O.ALTERATION, ()
    AGENCY_MARKER_UNDONE = "agency_marker.undone", O.ALTERATION, ()
    AGENCY_MARKERS_RECONCILED = "agency_marker.reconciled", O.ALTERATION, ("count", "differences")
    AGENCY_MARKER_ANSWERED = "agency_marker.answered", O.ALTERATION, ()
    TELLING_RECORDED = "telling.recorded", O.COLLECTION, ()
    LETTER_OPENED = "telling.letter_opened", O.DISCLOSURE, ()
    DE_SELECTION_PROPOSED = "de_selection.proposed", O.COLLECTION, ()
    DE_SELECTION_ANSWERED = "de_selection.answered", O.COLLECTION, ()
    DE_SELECTION_ESCALATED = "de_selection.escalated", O.ALTERATION, ()
    DE_SELECTION_WITHDRAWN = "de_selection.withdrawn", O.ALTERATION, ()
    DE_SELECTION_CONFIRMED = "de_selection.confirmed", O.ALTERATION, ()
    PROMPT_PUT_OFF = "de_selection.prompt_put_off", O.COLLECTION, ()
    EXIT_PLAN_REVIEWED = "exit.plan_reviewed", O.ALTERATION, ()
    EXIT_AGENCY_TOLD = "exit.agency_told", O.DISCLOSURE, ("agency",)
    AFTER_WATCH_DONE = "exit.after_watch_done", O.COLLECTION, ("months",)
    CORRECTION_SENT = "correction.sent", O.DISCLOSURE, ("agency",)
    CORRECTION_ACKNOWLEDGED = "correction.acknowledged", O.ALTERATION, ("agency",)
    ERASURE_SETTLED = "correction.erasure_settled", O.ALTERATION, ("erase",)
    OTHER_SCHEME_ADDED = "other_scheme.added", O.ADMINISTRATION, ()
    OTHER_SCHEME_EDITED = "other_scheme.edited", O.ADMINISTRATION, ()
    TRANSFER_OFFERED = "transfer.offered", O.COLLECTION, ("number",)
    TRANSFER_RECEIVED = "transfer.received", O.COLLECTION, ("number",)
    TRANSFER_ANSWERED = "transfer.answered", O.ALTERATION, ("number", "answer")
    TRANSFER_WITHDRAWN = "transfer.withdrawn", O.ALTERATION, ("number",)
    TRANSFER_CARRIED_OUT = "transfer.carried_out", O.ALTERATION, ("number",)
    TRANSFER_PACK_OPENED = "transfer.pack_opened", O.DISCLOSURE, ("number", "parts")
    PERSON_HOSTED = "person.hosted", O.COLLECTION, ()
    HOSTING_REVIEWED = "person.hosting_reviewed", O.ALTERATION, ()
    HOSTING_ENDED = "person.hosting_ended", O.ALTERATION, ()
    PERSON_DESTROYED = "person.destroyed", O.ERASURE, ("because",)

    FLAGS_COMPARED = "flags.compared", O.COMBINATION, ("opened", "gone", "agreed")
    FLAG_ANSWERED = "flags.answered", O.COLLECTION, ("gap", "answer")

    TOWN_LOADED = "demonstration.loaded", O.COLLECTION, ("contacts", "events")

    TRAIL_READ = "trail.read", O.CONSULTATION, ("scope",)

    @property
    def label(self) -> str:
        return str(self.value[0])

    @property
    def operation(self) -> Operation:
        return Operation(self.value[1])

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self.value[2])
