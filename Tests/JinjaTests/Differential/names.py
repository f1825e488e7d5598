#!/usr/bin/env python3
"""Calls filters, tests, methods and globals with odd inputs and arguments by ansible-core and by Bosun, and shows where they disagree.

    names.py --bosun PATH [--seed N] [--cases N] [NAME…]

Each name is called with its usual arguments and with others in their places, by place and by name, too many and too few of them, and
keywords that it does not have. What is found goes into the files of cases (`record.py`).
"""
import argparse
import inspect
import random
import re
import resource
import sys
import time

from calls import VALUES as KINDS
from rules import excuse, is_stable
from sides import Bosun, Reference
from signatures import GLOBALS, METHODS
from usual import ARGUMENTS, TESTS, VALUES, VARIABLES

SETS = ("difference", "intersect", "symmetric_difference", "union")
BATCH = 200


def same(wanted, found):
    """Sets of Python have no order; what is undefined inside a list reads otherwise."""
    return wanted == found or wanted and found and sorted(wanted) == sorted(found) and len(wanted) > 2


def is_meant(text, name, wanted, found):
    """Differences with a reason, see docs/differences.md."""
    if name in ("filter", "test"):
        return wanted[0] is None and found[0] == "False"
    if name in SETS and same(wanted[0], found[0]):
        return True
    if name in ("random", "shuffle", "password_hash") and wanted[0] and found[0]:
        return not re.search(r"seed=(?!\(\)|\[\]|\{\}|''|0|none|false|nil|-0)|saltsalt", text)
    # Whether Python has one text twice is its own affair; so is the text of what is undefined inside a list.
    if name in ("sameas", "lipsum") or re.search(r"\{'k': nope\}|\[nope\]", text):
        return True
    # Python takes false values for bytes, and compares keys as sets.
    if name == "urlsplit" and (wanted[0] is None or "b'" in wanted[0]) or "'dict_keys' and 'dict_keys'" in (found[1] or ""):
        return True
    if wanted[0] and re.search(r"\\udc[89a-f]", wanted[0]):
        return True
    if re.search("nope|undef|u.9.", text) and wanted[0] and found[0]:
        return True
    # What does not exist is an error before anything is rendered.
    return wanted[0] is not None and found[0] is None and bool(re.search("must be|^No (filter|test) named|Could not load", found[1] or ""))


def parameters(function):
    """The names of a function's parameters after its input."""
    try:
        names = [p.name for p in inspect.signature(function).parameters.values() if p.kind == p.POSITIONAL_OR_KEYWORD]
    except (TypeError, ValueError):
        return []
    return [n for n in names if n not in ("environment", "context", "eval_ctx")][1:]


