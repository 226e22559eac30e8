"""Pieces of a page that depend on few things: drawn once for each of these things, in each process. What is another one
each time stands in holes of them.
"""

from secrets import token_hex

from django.template import Context, Node, TemplateSyntaxError
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.translation import get_language

KEPT_MAX = 512
PLAIN = (str, int, tuple, type(None))
HOLES = "holes of what is being kept"  # no template can name it


class Holes(list):
    """The fresh nodes that were met while a piece was drawn, in order; `mark` stands where each was, `around` is
    what they see.
    """

    def __init__(self, around: Context):
        super().__init__()
        self.around = around
        self.mark = f"<{token_hex(16)}>"


class FreshNode(Node):
    def __init__(self, nodelist: NodeList, unless: FilterExpression | None):
        self.nodelist, self.unless = nodelist, unless

    def render(self, context: Context) -> str:
        holes = context.get(HOLES)
        if holes is None:
            return self.nodelist.render(context)
        if self.unless and self.unless.resolve(context, ignore_failures=True):
            return self.nodelist.render(holes.around)
        holes.append(self)
        return holes.mark


class KeptNode(Node):
    """Inside, only what is named is visible: what is kept for one person can hold nothing of another."""

    def __init__(self, names: dict, nodelist: NodeList):
        self.names, self.nodelist = names, nodelist
        self.kept: dict[tuple, tuple[list[str], list[FreshNode]]] = {}

    def render(self, context: Context) -> str:
        values = {name: expression.resolve(context) for name, expression in self.names.items()}
        if odd := [name for name, value in values.items() if not isinstance(value, PLAIN)]:
            raise TypeError(f"{{% kept %}} takes plain values, not objects: {', '.join(odd)}")
        key = (get_language(), *values.values())
        found = self.kept.get(key)
        if found is None:
            if len(self.kept) >= KEPT_MAX:
                self.kept.clear()
            found = self.kept[key] = self.drawn(context, values)
        pieces, holes = found
        return filled(pieces, holes, context) if holes else pieces[0]

    def drawn(self, context: Context, values: dict) -> tuple[list[str], list[FreshNode]]:
        holes = Holes(context)
        text = self.nodelist.render(context.new({**values, HOLES: holes}))
        return text.split(holes.mark) if holes else [text], list(holes)


def filled(pieces: list[str], holes: list[FreshNode], context: Context) -> str:
    first, *others = pieces
    return "".join([first, *(hole.render(context) + piece for hole, piece in zip(holes, others, strict=True))])


def kept(parser: Parser, token: Token) -> KeptNode:
    """{% kept section=section slug=group.slug %}…{% endkept %}. Around a {% csrf_token %} only when that one stands in
    a {% fresh %}: it is not visible otherwise.
    """
    _name, *bits = token.split_contents()
    names = token_kwargs(bits, parser)
    if bits:
        raise TemplateSyntaxError(f"kept takes name=value only, not {bits[0]!r}")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(names, nodelist)


def fresh(parser: Parser, token: Token) -> FreshNode:
    """{% fresh %}…{% endfresh %}: a hole in what is kept, drawn each time, with what is visible around the kept piece
    and not inside it. {% fresh unless=blank %}: no hole where this named value says that everybody gets the same. Where
    nothing is kept, it changes nothing.
    """
    _name, *bits = token.split_contents()
    options = token_kwargs(bits, parser)
    if bits or options.keys() - {"unless"}:
        raise TemplateSyntaxError("fresh takes unless=name only")
    nodelist = parser.parse(("endfresh",))
    parser.delete_first_token()
    return FreshNode(nodelist, options.get("unless"))
