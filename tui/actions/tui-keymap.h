/* tui-keymap.h: which keys a person gave to what
 *
 * An action moved to another key is reached by that key, and its own does nothing there. Screens
 * and the table of actions go on knowing only the table's keys: what is pressed is translated
 * before they see it, so that a screen's own keys move like any other. Two actions of one screen
 * never share a key: a binding that would make them is a fault of the settings and does not count.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-action.h"
#include "tui/settings/tui-settings.h"

G_BEGIN_DECLS

/* Borrows settings, and adds what is wrong with its keys to its faults. */
TuiKeymap *tui_keymap_new (TuiSettings *settings);
void tui_keymap_free (TuiKeymap *self);

/* self may be NULL: the table's keys. TUI_KEY_NONE: it does nothing there. */
TuiKey tui_keymap_translate (const TuiKeymap *self, TuiKey key, guint context);
/* The keys of an action now; returns how many, at most TUI_BINDING_MOST. */
guint tui_keymap_keys (const TuiKeymap *self, const TuiAction *action, TuiKey *keys);
/* NULL: no program of the person's is at this key. */
const TuiUserCommand *tui_keymap_command (const TuiKeymap *self, TuiKey key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiKeymap, tui_keymap_free)

G_END_DECLS
