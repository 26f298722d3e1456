"""The requests and answers of the door, named as Presidio's services name them."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(max_length=4_000_000)]
"""What is searched in one request."""


class AnalyzerRequest(BaseModel):
    """A request to find personal data, as Presidio's analyzer takes it."""

    text: Text | list[Text]
    """One text, or several, which are answered in their order."""
    language: str = "en"
    score_threshold: float = Field(default=0.0, ge=0, le=1)
    entities: list[str] | None = None
    """Types to look for, by our names or Presidio's; all of them when left out."""
    allow_list: list[str] = []
    """Values that are left alone."""
    correlation_id: str | None = None
    return_decision_process: bool = False
    ad_hoc_recognizers: list[Any] = []


class RecognizerResult(BaseModel):
    """Where something stands; offsets count characters (Unicode code points)."""

    model_config = ConfigDict(extra="ignore")

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    score: float = 1.0
    entity_type: str
    analysis_explanation: None = None
    recognition_metadata: dict[str, str] | None = None


class OperatorConfig(BaseModel):
    """What is done with a type, as Presidio's anonymizer takes it."""

    model_config = ConfigDict(extra="ignore")

    type: Literal["replace", "redact", "mask", "hash", "keep"]
    new_value: str | None = None
    masking_char: str = Field(default="*", min_length=1, max_length=1)
    chars_to_mask: int = Field(default=1_000_000, ge=0)
    from_end: bool = False
    hash_type: Literal["sha256", "sha512"] = "sha256"
    salt: str = ""


class AnonymizerRequest(BaseModel):
    """A request to take out what was found, as Presidio's anonymizer takes it."""

    model_config = ConfigDict(extra="ignore")

    text: Text
    analyzer_results: list[RecognizerResult]
    anonymizers: dict[str, OperatorConfig] = {}
    """By type; DEFAULT is for all others, and replaces them by the name of their type where it is left out."""


class OperatorResult(BaseModel):
    """What stands in the new text in the place of something."""

    start: int
    end: int
    entity_type: str
    text: str
    operator: str


class EngineResult(BaseModel):
    """The new text, and what stands in it, the last first."""

    text: str
    items: list[OperatorResult]
