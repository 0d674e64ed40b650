/* platform-limits.h: how fast one token may ask
 *
 * A token bucket each, on the monotonic clock: `burst` requests at once, refilled at
 * `per_second`. In memory only: a restart fills them. Answers carry the RateLimit header
 * fields of the IETF draft (limit, remaining, reset in seconds).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-http.h"
#include "shared/base/m77-runtime.h"

G_BEGIN_DECLS

#define PLATFORM_LIMIT_BURST      5000
#define PLATFORM_LIMIT_PER_SECOND 500

typedef struct _PlatformLimits PlatformLimits;

typedef struct
{
  guint limit, remaining;
  guint reset_s; /* until the bucket is full */
  guint retry_s; /* until one more is allowed; 0: this one is */
} PlatformAllowance;

/* burst and per_second: at least 1. */
PlatformLimits *platform_limits_new (guint burst, guint per_second);
void platform_limits_free (PlatformLimits *self);
/* Takes one from the bucket of `name`, when there is one. now: monotonic ms. */
PlatformAllowance platform_limits_take (PlatformLimits *self, const char *name, gint64 now);
void platform_allowance_to_headers (const PlatformAllowance *self, M77Answer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlatformLimits, platform_limits_free)

G_END_DECLS
