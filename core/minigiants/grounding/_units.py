"""Units of measure by their canonical symbol: mg for milligrams, % for per cent, USD for $."""

from collections.abc import Sequence

_NAMES = """
% percent pct percentage
pp percentage-points percentage-point
kg kilogram kilograms kilo kilos kgs
g gram grams gramme grammes gm
mg milligram milligrams milligramme milligrammes mgs
µg mcg ug μg microgram micrograms
ng nanogram nanograms
t tonne tonnes
ton tons
lb lbs pound-mass
oz ounce ounces
l liter liters litre litres
dl deciliter deciliters decilitre decilitres
ml milliliter milliliters millilitre millilitres cc
µl microliter microliters ul μl
gal gallon gallons
pint pints
cup cups
tsp teaspoon teaspoons
tbsp tablespoon tablespoons
km kilometer kilometers kilometre kilometres kms
m meter meters metre metres
cm centimeter centimeters centimetre centimetres
mm millimeter millimeters millimetre millimetres
µm micrometer micrometers micron microns um μm
nm nanometer nanometers
mi mile miles
yd yard yards
ft foot feet
in inch inches
ha hectare hectares
acre acres
s sec secs second seconds
ms millisecond milliseconds
min mins minute minutes
h hr hrs hour hours
day days
wk week weeks wks
month months mo mos
yr year years yrs annum
decade decades
century centuries
°c celsius centigrade
°f fahrenheit
K kelvin kelvins
° degree degrees
mmol millimole millimoles
mol mole moles
µmol umol micromole micromoles μmol
meq milliequivalent milliequivalents
iu international-units
unit units
mmhg
kpa kilopascal kilopascals
pa pascal pascals
bar bars
psi
v volt volts
kv kilovolt kilovolts
mv millivolt millivolts
a amp amps ampere amperes
ma milliamp milliamps
w watt watts
kw kilowatt kilowatts
kwh kilowatt-hours kilowatt-hour
hz hertz
khz kilohertz
mhz megahertz
ghz gigahertz
db decibel decibels
kb kilobyte kilobytes
mb megabyte megabytes
gb gigabyte gigabytes
tb terabyte terabytes
bit bits
byte bytes
cal calorie calories
kcal kilocalorie kilocalories
j joule joules
kj kilojoule kilojoules
n newton newtons
rpm
beat beats
breath breaths
tablet tablets tab tabs
capsule capsules caps
pill pills
puff puffs
drop drops
dose doses
ampoule ampoules
vial vials
sachet sachets
patch patches
spray sprays
time times
fold
point points
USD dollar dollars usd us$ $
CAD cad c$ ca$
AUD aud a$ au$
NZD nzd nz$
HKD hkd hk$
EUR euro euros eur €
GBP pound pounds gbp £ sterling
JPY yen jpy ¥
INR rupee rupees inr ₹ rs
CHF chf francs franc
cent cents
penny pence
"""
_CASED = {
    "MW": "MW",
    "mW": "mW",
    "Mb": "Mbit",
    "Gb": "Gbit",
    "kb": "kb",
    "Mbps": "Mbit/s",
    "MBps": "mb/s",
    "M": "mol/l",
}
_RATES = {"mph": ("mi", "h"), "kph": ("km", "h"), "kmh": ("km", "h"), "bpm": ("beat", "min"), "kbps": ("kbit", "s")}
_UNITS = {name: line.split()[0] for line in _NAMES.strip().splitlines() for name in line.split()}
_GLUED_ONLY = frozenset({"a", "in", "n", "v", "w", "j", "s", "t", "rs"})
_SPACED_CAPITAL = frozenset({"A", "V", "W", "K", "J", "N"})
CURRENCIES = frozenset({"USD", "CAD", "AUD", "NZD", "HKD", "EUR", "GBP", "JPY", "INR", "CHF"})
TIMES = frozenset({"s", "min", "h", "day", "wk", "month", "yr"})
_LENGTHS = frozenset(
    {"km", "m", "cm", "mm", "mi", "yd", "ft", "in", "rpm", "beat", "breath", "kb", "mb", "gb", "l", "time"}
)
ADVERBS = {
    "hourly": "h", "daily": "day", "nightly": "day", "weekly": "wk", "monthly": "month", "yearly": "yr",
    "annually": "yr",
    "annual": "yr",
}  # fmt: skip


def canonical(word: str, *, glued: bool) -> str:
    """Return the symbol of the unit written as `word`, empty when it is none; `glued` to its number or apart.

    >>> canonical("milligrams", glued=False), canonical("MG", glued=True), canonical("a", glued=False)
    ('mg', 'mg', '')
    """
    if word in _CASED:
        return _CASED[word]
    lower = word.lower().rstrip(".")
    if lower in _RATES:
        return "/".join(_RATES[lower])
    if lower in _GLUED_ONLY and not glued and word not in _SPACED_CAPITAL:
        return ""
    return _UNITS.get(lower, "")


def agree(claim: str, evidence: str) -> bool:
    """Say whether two units mean the same; a time left out of a dose is no disagreement, of a speed it is.

    >>> agree("mg", "mg/day"), agree("mg", "mg/kg"), agree("km", "km/h"), agree("mg/day", "mg/wk")
    (True, False, False, False)
    """
    if claim == evidence:
        return True
    (base, *below), (other, *others) = claim.split("/"), evidence.split("/")
    if base != other or _other(below) != _other(others):
        return False
    times, wanted = _times(below), _times(others)
    if times and wanted:
        return times == wanted
    return base not in _LENGTHS


def _times(parts: Sequence[str]) -> set[str]:
    return {p for p in parts if p in TIMES}


def _other(parts: Sequence[str]) -> set[str]:
    return {p for p in parts if p not in TIMES}
