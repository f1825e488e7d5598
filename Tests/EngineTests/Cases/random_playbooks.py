#!/usr/bin/env python3
"""Random playbooks, run by ansible-playbook and by `bosun playbook` on hosts that are this machine; each difference of
what they print, or of their exit codes, is a line. Needs a Python that has ansible-core:

    PYTHON random_playbooks.py --count 200 --seed 1

The files of a difference stay in --folder, with what both printed (`ansible.out`, `bosun.out`)."""
import argparse
import difflib
import os
import random
import re
import shutil
import subprocess
import sys

import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
NAMES = ['x', 'y', 'z']
TAGS = ['red', 'green', 'blue']
HOSTS = ['h1', 'h2', 'h3', 'h4']
EXPRESSIONS = [
    'x', 'y', 'z', 'x ~ y', 'inventory_hostname', "ansible_play_hosts | join(',')", "ansible_play_batch | join(',')",
    "ansible_play_hosts_all | join(',')", "group_names | join(',')", "role_name | default('no role')",
    "ansible_play_name | default('unnamed')", 'ansible_check_mode', "hostvars['h2'].x | default('none')",
    "ansible_failed_task.name | default('no task')", "ansible_failed_result.msg | default('no result')",
    "r.failed | default('no r')", "r.changed | default('no r')", "r.skipped | default('not skipped')",
    "r.results | default([]) | length", "f | default('no fact')", "g | default('no fact')", "ansible_run_tags | join(',')",
    "groups.web | join(',')", "ansible_role_names | sort | join(',')", "p | default('no parameter')", "d | default('no default')",
    "ansible_parent_role_names | default([]) | join(',')", "hostvars[inventory_hostname].f | default('none')",
    "lookup('vars', 'x')", "hostvars[groups.web[0]].y | default('none')", "w | default('no w')",
    "n.w | default('no name')", "ansible_loop.index | default('no loop')", "ansible_loop.nextitem | default('no next')",
    "i | default('no index')", "groups.db | length", "query('inventory_hostnames', 'web') | join(',')", "ansible_delegated_vars | default({}) | list | join(',')",
    "ansible_limit | default('no limit')", "item | default('no item')", "environment | default([]) | length"]
CONDITIONS = [
    "inventory_hostname == 'h1'", "inventory_hostname != 'h2'", "inventory_hostname in ['h2', 'h3']", 'x is defined', 'f is defined',
    'r is defined and r is changed', 'r is defined and r is failed', 'r is not defined or r is not skipped', "'web' in group_names",
    'false', 'true', "x == 'play'", 'not ansible_check_mode']


