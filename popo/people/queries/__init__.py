from popo.people.queries.details import Details, details_of, names_of
from popo.people.queries.find import Found, find_people, possible_duplicates
from popo.people.queries.person import Explanation, explain, get_person, list_people, who_can_see

__all__ = [
    "Details",
    "Explanation",
    "Found",
    "details_of",
    "explain",
    "find_people",
    "get_person",
    "list_people",
    "names_of",
    "possible_duplicates",
    "who_can_see",
]
