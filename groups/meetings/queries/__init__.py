from .content import content_of, name_of, presenter_of
from .meetings import agenda_of, meetings_for_list

__all__ = ["agenda_of", "content_of", "meetings_for_list", "name_of", "presenter_of"]
