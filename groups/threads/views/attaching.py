"""Files of a message that is being written: chosen among those of the group, or sent with the form."""

import uuid

from groups.files.actions import keep_given
from groups.files.queries import files_to_choose
from groups.threads import queries
from network.kit.errors import Refused
from network.kit.fields import single_line

CHOOSE, TAKE_AWAY = "choose", "attached_less"


def received(form, member):
    """Whether the form may be taken. Files that came with it go among the group's files first: whatever becomes of the
    message, nobody sends them twice.
    """
    form.is_valid()
    ids = list(form.cleaned_data.get("attached", ()))
    form_key = form.cleaned_data.get("key") or uuid.uuid4()
    for number, given in enumerate(form.cleaned_data.get("attach_new", ())):
        try:
            ids.append(keep_given(member=member, given=given, form_key=form_key, number=number).pk)
        except Refused as reason:
            form.add_error("attach_new", str(reason))
    form.show_attached(list(dict.fromkeys(ids)))
    return form.is_valid()


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
