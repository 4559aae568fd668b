"""The changes that are made: each operator finds its places in a file's text and says what would stand there instead."""
import re

from code_text import literals

# Names of which one is easily written for the other. A change that does not compile is drawn again.
NEIGHBORS = [
    "call put", "bid ask", "low high", "lower upper", "first last", "up down", "minimum maximum", "spot forward",
    "buy sell", "long short", "held owed", "before after", "start end", "left right", "row column", "rows columns",
    "i j", "base quote", "delta gamma", "vega theta", "rate dividendYield", "valueAtRisk expectedShortfall",
    "prefix suffix", "dropFirst dropLast", "lowerBound upperBound", "deposit withdrawal", "shares assets", "gain loss",
    "profit loss", "mean variance", "cash coin", "entry exit", "opened closed", "previous next", "old new", "x y",
    "logSpot logVolatility", "spots volatilities", "spot volatility", "rises falls", "paid owed", "value mark",
    "scenarios factors", "members claims", "capital requirement", "price value", "error bound", "strike forward",
    "alpha beta", "sum product", "numerator denominator", "expiry horizon", "days years", "quantity value",
]


def tokens(pattern, new):
    """Places of a pattern; `new` is a replacement template, or a function of the match."""
    compiled = re.compile(pattern)

    def find(text, code):
        for found in compiled.finditer(code):
            replacement = new(found) if callable(new) else found.expand(new)
            if replacement is not None and replacement != found.group():
                yield found.start(), found.end(), replacement
    return find


def several(*finders):
    def find(text, code):
        for finder in finders:
            yield from finder(text, code)
    return find


def whole(found):
    text = found.group().replace("_", "")
    return str(int(text) + 1)


def fraction(found):
    value = float(found.group())
    return "0.1" if value == 0 else repr(value * 1.1)


def coefficient(found):
    # Of a power of a polynomial that hardly counts, the last digits may be anything: half of them are taken.
    return (float.fromhex(found.group()) * (1 + 2.0 ** -26)).hex()


def neighbors():
    finders = []
    for pair in NEIGHBORS:
        one, other = pair.split()
        for old, new in ((one, other), (other, one)):
            place = rf"(?<=\[){old}(?=[\],+\- ])|(?<=, ){old}(?=\])" if len(old) == 1 else rf"(?<=\.){old}\b(?!:)|(?<=[(\[ ]){old}\b(?=[\]),.\[ ])(?! [{{=])"
            finders.append(tokens(place, new))
    return several(*finders)


def swapped_arguments(text, code):
    simple = r"-?[\w.]+(?:\[[\w.]+\])?"
    for found in re.finditer(rf"\((\w+: )?({simple}), (\w+: )?({simple})(?=[,)])", code):
        first, one, second, other = (part or "" for part in found.groups())
        if one != other and not re.search(r"(func|init|case|subscript)\s*\w*$", code[max(0, found.start() - 40):found.start()]):
            yield found.start() + 1, found.end(), f"{first}{other}, {second}{one}"


def swapped_branches(text, code):
    simple = r"(?:\"[^\"\n]*\"|[-!\w.()]+)"
    for found in re.finditer(rf" \? ({simple}) : ({simple})(?=[\s,)])", code):
        one, other = text[found.start(1):found.end(1)], text[found.start(2):found.end(2)]
        if one != other and one.count("(") == one.count(")") and other.count("(") == other.count(")"):
            yield found.start(1), found.end(2), f"{other} : {one}"


def left_out_statement(text, code):
    for found in re.finditer(r"(?m)^[ \t]+((?:[\w.]+(?:\[[^\]\n]*\])?) (?:[-+*/&|]|&[+-])?= [^\n]*|[\w.]+\.(?:append|insert|remove|removeAll|reverse|sort|add|merge|formUnion)\([^\n]*\))$", code):
        line = found.group(1)
        if re.match(r"(let|var|return|case|default|try|static|public|package|private)\b", line):
            continue
        if all(line.count(a) == line.count(b) for a, b in ("()", "[]", "{}")) and not line.rstrip().endswith(("{", ",", "(", "?", ":", "+", "-", "*")):
            following = code[found.end():found.end() + 200].lstrip()
            if not following.startswith((".", "?", ":", "+", "-", "*", "&&", "||", "/")):
                yield found.start(1), found.end(1), "()" if not line.endswith(";") else ";"


