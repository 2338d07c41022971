import pytest

from nlp_core.experiments.recurrent.reading import TrainedWriter
from tests.nlp_core.experiments.recurrent.fresh import trained


@pytest.fixture(scope="module")
def model() -> TrainedWriter:
    return trained(corpus="en")
