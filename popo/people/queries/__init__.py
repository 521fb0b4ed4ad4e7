from popo.people.queries.details import (
    Details,
    Linked,
    current_name,
    details_of,
    links_of,
    names_of,
    sharing_identifiers,
    summaries_written,
)
from popo.people.queries.find import MOST_SHOWN, Found, find_people, possible_duplicates
from popo.people.queries.person import (
    Explanation,
    explain,
    get_person,
    list_people,
    restriction_of,
    sight_of,
    who_can_see,
)

__all__ = [
    "MOST_SHOWN",
    "Details",
    "Explanation",
    "Found",
    "Linked",
    "current_name",
    "details_of",
    "explain",
    "find_people",
    "get_person",
    "links_of",
    "list_people",
    "names_of",
    "possible_duplicates",
    "restriction_of",
    "sharing_identifiers",
    "sight_of",
    "summaries_written",
    "who_can_see",
]
