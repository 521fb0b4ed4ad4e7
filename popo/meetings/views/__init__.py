from popo.meetings.views import members, pages
from popo.meetings.views.blueprint import meetings

__all__ = ["meetings", "members", "pages"]
