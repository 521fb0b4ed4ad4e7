"""What may be done, who may do it, in one table. Names read `resource:action`."""

from enum import StrEnum


class Role(StrEnum):
    PRACTITIONER = "practitioner"
    STRAND_LEAD = "strand_lead"
    COORDINATOR = "coordinator"
    CHAIR = "chair"
    TASKING_MEMBER = "tasking_member"
    RESPONSIBLE_AUTHORITY_MEMBER = "responsible_authority_member"
    REPORTING_GROUP = "reporting_group"
    AGENCY_CONTACT = "agency_contact"
    INFORMATION_GOVERNANCE_OFFICER = "information_governance_officer"
    ADMINISTRATOR = "administrator"


class Clearance(StrEnum):
    """Named entry to a compartment, on top of a role."""

    PREVENT_AND_DETER = "prevent_and_deter"
    INTELLIGENCE = "intelligence"
    HEALTH = "health"


class Permission(StrEnum):
    OWN_ACCOUNT = "account:own"
    HOME_READ = "home:read"
    DRAFT_KEEP = "draft:keep"

    PERSON_FIND = "person:find"
    PERSON_READ = "person:read"
    PERSON_ADD = "person:add"
    PERSON_EDIT = "person:edit"
    PERSON_TRAIL = "person:trail"

    COHORT_READ = "cohort:read"
    CASELOAD_READ = "caseload:read"
    CASE_EDIT = "case:edit"
    TIER_KEEP = "tier:keep"
    WHEREABOUTS_EDIT = "whereabouts:edit"
    OFFENDING_EDIT = "offending:edit"
    CONTACT_LOG = "contact:log"
    ACTION_AGREE = "action:agree"
    PLAN_EDIT = "plan:edit"
    SERVICE_EDIT = "service:edit"
    OVERSIGHT_WRITE = "oversight:write"
    UNMET_NEED_READ = "unmet_need:read"
    LIST_IMPORT = "list:import"
    LIST_EXPORT = "list:export"
    PEOPLE_IMPORT = "people:import"

    CRITERIA_READ = "criteria:read"
    NOMINATION_MAKE = "nomination:make"
    NOMINATION_TRIAGE = "nomination:triage"
    CHALLENGE_ANSWER = "challenge:answer"
    DESTRUCTION_READ = "destruction:read"
    SCORING_MAKE = "scoring:make"
    DECISION_RECORD = "decision:record"
    CORRECTION_OVERSEE = "correction:oversee"
    FAIRNESS_READ = "fairness:read"

    MEETING_READ = "meeting:read"
    MEETING_RUN = "meeting:run"
    CHECKLIST_READ = "checklist:read"

    UPDATE_READ = "update:read"
    UPDATE_PREPARE = "update:prepare"
    UPDATE_PUBLISH = "update:publish"
    CRIME_READ = "crime:read"
    CRIME_IMPORT = "crime:import"

    TRAIL_READ = "trail:read"
    USER_MANAGE = "user:manage"
    AGENCY_MANAGE = "agency:manage"
    AGREEMENT_READ = "agreement:read"


P = Permission

_EVERYBODY = frozenset({P.OWN_ACCOUNT, P.HOME_READ})
_FIGURES = frozenset({P.UPDATE_READ, P.CRIME_READ})
_CASEWORK = frozenset(
    {
        P.DRAFT_KEEP,
        P.PERSON_FIND,
        P.PERSON_READ,
        P.PERSON_ADD,
        P.PERSON_EDIT,
        P.CASELOAD_READ,
        P.CASE_EDIT,
        P.WHEREABOUTS_EDIT,
        P.OFFENDING_EDIT,
        P.CONTACT_LOG,
        P.ACTION_AGREE,
        P.PLAN_EDIT,
        P.LIST_IMPORT,
        P.LIST_EXPORT,
        P.CRITERIA_READ,
        P.NOMINATION_MAKE,
        P.MEETING_READ,
        P.CHECKLIST_READ,
    }
)
_SCORING = frozenset({P.SCORING_MAKE})
"""Never together with FAIRNESS_READ: whoever scores sees nothing of ethnic groups."""
_LEAD = _CASEWORK | {
    P.COHORT_READ,
    P.UPDATE_READ,
    P.CRIME_READ,
    P.CHALLENGE_ANSWER,
    P.UNMET_NEED_READ,
    P.OVERSIGHT_WRITE,
}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.PRACTITIONER: _EVERYBODY | _CASEWORK | _SCORING,
    Role.STRAND_LEAD: _EVERYBODY
    | _LEAD
    | _SCORING
    | {P.NOMINATION_TRIAGE, P.SERVICE_EDIT, P.TIER_KEEP},
    Role.COORDINATOR: _EVERYBODY
    | _LEAD
    | {
        P.NOMINATION_TRIAGE,
        P.SERVICE_EDIT,
        P.TIER_KEEP,
        P.DESTRUCTION_READ,
        P.DECISION_RECORD,
        P.CORRECTION_OVERSEE,
        P.FAIRNESS_READ,
        P.MEETING_RUN,
        P.UPDATE_PREPARE,
        P.CRIME_IMPORT,
        P.PEOPLE_IMPORT,
        P.PERSON_TRAIL,
        P.AGREEMENT_READ,
    },
    Role.CHAIR: _EVERYBODY
    | _LEAD
    | {
        P.DESTRUCTION_READ,
        P.DECISION_RECORD,
        P.CORRECTION_OVERSEE,
        P.FAIRNESS_READ,
        P.MEETING_RUN,
        P.UPDATE_PREPARE,
        P.UPDATE_PUBLISH,
    },
    Role.TASKING_MEMBER: _EVERYBODY | _FIGURES,
    Role.RESPONSIBLE_AUTHORITY_MEMBER: _EVERYBODY | _FIGURES,
    Role.REPORTING_GROUP: _EVERYBODY | {P.CRIME_READ},
    Role.AGENCY_CONTACT: _EVERYBODY | {P.USER_MANAGE, P.AGREEMENT_READ},
    Role.INFORMATION_GOVERNANCE_OFFICER: _EVERYBODY
    | _FIGURES
    | {
        P.TRAIL_READ,
        P.PERSON_TRAIL,
        P.AGREEMENT_READ,
        P.CORRECTION_OVERSEE,
        P.FAIRNESS_READ,
        P.DESTRUCTION_READ,
    },
    Role.ADMINISTRATOR: _EVERYBODY | {P.USER_MANAGE, P.AGENCY_MANAGE, P.AGREEMENT_READ},
}

WHOLE_SCHEME_ROLES = frozenset({Role.COORDINATOR, Role.CHAIR})
