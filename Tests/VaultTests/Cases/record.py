#!/usr/bin/env python3
"""Records vectors of Ansible Vault: record.py [SEED], with a Python that has ansible-core.

Each vector of vectors.json is an encrypted text as ansible-core writes it: password, label, salt, the
text in hexadecimal, and the whole envelope. With --check FILE it decrypts vectors that Bosun wrote.
"""
import json
import os
import random
import sys

from ansible.parsing.vault import VaultLib, VaultSecret

HERE = os.path.dirname(os.path.abspath(__file__))
TEXTS = [b'', b'a', b'0123456789abcde', b'0123456789abcdef', b'two\nlines\n', 'gr\u00fc\u00df \u2603'.encode(),
         b'---\nkey: value\nlist: [1, 2]\n', bytes(range(256)), b'\n' * 33, b'x' * 1000]
PASSWORDS = ['secret', 'p', 'with blanks inside', 'p\u00e4ssw\u00f6rd', "quotes ' \" $(id) \\", 'x' * 200]
LABELS = ['default', 'dev', 'prod-1', 'a label', 'filter_default']


def vector(generator, text):
    password, label = generator.choice(PASSWORDS), generator.choice(LABELS)
    salt = bytes(generator.randrange(256) for _ in range(32))
    secret = VaultSecret(password.encode())
    envelope = VaultLib().encrypt(text, secret, vault_id=label, salt=salt)
    return {'password': password, 'label': label, 'salt': salt.hex(), 'text': text.hex(),
            'envelope': envelope.decode()}


def check(path):
    count = 0
    for vector in json.load(open(path)):
        vault = VaultLib([(vector['label'], VaultSecret(vector['password'].encode()))])
        assert vault.decrypt(vector['envelope']) == bytes.fromhex(vector['text']), vector
        count += 1
    print('%d vectors' % count)


def main():
    if sys.argv[1:2] == ['--check']:
        return check(sys.argv[2])
    generator = random.Random(int(sys.argv[1]) if sys.argv[1:] else 1)
    texts = TEXTS + [bytes(generator.randrange(256) for _ in range(generator.randrange(300)))
                     for _ in range(40)]
    with open(os.path.join(HERE, 'vectors.json'), 'w') as file:
        json.dump([vector(generator, text) for text in texts], file, indent=1)
        file.write('\n')


main()
