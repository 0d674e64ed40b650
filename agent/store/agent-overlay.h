/* agent-overlay.h: a document with a person's pending operations laid over it
 *
 * Pure: from what a source said and the operations of the journal, in order, to what lists
 * show. Edits change the document; a create is one; a delete hides the row while it is on
 * its way; an action never changes the document, it is told beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-cache-private.h"

G_BEGIN_DECLS

typedef struct
{
  const M77Json *doc;   /* with the edits; NULL: none of them changed it */
  AgentRowState state;  /* the most urgent of the operations' */
  char *pending_action; /* JSON of the last action under way; or NULL */
  gint64 seq;           /* the greatest laid over */
  gint64 local_number;  /* the create's seq, while the record has no number; 0 */
  gboolean hidden;
} AgentOverlay;

void agent_overlay_clear (AgentOverlay *self);

/* base: what the source said, NULL if it never did. gone: it has deleted it since. The
 * document lives in pool. */
void agent_overlay_make (AgentOverlay *self,
                         M77JsonPool *pool,
                         const M77Kind *kind,
                         const M77Json *base,
                         gboolean gone,
                         GPtrArray *operations /* AgentOperation * */);

/* Whether operations on a record that no source told of are worth a row: work that has not
 * ended, or a create that was applied. */
gboolean agent_overlay_stands_alone (GPtrArray *operations);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AgentOverlay, agent_overlay_clear)

G_END_DECLS
