"""The plain model says what the paper's equation says."""

import math

import pytest
import torch
from torch import nn

from nlp_core.models.word2vec import NOBODY, Word2Vec, examples, mean_vector, one_hot_product


def random_model() -> Word2Vec:
    model = Word2Vec(7, 4)
    dice = torch.Generator().manual_seed(0)
    for table in (model.input, model.output):
        table.weight.data = torch.randn(7, 4, generator=dice)
    return model


def test_loss_is_equation_4_written_with_plain_numbers() -> None:
    model = random_model()
    loss = model(torch.tensor([[2]]), torch.tensor([5]), torch.tensor([[1, 1, 6]]))

    def minus_log_sigmoid(score: float) -> float:
        return math.log(1 + math.exp(-score))

    def dot(word: int, other: int) -> float:
        return sum(
            a * b
            for a, b in zip(
                model.input.weight[word].tolist(), model.output.weight[other].tolist(), strict=True
            )
        )

    expected = minus_log_sigmoid(dot(2, 5)) + sum(minus_log_sigmoid(-dot(2, n)) for n in (1, 1, 6))
    assert loss.item() == pytest.approx(expected, rel=1e-5)


def test_an_untrained_model_guesses_every_question_with_one_half() -> None:
    loss = Word2Vec(9, 5)(torch.tensor([[3]]), torch.tensor([4]), torch.tensor([[0, 1, 2, 3, 4]]))
    assert loss.item() == pytest.approx(6 * math.log(2))


def test_mean_ignores_places_where_nobody_stands() -> None:
    table = nn.Embedding(5, 3)
    mean = mean_vector(table, torch.tensor([[1, NOBODY, 4], [2, NOBODY, NOBODY]]))
    torch.testing.assert_close(mean[0], (table.weight[1] + table.weight[4]) / 2)
    torch.testing.assert_close(mean[1], table.weight[2])


def test_one_hot_times_the_matrix_is_the_embedding() -> None:
    table = nn.Embedding(6, 3)
    one_hot, row = one_hot_product(table, 4)
    assert one_hot.tolist() == [[0, 0, 0, 0, 1, 0]]
    torch.testing.assert_close(row, table(torch.tensor([4])))


@pytest.mark.parametrize("centre", [0, 2, 4])
def test_examples_keep_to_the_window_and_the_sentence(centre: int) -> None:
    sentence, noise = torch.tensor([10, 11, 12, 13, 14]), torch.ones(20) / 20
    dice = torch.Generator().manual_seed(0)
    near = [10 + i for i in range(5) if 0 < abs(i - centre) <= 2]
    given, target, drawn = examples(
        sentence, centre, 2, noise, objective="skip-gram", negatives=3, dice=dice
    )
    assert given.tolist() == [[10 + centre]] * len(near)
    assert target.tolist() == near
    assert drawn.shape == (len(near), 3)
    given, target, drawn = examples(
        sentence, centre, 2, noise, objective="cbow", negatives=3, dice=dice
    )
    assert given.tolist() == [near]
    assert target.tolist() == [10 + centre]
    assert drawn.shape == (1, 3)