def other_text(text, code):
    for start, end in literals(text, code):
        if re.search(r"[A-Za-z%$]", text[start:end]):
            yield start, end, text[start:end] + "x"


ARITHMETIC = several(
    tokens(r"&\+", "&-"), tokens(r"&-(?!>)", "&+"), tokens(r"&<<", "&>>"), tokens(r"&>>", "&<<"), tokens(r"&\*", "&+"),
    tokens(r"(?<= )\+(?= )", "-"), tokens(r"(?<= )-(?= )", "+"), tokens(r"(?<= )\*(?= )", "/"), tokens(r"(?<= )/(?= )", "*"),
    tokens(r"(?<= )\+=", "-="), tokens(r"(?<= )-=", "+="), tokens(r"(?<= )\*=", "/="), tokens(r"(?<= )/=", "*="))
COMPARISON = several(
    tokens(r"(?<= )<(?= )", "<="), tokens(r"(?<= )<=(?= )", "<"), tokens(r"(?<= )>(?= )", ">="), tokens(r"(?<= )>=(?= )", ">"),
    tokens(r"(?<= )==(?= )", "!="), tokens(r"(?<= )!=(?= )", "=="))
TRUTH = several(
    tokens(r"(?<= )&&(?= )", "||"), tokens(r"(?<= )\|\|(?= )", "&&"), tokens(r"(?<=[ (])!(?=[\w(])", ""),
    tokens(r"\btrue\b", "false"), tokens(r"\bfalse\b", "true"))
SIGN = tokens(r"(?<=[(\[,=?:] )-(?=[\w(])|(?<=[(\[])-(?=[\w(])|(?<=return )-(?=[\w(])", "")
FACTOR = several(
    tokens(r" \* [A-Za-z_][\w.]*(?![\w.(\[])", ""), tokens(r" / [A-Za-z_][\w.]*(?![\w.(\[])", ""))
WHOLE = tokens(r"(?<![\w.$])\d[\d_]*(?![\w.])", whole)
FRACTION = tokens(r"(?<![\w.])\d+\.\d+(?:e-?\d+)?(?![\w.])", fraction)
ROUNDING = several(
    tokens(r"\bmin\(", "max("), tokens(r"\bmax\(", "min("), tokens(r"\.nearestOrEven\b", ".down"), tokens(r"\.up\b(?=\)|,)", ".down"),
    tokens(r"\.down\b(?=\)|,)", ".up"), tokens(r"\.rounded\(\)", ".rounded(.down)"), tokens(r"\bfloor\(", "ceil("), tokens(r"\bceil\(", "floor("))
RANGE = several(
    tokens(r"\.\.<", "..."), tokens(r"(?<=[\w)\]])\.\.\.(?=[\w(])|(?<= )\.\.\.(?= )", "..<"), tokens(r"\.dropFirst\(\)|\.dropLast\(\)|\.reversed\(\)", ""),
    tokens(r"\bstride\(from: ", "stride(from: 1 + "))

SWIFT = {
    "arithmetic": ARITHMETIC, "comparison": COMPARISON, "truth": TRUTH, "sign": SIGN, "factor left out": FACTOR, "whole number": WHOLE,
    "fraction": FRACTION, "rounding or bound": ROUNDING, "range": RANGE, "neighbor": neighbors(), "arguments swapped": swapped_arguments,
    "branches swapped": swapped_branches, "statement left out": left_out_statement,
}
C = {
    "arithmetic": ARITHMETIC, "comparison": COMPARISON, "truth": TRUTH, "sign": SIGN, "factor left out": FACTOR, "whole number": WHOLE,
    "fraction": FRACTION, "coefficient": tokens(r"-?0x1?\.[0-9a-f]+p[-+]?\d+|-?0x1p[-+]?\d+(?=[,);f])", coefficient),
    "branches swapped": swapped_branches,
}
TEXT = {"text": other_text}
