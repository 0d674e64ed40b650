#!/usr/bin/env python3
"""Tests of house-lint: each rule is broken once, and kept once, in a tree made for it.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
LICENCE = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'
LATER = 'TO' + 'DO'
FOLDER_OF_ONE = '/wor' + 'k/main'


def function(length, name='fill_row'):
    """A function of so many lines, from its type to its closing brace."""
    return f'static void\n{name} (int n)\n{{\n' + '  n++;\n' * (length - 4) + '}\n'


# (what, {path: text}, part of the message expected, or None: nothing is wrong)
CASES = [
    ('a plain file', {'shared/base/m77-a.c': LICENCE + '#include <glib.h>\n' + function(9)}, None),
    ('no licence', {'shared/base/m77-a.c': 'int a;\n'}, 'no licence'),
    ('no licence in a script', {'data/make': '#!/bin/sh\ntrue\n'}, 'no licence'),
    ('SQLite in shared', {'shared/base/m77-a.c': LICENCE + '#include <sqlite3.h>\n'},
     'shared/base/m77-a.c:2: shared/ may not include sqlite3'),
    ('libsoup in shared', {'shared/base/m77-a.c': LICENCE + '#include <libsoup/soup.h>\n'},
     'may not include libsoup'),
    ('curses in the agent', {'agent/agent-a.c': LICENCE + '#include <curses.h>\n'},
     'may not include curses'),
    ('ncurses in the platform', {'platform/a.c': LICENCE + '#include <ncursesw/ncurses.h>\n'},
     'may not include curses'),
    ('GTK in the terminal', {'tui/a.c': LICENCE + '#include <gtk/gtk.h>\n'}, 'not include gtk'),
    ('libsecret in the platform', {'platform/a.c': LICENCE + '#include <libsecret/secret.h>\n'},
     'may not include libsecret'),
    ('SQLite in the agent', {'agent/agent-a.c': LICENCE + '#include <sqlite3.h>\n'}, None),
    ('curses in the terminal', {'tui/tui-a.c': LICENCE + '#include <curses.h>\n'}, None),
    ('format is not a form', {'agent/a.c': LICENCE + '#include <inttypes.h>\n'}, None),
    ('shared below the agent', {'shared/base/a.h': LICENCE + '#include "agent/agent-a.h"\n'},
     'may not include agent/'),
    ('the platform in the agent', {'agent/a.c': LICENCE + '#include "platform/api/p.h"\n'},
     'may not include platform/'),
    ('the agent in the terminal', {'tui/a.c': LICENCE + '#  include "agent/store/a.h"\n'},
     'may not include agent/'),
    ('shared in the agent', {'agent/a.c': LICENCE + '#include "shared/base/m77-a.h"\n'}, None),
    ('all in a test', {'tests/agent/test-a.c': LICENCE + '#include "platform/api/p.h"\n'
                       '#include "agent/a.h"\n#include <sqlite3.h>\n'}, None),
    ('model in base', {'shared/base/a.c': LICENCE + '#include "shared/model/m77-kind.h"\n'},
     'may not include shared/model/'),
    ('base in model', {'shared/model/a.c': LICENCE + '#include "shared/base/m77-a.h"\n'}, None),
    ('base in kinds', {'shared/model/kinds/a.c': LICENCE + '#include "shared/base/a.h"\n'}, None),
    ('export in the terminal', {'tui/a.c': LICENCE + '#include "shared/export/m77-csv.h"\n'},
     'may not include shared/export/'),
    ('not from the root', {'agent/store/a.c': LICENCE + '#include "agent-store.h"\n'},
     'not from the source root'),
    ('config.h', {'agent/store/a.c': LICENCE + '#include "config.h"\n'}, None),
    ('800 lines', {'tui/tui-a.c': LICENCE + 'int a;\n' * 799}, None),
    ('801 lines', {'tui/tui-a.c': LICENCE + 'int a;\n' * 800}, '801 lines'),
    ('a function of 80', {'tui/tui-a.c': LICENCE + function(80)}, None),
    ('a function of 81', {'tui/tui-a.c': LICENCE + '\n' + function(81)},
     'tui/tui-a.c:3: fill_row has 81 lines'),
    ('the second of two', {'tui/tui-a.c': LICENCE + function(9, 'one') + '\n' + function(99)},
     'fill_row has 99 lines'),
    ('a long test', {'tests/tui/test-a.c': LICENCE + function(120)}, 'fill_row has 120 lines'),
    ('a brace in a string', {'tui/tui-a.c': LICENCE + 'static void\nput (void)\n{\n  f ("\\n\\\n'
                             '}\\n");\n' + '  g ();\n' * 90 + '}\n'}, 'put has'),
    ('a long struct', {'tui/tui-a.h': LICENCE + 'typedef struct\n{\n' + '  int (*f) (void);\n' * 90
                       + '} A;\n'}, None),
    ('a long table', {'tui/tui-a.c': LICENCE + 'static const A a[] =\n{\n' + '  N_ ("a"),\n' * 90
                      + '};\n'}, None),
    ('left for later', {'tui/tui-a.c': LICENCE + f'/* {LATER}: more */\n'}, 'left for later'),
    ('a name that holds it', {'tui/tui-a.c': LICENCE + f'int {LATER}S;\n'}, None),
    ('a jump', {'tui/tui-a.c': LICENCE + '  goto out;\n'}, 'a jump'),
    ('a jump in words', {'tui/tui-a.c': LICENCE + '/* the goto verb */\nchar *a = "goto x";\n'},
     None),
    ('a pool thread', {'agent/a.c': LICENCE + '  g_task_run_in_thread (task, run_cb);\n'},
     'a thread from a pool'),
    ('a static prototype', {'tui/a.c': LICENCE + 'static void draw_row (Row *row, int y);\n'},
     'a static prototype'),
    ('a static value', {'tui/a.c': LICENCE + 'static char *name = f (1);\nstatic int n;\n'}, None),
    ('a path of one machine', {'docs/a.md': f'see {FOLDER_OF_ONE}\n'}, 'a path of one machine'),
    ('such a path in an address', {'docs/a.md': f'https://a.example{FOLDER_OF_ONE}\n'}, None),
    ('such a path in a test', {'tests/a.md': f'see {FOLDER_OF_ONE}\n'}, None),
    ('two of one name', {'tui/a.c': LICENCE, 'tests/tui/a.c': LICENCE}, 'the name of'),
    ('two mains', {'tui/main.c': LICENCE, 'agent/main.c': LICENCE}, None),
    ('a build directory', {'build/a.c': 'int a;\n', 'tui/a.c': LICENCE}, None),
    ('a link to nothing', {'docs/a.md': 'see [b](b.md)\n'}, 'a link to b.md'),
    ('links', {'docs/a.md': 'see [a](a.md#top), [c](../tui/c.md), [d](https://d.example/)\n',
               'tui/c.md': ''}, None),
    ('nothing at all', {}, ''),
]


def run_case(files, expected):
    """What went otherwise than expected, or None."""
    with tempfile.TemporaryDirectory() as top:
        for path, text in files.items():
            os.makedirs(os.path.join(top, os.path.dirname(path)), exist_ok=True)
            with open(os.path.join(top, path), 'w', encoding='utf-8') as file:
                file.write(text)
        done = subprocess.run([sys.executable, os.path.join(HERE, 'house-lint'), top],
                              capture_output=True, text=True, check=False)
    if expected is None and done.returncode == 0 and done.stdout == '':
        return None
    if expected is not None and done.returncode == 1 and expected in done.stdout:
        return None
    return f'exit {done.returncode}, expected {expected!r}, printed:\n{done.stdout}{done.stderr}'


def main():
    failed = 0
    print(f'1..{len(CASES)}')
    for number, (what, files, expected) in enumerate(CASES, 1):
        wrong = run_case(files, expected)
        print(f'{"ok" if wrong is None else "not ok"} {number} {what}')
        if wrong is not None:
            failed += 1
            print('# ' + wrong.replace('\n', '\n# '))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
