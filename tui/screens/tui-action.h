/* tui-action.h: everything a key can do
 *
 * One const table, of groups in files of their own (tui/actions/). It makes the look-up of keys,
 * the row of keys at the foot, the overlay of keys
 * (?) with the reasons of what cannot be done now, and docs/console.md's list. Ctrl-A, Ctrl-B,
 * Ctrl-S and Ctrl-Q are never bound: they belong to tmux, screen and the terminal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

typedef enum
{
  TUI_GROUP_DO,
  TUI_GROUP_LIST,
  TUI_GROUP_GO,
  TUI_GROUP_SESSION,
  TUI_N_GROUPS
} TuiGroup;

typedef struct
{
  TuiKey key, other; /* other: 0, or a second key that does the same */
  const char *name;  /* stable: "acknowledge" */
  const char *label; /* N_(): as help says it; "…" opens a bar; NULL: the title of the command of
                        that name (m77-command.h) */
  const char *brief; /* N_(): in the row of keys; NULL: not there */
  TuiGroup group;
  guint contexts; /* TuiWhere bits */
  /* Why not now (free with g_free), or NULL. May be NULL. */
  char *(*refuse) (TuiApp *app);
  void (*run) (TuiApp *app, int argument); /* NULL: the screen's own key, listed for help */
  int argument;
  const char *(*word) (TuiApp *app); /* what it is now, in the row of keys; NULL: brief */
} TuiAction;

/* One after another, group by group; NULL past the last. */
const TuiAction *tui_action_at (guint index);
/* NULL: nothing has this key there. */
const TuiAction *tui_action_find (TuiKey key, guint context);
/* key: as the table has it. */
void tui_action_run_key (TuiApp *app, TuiKey key);
/* What its key would do, refused or done. */
void tui_action_run (TuiApp *app, const TuiAction *self);
/* As help says it, in the person's language. */
const char *tui_action_label (const TuiAction *self);
/* "a", "Up k": as the table has them, and as they are now; "" where it has none. Free with
 * g_free. */
char *tui_action_default_keys (const TuiAction *self);
char *tui_action_keys (TuiApp *app, const TuiAction *self);
/* The row of keys at the foot. */
void tui_action_draw_keys (TuiApp *app, TuiCanvas *canvas, int row);

G_END_DECLS
