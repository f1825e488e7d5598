#!/usr/bin/env python3
"""Records what jmespath.py gives for the expressions in *.json beside it.

Run it with a Python that has jmespath; the tests themselves do not need it:

    record.py paths.json …

A file is {"data": …, "cases": [{"e": expression}, …]}. A case gets "ok": the repr of the result, or
"fails": true.
"""
import json
import sys
import warnings

import jmespath

warnings.simplefilter("ignore")


def record(expression, data):
    try:
        return {"e": expression, "ok": repr(jmespath.search(expression, data))}
    except Exception:
        return {"e": expression, "fails": True}


if __name__ == "__main__":
    for path in sys.argv[1:]:
        with open(path) as file:
            table = json.load(file)
        cases = [record(case["e"], table["data"]) for case in table["cases"]]
        with open(path, "w") as file:
            lines = ",\n".join("  " + json.dumps(case, ensure_ascii=False) for case in cases)
            file.write('{\n"data": ' + json.dumps(table["data"], ensure_ascii=False))
            file.write(',\n"cases": [\n' + lines + "\n]}\n")
