"""Which characters a page's bytes are: byte-order mark, strict UTF-8, header, meta, and at last a guess."""

from __future__ import annotations

import codecs
import re

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The Encoding Standard reads these labels as their supersets (encoding.spec.whatwg.org, 4.2).
_SUPERSETS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
_MOST_SPOILT = 0.002  # part of replaced characters above which a declared charset is not believed


def text(body: bytes, content_type: str = "") -> str:
    """The characters of a page, without its byte-order mark and NULs; never raises."""
    plain = unchanged(body)
    if plain is not None:
        return plain
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace").replace("\0", "")
    try:
        return body.decode("utf-8").replace("\0", "")
    except UnicodeDecodeError:
        pass
    return _declared(body, content_type).replace("\0", "")


def unchanged(body: bytes) -> str | None:
    """The characters of a page that is UTF-8 to the byte, without byte-order mark and NULs; None of any other."""
    if b"\0" in body or body.startswith(codecs.BOM_UTF8):  # looked for among bytes: a wide string's are half zeros
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _declared(body: bytes, content_type: str) -> str:
    """By what the header or the page says, when that spoils next to nothing; else by a guess, else as cp1252."""
    named = [read for name in _names(body, content_type) if (read := _decoded(body, name))]
    clean = next((read for read in named if _spoilt(read) < _MOST_SPOILT), "")
    return clean or _guess(body) or min(named, key=_spoilt, default="") or body.decode("cp1252", "replace")


def _spoilt(text: str) -> float:
    return text.count("\ufffd") / len(text)


def _names(body: bytes, content_type: str) -> list[str]:
    head = body[:4096]
    found = [m[1] for m in (_HEADER.search(content_type),) if m]
    found += [m[1].decode("ascii") for m in (_META.search(head), _XML.search(head)) if m]
    return list(dict.fromkeys(_SUPERSETS.get(name.lower(), name.lower()) for name in found))


def _decoded(body: bytes, name: str) -> str:
    try:
        return body.decode(name, "replace") if codecs.lookup(name)._is_text_encoding else ""  # noqa: SLF001 -- no public twin
    except (LookupError, UnicodeError, AttributeError):
        return ""


def _guess(body: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(body[:30_000], steps=4, chunk_size=512).best()
    return _decoded(body, best.encoding) if best else ""
