/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/client/m77-command.h"

#include <glib/gi18n-lib.h>

#define DO      M77_COMMAND_DO
#define LIST    M77_COMMAND_LIST
#define GO      M77_COMMAND_GO
#define SESSION M77_COMMAND_SESSION

#define RECORD  M77_COMMAND_OF_RECORD
#define ROWS    M77_COMMAND_OF_LIST
#define WINDOW  M77_COMMAND_OF_WINDOW
#define PROGRAM M77_COMMAND_OF_PROGRAM

// clang-format off
static const M77Command commands[] = {
  { "acknowledge", N_ ("acknowledge…"), DO, RECORD, "a", { "<Control><Shift>k" } },
  { "note", N_ ("note…"), DO, RECORD, "n", { "<Control>m" } },
  { "assign", N_ ("assign…"), DO, RECORD, "A" },
  { "snooze", N_ ("snooze…"), DO, RECORD, "z" },
  { "silence", N_ ("silence…"), DO, RECORD, "m" },
  { "edit", N_ ("edit"), DO, RECORD, "e", { "F2" } },
  { "create", N_ ("create"), DO, WINDOW, "c", { "<Control>n" } },
  { "save", N_ ("save"), DO, RECORD, NULL, { "<Control>s" } },
  { "actions", N_ ("all actions…"), DO, RECORD, ".", { "<Control>period" } },
  { "runbook", N_ ("the runbook for it"), DO, RECORD, NULL, { "<Control><Shift>r" } },
  { "undo", N_ ("undo…"), DO, WINDOW, "u", { "<Control>z" } },
  { "redo", N_ ("redo…"), DO, WINDOW, "U", { "<Control><Shift>z" } },
  { "history", N_ ("history"), GO, RECORD, "H", { "<Control>h" } },

  { "filter", N_ ("filter…"), LIST, ROWS, "/", { "<Control>f", "<Control>l" } },
  { "sort", N_ ("sort…"), LIST, ROWS, "s" },
  { "columns", N_ ("columns…"), LIST, ROWS, "C" },
  { "group", N_ ("group…"), LIST, ROWS, "b" },
  { "preview", N_ ("preview"), LIST, ROWS, "p" },
  { "follow", N_ ("follow what comes"), LIST, ROWS, "f" },
  { "show-new", N_ ("show what is new"), LIST, ROWS, NULL, { "<Alt>n" } },
  { "mark-all", N_ ("mark all that the filter finds"), LIST, ROWS, "*" },
  { "copy", N_ ("copy…"), LIST, ROWS, "y" },
  { "export", N_ ("export…"), LIST, ROWS, "x" },
  { "save-view", N_ ("save as a view…"), LIST, ROWS, "V" },

  { "palette", N_ ("go or do, by a few letters"), GO, WINDOW, "Ctrl-K", { "<Control>k" } },
  { "go-back", N_ ("to where you were"), GO, WINDOW, "[", { "<Alt>Left" } },
  { "go-forward", N_ ("forward again"), GO, WINDOW, "]", { "<Alt>Right" } },
  { "overview", N_ ("overview"), GO, WINDOW, "0", { "<Alt>0", "<Alt>Home" } },
  { "incidents", N_ ("incidents"), GO, WINDOW, "1", { "<Alt>1" } },
  { "alerts", N_ ("alerts"), GO, WINDOW, "2", { "<Alt>2" } },
  { "deployments", N_ ("deployments"), GO, WINDOW, "3", { "<Alt>3" } },
  { "flags", N_ ("flags"), GO, WINDOW, "4", { "<Alt>4" } },
  { "services", N_ ("services"), GO, WINDOW, "5", { "<Alt>5" } },
  { "runbooks", N_ ("runbooks"), GO, WINDOW, "6", { "<Alt>6" } },
  { "dashboards", N_ ("dashboards"), GO, WINDOW, "7", { "<Alt>7" } },
  { "on-call", N_ ("on call"), GO, WINDOW, "8", { "<Alt>8" } },
  { "views", N_ ("views, every kind…"), GO, WINDOW, "9", { "<Alt>9" } },
  { "inbox", N_ ("inbox"), GO, WINDOW, "i", { "<Alt>i" } },
  { "next-pane", N_ ("next pane"), GO, WINDOW, NULL, { "F6" } },
  { "sidebar", N_ ("sections"), GO, WINDOW, NULL, { "F9" } },
  { "open-window", N_ ("open in a window of its own"), GO, WINDOW, NULL, { "<Control>Return" } },
  { "new-window", N_ ("new window"), GO, PROGRAM, NULL, { "<Control><Shift>n" } },
  { "close", N_ ("close the window"), GO, WINDOW, NULL, { "<Control>w" } },

  { "sync", N_ ("sync"), SESSION, WINDOW, "F5", { "F5" } },
  { "offline", N_ ("go offline, or online again"), SESSION, WINDOW, NULL },
  { "sign-in", N_ ("sign in again…"), SESSION, WINDOW, NULL },
  { "profile", N_ ("add a profile…"), SESSION, WINDOW, NULL },
  { "zone", N_ ("local time or UTC"), SESSION, WINDOW, "T" },
  { "read-only", N_ ("read-only"), SESSION, WINDOW, "W" },
  { "present", N_ ("present: mask personal data"), SESSION, WINDOW, "P" },
  { "arm", N_ ("arm for production, or disarm…"), SESSION, WINDOW, NULL },
  { "preferences", N_ ("preferences"), SESSION, WINDOW, NULL, { "<Control>comma" } },
  { "keys", N_ ("these keys"), SESSION, WINDOW, "?", { "<Control>question" } },
  { "help", N_ ("help"), SESSION, WINDOW, NULL, { "F1" } },
  { "menu", N_ ("main menu"), SESSION, WINDOW, NULL, { "F10" } },
  { "about", N_ ("about Mogothrow77 Console"), SESSION, WINDOW, NULL },
  { "quit", N_ ("quit"), SESSION, PROGRAM, NULL, { "<Control>q" } },
  { NULL },
};
// clang-format on

const M77Command *
m77_commands (void)
{
  return commands;
}

const M77Command *
m77_command_find (const char *name)
{
  for (const M77Command *command = commands; command->name != NULL; command++)
    if (g_strcmp0 (command->name, name) == 0)
      return command;
  return NULL;
}

const char *
m77_command_title (const M77Command *self)
{
  return _ (self->title);
}

char *
m77_command_heading (const M77Command *self)
{
  const char *title = m77_command_title (self);
  char first[8];
  int length = g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (title)), first);

  return g_strdup_printf ("%.*s%s", length, first, g_utf8_next_char (title));
}

const char *
m77_command_group_title (M77CommandGroup group)
{
  static const char *const titles[] = { N_ ("Do"), N_ ("Lists"), N_ ("Go"), N_ ("Session") };

  return _ (titles[group]);
}
