"""The parts of a child's own record, and which tables each is kept in. Pure.

They stay closed to adult agencies after coming of age, but for the parts a hand-over names. Who
somebody is, where they live, and what keeps them and colleagues safe is no part of it.
"""

from enum import StrEnum


class ChildsPart(StrEnum):
    SUMMARY = "summary"
    NEEDS = "needs"
    PLAN = "plan"
    CONTACTS = "contacts"
    ADJUSTMENTS = "adjustments"
    AROUND = "around"
    WHEREABOUTS = "whereabouts"
    OFFENDING = "offending"
    ACTIONS = "actions"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    ChildsPart.SUMMARY: "The summary, and the colours with their reasons",
    ChildsPart.NEEDS: "Needs and support",
    ChildsPart.PLAN: "The plan and its objectives",
    ChildsPart.CONTACTS: "Contacts",
    ChildsPart.ADJUSTMENTS: "Adjustments",
    ChildsPart.AROUND: "Consent and other arrangements",
    ChildsPart.WHEREABOUTS: "Where they are, orders and dates",
    ChildsPart.OFFENDING: "Arrests, hearings and sentences",
    ChildsPart.ACTIONS: "Actions",
}

TABLES: dict[ChildsPart, tuple[str, ...]] = {
    ChildsPart.SUMMARY: (
        "living_summaries",
        "traffic_lights",
        "oversight_notes",
        "dip_lines",
        "dip_answers",
        "agenda_items",
        "oral_disclosures",
        "agenda_requests",
        "meeting_decisions",
    ),
    ChildsPart.NEEDS: ("needs", "interventions", "resettlement_states"),
    ChildsPart.PLAN: ("plans", "objectives"),
    ChildsPart.CONTACTS: ("contacts", "contact_series", "absence_answers"),
    ChildsPart.ADJUSTMENTS: ("personal_adjustments",),
    ChildsPart.AROUND: ("consents", "arrangements"),
    ChildsPart.WHEREABOUTS: (
        "locations",
        "supervision_bases",
        "key_dates",
        "order_conditions",
        "release_checklists",
        "release_steps",
    ),
    ChildsPart.OFFENDING: ("offence_events", "former_offence_events", "co_offending"),
    ChildsPart.ACTIONS: ("actions",),
}

PART_OF = {table: part for part, tables in TABLES.items() for table in tables}
