"""Which suites of tests reach which functions, by coverage; and how long each suite takes."""
import collections, concurrent.futures, hashlib, json, pathlib, re, shutil, subprocess, tempfile, time

from workshop import TESTS, environment, run

TOOLS = pathlib.Path(shutil.which("swift")).resolve().parent  # profiles are read by the tools of the compiler that wrote them


def suites(products, tree):
    """Every suite (`Module.Suite` or `Module.Outer/Inner`; a test without a suite is one by itself)."""
    listed = run([str(products / TESTS), "--testing-library", "swift-testing", "--list-tests"], tree, env=environment()).stdout
    names = set()
    for line in listed.split("\n"):
        if re.match(r"\w+Tests\.", line):
            names.add(line.rpartition("/")[0] or line)
    if len(names) < 100:
        raise SystemExit("the tests could not be listed\n" + listed[-2_000:])
    return sorted(names)


def pattern(suite):
    """The filter that runs one suite, with those that stand inside it, and none that is called alike."""
    return f"^{re.escape(suite)}(/|$)"


def defining_text(tree, suite):
    """A digest of the test target's files that name the suite: when they change it is measured again."""
    module, _, name = suite.partition(".")
    last = re.split(r"[/(]", name)[0]
    inner = name.split("/")[-1].split("(")[0]
    found = hashlib.sha256()
    for path in sorted((tree / "Tests" / module).rglob("*.swift")):
        text = path.read_text()
        if re.search(rf"(struct|enum|extension|func|class|actor) {re.escape(inner)}\b|extension {re.escape(last)}\b", text):
            found.update(text.encode())
    return found.hexdigest()[:16]


# Where modules without tests of their own are tested.
HOMES = {
    "CTailpoolLAPACK": ["TailpoolLinearAlgebra"], "CTailpoolKernels": ["TailpoolPricing", "TailpoolScenarios", "TailpoolNumerics"],
    "TailpoolEvents": ["TailpoolPoolEngine", "TailpoolFiles"],
}


def is_own(suite, module):
    """Whether a suite stands in the tests of a module."""
    return any(suite.startswith(f"{home}Tests.") for home in HOMES.get(module, [module]))


def plain(name):
    """A function's name without the file that stands before that of a private one."""
    return name.rpartition(":")[2]


def functions_hit(profiles, merged):
    """Names of the functions that ran, from the raw profiles of one suite."""
    subprocess.run([TOOLS / "llvm-profdata", "merge", "-sparse", "-text", "-o", merged, *profiles], check=True, capture_output=True)
    hit, block = set(), []
    for line in pathlib.Path(merged).read_text(errors="replace").split("\n") + [""]:
        if line.strip():
            if not line.startswith(("#", ":")):
                block.append(line.strip())
            continue
        if len(block) > 3 and any(c != "0" for c in block[3:]):
            hit.add(block[0])
        block = []
    return hit


def measure(products, tree, suite):
    with tempfile.TemporaryDirectory(prefix="reach-") as folder:
        start = time.monotonic()
        done = run([str(products / TESTS), "--testing-library", "swift-testing", "--filter", pattern(suite)], tree,
                   env=environment(LLVM_PROFILE_FILE=f"{folder}/%p-%m.profraw"))
        seconds = time.monotonic() - start
        if done.returncode:  # it would kill every mutant
            raise SystemExit(f"{suite} fails without a change\n{done.stdout[-4_000:]}")
        profiles = [str(p) for p in pathlib.Path(folder).glob("*.profraw")]
        return seconds, functions_hit(profiles, f"{folder}/merged.text") if profiles else set()


def extents(products, tree, folder):
    """Where each function stands: {file: [(first line, last line, name)]}."""
    profile = folder / "all.profdata"
    raw = folder / "one.profraw"
    run([str(products / TESTS), "--testing-library", "swift-testing", "--list-tests"], tree, env=environment(LLVM_PROFILE_FILE=str(raw)))
    subprocess.run([TOOLS / "llvm-profdata", "merge", "-o", profile, raw], check=True, capture_output=True)
    found = collections.defaultdict(list)
    for program in (TESTS, "tailpool"):
        text = subprocess.run([TOOLS / "llvm-cov", "export", "-instr-profile", profile, products / program, "-skip-expansions"], capture_output=True, text=True).stdout
        for function in json.loads(text)["data"][0]["functions"]:
            own = [r for r in function["regions"] if r[5] == 0]
            path = function["filenames"][0]
            if own and f"{tree}/Sources/" in path:
                found[path[len(str(tree)) + 1:]].append((min(r[0] for r in own), max(r[2] for r in own), plain(function["name"])))
    return {path: sorted(set(spans)) for path, spans in found.items()}


class Reach:
    """The map, kept in a file and measured again for suites whose tests changed."""

    def __init__(self, tree, products, cache, workers):
        kept = json.loads(cache.read_text()) if cache.exists() else {}
        self.suites = {}
        wanted = []
        for suite in suites(products, tree):
            digest = defining_text(tree, suite)
            old = kept.get(suite)
            if old and old["digest"] == digest:
                self.suites[suite] = old
            else:
                wanted.append((suite, digest))
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            for (suite, digest), (seconds, hit) in zip(wanted, pool.map(lambda one: measure(products, tree, one[0]), wanted)):
                self.suites[suite] = {"digest": digest, "seconds": seconds, "hit": sorted(hit)}
                print(f"coverage of {suite}: {seconds:.1f} s, {len(hit)} functions", flush=True)
                if len(self.suites) % 20 == 0:
                    cache.write_text(json.dumps(self.suites))
        cache.write_text(json.dumps(self.suites))
        self.extents = extents(products, tree, cache.parent)
        self.hit = {suite: {plain(name) for name in entry["hit"]} for suite, entry in self.suites.items()}

    def suites_that_reach(self, mutant):
        """Suites in the order in which they are tried: the module's own first, then those of method against method, then the quick ones."""
        spans = [(last - first, name) for first, last, name in self.extents.get(mutant.path, []) if first <= mutant.line <= last]
        if spans:  # the innermost function, and the closures of its line, of which `a ?? b` has one
            least = min((length for length, _ in spans if length), default=0)
            names = {name for length, name in spans if length <= least}
        else:  # outside every function (a stored property's first value): whoever reaches anything in the file
            names = {name for _, _, name in self.extents.get(mutant.path, [])}
        reaching = [s for s, hit in self.hit.items() if not names or hit & names or not spans and is_own(s, mutant.module)]
        return sorted(reaching, key=lambda s: (not is_own(s, mutant.module), not is_own(s, "Agreement"), self.suites[s]["seconds"], s))
