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

/* Something that is told beside the connection, and where it is looked after. */
typedef struct
{
  char *text;          /* "1 held" */
  const char *icon;    /* its symbol */
  const char *section; /* where it is looked after; NULL: with the sources */
  gboolean is_wrong;   /* a person, or a source, is waited for */
} GuiFact;

typedef struct
{
  char *name;
  char *text;      /* "22 min old", "live" */
  gboolean is_old; /* or not live */
} GuiSource;

/* What the person can do about the connection. */
typedef enum
{
  GUI_STATUS_NOTHING,
  GUI_STATUS_GO_ONLINE,
  GUI_STATUS_SIGN_IN,
  GUI_STATUS_ADD_PROFILE
} GuiStatusWay;

typedef struct
{
  char *state;        /* "Live", "Offline 8 min, by you until 05:04", "Agent silent" */
  gboolean is_bad;    /* nothing may be taken for current */
  gboolean wants;     /* something waits for a person */
  GPtrArray *facts;   /* GuiFact, the most urgent first */
  GPtrArray *sources; /* GuiSource */
  GPtrArray *notices; /* char * */
  GuiStatusWay way;
  char *as_of;    /* RFC 3339; NULL: never synced */
  char *member;   /* NULL: unknown */
  char *profile;  /* NULL: none */
  char *tenant;   /* NULL: none */
  char *platform; /* its address; NULL: none */
  gboolean offline_by_person;
} GuiStatus;

/* json NULL: nothing known yet. profile NULL: the one in use. error: why there is no agent. */
GuiStatus *gui_status_new (const char *json,
                           const char *profile,
                           M77ClientState state,
                           const GError *error,
                           gint64 now);
void gui_status_free (GuiStatus *self);

/* "Offline 8 min, 3 queued, 1 held": for those who do not see it. Free with g_free. */
char *gui_status_sentence (const GuiStatus *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GuiStatus, gui_status_free)

G_END_DECLS
