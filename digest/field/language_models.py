"""The facts that are asked of every language model, and the charts that are made of them."""

from dataclasses import replace
from typing import Any

from digest.field.facts import GIVEN_OR_NOT, Catalogue, Facet, FactChart, FactSpec, FactType, Part
from digest.values.words import Blank


def _fact(name: str, label: str, type: FactType, **more: Any) -> FactSpec:
    return FactSpec(name=name, label=label, type=type, group="", **more)


_BUILD = Facet(
    name="build",
    label="Build",
    states=(("dense", "dense", Blank.DOES_NOT_APPLY), ("mixture", "mixture of experts", None)),
)

_GROUPS: dict[str, tuple[FactSpec, ...]] = {
    "Release": (
        _fact("developer", "Developer", FactType.TEXT, overview=1, part=Part.MAKER),
        _fact("family", "Family", FactType.TEXT, part=Part.FAMILY, facet=Facet(name="family", label="Family")),
        _fact("released", "Released", FactType.DAY, noun="day of release", overview=2, part=Part.RELEASED),
        _fact("status", "Status", FactType.TEXT, asked=False),
        _fact("successor", "Successor", FactType.TEXT, asked=False),
        _fact("license", "Licence", FactType.TEXT, overview=7),
        _fact("version_in_table", "Version in the tables", FactType.TEXT, asked=False),
        _fact("paper", "Paper", FactType.ARXIV),
        _fact(
            "weights", "Weights", FactType.ADDRESS, facet=Facet(name="weights", label="Weights", states=GIVEN_OR_NOT)
        ),
        _fact("code", "Code", FactType.ADDRESS),
    ),
    "Size": (
        _fact(
            "parameters_total",
            "Parameters, total",
            FactType.QUANTITY,
            noun="parameters",
            overview=3,
            part=Part.SIZE,
            facet=Facet(name="size", label="Parameters", steps=("2B", "10B", "100B")),
        ),
        _fact("parameters_total_exact", "Parameters, total, exact", FactType.QUANTITY, asked=False),
        _fact("parameters_total_computed", "Parameters, total, computed", FactType.QUANTITY, asked=False),
        _fact(
            "parameters_active",
            "Parameters, active",
            FactType.QUANTITY,
            help="used for each token",
            noun="active parameters",
            overview=4,
        ),
        _fact("parameters_active_exact", "Parameters, active, exact", FactType.QUANTITY, asked=False),
        _fact("experts_total", "Experts", FactType.QUANTITY, facet=_BUILD),
        _fact("experts_active", "Experts used per token", FactType.QUANTITY),
    ),
    "Build": (
        _fact("architecture", "Architecture", FactType.TEXT),
        _fact("layers", "Layers", FactType.QUANTITY),
        _fact("hidden_size", "Hidden size", FactType.QUANTITY),
        _fact("intermediate_size", "Feed-forward width", FactType.QUANTITY),
        _fact("attention_heads", "Query heads", FactType.QUANTITY),
        _fact("kv_heads", "Key/value heads", FactType.QUANTITY),
        _fact("head_dim", "Head size", FactType.QUANTITY),
        _fact("attention_variant", "Attention", FactType.TEXT, asked=False),
        _fact("norm", "Normalisation", FactType.TEXT),
        _fact("activation", "Feed-forward activation", FactType.TEXT),
        _fact("rope_theta", "RoPE base", FactType.QUANTITY),
        _fact("tied_embeddings", "Tied embeddings", FactType.YES_NO),
        _fact("tokenizer", "Tokenizer", FactType.TEXT),
        _fact("vocab_size", "Vocabulary", FactType.QUANTITY),
        _fact("vocab_size_instruct", "Vocabulary, instruct version", FactType.QUANTITY, asked=False),
        _fact("context_length", "Context", FactType.QUANTITY, unit="tokens", overview=6),
    ),
    "Training": (
        _fact("languages", "Languages", FactType.TEXT, asked=False),
        _fact("training_tokens", "Training tokens", FactType.QUANTITY, overview=5),
        _fact("training_tokens_paper", "Training tokens, by the paper", FactType.QUANTITY, asked=False),
        _fact("training_data", "Training data", FactType.TEXT),
        _fact("batch_size", "Batch size", FactType.QUANTITY, asked=False),
        _fact("learning_rate", "Learning rate", FactType.QUANTITY, asked=False),
        _fact("max_learning_rate", "Maximum learning rate", FactType.QUANTITY, asked=False),
        _fact("alignment", "Alignment", FactType.TEXT),
        _fact("knowledge_cutoff", "Knowledge cut-off", FactType.TEXT),
    ),
    "Use": (_fact("on_device", "On a device", FactType.TEXT, asked=False),),
}

CHARTS = (
    FactChart(
        key="size-over-time",
        title="Active parameters by day of release",
        x="released",
        y="parameters_active",
        description="The parameters that a model uses for each token, which for a mixture of experts are fewer than all it has.",
    ),
    FactChart(
        key="training-against-size",
        title="Training tokens against parameters",
        x="parameters_total",
        y="training_tokens",
        description="The tokens that a model was pre-trained on, against all its parameters.",
    ),
    FactChart(
        key="context-over-time",
        title="Context by day of release",
        x="released",
        y="context_length",
        description="The longest input that a model is made for, in tokens of its own tokenizer.",
    ),
    FactChart(
        key="vocabulary-over-time",
        title="Vocabulary by day of release",
        x="released",
        y="vocab_size",
        description="The number of different tokens that a model knows.",
    ),
    FactChart(
        key="depth-against-width",
        title="Layers against hidden size",
        x="hidden_size",
        y="layers",
        description="How many layers a model stacks, against the length of the vectors that pass between them.",
    ),
)

BUILT_IN = Catalogue(
    {spec.name: replace(spec, group=group) for group, specs in _GROUPS.items() for spec in specs}, CHARTS
)
