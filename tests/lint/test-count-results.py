#!/usr/bin/env python3
"""Tests of count-results: logs as meson test leaves them, and the closing line each is to give.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import subprocess
import sys
import tempfile

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'count-results')
THREE = '1..3\n# Start of a\nok 1 /a/one\nok 2 /a/two # SKIP no disk\nnot ok 3 /a/three\n'

# (what, [(result, stdout)…], the closing line, the exit)
CASES = [
    ('TAP', [('OK', 'TAP version 13\nok 1 /a/one\nok 2 /a/two\n1..2\n')], '2 passed, 0 failed', 0),
    ('an exit', [('OK', 'looked at it\n'), ('OK', None)], '2 passed, 0 failed', 0),
    ('each kind', [('FAIL', THREE)], '1 passed, 1 failed, 1 skipped', 1),
    ('an exit that fails', [('FAIL', '')], '0 passed, 1 failed', 1),
    ('a crash after two', [('ERROR', 'ok 1 a\nok 2 b\n')], '2 passed, 1 failed', 1),
    ('time over', [('OK', 'ok 1 a\n'), ('TIMEOUT', '')], '1 passed, 1 failed', 1),
    ('all of it skipped', [('SKIP', '1..0 # SKIP no GTK\n'), ('OK', '')],
     '1 passed, 0 failed, 1 skipped', 0),
    ('words like results', [('OK', '# ok then\nokay\n  ok 1 nested\nok 1 a\n')],
     '1 passed, 0 failed', 0),
    ('nothing', [], '0 passed, 1 failed', 1),
]


def run_case(runs, line, status):
    """What went otherwise than expected, or None."""
    with tempfile.TemporaryDirectory() as top:
        os.mkdir(top + '/meson-logs')
        with open(top + '/meson-logs/testlog-plain.json', 'w', encoding='utf-8') as log:
            for result, stdout in runs:
                log.write(json.dumps({'result': result, 'stdout': stdout}) + '\n')
        done = subprocess.run([sys.executable, PROGRAM, top],
                              capture_output=True, text=True, check=False)
    if done.stdout == line + '\n' and done.returncode == status:
        return None
    return f'exit {done.returncode}, printed {done.stdout!r} {done.stderr!r}'


def main():
    failed = 0
    print(f'1..{len(CASES)}')
    for number, (what, runs, line, status) in enumerate(CASES, 1):
        wrong = run_case(runs, line, status)
        print(f'{"ok" if wrong is None else "not ok"} {number} {what}')
        if wrong is not None:
            failed += 1
            print('# ' + wrong)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
