/* m77-command.h: what a person can do in a front end, under one name
 *
 * One const table of what both front ends have, and of what only the desktop app has: its name
 * (stable, for settings, scripts and links), its title, the key of the terminal, the accelerators
 * of the desktop. What only a terminal has (moving by letters, folding, its pager) stays in tui/.
 * The terminal's table of keys takes its titles from here, the desktop's menus, shortcuts and
 * palette all of it.
 *
 * A title begins small, as in a sentence; what needs a great letter makes it. "…" says that more
 * is asked first.
 *
 * Const; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define M77_COMMAND_ACCELS_MOST 2

typedef enum
{
  M77_COMMAND_DO,
  M77_COMMAND_LIST,
  M77_COMMAND_GO,
  M77_COMMAND_SESSION,
  M77_N_COMMAND_GROUPS
} M77CommandGroup;

/* What a command is about, and so who carries it out. */
typedef enum
{
  M77_COMMAND_OF_RECORD, /* the one that is shown or selected */
  M77_COMMAND_OF_LIST,
  M77_COMMAND_OF_WINDOW,
  M77_COMMAND_OF_PROGRAM
} M77CommandScope;

typedef struct
{
  const char *name;  /* "acknowledge" */
  const char *title; /* N_("acknowledge…") */
  M77CommandGroup group;
  M77CommandScope scope;
  const char *terminal; /* its keys there, "a", "Ctrl-K"; NULL: the terminal has it not */
  /* As GTK writes them; fewer are followed by NULL. None: the desktop has it only in menus and the
   * palette. */
  const char *accels[M77_COMMAND_ACCELS_MOST + 1];
} M77Command;

/* In the order of menus; ends with a zeroed element. */
const M77Command *m77_commands (void);
/* NULL: there is none. */
const M77Command *m77_command_find (const char *name);
/* In the person's language. */
const char *m77_command_title (const M77Command *self);
/* Its title with a great letter: "Acknowledge…". Free with g_free. */
char *m77_command_heading (const M77Command *self);
/* "Do", "List", … in the person's language. */
const char *m77_command_group_title (M77CommandGroup group);

G_END_DECLS
