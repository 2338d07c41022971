"""Where a figure's numbers come from; every figure on the site carries at least one of these."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Computed:
    """Computed exactly, by a formula or a count, from what the page shows."""


@dataclass(frozen=True)
class Measured:
    """Measured just now on this machine: times and sizes, which the next run will not repeat."""

    device: str


@dataclass(frozen=True)
class TrainedHere:
    """Computed by a model that this server trained."""

    run_id: str
    seed: int
    steps: int
    seconds: float
    device: str


@dataclass(frozen=True)
class Shipped:
    """Computed by a checkpoint, or read from measurements, that came with the site."""

    run_id: str
    data: str
    device: str
    date: str = ""
    seed: int | None = None
    steps: int | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Published:
    """Numbers printed in a publication: authors, year, and the table or figure."""

    citation: str
    url: str = ""


@dataclass(frozen=True)
class Downloaded:
    """Computed by a published checkpoint that this server fetched from the hub."""

    name: str
    commit: str
    licence: str

    @property
    def url(self) -> str:
        """Its page on the hub, at this commit."""
        return f"https://huggingface.co/{self.name}/tree/{self.commit}"


Provenance = Computed | Measured | TrainedHere | Shipped | Published | Downloaded
