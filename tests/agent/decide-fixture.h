/* decide-fixture.h: what the tests of a person's words do over and over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-act.h"
#include "agent/service/agent-edit.h"
#include "agent/service/agent-undo.h"
#include "tests/agent/calls-fixture.h"

static inline gint64
decide_act (CallsFixture *self,
            const char *kind,
            const char *id,
            const char *action,
            const char *args,
            GError **error)
{
  const AgentAsk ask = { action, args, "", "" };
  g_autofree char *operation = NULL;
  gint64 seq;

  return agent_act_one (&self->desk, kind, id, &ask, &seq, &operation, error) ? seq : -1;
}

static inline gint64
decide_edit (CallsFixture *self, const char *id, const char *patch, const char *elements)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = NULL;
  const AgentEdit what = { "", patch, elements };
  gint64 seq;

  agent_edit_one (&self->desk, "incident", id, &what, &seq, &operation, &error);
  g_assert_no_error (error);
  return seq;
}

static inline char *
decide_undo (CallsFixture *self, gboolean redo, gint64 *seq)
{
  g_autoptr (GError) error = NULL;
  char *what = NULL;

  agent_undo (&self->desk, redo, seq, &what, &error);
  g_assert_no_error (error);
  return what;
}

static inline void
decide_assert_did (const char *what, const char *did)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  const M77Json *json = m77_json_parse (pool, what, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (m77_json_get_string (json, "did"), ==, did);
  g_assert_nonnull (m77_json_get_string (m77_json_get (json, "operation"), "id"));
}
