/* m77-may.h: what the roles of a tenant let whom do, and why
 *
 * For the table of a role (kinds by verbs), for "may Omar promote this deployment?" with the grants
 * and rules that decide and who else could, and for who gains and who loses by a rule. The same
 * rules as the platform's (m77-role.h), of the role and member records as they are here: the
 * platform has the last word.
 *
 * Rows are as in docs/json.md and must outlive what is made of them. Once made, any thread. Texts
 * are translated and freed with g_free.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-role.h"

G_BEGIN_DECLS

typedef struct _M77Roles M77Roles;

/* rows: role records. */
M77Roles *m77_roles_new (const GPtrArray *rows);
void m77_roles_free (M77Roles *self);
/* The row of a role; NULL: none of that name. */
const M77Json *m77_roles_find (const M77Roles *self, const char *role);

/* One crossing of a role's table. */
M77May m77_roles_cell (const M77Roles *self,
                       const char *role,
                       const M77Kind *kind,
                       const char *verb);
/* Of its own rules those that speak of it (const char *). Free with g_ptr_array_unref. */
GPtrArray *m77_roles_rules (const M77Roles *self,
                            const char *role,
                            const M77Kind *kind,
                            const char *verb);
/* How many of a kind's actions it gives, at least of some records; *all of so many. */
guint m77_roles_count_actions (const M77Roles *self,
                               const char *role,
                               const M77Kind *kind,
                               guint *all);

typedef struct
{
  M77May may;
  GPtrArray *why; /* char *: lines, what decides first */
} M77MayAnswer;

/* member: its document. doc: the record, NULL: any one of the kind. */
M77MayAnswer *m77_roles_ask (const M77Roles *self,
                             const M77Json *member,
                             const M77Kind *kind,
                             const char *verb,
                             const M77Json *doc);
void m77_may_answer_free (M77MayAnswer *self);

/* The handles (const char *) of active members that may. Free with g_ptr_array_unref. */
GPtrArray *m77_roles_who (const M77Roles *self,
                          const GPtrArray *members,
                          const M77Kind *kind,
                          const char *verb,
                          const M77Json *doc);
/* Who may more, and who less, where a role has one rule more or one less (const char *). */
void m77_roles_weigh_change (const M77Roles *self,
                             const GPtrArray *members,
                             const char *role,
                             const char *rule,
                             gboolean add,
                             const M77Kind *kind,
                             const char *verb,
                             GPtrArray *gain,
                             GPtrArray *lose);

/* "yes", "denied", "only of some", "not given". Not to be freed. */
const char *m77_may_words (M77May may);
/* "+", "-", "?", ".": in a narrow column. */
const char *m77_may_sign (M77May may);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Roles, m77_roles_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77MayAnswer, m77_may_answer_free)

G_END_DECLS
