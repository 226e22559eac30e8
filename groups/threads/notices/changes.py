"""What the author of a discussion is told of what those who facilitate do with it."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from groups.spaces.queries import groups_of, members_to_tell
from groups.threads import access
from groups.threads.enums import Act
from groups.threads.models import Thread
from network.activity.models import Event
from network.activity.notices import Line, Mail, Notice, Recipient, register
from network.people.models import User


def sentence(act: str, title: str) -> str:
    """What was done, with the title of the discussion as its author knew it."""
    sentences = {
        Act.EDIT: _("“%(title)s” has another title, kind or themes"),
        Act.LOCK: _("“%(title)s” is closed to new messages"),
        Act.UNLOCK: _("“%(title)s” is open to new messages again"),
        Act.DUPLICATE: _("“%(title)s” is marked as already dealt with"),
        Act.UNIQUE: _("“%(title)s” is no longer marked as already dealt with"),
        Act.SPLIT: _("Messages of “%(title)s” are in a discussion of their own now"),
        Act.MERGE: _("“%(title)s” was merged into another discussion"),
        Act.MOVE: _("“%(title)s” was moved to another group"),
    }
    return sentences[Act(act)] % {"title": title}


@register
class ChangedNotice(Notice):
    """`data`: the act, and the title that its author gave; the object is the discussion where it leads now."""

    kind = "thread-changed"

    def thread_of(self, event: Event) -> Thread | None:
        return access.threads_told([event.object_id]).get(event.object_id)

    def audience(self, event: Event) -> Iterable[User]:
        thread = self.thread_of(event)
        group_id = int(event.scope.partition(":")[2])
        return members_to_tell(group_id, [event.data["author"]]) if thread else ()

    def allows(self, event: Event, user: User | None) -> bool:
        return user is not None and user in self.audience(event)

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        threads = access.threads_told(event.object_id for event in events)
        groups = {group.scope: group for group in groups_of(user)}
        return {
            event.pk: self.line(event, threads[event.object_id], groups)
            for event in events
            if event.object_id in threads and event.scope in groups and event.data["author"] == user.pk
        }

    def line(self, event: Event, thread: Thread, groups: dict) -> Line:
        here = groups[event.scope]
        # A discussion that left for a group that its author is not in leads to what they have: the list it was in.
        url = thread.url if thread.group.scope in groups else reverse("groups:thread-list", args=[here.slug])
        return Line(sentence(event.data["act"], event.data["title"]), url, icon="messages-square", group_name=here.name)

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        line = self.lines([event], recipient.user).get(event.pk)
        if line is None:
            return None
        context = {
            "subject": line.title,
            "heading": line.title,
            "group_name": line.group_name,
            "quote": "",
            "url": line.url,
            "action": _("Open the page"),
            "reason": _("You receive this mail because you opened this discussion of the group “%(group)s”.")
            % {"group": line.group_name},
        }
        return Mail("activity/news", context)
