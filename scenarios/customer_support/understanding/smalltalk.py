"""Tell from whole short messages: yes, no, hello, thanks, goodbye, and "are you a bot?"."""

import re
from typing import Literal

Pleasantry = Literal["bye", "thanks", "fine", "hello", "opening"]

LONGEST = 24
"""Words from which a message is no small talk."""
PHRASE = 8
"""Words of the longest phrase below."""

Shape = tuple[re.Pattern[str], re.Pattern[str]]
"""Phrases of which one must be there, and those that may stand around them."""

# Apostrophes are taken out before, so that "dont" and "don’t" are one word.
_PLEASE = r"please|pls|plz|pleas"
_THANK = (
    r"(?:many |much |ok )?(?:thanks?|thanx|thx|tx|tysm|tyvm|ty)|thank (?:you|u|ya)|cheers|much appreciated"
    r"|(?:i )?(?:really )?appreciate (?:it|that|your help)"
)
_SO = r"so|very|really|too|much|so much|very much|a lot|a bunch|a million|again|indeed|just|oh|ah|wow|well|hm+|then|now"
_GOOD = r"great|perfect|super|good|awesome|cool|nice|wonderful|excellent|amazing|lovely|brilliant|fantastic|helpful"
_OK = r"ok|okay|okey|okie|k|kk|alright|all right"
_DAY = r"have a (?:very )?(?:nice|good|great|lovely) (?:day|one|evening|weekend|night)|you too"
_BYE = rf"bye+(?: bye+)?|good ?bye|see (?:you|ya)(?: later| soon)?|cya|ciao|take care|good night|farewell|{_DAY}"
_FOR = (
    r"for (?:your|the|all|that|this|it|helping|answering)"
    r"(?: (?:your|the|quick|fast|great|kind|help|information|info|answers?|reply|response|time|assistance|support|me"
    r"|that|tips?|advice|explanation))*"
)
_SOLVED = (
    r"(?:that|it|this|you|u)(?:s| is| was| has| have| were| really| all)* (?:help(?:s|ed|ful)?|solve[sd]|fixed"
    r"|answer(?:s|ed)"
    r"|did|does|work(?:s|ed)|clear(?:s|ed)|great|perfect|good|all|it|fine|what i (?:needed|wanted))"
    r"(?: (?:it|that|all|everything|the (?:problem|trick)|my (?:question|problem|issue)|me|much|up"
    r"|i (?:need(?:ed)?|want(?:ed)?)"
    r"|to know))*"
)
_FINE = (
    rf"{_OK}|{_GOOD}|{_SOLVED}|got it|i (?:see|understand|get it)|understood|makes sense|good to know|no problem"
    r"|works now|solved|noted|thats (?:it|all|fine|great|perfect|good)"
)
_HELLO = (
    r"hello+|hallo|hi+|hey+|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)"
    r"|how (?:are|r) (?:you|u|ya)(?: doing)?|hows it going|how do you do|whats up"
)
_YOU = (
    r"there|all|everyone|team|folks|again|dear|sir|madam|today|to you|and|(?:its )?nice to meet you"
    r"|i hope you are well"
)

