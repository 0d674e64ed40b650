/* gui-status.h: how things stand, in words
 *
 * What the strip under the header says, of the agent's Status JSON (docs/json.md) and the state
 * of the connection to it. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

typedef struct
{
  char *state;     /* "Live", "Offline, by you", "Agent silent" */
  gboolean is_bad; /* nothing may be taken for current */
  gboolean wants;  /* something waits for a person */
  char *facts;     /* "3 queued · 1 held · am-us 22m"; may be empty */
  char *as_of;     /* RFC 3339; NULL: never synced */
  char *member;    /* NULL: unknown */
  char *profile;   /* NULL: none */
  gboolean offline_by_person;
} GuiStatus;

/* json NULL: nothing known yet. profile NULL: the one in use. error: why there is no agent. */
GuiStatus *gui_status_new (const char *json,
                           const char *profile,
                           M77ClientState state,
                           const GError *error,
                           gint64 now);
void gui_status_free (GuiStatus *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GuiStatus, gui_status_free)

G_END_DECLS
