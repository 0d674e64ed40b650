/* m77-role.h: who may do what
 *
 * Roles are data: rules "allow|deny KIND:VERB[,VERB] [service=GLOB] [label=GLOB]
 * [environment=VALUE]", deny wins, `*` for any kind or verb, `read` takes no condition.
 * The built-in roles viewer, responder, operator, admin and auditor follow from the table
 * of kinds. The platform decides by this; front ends ask the same to show what is not
 * permitted and who could.
 *
 * Once filled, grants may be asked from any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-record.h"

G_BEGIN_DECLS

typedef struct _M77Grants M77Grants; /* what one member may do: the sum of their roles */

/* member: handle, for `own`. */
M77Grants *m77_grants_new (const char *member);
/* A built-in role by name ("operator"). FALSE if there is none of that name. */
gboolean m77_grants_add_builtin (M77Grants *self, const char *role);
/* One rule of a role record. M77_ERROR_INVALID with what is wrong in it. */
gboolean m77_grants_add_rule (M77Grants *self, const char *rule, GError **error);
void m77_grants_free (M77Grants *self);

/* verb: "read", "create", "edit", "delete" or an action's name. doc: the record (for
 * conditions and own), NULL for read. */
gboolean m77_grants_allow (const M77Grants *self,
                           const M77Kind *kind,
                           const char *verb,
                           const M77Json *doc);
/* A kind this version does not know: only rules that name it, or admin. */
gboolean m77_grants_allow_unknown (const M77Grants *self, const char *kind, const char *verb);

/* What all of it adds up to. */
typedef enum
{
  M77_MAY_NOT,   /* nothing gives it */
  M77_MAY_IF,    /* of some records: a rule's condition, or one's own */
  M77_MAY_YES,   /* of all */
  M77_MAY_DENIED /* of all, by a rule that denies */
} M77May;

/* Of one record never M77_MAY_IF; doc NULL: of a kind as a whole. */
M77May m77_grants_weigh (const M77Grants *self,
                         const M77Kind *kind,
                         const char *verb,
                         const M77Json *doc);

gboolean m77_rule_is_valid (const char *rule, GError **error);
/* Whether a rule, allowing or denying, is about this: doc NULL, about any record of the kind. */
gboolean m77_rule_speaks_of (const char *rule,
                             const M77Kind *kind,
                             const char *verb,
                             const M77Json *doc);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Grants, m77_grants_free)

G_END_DECLS
