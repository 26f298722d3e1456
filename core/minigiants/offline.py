"""Keep every library on this machine: switches that must be set before the library is imported."""

import os

SWITCHES = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "OTEL_SDK_DISABLED": "true",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    "TOKENIZERS_PARALLELISM": "false",
}
"""Environment variable -> value, for the libraries of the suite that would otherwise call home."""


def enforce() -> None:
    """Set every switch, over whatever the environment says: nothing leaves this machine at run time."""
    os.environ.update(SWITCHES)


def unset() -> list[str]:
    """List the switches that do not hold in this process, in alphabetical order."""
    return sorted(name for name, value in SWITCHES.items() if os.environ.get(name) != value)
