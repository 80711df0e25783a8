"""The pictures that an item names, and what its publisher says of them."""

from lxml import etree

from broadsheet.wire import media
from broadsheet.wire.xmlnames import Names

MRSS = 'xmlns:media="http://search.yahoo.com/mrss/"'


def told(inner):
    item = etree.fromstring(f"<item {MRSS}>{inner}</item>")
    return media.read(item, Names(item))


def test_a_groups_pictures_are_found_with_the_credit_that_stands_nearest():
    found = told(
        "<media:credit>Agency</media:credit><media:group><media:content url='/a.jpg' width='9'>"
        "<media:credit>Ada Frey</media:credit></media:content><media:content url='/b.jpg'/></media:group>"
        "<media:thumbnail url='/c.jpg'/>"
    )
    assert [(each["url"], each["credit"]) for each in found.contents] == [("/a.jpg", "Ada Frey"), ("/b.jpg", "Agency")]
    assert [each["url"] for each in found.thumbnails] == ["/c.jpg"]


def test_a_title_and_a_description_are_found_in_an_item_or_in_its_picture():
    found = told("<media:content url='/a'><media:title>T</media:title><media:description>D</media:description></media:content>")
    assert (found.title, found.description, found.contents[0]["description"]) == ("T", "D", "D")


def test_a_content_without_an_address_is_no_picture_and_depth_has_an_end():
    assert told("<media:content/>").contents == []
    deep = "<media:group>" * 50 + "<media:content url='/x'/>" + "</media:group>" * 50
    assert told(deep).contents == []
