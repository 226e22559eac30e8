"""Pieces of a page that depend on few things: drawn once for each of these things, in each process."""

from django.template import Context, Node, TemplateSyntaxError
from django.template.base import NodeList, Parser, Token, token_kwargs
from django.utils.translation import get_language

KEPT_MAX = 512
PLAIN = (str, int, tuple, type(None))


class KeptNode(Node):
    """Inside, only what is named is visible: what is kept for one person can hold nothing of another."""

    def __init__(self, names: dict, nodelist: NodeList):
        self.names, self.nodelist = names, nodelist
        self.kept: dict[tuple, str] = {}

    def render(self, context: Context) -> str:
        values = {name: expression.resolve(context) for name, expression in self.names.items()}
        if odd := [name for name, value in values.items() if not isinstance(value, PLAIN)]:
            raise TypeError(f"{{% kept %}} takes plain values, not objects: {', '.join(odd)}")
        key = (get_language(), *values.values())
        found = self.kept.get(key)
        if found is None:
            if len(self.kept) >= KEPT_MAX:
                self.kept.clear()
            found = self.kept[key] = self.nodelist.render(context.new(values))
        return found


def kept(parser: Parser, token: Token) -> KeptNode:
    """{% kept section=section slug=group.slug %}…{% endkept %}. Never around a {% csrf_token %}: it is not visible."""
    _name, *bits = token.split_contents()
    names = token_kwargs(bits, parser)
    if bits:
        raise TemplateSyntaxError(f"kept takes name=value only, not {bits[0]!r}")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(names, nodelist)
