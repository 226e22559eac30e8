"""What the rows of the access table are tried with."""

from tests.architecture import access_rows

# After the @ of a name: the arguments that lead to another object of the group.
ABOUT: dict[str, dict[str, str]] = {
    "announced": {"thread_id": "announcement_id"},
    "hidden": {"post_number": "hidden_number"},
    "deleted": {"post_number": "deleted_number"},
    "gone": {"thread_id": "gone_id"},
    "binned": {"file_id": "binned_id"},
    "coming": {"meeting_id": "coming_id"},
    "proposed": {"meeting_id": "coming_id", "item_id": "proposed_id"},
}
KEY = "5d0c8a52-6f0e-4f6c-9d57-0d3a4b8e9f11"
WORDS = {"body": "Des mots", "body_format": "plain"}
# What a form needs to be accepted, or an address after its question mark.
FORMS: dict[str, dict[str, str]] = {
    "POST people:profile-edit": {"first_name": "Claire", "last_name": "Vasseur", "language": "fr"},
    "POST activity:notifications-read": {"up_to": "1"},
    "POST activity:mail-choice": {"by_mail": "on"},
    "POST set_language": {"language": "en"},
    "POST account_reset_password": {"email": "personne@example.org"},
    "POST account_request_login_code": {"email": "personne@example.org"},
    "POST groups:admin-entry": {"key": KEY, "reason": "Un signalement à vérifier avec le groupe"},
    "POST groups:group-join": {"key": KEY, "message": "Bonjour"},
    "POST groups:join-request-decide": {"decision": "accept"},
    "POST groups:invitation-create": {"addresses": "nouvelle@example.org", "role": "member"},
    "POST groups:member-role": {"role": "facilitator"},
    "POST groups:welcome-edit": {**WORDS, "version": "{welcome_version}"},
    "GET groups:member-suggestions": {"q": "c"},
    "POST groups:thread-new": {**WORDS, "key": KEY, "kind": "discussion", "title": "Un titre"},
    "POST groups:thread-reply": {**WORDS, "key": KEY},
    "GET groups:thread-news": {"since": "0"},
    "GET groups:file-choices": {"q": "canari"},
    "POST groups:file-archive": {"files": "{file_id}"},
    "POST groups:folder-path": {"path": "Bilan/2026"},
    "POST groups:folder-new": {"key": KEY, "name": "Nouveau dossier"},
    "POST groups:folder-edit": {"key": KEY, "name": "Autre nom"},
    "POST groups:file-edit": {"name": "Autre nom.txt"},
    "POST groups:file-pin": {"on": "1"},
    "POST groups:post-edit": {**WORDS, "version": "{post_version}"},
    "POST groups:thread-follow": {"level": "watch"},
    "POST groups:membership-level": {"level": "watch"},
    "POST groups:group-read": {"seen": "1"},
    "POST groups:draft": {"name": "thread-new", "key": KEY, "body": "Bonjour"},
    "GET groups:thread-presence": {"ids": "1"},
    "POST groups:post-reactions": {"reaction": "useful:on"},
    "POST groups:post-place": {"on": "1"},
    "POST groups:post-report": {"key": KEY, "reason": "other", "good_faith": "on"},
    "POST groups:post-hide": {"statement": "Une raison"},
    "POST groups:thread-edit": {"title": "Un autre titre", "kind": "question", "tags": "Parentalité"},
    "POST groups:thread-answer": {"on": "1", "post": "2"},
    "POST groups:thread-pin": {"on": "1"},
    "POST groups:thread-lock": {"on": "1"},
    "POST groups:thread-unique": {"on": "0"},
    "POST groups:thread-duplicate": {"thread": "{other_thread_id}"},
    "POST groups:thread-merge": {"thread": "{other_thread_id}"},
    "POST groups:thread-split": {"title": "À part", "numbers": "2"},
    "POST groups:thread-move": {"group": "{other_group_id}"},
    "POST groups:scheduled-detail": {"publish_at": "{next_month}"},
    "POST groups:scheduled-edit": {**WORDS, "title": "T", "kind": "question", "publish_at": "{next_month}", "key": KEY},
    "POST groups:report-detail": {"keep": "1"},
} | access_rows.FORMS
