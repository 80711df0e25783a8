"""Rights at the desk: opt-outs decided with a click, letters put on file, the ledger beside publisher and article."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model

from broadsheet.press.archive import optouts
from broadsheet.press.archive.models import Article, Letter, OptOut, Publisher, Ruling
from broadsheet.press.newsdesk import rights
from tests.press.archive.newsroom import NOW
from tests.press.newsdesk.paper import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    told("Tunnel closed after pump fails", 2)
    Publisher.objects.filter(slug="outlet-0").update(home="https://outlet-0.example")
    return optouts.ask("https://outlet-0.example", "desk@outlet-0.example", "Please.", NOW)


def click(editor, row, act):
    editor.post(f"/desk/optouts/decide/{row.pk}/", {"act": act})
    row.refresh_from_db()
    return row.state


def test_editors_see_a_request_at_once(editor, asked):
    page = editor.get("/desk/optouts/").content.decode()
    assert asked.host in page
    assert "desk@outlet-0.example" in page
    assert "sites ask to be left out" in editor.get("/desk/").content.decode()


def test_a_click_leaves_a_site_out_and_another_lifts_it(editor, asked):
    assert click(editor, asked, "accept") == "in force"
    assert asked.decided_by == "ada"
    assert Article.objects.get(publisher="outlet-0").rights == "none"
    assert Publisher.objects.get(slug="outlet-0").opted_out
    assert click(editor, asked, "lift") == "lifted"
    assert not Publisher.objects.get(slug="outlet-0").opted_out
    assert Article.objects.get(publisher="outlet-1").rights == "excerpt"


def test_a_refused_request_changes_nothing(editor, asked):
    assert click(editor, asked, "refuse") == "refused"
    assert Article.objects.get(publisher="outlet-0").rights == "excerpt"
    assert click(editor, asked, "lift") == "refused"


def test_only_editors_decide(client, asked):
    client.force_login(get_user_model().objects.create_user("bob", password="a-long-password"))
    assert client.post(f"/desk/optouts/decide/{asked.pk}/", {"act": "accept"}).status_code in {302, 403}
    assert OptOut.objects.get().state == "waiting"


def test_a_letter_is_put_on_file_with_who_filed_it(editor, monkeypatch):
    monkeypatch.setattr(rights, "clock", lambda: NOW)
    told("Tunnel closed after pump fails")
    given = {"publisher": "outlet-0", "signed_by": "Ann Lee, editor", "dated": "2026-03-01", "scope": "", "reference": "mail"}
    editor.post("/desk/letters/new/", given | {"until": ""})
    letter = Letter.objects.get()
    assert (letter.editor, letter.signed_by, letter.until) == ("ada", "Ann Lee, editor", None)
    assert Article.objects.get().rights == "full"
    assert "Ann Lee" in editor.get("/desk/letters/").content.decode()
    editor.post(f"/desk/letters/edit/{letter.pk}/", given | {"until": "2026-03-02"})
    assert Article.objects.get().rights == "excerpt"


def test_a_publisher_is_shown_with_what_the_ledger_allows_and_since_when_it_opted_out(editor):
    for title in ("Tunnel closed after pump fails", "Harbour reopens"):
        told(title)
    first, second = Article.objects.order_by("pk")
    common = {"publisher_id": "outlet-0", "first_seen": NOW, "last_seen": NOW}
    Ruling.objects.create(article=first, mode="full", **common)
    Ruling.objects.create(article=first, mode="link", superseded=NOW, **common)
    why = "its publisher asked us to print nothing"
    Ruling.objects.create(article=second, mode="none", why=why, **common)
    Publisher.objects.filter(slug="outlet-0").update(opted_out=True)
    assert rights.standings() == {"outlet-0": rights.Standing((("full", 1), ("none", 1)), NOW)}
    for path in ("/desk/publishers/", "/desk/publishers/edit/outlet-0/"):
        page = editor.get(path).content.decode()
        assert "full 1, none 1" in page
        assert "since 4 Mar 2026" in page
        assert "Nothing is in the ledger yet" not in page


def test_the_ledger_stands_beside_publisher_and_article(editor):
    told("Tunnel closed after pump fails")
    row = Article.objects.get()
    evidence = [{"kind": "agents", "mode": "excerpt", "words": "robots.txt refuses GPTBot", "machine": False, "scope": "site"}]
    common = {"publisher_id": "outlet-0", "mode": "excerpt", "machine": False, "evidence": evidence, "why": "agents"}
    times = {"first_seen": NOW, "last_seen": NOW + timedelta(days=1)}
    Ruling.objects.create(article=row, **common, **times)
    Ruling.objects.create(site="https://outlet-0.example", **common, **times)
    for path in (f"/desk/articles/inspect/{row.pk}/", "/desk/publishers/edit/outlet-0/"):
        page = editor.get(path).content.decode()
        assert "robots.txt refuses GPTBot" in page
        assert "no language model" in page
