"""The checked-in cases: of what the generator makes, those that have something the ones before them lack."""
import json
import re
from collections import Counter

from data import TEMPLATES
from rules import excuse, is_stable
from sides import Bosun, Reference

# So often each feature is wanted, and so many cases one set of variables has at least.
WANTED, FEWEST = 12, 4


def features(text, fails):
    """The filters, tests, methods, statements, operators and attributes of loops in a template, each with the outcome."""
    found = re.findall(r"\| *(\w+)|\bis (?:not )?(\w+)|\.(\w+\()|\{%[-+]? *(\w+)|(\bloop\.\w+)|( [-+*/%~<>=!]+ )|(#jinja2:.*)|(\bv_\w+)|\b(range|dict|cycler|joiner|namespace|undef|super|self)\b", text)
    return {(index, name, fails) for groups in found for index, name in enumerate(groups) if name}


def record(scenes, options):
    """Writes the reference's answers, but those from which Bosun's differ with intent: a line for the variables, and one for
    each case under them."""
    reference, bosun, seen, lines, count = Reference(), Bosun(options.bosun), Counter(), [], 0
    for _, names, cases in scenes:
        if count >= options.cases:
            break
        reference.scene(names)
        bosun.scene(names)
        chosen = []
        for node, mode in cases:
            text = str(node)
            # The test that reads the corpus has no lookups.
            if re.search(r"\b(lookup|query|q|now)\(", text):
                continue
            answer = reference.answer(text, mode)
            if not is_stable(text, answer) or len(answer[0] or "") + len(text) > 500:
                continue
            new = [one for one in features(text, answer[0] is None) if seen[one] < WANTED]
            found = bosun.answer(text, mode) if new else answer
            if new and (found[0] == answer[0] or not excuse(text, mode, answer, found)):
                seen.update(new)
                chosen.append([mode, text, answer[0]])
        if len(chosen) >= FEWEST or not lines:
            lines.append({"variables": names} if lines else {"variables": names, "templates": TEMPLATES})
            lines += chosen
            count += len(chosen)
    with open(options.record, "w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
    print("%d cases in %s" % (count, options.record))
    return 0
