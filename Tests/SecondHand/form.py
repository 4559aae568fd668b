"""Numbers with the tolerance they are expected within, and how a reader of the report sees them.

Rules of digits, as `Docs/ReportSchema.md` states them under "How numbers are shown".
"""

import math
import re


class N:
    """A number and how far another hand's may be from it."""

    def __init__(self, value, within):
        self.value, self.within = float(value), float(within)

    def __mul__(self, x):
        return N(self.value * x, self.within * abs(x))

    def __neg__(self):
        return N(-self.value, self.within)

    def __add__(self, x):
        return N(self.value + x, self.within)

    def __truediv__(self, other):
        if isinstance(other, N):
            q = self.value / other.value
            return N(q, (self.within + abs(q) * other.within) / abs(other.value))
        return self * (1 / other)


class Text:
    """Words with numbers in them: `line` has each number between ⟦ and ⟧, `numbers` what it stands for."""

    def __init__(self, line="", numbers=()):
        self.line, self.numbers = line, list(numbers)

    def __add__(self, other):
        other = text(other)
        return Text(self.line + other.line, self.numbers + other.numbers)

    def __radd__(self, other):
        return text(other) + self

    def json(self):
        return {"line": self.line, "numbers": self.numbers} if self.numbers else {"line": self.line}


def text(x):
    return x if isinstance(x, Text) else Text(str(x))


def join(parts, separator=""):
    result = Text()
    for i, part in enumerate(parts):
        result = result + (separator if i else "") + part
    return result


def _number(n, decimals, sign=True):
    """A number with commas between thousands and a fixed count of decimals; its sign is of the words."""
    shown = f"{abs(n.value):,.{decimals}f}"
    negative = n.value < 0 and float(shown.replace(",", "")) != 0
    return ("-" if negative and sign else ""), Text(f"⟦{shown}⟧", [[abs(n.value), n.within]])


def fixed(n, decimals):
    sign, body = _number(n, decimals)
    return sign + body


def _exponent(x):
    return 0 if x == 0 else math.floor(math.log10(abs(x)))


def significant(n, digits=3):
    x = n.value
    if x == 0:
        return Text("⟦0⟧", [[0.0, n.within]])
    e = _exponent(x)
    if e < -4 or e > 14:
        mantissa = x / 10.0**e
        return ("-" if x < 0 else "") + Text(f"⟦{abs(mantissa):.1f}⟧e{e}", [[abs(mantissa), n.within / 10.0**e]])
    return fixed(n, max(0, digits - 1 - e))


def money(n):
    x = abs(n.value)
    if x >= 1 or x >= 999.5:
        sign, body = _number(n, 0 if x >= 999.5 else 2)
    else:
        whole = significant(N(x, n.within))  # Nothing is $0.
        return ("-$" if n.value < 0 else "$") + whole
    return sign + "$" + body


def signed_money(n):
    return "+" + money(n) if n.value > 0 else money(n)


def _trimmed(n):
    x = abs(n.value)
    if x >= 99.95:
        return fixed(n, 0)
    if x < 0.9995:
        return significant(n, 2)
    return fixed(n, 0) if f"{x:.1f}".endswith(".0") else fixed(n, 1)


def compact(n):
    for size, suffix in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(n.value) >= 0.9995 * size:
            return _trimmed(n / size) + suffix
    return _trimmed(n)


def compact_money(n):
    sign = "-$" if n.value < 0 else "$"
    return sign + compact(N(abs(n.value), n.within))


def price(n):
    x = abs(n.value)
    if x >= 99_999.5:
        return fixed(n, 0)
    return fixed(n, 2) if x >= 1 else significant(n, 5)


def percent(n, decimals=1):
    return fixed(n * 100, decimals) + "%"


def signed_percent(n):
    """A move: a sign for gains too, whole where the tenth is zero."""
    tenths = round(abs(n.value) * 1000) / 10
    shown = fixed(n * 100, 0 if tenths == round(tenths) else 1) + "%"
    return ("+" if n.value > 0 and tenths > 0 else "") + shown


def plain(x):
    shown = repr(float(x))
    return Text(shown[:-2] if shown.endswith(".0") else shown)


def grouped(x):
    return Text(f"{x:,}")


def counted(x, thing):
    return Text(f"{x:,} {thing}" + ("" if x == 1 else "s"))


def amount(n, unit):
    """An amount of a unit of account."""
    if unit == "USD":
        return money(n)
    return (fixed(n, 0) if abs(n.value) >= 999.5 else significant(n, 5)) + " " + unit


def error(n, unit):
    """A standard error beside an amount."""
    return money(n) if unit == "USD" else significant(n, 2) + " " + unit


def compact_amount(n, unit):
    """An amount in a few digits: four in coin, without zeros at the end."""
    if unit == "USD":
        return compact_money(n)
    if abs(n.value) >= 999.5:
        return compact(n) + " " + unit
    if n.value == 0:
        return significant(n) + " " + unit
    decimals = max(0, 3 - _exponent(n.value))
    shown = f"{abs(n.value):.{decimals}f}"
    zeros = len(shown) - len(shown.rstrip("0")) if "." in shown else 0
    return fixed(n, decimals - zeros) + " " + unit


def plus_minus(show, n, error):
    return show(n) + " ± " + show(error)


def page(t):
    """The same on the page, where a number has a true minus sign."""
    t = text(t)
    return Text(re.sub(r"-(?=\$?⟦)|(?<=⟧e)-", "−", t.line), t.numbers)
