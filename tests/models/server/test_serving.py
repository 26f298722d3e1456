"""The model server of the suite answers its own client, to those who have the key, and says when it cannot be one."""

import http.client
import os
import subprocess
import sys
from pathlib import Path

import pytest
from langchain_core.messages import HumanMessage
from pydantic import SecretStr

from minigiants import models
from minigiants.models import ChatServer, EngineError
from tests.models.serving import KEY

SERVE = """
import sys
from pathlib import Path
from minigiants import models
served = models.serve(Path(sys.argv[1]), name="tiny", context=512, threads=1, host="127.0.0.1", port=0, key=sys.argv[2])
print(served.url, flush=True)
sys.stdin.read()
import os
os._exit(0)
"""


def status(url: str, path: str, key: str = "") -> int:
    line = http.client.HTTPConnection(url.removeprefix("http://").removesuffix("/v1"), timeout=20)
    line.request("GET", path, headers={"Authorization": f"Bearer {key}"} if key else {})
    answer = line.getresponse().status
    line.close()
    return answer


@pytest.mark.model
def test_one_process_serves_the_model_to_those_who_have_the_key(model_path: Path) -> None:
    command = [sys.executable, "-c", SERVE, str(model_path), KEY]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as process:
        assert process.stdin and process.stdout
        url = process.stdout.readline().strip()
        chat = ChatServer(url=url, key=SecretStr(KEY), model="", context=512, timeout=60, retries=0)

        assert chat.abilities.model == "tiny"
        assert chat.invoke([HumanMessage("Say yes.")], max_tokens=4).text
        assert [status(url, "/health"), status(url, "/metrics"), status(url, "/v1/models", KEY)] == [200, 401, 200]
        process.stdin.close()


@pytest.mark.parametrize(
    ("key", "path", "words"), [("", "here.gguf", "needs a key"), ("k", "gone.gguf", "no model file 'gone.gguf'")]
)
def test_without_a_key_or_a_file_it_is_said_what_to_do(tmp_path: Path, key: str, path: str, words: str) -> None:
    (tmp_path / "here.gguf").touch()

    with pytest.raises(EngineError, match=words):
        models.serve(tmp_path / path, name="m", context=512, threads=1, host="127.0.0.1", port=0, key=key)
