"""A copy of the package with its tests built, in which one changed file is compiled and linked at a time."""
import json, os, pathlib, re, shutil, subprocess

from places import ROOT

SHARED = os.environ.get("TAILPOOL_SHARED", str(ROOT.parent / "shared"))
TESTS = "TailpoolPackageTests.xctest"
SAME = "same"  # in the place of objects: the change leaves the compiled code as it is


def run(command, folder, **more):
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", **more)


def environment(**more):
    """What programs run with: profiles are thrown away where none is asked for."""
    return {**os.environ, "TAILPOOL_SHARED": SHARED, "SWIFT_BACKTRACE": "enable=no", "LLVM_PROFILE_FILE": "/dev/null", **more}


def update(tree):
    """Makes the copy what the checkout is; files that did not change keep their dates, so that little is built again."""
    listed = run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], ROOT).stdout.split("\n")
    wanted = {name for name in listed if name and (ROOT / name).is_file()}
    for name in wanted:
        source, target = ROOT / name, tree / name
        if not target.exists() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    for folder in ("Sources", "Tests"):
        for path in list((tree / folder).rglob("*")):
            if path.is_file() and str(path.relative_to(tree)) not in wanted:
                path.unlink()


class Workshop:
    """The commands of a finished build, by module and by program."""

    def __init__(self, tree, scratch):
        self.unchanged = {}  # objects of C as it is, by where they lie
        self.tree = tree
        self.products = (tree / scratch / "debug").resolve()
        manifest = (tree / scratch / "debug.yaml").read_text()
        steps = re.findall(r'^  "([^"\n]+)":\n((?:    .*\n)+)', manifest, re.M)
        self.modules, self.c_files, self.links = {}, {}, {}
        for name, body in steps:
            found = re.search(r"^    args: (\[.*\])$", body, re.M)
            arguments = json.loads(found.group(1)) if found else []
            module = re.match(r"C\.(\w+)-.*debug\.module$", name)
            if module and "-module-name" in arguments:
                self.modules[module.group(1)] = arguments
            elif name.endswith(".c.o") and "-c" in arguments:
                self.c_files[name] = arguments
            elif "-emit-executable" in arguments and "Linking" in body:
                self.links[pathlib.Path(arguments[arguments.index("-o") + 1]).name] = arguments
        missing = [program for program in (TESTS, "tailpool") if program not in self.links]
        if missing or not self.modules or not self.c_files:
            raise SystemExit(f"the build plan is not as expected: {missing}, {len(self.modules)} modules, {len(self.c_files)} C files")

    def compile(self, mutant, folder):
        """Objects that stand in for others: {of the build: changed}, or None when the change does not compile."""
        changed = folder / pathlib.Path(mutant.path).name
        original = self.tree / mutant.path
        if mutant.path.endswith(".swift"):
            changed.write_text(mutant.text)
            target = folder / "changed.o"
            arguments = frontend(self.modules[mutant.module])
            others = [str(p) for p in sorted((self.tree / "Sources" / mutant.module).rglob("*.swift")) if p != original]
            derived = self.products / f"{mutant.module}.derived"
            others += [str(p) for p in sorted(derived.glob("*.swift"))]
            done = run(["swiftc", "-frontend", "-c", "-primary-file", str(changed), *others, *arguments, "-o", str(target)], folder, timeout=600)
            objects = {str(self.products / f"{mutant.module}.build" / f"{original.name}.o"): str(target)}
            return objects if done.returncode == 0 else None
        return self.compile_c(mutant, folder, original)

    def compile_c(self, mutant, folder, original):
        """Every C file of the module again, for the changed one may be included in any of them; SAME when nothing comes of it."""
        copy = folder / mutant.module
        shutil.rmtree(copy, ignore_errors=True)
        home = self.tree / "Sources" / mutant.module
        shutil.copytree(home, copy)
        kept = folder / "unchanged" / f"{mutant.module}-{original.name}"
        if kept not in self.unchanged:
            self.unchanged[kept] = self.c_objects(home, copy, original, kept)
        unchanged = self.unchanged[kept]
        (copy / original.relative_to(home)).write_text(mutant.text)
        objects = self.c_objects(home, copy, original, folder)
        if objects is None:
            return None
        if not objects:
            raise SystemExit(f"no C file includes {mutant.path}")
        # Lines of another system or processor are left out, and some changes are none to the compiler.
        same = all(pathlib.Path(objects[name]).read_bytes() == pathlib.Path(unchanged[name]).read_bytes() for name in objects)
        return SAME if same else objects

    def c_objects(self, home, copy, original, folder):
        """The objects of the C files that include a file, compiled from a copy of the module; None when one does not compile."""
        folder.mkdir(parents=True, exist_ok=True)
        objects = {}
        for name, arguments in self.c_files.items():
            source = pathlib.Path(arguments[arguments.index("-c") + 1])
            if home not in source.parents or not reaches(source, original, home):
                continue
            target = folder / f"{len(objects)}.o"
            moved = [a.replace(str(home), str(copy)) for a in arguments]
            moved[moved.index("-o") + 1] = str(target)
            moved = without(moved, {"-MF": 2, "-MD": 1, "-MT": 2, "-g": 1})
            if run(moved, folder, timeout=600).returncode:
                return None
            objects[name] = str(target)
        return objects

    def link(self, objects, folder):
        """The tests and the command with the changed objects, in a folder of their own."""
        linked = 0
        for program, arguments in self.links.items():
            if program not in (TESTS, "tailpool"):
                continue
            listed = next(a for a in arguments if a.startswith("@"))
            lines = pathlib.Path(listed[1:]).read_text().split("\n")
            replaced = substituted(lines, objects)
            target = folder / program
            if replaced == lines:
                shutil.copy(self.products / program, target)
                continue
            linked += 1
            short = folder / f"{program}.objects"
            short.write_text("\n".join(replaced))
            moved = [str(target) if a == arguments[arguments.index("-o") + 1] else f"@{short}" if a == listed else a for a in arguments]
            moved = without(moved, {"-g": 1, "-strict-memory-safety": 1})
            done = run([*moved, "-use-ld=lld", "-Xlinker", "--strip-debug"], folder, timeout=600)
            if done.returncode:
                raise SystemExit(done.stdout[-4_000:])
        if not linked:
            raise SystemExit(f"{list(objects)} are linked into nothing")
        for resources in self.products.glob("*.resources"):
            if not (folder / resources.name).exists():
                shutil.copytree(resources, folder / resources.name)
        return folder / TESTS


