/* platform-checkpoint.h: the ends of other people's hash chains
 *
 * What agents handed in of their local audit chains, each row a tenant's, a member's and a
 * chain's. Kept ones only grow; one that does not fit them is stored beside them as
 * evidence. Of a chain the newest PLATFORM_CHECKPOINTS_KEPT are kept. docs/decisions/0007.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/store/platform-db.h"

G_BEGIN_DECLS

#define PLATFORM_CHECKPOINTS_KEPT   1000
#define PLATFORM_CHECKPOINTS_CHAINS 256 /* of a member: journals, one for each machine or loss */
#define PLATFORM_CHECKPOINTS_MISFIT 256 /* of a member: those that did not fit */

typedef enum
{
  PLATFORM_CHECKPOINT_KEPT,    /* beyond all that are kept */
  PLATFORM_CHECKPOINT_KNOWN,   /* kept already */
  PLATFORM_CHECKPOINT_DIFFERS, /* another hash is kept for its sequence */
  PLATFORM_CHECKPOINT_BEHIND   /* none is kept for its sequence, but later ones are */
} PlatformCheckpointResult;

typedef struct
{
  gint64 tenant;
  const char *member;
  const char *chain;
} PlatformChain;

typedef struct
{
  gint64 sequence; /* 0: there is none */
  char hash[65];
  gint64 received_at; /* ms */
} PlatformCheckpoint;

/* In a transaction. *latest gets the newest that is kept after it; *is_news is TRUE when one
 * that does not fit was handed in for the first time. A member has so many chains, or
 * M77_ERROR_TOO_LARGE: none is forgotten for a new one, which would let somebody push out what
 * tells on them. Of what does not fit only so many are news. */
gboolean platform_checkpoint_put (PlatformDb *db,
                                  const PlatformChain *chain,
                                  const PlatformCheckpoint *checkpoint,
                                  PlatformCheckpointResult *result,
                                  PlatformCheckpoint *latest,
                                  gboolean *is_news,
                                  GError **error);

/* Of PlatformCheckpoint, the newest first; free with g_array_unref. */
GArray *platform_checkpoint_list (PlatformDb *db,
                                  const PlatformChain *chain,
                                  guint most,
                                  GError **error);

G_END_DECLS
