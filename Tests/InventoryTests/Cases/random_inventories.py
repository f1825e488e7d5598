#!/usr/bin/env python3
"""Random inventories (INI, YAML, JSON, scripts, lists of hosts, files of variables), shown by ansible-inventory and by
`bosun inventory`; each difference is a line. Needs a Python that has ansible-core:

    PYTHON random_inventories.py --count 500 --seed 1

The sources of a difference stay in --folder."""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys

import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
OPTIONS = [{'list': True}, {'list': True, 'yaml': True}, {'list': True, 'export': True}, {'graph': True, 'vars': True}]

# Maps whose keys are of several kinds are left out: Ansible gives up sorting there. So are Python's tuples and sets,
# and what is empty, which has no identity here that YAML could name.
TEXTS = [
    'abc', 'a b', '1', 'true', 'True', 'yes', '0644', '1.5', '1e3', 'null', 'None', "it's", '"q"', "'x y'", '[1, 2]',
    "{'a': 1}", '{"a": "b"}', 'a=b', 'a#b', "'a # b'", '#x', '~', '', '""', '10_000', '0x1f', '-5', 'é', 'a,b', 'False',
    '1L', "u'x'", 'a:b', '2001-01-01', '12:30:45', '{{ x }}', '"{{ x }}"', r'a\nb', r"'a\nb'", '[a]', '!x', '%x', '1.0',
    '-1.50', '1e400', '[[1,2],[3]]', 'x\\', '0o17', '0b11', '1_0.5', 'nan', 'inf']
LONG_TEXTS = [
    '', ' lead', 'trail ', 'é ü', '😀', 'tab\there', '\x07', '- a', 'a: b', '# c', '@x', '`', 'x' * 90 + ' ' + 'y' * 30,
    'word ' * 30, 'one\ntwo\n', 'one\ntwo', 'one\n\n', 'one\n  indented']
KEYS = ['a', 'b', 'c', 'x', 'y', 'long_name', 'ansible_host', 'ansible_port', 'ansible_user', 'Name', 'foo-bar', 'foo.bar', '_u']


