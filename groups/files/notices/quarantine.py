"""What is said of a file in quarantine: to who brought it, and to those who facilitate the group."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from groups.files import access, queries
from groups.files.models import FileVersion
from network.activity.models import Event
from network.activity.notices import Line, Mail, Notice, Recipient, register
from network.people.models import User


@register
class QuarantineNotice(Notice):
    kind = "file-quarantined"
    can_stop = False

    def found(self, event: Event) -> FileVersion | None:
        return access.versions_told([event.object_id]).get(event.object_id)

    def audience(self, event: Event) -> Iterable[User]:
        version = self.found(event)
        return queries.people_to_tell(version) if version else ()

    def allows(self, event: Event, user: User | None) -> bool:
        return user is not None and user in self.audience(event)

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        found = access.versions_told(event.object_id for event in events)
        groups = queries.groups_concerned(user)
        mine = {pk: one for pk, one in found.items() if self.concerns(one, user, groups)}
        return {event.pk: self.line(mine[event.object_id]) for event in events if event.object_id in mine}

    def concerns(self, version: FileVersion, user: User, groups: dict[int, bool]) -> bool:
        facilitates = groups.get(version.file.group_id)
        return facilitates is not None and (facilitates or version.author_id == user.pk)

    def line(self, version: FileVersion) -> Line:
        file = version.file
        return Line(self.words(version), file.url, self.text(version), "triangle-alert", group_name=file.group.name)

    def words(self, version: FileVersion) -> str:
        return _("“%(name)s” is in quarantine") % {"name": version.file.name}

    def text(self, version: FileVersion) -> str:
        return _("The virus scanner recognised something dangerous in version %(number)s: nobody can open it.") % {
            "number": version.number
        }

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        version = self.found(event)
        if version is None:
            return None
        group = version.file.group
        context = {
            "subject": self.words(version),
            "heading": self.words(version),
            "group_name": group.name,
            "quote": "" if group.confidential else self.text(version),
            "url": version.file.url,
            "action": _("Open the page"),
            "reason": _("You receive this mail because it concerns you in the group “%(group)s”.")
            % {"group": group.name},
        }
        return Mail("activity/news", context)
