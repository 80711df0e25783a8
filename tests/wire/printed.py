"""A publisher of ours that prints pages for tests: one design, texts of their own, and what recurs between them."""

_WHO = ("mayor", "harbour master", "council", "river authority", "bishop", "bus company", "school board", "fire chief")
_DID = ("opened", "closed", "refused", "promised", "delayed", "praised", "measured", "sold")
_WHAT = ("the old bridge", "a fish market", "the north quay", "two ferries", "the town clock", "a swimming pool", "the archive")
_WHY = ("after the flood", "before the winter", "against all advice", "for the first time", "without a vote", "in heavy rain")
PROMISE = "The Ford Post is made by forty people."
ALIEN = "Buy garden chairs of the kind that neighbours envy, delivered within two working days."


def paragraphs(number, many=8):
    """The text of the page of that number: sentences that no other page has."""
    return [_paragraph(number, place) for place in range(many)]


def _paragraph(number, place):
    seed = number * 31 + place * 7
    parts = [
        f"The {_WHO[(seed + n) % 8]} {_DID[(seed * 3 + n) % 8]} {_WHAT[(seed + 5 * n) % 7]} {_WHY[(seed + n * n) % 6]}"
        for n in range(2)
    ]
    return f"{parts[0]}, report {number} of part {place} says. {parts[1]}, as {100 + seed} people had asked in their letters."


def page(number, body="story", promise=PROMISE, own=None):
    """A page's HTML; `body` is the class of the element that holds the text."""
    own = paragraphs(number) if own is None else own
    middle = len(own) // 2
    text = "".join(f"<p>{each}</p>" for each in own[:middle])
    rest = "".join(f"<p>{each}</p>" for each in own[middle:])
    link = f'<p class="more">Read more: <a href="/{number + 1}">{_WHO[number % 8]} speaks of page {number + 1}</a></p>'
    return (
        f"<!doctype html><html lang=en><head><title>Report {number} | Ford Post</title>"
        f'<meta property="og:title" content="Report {number}: the news of the day"><meta property="og:type" content="article">'
        f'</head><body class="post-{48_000 + number}"><header><nav><a href="/">Home</a> <a href="/town">Town</a></nav></header>'
        f"<main><article class='post-{48_000 + number} wide'><h1>Report {number}: the news of the day</h1>"
        f'<div class="{body} post-{48_000 + number}">{text}{link}{rest}<p>{promise}</p>'
        f'<aside class="chairs"><p>{ALIEN}</p></aside></div></article></main>'
        f"<footer><p>Ford Post, Quay Street 4. Printed daily since 1871.</p></footer></body></html>"
    )
