"""Whatever is not sealed stands here with its reason."""

from sqlalchemy import JSON, Column, Enum, LargeBinary, String

from popo.db import Model
from popo.features import TABLES
from popo.keys.scheme_sealed import SchemeSealed
from popo.keys.sealed import SealedBytes

PLAIN = {
    "addresses.ward": "figures are counted by ward; each holds some nine thousand people",
    "agencies.agreement_version": "of a document between agencies",
    "agencies.name": "an organisation's",
    "agencies.short_name": "an organisation's",
    "audit_events.about_table": "a table's",
    "audit_events.details": "exactly the keys each event declares, checked when recorded",
    "audit_events.event": "a name out of the list of events",
    "audit_events.operator": "a system account, so that the trail names it without any key",
    "checklist_items.strands": "names of strands",
    "co_offending.ho_code": "a code out of a list",
    "contact_series.weekdays": "days of the week",
    "counters.name": "what is numbered",
    "crime_counts.crime_type": "published figures, about nobody",
    "crime_counts.ward": "published figures, about nobody",
    "crime_imports.digest": "of a published file",
    "crime_imports.report": "counts of a published file",
    "consultations.document": "rules about nobody, as every agency was asked about them",
    "criteria_comments.factor": "the name of a factor; what was said is sealed",
    "criteria_sets.digest": "of a document about nobody",
    "criteria_sets.document": "rules about nobody; they must be read by anyone who asks",
    "data_keys.scheme_key": "the name of a key, not the key",
    "drafts.about_reference": "the working name",
    "drafts.form": "the name of a form",
    "drafts.idempotency": "random",
    "duplicate_candidates.reasons": "codes out of a list",
    "exports.fields": "out of a list",
    "fairness_answers.ratio": "an outcome, a characteristic and a group; about nobody",
    "fairness_reviews.digest": "of a document about nobody",
    "fairness_reviews.figures": "counts and ratios; small numbers are left out before it is kept",
    "import_batches.agreement": "of a document between agencies",
    "import_batches.counts": "how many lines had each verdict",
    "import_changes.before": "columns as the database held them: what was sealed still is",
    "import_changes.changed_table": "a table's",
    "jobs.arguments": "keys and dates, so that a worker needs no key to find its work",
    "jobs.failure": "the kind of an error, never its words",
    "jobs.task": "the name of a task",
    "list_sources.name": "an organisation's or a system's; the form says so",
    "local_services.name": "an organisation's",
    "local_services.run_by": "an organisation's",
    "monthly_updates.digest": "of a document that names nobody",
    "monthly_updates.figures": "published, names nobody, small numbers hidden",
    "monthly_updates.members": "which records a figure counted, by key",
    "monthly_updates.narrative": "published, names nobody; the form says so",
    "dip_answers.question": "out of a list",
    "monthly_updates.restates_because": "published beside the figures",
    "offence_events.comparator": "a class out of a list, counted by",
    "offence_events.ho_code": "a code out of a list, counted by",
    "offence_events.result": "out of a list",
    "offence_events.variety": "out of a list",
    "offence_events.ward": "counted by",
    "other_schemes.area": "a place's",
    "other_schemes.name": "an organisation's",
    "people.reference": "the working name, not a personal value",
    "predictions.model_version": "the name of a published method",
    "role_grants.scope": "the scheme, an agency or a strand",
    "scoring_answers.factor": "the name of a factor; what was found is sealed",
    "scoring_answers.level": "a level out of the criteria; what was found is sealed",
    "scorings.band": "a band out of the criteria, counted by",
    "reminder_choices.kinds": "out of a list",
    "sent_reminders.why": "one of the sentences of popo.mail, which name nobody",
    "settings.name": "out of a list",
    "settings.value": "the scheme's own choices",
    "resettlement_states.state": "out of a list",
    "sight_grants.because": "words out of the program, never typed by anybody",
    "sight_grants.role": "a role and its scope",
    "strand_engagements.tier": "out of a list, counted by",
    "tiers.name": "out of the scheme's own list, about nobody",
    "transfers.parts": "names of the parts of a record",
    "transfers.tier": "out of a list",
    "users.password_hash": "already a slow digest",
}

BYTES = {
    "audit_events.digest": "a link of the chain",
    "audit_heads.digest": "a link of the chain",
    "data_keys.wrapped": "a wrapped key",
    "sign_in_sessions.token_digest": "of a random token",
}


def _named(column: "Column[object]") -> str:
    return f"{column.table.name}.{column.name}"


def _columns() -> list["Column[object]"]:
    assert TABLES
    return [column for table in Model.metadata.sorted_tables for column in table.c]


def test_every_text_column_is_sealed_or_stands_here() -> None:
    plain = {
        _named(column)
        for column in _columns()
        if isinstance(column.type, (String, JSON)) and not isinstance(column.type, Enum)
    }
    assert plain == set(PLAIN)


def test_every_bytes_column_is_sealed_or_stands_here() -> None:
    plain = {_named(column) for column in _columns() if isinstance(column.type, LargeBinary)}
    assert plain == set(BYTES)


def test_no_column_is_of_a_kind_these_tests_do_not_know() -> None:
    known = {
        "BigInteger", "Boolean", "Date", "Enum", "Integer", "JSON", "LargeBinary", "Moment",
        SchemeSealed.__name__, SealedBytes.__name__, "Text", "Key",
    }  # fmt: skip
    assert {type(column.type).__name__ for column in _columns()} <= known


def test_every_reason_is_given() -> None:
    assert all({**PLAIN, **BYTES}.values())