_NICE = rf"(?:be )?(?:so |very |really )*(?:{_GOOD}|appreciated|kind|useful|better|best|ok|fine)"
_YES = (
    r"si|sí|oui|ja|sim|claro"
    r"|ye+s+|ye+a+h*|ye+p|yup|yh|ya|y|absolutely|definitely|certainly|of course|by all means|(?:for )?sure(?: thing)?"
    rf"|{_OK}|{_PLEASE}|{_GOOD}|fine|go (?:ahead|for it|on)|(?:please |lets )?do (?:it|that|so)|why not"
    r"|i (?:would|do)|please do|i guess(?: so)?|i think so|(?:id|i would) (?:really )?(?:love|like|appreciate|prefer)"
    r"(?: (?:that|it|to|one|some|someone|somebody|a|person|human))*"
    rf"|(?:that|it|this)(?: would|d| will) {_NICE}|(?:that )?sounds (?:{_GOOD})|would {_NICE}"
    r"|that (?:would |will )?(?:works?|helps?)|thatd (?:work|help)"
)
_GLADLY = (
    r"if (?:you (?:could|can|would|dont mind)|possible)|as soon as possible|asap|immediately|right away|today|for me"
    r"|(?:(?:connect|help|call|pass) me )?(?:to|with|by)? ?(?:an?|the)? ?(?:person|human|someone|somebody)"
    r"|connect me|help me"
)
_YES_AND = re.compile(
    r"^\W*(?:ye+s+|ye+a+h*|ye+p|yup|absolutely|definitely|certainly|of course)\b"
    r"(?!.*\b(?:but|no|not|dont|cant|wont|what|when|where|which|who|why|how|do you|is there|are there|have you"
    r"|tell|forget"
    r"|elsewhere|bye|later)\b)[^?]{0,60}$"
)
_NO = (
    r"no+|nope|nah+|n|nothing (?:else|more|further)|no more questions"
    r"|not (?:now|really|yet|needed|necessary|required|today|right now|at the moment"
    r"|at this time|this time"
    r"|for now|interested)|never ?mind|nvm|no need|forget (?:it|that|about it)|dont (?:bother"
    r"|worry)(?: about it)?|leave it"
    r"|(?:ill|i will|id rather|i can|let me) (?:just )?(?:manage|pass|wait|(?:look|try|ask|go|buy"
    r"|search) (?:elsewhere|around"
    r"|later|again|(?:for )?it(?: up)?|myself|somewhere else)|find (?:it|out)|think about it"
    r"|come back)(?: myself| later)?"
    r"|i(?: do not| dont|m not| am not) (?:want|need|like|wish)(?: (?:to|talk|speak|with|an?|any|one|that|it"
    r"|this|person|human"
    r"|help|someone|anyone|anybody))*"
)
_WELL = (
    r"(?:its|thats|it is|that is|im|i am|were|all) (?:fine|ok|okay|alright|all right|good|all|it|everything|done|set"
    r"|not (?:necessary|needed))|that will be all|fine|at all|for (?:now|today)|any ?more|worries|problem"
    r"|i guess|sorry|and"
)
_KIND = (
    r"(?:(?:real|actual|live|living|human|chat|automatic|automated|virtual|artificial|just"
    r"|talking to) ?)*(?:bots?|chat ?bots?"
    r"|robots?|machines?|computers?|ais?|human|humans|persons?|human being|people|program|software|real"
    r"|automated|automatic"
    r"|chat ?gpt|llm|agent|assistant|someone|somebody|anybody|anyone|intelligence|answering machine)"
)
_MACHINE = re.compile(
    r"^\W*(?:(?:hi|hello|hey|so|wait|sorry|ok|and)\W+)?(?:(?:are|r) (?:you|u)|(?:you|u)(?: are)?"
    r"|am i (?:now )?(?:talking|speaking"
    r"|chatting|writing|texting)(?: (?:to|with))?|is (?:this|it|that)(?! (?:real|automatic|automated)\W*$)"
    r"|do i (?:talk|speak|chat|write) (?:to|with))"
    rf"(?: (?:just|really|actually|even|only|an|a|the|some|kind of))* {_KIND}(?:,? or (?:just )?(?:an? "
    rf"|the )?{_KIND}|,? or not"
    r"|,? or what)*(?: (?:here|please|then|now|at all|talking|answering|right))?\W*$"
)

# What a picture says that stands for a word.
_SIGNS = {"👍👌✅🆗": "ok", "🙏❤💚💙😊😀😃😄🙂🥰": "thanks", "👎❌": "no", "👋": "hello"}


def _whole(core: str, around: str) -> Shape:
    return re.compile(core), re.compile(around)


