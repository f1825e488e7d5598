#!/usr/bin/env python3
"""Writes random regular expressions and what Python's `re` finds by them.

    generate.py SEED COUNT >generated.jsonl

A line is [pattern, flags, text, replacement, found, replaced]: `flags` are letters; `found` has for each match its
groups, the whole first, null for one that took no part; `replaced` is what `re.sub` makes. Either is null where Python has an error.
"""
import json
import random
import re
import sys
import time
import warnings

warnings.simplefilter("ignore")
FLAGS = {"i": re.I, "m": re.M, "s": re.S, "x": re.X, "a": re.A}
LITERALS = list("aaabbcxAB1 09_-é\n") + ["K", "ſ", "İ", "ı", "ß", "Σ", "ς", "\u180e", "\x1c", "\xa0", "٣", "²", "#"]
ESCAPES = [r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", r"\n", r"\t", r"\x61", r"\u00e9", r"\141", r"\0", r"\.", r"\-", r"\é",
           r"\N{DIGIT ONE}", r"\U0001F600", r"\v", r"\a", r"\/", r"\ ", r"\]", r"\#"]
PLACES = ["^", "$", r"\A", r"\Z", r"\b", r"\B"]
WRONG = [r"\z", r"\q", r"\x6", r"\u12", r"\N{NOSUCH}", "*", "+?", "{2}", "(", ")", "[", "]", "{", "}", r"\9", "(?", "(?P", "(?P<", "(?P<1>a)",
         "(?<n>a)", "(?i)", "(?z)", "a**", "a{3,2}", "(?P=no)", "(?(9)a)", "(?(no)a)", "(?#", "(?#c)", r"[\q]", "[b-a]", r"[\d-z]",
         "(?-i)", "(?i-i:a)", "(?<a)", "|", "(?au:a)", "^*", r"\b+", "(?=a)*", "{,}", "{,2}", "{}", "a{1", "a{0}", "(a){0}b", "(*UTF)", "[[:alpha:]]", r"\Qa\E",
         "(?P>n)", "(?1)", "(?R)", "(?|a)", r"\g1", r"\k<n>", r"\p{L}", "(?x) a # c\n b", "\\", "++", "a++", "(?>a+)", r"\400", r"\08", r"[\8]"]
SUBJECTS = list("aaaabbbccxAB1 09_-é\n") + ["K", "k", "ſ", "s", "S", "İ", "ı", "i", "I", "ß", "Σ", "σ", "ς", "\u180e", "\x1c", "٣", "²", "#", "😀"]


class Maker:
    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.groups = 0

    def pick(self, *choices):
        return self.dice.choice(choices)

    def pattern(self):
        self.groups = 0
        self.names = []
        lead = "(?%s)" % self.pick("i", "m", "s", "x", "a", "im", "ai") if self.dice.random() < 0.15 else ""
        return lead + self.alternatives(3)

    def alternatives(self, depth):
        return "|".join(self.sequence(depth) for _ in range(self.pick(1, 1, 1, 1, 2, 2, 3)))

    def sequence(self, depth):
        return "".join(self.part(depth) for _ in range(self.pick(0, 1, 1, 2, 2, 3, 4)))

    def part(self, depth):
        if self.dice.random() < 0.02:
            return self.dice.choice(WRONG)
        if self.dice.random() < 0.1:
            return self.dice.choice(PLACES)
        return self.atom(depth) + self.quantifier()

    def quantifier(self):
        if self.dice.random() < 0.65:
            return ""
        return self.pick("?", "*", "+", "{2}", "{1,2}", "{,2}", "{1,}") + self.pick("", "", "", "?", "+")

    def atom(self, depth):
        kind = self.dice.random()
        if depth == 0 or kind < 0.45:
            return self.pick(self.dice.choice(LITERALS), self.dice.choice(LITERALS), self.dice.choice(ESCAPES), ".")
        if kind < 0.6:
            return self.set()
        return self.group(depth - 1)

    def set(self):
        members = []
        for _ in range(self.pick(1, 1, 2, 3)):
            members.append(self.pick(self.dice.choice(LITERALS), self.dice.choice(ESCAPES), "a-c", "A-Z", "a-z", "0-9", "^", "-", "[", "]", r"\b",
                                     "é-ü", "\u0100-\u0180"))
        return "[" + self.pick("", "", "^") + "".join(members) + "]"

    def group(self, depth):
        kind = self.dice.randrange(12)
        if kind < 4:
            self.groups += 1
            return "(" + self.alternatives(depth) + ")"
        if kind == 4:
            self.groups += 1
            name = self.pick("n", "m", "ä", "_1") + str(self.groups)
            self.names.append(name)
            return "(?P<%s>%s)" % (name, self.alternatives(depth))
        if kind == 5:
            return "(?:%s)" % self.alternatives(depth)
        if kind == 6:
            return "(?%s%s)" % (self.pick("=", "!"), self.alternatives(depth))
        if kind == 7:
            return "(?<%s%s)" % (self.pick("=", "!"), self.pick("a", "ab", r"\d", "[ab]", ".", "a|b", "^", r"\b", "(a)", self.sequence(depth)))
        if kind == 8:
            return "(?%s:%s)" % (self.pick("i", "m", "s", "x", "a", "-i", "im-s", "u", "-x"), self.alternatives(depth))
        if kind == 9:
            return "(?>%s)" % self.alternatives(depth)
        number = self.dice.randint(1, max(1, self.groups))
        if kind == 10 and self.names:
            name = self.dice.choice(self.names)
            return self.pick("(?P=%s)" % name, "(?(%s)a|b)" % name)
        return self.pick("\\%d" % number, "(?(%d)%s|%s)" % (number, self.sequence(0), self.sequence(0)))

    def subject(self):
        return "".join(self.dice.choice(SUBJECTS) for _ in range(self.dice.randrange(14)))

    def replacement(self):
        parts = ["x", r"\1", r"\2", r"\g<0>", r"\g<1>", r"\g<n1>", r"\\", r"\n", r"\0", r"\101", r"\.", "é", r"\g< 1>"]
        if self.dice.random() < 0.05:
            parts += [r"\q", "\\", r"\g<", r"\g<>", r"\g<-1>", r"\777", r"\g"]
        return "".join(self.dice.choice(parts) for _ in range(self.pick(0, 1, 2, 3)))


def found(pattern, flags, text):
    return [[match[0], *match.groups()] for match in re.compile(pattern, flags).finditer(text)]


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (re.error, OverflowError, IndexError, ValueError, RecursionError):
        return None


def main(seed, count):
    maker = Maker(seed)
    while count:
        pattern = maker.pattern()
        letters = "".join(c for c in "imsxa" if maker.dice.random() < 0.12)
        flags = re.RegexFlag(0)
        for letter in letters:
            flags |= FLAGS[letter]
        text, replacement = maker.subject(), maker.replacement()
        start = time.monotonic()
        case = [pattern, letters, text, replacement, attempt(found, pattern, flags, text),
                attempt(lambda: re.sub(pattern, replacement, text, flags=flags))]
        if time.monotonic() - start < 0.2:
            print(json.dumps(case, ensure_ascii=False))
            count -= 1


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
