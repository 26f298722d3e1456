"""Talk to a model as LangChain's chat models do: messages, forms, tools, and what a reply cost."""

from minigiants.models.chat.base import SuiteChat
from minigiants.models.chat.llama import ChatLlamaCpp
from minigiants.models.chat.reply import Events, Reply, Wish

__all__ = ["ChatLlamaCpp", "Events", "Reply", "SuiteChat", "Wish"]
