"""The three texts are one network, the table adds up, and files go in and out."""

import pytest
import torch
from torch import nn

from nlp_core.errors import LearnerError
from nlp_core.experiments.modules.networks import (
    Closed,
    Description,
    add_module_source,
    add_to,
    build_network,
    compare_additions,
    count_parameters,
    first_outputs,
    from_file,
    module_source,
    parameter_table,
    parse_sizes,
    sequential_source,
    shapes_along,
    to_file,
)

NETWORKS = [
    Description(),
    Description((2, 1)),
    Description((2, 16, 16, 2), "tanh", 0.2),
    Description((3, 4, 4, 4, 1), "gelu"),
    Description((3, 4, 2), "none", 0.5),
]


def run_text(text: str) -> nn.Module:
    """What the learner would get by running the shown text."""
    names: dict[str, object] = {}
    exec(compile(text, "<shown>", "exec"), names)
    model = names["model"]
    assert isinstance(model, nn.Module)
    return model.eval()


@pytest.mark.parametrize("network", NETWORKS, ids=str)
@pytest.mark.parametrize("write", [sequential_source, module_source, add_module_source])
def test_shown_text_is_the_network(network: Description, write: object) -> None:
    assert callable(write)
    ours = build_network(network).eval()
    theirs = run_text(write(network))
    weights = list(ours.state_dict().values())
    names = list(theirs.state_dict())
    theirs.load_state_dict(dict(zip(names, weights, strict=True)))
    x = torch.randn(4, network.sizes[0], generator=torch.Generator().manual_seed(0))
    assert torch.equal(theirs(x), ours(x))
    if write is not sequential_source:
        assert names == list(ours.state_dict())


def test_linear_10_5_relu_linear_5_2() -> None:
    model = build_network(Description())
    assert count_parameters(model) == 67 == 10 * 5 + 5 + 5 * 2 + 2
    assert [count for _, _, count in parameter_table(model)] == [50, 5, 10, 2]
    shapes = shapes_along(model, 4)
    assert shapes == [("input", (4, 10)), ("linear1", (4, 5)), ("relu1", (4, 5)),
                      ("linear2", (4, 2))]  # fmt: skip


def test_add_module_extends_a_sequential_alone() -> None:
    grown = add_to(build_network(Description()), 2)
    assert (grown.before, grown.after, grown.output_changed) == (67, 73, True)
    told = compare_additions(Description())
    assert (told["sequential_changed"], told["own_changed"]) == (True, False)
    registered = add_to(Closed(build_network(Description())), 2)
    assert (registered.before, registered.after, registered.output_changed) == (67, 73, False)


def test_a_file_restores_the_outputs() -> None:
    model, other = build_network(Description(), seed=1), build_network(Description(), seed=2)
    from_file(other, to_file(model))
    assert (
        first_outputs(model) == first_outputs(other) != first_outputs(build_network(Description()))
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-unreadable"), (b"not safetensors at all", "file-unreadable"),
        (b"\xff" * 64, "file-unreadable"),
        (to_file(build_network(Description((10, 5, 5, 2)))), "file-names"),
        (to_file(build_network(Description((10, 6, 2)))), "file-shape"),
    ],
)  # fmt: skip
def test_other_files_are_refused(content: bytes, code: str) -> None:
    with pytest.raises(LearnerError) as refusal:
        from_file(build_network(Description()), content)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("10, 0, 2", "network-units"), ("10, 10000, 2", "network-units"), ("5", "network-layers"),
     ("", "list-empty"), ("10,,2", "list-gap"), ("10, x", "list-not-whole")],
)  # fmt: skip
def test_odd_networks_are_refused(text: str, code: str) -> None:
    with pytest.raises(LearnerError) as refusal:
        parse_sizes(text)
    assert refusal.value.code == code
