/* m77-put-back.h: what would take back what an audit entry tells
 *
 * Of an edit, an edit of the same fields to what they were; of an action, the action that its kind
 * calls its inverse, with the arguments as they were before. Nothing is done here: the person is
 * asked, sees what it is now, and what was changed since is told.
 *
 * Pure; any thread. Texts are translated and freed with the struct; values live in the pool.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

typedef struct
{
  /* One of these, or neither: then why says so. */
  const M77Json *patch;    /* an edit */
  const M77Action *action; /* an action */
  const M77Json *args;     /* of action */
  GPtrArray *since;        /* const char *: fields that are not as the entry left them */
  char *why;               /* NULL: it can be put back */
} M77PutBack;

/* entry: the document of an audit entry. kind: of its subject, NULL: unknown. doc: the subject as
 * it is now, NULL: not here. */
M77PutBack *m77_put_back_new (M77JsonPool *pool,
                              const M77Json *entry,
                              const M77Kind *kind,
                              const M77Json *doc);
void m77_put_back_free (M77PutBack *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77PutBack, m77_put_back_free)

G_END_DECLS
