/* m77-validate.h: whether a document or an edit keeps the rules of its kind
 *
 * The same function checks a form as one types, the agent before the journal, and the
 * platform before it applies. Unknown fields and unknown kinds pass.
 *
 * Pure functions, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-record.h"

G_BEGIN_DECLS

typedef struct
{
  char *field;   /* its name */
  char *code;    /* stable: "required", "wrong-type", "too-long", "out-of-range",
                    "unknown-value", "bad-format", "read-only", "fixed", "too-many",
                    "looks-secret", "order" */
  char *message; /* translated sentence: what is wrong and what fits */
} M77Fault;

void m77_fault_free (M77Fault *fault);

/* One field's value (NULL or null: cleared). NULL if it is right. */
M77Fault *m77_validate_value (const M77Kind *kind, const M77Field *field, const M77Json *value);

/* A whole document as it would be. Returns faults (element M77Fault *), or NULL if there
 * are none. */
GPtrArray *m77_validate_doc (const M77Kind *kind, const M77Json *doc);
/* What of it is not in order, in a sentence: "Mitigated: This must not be before ..."; NULL: all
 * is. Free with g_free. */
char *m77_validate_order (const M77Kind *kind, const M77Json *doc);

/* Whether ends_at, where the kind and the document have one, is after starts_at and near enough. */
gboolean m77_validate_span (const M77Kind *kind, const M77Json *doc);

/* What a person may write: no action, server or fixed field touched (fixed: unless `before`
 * lacks it), and the result right. before is NULL for a create. by_platform lets action
 * and server fields through. */
GPtrArray *m77_validate_edit (const M77Kind *kind,
                              const M77Json *before,
                              const M77Json *patch,
                              const M77Json *elements,
                              gboolean by_platform);

/* Fills what a create leaves out: `start` values, a name made of the title, first state. */
M77Json *m77_create_complete (M77JsonPool *pool, const M77Kind *kind, const M77Json *doc);

/* M77_ERROR_INVALID with the first fault's message and how many more. */
void m77_faults_to_error (GPtrArray *faults, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Fault, m77_fault_free)

G_END_DECLS
