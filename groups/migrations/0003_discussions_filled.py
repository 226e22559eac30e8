"""Levels from refusals, counts from what is there, and a log that the database refuses to change. All reversible."""

from django.db import migrations

LEVELS = "UPDATE groups_subscription SET level = 'muted' WHERE muted"
REFUSALS = "UPDATE groups_subscription SET muted = (level = 'muted')"
COUNTS = """
UPDATE groups_thread SET
    message_count = (
        SELECT COUNT(*) FROM groups_post p WHERE p.thread_id = groups_thread.id AND p.deleted_at IS NULL
    ),
    reply_count = (
        SELECT COUNT(*) FROM groups_post p WHERE p.thread_id = groups_thread.id AND p.deleted_at IS NULL
          AND (p.author_id IS NULL OR groups_thread.author_id IS NULL OR p.author_id <> groups_thread.author_id)
          AND p.number > 1
    )
"""
# The name of somebody erased, of a thread or a post deleted for good, may go; nothing else of a line changes.
SAME = (
    "NEW.group_id = OLD.group_id AND NEW.act = OLD.act AND NEW.label = OLD.label AND NEW.statement = OLD.statement"
    " AND NEW.created_at = OLD.created_at AND (NEW.actor_id IS NULL OR NEW.actor_id = OLD.actor_id)"
    " AND (NEW.thread_id IS NULL OR NEW.thread_id = OLD.thread_id)"
    " AND (NEW.post_id IS NULL OR NEW.post_id = OLD.post_id)"
)
SQLITE = (
    f"CREATE TRIGGER log_is_append_only BEFORE UPDATE ON groups_logline WHEN NOT ({SAME})"
    " BEGIN SELECT RAISE(ABORT, 'a line of the log does not change'); END"
)
POSTGRESQL = (
    "CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'a line of the log does not change'; END $$",
    f"CREATE TRIGGER log_is_append_only BEFORE UPDATE ON groups_logline FOR EACH ROW WHEN (NOT ({SAME}))"
    " EXECUTE FUNCTION log_is_append_only()",
)


def name_tags(apps, schema_editor):
    links = apps.get_model("groups", "Thread").tags.through.objects.order_by("threadtag__slug")
    names: dict[int, list[str]] = {}
    for thread_id, name in links.values_list("thread_id", "threadtag__name"):
        names.setdefault(thread_id, []).append(name)
    for thread_id, found in names.items():
        apps.get_model("groups", "Thread").objects.filter(pk=thread_id).update(tag_names=found)


def protect(apps, schema_editor):
    for statement in (SQLITE,) if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER log_is_append_only")
    else:
        schema_editor.execute("DROP TRIGGER log_is_append_only ON groups_logline")
        schema_editor.execute("DROP FUNCTION log_is_append_only()")


class Migration(migrations.Migration):
    dependencies = [("groups", "0002_discussions")]

    operations = [
        migrations.RunSQL(LEVELS, REFUSALS),
        migrations.RunSQL(COUNTS, migrations.RunSQL.noop),
        migrations.RunPython(name_tags, migrations.RunPython.noop),
        migrations.RunPython(protect, unprotect),
    ]
