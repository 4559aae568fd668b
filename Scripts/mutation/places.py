"""Where the sources can be changed: the mutants of every module, and a seeded draw of them."""
import bisect, collections, hashlib, json, pathlib, random, re

import operators
from code_text import masked

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
base = ROOT  # where the sources are read: the checkout, or the copy of it that is changed
LEFT_OUT = {"CSodium", "Tailpool", "TailpoolLibc"}  # a module map and re-exports
# Lines that decide nothing at run time.
SKIPPED = re.compile(r"\s*(import |@|#|//|public import|package import|case [\w, ]+$|typealias |associatedtype |extern |static inline \w+ \w+\([^{]*$)")

Mutant = collections.namedtuple("Mutant", "module path line operator old new text")


def read_from(folder):
    global base
    base = folder


def modules():
    return sorted(p.name for p in (base / "Sources").iterdir() if p.is_dir() and p.name not in LEFT_OUT)


def files(module):
    wanted = {".swift"} if not module.startswith("C") else {".c", ".h"}
    folder = base / "Sources" / module
    return sorted(p for p in folder.rglob("*") if p.suffix in wanted and "include" not in p.parts)


def key(mutant):
    """What names a mutant as long as its line stands: the lines before it may change."""
    return f"{mutant.path}: {mutant.old}  ->  {mutant.new}"


def in_file(module, path):
    """The mutants of one file, by operator."""
    text = path.read_text()
    code = masked(text)
    starts = [0]
    for found in re.finditer("\n", text):
        starts.append(found.end())
    kinds = dict(operators.C if module.startswith("C") else operators.SWIFT)
    if module == "TailpoolReport":
        kinds.update(operators.TEXT)
    if path.name.endswith("_coefficients.h") or path.name == "sobol_initial_numbers.h":
        kinds = {"coefficient": operators.C["coefficient"]}
    relative = str(path.relative_to(base))
    seen = set()
    for operator, find in kinds.items():
        for start, end, new in find(text, code):
            line = bisect.bisect_right(starts, start) - 1
            stop = starts[line + 1] - 1 if line + 1 < len(starts) else len(text)
            old_line = text[starts[line]:stop]
            if end > stop or SKIPPED.match(old_line):
                continue
            new_line = text[starts[line]:start] + new + text[end:stop]
            mutant = Mutant(module, relative, line + 1, operator, old_line.strip(), new_line.strip(), text[:start] + new + text[end:])
            if (line, mutant.new) not in seen:
                seen.add((line, mutant.new))
                yield mutant


def all_of(module):
    """Every mutant of a module, by operator."""
    found = collections.defaultdict(list)
    for path in files(module):
        for mutant in in_file(module, path):
            found[mutant.operator].append(mutant)
    return found


def shuffled(module, seed):
    """Every mutant of a module in a seeded order in which each operator comes as often as any other while it has places left.

    A mutant's place among those of its operator depends on its own text and the seed alone, so that a change elsewhere in
    the sources hardly changes what is drawn.
    """
    source = random.Random(f"{seed} {module}")
    rank = lambda mutant: hashlib.sha256(f"{seed} {key(mutant)}".encode()).digest()
    queues = {name: sorted(mutants, key=rank) for name, mutants in sorted(all_of(module).items())}
    while queues:
        name = source.choice(sorted(queues))
        yield queues[name].pop()
        if not queues[name]:
            del queues[name]


def by_hand(path):
    """The changes that a file lists, each on the line that it says or the nearest of that text."""
    made = []
    for text in path.read_text().split("\n"):
        if not text:
            continue
        said = json.loads(text)
        lines = (base / said["path"]).read_text().split("\n")
        alike = [n for n, line in enumerate(lines) if line.strip() == said["old"]]
        if said["old"] == said["new"]:
            raise SystemExit(f"{said['path']}: no change: {said['old']}")
        if not alike:
            print(f"left out, for the line has changed since: {said['path']}: {said['old']}", flush=True)
            continue
        at = min(alike, key=lambda n: abs(n + 1 - said["line"]))  # the lines before it may have changed
        lines[at] = lines[at].replace(said["old"], said["new"])
        made.append(Mutant(said["path"].split("/")[1], said["path"], at + 1, "by hand", said["old"], said["new"], "\n".join(lines)))
    if not made:
        raise SystemExit(f"{path} lists no change")
    return made


def quotas(total, least):
    """How many mutants of each module are wanted: by its lines of code, and no fewer than `least`."""
    lines = {m: sum(len(p.read_text().split("\n")) for p in files(m) if not p.name.startswith("sobol_initial")) for m in modules()}
    left, quota = total, {}
    for module in sorted(lines, key=lines.get):  # the small ones first, for they may take more than their part
        share = round(left * lines[module] / sum(lines[m] for m in lines if m not in quota))
        quota[module] = max(least, share)
        left -= quota[module]
    return quota
