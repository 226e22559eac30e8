"""The CMS as editors see it: what this house does not use is not shown, pages that others count on stay."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from home.pages import queries

NOT_USED = {"reports", "help"}


@hooks.register("construct_main_menu")
def hide_what_is_not_used(request: HttpRequest, items: list) -> None:
    items[:] = [item for item in items if item.name not in NOT_USED]


@hooks.register("insert_global_admin_css")
def style_for_phones() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/cms.css"))


def refuse(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    kept = queries.fixed_pages_in(pages)
    if not kept:
        return None
    names = ", ".join(f"“{title}”" for title in kept)
    messages.error(
        request, _("%(pages)s must stay where it is: the law or the site itself counts on it.") % {"pages": names}
    )
    return redirect("wagtailadmin_explore_root")


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def keep_fixed_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    return refuse(request, [page])


@hooks.register("before_move_page")
def keep_page_in_place(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    return refuse(request, [page])


@hooks.register("before_bulk_action")
def keep_fixed_pages(request: HttpRequest, action_type: str, objects: list, action) -> HttpResponse | None:
    return (
        refuse(request, objects) if Page in action.models and action_type in {"delete", "unpublish", "move"} else None
    )
