"""Where a button or a title leads: one page of the site, one address, or one document."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, PageChooserBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

ADDRESS = re.compile(r"https?://[^\s/]+\S*|mailto:[^\s@]+@[^\s@]+|/(?![/\\])\S*")


def check_address(value: str) -> None:
    if not ADDRESS.fullmatch(value):
        raise ValidationError(_("Write an address that starts with https://, mailto: or / (a page of this site)."))


class DestinationBlock(StructBlock):
    page = PageChooserBlock(required=False, label=_("Page of this site"))
    url = CharBlock(required=False, max_length=500, validators=[check_address], label=_("Or address"))
    document = DocumentChooserBlock(required=False, label=_("Or document"))

    required_destination = False

    def clean(self, value):
        result = super().clean(value)
        given = sum(bool(result.get(name)) for name in ("page", "url", "document"))
        if given > 1 or (self.required_destination and not given):
            raise StructBlockValidationError(
                non_block_errors=[_("Choose one destination: a page, an address or a document.")]
            )
        return result


class LinkBlock(DestinationBlock):
    text = CharBlock(max_length=60, label=_("Words"), help_text=_("They say where the link leads: “See the groups”."))

    required_destination = True

    class Meta:
        icon = "link"
        label = _("Link")
        form_layout = ["text", "page", "url", "document"]
