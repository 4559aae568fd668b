"""Compares two reports: `compare-reports.py NAME BEFORE_FOLDER AFTER_FOLDER`. See `Scripts/compare-reports`."""
import collections
import json
import re
import sys

ALLOWED = 1e-12


def leaves(value, path=""):
    """Every leaf of a document with its key path; an empty list or object is a leaf."""
    if isinstance(value, dict) and value:
        for key, part in value.items():
            yield from leaves(part, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value:
        for index, part in enumerate(value):
            yield from leaves(part, f"{path}[{index}]")
    else:
        yield path, value


def pattern(path):
    return re.sub(r"\[\d+\]", "[]", path)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def profits(folder):
    with open(f"{folder}/pnl.csv") as file:
        next(file)
        for line in file:
            scenario, value = line.rstrip("\n").split(",")
            yield f"pnl.csv[{scenario}]", float(value)


def report(folder):
    with open(f"{folder}/report.json") as file:
        return dict(leaves(json.load(file))) | dict(profits(folder))


def show(title, counts):
    for key, count in sorted(counts.items()):
        print(f"   {title} {key}: {count}")


def main():
    name, before_folder, after_folder = sys.argv[1:]
    before, after = report(before_folder), report(after_folder)
    equal, moved, texts = 0, collections.defaultdict(lambda: [0, 0.0]), collections.Counter()
    problems = []
    for path, old in before.items():
        if path not in after:
            problems.append(f"missing: {path}, was {old!r}")
            continue
        new = after[path]
        if is_number(old) and is_number(new):
            if old == new:
                equal += 1
                continue
            part = abs(new - old) / abs(old) if old != 0 else float("inf")
            if part <= ALLOWED:
                entry = moved[pattern(path)]
                entry[0] += 1
                entry[1] = max(entry[1], part)
            else:
                problems.append(f"moved by {part:.2e} of itself: {path}, {old!r} -> {new!r}")
        elif type(old) is not type(new):
            problems.append(f"another kind: {path}, {old!r} -> {new!r}")
        elif old != new:
            texts[pattern(path)] += 1
    added = collections.Counter(pattern(path) for path in after if path not in before)
    print(f"-- {name}: {equal} numbers with equal bits, {sum(c for c, _ in moved.values())} moved by at most {ALLOWED}")
    for key, (count, most) in sorted(moved.items()):
        print(f"   moved {key}: {count}, by at most {most:.1e} of itself")
    show("new", added)
    show("other text", texts)
    for problem in problems[:40]:
        print(f"   FAILED {problem}")
    if len(problems) > 40:
        print(f"   FAILED and {len(problems) - 40} more")
    sys.exit(1 if problems else 0)


main()
