/* m77-client-private.h: a client and its connection
 *
 * m77-client.c is the object: its state, status and signals. m77-client-connect.c finds the agent,
 * starts it, opens the session, and begins again when it is gone. For these two only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-client-silence.h"
#include "shared/client/m77-client.h"

G_BEGIN_DECLS

struct _M77Client
{
  GObject parent;
  char *profile; /* as asked for; "" */
  char *session;
  gboolean without_profile;
  gboolean is_command; /* one command's: no second attempt, nobody reads the status */
  M77ClientState state;
  GError *error;
  GCancellable *attempt; /* under way; NULL: none */
  guint timer;           /* ends the attempt, or begins the next */
  guint pause_ms;
  gint64 started_at; /* monotonic µs, when an agent was started; 0: not yet */
  GDBusConnection *connection;
  M77Agent1 *proxy; /* only once opened */
  char *profile_name;
  char *status;
  char *environment; /* NULL: every */
  gint64 poked_at;   /* monotonic µs */
  gboolean asking_status, ask_status_again;
  guint64 least;
  M77ClientSilence *silence;
  guint silence_timer;
};

#define M77_CLIENT_FIRST_PAUSE_MS 10

/* m77-client.c */
void m77_client_set_state (M77Client *self, M77ClientState state);
/* The session is open: proxy's signals are the client's from now on. */
void m77_client_take_proxy (M77Client *self, M77Agent1 *proxy);

/* m77-client-connect.c */
void m77_client_connect (M77Client *self);
/* Also ends an attempt under way. */
void m77_client_disconnect (M77Client *self);

G_END_DECLS
