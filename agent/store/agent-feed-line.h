/* agent-feed-line.h: one line of the change feed
 *
 * A record (m77-record.h), and its document's text byte for byte as the source wrote it: that
 * is what is stored and passed on. Where the line is written so oddly that the bytes cannot be
 * told (a member twice, names with escapes) the document is written anew, the same value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-record.h"

G_BEGIN_DECLS

typedef struct
{
  M77Record record; /* in the pool it was read into */
  const char *doc;  /* within the line, or `written`; NULL for a tombstone */
  gsize length;
  char *written;
} AgentFeedLine;

/* M77_ERROR_BAD_JSON or M77_ERROR_BAD_ANSWER. The line must outlive self. */
gboolean agent_feed_line_read (AgentFeedLine *self,
                               M77JsonPool *pool,
                               const char *line,
                               gsize length,
                               GError **error);
void agent_feed_line_clear (AgentFeedLine *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AgentFeedLine, agent_feed_line_clear)

G_END_DECLS
