"""What the black-box tests compare before and after: every row of the domain, without the state of reading."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django_tasks_db.models import DBTaskResult

from groups import models as groups
from home.models import HomePage, SiteSettings, StandardPage
from network.activity.models import Delivery, Event, MailChoice, Notification, Submission
from network.people.models import Profile, User

PEOPLE = (User, Profile, MailChoice)
GROUPS = (
    groups.Group, groups.Membership, groups.Invitation, groups.JoinRequest, groups.AdminEntry,
    groups.Thread, groups.Tag, groups.Post, groups.PostRevision, groups.MovedPost, groups.Reaction,
    groups.Acknowledgement, groups.Subscription, groups.Draft, groups.ScheduledThread, groups.Report, groups.LogLine,
    groups.Folder, groups.SharedFile, groups.FileVersion, groups.Upload, groups.FileNews, groups.Shelf,
    groups.Series, groups.Meeting, groups.AgendaItem, groups.MeetingFile, groups.DatePoll, groups.DateOption,
    groups.DateVote, groups.Attendance, groups.RefusedAddress, groups.Minutes, groups.Point, groups.PointRevision,
    groups.HeadRevision, groups.Decision, groups.ActionItem, groups.OpenPoint, groups.Edition, groups.Amendment,
    groups.Feed,
)  # fmt: skip
TOLD = (Event, Notification, Delivery, Submission)
SITE = (HomePage, StandardPage, SiteSettings)
READING = {"read_floor", "read_at", "last_login"}


def dump() -> dict[str, list[dict[str, Any]]]:
    """Rows by model, sorted by id. Passwords and tokens appear as fingerprints; markers and read dates are left out."""
    rows = {model._meta.label: _rows(model) for model in (*PEOPLE, *GROUPS, *TOLD, *SITE)}
    rows["outbox"] = [
        {"id": str(task.id), "task": task.task_path, "status": task.status}
        for task in DBTaskResult.objects.order_by("id")
    ]
    return rows


def as_json(rows: dict) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder, sort_keys=True, indent=1, ensure_ascii=False)


def _rows(model: type[models.Model]) -> list[dict[str, Any]]:
    names = [field.attname for field in model._meta.concrete_fields if field.attname not in READING]
    return [_hidden(row) for row in model._base_manager.order_by("pk").values(*names)]


def _hidden(row: dict[str, Any]) -> dict[str, Any]:
    for secret in ("password", "token_hash", "nonce"):
        if secret in row:
            row[secret] = hashlib.sha256(str(row[secret]).encode()).hexdigest()[:16]
    return row
