"""Minutes as plain data: what an edition keeps, and what pages, exports and comparisons show.

Names stand as they were; ids beside them only lead to what is still there (files, points, action items).
"""

from collections.abc import Iterable

from groups.meetings.enums import ItemState, Presence
from groups.meetings.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Decision,
    Edition,
    MeetingFile,
    Minutes,
    OpenPoint,
    Point,
)
from network.kit.folding import fold


def content_of(minutes: Minutes) -> dict:
    """Everything that these minutes say now, ready for JSON. `minutes` comes with its meeting. Eight queries at most,
    whatever the numbers of people and points.

    Keys: title, number, starts_at, ends_at (ISO), place, visio, writer, summary, agenda [{title, presenter, minutes}],
    attendance {present, excused, absent, represented: [{id, name, role, guest, by}]}, points [{id, title, presenter,
    exchanges (clean HTML), decisions [{id, text}], actions [{id, what, owner, owner_id, due}], open [{id, text}]}],
    loose {decisions, actions, open} (what hangs on no point), next {on, note}, files [{id, name}].
    """
    meeting = minutes.meeting
    points = list(Point.objects.filter(minutes=minutes))
    kept = _kept_by_point(minutes)
    return {
        "title": meeting.title,
        "number": minutes.number,
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
        "place": meeting.place,
        "visio": bool(meeting.visio_url),
        "writer": str(minutes.writer) if minutes.writer else _writer_so_far(minutes),
        "summary": minutes.summary,
        "agenda": _agenda(minutes),
        "attendance": _attendance(minutes),
        "points": [_point(point, kept.get(point.pk, {})) for point in points],
        "loose": _hanging(kept.get(None, {})),
        "next": {"on": minutes.next_on.isoformat() if minutes.next_on else "", "note": minutes.next_note},
        "files": _files(minutes),
    }


def _writer_so_far(minutes: Minutes) -> str:
    """Who wrote the last edition: the name stays when the right to write ended."""
    last = Edition.objects.filter(minutes=minutes, number=minutes.edition).first() if minutes.edition else None
    return last.content["writer"] if last else ""


def _agenda(minutes: Minutes) -> list[dict]:
    items = AgendaItem.objects.filter(meeting=minutes.meeting, state=ItemState.ACCEPTED).select_related("presenter")
    return [{"title": i.title, "presenter": presenter_of(i), "minutes": i.minutes} for i in items]


def presenter_of(item: AgendaItem) -> str:
    """Who presents it, as they are called now; empty when nobody was named."""
    return str(item.presenter) if item.presenter else item.presenter_name


def name_of(row: Attendance) -> str:
    """Who it is, as they are called now; a former member's name when their account is gone."""
    return str(row.user) if row.user else row.name


def role_of(row: Attendance) -> str:
    """What was said of them for this meeting, else what their profile says."""
    profile = getattr(row.user, "profile", None)
    return row.role or (profile.byline if profile else "")


def _attendance(minutes: Minutes) -> dict[str, list[dict]]:
    rows = Attendance.objects.filter(meeting=minutes.meeting).exclude(presence=Presence.UNKNOWN)
    rows = rows.select_related("user", "user__profile", "user__profile__organisation")
    found = {str(presence): [] for presence in Presence if presence}
    for row in sorted(rows, key=lambda row: fold(name_of(row))):
        found[row.presence].append(
            {
                "id": row.user_id,
                "name": name_of(row),
                "role": role_of(row),
                "guest": row.is_guest,
                "by": row.represented_by,
            }
        )
    return found


def _kept_by_point(minutes: Minutes) -> dict[int | None, dict[str, list]]:
    kept: dict[int | None, dict[str, list]] = {}
    owned = ActionItem.objects.filter(minutes=minutes).select_related("owner")
    of_kind: dict[str, Iterable] = {
        "decisions": Decision.objects.filter(minutes=minutes),
        "actions": owned,
        "open": OpenPoint.objects.filter(minutes=minutes),
    }
    for kind, rows in of_kind.items():
        for row in rows:
            kept.setdefault(row.point_id, {}).setdefault(kind, []).append(row)
    return kept


def _point(point: Point, kept: dict[str, list]) -> dict:
    about = {"id": point.pk, "title": point.title, "presenter": point.presenter, "exchanges": point.exchanges}
    return about | _hanging(kept)


def _hanging(kept: dict[str, list]) -> dict[str, list[dict]]:
    return {
        "decisions": [{"id": row.pk, "text": row.text} for row in kept.get("decisions", [])],
        "actions": [_action(row) for row in kept.get("actions", [])],
        "open": [{"id": row.pk, "text": row.text} for row in kept.get("open", [])],
    }


def _action(row: ActionItem) -> dict:
    owner = str(row.owner) if row.owner else row.owner_name
    due = row.due.isoformat() if row.due else ""
    return {"id": row.pk, "what": row.what, "owner": owner, "owner_id": row.owner_id, "due": due}


def _files(minutes: Minutes) -> list[dict]:
    """Without those in the bin: an edition would tell their names for ever."""
    rows = MeetingFile.objects.filter(meeting=minutes.meeting, for_minutes=True, file__deleted_at=None)
    rows = rows.select_related("file")
    return [{"id": row.file_id, "name": row.file.name} for row in rows]
