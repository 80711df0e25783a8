"""`broadsheet`: which verbs there are. Nothing heavy is imported before a verb is chosen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from broadsheet import __version__
from broadsheet.cli import contract


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; 0 when it did what was asked, 1 when it could not, 2 on a bad call."""
    chosen = parser().parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
    except BrokenPipeError:  # whoever read our lines has heard enough
        sys.stderr.close()
        return 0
    return code


def parser() -> argparse.ArgumentParser:
    """The command line, for us and for the page of docs/reference that lists it."""
    top = argparse.ArgumentParser(
        prog="broadsheet",
        description="A newsroom in a box: polls publishers, tells which articles tell one event and who said it first, and "
        "prints a site that shows its sources.",
    )
    top.add_argument("--version", action="version", version=f"broadsheet {__version__}")
    verbs = top.add_subparsers(metavar="VERB", required=True)
    _add_start(verbs)
    _add_poll(verbs)
    _add_discover(verbs)
    _add_read(verbs)
    _add_verify(verbs)
    _add_catalogue(verbs)
    contract.add_verbs(verbs)
    _add_export(verbs)
    _add_doctor(verbs)
    _add_explain(verbs)
    _add_rights(verbs)
    _add_settings(verbs)
    _add_learn(verbs)
    for said in verbs._get_subactions():  # noqa: SLF001 - argparse keeps what it says of a verb nowhere else
        verb = verbs.choices[said.dest]
        verb.description = verb.description or f"{(said.help or '')[:1].upper()}{(said.help or '')[1:]}."
    return top


Verbs = argparse._SubParsersAction  # noqa: SLF001 - argparse gives its type no public name


