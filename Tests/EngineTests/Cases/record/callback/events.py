"""Writes what happens in a run of ansible-playbook in the form that EventText.swift writes too."""
import json
import os
import re

from ansible.playbook.task_include import TaskInclude
from ansible.plugins.callback import CallbackBase

DOCUMENTATION = '''
name: events
type: aggregate
short_description: events as lines
description: events as lines
'''

# What of a result is compared. `debug` shows whatever it was asked for besides.
KEYS = {'msg', 'rc', 'stdout', 'stderr', 'skip_reason', 'skipped_reason', 'false_condition',
        'attempts', 'censored', 'assertion', 'evaluated_to', 'failed_when_result', 'add_host',
        'add_group', 'ansible_facts', 'ansible_included_var_files', 'found',
        'dest', 'path', 'checksum', 'content', 'encoding', 'cmd'}
NEVER = {'changed', 'failed', 'skipped', 'unreachable', 'exception', 'invocation', 'warnings',
         'deprecations', 'results', 'ansible_loop_var', 'ansible_index_var', 'ansible_loop'}

# What is never the same twice, or told by one implementation only, and so is not compared in registered results.
VOLATILE = {'start', 'end', 'delta', 'atime', 'mtime', 'ctime', 'inode', 'dev', 'birthtime', 'invocation',
            'exception', 'warnings', 'deprecations', 'ansible_job_id', 'version', 'attributes', 'attr_flags', 'diff', 'frame', 'src'}


def kept(value):
    """A registered value or a fact, without what is volatile."""
    if isinstance(value, dict):
        left = {key: plain(part) if key == 'msg' else kept(part)
                for key, part in value.items() if key not in VOLATILE and not str(key).startswith('_ansible')}
        if left.get('failed') is True:
            left.setdefault('changed', False)
        if left.get('unreachable') is True:
            left.pop('msg', None)
        return left
    if isinstance(value, (list, tuple)):
        return [kept(part) for part in value]
    return value


def plain(message):
    """Where and how templating failed is worded differently; what is undefined is the same."""
    if not isinstance(message, str):
        return message
    missing = re.search(r"'[^'\n]*' is undefined|has no attribute '[^'\n]*'", message)
    if missing:
        return missing.group(0)
    message = re.sub(r"^The conditional check '.*' failed\. The error was: |"
                     r"^The task includes an option with an undefined variable\.\. ", '', message)
    return re.split(r'\n\nThe error appears| Hint: |\nSearched in| on the Ansible Controller', message)[0]


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = 'aggregate'
    CALLBACK_NAME = 'events'

    def __init__(self):
        super().__init__()
        self.pending = []
        self.last_meta = None
        self.out = open(os.environ['EVENTS_TO'], 'a')

    def write(self, line):
        for _, _, part in sorted(self.pending):
            self.out.write(part + '\n')
        self.pending = []
        self.out.write(line + '\n')
        self.out.flush()

    def result(self, result, status, item=False):
        task, values = result._task, dict(result._result)
        if task.action.endswith('meta'):
            return
        names = {values.get('ansible_loop_var', 'item'), values.get('ansible_index_var')}
        action = task.action.split('.')[-1]
        shown = {}
        for key, value in values.items():
            if key.startswith('_ansible') or key in NEVER or key in names:
                continue
            if key in KEYS or action == 'debug':
                shown[key] = plain(value) if key == 'msg' else value
        if 'results' in values and not item:
            shown = {k: v for k, v in shown.items() if k == 'msg'}
        if status == 'unreachable':
            shown.pop('msg', None)
        # The facts of a host are never the same again.
        if action in ('setup', 'gather_facts'):
            shown.pop('ansible_facts', None)
        host = result._host.get_name()
        if isinstance(task, TaskInclude) and status == 'ok':
            return
        delegate = None if '{{' in (task.delegate_to or '') or status == 'skipped' else task.delegate_to
        text = '  %s%s: %s' % (host, ' -> ' + delegate if delegate else '', status)
        if item:
            label = None if 'censored' in values else values.get('_ansible_item_label', '')
            text += ' item=' + json.dumps(label, sort_keys=True)
        if shown:
            text += ' => ' + json.dumps(shown, sort_keys=True, default=str)
        self.add(host, text)

    # Hosts come in any order; the items of one host do not.
    def add(self, host, text):
        self.pending.append((host, len(self.pending), text))

    def title(self, task):
        return task.get_name().strip()

    @staticmethod
    def status(result):
        values = result._result
        return 'changed' if values.get('changed') else 'ok'

    def v2_playbook_on_play_start(self, play):
        self.is_told = False
        self.variables = play.get_variable_manager()
        self.write('play ' + play.get_name().strip())

    def v2_playbook_on_task_start(self, task, is_conditional):
        # Ansible tells of some meta tasks once for each host.
        if task.action.endswith('meta') and self.last_meta == task._uuid:
            return
        self.last_meta = task._uuid
        self.write('task ' + self.title(task))

    def v2_playbook_on_handler_task_start(self, task):
        self.write('handler ' + self.title(task))

    def v2_playbook_on_no_hosts_matched(self):
        self.write('no hosts matched')

    def v2_playbook_on_no_hosts_remaining(self):
        # Told twice where max_fail_percentage leaves nobody.
        if not self.is_told:
            self.write('no hosts remaining')
        self.is_told = True

    def v2_runner_on_ok(self, result):
        self.result(result, self.status(result))

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.result(result, 'failed (ignored)' if ignore_errors else 'failed')

    def v2_runner_on_skipped(self, result):
        self.result(result, 'skipped')

    def v2_runner_on_unreachable(self, result):
        self.result(result, 'unreachable')

    def v2_runner_item_on_ok(self, result):
        self.result(result, self.status(result), item=True)

    def v2_runner_item_on_failed(self, result):
        self.result(result, 'failed', item=True)

    def v2_runner_item_on_skipped(self, result):
        self.result(result, 'skipped', item=True)

    def v2_runner_retry(self, result):
        left = result._result['retries'] - result._result['attempts']
        host = result._host.get_name()
        self.add(host, '  %s: retry, %d left' % (host, left))

    def v2_playbook_on_include(self, included):
        hosts = ', '.join(sorted(h.name for h in included._hosts))
        name = os.path.basename(included._filename)
        label = self._get_item_label(included._vars)
        self.write('included %s for %s' % (name, hosts)
                   + (' item=' + json.dumps(label, sort_keys=True) if label is not None else ''))

    def v2_playbook_on_stats(self, stats):
        self.write('recap')
        for host in sorted(stats.processed):
            counts = stats.summarize(host)
            self.write('  %s: ' % host + ' '.join('%s=%d' % (name, counts[key]) for name, key in (
                ('ok', 'ok'), ('changed', 'changed'), ('unreachable', 'unreachable'),
                ('failed', 'failures'), ('skipped', 'skipped'), ('rescued', 'rescued'),
                ('ignored', 'ignored'))))
        self.write('registers')
        cache = self.variables._nonpersistent_fact_cache
        for host in sorted(cache):
            # The whole task, where Bosun keeps its name and action.
            for name in sorted(set(cache[host]) - {'ansible_failed_task'}):
                self.write('  %s %s = %s' % (
                    host, name, json.dumps(kept(cache[host][name]), sort_keys=True, default=str)))
