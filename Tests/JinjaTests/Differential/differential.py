#!/usr/bin/env python3
"""Renders random templates with ansible-core and with Bosun, and shows where they disagree.

Run it with a Python that has ansible-core 2.18 (`make differential` sees to that):

    differential.py --bosun PATH [--seconds N] [--seed N] [--record FILE --cases N]

Bosun answers in one process over a pipe (`bosun debug templates`). A template that comes out otherwise is made smaller
while it does; what is left is grouped by its shape. `--record` writes the reference's answers for the tests.
"""
import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import warnings

sys.path.insert(0, os.path.dirname(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "Cases"))

from grammar import Grammar, Node, TEMPLATES, variables  # noqa: E402


class Reference:
    """ansible-core's Templar."""

    def __init__(self):
        warnings.simplefilter("ignore")
        os.environ["ANSIBLE_JINJA2_EXTENSIONS"] = "jinja2.ext.do,jinja2.ext.loopcontrols"
        import record
        from jinja2 import DictLoader
        self.record, self.loader = record, DictLoader(TEMPLATES)
        self.data = record.DataLoader()
        signal.signal(signal.SIGALRM, self.late)

    def late(self, *_):
        raise TimeoutError

    def scene(self, names):
        self.names = names

    def answer(self, text, mode):
        """(answer, None) or (None, message)."""
        templar = self.record.Templar(loader=self.data, variables=json.loads(json.dumps(self.names)))
        templar.environment.loader = self.loader
        signal.alarm(3)
        try:
            return repr(self.record.plain(self.record.render(templar, text, mode))), None
        except TimeoutError:
            return "timeout", None
        except Exception as error:  # noqa: BLE001 whatever it is, the template failed
            return None, "%s: %s" % (type(error).__name__, str(error)[:300])
        finally:
            signal.alarm(0)


class Bosun:
    """The other side of the pipe; started again when it has crashed."""

    def __init__(self, path):
        self.path = path
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.path, "debug", "templates"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, encoding="utf-8")

    def send(self, request):
        self.process.stdin.write(json.dumps(request, ensure_ascii=False) + "\n")
        self.process.stdin.flush()

    def scene(self, names):
        self.names = names
        self.send({"variables": names, "templates": TEMPLATES})

    def answer(self, text, mode):
        try:
            self.send({"t": text, "mode": mode})
            signal.alarm(20)
            line = self.process.stdout.readline()
        except (BrokenPipeError, TimeoutError):
            self.process.kill()
            line = ""
        finally:
            signal.alarm(0)
        if not line:
            self.process.wait()
            self.start()
            self.scene(self.names)
            return "a crash or hang", None
        answer = json.loads(line)
        return answer.get("ok"), answer.get("fails")


def is_told(text, mode, answer):
    """Whether the reference's answer says something: the same on each run, and no accident of its making.

    Where folding a constant part fails, ansible-core gives the template's own text. The text of an undefined value inside a
    list, complex numbers, and the loop itself as text (which ends it) are intended differences.
    """
    if mode == "expr" and ("{{" in text or "{%" in text):
        return False
    if answer[0] is None:
        return True
    if answer[0] in ("timeout", "'['", "'{'") or mode == "render" and "raw" not in text and "{{ " in answer[0] or answer[0] in (repr(text), repr(text + "\n"), repr(text[:-1])):
        return False
    return not re.search(r" at 0x|object 0x|ndefined|NDEFINED|LoopContext|Markup\(|\dj\)", answer[0])


def is_intended(found):
    """Whether Bosun's answer differs with intent: docs/differences.md."""
    return bool(re.search("too large|complex number", found[1]) if found[1] else "AnsibleUndefined" in (found[0] or ""))


