/* tui-settings.h: what a person set: the file m77.conf
 *
 * A file of sections, as docs/settings.md and m77.conf(5) describe them:
 *
 *   [console]          look, ascii, mouse, bidi, zone
 *   [keys]             ACTION = KEY KEY…, or none
 *   [aliases]          NAME = a command line of ":"
 *   [command NAME]     a program of one's own, and the key that runs it
 *
 * A line is empty, a comment (# first), a [section] or NAME = VALUE. What is wrong is told with
 * its line and column, all of it at once, and the rest still counts: a slip in one line must not
 * take every key away.
 *
 * Pure: reads text, opens nothing. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/settings/tui-user-command.h"
#include "tui/term/tui-key.h"
#include "tui/term/tui-theme.h"

G_BEGIN_DECLS

#define TUI_SETTINGS_MOST (256 * 1024) /* bytes of a file */
#define TUI_BINDING_MOST  4            /* keys of one action */

typedef enum
{
  TUI_AUTO,
  TUI_ON,
  TUI_OFF
} TuiSwitch;

typedef struct
{
  char *action; /* its stable name */
  TuiKey keys[TUI_BINDING_MOST];
  guint n; /* 0: no key at all */
  guint line, column;
} TuiBinding;

typedef struct
{
  char *name, *line;
} TuiAlias;

typedef struct
{
  TuiLook look;
  TuiSwitch ascii;
  gboolean mouse;
  TuiSwitch
      bidi;   /* who orders text from right to left: the terminal as it will (auto), this (on) */
  char *zone; /* "local", "UTC" or a zone's name */
  GArray *bindings;    /* TuiBinding */
  GArray *aliases;     /* TuiAlias */
  GPtrArray *commands; /* TuiUserCommand */
  char *name;          /* of the file, as faults tell it */
  GPtrArray *faults;   /* char *: "m77.conf:12:9: auto, on or off expected" */
} TuiSettings;

/* One line of the documented schema. */
typedef struct
{
  const char *section, *name;
  const char *values;  /* what it takes */
  const char *initial; /* what it is where nothing is said; NULL: must be there, or nothing */
} TuiSetting;

/* As they are where there is no file. */
TuiSettings *tui_settings_new (void);
/* name: of the file, for faults. Never fails: see faults. */
TuiSettings *tui_settings_parse (const char *name, const char *text, gsize length);
void tui_settings_free (TuiSettings *self);

/* NULL: no alias of that name. */
const char *tui_settings_alias (const TuiSettings *self, const char *name);
/* Adds a fault at a place of the file. */
void tui_settings_fault (TuiSettings *self, guint line, guint column, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
/* Sets one of [console] to what a person typed (":set mouse off"); FALSE with what was expected,
 * which is free with g_free. */
gboolean tui_settings_set (TuiSettings *self, const char *name, const char *value, char **expected);
/* Every setting there is; ends with one without a name. */
const TuiSetting *tui_settings_schema (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiSettings, tui_settings_free)

G_END_DECLS