class Maker:
    """Makes the sources of one inventory from a seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def host(self):
        r = self.random
        return r.choice([
            'web[01:%02d]' % r.randint(2, 5), 'db[a:%s].example.org' % r.choice('bcd'), 'n[1:%d:2]' % r.randint(3, 7),
            '10.0.0.%d' % r.randint(1, 9), 'h%d' % r.randint(1, 9), 'x[1:2]-[a:b]', 'host%d' % r.randint(1, 6),
            'host%d:2222' % r.randint(1, 6), 'host%d.lan' % r.randint(1, 6)])

    def value(self, depth=0):
        r = self.random
        kind = r.randrange(8)
        if kind == 0 and depth < 3:
            return [self.value(depth + 1) for _ in range(r.randint(1, 3))]
        if kind == 1 and depth < 3:
            return {r.choice(KEYS): self.value(depth + 1) for _ in range(r.randint(1, 3))}
        if kind == 2:
            return r.randint(-5, 10 ** r.randint(1, 20))
        if kind == 3:
            return r.choice([True, False, None, 1.5, 0.1, 1e100, -0.0])
        return r.choice(LONG_TEXTS if kind == 4 else TEXTS)

    def variables(self, most):
        return {self.random.choice(KEYS): self.value() for _ in range(self.random.randint(0, most))}

    def ini_line(self):
        r = self.random
        words = [text for text in TEXTS if ' ' not in text or text[0] in '\'"' and text[-1] == text[0]]
        pairs = [' %s=%s' % (r.choice(KEYS), r.choice(words)) for _ in range(r.choice([0, 0, 0, 1, 1, 2]))]
        return self.host() + ''.join(pairs) + r.choice(['', '', '', '  # note', '   '])

    def ini(self):
        r = self.random
        groups = ['g%d' % number for number in range(1, r.randint(3, 7))]
        lines = [self.ini_line() for _ in range(r.randint(0, 3))]
        for at, group in enumerate(groups):
            lines.append('[%s]' % group)
            lines += [self.ini_line() for _ in range(r.randint(0, 4))]
            if r.random() < .5 and groups[at + 1:]:
                lines += ['[%s:children]' % group] + r.sample(groups[at + 1:], r.randint(1, len(groups) - at - 1))
            if r.random() < .5:
                lines.append('[%s:vars]' % group)
                lines += [r.choice(KEYS) + r.choice(['=', ' = ', '= ']) + r.choice(TEXTS) for _ in range(r.randint(0, 4))]
            lines += r.sample(['', '# comment', '; comment', '   '], r.randint(0, 1))
        if r.random() < .3:
            lines += ['[all:vars]', 'top=' + r.choice(TEXTS)]
        if r.random() < .2:
            lines += ['[ungrouped]', self.host()]
        return '\n'.join(lines) + '\n'

    def tree(self, used, above=()):
        r = self.random
        node = {}
        if r.random() < .8:
            node['hosts'] = {self.host(): r.choice([None, {}, self.variables(2)]) for _ in range(r.randint(0, 3))} or None
        if r.random() < .5:
            node['vars'] = self.variables(3) or None
        if len(above) < 4 and r.random() < .7:
            children = node['children'] = {}
            for _ in range(r.randint(1, 3)):
                known = [name for name in used if name not in above]
                if known and r.random() < .2:
                    children[r.choice(known)] = r.choice([None, {}])
                else:
                    name = 'y%d' % (len(used) + 1)
                    used.append(name)
                    children[name] = self.tree(used, above + (name,))
        return node or None

    def yaml(self):
        used = []
        groups = {'all': self.tree(used)}
        if self.random.random() < .3:
            groups['extra'] = self.tree(used, ('', '', ''))
        flow = self.random.choice([None, False])
        return yaml.safe_dump(groups, allow_unicode=self.random.random() < .5, default_flow_style=flow, sort_keys=False)

    def json(self):
        return json.dumps({'all': self.tree([])}, indent=self.random.choice([None, 2]), ensure_ascii=self.random.random() < .5)

    def script(self):
        r = self.random
        groups = ['s%d' % number for number in range(1, r.randint(3, 7))]
        data = {'_meta': {'hostvars': {}}}
        for at, group in enumerate(groups):
            hosts = ['sh%d' % r.randint(1, 5) for _ in range(r.randint(0, 3))]
            data[group] = hosts if r.random() < .2 else {'hosts': hosts}
            if isinstance(data[group], dict):
                if r.random() < .5:
                    data[group]['vars'] = self.variables(2)
                if groups[at + 1:] and r.random() < .5:
                    data[group]['children'] = r.sample(groups[at + 1:], 1)
            for host in hosts:
                data['_meta']['hostvars'][host] = self.variables(2)
        return "#!/bin/sh\ncat <<'END'\n%s\nEND\n" % json.dumps(data)

    def sources(self, folder):
        """Writes the files; gives what -i names."""
        r = self.random
        names = []
        for number in range(r.choice([1, 1, 1, 2, 3])):
            kind = r.choice(['ini', 'ini', 'yaml', 'yaml', 'json', 'script', 'list'])
            if kind == 'list':
                names.append('l1,l%d,10.1.1.1' % r.randint(2, 5))
                continue
            ending = {'ini': r.choice(['ini', 'hosts']), 'yaml': 'yml', 'json': 'json', 'script': 'sh'}[kind]
            names.append(write(folder, '%d.%s' % (number, ending), getattr(self, kind)()))
            os.chmod(names[-1], 0o755 if kind == 'script' else 0o644)
        if r.random() < .4:
            for kind, whose in (('group_vars', ['all', 'g1', 'g2', 'y1', 's1', 'ungrouped']), ('host_vars', ['h1', 'host1', 'web01', 'sh1'])):
                for name in r.sample(whose, 2):
                    write(folder, kind + '/' + name + r.choice(['', '.yml', '.yaml', '.json']), json.dumps(self.variables(2)))
        return names


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def reference(folder, sources):
    """Writes what ansible-inventory prints for each of OPTIONS; a file is missing where it fails. In a process of its own."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)
    try:
        os.dup2(os.open(folder + '/errors', os.O_WRONLY | os.O_CREAT), 2)
        from ansible import context
        from ansible.cli.inventory import InventoryCLI
        from ansible.module_utils.common.collections import ImmutableDict
        cli = InventoryCLI(['ansible-inventory', '--list'] + [word for name in sources for word in ('-i', name)])
        cli.parse()
        cli.parse = lambda: None
        loaded = []
        cli._play_prereqs = lambda: loaded or loaded.extend(InventoryCLI._play_prereqs()) or loaded
        plain = dict(context.CLIARGS, list=False)
        for number, option in enumerate(OPTIONS):
            option = {'show_vars' if key == 'vars' else key: value for key, value in option.items()}
            context.CLIARGS = ImmutableDict(dict(plain, **option))
            path = '%s/reference.%d' % (folder, number)
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), 1)
            try:
                cli.run()
            except SystemExit as end:
                if end.code:
                    raise
    except BaseException as error:
        print(repr(error), file=sys.stderr)
        if 'path' in locals():
            os.remove(path)
    finally:
        sys.stdout.flush()
        os._exit(0)


def differences(option, folder, sources):
    """The options for which the two disagree."""
    words = [word for name in sources for word in ('-i', name)]
    for number, options in enumerate(OPTIONS):
        path = '%s/reference.%d' % (folder, number)
        done = subprocess.run(
            [option.bosun, 'inventory'] + ['--' + name for name in options] + words, cwd=folder, capture_output=True, text=True,
            check=False)
        write(folder, 'bosun.%d' % number, done.stdout + done.stderr)
        if not os.path.exists(path):
            if done.returncode == 0:
                yield options, 'only ansible-inventory fails'
        elif done.returncode != 0:
            yield options, 'only bosun fails'
        else:
            with open(path, encoding='utf-8') as file:
                if file.read() != done.stdout:
                    yield options, 'the output differs'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--count', type=int, default=500)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--folder', default='/tmp/random-inventories')
    parser.add_argument('--bosun', default=os.path.join(ROOT, '.build/debug/bosun'))
    option = parser.parse_args()
    os.environ.update(ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED='1', ANSIBLE_LOCALHOST_WARNING='0', ANSIBLE_NOCOLOR='1')
    import ansible.cli.inventory  # so that the processes need not
    bad = 0
    for seed in range(option.seed, option.seed + option.count):
        folder = os.path.join(option.folder, str(seed))
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        os.chdir(folder)
        sources = Maker(seed).sources(folder)
        reference(folder, sources)
        found = list(differences(option, folder, sources))
        for options, words in found:
            print('%s --%s: %s' % (folder, ' --'.join(options), words), flush=True)
        bad += bool(found)
        if not found:
            shutil.rmtree(folder)
    print('%d of %d inventories differ' % (bad, option.count))
    sys.exit(1 if bad else 0)


main()
