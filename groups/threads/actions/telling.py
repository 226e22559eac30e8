"""What the author of a discussion learns of what somebody else does with it."""

from groups.spaces.models import Membership
from groups.threads.enums import Act
from groups.threads.models import Thread
from network.activity.actions import record


def tell_author(*, act: Act, thread: Thread, by: Membership, to: Thread | None = None, title: str = "") -> None:
    """Tell the author of a thread, unless they did it. `to`: where it leads now; `title`: the one that they gave it."""
    if thread.author_id in {None, by.user_id}:
        return
    data = {"act": act, "author": thread.author_id, "title": title or thread.title}
    about = {"actor": by.user, "scope": by.group.scope, "target": thread.target, "object_id": (to or thread).pk}
    record(kind="thread-changed", data=data, **about)
