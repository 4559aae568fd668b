"""The text of a source file with comments and texts blanked, so that patterns find code alone."""


def masked(text):
    """The same text, as long, with spaces for comments and for what stands in string literals; interpolated code is kept."""
    out, at, stack = list(text), 0, []  # the stack holds the open literals and the interpolations inside them

    def blank(start, end):
        for k in range(start, min(end, len(out))):
            if out[k] != "\n":
                out[k] = " "

    while at < len(text):
        inside = stack[-1] if stack else None
        if inside in ('"', '"""'):
            if text.startswith("\\(", at):
                blank(at, at + 2)
                stack.append(1)
                at += 2
            elif text[at] == "\\":
                blank(at, at + 2)
                at += 2
            elif text.startswith(inside, at):
                stack.pop()
                at += len(inside)
            else:
                blank(at, at + 1)
                at += 1
            continue
        if text.startswith("//", at):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            blank(at, end)
            at = end
        elif text.startswith("/*", at):
            end = text.find("*/", at)
            end = len(text) if end < 0 else end + 2
            blank(at, end)
            at = end
        elif text[at] == '"':
            opened = '"""' if text.startswith('"""', at) else '"'
            stack.append(opened)
            at += len(opened)
        elif inside is not None and text[at] in "()":
            stack[-1] += 1 if text[at] == "(" else -1
            if stack[-1] == 0:
                stack.pop()
                blank(at, at + 1)
            at += 1
        else:
            at += 1
    return "".join(out)


def literals(text, blanked):
    """The string literals without interpolation that stand on one line: (start, end) without the quotes."""
    found, at = [], 0
    while (at := blanked.find('"', at)) >= 0:
        end = blanked.find('"', at + 1)
        if end < 0:
            break
        inner = text[at + 1:end]
        if "\n" not in inner and "\\" not in inner and not blanked.startswith('"""', at):
            found.append((at + 1, end))
        at = end + 1
    return found
