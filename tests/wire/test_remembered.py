"""A memory as it is stored: the same when it comes back, empty when it was written in another way."""

import json

from broadsheet.wire import remembered, templates
from broadsheet.wire.templates import Memory
from tests.wire.test_templates import taught


def test_a_memory_comes_back_as_it_was():
    memory = taught(7)
    found = remembered.memory("ford", json.loads(json.dumps(remembered.written(memory))))
    assert found == memory
    assert templates.template(found) == templates.template(memory)


def test_another_writing_is_learned_anew_under_its_version():
    assert remembered.memory("ford", {"format": 0, "pages": 3}, version=9) == Memory("ford", version=9)
    assert remembered.memory("ford", {}) == Memory("ford")
