from popo.meetings.views import pages
from popo.meetings.views.blueprint import meetings

__all__ = ["meetings", "pages"]