class Calls:
    """Makes expressions that call one name each."""

    def __init__(self, rng, environment, only):
        self.rng = rng
        self.names = {kind: {name: (usual, parameters(table.get(name))) for name, usual in usuals.items()}
                      for kind, usuals, table in (("|", ARGUMENTS, environment.filters), ("is", TESTS, environment.tests))}
        self.made = [(kind, name) for kind in self.names for name in self.names[kind]] * 3
        self.made += [(kind, name) for kind in METHODS for name in METHODS[kind]] + [("()", name) for name in GLOBALS]
        self.made = [entry for entry in self.made if not only or entry[1] in only]

    def expression(self):
        """A name and a call of it, but none that Python would not end: powers of ten by the thousand."""
        while True:
            name, text = self.call()
            if name not in ("round", "permutations", "combinations", "product") or not re.search(r"10 \*\*|2 \*\*|\d{20}", text):
                return name, text

    def call(self):
        kind, name = self.rng.choice(self.made)
        if kind in METHODS:
            arguments = ", ".join(self.methods_arguments(METHODS[kind][name]))
            return name, "(%s).%s(%s)" % (self.rng.choice(KINDS.get(kind, VALUES) if self.rng.random() < 0.2 else self.receivers(kind)), name, arguments)
        if kind == "()":
            end = self.rng.choice(["", "", " | list", " | string", " | length"])
            return name, "%s(%s)%s" % (name, ", ".join(self.methods_arguments(GLOBALS[name])), end)
        subject, arguments = self.rng.choice(VALUES), self.arguments(*self.names[kind][name])
        return name, "%s %s %s%s" % (subject if subject.isidentifier() else "(%s)" % subject, kind, name, "(%s)" % arguments if arguments else "")

    @staticmethod
    def receivers(kind):
        quoted = [v for v in VALUES if v.startswith("'") and v.endswith("'")]
        return {"str": quoted, "list": ["l", "n", "w", "[]", "[1, 'b']", "u"], "tuple": ["(1, 2)", "()"], "dict": ["d", "{}", "{1: 2}", "{'k': nope}"],
                "int": ["5", "-1", "2 ** 70", "true"], "float": ["1.5", "-0.0", "1e300", "5e-324", "1.7e308 * 10"]}[kind]

    def methods_arguments(self, signature):
        parts, named = [], []
        for parameter in signature.split():
            name, kind = parameter.split("=")
            if self.rng.random() < 0.25:
                break
            value = self.rng.choice(VALUES if self.rng.random() < 0.3 else KINDS.get(kind, VALUES))
            if name not in "/*" and self.rng.random() < 0.3 or named:
                named.append("%s=%s" % (name.strip("/*") or "a", value))
            else:
                parts.append(value)
        if self.rng.random() < 0.05:
            parts.append(self.rng.choice(VALUES))
        return parts + named

    def arguments(self, usual, names):
        """Arguments: the usual ones, some left out or taken for others, some by name."""
        rng, places, keywords = self.rng, [], {}
        for index, argument in enumerate(usual):
            name, sign, value = argument.partition("=")
            is_keyword = sign and name.isidentifier() and not value.startswith("=")
            if rng.random() < (0.55 if is_keyword else 0.06):
                continue
            value = rng.choice(VALUES) if rng.random() < 0.2 else value if is_keyword else argument
            if is_keyword:
                keywords[name] = value
            elif index < len(names) and rng.random() < 0.1 or keywords and index < len(names):
                keywords[names[index]] = value
            else:
                places.append(value)
        if rng.random() < 0.04:
            places.append(rng.choice(VALUES))
        if names and rng.random() < 0.06:
            keywords[rng.choice(names)] = rng.choice(VALUES)
        if rng.random() < 0.02:
            keywords["zzz"] = "1"
        return ", ".join(places + ["%s=%s" % pair for pair in keywords.items()])


def main(options):
    rng = random.Random(options.seed)
    reference, bosun = Reference(0.5), Bosun(options.bosun)
    calls = Calls(rng, reference.templar.environment, options.names)
    reference.scene(VARIABLES)
    bosun.scene(VARIABLES)
    # Whatever the reference cannot make in this is an error.
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    seen, groups, told = set(), {}, 0
    end = time.time() + options.seconds
    for _ in range(0, options.cases, BATCH):
        if time.time() > end:
            break
        batch = [entry for entry in dict.fromkeys(calls.expression() for _ in range(BATCH)) if entry not in seen]
        seen.update(batch)
        bosun.ask([(text, "expr") for _, text in batch])
        wanted = [reference.answer(text, "expr") for _, text in batch]
        found = []
        for _ in batch:
            answer = bosun.take()
            if answer is None:
                found += [bosun.answer(text, "expr") for _, text in batch[len(found):]]
                break
            found.append(answer)
        for (name, text), right, left in zip(batch, wanted, found):
            if not is_stable(text, right) or re.search("Memory|Timeout", right[1] or ""):
                continue
            told += 1
            if right[0] != left[0] and not excuse(text, "expr", right, left) and not is_meant(text, name, right, left):
                groups.setdefault(name, []).append((text, right, left))
    for name, entries in sorted(groups.items()):
        for entry in entries[:options.show]:
            print("%s\n  reference: %s\n  bosun:     %s" % (entry[0], say(entry[1]), say(entry[2])))
        print("--- %s: %d" % (name, len(entries)))
    count = sum(map(len, groups.values()))
    print("%d cases, %d disagree" % (told, count))
    return 1 if count else 0


def say(answer):
    return answer[0] if answer[0] is not None else "fails (%s)" % (answer[1] or "")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--bosun", default=".build/debug/bosun")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=20000)
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--show", type=int, default=6)
    parser.add_argument("names", nargs="*")
    sys.exit(main(parser.parse_args()))
