"""What is said of a file in quarantine: to who brought it, and to those who facilitate the group."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from groups.files import access, queries
from groups.files.models import FileVersion
from groups.spaces.models import Group
from groups.spaces.notices import OneNotice
from network.activity.notices import register
from network.people.models import User


@register
class QuarantineNotice(OneNotice):
    kind = "file-quarantined"
    icon = "triangle-alert"
    can_stop = False

    def found(self, ids: Iterable[int]) -> dict[int, FileVersion]:
        return access.versions_told(ids)

    def people(self, version: FileVersion) -> Iterable[User]:
        return queries.people_to_tell(version)

    def theirs(self, found: dict[int, FileVersion], user: User) -> set[int]:
        groups = queries.groups_concerned(user)
        here = {pk: one for pk, one in found.items() if one.file.group_id in groups}
        return {pk for pk, one in here.items() if groups[one.file.group_id] or one.author_id == user.pk}

    def group_of(self, version: FileVersion) -> Group:
        return version.file.group

    def url(self, version: FileVersion) -> str:
        return version.file.url

    def words(self, version: FileVersion) -> str:
        return _("“%(name)s” is in quarantine") % {"name": version.file.name}

    def text(self, version: FileVersion) -> str:
        return _("The virus scanner recognised something dangerous in version %(number)s: nobody can open it.") % {
            "number": version.number
        }