_ACCEPTING = _whole(_YES, rf"{_THANK}|{_SO}|{_GLADLY}")
_DECLINING = _whole(_NO, rf"{_THANK}|{_SO}|{_OK}|{_GOOD}|{_WELL}|{_BYE}|{_PLEASE}")
_AFTER = rf"{_THANK}|{_FOR}|{_SO}|{_FINE}|you|i|and|for now"
_OPENING = (
    r"(?:(?:can|could|would|will) )?(?:you |u |someone |somebody )?(?:please )?help(?: me| us| me out)?"
    r"|(?:i|we) (?:really )?(?:need|want|would like|could use)(?: some| a little| a bit of)?"
    r" (?:help|assistance|support)"
    r"|(?:i|we|ive|weve) ?(?:have |got |have got )?(?:a|an|another|one more|some|one)"
    r"(?: quick| short| small| little| simple| general| big)? (?:question|problem|issue|request|query)s?"
    r"|(?:a |just a |one )?(?:quick|short|small) question|(?:can|could|may) i ask (?:you )?(?:something|a question)"
)
_KINDS: dict[Pleasantry, Shape] = {
    "bye": _whole(_BYE, _AFTER),
    "thanks": _whole(_THANK, rf"{_AFTER}|{_HELLO}"),
    "fine": _whole(_FINE, _SO),
    "hello": _whole(_HELLO, _YOU),
    "opening": _whole(_OPENING, rf"{_HELLO}|{_YOU}|{_PLEASE}|{_SO}|{_OK}|with something"),
}


def accepts(text: str) -> bool:
    """Tell whether a message says yes to an offer, and nothing else.

    >>> [accepts(said) for said in ("Yess pls", "I'd like that", "ok thanks bye", "please tell me about tandems")]
    [True, True, False, False]
    """
    said = _plain(text)
    return _is(said, _ACCEPTING) or bool(_YES_AND.match(said))


def declines(text: str) -> bool:
    """Tell whether a message says no, and nothing else.

    >>> [declines(said) for said in ("No, it's fine", "ok, forget it", "no brakes")]
    [True, True, False]
    """
    return _is(_plain(text), _DECLINING)


def pleasantry(text: str) -> Pleasantry | None:
    """Tell what kind of pleasantry a message is, None when it says anything else.

    >>> [pleasantry(said) for said in ("thanks, bye", "ty", "Perfect, that solved it", "hi how are you", "hi, a lamp?")]
    ['bye', 'thanks', 'fine', 'hello', None]
    """
    said = _plain(text)
    return next((kind for kind, shape in _KINDS.items() if _is(said, shape)), None)


def asks_for_kind(text: str) -> bool:
    """Tell whether a message asks whether a machine or a person answers, and nothing else.

    >>> asks_for_kind("r u a bot"), asks_for_kind("Are you open?")
    (True, False)
    """
    said = _plain(text)
    return len(said.split()) <= LONGEST and bool(_MACHINE.match(said))


def upset(text: str) -> bool:
    """Tell whether a message has a sign of anger or grief.

    >>> upset("😡😡"), upset("👍")
    (True, False)
    """
    return any(sign in text for sign in "😠😡🤬😤😞😢😭💔🖕")


def _plain(text: str) -> str:
    for signs, word in _SIGNS.items():
        text = re.sub(f"[{signs}][\ufe0f\U0001f3fb-\U0001f3ff]*", f" {word} ", text)
    return " ".join(re.sub(r"['’`´]", "", text).lower().split())


def _is(message: str, shape: Shape) -> bool:
    """Tell whether a message is made of the shape's phrases alone; its length counts once, not by the power of it."""
    words = re.findall(r"\w+", message)
    if not 0 < len(words) <= LONGEST:
        return False
    core, around = shape
    reached = {(0, False)}
    for start in range(len(words)):
        for cored in (cored for at, cored in tuple(reached) if at == start):
            for end in range(start + 1, min(start + PHRASE, len(words)) + 1):
                phrase = " ".join(words[start:end])
                if core.fullmatch(phrase):
                    reached.add((end, True))
                elif around.fullmatch(phrase):
                    reached.add((end, cored))
    return (len(words), True) in reached
