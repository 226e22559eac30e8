"""Files of a message that is being written: chosen among those of the group, or sent with the form."""

import uuid

from groups.files.actions import arriving, keep_attachment
from groups.files.queries import files_to_choose
from groups.threads import queries
from network.kit.errors import Refused
from network.kit.fields import single_line
from network.kit.file_types import clean_name

CHOOSE, TAKE_AWAY = "choose", "attached_less"


def received(form, member):
    """Whether the form may be taken. Files that came with it go among the group's files first: whatever becomes of the
    message, nobody sends them twice.
    """
    form.is_valid()
    ids = list(form.cleaned_data.get("attached", ()))
    for number, given in enumerate(form.cleaned_data.get("attach_new", ())):
        try:
            ids.append(kept(given, member, key_of(form, number, given)).pk)
        except Refused as reason:
            form.add_error("attach_new", f"{clean_name(given.name)}\u00a0: {reason}")
    form.show_attached(list(dict.fromkeys(ids)))
    return form.is_valid()


def kept(given, member, key):
    """An uploaded file, in the group's folder of attachments."""
    with arriving(blocks=given.chunks(), name=given.name) as arrived:
        return keep_attachment(member=member, arrived=arrived, key=key)


def key_of(form, number, given):
    """The same file of the same form has the same one, so that a form sent twice brings it once."""
    return uuid.uuid5(form.cleaned_data.get("key") or uuid.uuid4(), f"{number}:{given.name}:{given.size}")


def asks_for_files(request):
    """Whether the form was sent to choose files or to take one away: a page without a script does that by itself."""
    return CHOOSE in request.POST or TAKE_AWAY in request.POST


def attaching(request, form, member, already=()):
    """What the writing area shows of files. No query without any, and without a choice to make."""
    context = {"attached_files": queries.files_named(form.attached_ids, member, already)}
    if CHOOSE in request.POST:
        words = single_line(request.POST.get("attach_words", ""))[:100]
        context |= {"attach_words": words, "attach_choices": files_to_choose(member.group, words)}
    return context
