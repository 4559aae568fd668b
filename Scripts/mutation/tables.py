"""What a run of mutants came to, as tables; and the files that hold it."""
import collections, json, pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SEED, SECOND_SEED = 20261130, 4711  # the second is for the end: it was not run while tests were written
EQUIVALENT = json.loads((ROOT / "Tests/Mutants/equivalent.json").read_text())  # {mutant: why no input can show it}


BY_HAND = ROOT / "Tests/Mutants/by-hand.judged.jsonl"  # a hundred changes by someone who had not seen the tests


def results(seed):
    return ROOT / f"Tests/Mutants/seed-{seed}.jsonl"


def judged(path):
    """The last verdict on each mutant of a file of results; a mutant that is explained is equivalent, whatever was seen."""
    found = {}
    if path.exists():
        for line in path.read_text().split("\n"):
            if line:
                entry = json.loads(line)
                if entry["key"] in EQUIVALENT and entry["verdict"] == "survived":
                    entry = {**entry, "verdict": "equivalent", "by": EQUIVALENT[entry["key"]]}
                found[entry["key"]] = entry
    return found


def stands(entry):
    """Whether the line that a verdict is about is still there."""
    path, _, change = entry["key"].partition(": ")
    file, old = ROOT / path, change.partition("  ->  ")[0]
    return file.exists() and any(line.strip() == old for line in file.read_text().split("\n"))


def table(entries, by):
    """Lines of a Markdown table of verdicts by module or by operator."""
    counts = collections.defaultdict(collections.Counter)
    for entry in entries:
        counts[entry[by]][entry["verdict"]] += 1
        counts["all"][entry["verdict"]] += 1
    yield f"| {by} | judged | killed | survived | part killed | equivalent | same code | do not compile |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for name in [*sorted(n for n in counts if n != "all"), "all"]:
        c = counts[name]
        total = c["killed"] + c["survived"]
        part = f"{100 * c['killed'] / total:.1f} %" if total else "–"
        yield f"| {name} | {total} | {c['killed']} | {c['survived']} | {part} | {c['equivalent']} | {c['same code']} | {c['does not compile']} |"


def survivors(entries):
    return [e for e in entries if e["verdict"] == "survived"]
