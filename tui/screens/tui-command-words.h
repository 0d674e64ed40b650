/* tui-command-words.h: what ":" knows beside kinds and the verbs of m77
 *
 * One const table: a screen with a word of its own adds a row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* open or run. */
typedef struct
{
  const char *name;
  void (*open) (TuiApp *app);
  char *(*run) (TuiApp *app, const char *rest); /* NULL: done, or what is wrong */
  const char *words;                            /* what may follow, with blanks between */
} TuiCommandWord;

/* NULL past the last. */
const TuiCommandWord *tui_command_word_at (guint index);
/* NULL: there is none. */
const TuiCommandWord *tui_command_word_find (const char *name);

G_END_DECLS
