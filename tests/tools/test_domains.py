"""What is registered below a public suffix."""

import pytest

import domains

SECOND = {"everywhere": ["com", "co", "gov"], "jp": ["or"]}


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.paper.example", "paper.example"),
        ("feeds.paper.co.uk", "paper.co.uk"),
        ("paper.com.ar", "paper.com.ar"),
        ("news.or.jp", "news.or.jp"),
        ("news.or.de", "or.de"),
        ("paper.example.", "paper.example"),
        ("sport.folha.uol.com.br", "folha.uol.com.br"),
        ("rss.uol.com.br", "uol.com.br"),
        ("co.uk", "co.uk"),
    ],
)
def test_a_host_belongs_to_a_registered_domain(host, domain):
    assert domains.registrable(host, SECOND, ["folha.uol.com.br"]) == domain


def test_a_host_is_below_a_domain_at_a_dot_only():
    assert domains.under("a.rss.app", ["rss.app"])
    assert domains.under("rss.app", ["rss.app"])
    assert not domains.under("myrss.app", ["rss.app"])
