/* gui-docs.h: a few records that a page tells something by
 *
 * Each a query by a name of the page's own, followed by itself: the policy an incident is under,
 * the schedules it names. What is not in the cache is not found.
 *
 * Signal "changed": another answer.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-list.h"

G_BEGIN_DECLS

#define GUI_TYPE_DOCS (gui_docs_get_type ())
G_DECLARE_FINAL_TYPE (GuiDocs, gui_docs, GUI, DOCS, GObject)

/* client NULL: nothing is asked. */
GuiDocs *gui_docs_new (M77Client *client);
/* filter NULL: not wanted. At most so many rows. */
void gui_docs_want (GuiDocs *self,
                    const char *name,
                    const char *kind,
                    const char *filter,
                    const char *sort,
                    guint most);
/* The rows of a query, whether loaded or not; NULL: not wanted. */
M77List *gui_docs_list (GuiDocs *self, const char *name);
/* The document of a record by its kind's key; NULL: not here. Until the next turn of the loop. */
const M77Json *gui_docs_find (GuiDocs *self, const char *kind, const char *key);
/* The first of a query; likewise. */
const M77Json *gui_docs_first (GuiDocs *self, const char *name);

G_END_DECLS
