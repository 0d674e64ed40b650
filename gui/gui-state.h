/* gui-state.h: what the app remembers of itself, from one start to the next
 *
 * Sizes, the section one was in, what was looked for lately: a key file under XDG_STATE_HOME, so
 * that it works in place, without a schema. Nothing in it is precious: one that cannot be read is
 * begun anew, and what cannot be written is forgotten. Written a moment after a change, and at the
 * end.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GuiState GuiState;

/* The one of this program, read when it is first asked for; not to be freed. */
GuiState *gui_state_default (void);
/* Of a file, which need not be there. */
GuiState *gui_state_new (const char *path);
/* Having written it. */
void gui_state_free (GuiState *self);
void gui_state_write (GuiState *self);

/* group: "window", "palette"; profile: it is of one, NULL: of all. */
int gui_state_int (GuiState *self,
                   const char *group,
                   const char *profile,
                   const char *key,
                   int or_else);
/* Free with g_free; NULL: none. */
char *gui_state_string (GuiState *self, const char *group, const char *profile, const char *key);
/* Never NULL. Free with g_strfreev. */
char **gui_state_list (GuiState *self, const char *group, const char *profile, const char *key);

void gui_state_set_int (GuiState *self,
                        const char *group,
                        const char *profile,
                        const char *key,
                        int value);
/* value NULL: it is forgotten. */
void gui_state_set_string (GuiState *self,
                           const char *group,
                           const char *profile,
                           const char *key,
                           const char *value);
/* Puts it first in a list of at most so many, where it is once. */
void gui_state_add (GuiState *self,
                    const char *group,
                    const char *profile,
                    const char *key,
                    const char *value,
                    guint most);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GuiState, gui_state_free)

G_END_DECLS
