/* agent-checks.h: a list of what was looked at, as `ready` and `doctor` print it
 *
 * {"ok":false,"checks":[{"name","state":"good|warn|bad","code","text","mend"}]}: ok is that none
 * is bad. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-error.h"

G_BEGIN_DECLS

typedef struct _AgentChecks AgentChecks;

typedef enum
{
  AGENT_CHECK_GOOD,
  AGENT_CHECK_WARN,
  AGENT_CHECK_BAD
} AgentCheckState;

AgentChecks *agent_checks_new (void);
void agent_checks_free (AgentChecks *self);
/* mend: what to do about it; NULL: nothing. Takes text. */
void agent_checks_add (AgentChecks *self,
                       const char *name,
                       AgentCheckState state,
                       char *text,
                       const char *mend);
/* The stable code (m77-error.h) of what the last one found. */
void agent_checks_set_code (AgentChecks *self, M77Error code);
char *agent_checks_to_text (AgentChecks *self);

/* Room on the disk of a directory. */
void agent_checks_add_disk (AgentChecks *self, const char *directory);
/* Our clock against the platform's. */
void agent_checks_add_clock (AgentChecks *self, gboolean known, gint64 skew_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentChecks, agent_checks_free)

G_END_DECLS
