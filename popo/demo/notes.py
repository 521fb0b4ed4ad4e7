"""What practitioners write: sentences by agency and outcome, with changing parts."""

from random import Random

_PARTS = {
    "mood": ("in good spirits", "tired but polite", "irritable at first", "talkative", "subdued"),
    "who": ("the key worker", "the housing officer", "a family member", "the duty worker"),
    "pro": ("benefit claim", "medical appointment", "tenancy application", "college place"),
    "when": ("next week", "on Thursday", "before the weekend", "in the next few days"),
    "spot": ("the town centre", "the bus station", "a shop on the high street", "the park gates"),
}

_KEPT: dict[str, dict[str, tuple[str, ...]]] = {
    "police": {
        "home_visit": (
            "Seen at the address shown. {mood:c}. The offer and the consequence explained again.",
            "Home visit with probation. Talked about the {pro}; agreed to be there {when}.",
            "Called unannounced. At home with a family member. Nothing new since the last visit.",
        ),
        "street": (
            "Seen in {spot}, alone. Spoke briefly; {mood}. Not stopped.",
            "Spoken to in {spot}. On the way to an appointment; confirmed later.",
        ),
        "curfew_check": (
            "Curfew checked at the door: present.",
            "Curfew check late evening: present, {mood}.",
        ),
        "phone": ("Rang to confirm the next visit. Answered, {mood}.",),
        "prison_visit": (
            "Visited with the prison liaison officer. Talked about release and the gate meeting.",
        ),
        "court": ("At court for the hearing. Attended on time. Adjourned for reports.",),
    },
    "probation": {
        "office_visit": (
            "Supervision. {mood:c}. Went through the last fortnight; main worry is the {pro}.",
            "Attended on time. Talked about company in the evenings. To ring {who} {when}.",
            (
                "Kept the appointment. Requirements of the order gone over; understands the next "
                "missed one goes back to court."
            ),
            "Supervision with the drug worker present. Engaged well. Next appointment {when}.",
        ),
        "phone": (
            "Rang in as agreed. Needs help with the {pro}; passed to {who}.",
            "Phone call to move the appointment to {when}; reason accepted.",
        ),
        "group_work": (
            "Thinking skills group, attended the whole session and took part.",
            "Group session; quiet, but completed the exercise.",
        ),
        "prison_visit": (
            "Prison visit for sentence planning. Wants to keep the tenancy; {who} to be asked.",
            "Visited: release plan gone through. {mood:c}. First appointment fixed for the day.",
        ),
    },
    "drug_service": {
        "office_visit": (
            "Attended for the prescription review. {mood:c}. Dose unchanged.",
            "One-to-one session. Two days' use reported; a plan for the weekend made.",
            "Care plan reviewed with {who}. Agrees to try the morning group.",
        ),
        "drug_test": (
            "Tested at the service: negative for opiates.",
            "Tested at the service: positive for opiates, admitted at once.",
        ),
    },
    "housing": {
        "with_agency": (
            "Met at the housing office about the {pro}. Documents still missing: proof of income.",
            "Temporary place confirmed for another month. Shared kitchen rules explained.",
        ),
        "phone": ("Rang about the tenancy. Landlord content; rent is up to date.",),
    },
    "voluntary": {
        "with_agency": (
            "Mentoring session over coffee near {spot}. Talked about the {pro} and football.",
            "Went together to the job centre. Appointment kept; next one {when}.",
        ),
    },
    "youth_offending_service": {
        "home_visit": (
            (
                "Home visit, mother present. School attendance better this week. Agreed to the "
                "reward plan."
            ),
            "Seen at home. {mood:c}. Talked about friends and staying in on Friday.",
        ),
        "office_visit": (
            "Attended the session on consequences and did the worksheet well.",
            "Met at the office with a parent. Went through the plan; college visit {when}.",
        ),
        "group_work": ("Sports project session. Took part, helped to pack up.",),
        "phone": ("Rang the parent to confirm {when}. All well at home.",),
        "prison_visit": ("Visited in the secure unit. Education reports are good.",),
    },
}

_MISSED = (
    "Did not attend and did not ring. Message left.",
    "Not at home; card left asking for a call by tomorrow.",
    "Rang ten minutes before to cancel; no good reason given.",
    "Did not come. Rang later and had overslept.",
)
_MISSED_WELL = (
    "Did not attend: hospital appointment, letter seen.",
    "Missed because of a shift at work; employer confirmed.",
)
GISTS = (
    "Information graded and held by police suggests contact with a known receiver. Ask before use.",
    "Police hold graded information about late-night movements. Gist only; source protected.",
)


def note(random: Random, agency: str, contact_type: str, outcome: str) -> str:
    if outcome == "missed_acceptable":
        return random.choice(_MISSED_WELL)
    if outcome.startswith("missed"):
        return random.choice(_MISSED)
    known = _KEPT[agency]
    sentence = random.choice(known.get(contact_type) or next(iter(known.values())))
    return _fill(random, sentence)


def _fill(random: Random, sentence: str) -> str:
    for part, choices in _PARTS.items():
        for mark, change in ((f"{{{part}}}", str), (f"{{{part}:c}}", str.capitalize)):
            if mark in sentence:
                sentence = sentence.replace(mark, change(random.choice(choices)))
    return sentence
