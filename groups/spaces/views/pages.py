"""Pages inside a group: what the frame of every one needs, and the page that shows a facilitator everything."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from groups.spaces import access, forms, queries
from network.kit.views import arrived

MEMBERS_A_PAGE = 50


class PageView(View):
    """A page with its form. It does not answer OPTIONS: nothing answers 200 to somebody it would refuse."""

    http_method_names = ["get", "head", "post"]


def group_page(request, template, passage, *, tab, status=200, **context):
    """A page of the group that `passage` leads into (a Passage, or the person's own membership)."""
    inside = passage if isinstance(passage, access.Passage) else access.Passage.of(passage)
    context |= inside.frame(tab)
    return render(request, f"groups/spaces/{template}", context, status=status)


def arrived_in(group, form, page="group-home"):
    """To a page of the group, after a form that was taken."""
    return arrived(form, reverse(f"groups:{page}", args=[group.slug]))


def back_to_admin(request, group_slug):
    """Where somebody lands who signed in again after a POST: nothing happened yet."""
    facilitator = access.get_facilitator_or_404(request.user, group_slug)
    return redirect("groups:group-admin", group_slug=facilitator.group.slug)


def members_page(request, group, *, suspended=False):
    """The members that the address asks for (`q`, `page`), and the form that holds the words."""
    search = forms.MemberSearchForm(request.GET)
    people = queries.members_of(group, search.words, suspended=suspended)
    page = Paginator(people, MEMBERS_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "words": search.words}


def admin_page(request, facilitator, *, status=200, refusal=""):
    """The facilitators' page, also when what they asked for was refused."""
    group = facilitator.group
    return group_page(
        request,
        "group_admin.html",
        facilitator,
        tab="admin",
        status=status,
        refusal=refusal,
        can_manage=access.can_manage_group(facilitator),
        join_requests=list(queries.join_requests_for_admin(group)),
        invitations=list(queries.invitations_for_admin(group)),
        entries=list(queries.admin_entries_for_admin(group)),
        form=forms.InviteForm(),
        **members_page(request, group, suspended=True),
    )
