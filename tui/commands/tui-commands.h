/* tui-commands.h: the commands of m77
 *
 * One verb, one file (tui-command-<verb>.c), one line in the table. A command line is
 * `m77 [global options] VERB [words and options]`: options begin with two dashes and may stand
 * anywhere, everything else is a word, also a filter that begins with a dash; after "--"
 * everything is a word. Names, flags, exit statuses and the JSON are a contract with people's
 * scripts (docs/cli.md); what is said to people is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/commands/tui-context.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;  /* without the dashes */
  const char *value; /* what it takes, for help: "F"; NULL: a flag */
  const char *help;  /* N_() */
} TuiOption;

typedef struct
{
  const char *name;         /* "list" */
  const char *synopsis;     /* what follows the verb: "KIND [FILTER] [--sort F]" */
  const char *summary;      /* N_(), one line */
  const char *help;         /* N_(), paragraphs; may be NULL */
  const TuiOption *options; /* ends with a zeroed one; NULL: none of its own */
  guint words_least, words_most;
  /* FALSE only with error set; self->status is the exit status of a TRUE. */
  gboolean (*run) (TuiContext *self, GError **error);
} TuiCommand;

/* What stands before a verb, or alone: for the console. Strings point into argv. */
typedef struct
{
  const char *profile, *script, *record, *color;
  gboolean ascii;
  gboolean linear;
  gboolean actions; /* are to be listed, and nothing else */
} TuiStart;

/* FALSE with *status set when the words were a command (or wrong) and have been dealt with;
 * TRUE when there is no verb and the console is wanted. */
gboolean tui_commands_start (int argc, char **argv, TuiStart *start, int *status);

const TuiCommand *tui_command_find (const char *name);
/* Ends with NULL. */
const TuiCommand *const *tui_commands_all (void);

extern const TuiCommand tui_command_ack;
extern const TuiCommand tui_command_act;
extern const TuiCommand tui_command_complete;
extern const TuiCommand tui_command_audit;
extern const TuiCommand tui_command_backup;
extern const TuiCommand tui_command_conflicts;
extern const TuiCommand tui_command_create;
extern const TuiCommand tui_command_delete;
extern const TuiCommand tui_command_doctor;
extern const TuiCommand tui_command_edit;
extern const TuiCommand tui_command_export;
extern const TuiCommand tui_command_handover;
extern const TuiCommand tui_command_history;
extern const TuiCommand tui_command_list;
extern const TuiCommand tui_command_login;
extern const TuiCommand tui_command_logout;
extern const TuiCommand tui_command_note;
extern const TuiCommand tui_command_offline;
extern const TuiCommand tui_command_oncall;
extern const TuiCommand tui_command_outbox;
extern const TuiCommand tui_command_profile;
extern const TuiCommand tui_command_ready;
extern const TuiCommand tui_command_redo;
extern const TuiCommand tui_command_restore;
extern const TuiCommand tui_command_show;
extern const TuiCommand tui_command_status;
extern const TuiCommand tui_command_sync;
extern const TuiCommand tui_command_undo;
extern const TuiCommand tui_command_view;
extern const TuiCommand tui_command_wait;
extern const TuiCommand tui_command_watch;
extern const TuiCommand tui_command_whoami;

G_END_DECLS
