/* m77-runtime.h: the clock and the dice, as a parameter
 *
 * Whatever reads the time or makes something random takes one of these, so that a
 * test owns both. The real one may be used from any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _M77Runtime M77Runtime;

struct _M77Runtime
{
  gint64 (*now) (const M77Runtime *self);       /* ms since 1970, UTC */
  gint64 (*monotonic) (const M77Runtime *self); /* ms, never goes back, counts suspend */
  void (*random) (const M77Runtime *self, guint8 *bytes, gsize count);
};

/* The machine's own; lives for ever. */
const M77Runtime *m77_runtime_real (void);

static inline gint64
m77_runtime_now (const M77Runtime *self)
{
  return self->now (self);
}

static inline gint64
m77_runtime_monotonic (const M77Runtime *self)
{
  return self->monotonic (self);
}

G_END_DECLS
