"""Whether the tests notice."""
import os, re, resource, signal, subprocess, threading

from reach import is_own, pattern
from workshop import SAME, environment

BATCH = 20.0  # seconds of tests, by what they took unchanged, that are run in one process
MOST = 60.0  # seconds of tests of other modules that are tried: a change that half the suites reach would take many minutes


def tried(reach, chosen, module):
    """All suites of the module's own, and as many of the others as time is given for: the rest could only find more."""
    total, kept = 0.0, []
    for suite in chosen:
        if not is_own(suite, module):
            total += reach.suites[suite]["seconds"]
            if total > MOST and len(kept) > 2:
                break
        kept.append(suite)
    return kept


def batches(reach, chosen):
    own, rest = [], []
    total = 0.0
    for suite in chosen:
        rest.append(suite)
        total += reach.suites[suite]["seconds"]
        if total > BATCH:
            own.append((rest, total))
            rest, total = [], 0.0
    return own + ([(rest, total)] if rest else [])


def complaint(program, tree, suites, seconds, **more):
    """What the tests say first when they fail, or None when they pass."""
    limit = int(15 + 4 * seconds)  # of processor time, which load does not change
    command = [str(program), "--testing-library", "swift-testing"]
    for suite in suites:
        command += ["--filter", pattern(suite)]
    tests = subprocess.Popen(
        command, cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", env=environment(**more),
        start_new_session=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit)))
    timer = threading.Timer(4 * limit, end, [tests])
    timer.start()
    try:
        started = ran = False
        for line in tests.stdout:
            if "recorded an issue" in line or line.startswith("\u2718"):
                return name(line)
            started = started or "Test run started" in line
            ran = ran or re.search(r"Test run with [1-9]\d* test", line) is not None
        status = tests.wait()
        if status:
            return f"ended with {status}"
        if started and not ran:
            return "ended before its tests"  # as LAPACK does where an argument is wrong
        if not ran:
            raise SystemExit(f"no test ran for {suites}")
        return None
    finally:
        timer.cancel()
        end(tests)


def end(tests):
    """Ends a run of tests with the commands that it has started."""
    try:
        os.killpg(tests.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    tests.wait()


def name(line):
    found = re.search(r'Test (?:case passing .* to )?"?(.+?)"? (?:with|recorded|failed|,)', line) or re.search(r"Test (\S+)", line)
    return (found.group(1) if found else line.strip())[:120]


def judge(mutant, workshop, reach, folder):
    """("does not compile" | "same code" | "killed" | "survived", what noticed or how much did not)."""
    objects = workshop.compile(mutant, folder)
    if objects is None:
        return "does not compile", ""
    if objects == SAME:
        return "same code", ""
    chosen = reach.suites_that_reach(mutant)
    if not chosen:
        return "survived", "no test reaches it"
    program = workshop.link(objects, folder)
    run = tried(reach, chosen, mutant.module)
    for suites, seconds in batches(reach, run):
        if (noticed := complaint(program, workshop.tree, suites, seconds)) is not None:
            return "killed", noticed
    return "survived", f"{len(run)} of {len(chosen)} suites that reach it"
