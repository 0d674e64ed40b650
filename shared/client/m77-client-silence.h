/* m77-client-silence.h: how long the agent has left calls unanswered
 *
 * Looks at every message of a connection on its way out and in, whoever sent it. Calls that
 * wait for something else than the agent (WaitOperation, Sync, Export, ProfileAdd) do not
 * count. `wake` is called in the main context of its maker when the first of some unanswered
 * calls has left; from then on it is the caller's to look at the clock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _M77ClientSilence M77ClientSilence;

/* `wake` gets `object`, for as long as that lives. */
M77ClientSilence *m77_client_silence_watch (GDBusConnection *connection,
                                            void (*wake) (GObject *object),
                                            GObject *object);
/* ms since the oldest unanswered call left; 0: none. */
gint64 m77_client_silence_length (M77ClientSilence *self);
void m77_client_silence_stop (M77ClientSilence *self);

G_END_DECLS
