"""Rights from the site's word to the printed page: each row of the table on the whole path, and changes within one cycle."""

from __future__ import annotations

from datetime import timedelta

import pytest

from broadsheet.press.archive import models, optouts, reprint, rulings
from broadsheet.press.front import cache
from broadsheet.press.recheck import PROOFS_EVERY, RETRY
from broadsheet.settings import Settings
from broadsheet.wire.site import KEPT
from broadsheet.wire.table import TABLE
from tests.press.archive.newsroom import FLOOD, OPERA
from tests.press.round import Round, everywhere

pytestmark = pytest.mark.django_db
SETTINGS = Settings()
DAY = timedelta(days=1, minutes=1)
AGROUND = """A cargo ship ran aground off Bremen on Friday, spilling 400 tonnes of grain, the coast guard said.

It was carrying wheat to Oslo. The coast guard said tugs would try to free the ship at high water on Saturday.

Nobody was hurt when the cargo ship ran aground, and its eleven crew stayed on board, the coast guard said.
"""
FREED = """Tugs pulled a stranded cargo ship free off Bremen on Saturday, a day after it ran aground with a cargo of wheat.

The ship's owner, Halm Lines, said the pilot had been suspended while the coast guard investigates.

The grain that the cargo ship spilled off Bremen will feed gulls for a week, harbour officials said.
"""
QUOTE = "We are pumping as fast as we can"
DEED = "https://creativecommons.org/licenses/by/4.0/"
RSL = '<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>{}</license></content></rsl>'
NO_AI = RSL.format('<prohibits type="usage">ai-all</prohibits>')


