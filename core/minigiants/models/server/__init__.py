"""Talk to a model behind an OpenAI-compatible server (llama.cpp's, vLLM's or Ollama's), and be one."""

from minigiants.models.server.chat import ChatServer
from minigiants.models.server.serving import Serving, serve

__all__ = ["ChatServer", "Serving", "serve"]
