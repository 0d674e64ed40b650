/* platform-webhook.h: what leaves for somebody's URL when a record changes
 *
 * Each put of a record is an event: KIND.created, KIND.deleted, KIND.STATE when it reached
 * another state ("incident.resolved"), KIND.ACTION of an action that keeps it
 * ("incident.announce"), else KIND.updated. Where a webhook wants it, that is
 * written down in the same transaction, and deliveries are made of it later
 * (platform-spread.h). Deliveries, webhooks and audit entries make no events: they would make
 * themselves.
 *
 * While a webhook is paused or disabled its deliveries have no next_attempt_at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-write.h"

G_BEGIN_DECLS

/* after was just written, as change number and this line; before NULL: it is new. */
gboolean platform_webhook_queue (PlatformWrite *write,
                                 gint64 number,
                                 const M77Record *before,
                                 const M77Record *after,
                                 const char *line,
                                 GError **error);
/* Whether what is made for it now is to wait. */
gboolean platform_webhook_is_held (PlatformWrite *write,
                                   const char *name,
                                   gboolean *held,
                                   GError **error);
/* Its waiting deliveries go out from now on, or wait until it is active again. */
gboolean platform_webhook_release (PlatformWrite *write, const char *name, GError **error);
gboolean platform_webhook_hold (PlatformWrite *write, const char *name, GError **error);

/* Takes out what a delivery tells; one that is not sent yet is not sent. */
gboolean platform_webhook_forget (PlatformWrite *write, const M77Record *delivery, GError **error);

/* https; where the platform's operator allowed private targets, http too. Where it leads is
 * looked at when something is sent (platform-address.h). */
gboolean platform_webhook_target_fits (const PlatformCore *core, const char *target);
#define PLATFORM_WEBHOOK_TARGET_MUST _ ("The target must be an https address.")

#define PLATFORM_WEBHOOK_TEST "webhook.test"

G_END_DECLS
