"""One checksum for one content, whatever its spacing; another for any other content."""

import json

from nlp_core.checksum import is_whole, sealed, sha256_of


def test_spacing_and_order_do_not_matter() -> None:
    content = {"b": [1, 2.5, None], "a": "한글"}
    again = json.loads(json.dumps(dict(reversed(content.items())), indent=3))
    assert sha256_of(content) == sha256_of(again)
    assert is_whole(json.loads(json.dumps(sealed(content), indent=1)))
    assert sealed(sealed(content)) == sealed(content)


def test_a_changed_number_is_noticed() -> None:
    whole = sealed({"metrics": {"accuracy": 0.9}, "history": []})
    assert is_whole(whole)
    assert not is_whole(whole | {"metrics": {"accuracy": 0.91}})
    assert not is_whole({"metrics": {"accuracy": 0.9}})
