/* tui-key.h: keys and their names
 *
 * A key is a Unicode character, a control letter, or one of the named ones. Names are those that
 * help shows and scripts write: "a", "Enter", "Esc", "Ctrl-D", "PgDn", "F5".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef guint32 TuiKey;

#define TUI_KEY_CTRL    0x400000u
#define TUI_CTRL(lower) (TUI_KEY_CTRL | (guint32) (lower))
/* F1 to F12; F5 is TUI_KEY_F5. */
#define TUI_KEY_FUNCTION(n) ((n) == 5 ? (TuiKey) TUI_KEY_F5 : 0x300000u + (guint32) (n))

enum
{
  TUI_KEY_NONE = 0,
  TUI_KEY_ENTER = 0x200000,
  TUI_KEY_ESC,
  TUI_KEY_TAB,
  TUI_KEY_BACKTAB,
  TUI_KEY_BACKSPACE,
  TUI_KEY_DELETE,
  TUI_KEY_UP,
  TUI_KEY_DOWN,
  TUI_KEY_LEFT,
  TUI_KEY_RIGHT,
  TUI_KEY_HOME,
  TUI_KEY_END,
  TUI_KEY_PAGE_UP,
  TUI_KEY_PAGE_DOWN,
  TUI_KEY_F5,
  TUI_KEY_RESIZE,
  TUI_KEY_PASTE_BEGIN,
  TUI_KEY_PASTE_END,
  TUI_KEY_MOUSE /* tui_term_mouse tells what */
};

/* Ctrl-A, Ctrl-B, Ctrl-S and Ctrl-Q belong to tmux, screen and the terminal; some others are told
 * apart from Enter, Tab, Backspace or Esc by none. */
gboolean tui_key_is_never_bound (TuiKey key);
/* A character a person can type into a field. */
gboolean tui_key_is_text (TuiKey key);
/* Free with g_free. */
char *tui_key_to_name (TuiKey key);
/* TUI_KEY_NONE when it is no key's name. */
TuiKey tui_key_from_name (const char *name);

/* What the terminal answers to a question of ours, late, and is no key: its ground (OSC 11) and
 * its kind (primary device attributes, DA1). */
typedef enum
{
  TUI_ANSWER_NONE,
  TUI_ANSWER_GROUND,
  TUI_ANSWER_KIND
} TuiAnswer;

#define TUI_ANSWER_AHEAD 3 /* characters that tell */

/* Of what follows an ESC: at most TUI_ANSWER_AHEAD characters. */
TuiAnswer tui_answer_begins (const gunichar *ahead, guint n);
/* Its last character. */
gboolean tui_answer_ends (TuiAnswer self, gunichar character);

G_END_DECLS
