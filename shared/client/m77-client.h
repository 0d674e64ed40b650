/* m77-client.h: a front end's connection to the agent
 *
 * Finds the agent's socket, starts the agent when nobody answers there, and opens a session
 * of one profile. When the agent goes away the client connects again by itself (starting
 * it again, with growing pauses), re-opens its lists, and says so by its state.
 *
 * Main thread only. Everything is asynchronous but m77_client_new_sync and the generated
 * m77_agent1_call_…_sync functions on m77_client_proxy (), which are for commands and
 * bounded by M77_CLIENT_TIMEOUT_MS; a full-screen front end never calls those.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-bus.h" /* generated: M77Agent1 */

G_BEGIN_DECLS

#define M77_CLIENT_TIMEOUT_MS 25000
#define M77_BUS_VERSION       1
#define M77_BUS_PATH          "/com/mogothrow77/Agent1"

typedef enum
{
  M77_CLIENT_CONNECTING,
  M77_CLIENT_READY,
  M77_CLIENT_SILENT, /* a call has been unanswered for over a second */
  M77_CLIENT_LOST    /* no agent, or it refused; trying again */
} M77ClientState;

/* Property "state" (notify::state). Signals: "changed" (guint64 epoch, guint64 number, GStrv
 * kinds), "operation-changed" (const char *operation, const char *state), "status-changed". */
#define M77_TYPE_CLIENT (m77_client_get_type ())
G_DECLARE_FINAL_TYPE (M77Client, m77_client, M77, CLIENT, GObject)

/* Address of the agent's socket: $M77_AGENT_SOCKET, else under XDG_RUNTIME_DIR, else a
 * private directory under the state directory. Shared with the agent itself. */
char *m77_bus_socket_path (void);
/* Where the agent program is: beside this one in a build tree, else installed. */
char *m77_agent_program (void);

/* Starts connecting; profile NULL: the one in use; session: name for undo, NULL: this
 * person's. Never fails: watch the state. */
M77Client *m77_client_new (const char *profile, const char *session);
/* Likewise, of no profile: for adding one. */
M77Client *m77_client_new_bare (void);
/* Connected and opened, or an error: M77_ERROR_AGENT_UNREACHABLE, _NO_PROFILE, _VERSION. With
 * without_profile, Open is not called (profile add, status, doctor). */
M77Client *m77_client_new_sync (const char *profile,
                                const char *session,
                                gboolean without_profile,
                                GError **error);

M77ClientState m77_client_state (M77Client *self);
/* Why there is no agent, of M77_CLIENT_LOST; else NULL. */
const GError *m77_client_error (M77Client *self);
/* ms since the oldest unanswered call was made; 0: none. */
gint64 m77_client_silence (M77Client *self);
const char *m77_client_profile (M77Client *self);
/* NULL while not connected. */
M77Agent1 *m77_client_proxy (M77Client *self);
/* The greatest sequence number an answer gave this client: `least` of the next read. */
guint64 m77_client_least (M77Client *self);
void m77_client_saw_seq (M77Client *self, guint64 seq);
/* One environment ("production") that this session is about: lists of kinds that have one show
 * only that. NULL: of every environment, as it begins. Property "environment". */
void m77_client_set_environment (M77Client *self, const char *environment);
const char *m77_client_environment (M77Client *self);
/* The filter of a list of a kind, with the environment in it. Free with g_free. */
char *m77_client_scope (M77Client *self, const char *kind, const char *filter);
/* Asks the agent something, unless it was asked just now or owes an answer: so that its silence is
 * noticed while a person only moves about. Never waits. */
void m77_client_poke (M77Client *self);
/* The JSON of Status as last answered, refreshed after status-changed; NULL: none yet. */
const char *m77_client_status (M77Client *self);
/* Asks for it anew: "status-changed" when it is there. Ages in it are of the moment of its answer,
 * and an agent that has stopped is noticed by this. */
void m77_client_ask_status (M77Client *self);

/* An error from the bus as M77_ERROR with its own code, the D-Bus prefix stripped. */
void m77_client_fix_error (GError **error);

G_END_DECLS
