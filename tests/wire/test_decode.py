"""Unpacking within a limit."""

import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.wire.decode import BadCoding, TooLarge, body


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "deflate raw": raw_deflate,
    "br": brotli.compress,
}


def unpack(coding: str, packed: bytes, limit: int, step: int = 7) -> bytes:
    taken = body(coding.removesuffix(" raw"), limit)
    for start in range(0, len(packed), step):
        taken.feed(packed[start : start + step])
    return taken.whole()


@pytest.mark.parametrize("coding", PACKERS)
@given(data=st.binary(max_size=2000), step=st.integers(1, 500))
def test_what_was_packed_comes_out_whole(coding, data, step):
    assert unpack(coding, PACKERS[coding](data), 2000, step) == data


@pytest.mark.parametrize("coding", PACKERS)
def test_the_limit_itself_passes_and_one_byte_more_does_not(coding):
    packed = PACKERS[coding](b"a" * 5000)
    assert len(unpack(coding, packed, 5000)) == 5000
    with pytest.raises(TooLarge):
        unpack(coding, packed, 4999)


def test_several_gzip_members_are_one_answer():
    assert unpack("gzip", gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 9, 100) == b"one two"


def test_a_gzip_that_breaks_off_gives_what_came():
    assert unpack("gzip", gzip.compress(b"all of it" * 100, 0)[:200], 2000)


@pytest.mark.parametrize("coding", ["gzip, gzip", "br,gzip", "zstd", "gzip, identity, deflate"])
def test_stacked_and_unknown_codings_are_refused(coding):
    with pytest.raises(BadCoding):
        body(coding, 100)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_broken_packing_is_named(coding):
    with pytest.raises(BadCoding, match="broken"):
        unpack(coding, b"\x1f\x8bnot packed at all, whatever it says", 1000)
