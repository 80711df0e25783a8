"""Why a request brought no page, in a sentence for people and a word for code."""

from __future__ import annotations

from typing import Literal

import aiohttp

from broadsheet.wire.address import Forbidden

Kind = Literal["robots", "address", "scheme", "timeout", "size", "redirects", "status", "encoding", "network", "pace"]

_MEANINGS = {
    401: "it wants a login",
    402: "it wants to be paid",
    403: "it refuses us",
    404: "there is nothing",
    410: "it is gone for good",
    429: "we asked too often",
    451: "it is withheld for legal reasons",
    503: "it is overloaded or under repair",
}


class Refused(Exception):
    """A request that brought no page: `reason` is a sentence for people, `kind` a word for code.

    `status` is the answer's (0 without one), `retry_after` the seconds to wait before the next try, where they are known.
    `passing` says of a robots.txt that it disallows nothing but is out of order, which may pass.
    """

    def __init__(
        self, kind: Kind, reason: str, status: int = 0, retry_after: float | None = None, *, passing: bool = False
    ) -> None:
        super().__init__(reason)
        self.kind: Kind = kind
        self.reason = reason
        self.status = status
        self.retry_after = retry_after
        self.passing = passing


def bad_status(host: str, status: int, said: str, wait: float | None) -> Refused:
    """The refusal that a status other than 2xx makes; `said` is the server's own word for it."""
    meaning = _MEANINGS.get(status, said[:80] or "no page")
    return Refused("status", f"{host} answered {status} ({meaning}).", status, wait)


def unreached(host: str, error: OSError) -> Refused:
    """The refusal that a connection makes which did not come about."""
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, Forbidden):
        return Refused("address", f"{host} may not be fetched: {cause}.")
    if isinstance(error, aiohttp.ClientConnectorDNSError) or not isinstance(error, aiohttp.ClientError):
        return Refused("network", f"There is no host named {host}.")
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError):
        return Refused("network", f"{host} has no certificate that we can trust ({cause}).")
    return Refused("network", f"{host} could not be reached ({cause.strerror or cause}).")


def broken(host: str, error: Exception) -> Refused:
    """The refusal that an exchange makes which breaks off or is no HTTP."""
    if isinstance(error, aiohttp.ClientResponseError):
        said = " ".join(error.message.split("\n")[0].split()).rstrip(":")[:80]
        return Refused("network", f"{host} does not speak HTTP as it should ({said}).")
    if isinstance(error, aiohttp.ClientPayloadError):
        return Refused("network", f"{host} broke off its answer before the end.")
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return Refused("network", f"{host} hung up without an answer.")
    said = " ".join(str(error).split()) or type(error).__name__
    return Refused("network", f"{host} broke off the exchange ({said[:200]}).")
