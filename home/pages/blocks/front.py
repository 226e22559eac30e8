"""The blocks of the home page."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    IntegerBlock,
    ListBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)

from home.pages.enums import ActionFormat

from .links import DestinationBlock, LinkBlock
from .standard import FigureBlock
from .text import TextBlock as RichText

ICONS = {
    ActionFormat.CYCLE: "graduation-cap",
    ActionFormat.WORKSHOP: "pencil-ruler",
    ActionFormat.BREAKFAST: "messages-square",
    ActionFormat.DATA: "table",
    ActionFormat.STUDY: "notebook-text",
    ActionFormat.ONLINE: "video",
    ActionFormat.OTHER: "calendar-days",
}


def hue_block() -> IntegerBlock:
    return IntegerBlock(min_value=1, max_value=8, default=1, label=_("Colour, 1 to 8"))


class HeroBlock(StructBlock):
    title = CharBlock(max_length=90, label=_("Title"))
    lede = TextBlock(max_length=300, rows=3, label=_("Promise in one sentence"))
    buttons = ListBlock(LinkBlock(), max_num=2, label=_("Buttons"))

    class Meta:
        icon = "title"
        label = _("Opening")
        template = "home/pages/blocks/hero.html"


class SectionBlock(StructBlock):
    """A part of the home page: a heading, and where to see more."""

    title = CharBlock(max_length=90, label=_("Title"))
    more = ListBlock(LinkBlock(), min_num=0, max_num=1, default=[], label=_("Link beside the title"))


class DateItemBlock(DestinationBlock):
    date = DateBlock(label=_("Date"))
    format = ChoiceBlock(choices=ActionFormat.choices, default=ActionFormat.WORKSHOP, label=_("Format"))
    title = CharBlock(max_length=150, label=_("Title"))
    meta = CharBlock(required=False, max_length=120, label=_("Hours and place"))
    state = CharBlock(required=False, max_length=60, label=_("To know"), help_text=_("For example: 4 places left."))

    class Meta:
        icon = "date"
        label = _("Date")
        form_layout = ["date", "format", "title", "meta", "state", "page", "url", "document"]


class DatesBlock(SectionBlock):
    """The next dates: those gone by are no longer shown, the nearest comes first."""

    items = ListBlock(DateItemBlock(), label=_("Dates"))

    def get_context(self, value, parent_context=None):
        today = timezone.localdate()
        coming = sorted((item for item in value["items"] if item["date"] >= today), key=lambda item: item["date"])
        rows = [
            {"item": item, "icon": ICONS.get(item["format"], "users"), "format": ActionFormat(item["format"]).label}
            for item in coming
        ]
        return {**super().get_context(value, parent_context), "rows": rows}

    class Meta:
        icon = "date"
        label = _("Next dates")
        template = "home/pages/blocks/dates.html"
        form_layout = ["title", "items", "more"]


class StoryBlock(DestinationBlock):
    theme = CharBlock(max_length=60, label=_("Theme"))
    hue = hue_block()
    place = CharBlock(required=False, max_length=60, label=_("Place"))
    title = CharBlock(max_length=150, label=_("Title"))
    text = TextBlock(max_length=400, rows=3, label=_("Text"))

    class Meta:
        icon = "openquote"
        label = _("Experience")
        form_layout = ["theme", "hue", "place", "title", "text", "page", "url", "document"]


class FigureOfStoryBlock(StructBlock):
    label = CharBlock(max_length=40, label=_("What is counted"))
    value = CharBlock(max_length=16, label=_("Figure"))

    class Meta:
        icon = "order"
        label = _("Figure")


class LeadBlock(StoryBlock):
    figures = ListBlock(FigureOfStoryBlock(), min_num=0, max_num=4, default=[], label=_("Figures"))

    class Meta:
        form_layout = [*StoryBlock._meta_class.form_layout, "figures"]


class FeatureBlock(SectionBlock):
    lead = LeadBlock(label=_("Experience told with figures"))
    stories = ListBlock(StoryBlock(), min_num=0, max_num=4, default=[], label=_("Other experiences"))

    class Meta:
        icon = "pick"
        label = _("An experience, and others")
        template = "home/pages/blocks/feature.html"
        form_layout = ["title", "lead", "stories", "more"]


class CardBlock(DestinationBlock):
    label = CharBlock(max_length=24, label=_("Word on the cover"))
    mark = CharBlock(max_length=10, label=_("Large letters on the cover"))
    hue = hue_block()
    title = CharBlock(max_length=150, label=_("Title"))
    text = TextBlock(required=False, max_length=300, rows=2, label=_("Text"))
    meta = CharBlock(
        required=False, max_length=120, label=_("Details"), help_text=_("For a file: its type and weight.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Card")
        form_layout = ["label", "mark", "hue", "title", "text", "meta", "page", "url", "document"]


class CardsBlock(SectionBlock):
    cards = ListBlock(CardBlock(), min_num=1, max_num=6, label=_("Cards"))

    class Meta:
        icon = "grip"
        label = _("Cards")
        template = "home/pages/blocks/cards.html"
        form_layout = ["title", "cards", "more"]


class NetworksBlock(StructBlock):
    title = CharBlock(max_length=90, label=_("Title"))
    text = TextBlock(max_length=400, rows=3, label=_("Text"))
    buttons = ListBlock(LinkBlock(), max_num=1, label=_("Button"))

    class Meta:
        icon = "group"
        label = _("The groups of the network")
        template = "home/pages/blocks/networks.html"


class CallBlock(StructBlock):
    title = CharBlock(max_length=90, label=_("Title"))
    text = TextBlock(max_length=300, rows=2, label=_("Text"))
    buttons = ListBlock(LinkBlock(), min_num=1, max_num=2, label=_("Buttons"))

    class Meta:
        icon = "pick"
        label = _("Call to action")
        template = "home/pages/blocks/call.html"


class FrontBlocks(StreamBlock):
    hero = HeroBlock()
    dates = DatesBlock()
    feature = FeatureBlock()
    cards = CardsBlock()
    networks = NetworksBlock()
    call = CallBlock()
    text = RichText()
    image = FigureBlock()

    class Meta:
        block_counts = {"hero": {"min_num": 1, "max_num": 1}}
