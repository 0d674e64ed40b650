/* tui-console.h: the full-screen console
 *
 * tui_console_run opens the console and returns when the person has left it: 0, or 1 when there
 * is no terminal to open it on (said on stderr). The terminal is put back as it was however
 * that comes about: :q, an error, a signal.
 *
 * Main thread; it runs a main loop of its own over the default context.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *profile; /* NULL: the one in use */
  const char *script;  /* file of keys instead of a keyboard (docs/console.md); NULL: none */
  const char *record;  /* file that what is pressed goes to, as a script; NULL: none */
  gboolean ascii;      /* no characters beyond ASCII, whatever the locale */
  gboolean linear;     /* in lines: standard input and output, no terminal needed */
  const char *color;   /* "auto", "always", "never"; NULL: auto */
} TuiConsoleOptions;

/* What m77.conf names: an action, its keys and what it does, one a line. */
int tui_console_print_actions (void);
int tui_console_run (const TuiConsoleOptions *options);

G_END_DECLS
