"""The log of a group: lines are added by the act they tell of, in its transaction."""

from groups.spaces.models import Membership
from groups.threads.enums import Act
from groups.threads.models import LogLine, Post, Thread


def log(
    *, act: Act, by: Membership, thread: Thread, post: Post | None = None, statement: str = "", titled: bool = True
) -> LogLine:
    """Add a line: who, about what (not `titled`: without the title), for what stated reason. It is never changed
    afterwards.
    """
    label = thread.title if titled else ""
    return LogLine.objects.create(
        group=by.group, actor=by.user, act=act, thread=thread, post=post, label=label, statement=statement
    )
