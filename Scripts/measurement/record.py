"""The records of Docs/Measurements: what a benchmark printed, with the machine, the day and the code that it measured."""
import hashlib, pathlib, re, statistics

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "Docs/Measurements"


def digest(code):
    """Of the source files under some paths, less comments that have a line of their own, and blank lines."""
    found = hashlib.sha256()
    for path in code:
        here = ROOT / path
        files = [here] if here.is_file() else [p for p in here.rglob("*") if p.suffix in {".swift", ".c", ".h"}]
        if not files:
            raise SystemExit(f"{path}, which a measurement names, has no source file")
        for file in sorted(files):
            lines = (line.strip() for line in file.read_text().split("\n"))
            text = "\n".join(line for line in lines if line and not line.startswith("//"))
            found.update(f"{file.relative_to(ROOT)}\n{text}\n".encode())
    return found.hexdigest()[:16]


class Record:
    """One file: `# key: value` lines, then what each run printed, as `label | name key value key value …`."""

    @staticmethod
    def path_of(name):
        return FOLDER / f"{name}.txt"

    def __init__(self, name):
        self.name = name
        self.path = Record.path_of(name)
        self.about, self.values, self.lines = {}, {}, {}
        for line in self.path.read_text().split("\n"):
            if line.startswith("# "):
                key, _, value = line[2:].partition(": ")
                self.about[key] = value
            elif line:
                label, _, printed = line.partition(" | ")
                self.lines.setdefault(label, []).append(printed)
                self.add(label, printed.split())

    def add(self, label, words):
        if len(words) == 2:
            words = [words[0], "", words[1]]
        for key, value in zip(words[1::2], words[2::2]):
            if re.fullmatch(r"-?[\d.]+(e[-+]?\d+)?", value):
                self.values.setdefault((label, words[0], key), []).append(float(value))

    def __call__(self, label, name, key=""):
        """The median over the rounds."""
        found = self.values.get((label, name, key))
        if not found:
            raise SystemExit(f"{self.path.relative_to(ROOT)} has no {label} | {name} {key}")
        return statistics.median(found)

    def has(self, label):
        return any(found == label for found, _, _ in self.values)

    def stands(self):
        """Whether the code is what was measured."""
        return self.about["code"] == digest(self.about["of"].split())

    def caption(self):
        several = f"; medians of {self.about['rounds']} rounds" if self.about["rounds"] != "1" else ""
        built = "" if self.about["programs"] == "built for it" else f"; programs {self.about['programs']}"
        return f"Measured by `Scripts/measure {self.name}` on {self.about['date']}: {self.about['processor']}, {self.about['system']}{several}{built}."