def substituted(lines, objects):
    """A list of objects with some replaced; one that stands in for several is listed once."""
    result = []
    for line in lines:
        name = line.strip().strip("'")
        stand_in = f"'{objects[name]}'" if name in objects else line
        if stand_in == line or stand_in not in result:
            result.append(stand_in)
    return result


def prepared(home, workers):
    """The copy, built with coverage, and the map of suites."""
    import reach
    tree = home / "tree"
    update(tree)
    done = run(["swift", "build", "--build-tests", "--disable-xctest", "--enable-code-coverage"], tree, env=environment())
    if done.returncode:
        raise SystemExit(done.stdout[-8_000:])
    shop = Workshop(tree, ".build")
    return tree, shop, reach.Reach(tree, shop.products, home / "coverage.json", workers)


def without(arguments, dropped):
    """Arguments less some flags, each with how many words it takes."""
    kept, at = [], 0
    while at < len(arguments):
        if arguments[at] in dropped:
            at += dropped[arguments[at]]
        elif arguments[at] == "-Xcc":
            kept += arguments[at:at + 2]
            at += 2
        else:
            kept.append(arguments[at])
            at += 1
    return kept


def frontend(arguments):
    """What the compiler proper is told of a module, from what the driver was told: nothing of its files and outputs."""
    kept = without(arguments[1:], {
        "-emit-dependencies": 1, "-emit-module": 1, "-incremental": 1, "-enable-batch-mode": 1, "-serialize-diagnostics": 1,
        "-parseable-output": 1, "-emit-objc-header": 1, "-j2": 1, "-c": 1, "-g": 1, "-warnings-as-errors": 1, "-emit-module-path": 2,
        "-output-file-map": 2, "-index-store-path": 2, "-emit-objc-header-path": 2, "-profile-generate": 1, "-profile-coverage-mapping": 1})
    kept = [a for a in kept if not a.endswith(".swift") and not a.startswith("@") and not re.fullmatch(r"-j\d+", a)]
    return [a for a in kept if a != "-Xfrontend"] + ["-suppress-warnings"]


def reaches(source, wanted, home, seen=None):
    """Whether a C file is the wanted one or includes it."""
    seen = seen if seen is not None else set()
    if source == wanted:
        return True
    seen.add(source)
    for name in re.findall(r'#include "([^"]+)"', source.read_text()):
        for base in (source.parent, home, home / "include"):
            path = (base / name).resolve()
            if path.exists():
                if path not in seen and reaches(path, wanted, home, seen):
                    return True
                break
    return False
