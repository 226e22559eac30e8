from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import TemplateView

from .styleguide import samples


class StyleguideView(TemplateView):
    """Every component in every state, for whoever builds pages: in demonstration mode only."""

    template_name = "styleguide.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**samples(), **kwargs)
