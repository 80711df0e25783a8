"""A language model's endpoint: what is sent to it, what it may answer, and where it may be."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from broadsheet.keys import Model as Keys
from broadsheet.settings import Settings
from broadsheet.wire.endpoint import Unusable, allowances
from broadsheet.wire.model import Model, Unanswered
from broadsheet.wire.url import read
from tests.wire.answering import KEY, Endpoint, completion

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MESSAGES = [{"role": "system", "content": "Rules."}, {"role": "user", "content": "{}"}]
SCHEMA = {"type": "object"}
GOOD = completion({"headline": "Crane falls on a tram", "sources": ["s1"]})


async def asked(endpoint, environment=None, questions=1, **model):
    """What the last of some questions brought."""
    async with Model(endpoint.settings(**model), lambda: NOW, environment or {}) as told:
        for _ in range(questions):
            answer = await told.ask(MESSAGES, SCHEMA, 300)
    return answer


async def refused(endpoint, environment=None, **model):
    """Why a question brought nothing."""
    with pytest.raises(Unanswered) as no:
        await asked(endpoint, environment, **model)
    assert KEY not in f"{no.value}{no.value.reason}"
    return no.value


async def test_an_answer_comes_with_its_model_and_its_tokens():
    async with Endpoint([GOOD]) as endpoint:
        answer = await asked(endpoint)
    assert (json.loads(answer.content)["sources"], answer.model) == (["s1"], "paper-model-2026")
    assert (answer.tokens_in, answer.tokens_out, answer.tries) == (900, 60, 1)


async def test_nothing_is_sent_but_the_question_and_the_key():
    async with Endpoint([GOOD]) as endpoint:
        await asked(endpoint, {"LANGUAGE_MODEL_KEY": KEY, "OPENAI_API_KEY": "another", "OPENAI_ORG_ID": "org"})
    (body,), (headers,) = endpoint.asked, endpoint.headers
    assert body.keys() == {"model", "messages", "max_tokens", "response_format"}
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert body["messages"] == MESSAGES
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert headers["User-Agent"].startswith("Broadsheet/")
    assert not [name for name in headers if name.lower().startswith(("x-stainless", "openai-"))]


async def test_without_a_key_none_is_sent():
    async with Endpoint([GOOD]) as endpoint:
        await asked(endpoint, {"OPENAI_API_KEY": "another"})
    assert "Authorization" not in endpoint.headers[0]


async def test_an_endpoint_without_schemas_is_asked_without_one_and_that_is_remembered():
    async with Endpoint([GOOD], knows_schemas=False) as endpoint:
        answer = await asked(endpoint, questions=2)
    assert answer.tries == 1
    assert [("response_format" in body) for body in endpoint.asked] == [True, False, False]


async def test_an_endpoint_that_bounds_answers_by_another_name_is_found():
    async with Endpoint([GOOD], bound="max_completion_tokens") as endpoint:
        assert (await asked(endpoint)).tries == 3
    assert endpoint.asked[-1]["max_completion_tokens"] == 300
    assert "response_format" in endpoint.asked[-1]


async def test_a_form_that_nothing_helped_is_forgotten():
    async with Endpoint([400, 400, GOOD]) as endpoint, Model(endpoint.settings(), lambda: NOW, {}) as told:
        with pytest.raises(Unanswered) as no:
            await told.ask(MESSAGES, SCHEMA, 300)
        await told.ask(MESSAGES, SCHEMA, 300)
    assert (no.value.tries, no.value.lasting) == (4, True)
    assert "response_format" in endpoint.asked[-1]


async def test_what_may_pass_is_tried_again_as_often_as_is_set():
    async with Endpoint([503, GOOD]) as endpoint:
        assert (await asked(endpoint, retries=1)).tries == 2
    async with Endpoint([503]) as endpoint:
        no = await refused(endpoint, retries=1)
    assert (no.tries, no.lasting, len(endpoint.asked)) == (2, False, 2)


async def test_a_wrong_key_is_not_tried_again_and_not_repeated():
    async with Endpoint([401]) as endpoint:
        no = await refused(endpoint, {"LANGUAGE_MODEL_KEY": KEY}, retries=3)
    assert (no.tries, no.lasting) == (1, True)


async def test_a_slow_endpoint_is_given_up():
    async with Endpoint([30.0]) as endpoint:
        no = await refused(endpoint, timeout=0.2)
    assert "within 0.2 seconds" in no.reason
    assert not no.lasting


async def test_an_endpoint_that_is_down_is_told_of():
    async with Endpoint([GOOD]) as endpoint:
        pass
    assert "could not be reached" in (await refused(endpoint)).reason


@pytest.mark.parametrize(
    "garbage",
    [
        "no JSON at all",
        "",
        "[]",
        '"text"',
        "null",
        "12",
        "{}",
        '{"choices": []}',
        '{"choices": "none"}',
        '{"choices": [null]}',
        '{"choices": [{"message": null}]}',
        '{"choices": [{"message": {"content": 12}}]}',
        '{"choices": [{"message": {"content": null, "tool_calls": [{"function": {"name": "run"}}]}}]}',
        '{"choices": [{"message": {"content": "  "}}]}',
        "[" * 50_000,
        "\ud83d".encode("utf-16", "surrogatepass").decode("latin-1"),
    ],
)
async def test_garbage_is_no_answer(garbage):
    async with Endpoint([garbage]) as endpoint:
        no = await refused(endpoint)
    assert (len(endpoint.asked), no.tries) == (1, 1)


async def test_an_answer_that_was_cut_off_is_no_answer():
    cut = completion("{", choices=[{"index": 0, "finish_reason": "length", "message": {"role": "assistant", "content": "{"}}])
    async with Endpoint([cut]) as endpoint:
        assert "cut off" in (await refused(endpoint)).reason


@pytest.mark.parametrize("usage", [None, {}, {"prompt_tokens": -1, "completion_tokens": "many"}, {"prompt_tokens": True}])
async def test_tokens_that_nobody_counted_are_unknown(usage):
    async with Endpoint([GOOD | {"usage": usage}]) as endpoint:
        answer = await asked(endpoint)
    assert (answer.tokens_in, answer.tokens_out) == (None, None)


@pytest.mark.parametrize(
    ("named", "kept"),
    [("org/model-7b:q4", "org/model-7b:q4"), ("Buy now at example.com", ""), ("x" * 81, ""), (7, ""), (None, "")],
)
async def test_a_model_calls_itself_by_a_name_or_by_none(named, kept):
    async with Endpoint([GOOD | {"model": named}]) as endpoint:
        assert (await asked(endpoint)).model == kept


async def test_an_answer_over_its_size_is_refused():
    async with Endpoint([completion("x" * 100_000)]) as endpoint:
        assert "more than 65,536 bytes" in (await refused(endpoint)).reason


async def test_a_redirect_is_not_followed():
    async with Endpoint([GOOD]) as elsewhere, Endpoint([("to", f"http://127.0.0.1:{elsewhere.port}/v1")]) as endpoint:
        no = await refused(endpoint, {"LANGUAGE_MODEL_KEY": KEY})
    assert no.lasting
    assert elsewhere.asked == []


def resolving(address):
    """Name servers that know one address for every name."""

    def lookup(_host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port or 0))]

    return lookup


async def test_a_public_name_does_not_lead_to_a_private_address():
    settings = replace(
        Settings(), model=Keys(use=("headlines",), base_url="https://models.example.org/v1", name="m", retries=0)
    )
    async with Model(settings, lambda: NOW, {}, resolving("127.0.0.1")) as told:
        with pytest.raises(Unanswered) as no:
            await told.ask(MESSAGES, SCHEMA, 300)
    assert "may not be fetched" in no.value.reason
    assert no.value.lasting


async def test_a_name_of_the_operators_network_may_lead_into_it():
    async with Endpoint([GOOD]) as endpoint:
        settings = endpoint.settings(base_url=f"http://gpu:{endpoint.port}/v1")
        async with Model(settings, lambda: NOW, {}, resolving("127.0.0.1")) as told:
            assert (await told.ask(MESSAGES, SCHEMA, 300)).tries == 1


@pytest.mark.parametrize(
    ("base_url", "allowed"),
    [
        ("http://127.0.0.1:11434/v1", ("127.0.0.1/32:11434",)),
        ("http://[::1]:8080/v1", ("[::1]/128:8080",)),
        ("http://10.0.0.7/v1", ("10.0.0.7/32:80",)),
        ("https://models.example.org/v1", ()),
        ("https://8.8.8.8/v1", ()),
    ],
)
def test_an_address_allows_itself_alone(base_url, allowed):
    assert allowances(read(base_url)) == allowed


@pytest.mark.parametrize("base_url", ["http://169.254.169.254/v1", "http://models.example.org/v1", "http://8.8.8.8/v1"])
def test_no_metadata_service_and_nothing_public_in_the_clear(base_url):
    with pytest.raises(Unusable):
        Model(replace(Settings(), model=Keys(base_url=base_url, name="m")), lambda: NOW, {})


def test_a_key_that_no_header_can_carry_is_refused_without_being_shown():
    with pytest.raises(Unusable) as no:
        Model(
            replace(Settings(), model=Keys(base_url="http://127.0.0.1:1/v1", name="m")),
            lambda: NOW,
            {"LANGUAGE_MODEL_KEY": "a\nb"},
        )
    assert "a\nb" not in str(no.value)