def _home(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--home", default="newsroom", metavar="FOLDER", help="the newsroom's folder (default: newsroom)")


def _sources(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--sources", metavar="OPML", help="an OPML file or address to poll instead of the starter publishers")
    _allow(verb)
    verb.add_argument("--pace", metavar="SECONDS", help="seconds between two requests to one host")


def _allow(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--allow-loopback", action="append", metavar="NETWORK:PORT", help="a private network and port that may be fetched"
    )


def _add_start(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("start", help="open the newsroom: poll, judge, print, and serve the site until Ctrl-C")
    _home(verb)
    _sources(verb)
    verb.add_argument("--host", help="the address to listen on")
    verb.add_argument("--port", help="the port to listen on")
    verb.add_argument("--specimen", choices=("auto", "always", "never"), help="when to open the fictional publishers")
    verb.set_defaults(run=_start)


def _add_poll(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("poll", help="one round without the site: poll what is due, read, judge, print, and leave")
    _home(verb)
    _sources(verb)
    verb.set_defaults(run=_poll)


def _add_discover(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "discover", help="find a site's feeds: a line each, with its entries, its title and where it was named"
    )
    verb.add_argument("address", metavar="ADDRESS", help="a site's, a page's or a feed's address")
    _allow(verb)
    verb.set_defaults(run=_discover)


def _add_catalogue(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "sources",
        help="search the catalogue of publishers that ships: a line each, with slug, name, home, owner, country, kind, "
        "languages and number of feeds; add publishers to a newsroom by their slugs; or write a newsroom's feeds as OPML",
    )
    verb.add_argument("what", choices=("search", "add", "export"))
    verb.add_argument("words", nargs="*", metavar="WORDS", help="a name, domain, country or owner to search; the slugs to add")
    verb.add_argument("--country", default="", help="search: at home in this country, or in a list of it (a code or a name)")
    verb.add_argument("--language", default="", help="search: in this language (a BCP 47 tag such as fr)")
    verb.add_argument("--kind", default="", help="search: of this kind, such as newspaper, agency or public broadcaster")
    verb.add_argument("--json", action="store_true", help="search: a JSON object a line, with every feed")
    verb.add_argument("--feed", action="append", metavar="URL", help="add: this feed of theirs alone (may be given again)")
    _home(verb)
    verb.set_defaults(run=_catalogue)


def _add_export(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("export", help="write the newsroom's stories as JSON Lines, as `broadsheet front` reads them")
    verb.add_argument("what", choices=("stories",))
    _home(verb)
    verb.set_defaults(run=_export)


def _add_doctor(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("doctor", help="say how the newsroom is: every article accounted for, feeds, front page, database")
    _home(verb)
    verb.add_argument("--json", action="store_true", help="the same as one JSON object")
    verb.set_defaults(run=_doctor)


def _add_read(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("read", help="explain a page: what was kept, what was cut and why, and from where each fact")
    verb.add_argument("address", metavar="URL", help="the page's address")
    verb.add_argument("--file", type=Path, metavar="HTML", help="read this saved page as if it stood there; nothing is asked")
    verb.add_argument("--home", default="", metavar="FOLDER", help="a newsroom: what it has learned of that publisher is used")
    verb.add_argument("--all", action="store_true", help="list every block that was left out, short ones too")
    verb.add_argument("--json", action="store_true", help="the same as one JSON object")
    _allow(verb)
    verb.set_defaults(run=_read)


def _add_verify(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("verify", help="check a printed story from outside: do its sentences stand in their articles?")
    verb.add_argument("address", metavar="URL", help="the story's page, of any site that runs on Broadsheet")
    verb.add_argument("--json", action="store_true", help="the same as one JSON object")
    _allow(verb)
    verb.set_defaults(run=_verify)


def _add_rights(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("rights", help="say what may be done with an article or a publisher's, since when, and why")
    verb.add_argument("what", metavar="URL|PUBLISHER", help="an article's address, or a publisher's slug")
    verb.add_argument("--on", metavar="DAY", help="only what held on that day, such as 2026-05-03")
    _home(verb)
    verb.set_defaults(run=_rights)


def _add_explain(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "explain",
        help="say how a story was put together: why each article is in and how sure that is, whose prose it prints, what was a "
        "near miss, what was merged and parted, how independent origins were counted, who decided what, and why it ranks "
        "where it does",
    )
    verb.add_argument(
        "story", metavar="STORY", help="its id, one that it had before, the address of its page, or an article's address"
    )
    _home(verb)
    verb.add_argument("--json", action="store_true", help="the same as one JSON object")
    verb.set_defaults(run=_explain)


def _add_settings(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("settings", help="show every setting, its value, and where that value comes from")
    _home(verb)
    verb.add_argument("--json", action="store_true", help="the same as one JSON object a line")
    verb.set_defaults(run=_settings)


def _add_learn(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "learn",
        help="learn sections from the stories that editors filed: compares what is learned with what is in force on some "
        "that were held back, and puts it in force only with --approve",
    )
    _home(verb)
    verb.add_argument(
        "--from",
        dest="examples",
        type=Path,
        metavar="FILE",
        help="labelled articles as well: lines of title, text, sections",
    )
    verb.add_argument("--approve", action="store_true", help="put it in force, unless it is worse")
    verb.add_argument("--out", type=Path, metavar="FILE", help="write the model there; no newsroom is asked")
    verb.add_argument("--config", type=Path, metavar="FILE", help="with --out: the settings whose sections are learned")
    verb.set_defaults(run=_learn)


def _learn(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.learn import learn

    return learn(chosen)


def _start(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.start import start

    return start(chosen)


def _poll(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.start import poll

    return poll(chosen)


def _discover(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.discover import discover

    return discover(chosen)


def _read(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.read import read

    return read(chosen)


def _verify(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.verify import verify

    return verify(chosen)


def _catalogue(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.sources import sources

    return sources(chosen)


def _export(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.newsroom import export

    return export(chosen)


def _doctor(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.newsroom import doctor

    return doctor(chosen)


def _explain(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.explain import explain

    return explain(chosen)


def _rights(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.rights import rights

    return rights(chosen)


def _settings(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.newsroom import show_settings

    return show_settings(chosen)


if __name__ == "__main__":
    sys.exit(main())
