"""What specs share that read the little world's running text, or a learner's own."""

from nlp_core.corpora.little_world import TEXT_VERSION


class WorldOrOwn:
    """``corpus`` of "own" is a learner's text, every other a language or name of the world's."""

    corpus: str

    @property
    def is_own(self) -> bool:
        """Whether a learner's own text is read."""
        return self.corpus == "own"

    @property
    def DATA(self) -> str:
        """The corpus and its licence."""
        world = f"little world {TEXT_VERSION}, running text (generated, Apache-2.0)"
        return "a learner's own text" if self.is_own else world

    @property
    def corpus_version(self) -> int | None:
        """Another little world, another model."""
        return None if self.is_own else TEXT_VERSION
