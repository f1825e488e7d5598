#!/usr/bin/python
from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.own import (
    shout,  # of the playbook's own module_utils
)

if __name__ == '__main__':
    module = AnsibleModule()
    module.exit_json(changed=False, msg=shout(module.params['what']), check=module.params['_ansible_check_mode'])
