"""The public functions and accessors of a module that have a body, found in its text."""
import collections, re

from code_text import masked
from places import files

Declaration = collections.namedtuple("Declaration", "path name line type start end")  # the body stands between start and end

OPENING = re.compile(
    r"(?m)^[ \t]*(?:@\w+(?:\([^)\n]*\))?\s+)*public\s+(?:(?:static|mutating|nonmutating|final|nonisolated|consuming|borrowing|override|convenience)\s+)*"
    r"(func\s+[^\s(<]+|init[?!]?|var\s+\w+|subscript)")


def closing(code, at):
    """The index of the brace that closes the one at `at`."""
    depth = 0
    for k in range(at, len(code)):
        depth += (code[k] == "{") - (code[k] == "}")
        if depth == 0:
            return k
    return len(code)


def body_start(code, at, is_variable):
    """Where the brace of the body stands, or None when there is none: a stored property, a requirement."""
    depth = 0
    for k in range(at, len(code)):
        c = code[k]
        depth += (c in "([") - (c in ")]")
        if depth:
            continue
        if c == "{":
            return k
        if c == "=" and is_variable and code[k + 1] != "=":
            return None
        if c == "\n":
            following = code[k + 1:].lstrip()
            if not following.startswith(("{", "->", "where ", "throws", "async", "rethrows", ":")) and not code[at:k].rstrip().endswith(("->", ":", ",", "where", "throws", ")")):
                return None
            if code[at:k].rstrip().endswith(")") and not following.startswith(("{", "->", "where ", "throws", "async", "rethrows")):
                return None
    return None


def result_type(signature, kind):
    if kind.startswith("var"):
        return signature.partition(":")[2].split(" where ")[0].strip()
    return signature.rpartition("->")[2].split(" where ")[0].strip() if "->" in signature else ""


def declarations(module, tree):
    for path in files(module):
        text = path.read_text()
        code = masked(text)
        for found in OPENING.finditer(code):
            kind = found.group(1)
            start = body_start(code, found.end(), kind.startswith("var"))
            if start is None:
                continue
            end = closing(code, start)
            accessor = re.match(r"\{\s*(?:@\w+(?:\([^)\n]*\))?\s*)*get\s*\{", code[start:end])
            if re.match(r"\{\s*(didSet|willSet)", code[start:end]):
                continue
            kept = start
            if accessor:
                kept = start + accessor.end() - 1
                end = closing(code, kept)
            returned = "init" if kind.startswith("init") else result_type(" ".join(code[found.end():start].split()), kind)
            yield Declaration(path, re.sub(r"\s+", " ", kind), text.count("\n", 0, found.start(1)) + 1, returned, kept, end)


def constants(returned):
    """What a body of that type is emptied to: nothing where no constant of it can be written."""
    if returned in ("", "Void", "()"):
        return [""]
    if returned.endswith("?"):
        return ["nil"]
    if re.fullmatch(r"\[[^\[\]]*:[^\[\]]*\]|\[\w+: .*\]", returned):
        return ["[:]"]
    if returned.startswith("[") or returned.startswith(("Set<", "ArraySlice<", "ContiguousArray<")):
        return ["[]"]
    if returned == "Bool":
        return ["false", "true"]
    if returned in ("String", "Substring"):
        return ['""']
    if re.fullmatch(r"(Double|Float|U?Int(8|16|32|64|128)?|Scalar)", returned):
        return ["0"]
    return []
