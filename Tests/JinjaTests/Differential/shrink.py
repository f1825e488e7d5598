"""Makes a template that comes out otherwise smaller, while it does."""
from tree import Node


def smaller(node, differs):
    """The smallest tree below `node` whose text still `differs` in the same way: equal values of `differs(text)`."""
    kind = differs(str(node))
    progress = True
    while progress:
        progress = False
        for inner in list(node.walk()):
            for candidate in replacements(inner, node):
                if differs(str(candidate)) == kind:
                    node, progress = candidate, True
                    break
            if progress:
                break
    return node


def replacements(inner, root):
    for index, part in enumerate(inner.parts):
        if isinstance(part, str):
            if inner.kind in ("body", "template", "joined") and part:
                yield swapped(root, inner, index, "")
            continue
        if part.kind == "body" or part.kind in ("if", "for", "output") and inner.kind == "body":
            yield swapped(root, inner, index, "")
        for below in list(part.walk())[1:]:
            if part.kind not in ("output", "if", "for", "template") or below.kind in ("output", "body"):
                yield swapped(root, inner, index, below)


def swapped(node, target, index, part):
    copy = Node(node.kind, *[swapped(p, target, index, part) if isinstance(p, Node) else p for p in node.parts])
    if node is target:
        copy.parts[index] = part
    return copy
