/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-limits"

#include "config.h"

#include "platform/api/platform-limits.h"

#include <math.h>

#define MOST_BUCKETS 10000 /* full ones are dropped beyond it */

typedef struct
{
  double level;
  gint64 filled_at; /* monotonic ms */
} Bucket;

struct _PlatformLimits
{
  guint burst, per_second;
  GHashTable *buckets; /* name → Bucket */
};

PlatformLimits *
platform_limits_new (guint burst, guint per_second)
{
  PlatformLimits *self = g_new0 (PlatformLimits, 1);

  self->burst = burst;
  self->per_second = per_second;
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
platform_limits_free (PlatformLimits *self)
{
  g_hash_table_unref (self->buckets);
  g_free (self);
}

static void
refill (PlatformLimits *self, Bucket *bucket, gint64 now)
{
  double gained = (double) MAX (now - bucket->filled_at, 0) * self->per_second / 1000;

  bucket->level = MIN (bucket->level + gained, self->burst);
  bucket->filled_at = now;
}

static Bucket *
find_bucket (PlatformLimits *self, const char *name, gint64 now)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, name);

  if (bucket == NULL)
    {
      if (g_hash_table_size (self->buckets) >= MOST_BUCKETS)
        g_hash_table_remove_all (self->buckets);
      bucket = g_new0 (Bucket, 1);
      bucket->level = self->burst;
      bucket->filled_at = now;
      g_hash_table_insert (self->buckets, g_strdup (name), bucket);
    }
  refill (self, bucket, now);
  return bucket;
}

PlatformAllowance
platform_limits_take (PlatformLimits *self, const char *name, gint64 now)
{
  Bucket *bucket = find_bucket (self, name, now);
  PlatformAllowance allowance = { .limit = self->burst };

  if (bucket->level >= 1)
    bucket->level -= 1;
  else
    allowance.retry_s = MAX ((guint) ceil ((1 - bucket->level) / self->per_second), 1);
  allowance.remaining = (guint) bucket->level;
  allowance.reset_s = (guint) ceil ((self->burst - bucket->level) / self->per_second);
  return allowance;
}

static void
set_number (M77Answer *answer, const char *name, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  m77_answer_set_header (answer, name, text);
}

void
platform_allowance_to_headers (const PlatformAllowance *self, M77Answer *answer)
{
  set_number (answer, "ratelimit-limit", self->limit);
  set_number (answer, "ratelimit-remaining", self->remaining);
  set_number (answer, "ratelimit-reset", self->reset_s);
  if (self->retry_s > 0)
    set_number (answer, "retry-after", self->retry_s);
}
