/* core-fixture.h: a core in a directory of its own, with a clock and dice of the test's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-core.h"
#include "shared/base/m77-json.h"

G_BEGIN_DECLS

typedef struct
{
  M77Runtime runtime;
  gint64 now; /* ms */
  guint64 dice;
  char *directory;
  PlatformCore *core;
  M77JsonPool *pool; /* of everything that is read here */
} Fixture;

/* With the tenant "shop" in it. */
Fixture *fixture_new (void);
void fixture_free (Fixture *self);
void fixture_reopen (Fixture *self);
char *fixture_token (Fixture *self, const char *member, const char *role);
char *fixture_id (Fixture *self);

/* path is below /v1/tenants/; body may be NULL; headers: name, value, …, NULL. */
M77Answer *fixture_ask (Fixture *self,
                        const char *token,
                        const char *method,
                        const char *path,
                        const char *body,
                        ...) G_GNUC_NULL_TERMINATED;
/* The rest of an answer as text; frees it. */
char *fixture_text (M77Answer *answer);
const M77Json *fixture_json (Fixture *self, M77Answer *answer);

/* operation: JSON with ' for ", where KEY stands for a new key. Its outcome. */
const M77Json *fixture_operate (Fixture *self,
                                const char *token,
                                const char *tenant,
                                const char *operation);
/* Asserts the outcome and, unless it is NULL, the problem's code. */
void fixture_expect (const M77Json *outcome, const char *type, const char *code);

/* Creates a record that must be applied; returns its id. */
char *fixture_create (Fixture *self, const char *token, const char *kind, const char *doc);
/* The document as it is now, asked by token; NULL when there is none. */
const M77Json *fixture_doc (Fixture *self, const char *token, const char *kind, const char *id);
/* An action on it, with the arguments (JSON with ', or NULL). */
const M77Json *fixture_act (Fixture *self,
                            const char *token,
                            const char *action,
                            const char *kind,
                            const char *id,
                            const char *args);

G_END_DECLS
