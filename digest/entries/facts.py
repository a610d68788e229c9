"""Values with their sources: what `Cited` means, and the facts that are asked of every model."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from digest.values.words import ArxivId, Blank, Day, Quantity, Url, YesNo

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read, and the day. Named once per file, cited by key: `[@card]`."""

    url: Url
    title: str = ""
    checked: Day | None = field(
        default=None, metadata={"help": "the day this source was read; the file's `checked` otherwise"}
    )
    note: str = field(default="", metadata={"help": "how it was read: from an image, a copy, an abstract"})


@dataclass(frozen=True, slots=True)
class Cited(Generic[T]):
    """One value and where it was read. Written `141B [@post, table 2] a note`.

    `source` is a key of the file's sources, or empty where the value is a blank that needs none.
    """

    value: T | Blank
    source: str = ""
    locator: str = ""
    note: str = ""


def named(label: str, help: str = "", group: str = "", core: bool = True) -> Any:
    """A fact of a model: several values when sources disagree. A core fact that is absent is shown as *not checked*."""
    return field(default=(), metadata={"label": label, "help": help, "group": group, "core": core})


Fact = tuple[Cited[T], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a model, in the order in which its page shows them."""

    developer: Fact[str] = named("Developer", group="Release")
    family: Fact[str] = named("Family", group="Release")
    released: Fact[Day] = named("Released", group="Release")
    status: Fact[str] = named("Status", group="Release", core=False)
    successor: Fact[str] = named("Successor", group="Release", core=False)
    license: Fact[str] = named("Licence", group="Release")
    version_in_table: Fact[str] = named("Version in the tables", group="Release", core=False)
    paper: Fact[ArxivId] = named("Paper", group="Release")
    weights: Fact[Url] = named("Weights", group="Release")
    code: Fact[Url] = named("Code", group="Release")
    parameters_total: Fact[Quantity] = named("Parameters, total", group="Size")
    parameters_total_exact: Fact[Quantity] = named("Parameters, total, exact", group="Size", core=False)
    parameters_total_computed: Fact[Quantity] = named("Parameters, total, computed", group="Size", core=False)
    parameters_active: Fact[Quantity] = named("Parameters, active", "used for each token", group="Size")
    parameters_active_exact: Fact[Quantity] = named("Parameters, active, exact", group="Size", core=False)
    experts_total: Fact[Quantity] = named("Experts", group="Size")
    experts_active: Fact[Quantity] = named("Experts used per token", group="Size")
    architecture: Fact[str] = named("Architecture", group="Build")
    layers: Fact[Quantity] = named("Layers", group="Build")
    hidden_size: Fact[Quantity] = named("Hidden size", group="Build")
    intermediate_size: Fact[Quantity] = named("Feed-forward width", group="Build")
    attention_heads: Fact[Quantity] = named("Query heads", group="Build")
    kv_heads: Fact[Quantity] = named("Key/value heads", group="Build")
    head_dim: Fact[Quantity] = named("Head size", group="Build")
    attention_variant: Fact[str] = named("Attention", group="Build", core=False)
    norm: Fact[str] = named("Normalisation", group="Build")
    activation: Fact[str] = named("Feed-forward activation", group="Build")
    rope_theta: Fact[Quantity] = named("RoPE base", group="Build")
    tied_embeddings: Fact[YesNo] = named("Tied embeddings", group="Build")
    tokenizer: Fact[str] = named("Tokenizer", group="Build")
    vocab_size: Fact[Quantity] = named("Vocabulary", group="Build")
    vocab_size_instruct: Fact[Quantity] = named("Vocabulary, instruct version", group="Build", core=False)
    context_length: Fact[Quantity] = named("Context, tokens", group="Build")
    languages: Fact[str] = named("Languages", group="Training", core=False)
    training_tokens: Fact[Quantity] = named("Training tokens", group="Training")
    training_tokens_paper: Fact[Quantity] = named("Training tokens, by the paper", group="Training", core=False)
    training_data: Fact[str] = named("Training data", group="Training")
    batch_size: Fact[Quantity] = named("Batch size", group="Training", core=False)
    learning_rate: Fact[Quantity] = named("Learning rate", group="Training", core=False)
    max_learning_rate: Fact[Quantity] = named("Maximum learning rate", group="Training", core=False)
    alignment: Fact[str] = named("Alignment", group="Training")
    knowledge_cutoff: Fact[str] = named("Knowledge cut-off", group="Training")
    on_device: Fact[str] = named("On a device", group="Use", core=False)


def facts_of(facts: Facts) -> Iterator[tuple[str, str, str, str, bool, tuple[Cited[object], ...]]]:
    """Name, label, help, group, whether every model is asked for it, and values of every fact, in order."""
    for name, spec in Facts.__dataclass_fields__.items():
        meta = spec.metadata
        yield name, meta["label"], meta["help"], meta["group"], meta["core"], getattr(facts, name)
