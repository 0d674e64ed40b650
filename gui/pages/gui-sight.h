/* gui-sight.h: one record as it is seen at a moment
 *
 * What the agent answered about it, whole; what stands in it never changes, so a view keeps a
 * reference to the one that it shows, and an action asked for from it goes with what was seen.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "gui/dialogs/gui-act-dialog.h"
#include "shared/base/m77-json.h"
#include "shared/client/m77-client.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

typedef struct
{
  M77Client *client; /* NULL in tests: nobody is asked */
  const M77Kind *kind;
  char *id, *key, *title; /* key and title: for labels */
  M77JsonPool *pool;
  const M77Json *record; /* the JSON of Record (docs/json.md) */
  const M77Json *doc;    /* of record: with the local edits in it */
} GuiSight;

/* text: the JSON of Record. */
GuiSight *gui_sight_new (M77Client *client, const M77Kind *kind, const char *text, GError **error);
GuiSight *gui_sight_ref (GuiSight *self);
void gui_sight_unref (GuiSight *self);

/* Whether what is asked now would wait for a connection. */
gboolean gui_sight_is_offline (const GuiSight *self);
/* Who looks at it; NULL: not known. Free with g_free. */
char *gui_sight_member (const GuiSight *self);
/* ms: when the platform was heard last; M77_TIME_NONE: not known. */
gint64 gui_sight_as_of (const GuiSight *self);
/* Of an action of its kind; what it points to is the sight's. */
GuiActRequest gui_sight_request (const GuiSight *self, const M77Action *action);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GuiSight, gui_sight_unref)

G_END_DECLS
