/* platform-sender.h: carries letters to webhooks
 *
 * Takes what is due (platform-letter.h), posts each from a thread of its own few, and has what
 * came of it written down on the thread of platform_sender_new (), whose main context must
 * turn. One letter at a time to each webhook, so that one that hangs holds up itself alone; an
 * attempt takes PLATFORM_SENDER_DEADLINE_S at most, whatever the other side does. Of an answer
 * only the head is read; redirects are not followed; where it may lead is checked as it
 * connects (platform-address.h). Nothing of a letter is logged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-core.h"

G_BEGIN_DECLS

#define PLATFORM_SENDER_DEADLINE_S 15

typedef struct _PlatformSender PlatformSender;

/* Does not own core. */
PlatformSender *platform_sender_new (PlatformCore *core);
/* Stops what is on its way; that will be sent again by the next. */
void platform_sender_free (PlatformSender *self);
/* There may be something new to send. */
void platform_sender_wake (PlatformSender *self);
/* Somebody has just been answered, and may ask for more: they go before, for a second at most. */
void platform_sender_make_way (PlatformSender *self);

/* For tests: 15 s is long. */
void platform_sender_set_deadline (PlatformSender *self, guint ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlatformSender, platform_sender_free)

G_END_DECLS
