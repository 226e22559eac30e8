"""The blocks of an ordinary page."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    StaticBlock,
    StreamBlock,
    StreamBlockValidationError,
    StructBlock,
)
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from .text import TextBlock, first_jump, headings


class CalloutBlock(StructBlock):
    kind = ChoiceBlock(
        choices=[("info", _("Information")), ("ok", _("Good news")), ("warn", _("Caution"))],
        default="info",
        label=_("Kind"),
    )
    title = CharBlock(max_length=100, label=_("Title"))
    text = TextBlock(features=["bold", "italic", "link", "ul"], label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "home/pages/blocks/callout.html"


class TableBlock(TypedTableBlock):
    """A table whose first line names the columns and whose first cells name the lines."""

    def clean(self, value):
        result = super().clean(value)
        if not result or not all(column["heading"].strip() for column in result.columns):
            raise ValidationError(_("Give every column a heading: screen readers say it before each cell."))
        return result

    class Meta:
        icon = "table"
        label = _("Table")
        template = "home/pages/blocks/table.html"


class FigureBlock(StructBlock):
    image = ImageBlock(label=_("Image"))
    caption = CharBlock(required=False, max_length=200, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Image")
        template = "home/pages/blocks/figure.html"


class DocumentBlock(StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = CharBlock(
        required=False, max_length=150, label=_("Title"), help_text=_("Empty: the title of the document.")
    )
    accessible = BooleanBlock(
        required=False,
        label=_("This document is accessible"),
        help_text=_("Otherwise the page says how to ask for another version."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "home/pages/blocks/document.html"


def facts(name: str, **meta) -> StaticBlock:
    """Something the site knows already: the editor chooses where it stands, not what it says."""
    return StaticBlock(
        template=f"home/pages/blocks/{name}.html", admin_text=_("Written from the settings of the site."), **meta
    )


class StandardBlocks(StreamBlock):
    text = TextBlock()
    callout = CalloutBlock()
    table = TableBlock([("text", CharBlock(required=False, max_length=400, label=_("Text")))])
    image = FigureBlock()
    document = DocumentBlock()
    contact = facts("contact", icon="mail", label=_("How to contact the centre"))
    legal = facts("legal", icon="clipboard-list", label=_("Publisher and host"))
    compliance = facts("compliance", icon="check", label=_("State of accessibility"))
    site_map = facts("site_map", icon="sitemap", label=_("Site map"))

    def clean(self, value):
        result = super().clean(value)
        texts = [child for child in result if child.block_type == "text"]
        if level := first_jump(level for child in texts for level in headings(child.value.source)):
            raise StreamBlockValidationError(
                non_block_errors=[
                    ValidationError(
                        _("A heading of level %(level)s comes without one of level %(above)s before it."),
                        params={"level": level, "above": level - 1},
                    )
                ]
            )
        return result

    class Meta:
        required = False