class Maker:
    """Makes the files of one run from a seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.files = {}
        self.counter = 0
        # Both together make Ansible lose hosts.
        self.rescues = self.random.randrange(10) < 7
        # A host that has an `always` before it does not count for Ansible.
        self.limits = self.random.randrange(10) < 2

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def pick(self, choices):
        return self.random.choice(choices)

    def some(self, choices, most):
        return self.random.sample(choices, self.random.randint(1, min(most, len(choices))))

    def number(self):
        self.counter += 1
        return self.counter

    def text(self):
        return ' '.join('{{ %s }}' % self.pick(EXPRESSIONS) if self.chance(70) else self.pick(['a', 'b c', 'word'])
                        for _ in range(self.random.randint(1, 3)))

    def condition(self):
        return self.pick(CONDITIONS) if self.chance(80) else self.some(CONDITIONS, 2)

    def variables(self, source):
        return {name: self.pick([source, source + ' {{ inventory_hostname }}']) for name in self.some(NAMES, 2)}

    def inventory(self):
        lines = ['[web]', 'h1 x=host', 'h2', '[db]', 'h3', 'h4 y=host', '[all:vars]', 'ansible_connection=local', 'x=all', 'y=all', 'z=all',
                 '[web:vars]', 'z=web']
        self.files['inventory'] = '\n'.join(lines) + '\n'
        for name in ['group_vars/all', 'group_vars/web', 'group_vars/db', 'host_vars/h2', 'host_vars/h3']:
            if self.chance(40):
                self.files[name + '.yml'] = self.made_of_others(name)
        self.files['more.yml'] = {'w': 'more', **self.made_of_others('more')}

    def made_of_others(self, source):
        """Variables of which `y` may be made of `z`, and `x` of both."""
        choices = {'x': [source, '{{ y }} ' + source, '{{ z }} ' + source], 'y': [source, '{{ z }} ' + source], 'z': [source]}
        return {name: self.pick(choices[name]) for name in self.some(NAMES, 3)}

    # Tasks

    def action(self, depth, place):
        r = self.random.randrange(100)
        if r < 42:
            return {'debug': {'msg': self.text()}}
        if r < 47:
            return {'debug': {'var': self.pick(['x', 'f', 'r.failed', 'p', 'hostvars.h1.x'])}}
        if r < 59:
            return {'set_fact': {self.pick(['f', 'g', 'x']): self.text()}}
        if r < 67:
            return {'fail': {'msg': self.pick(['no', 'no {{ inventory_hostname }}'])}}
        if r < 71:
            return {'assert': {'that': self.condition(), 'quiet': True}}
        if r < 75:
            return {'command': self.pick(['true', 'false', 'echo {{ x }}'])}
        if r < 81 and place == 'tasks':
            return {'meta': self.pick(['flush_handlers', 'flush_handlers', 'noop', 'clear_host_errors', 'end_host', 'end_play', 'end_batch'])}
        if depth > 0 and r < 87:
            return {self.pick(['include_tasks', 'import_tasks']): self.task_file(depth - 1, place)}
        if depth > 0 and r < 91 and place == 'tasks':
            return {self.pick(['include_role', 'import_role']): self.role_call()}
        if r < 95:
            return {'include_vars': self.pick(['{{ playbook_dir }}/more.yml', {'file': '{{ playbook_dir }}/more.yml', 'name': 'n'}])}
        if r < 96 and place == 'tasks':
            return {'add_host': {'name': 'new', 'groups': self.pick(['web', 'fresh', 'db,fresh']), 'ansible_connection': 'local', 'x': 'added'}}
        if r < 98:
            return {'debug': {'msg': '{{ nowhere }}'}}
        return {'debug': {}}

    def role_call(self):
        call = {'name': self.pick(['one', 'two'])}
        if self.chance(30):
            call['tasks_from'] = 'other'
        if self.chance(20):
            call['allow_duplicates'] = self.chance(50)
        return call

    def task_file(self, depth, place):
        name = 'part%d.yml' % self.number()
        self.files[name] = self.tasks(depth, place, 2)
        return '{{ playbook_dir }}/' + name

    def task(self, depth, place='tasks'):
        if depth > 0 and self.chance(18):
            return self.block(depth - 1, place)
        action = self.action(depth, place)
        kind = next(iter(action))
        task = {}
        if kind != 'meta' and self.chance(80):
            task['name'] = 'task %d' % self.number() + (' {{ playbook_dir | basename | length }}' if self.chance(10) else '')
        task.update(action)
        isImport = kind.startswith('import')
        isInclude = isImport or kind in ('include_tasks', 'include_role')
        if self.chance(30):
            task['when'] = self.condition()
        if self.chance(15):
            task['tags'] = self.some(TAGS + ['always', 'never'], 2)
        if self.chance(12) and kind != 'include_role':
            task['vars'] = self.variables('task')
        if kind == 'meta':
            task.pop('tags', None)
            task.pop('vars', None)
            return task
        if not self.rescues and self.chance(8) and not (isInclude and not isImport):
            task['any_errors_fatal'] = self.chance(50)
        if isImport:
            return task
        # Ansible ends a loop where a template fails.
        if self.chance(20) and 'nowhere' not in str(action):
            self.loop(task, isInclude)
        if isInclude:
            if self.chance(15):
                task[kind] = self.with_apply(kind, task[kind])
            return task
        self.results(task, kind)
        # A task that fails on one host for all makes Ansible lose the others.
        if kind not in ('debug', 'set_fact') or 'failed_when' in task or 'until' in task or 'nowhere' in str(action):
            task.pop('run_once', None)
        # What a role that ran on one host for all counts as on the others is chance.
        if place == 'roles':
            task.pop('run_once', None)
        return task

    def with_apply(self, kind, value):
        options = dict(value) if isinstance(value, dict) else {'file': value}
        options['apply'] = self.pick([{'tags': ['red']}, {'when': self.condition()}, {'ignore_errors': True}, {'vars': self.variables('apply')}])
        return options

    def loop(self, task, isInclude):
        if not isInclude and self.chance(25):
            keyword, terms = self.pick([
                ('with_items', ['a', ['b', 'c']]), ('with_dict', {'k': 'v'}), ('with_sequence', 'count=2'), ('with_nested', [['a'], ['b', 'c']]),
                ('with_together', [['a', 'b'], ['c']]), ('with_indexed_items', ['a', 'b']),
                ('with_inventory_hostnames', 'web'), ('with_subelements', [[{'n': ['p', 'q']}], 'n']), ('with_first_found', ['site.yml'])])
            task[keyword] = terms
            return
        task['loop'] = self.pick([['a', 'b'], ['a'], [], "{{ ['c', x] }}", '{{ groups.web }}', "{{ [1, 2, 3] | map('string') | list }}"])
        control = {}
        if self.chance(20):
            control['index_var'] = 'i'
        if self.chance(20) and not isInclude:
            control['label'] = 'label {{ item }}'
        if self.chance(20):
            control['extended'] = True
        if self.chance(10) and not isInclude:
            control['break_when'] = "item == 'a'"
        if control:
            task['loop_control'] = control

    def results(self, task, kind):
        """Keywords that are about what an action gives."""
        for keyword, percent, make in [
                ('register', 20, lambda: 'r'), ('ignore_errors', 15, lambda: self.pick([True, True, False, "{{ x == 'all' }}"])),
                ('changed_when', 20, lambda: self.pick([True, True, False, self.condition()])),
                ('failed_when', 8, lambda: self.pick([False, self.condition()])),
                ('run_once', 8, lambda: True), ('delegate_to', 8, lambda: self.pick(['h1', 'h3', 'localhost'])),
                ('notify', 25, lambda: self.some(['first', 'second', 'topic', 'third'], 2)), ('no_log', 4, lambda: True),
                ('check_mode', 4, lambda: self.chance(50)), ('throttle', 3, lambda: 1)]:
            if self.chance(percent):
                task[keyword] = make()
        if 'loop' in task and task['loop'] == '{{ groups.web }}' and self.chance(40):
            task['delegate_to'] = '{{ item }}'
            task.pop('no_log', None)
        # Ansible notifies nobody of new hosts.
        if kind == 'add_host':
            task.pop('notify', None)
        if 'delegate_to' in task and self.chance(40):
            task['delegate_facts'] = True
        if self.chance(5):
            task['until'] = self.pick(['r is succeeded', 'r is defined', 'false'])
            task['register'] = 'r'
            task['retries'], task['delay'] = 2, 0

    def block(self, depth, place):
        block = {}
        if self.chance(50):
            block['name'] = 'block %d' % self.number()
        block['block'] = self.tasks(depth, place, 3)
        if self.rescues and not self.limits and self.chance(60):
            block['rescue'] = self.tasks(depth, place, 2)
        if not self.limits and self.chance(50):
            block['always'] = self.tasks(depth, place, 2)
        for keyword, percent, make in [
                ('when', 25, self.condition), ('tags', 12, lambda: self.some(TAGS, 2)), ('vars', 15, lambda: self.variables('block')),
                ('ignore_errors', 8, lambda: True), ('any_errors_fatal', 0 if self.rescues else 5, lambda: True),
                ('notify', 5, lambda: 'first'), ('delegate_to', 4, lambda: 'h2'), ('check_mode', 4, lambda: True)]:
            if self.chance(percent):
                block[keyword] = make()
        return block

    def tasks(self, depth, place='tasks', most=5):
        return [self.task(depth, place) for _ in range(self.random.randint(1, most))]

    def handlers(self, names):
        handlers = []
        for name in names:
            handler = self.task(0, 'handlers')
            if not any(key in handler for key in ('debug', 'set_fact', 'fail', 'command')):
                handler = {'debug': {'msg': self.text()}}
            for keyword in ('tags', 'name', 'check_mode', 'notify'):
                handler.pop(keyword, None)
            handler = {'name': name, **handler}
            if self.chance(40):
                handler['listen'] = self.pick(['topic', ['topic', 'other']])
            if self.chance(15) and name != 'third':
                handler['notify'], handler['changed_when'] = 'third', True
            handlers.append(handler)
        return handlers

    # Roles and plays

    def role(self, name):
        folder = 'roles/%s/' % name
        self.files[folder + 'tasks/main.yml'] = self.tasks(1, 'roles', 3)
        self.files[folder + 'tasks/other.yml'] = self.tasks(0, 'roles', 2)
        if self.chance(60):
            self.files[folder + 'defaults/main.yml'] = {'d': 'default of ' + name, 'x': 'default'}
        if self.chance(40):
            self.files[folder + 'vars/main.yml'] = {self.pick(NAMES): 'role ' + name}
        if self.chance(40):
            self.files[folder + 'handlers/main.yml'] = self.handlers(['of ' + name, 'second'])
        if name == 'one' and self.chance(40):
            dependency = self.pick(['base', {'role': 'base', 'p': 'dependency'}, {'role': 'base', 'when': self.condition()}])
            self.files[folder + 'meta/main.yml'] = {'dependencies': [dependency]}

    def play(self):
        play = {'name': 'play %d' % self.number(), 'hosts': self.pick(['all', 'all', 'web', 'h1:h3', 'all:!h4', 'db']), 'gather_facts': False}
        for keyword, percent, make in [
                ('vars', 50, lambda: self.variables('play')), ('serial', 25, lambda: self.pick([1, 2, '50%', [1, 2], [1, '100%']])),
                ('order', 15, lambda: self.pick(['sorted', 'reverse_sorted', 'reverse_inventory', 'inventory'])),
                ('max_fail_percentage', 50 if self.limits else 0, lambda: self.pick([0, 30, 50])), ('any_errors_fatal', 0 if self.rescues else 15, lambda: True),
                ('force_handlers', 15, lambda: True), ('ignore_errors', 5, lambda: True), ('tags', 8, lambda: self.some(TAGS, 1)),
                ('check_mode', 4, lambda: True)]:
            if self.chance(percent):
                play[keyword] = make()
        if self.chance(20):
            play['vars_files'] = self.pick([['more.yml'], [['nothing.yml', 'more.yml']], ['{{ playbook_dir }}/more.yml']])
        if self.chance(25):
            play['pre_tasks'] = self.tasks(1, 'tasks', 2)
        if self.chance(40):
            play['roles'] = [self.role_entry() for _ in range(self.random.randint(1, 3))]
        play['tasks'] = self.tasks(2)
        if self.chance(20):
            play['post_tasks'] = self.tasks(1, 'tasks', 2)
        play['handlers'] = self.handlers(['first', 'second', 'third'])
        if not any('topic' in (h.get('listen') or []) for h in play['handlers']):
            play['handlers'][0]['listen'] = 'topic'
        return play

    def role_entry(self):
        entry = {'role': self.pick(['one', 'two'])}
        if self.chance(25):
            entry['p'] = 'parameter'
        if self.chance(20):
            entry['vars'] = self.variables('entry')
        if self.chance(20):
            entry['when'] = self.condition()
        if self.chance(15):
            entry['tags'] = self.some(TAGS, 1)
        return entry

    def options(self):
        options = []
        for percent, make in [
                (15, lambda: ['--tags', self.pick(TAGS + ['red,blue', 'all', 'untagged', 'tagged', 'never'])]),
                (10, lambda: ['--skip-tags', self.pick(TAGS + ['always', 'tagged', 'untagged'])]), (10, lambda: ['--limit', self.pick(['web', '!h1', 'h1,h3'])]),
                (12, lambda: ['--check']), (10, lambda: ['-e', 'y=extra']), (5, lambda: ['--force-handlers'])]:
            if self.chance(percent):
                options += make()
        return options

    def make(self):
        self.inventory()
        for name in ['base', 'one', 'two']:
            self.role(name)
        self.files['site.yml'] = [self.play() for _ in range(self.random.randint(1, 2))]
        if self.chance(20):
            self.files['other.yml'] = [self.play()]
            entry = {'import_playbook': 'other.yml'}
            for keyword, percent, make in [('when', 40, self.condition), ('vars', 40, lambda: self.variables('import')),
                                           ('tags', 30, lambda: self.some(TAGS, 1))]:
                if self.chance(percent):
                    entry[keyword] = make()
            self.files['site.yml'].append(entry)
        return self.files, self.options()


def write(folder, files):
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w') as file:
            file.write(content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False))


def run(program, options, folder, name):
    with open(os.path.join(folder, name), 'w') as out, open(os.path.join(folder, name + '.err'), 'w') as err:
        code = subprocess.run(
            program + ['-i', 'inventory', '-f', '1', 'site.yml'] + options, cwd=folder, stdin=subprocess.DEVNULL, stdout=out,
            stderr=err, timeout=120, env={
                **os.environ, 'ANSIBLE_NOCOLOR': '1', 'ANSIBLE_NOCOWS': '1', 'ANSIBLE_LOCALHOST_WARNING': '0', 'ANSIBLE_DEPRECATION_WARNINGS': '0',
                'ANSIBLE_INVENTORY_UNPARSED_WARNING': '0', 'ANSIBLE_RETRY_FILES_ENABLED': '0', 'ANSIBLE_PYTHON_INTERPRETER': sys.executable}).returncode
    with open(os.path.join(folder, name)) as file:
        return code, normal(file.read())


def normal(text):
    """The lines without what differs on purpose or by chance: numbers as text, words of errors, the order of hosts."""
    lines = []
    for line in text.split('\n'):
        line = re.sub(r'"(-?\d+|True|False|true|false)"', r'\1', line)
        line = re.sub(r'\b(True|False)\b', lambda m: m[0].lower(), line)
        if re.match(r'^(fatal|failed): .*(cmd|undefined|conditional check|stdout)', line):
            line = line[:line.find('=>')]
        # What a failure says in a result is in words of its own.
        line = re.sub(r'The task includes an option with an undefined variable.*', 'undefined', line)
        # Each host has a banner of its own where a task is `meta`.
        if line.strip() and not re.match(r'^TASK \[(\w+ : )?meta\]', line):
            lines.append(re.sub(r'\s*\*{3,}$', ' ***', line))
    return in_order_of_hosts(lines)


def in_order_of_hosts(lines):
    """Sorts what hosts say of a task by their names; what a host says stays in its order."""
    ordered, said = [], []
    for line in lines + ['PLAY']:
        if re.match('^(PLAY|TASK|RUNNING HANDLER|NO MORE)', line):
            ordered += [line for _, part in sorted(said, key=lambda pair: pair[0]) for line in part]
            said = []
            if line not in ordered[-1:]:
                ordered.append(line)
        elif match := re.match(r'^(?:\w+|FAILED - RETRYING): \[(\w+)', line):
            said.append((match[1], [line]))
        elif said:
            said[-1][1].append(line)
        else:
            ordered.append(line)
    return ordered[:-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--count', type=int, default=100)
    parser.add_argument('--folder', default='/tmp/random-playbooks')
    parser.add_argument('--bosun', default=os.path.join(ROOT, '.build/debug/bosun'))
    parser.add_argument('--ansible', default=os.path.join(os.path.dirname(sys.executable), 'ansible-playbook'))
    parser.add_argument('--show', type=int, default=8, help='lines of a difference that are shown')
    options = parser.parse_args()
    different = 0
    for seed in range(options.seed, options.seed + options.count):
        folder = os.path.join(options.folder, str(seed))
        files, given = Maker(seed).make()
        write(folder, files)
        reference = run([options.ansible], given, folder, 'ansible.out')
        ours = run([options.bosun, 'playbook'], given, folder, 'bosun.out')
        # A failure before `end_play` is none for Ansible's exit code.
        if any(word in str(files) for word in ('end_play', 'end_batch')):
            reference, ours = (0, reference[1]), (0, ours[1])
        if reference == ours:
            shutil.rmtree(folder)
            continue
        different += 1
        print('== seed %d: %s, exit codes %d and %d' % (seed, ' '.join(given), reference[0], ours[0]))
        rows = list(difflib.unified_diff(reference[1], ours[1], 'ansible', 'bosun', lineterm='', n=1))
        print('\n'.join(rows[2:2 + options.show]), flush=True)
    print('%d of %d differ' % (different, options.count))
    return 1 if different else 0


if __name__ == '__main__':
    sys.exit(main())
