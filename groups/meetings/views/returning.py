"""Words that come back from a closed door: what somebody was writing for was deleted, or is theirs no more."""

import re

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from network.kit.clean_html import clean, to_plain

WORDS = re.compile(
    r"title|place|visio_url|notes|outline|presenter_name|proposed_words|words|reason|answer|text|owner_name|name|role|email"
    r"|presenter|exchanges|summary|next_note|(decisions|actions|open)-\d{1,3}-(text|what|owner)"
)


def words_sent(request):
    """Every word of the form as plain text, a block for each field."""
    found = []
    for name, text in request.POST.items():
        is_chosen = name == "presenter" and text.isdigit()
        if WORDS.fullmatch(name) and text.strip() and not is_chosen:
            found.append(to_plain(clean(text)) if request.POST.get(f"{name}_format") == "html" else text.strip())
    return "\n\n".join(found)


def words_returned(request, *, status, reason):
    """A page with the words that were sent, to copy, and nothing of the group around them."""
    context = {"words": words_sent(request), "reason": reason}
    return render(request, "groups/meetings/words_returned.html", context, status=status)


class GivingBack:
    """A door: nobody loses a text to it when it is closed. It says the same of what is gone, of what is not for this
    person, and of what never was.
    """

    closed = gettext_lazy("What you were writing for was deleted meanwhile, or is no longer open to you.")

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            if request.method == "POST" and words_sent(request):
                return words_returned(request, status=404, reason=self.closed)
            raise
