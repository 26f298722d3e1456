"""TRL itself, and the loader that it uses, take the training data that is given out."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from minigiants import scenario
from minigiants.rating import judged, write
from minigiants.store import Store
from tests.rating.conftest import ANSWER

TRAINER = """
import json, sys
import datasets
from tokenizers import Tokenizer, models
from transformers import PreTrainedTokenizerFast
from trl import data_utils

tokenizer = PreTrainedTokenizerFast(tokenizer_object=Tokenizer(models.BPE()))
tokenizer.chat_template = (
    "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}"
    "{% if add_generation_prompt %}[assistant]{% endif %}"
)
told = {}
for file in sys.argv[2:]:
    rows = datasets.load_dataset("json", data_files=file, split="train", cache_dir=sys.argv[1])
    assert all(data_utils.is_conversational(row) for row in rows)
    told[file] = [data_utils.apply_chat_template(row, tokenizer) for row in rows]
print(json.dumps(told))
"""


@pytest.mark.slow
def test_trl_loads_what_is_given_out_and_lays_it_out_for_training(tmp_path: Path, store: Store) -> None:
    chosen, found = scenario.load("document_qa"), judged(store, "document_qa")
    names = {"sft": "sft.jsonl", "preferences": "preferences.jsonl"}
    for form, name in names.items():
        (tmp_path / name).write_text(write(found, chosen, form, about={})[name], "utf-8")
    command = [sys.executable, "-c", TRAINER, str(tmp_path / "cache"), *names.values()]
    offline = {"HF_HOME": str(tmp_path / "hub"), "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}

    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | offline, capture_output=True, text=True, check=False, timeout=300
    )

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    prompt = "[user]Evidence:\n1. Die Miete beträgt 900 €.\n\nWhat is the rent?[assistant]"
    right = "The rent is 950 €."
    assert told["sft.jsonl"] == [{"prompt": prompt, "completion": text} for text in (right, ANSWER)]
    assert told["preferences.jsonl"] == [{"prompt": prompt, "chosen": right, "rejected": ANSWER}]
