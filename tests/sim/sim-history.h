/* sim-history.h: all that ever was on the platform, from its tables
 *
 * Every version of every record in the order they were written (a trigger of the simulation's
 * keeps them, see sim_log_watch_platform), and what the platform's own audit says of who
 * made each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "tests/sim/sim-world.h"

G_BEGIN_DECLS

typedef struct
{
  const char *kind, *id; /* of the line */
  const M77Json *record; /* as on the feed */
  const M77Json *doc;    /* NULL: deleted */
  gint64 version, change;
  const char *line;
  const char *key;  /* of the operation that made it; NULL: the platform itself did */
  const char *verb; /* of the audit's entry; NULL: it has none */
} SimVersion;

typedef struct
{
  M77JsonPool *pool;
  GPtrArray *versions; /* SimVersion *, in the order they were written */
  GHashTable *records; /* "kind/id" → GPtrArray of SimVersion *, of the kinds people write */
  GHashTable *keys;    /* key → GPtrArray of SimVersion *: what was done under it */
} SimHistory;

/* Closes the platform, reads its file, and opens it again. */
SimHistory *sim_history_read (SimWorld *world);
void sim_history_free (SimHistory *self);
/* The versions of a record, oldest first; NULL: it never was. */
GPtrArray *sim_history_of (SimHistory *self, const char *kind, const char *id);

G_END_DECLS
