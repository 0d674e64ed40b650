/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-checkpoint"

#include "config.h"

#include "platform/store/platform-checkpoint.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"

static void
read_row (PlatformQuery *query, PlatformCheckpoint *checkpoint)
{
  checkpoint->sequence = platform_query_integer (query, 0);
  g_strlcpy (checkpoint->hash, platform_query_text (query, 1), sizeof checkpoint->hash);
  checkpoint->received_at = platform_query_integer (query, 2);
}

GArray *
platform_checkpoint_list (PlatformDb *db, const PlatformChain *chain, guint most, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (PlatformCheckpoint));
  g_autoptr (PlatformQuery)
      query = platform_db_query (db,
                                 error,
                                 "SELECT sequence, hash, received_at FROM checkpoint"
                                 " WHERE tenant = ? AND member = ? AND chain = ? AND kept = 1"
                                 " ORDER BY sequence DESC LIMIT ?",
                                 "itti",
                                 chain->tenant,
                                 chain->member,
                                 chain->chain,
                                 (gint64) most);

  for (;;)
    {
      PlatformCheckpoint row;
      gboolean have_row;

      if (query == NULL || !platform_db_next (db, query, &have_row, error))
        return NULL;
      if (!have_row)
        return g_steal_pointer (&rows);
      read_row (query, &row);
      g_array_append_val (rows, row);
    }
}

/* What is kept for that sequence; sequence 0: nothing. */
static gboolean
find_at (PlatformDb *db,
         const PlatformChain *chain,
         gint64 sequence,
         PlatformCheckpoint *found,
         GError **error)
{
  g_autoptr (PlatformQuery)
      query = platform_db_query (db,
                                 error,
                                 "SELECT sequence, hash, received_at FROM checkpoint"
                                 " WHERE tenant = ? AND member = ? AND chain = ?"
                                 " AND sequence = ? AND kept = 1",
                                 "itti",
                                 chain->tenant,
                                 chain->member,
                                 chain->chain,
                                 sequence);
  gboolean have_row;

  *found = (PlatformCheckpoint){ .sequence = 0 };
  if (query == NULL || !platform_db_next (db, query, &have_row, error))
    return FALSE;
  if (have_row)
    read_row (query, found);
  return TRUE;
}

/* *is_new: it was not there. */
static gboolean
insert (PlatformDb *db,
        const PlatformChain *chain,
        const PlatformCheckpoint *checkpoint,
        gboolean kept,
        gboolean *is_new,
        GError **error)
{
  gint64 inserted;

  if (!platform_db_integer (db,
                            &inserted,
                            0,
                            error,
                            "INSERT OR IGNORE INTO checkpoint (tenant, member, chain, sequence,"
                            " hash, kept, received_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                            " RETURNING 1",
                            "ittitii",
                            chain->tenant,
                            chain->member,
                            chain->chain,
                            checkpoint->sequence,
                            checkpoint->hash,
                            (gint64) kept,
                            checkpoint->received_at))
    return FALSE;
  *is_new = inserted == 1;
  return TRUE;
}

static gboolean
forget_old (PlatformDb *db, const PlatformChain *chain, GError **error)
{
  return platform_db_run (db,
                          error,
                          "DELETE FROM checkpoint WHERE tenant = ?1 AND member = ?2 AND chain = ?3"
                          " AND kept = 1 AND sequence <= (SELECT sequence FROM checkpoint"
                          " WHERE tenant = ?1 AND member = ?2 AND chain = ?3 AND kept = 1"
                          " ORDER BY sequence DESC LIMIT 1 OFFSET ?4)",
                          "itti",
                          chain->tenant,
                          chain->member,
                          chain->chain,
                          (gint64) PLATFORM_CHECKPOINTS_KEPT);
}

static gboolean
check_room (PlatformDb *db, const PlatformChain *chain, GError **error)
{
  gint64 chains;

  if (!platform_db_integer (db,
                            &chains,
                            0,
                            error,
                            "SELECT count (DISTINCT chain) FROM checkpoint"
                            " WHERE tenant = ? AND member = ? AND chain <> ?",
                            "itt",
                            chain->tenant,
                            chain->member,
                            chain->chain))
    return FALSE;
  if (chains < PLATFORM_CHECKPOINTS_CHAINS)
    return TRUE;
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_TOO_LARGE,
               _ ("There are %d journals of yours already: ask an administrator."),
               PLATFORM_CHECKPOINTS_CHAINS);
  return FALSE;
}

static gboolean
insert_misfit (PlatformDb *db,
               const PlatformChain *chain,
               const PlatformCheckpoint *checkpoint,
               gboolean *is_news,
               GError **error)
{
  gint64 misfits;

  if (!platform_db_integer (db,
                            &misfits,
                            0,
                            error,
                            "SELECT count (*) FROM checkpoint"
                            " WHERE tenant = ? AND member = ? AND kept = 0",
                            "it",
                            chain->tenant,
                            chain->member))
    return FALSE;
  return misfits >= PLATFORM_CHECKPOINTS_MISFIT ||
         insert (db, chain, checkpoint, FALSE, is_news, error);
}

gboolean
platform_checkpoint_put (PlatformDb *db,
                         const PlatformChain *chain,
                         const PlatformCheckpoint *checkpoint,
                         PlatformCheckpointResult *result,
                         PlatformCheckpoint *latest,
                         gboolean *is_news,
                         GError **error)
{
  g_autoptr (GArray) newest = platform_checkpoint_list (db, chain, 1, error);
  PlatformCheckpoint same;

  *is_news = FALSE;
  if (newest == NULL || !find_at (db, chain, checkpoint->sequence, &same, error))
    return FALSE;
  *latest = newest->len > 0 ? g_array_index (newest, PlatformCheckpoint, 0)
                            : (PlatformCheckpoint){ .sequence = 0 };
  if (same.sequence != 0)
    *result = g_str_equal (same.hash, checkpoint->hash) ? PLATFORM_CHECKPOINT_KNOWN
                                                        : PLATFORM_CHECKPOINT_DIFFERS;
  else
    *result = checkpoint->sequence < latest->sequence ? PLATFORM_CHECKPOINT_BEHIND
                                                      : PLATFORM_CHECKPOINT_KEPT;
  if (*result == PLATFORM_CHECKPOINT_KNOWN)
    return TRUE;
  if (*result != PLATFORM_CHECKPOINT_KEPT)
    return insert_misfit (db, chain, checkpoint, is_news, error);
  if (latest->sequence == 0 && !check_room (db, chain, error))
    return FALSE;
  *latest = *checkpoint;
  return insert (db, chain, checkpoint, TRUE, &(gboolean){ FALSE }, error) &&
         forget_old (db, chain, error);
}
