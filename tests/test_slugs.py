"""How a name becomes a part of an address."""

from broadsheet.slugs import slug


def test_a_slug_is_of_ascii_whatever_the_script():
    assert slug("  The Börse & Co. – Lyon ") == "the-borse-co-lyon"
    assert slug("Süddeutsche Zeitung") == slug("Su\u0308ddeutsche Zeitung") == "suddeutsche-zeitung"
    assert slug("Pravda Україна").startswith("pravda-")
    assert slug("Pravda Україна") != slug("Pravda Беларусь")
    assert len({slug(name) for name in ("日本新聞1", "中国新闻1", "Правда", "الأخبار")}) == 4
    assert all(slug(name).isascii() and slug(name).isalnum() for name in ("日本新聞1", "Правда", "الأخبار"))
    assert slug(" – ") == ""
