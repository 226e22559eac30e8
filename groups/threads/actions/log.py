"""The log of a group: lines are added by the act they tell of, in its transaction."""

from groups.spaces.models import Membership
from groups.threads.enums import Act
from groups.threads.models import LogLine, Post, Thread


def log(*, act: Act, by: Membership, thread: Thread, post: Post | None = None, statement: str = "") -> LogLine:
    """Add a line: who, about what, for what stated reason. It is never changed afterwards."""
    return LogLine.objects.create(
        group=by.group, actor=by.user, act=act, thread=thread, post=post, label=thread.title, statement=statement
    )
