/* platform-hub.h: who is told that something changed
 *
 * The publishing half of GET …/events (Server-Sent Events, WHATWG HTML §9.2), without a
 * socket: a subscriber is a function that takes finished frames. An event only says
 * "pull now": its id is the feed's cursor, its data {"kinds":["alert","page"]}. So a slow
 * subscriber costs nothing: while its last frame is on the way, later events of its tenant
 * melt into one. One that takes no frame during four heartbeats is given up.
 *
 * A subscriber that returns with the id of the last event it saw is poked at once if
 * that is not the tenant's newest cursor; {"kinds":[]} means any. After a restart no cursor is
 * known and it is poked, too: an event too many costs one empty page.
 *
 * One thread. Functions are called from publish, beat, sent and subscribe.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PLATFORM_HUB_BEAT_S  15 /* how often to call platform_hub_beat () */
#define PLATFORM_HUB_RETRY_S 3  /* what a client is told to wait before it returns */

typedef struct _PlatformHub PlatformHub;

/* Takes one whole frame to send, answered later by platform_hub_sent (); NULL: given
 * up, to be disconnected. May unsubscribe. */
typedef void (*PlatformHubFunc) (const char *frame, gpointer data);

PlatformHub *platform_hub_new (void);
void platform_hub_free (PlatformHub *self);

/* The first frame (retry: and perhaps a poke) is sent before this returns. Never 0. */
guint platform_hub_subscribe (PlatformHub *self,
                              const char *tenant,
                              const char *last_event_id,
                              PlatformHubFunc func,
                              gpointer data);
void platform_hub_unsubscribe (PlatformHub *self, guint id);
/* Of a tenant; NULL: of all. */
guint platform_hub_count (PlatformHub *self, const char *tenant);

void platform_hub_publish (PlatformHub *self,
                           const char *tenant,
                           const char *cursor,
                           const char *const *kinds);
void platform_hub_sent (PlatformHub *self, guint id);
void platform_hub_beat (PlatformHub *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlatformHub, platform_hub_free)

G_END_DECLS