class Comparison:
    def __init__(self, reference, bosun):
        self.reference, self.bosun = reference, bosun

    def differs(self, text, mode):
        """Both answers where they disagree."""
        wanted = self.reference.answer(text, mode)
        if not is_told(text, mode, wanted):
            return None
        found = self.bosun.answer(text, mode)
        if wanted[0] == found[0] or is_intended(found):
            return None
        return wanted, found

    def smaller(self, node, mode):
        """The smallest tree below `node` that still disagrees in the same way."""
        kind = self.sort(self.differs(str(node), mode))
        progress = True
        while progress:
            progress = False
            for inner in list(node.walk()):
                for candidate in self.replacements(inner, node, mode):
                    if self.sort(self.differs(str(candidate), mode)) == kind:
                        node, progress = candidate, True
                        break
                if progress:
                    break
        return node

    @staticmethod
    def sort(answers):
        return answers and (answers[0][0] is None, answers[1][0] is None, answers[1][0] == "a crash or hang")

    def replacements(self, inner, root, mode):
        if inner is root and mode == "expr":
            yield from (part for part in root.parts if isinstance(part, Node))
        for index, part in enumerate(inner.parts):
            if not isinstance(part, Node):
                continue
            if part.kind == "body" or part.kind in ("if", "for", "output") and inner.kind == "body":
                yield self.swapped(root, inner, index, "")
            for below in list(part.walk())[1:]:
                if below is not part and (part.kind not in ("output", "if", "for", "template") or below.kind in ("output", "body")):
                    yield self.swapped(root, inner, index, below)
        if inner.kind in ("body", "template", "joined"):
            for index, part in enumerate(inner.parts):
                if isinstance(part, str) and part:
                    yield self.swapped(root, inner, index, "")

    def swapped(self, node, target, index, part):
        copy = Node(node.kind, *[self.swapped(p, target, index, part) if isinstance(p, Node) else p for p in node.parts])
        if node is target:
            copy.parts[index] = part
        return copy


def shape(text):
    return re.sub(r"'[^']*'|\"[^\"]*\"", "'", re.sub(r"-?[0-9.]+", "0", text))


def compare(options):
    comparison = Comparison(Reference(), Bosun(options.bosun))
    groups, count, disagreements = {}, 0, 0
    end = time.time() + options.seconds
    seed = options.seed
    while time.time() < end:
        seed += 1
        rng = random.Random(seed)
        names = variables(rng)
        comparison.reference.scene(names)
        comparison.bosun.scene(names)
        grammar = Grammar(rng)
        for _ in range(50):
            if time.time() > end:
                break
            node, mode = grammar.case()
            count += 1
            original, answers = node, comparison.differs(str(node), mode)
            if answers is None:
                continue
            disagreements += 1
            if answers[1][0] != "a crash or hang" and disagreements <= options.shrink and time.time() < end:
                node = comparison.smaller(node, mode)
            if node is not original:
                answers = comparison.differs(str(node), mode) or answers
            wanted, found = answers
            groups.setdefault(shape(str(node)), []).append((seed, mode, str(node), wanted, found))
    for entries in sorted(groups.values(), key=len, reverse=True):
        seed, mode, text, wanted, found = entries[0]
        print("--- %d × (seed %d, %s)\n%s\n  reference: %s\n  bosun:     %s" % (len(entries), seed, mode, text, say(wanted), say(found)))
    print("%d cases, %d disagree, %d shapes" % (count, disagreements, len(groups)))
    return 1 if disagreements else 0


def say(answer):
    return answer[0] if answer[0] is not None else "fails (%s)" % (answer[1] or "")


def corpus(options):
    """The reference's answers for `--cases` templates: one line for the variables, one for each case."""
    reference = Reference()
    lines, count, seed = [], 0, options.seed
    while count < options.cases:
        seed += 1
        rng = random.Random(seed)
        names = variables(rng)
        reference.scene(names)
        lines.append({"variables": names, "templates": TEMPLATES} if not lines else {"variables": names})
        grammar = Grammar(rng)
        for _ in range(40):
            node, mode = grammar.case()
            answer = reference.answer(str(node), mode)
            if is_told(str(node), mode, answer) and len(answer[0] or "") + len(str(node)) < 600:
                lines.append([mode, str(node), answer[0]])
                count += 1
    with open(options.record, "w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
    print("%d cases in %s" % (count, options.record))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--bosun", default=".build/debug/bosun")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shrink", type=int, default=200)
    parser.add_argument("--record")
    parser.add_argument("--cases", type=int, default=3000)
    options = parser.parse_args()
    options.seed *= 1_000_000
    sys.exit(corpus(options) if options.record else compare(options))
