#!/usr/bin/env python3
"""Renders random templates with ansible-core and with Bosun, and shows where they disagree.

Run it with a Python that has ansible-core 2.18 (`make differential` sees to that):

    differential.py --bosun PATH [--seconds N | --cases N] [--seed N]
    differential.py --bosun PATH --record FILE --cases N [--seed N]

A template that comes out otherwise is made smaller while it does; what is left is grouped by its shape. `--record` writes
the reference's answers for the tests. What is no disagreement stands in `rules.py`.
"""
import argparse
import random
import re
import sys
import time
from collections import Counter

from corpus import record
from data import templates, variables
from grammar import Grammar
from rules import excuse
from shrink import smaller
from sides import Bosun, Reference

SCENE = 50


def scenes(seed):
    """Endless: a number, variables, and `SCENE` cases of (node, mode)."""
    while True:
        seed += 1
        rng = random.Random(seed)
        names = variables(rng)
        if seed % 4:
            grammar = Grammar(rng)
            yield seed, names, [grammar.case() for _ in range(SCENE)]
        else:
            plain = Grammar(rng)
            lazy = templates(rng, names, lambda: str(plain.body(3) if rng.random() < 0.3 else plain.output()))
            grammar = Grammar(rng, lazy=[name for name in lazy if name.startswith("v_")])
            yield seed, lazy, [grammar.lazy_case() for _ in range(SCENE)]


class Comparison:
    def __init__(self, reference, bosun):
        self.reference, self.bosun = reference, bosun
        self.aside = Counter()
        self.broken = []

    def scene(self, names, cases):
        """The cases that disagree: (node, mode, wanted, found)."""
        self.reference.scene(names)
        self.bosun.scene(names)
        self.broken = broken(self.reference, names)
        asked = [(str(node), mode) for node, mode in cases]
        self.bosun.ask(asked)
        wanted = [self.reference.answer(*case) for case in asked]
        found = []
        for case in asked:
            answer = self.bosun.take()
            if answer is None:
                found += [self.bosun.answer(*case) for case in asked[len(found):]]
                break
            found.append(answer)
        return [(node, mode, w, f) for (node, mode), w, f in zip(cases, wanted, found) if self.disagree(str(node), mode, w, f)]

    def disagree(self, text, mode, wanted, found):
        """Whether the answers differ without a rule that says why; those with one are counted."""
        if wanted[0] == found[0]:
            return False
        # What the reference says must not hang on what it did before.
        self.reference.fresh()
        if self.reference.answer(text, mode)[0] == found[0]:
            return False
        rule = excuse(text, mode, wanted, found, self.broken)
        self.aside.update([rule] if rule else [])
        return not rule

    def differs(self, text, mode):
        """Both answers where they disagree."""
        wanted, found = self.reference.answer(text, mode), self.bosun.answer(text, mode)
        return (wanted, found) if wanted[0] != found[0] and not excuse(text, mode, wanted, found, self.broken) else None

    def shrunk(self, node, mode):
        def sort(text):
            answers = self.differs(text, mode)
            return answers and (answers[0][0] is None, answers[1][0] is None, answers[1] == Bosun.CRASH)
        return smaller(node, sort) if sort(str(node)) else node


def broken(reference, names):
    """The variables whose templates come out as they stand, since a constant part of them fails."""
    return [name for name in ("v_random", "v_other") if name in names and reference.answer("{{ %s }}" % name, "render")[0] == repr(names[name])]


def shape(text):
    return re.sub(r"'[^']*'|\"[^\"]*\"", "'", re.sub(r"-?[0-9.]+", "0", text))


def compare(options):
    comparison = Comparison(Reference(), Bosun(options.bosun))
    groups, count, disagreements = {}, 0, 0
    end = time.time() + options.seconds
    for seed, names, cases in scenes(options.seed):
        if time.time() > end or count >= options.cases:
            break
        count += len(cases)
        if options.verbose:
            print("%d cases, %d disagreements" % (count, disagreements), file=sys.stderr, flush=True)
        for node, mode, wanted, found in comparison.scene(names, cases):
            disagreements += 1
            if found != Bosun.CRASH and disagreements <= options.shrink and time.time() < end:
                node = comparison.shrunk(node, mode)
                wanted, found = comparison.differs(str(node), mode) or (wanted, found)
            groups.setdefault(shape(str(node)), []).append((seed, mode, str(node), wanted, found))
    for entries in sorted(groups.values(), key=len, reverse=True):
        seed, mode, text, wanted, found = entries[0]
        print("--- %d × (seed %d, %s)\n%s\n  reference: %s\n  bosun:     %s" % (len(entries), seed, mode, text, say(wanted), say(found)))
    print("%d cases, %d disagreements, %d set aside by rule%s" % (count, disagreements, comparison.aside.total(), ":" if comparison.aside else ""))
    for rule, cases in comparison.aside.most_common():
        print("%7d %s" % (cases, rule))
    return 1 if disagreements else 0


def say(answer):
    return answer[0] if answer[0] is not None else "fails (%s)" % (answer[1] or "")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--bosun", default=".build/debug/bosun")
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shrink", type=int, default=300)
    parser.add_argument("--record")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--cases", type=int, default=10 ** 9)
    options = parser.parse_args()
    options.seed *= 1_000_000
    sys.exit(record(scenes(options.seed), options) if options.record else compare(options))
