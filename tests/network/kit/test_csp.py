from network.kit.csp import CMS, PREVIEW, SITE, Nonce, policy


def parsed(text):
    return {name: words.split() for name, _, words in (part.strip().partition(" ") for part in text.split(";"))}


def test_policy_of_the_site_allows_our_own_files_and_nothing_inline():
    words = parsed(policy(SITE, base_url="https://reseau.example.org"))
    assert words["default-src"] == ["'none'"]
    assert words["script-src"] == words["style-src"] == ["'self'"]
    assert words["connect-src"] == ["'self'", "wss://reseau.example.org"]
    assert words["object-src"] == words["base-uri"] == words["frame-ancestors"] == ["'none'"]
    assert "unsafe" not in policy(SITE, base_url="https://reseau.example.org")


def test_policy_of_previews_and_of_the_cms_lets_our_own_pages_frame_them():
    for directives in (PREVIEW, CMS):
        words = parsed(policy(directives, base_url="http://127.0.0.1:8000"))
        assert words["frame-ancestors"] == ["'self'"]
        assert words["object-src"] == ["'none'"]
        assert "ws://127.0.0.1:8000" in words["connect-src"]
    assert PREVIEW["script-src"] == SITE["script-src"]


def test_policy_names_a_nonce_only_when_it_was_used():
    nonce = Nonce()
    assert "nonce" not in policy(SITE, base_url="http://x", nonce=nonce.drawn)
    drawn = str(nonce)
    assert drawn == str(nonce)
    assert drawn != str(Nonce())
    assert f"'nonce-{nonce}'" in policy(SITE, base_url="http://x", nonce=nonce.drawn)