@pytest.fixture(autouse=True)
def _this_thread(monkeypatch):
    """The rows of a test are seen by its own thread alone, and Django must not mind the loop around it."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    cache.PAGES.clear()


@pytest.fixture
def newsroom():
    return Round()


def article(**of):
    return models.Article.objects.get(**of)


def printed(client):
    """All that readers, feeds and search show of the only story; empty when it is not in print."""
    story = models.Story.objects.filter(state="printed").first()
    paths = ["/", "/feed.xml", "/latest/", "/search/?q=tunnel"]
    if story is not None:
        paths += [f"/story/{story.pk}/{story.slug}/", f"/article/{article().pk}/", "/publisher/courier/"]
    answers = [client.get(path) for path in paths]
    return "\n".join(answer.content.decode() for answer in answers if answer.status_code == 200)


def head(name, content):
    return f'<meta name="{name}" content="{content}">'


WAYS = [
    # how it is said, on the whole path; the mode; whether a language model may see it
    ({"robots": "User-agent: *\nDisallow: /"}, "none", None),
    ({"robots": "User-agent: Broadsheet\nDisallow: /tunnel"}, "none", None),
    ({"opted_out": True}, "none", None),
    ({"head": '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'}, "link", False),
    ({"headers": {"tdm_reservation": "1"}}, "link", False),
    ({"head": head("tdm-reservation", "1")}, "link", False),
    ({"tdmrep": '[{"location": "/", "tdm-reservation": 1}]'}, "link", False),
    ({"tdmrep": '[{"location": "/sport/*", "tdm-reservation": 1}]'}, "excerpt", True),
    ({"tdmrep": '[{"location": "/", "tdm-reservation": 1}]', "head": head("tdm-reservation", "0")}, "excerpt", True),
    ({"robots": "License: https://courier.example/rsl.xml", "rsl": NO_AI}, "link", False),
    ({"headers": {"link": '</rsl.xml>; rel="license"; type="application/rsl+xml"'}, "rsl": NO_AI}, "link", False),
    ({"head": '<link rel=license type="application/rsl+xml" href="/rsl.xml">', "rsl": NO_AI}, "link", False),
    ({"head": f'<script type="application/rsl+xml">{NO_AI}</script>'}, "link", False),
    ({"robots": "License: https://courier.example/gone.xml"}, "excerpt", False),
    ({"head": head("robots", "nosnippet")}, "link", False),
    ({"robots": "User-agent: *\nContent-Signal: search=no\nAllow: /"}, "link", False),
    ({"robots": "User-agent: GPTBot\nDisallow: /"}, "excerpt", False),
    ({"robots": "User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /"}, "excerpt", False),
    ({"head": head("robots", "noai")}, "excerpt", False),
    ({"head": head("robots", "max-snippet:60")}, "excerpt", True),
    ({}, "excerpt", True),
    ({"head": f'<link rel="license" href="{DEED}">'}, "full", True),
    ({"letter": True}, "full", True),
    ({"letter": True, "headers": {"tdm_reservation": "1"}}, "full", True),
    ({"licence": "CC BY-ND"}, "full", True),
]


@pytest.mark.parametrize(("said", "mode", "model"), WAYS, ids=lambda value: str(value)[:70])
def test_the_table_on_the_whole_path(newsroom, client, said, mode, model):
    url = newsroom.brings("courier", "tunnel", "Tunnel closed", FLOOD, said.get("head", ""), **said.get("headers", {}))
    publisher = models.Publisher.objects.get()
    models.Publisher.objects.update(opted_out=said.get("opted_out", False), licence=said.get("licence", ""))
    if "letter" in said:
        models.Letter.objects.create(
            publisher=publisher, signed_by="the editor", dated=newsroom.at, reference="x", at=newsroom.at
        )
    for name, path in (("tdmrep", "/.well-known/tdmrep.json"), ("rsl", "/rsl.xml")):
        if name in said:
            newsroom.wire.pages[f"https://courier.example{path}"] = (said[name], ())
    if "robots" in said:
        newsroom.wire.robots["courier.example"] = said["robots"]
    newsroom.turn()
    row, shown = article(url=url), printed(client)
    assert row.rights == mode
    assert models.Ruling.objects.get(article=row, superseded=None).mode == mode
    if model is not None:
        assert row.machine is model
    assert ("Tunnel closed" in shown) == (mode != "none")
    assert ("Flood water closed the Humber tunnel" in shown) == (mode in {"excerpt", "full"})
    assert (QUOTE in shown) == (mode == "full")
    if mode in {"link", "none"}:
        assert everywhere("Humber") == everywhere(QUOTE) == []
        assert url not in newsroom.wire.asked or mode == "link"


def test_max_snippet_bounds_what_every_page_shows(newsroom, client):
    newsroom.brings("courier", "tunnel", "Tunnel closed", FLOOD, head("robots", "max-snippet:60"))
    newsroom.turn()
    assert len(article().excerpt) <= 60
    shown = printed(client)
    assert "Flood water closed" in shown
    assert "on Wednesday after a pump failed" not in shown


CHANGES = [
    ({"robots": "User-agent: *\nDisallow: /"}, "none"),
    ({"tdmrep": '[{"location": "/", "tdm-reservation": 1}]'}, "link"),
    ({"robots": "License: https://courier.example/rsl.xml", "rsl": NO_AI}, "link"),
]


def says(newsroom, said):
    for name, path in (("tdmrep", "/.well-known/tdmrep.json"), ("rsl", "/rsl.xml")):
        newsroom.wire.pages.pop(f"https://courier.example{path}", None)
        if name in said:
            newsroom.wire.pages[f"https://courier.example{path}"] = (said[name], ())
    newsroom.wire.robots["courier.example"] = said.get("robots", "")


@pytest.mark.parametrize(("said", "mode"), CHANGES)
def test_what_a_site_changes_is_printed_so_within_one_cycle_and_back(newsroom, client, said, mode):
    newsroom.brings("courier", "tunnel", "Tunnel closed", FLOOD)
    newsroom.turn()
    assert "Flood water closed the Humber tunnel" in printed(client)
    versions = dict(models.Printed.objects.values_list("key", "version"))
    says(newsroom, said)
    newsroom.at += DAY
    newsroom.turn()
    shown = printed(client)
    assert article().rights == mode
    assert "Humber" not in shown
    assert ("Tunnel closed" in shown) == (mode == "link")
    assert everywhere("Humber") == []
    after = dict(models.Printed.objects.values_list("key", "version"))
    assert all(after[key] > versions.get(key, 0) for key in ("front", "publisher:courier", f"story:{article().pk}"))
    says(newsroom, {})
    newsroom.at += DAY
    newsroom.turn()
    assert (article().rights, article().state) == ("excerpt", "published")
    assert "Flood water closed the Humber tunnel" in printed(client)


def test_key_points_of_an_article_that_may_not_be_quoted_any_more_are_gone(newsroom, client):
    newsroom.brings("courier", "ship", "Cargo ship aground off Bremen", AGROUND)
    newsroom.brings("post", "tugs", "Tugs free cargo ship off Bremen", FREED)
    newsroom.turn()
    story = models.Story.objects.get(state="printed")
    assert {said["source"] for said in story.summary} == set(models.Article.objects.values_list("pk", flat=True))
    says(newsroom, {"tdmrep": '[{"location": "/", "tdm-reservation": 1}]'})
    newsroom.at += DAY
    newsroom.turn()
    story.refresh_from_db()
    courier, post = article(publisher="courier"), article(publisher="post")
    assert (courier.rights, post.rights, story.state) == ("link", "excerpt", "printed")
    assert courier.pk not in {said["source"] for said in story.summary}
    assert everywhere("400 tonnes of grain") == everywhere("eleven crew stayed on board") == []
    page = client.get(f"/story/{story.pk}/{story.slug}/").content.decode()
    assert "Cargo ship aground off Bremen" in page
    assert "Tugs pulled a stranded cargo ship free off Bremen" in page


def test_the_ledger_answers_for_any_day(newsroom):
    url = newsroom.brings("courier", "tunnel", "Tunnel closed", FLOOD)
    newsroom.turn()
    first = newsroom.at
    newsroom.at += DAY
    newsroom.turn()
    assert models.Ruling.objects.exclude(article=None).count() == 1
    says(newsroom, {"robots": "User-agent: *\nDisallow: /"})
    newsroom.at += DAY
    newsroom.turn()
    name = article(url=url).pk
    assert rulings.on_day(name, first - timedelta(minutes=1)) is None
    assert rulings.on_day(name, first + timedelta(hours=1)).mode == "excerpt"
    then = rulings.on_day(name, newsroom.at)
    assert (then.mode, [each.where for each in rulings.evidence(then)]) == ("none", ["https://courier.example/robots.txt"])
    assert rulings.history(publisher="courier", article=None).count() == 2


def test_a_site_that_cannot_be_asked_keeps_what_it_had(newsroom):
    newsroom.brings("courier", "tunnel", "Tunnel closed", FLOOD)
    newsroom.turn()

    async def down(_):
        from broadsheet.wire.fetch import Refused

        raise Refused("timeout", "It took too long.")

    newsroom.wire.rules = down
    newsroom.at += DAY
    newsroom.turn()
    assert article().rights == "excerpt"


BROKEN = [
    {"tdmrep": '[{"location": "https://[", "tdm-reservation": 1}]'},
    {"robots": "License: https://courier.example/rsl.xml", "rsl": NO_AI.replace('url="/"', 'url="http://[x"')},
]


@pytest.mark.parametrize("said", BROKEN)
def test_terms_about_no_address_are_about_nothing(newsroom, said):
    newsroom.brings("courier", "tunnel", "Tunnel closed", FLOOD)
    newsroom.turn()
    says(newsroom, said)
    newsroom.at += DAY
    newsroom.turn()
    assert (article().rights, models.Site.objects.get().checked) == ("excerpt", newsroom.at)


def test_a_site_whose_answer_breaks_us_is_asked_again_later(newsroom, caplog):
    newsroom.brings("courier", "tunnel", "Tunnel closed", FLOOD)
    newsroom.turn()
    row = optouts.ask("courier.example", "desk@courier.example", "", newsroom.at)

    async def broken(*_, **__):
        raise ValueError("nobody expected this")

    newsroom.wire.rules = newsroom.wire.get = broken
    newsroom.at += DAY
    newsroom.turn()
    row.refresh_from_db()
    assert (row.state, row.tries, row.found) == ("waiting", 1, "It could not be looked for (ValueError).")
    assert [each.checked + KEPT - RETRY for each in models.Site.objects.all()] == [newsroom.at]
    assert "https://courier.example" in caplog.text


def test_an_opt_out_takes_everything_away_at_once_and_lifting_it_reads_again(newsroom, client):
    newsroom.brings("courier", "tunnel", "Tunnel closed", FLOOD)
    newsroom.brings("post", "opera", "Opera names its director", OPERA)
    newsroom.turn()
    publisher = models.Publisher.objects.get(slug="courier")
    reprint.opt_out(publisher, SETTINGS, newsroom.at)
    assert everywhere("Humber") == []
    assert "Tunnel closed" not in client.get("/").content.decode()
    newsroom.turn()
    assert (article(publisher="courier").rights, article(publisher="post").rights) == ("none", "excerpt")
    publisher.refresh_from_db()
    reprint.opt_in(publisher, SETTINGS, newsroom.at)
    newsroom.turn()
    row = article(publisher="courier")
    assert (row.rights, row.state) == ("excerpt", "published")
    assert row.text.startswith("Flood water")


def test_a_letter_opens_what_was_only_linked_and_its_end_closes_it_again(newsroom):
    newsroom.brings("courier", "tunnel", "Tunnel closed", FLOOD, tdm_reservation="1")
    newsroom.turn()
    publisher = models.Publisher.objects.get()
    models.Letter.objects.create(
        publisher=publisher, signed_by="the editor", dated=newsroom.at.date(), reference="on file", at=newsroom.at,
        scope="https://courier.example/*", until=newsroom.at.date() + timedelta(days=2),
    )  # fmt: skip
    reprint.on_file(publisher, SETTINGS, newsroom.at)
    newsroom.turn()
    assert (article().rights, article().state) == ("full", "published")
    newsroom.at += 4 * DAY
    newsroom.turn()
    assert article().rights == "link"
    assert everywhere("Humber") == []


def test_a_page_becomes_unavailable_on_its_day(newsroom):
    newsroom.brings("courier", "tunnel", "Tunnel closed", FLOOD, head("robots", "unavailable_after: 2026-03-05"))
    newsroom.turn()
    assert article().rights == "excerpt"
    newsroom.at += DAY
    newsroom.turn()
    assert article().rights == "none"


PROOFS = [
    lambda row: {f"https://courier.example{optouts.WELL_KNOWN}": (f"{row.token}\n", ())},
    lambda row: {"https://courier.example/": (f'<meta name="{optouts.META}" content="{row.token}">', ())},
]


@pytest.mark.parametrize("proof", PROOFS, ids=["file", "meta tag"])
def test_a_proven_opt_out_takes_effect_by_itself(newsroom, proof):
    newsroom.brings("courier", "tunnel", "Tunnel closed", FLOOD)
    newsroom.turn()
    row = optouts.ask("www.courier.example/news", "desk@courier.example", "", newsroom.at)
    newsroom.turn()
    row.refresh_from_db()
    assert row.tries == 0  # proofs are looked for once a minute
    newsroom.at += PROOFS_EVERY
    newsroom.turn()
    row.refresh_from_db()
    assert (row.state, row.tries, article().rights) == ("waiting", 1, "excerpt")
    newsroom.wire.pages |= {url.replace("https://", "https://www."): page for url, page in proof(row).items()}
    newsroom.at += optouts.FIRST * 2
    newsroom.turn()
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("in force", optouts.BY_PROOF)
    assert models.Publisher.objects.get().opted_out
    assert article().rights == "none"
    assert everywhere("Humber") == []


@pytest.mark.parametrize("proof", PROOFS, ids=["file", "meta tag"])
@pytest.mark.parametrize(
    ("host", "state"),
    [("news.courier.example", "waiting"), ("attacker.example", "waiting"), ("www.courier.example", "in force")],
)
def test_a_proof_is_one_only_on_the_site_itself(newsroom, proof, host, state):
    row = optouts.ask("courier.example", "desk@courier.example", "", newsroom.at)
    newsroom.wire.pages |= proof(row)
    newsroom.wire.moved = {url: url.replace("courier.example", host) for url in proof(row)}
    newsroom.turn()
    row.refresh_from_db()
    assert row.state == state


def test_what_others_link_to_on_a_site_that_opted_out_is_not_read(newsroom):
    row = optouts.ask("https://courier.example", "desk@courier.example", "", newsroom.at)
    optouts.accept(row, "ada", SETTINGS, newsroom.at)
    url = newsroom.brings("courier", "tunnel", "Tunnel closed", FLOOD)
    newsroom.turn()
    assert article().rights == "none"
    assert url not in newsroom.wire.asked


ELSEWHERE = "https://stranger.example/tunnel"


def leads_elsewhere(newsroom):
    """A courier's address that redirects to a stranger's page."""
    url = newsroom.brings("courier", "tunnel", "Tunnel closed", FLOOD)
    newsroom.wire.moved[url] = ELSEWHERE
    newsroom.wire.pages[ELSEWHERE] = newsroom.wire.pages.pop(url)
    return url


def test_what_redirects_to_a_site_that_opted_out_is_not_kept(newsroom):
    models.OptOut.objects.create(
        origin="https://stranger.example", host="stranger.example", contact="a@stranger.example", token="t", state="in force",
        asked=newsroom.at,
    )  # fmt: skip
    leads_elsewhere(newsroom)
    newsroom.turn()
    assert (article().rights, everywhere(QUOTE)) == ("none", [])


def test_the_word_of_the_site_that_an_address_leads_to_is_heard_anew_each_day(newsroom):
    newsroom.wire.robots["stranger.example"] = "User-agent: GPTBot\nDisallow: /"
    leads_elsewhere(newsroom)
    newsroom.turn()
    assert (article().rights, article().machine, article().stands_at) == ("excerpt", False, ELSEWHERE)
    newsroom.at += DAY
    newsroom.turn()
    assert (article().rights, article().machine) == ("excerpt", False)
    newsroom.wire.robots["stranger.example"] = "User-agent: *\nDisallow: /"
    newsroom.at += DAY
    newsroom.turn()
    assert (article().rights, everywhere(QUOTE)) == ("none", [])


def test_the_table_that_people_read_names_every_mode():
    assert {row.mode for row in TABLE} == {"none", "link", "excerpt", "full"}
