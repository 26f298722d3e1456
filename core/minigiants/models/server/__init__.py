"""Talk to a model behind an OpenAI-compatible server: llama.cpp's, vLLM's or Ollama's."""

from minigiants.models.server.chat import ChatServer

__all__ = ["ChatServer"]
