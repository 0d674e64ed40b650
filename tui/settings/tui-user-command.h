/* tui-user-command.h: a program of a person's own, as m77.conf has it
 *
 * run is a line of words, split as a shell splits them ('…', "…", \), but no shell reads it: a
 * {field} becomes part of the one argument it stands in, whatever is in it. So {service} can be
 * no option (an argument that would come to begin with "-" is refused), no second argument and
 * no command. Who wants a shell writes sh -c '…' and finds the values in the environment
 * (M77_SERVICE); a {field} in a shell's own line is a fault of the file.
 *
 *   {id} {key} {kind} {title}     of the record; {service}, any field of it
 *   {profile} {tenant} {member}   of the session
 *   {input} {input2} {input3}     what the person answered
 *   {service?}                    may be absent: empty then
 *
 * It is for records of some kinds (on), that fit a filter (where), on some screens (screen).
 *
 * Pure. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/term/tui-key.h"

G_BEGIN_DECLS

#define TUI_INPUTS_MOST 3

/* "How far back: 1h" */
typedef struct
{
  char *label;   /* NULL: not asked */
  char *initial; /* what the field holds at first */
} TuiInput;

typedef enum
{
  TUI_OUTPUT_TERMINAL, /* the terminal is the program's until it ends */
  TUI_OUTPUT_SHOW,     /* meanwhile the console goes on; what it printed is shown */
  TUI_OUTPUT_NONE      /* likewise, and only a failure is told */
} TuiOutput;

typedef struct
{
  char *name;
  char *label;    /* what it does, in help and the palette; NULL: its name */
  TuiKey key;     /* TUI_KEY_NONE: by ":" and the palette only */
  char **on;      /* kinds it is for; NULL: needs no record */
  char **screens; /* where it can be run; NULL: anywhere */
  char *where;    /* a filter that the record must fit; NULL: none */
  guint where_line, where_column;
  char **argv;                      /* with {fields} still in them */
  TuiInput inputs[TUI_INPUTS_MOST]; /* asked before it runs; those that have a label */
  gboolean confirm, dangerous;
  TuiOutput output;
  guint line, key_line, key_column; /* where it stands */
} TuiUserCommand;

TuiUserCommand *tui_user_command_new (const char *name, guint line);
void tui_user_command_free (TuiUserCommand *self);

/* Reads run; FALSE with *column (characters from 0) where it is wrong, *expected free with
 * g_free. */
gboolean tui_user_command_set_run (TuiUserCommand *self,
                                   const char *text,
                                   guint *column,
                                   char **expected);
gboolean tui_user_command_is_for (const TuiUserCommand *self, const char *kind);
/* Reads the names of screens; FALSE likewise. */
gboolean tui_user_command_set_screens (TuiUserCommand *self,
                                       const char *text,
                                       guint *column,
                                       char **expected);
gboolean tui_user_command_is_on (const TuiUserCommand *self, const char *screen);
/* What is wrong with where, once all of it is read: it is no filter of those kinds. */
gboolean tui_user_command_check_where (const TuiUserCommand *self, guint *column, char **expected);

/* 0 for "input", 1 for "input2"…; TUI_INPUTS_MOST: it is no input's name. */
guint tui_user_command_input (const char *name);

/* A value by its name; NULL: there is none. Free with g_free. */
typedef char *(*TuiUserValue) (const char *name, gpointer data);

/* The arguments to run; NULL with *why told plainly, free with g_free. */
char **tui_user_command_fill (const TuiUserCommand *self,
                              TuiUserValue value,
                              gpointer data,
                              char **why);
/* The names of all {fields} in it. Free with g_strfreev. */
char **tui_user_command_fields (const TuiUserCommand *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiUserCommand, tui_user_command_free)

G_END_DECLS
