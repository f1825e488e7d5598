"""Prints what holds for each task of a playbook, as ansible-core's own objects tell it."""
import os
import sys

from ansible import context
from ansible.module_utils.common.collections import ImmutableDict

context.CLIARGS = ImmutableDict(
    tags={}, connection='ssh', remote_user=None, become=None, become_method=None, become_user=None,
    check=False, diff=False, verbosity=0, extra_vars=(), force_handlers=False, forks=1,
    module_path=None, syntax=False, start_at_task=None)

from ansible.inventory.manager import InventoryManager  # noqa: E402
from ansible.parsing.dataloader import DataLoader  # noqa: E402
from ansible.playbook import Playbook  # noqa: E402
from ansible.playbook.block import Block  # noqa: E402
from ansible.plugins.loader import init_plugin_loader  # noqa: E402
from ansible.vars.manager import VariableManager  # noqa: E402

NEAREST = ['connection', 'remote_user', 'become', 'become_user', 'no_log', 'run_once',
           'ignore_errors', 'check_mode', 'delegate_to', 'register', 'retries', 'delay']
DEFAULTS = {'connection': 'ssh', 'check_mode': False, 'no_log': False, 'delay': 5}


def plain(value):
    if isinstance(value, dict):
        return {plain(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return str(value).replace(ROOT, 'ROOT') if isinstance(value, str) else value


def in_order(values):
    return {key: values[key] for key in sorted(values)}


def as_list(value):
    return value if isinstance(value, list) else [value]


def show(task, depth):
    print('%stask: %s' % ('  ' * depth, task.name or task.action))

    def out(key, value, always=False):
        if value or always:
            print('%s%s: %r' % ('  ' * (depth + 1), key, plain(value)))

    args = dict(task.args)
    out('action', str(task.action))
    out('line', args.pop('_raw_params', None))
    out('variable', args.pop('_variable_params', None))
    out('args', in_order(args))
    out('role', task._role and task._role.get_name())
    out('when', list(task.when))
    out('tags', sorted(set(task.tags)))
    for key in NEAREST:
        value = getattr(task, key)
        hidden = value is None or value == DEFAULTS.get(key)
        if not hidden and not (key == 'ignore_errors' and not value):
            out(key, value, always=True)
    out('notify', task.notify and as_list(task.notify))
    out('environment', task.environment)
    out('module_defaults', task.module_defaults)
    out('vars', in_order(task.get_vars()))
    if task.loop is not None:
        out('loop', [task.loop_with, task.loop] if task.loop_with else task.loop)
    for key in ('changed_when', 'failed_when', 'until'):
        out(key, getattr(task, key) and as_list(getattr(task, key)))
    # 'ROLE : TOPIC' is added by Ansible, not written.
    out('listen', [topic for topic in getattr(task, 'listen', None) or [] if ' : ' not in topic])
    if task._role:
        chain = task.get_dep_chain() or []
        out('defaults', in_order(task._role.get_default_vars(dep_chain=chain)))
        out('role_vars', in_order(task._role.get_vars(chain, include_params=False)))
        out('params', in_order(task._role.get_role_params(chain)))


def walk(items, depth):
    for item in items:
        if isinstance(item, Block):
            walk(item.block, depth)
            for name in ('rescue', 'always'):
                if getattr(item, name):
                    print('%s%s:' % ('  ' * depth, name))
                    walk(getattr(item, name), depth + 1)
        elif not (item.action == 'meta' and item.implicit):
            show(item, depth)


path = sys.argv[1]
ROOT = os.path.dirname(os.path.abspath(path))
init_plugin_loader([])
loader = DataLoader()
loader.set_basedir(ROOT)
inventory = InventoryManager(loader=loader, sources=['localhost,'])
variables = VariableManager(loader=loader, inventory=inventory)
for play in Playbook.load(path, variable_manager=variables, loader=loader).get_plays():
    print('play: %s' % play.get_name())
    print('  hosts: %r' % plain(as_list(play.hosts)))
    if play.vars:
        print('  vars: %r' % in_order(plain(play.vars)))
    walk(play.compile(), 1)
    handlers = play.compile_roles_handlers() + play.handlers
    if handlers:
        print('  handlers:')
        walk(handlers, 2)
