/* machine.h: a person's machine: m77 as it is typed, the agent it starts, a platform to talk to
 *
 * Every XDG directory is in one temporary directory; each command is a process of its own, with
 * the environment of `launcher`. The platform's tenant is "shop".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

typedef struct
{
  char *root;
  GSubprocessLauncher *launcher;
  GSubprocess *platform; /* NULL: it does not run */
  char *url;             /* of the platform, the same whenever it runs; NULL: it never ran */
  char *out, *err;       /* of the last command */
  M77JsonPool *pool;     /* of everything that is read here */
} Machine;

/* NULL, after having skipped the test, where the programs are not built. */
Machine *machine_new (void);
/* Ends what runs. */
void machine_free (Machine *self);
char *machine_path (Machine *self, const char *name);

/* A command; input NULL: none. Its exit status. */
int machine_m77 (Machine *self, const char *input, const char *first, ...) G_GNUC_NULL_TERMINATED;
/* What the last command printed. */
const M77Json *machine_json (Machine *self);
/* The last command said this code. */
void machine_assert_code (Machine *self, const char *nick);

/* Something to stay beside, with pipes from and to it. */
GSubprocess *machine_spawn (Machine *self, const char *const *argv);

/* more: further arguments of `serve`; NULL: none. */
void machine_start_platform (Machine *self, const char *const *more);
void machine_kill_platform (Machine *self);
char *machine_token (Machine *self, const char *member, const char *role);

/* The profile "shop" for the platform, its token in a file; the exit status. */
int machine_add_profile (Machine *self, const char *token);
/* The path of the only profile's journal. */
char *machine_journal (Machine *self);

/* Starts one when none runs. */
int machine_agent_pid (Machine *self);
/* SIGTERM, or SIGKILL; back when it is gone. */
void machine_end_agent (Machine *self, int signal_number);

/* In no file below the root, in neither command line nor environment of the process. */
void machine_assert_nowhere (Machine *self, const char *secret, int pid);

G_END_DECLS
