/* Act, ActMany, WaitOperation and TakeSecret.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "agent/service/agent-act.h"
#include "agent/service/agent-call.h"
#include "agent/service/agent-operation-wait.h"
#include "shared/base/m77-error.h"

#define SECRET_MOST 65536 /* bytes: what a pipe holds unread */

static GVariant *
act_work (AgentCall *call, GError **error)
{
  AgentAsk ask = { 0 };
  const char *kind, *id;
  g_autofree char *operation = NULL;
  gint64 seq;

  g_variant_get (call->parameters,
                 "(&s&s&s&s&s&s)",
                 &ask.action,
                 &kind,
                 &id,
                 &ask.args,
                 &ask.reason,
                 &ask.expect);
  if (!agent_act_one (&call->desk, kind, id, &ask, &seq, &operation, error))
    return NULL;
  return g_variant_new ("(ts)", (guint64) seq, operation);
}

static GVariant *
act_many_work (AgentCall *call, GError **error)
{
  AgentAsk ask = { 0 };
  const char *kind, *filter;
  gint64 expect_count, seq;
  guint count;

  g_variant_get (call->parameters,
                 "(&s&s&sx&s&s)",
                 &ask.action,
                 &kind,
                 &filter,
                 &expect_count,
                 &ask.args,
                 &ask.reason);
  if (!agent_act_many (&call->desk, kind, filter, expect_count, &ask, &seq, &count, error))
    return NULL;
  return g_variant_new ("(tu)", (guint64) seq, count);
}

/* ---- TakeSecret ---- */

static GVariant *
find_operation_work (AgentCall *call, GError **error)
{
  const char *id;
  g_autoptr (AgentOperation) operation = NULL;

  g_variant_get (call->parameters, "(&s)", &id);
  operation = agent_journal_find (call->desk.journal, id, error);
  return operation != NULL ? g_variant_new ("(s)", operation->id) : NULL;
}

/* The reading end of a pipe that holds it; -1 with error set. */
static int
put_into_pipe (const char *secret, GError **error)
{
  gsize length = strlen (secret);
  int ends[2];
  gboolean ok;

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return -1;
  ok = length <= SECRET_MOST && write (ends[1], secret, length) == (gssize) length;
  close (ends[1]);
  if (ok)
    return ends[0];
  close (ends[0]);
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_FAILED,
                       _ ("The secret could not be passed on."));
  return -1;
}

static int
take_secret (AgentProfile *profile, const char *operation, GError **error)
{
  char *secret = profile->sync != NULL ? agent_sync_take_secret (profile->sync, operation) : NULL;
  int fd;

  if (secret == NULL)
    {
      g_set_error_literal (error,
                           M77_ERROR,
                           M77_ERROR_NOT_FOUND,
                           _ ("No secret waits for this; it is shown once. Rotate it for a new "
                              "one."));
      return -1;
    }
  fd = put_into_pipe (secret, error);
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
  return fd;
}

static void
finish_secret (AgentCall *call)
{
  g_autoptr (GUnixFDList) list = g_unix_fd_list_new ();
  const char *operation;
  int fd, handle;

  if (call->error != NULL || call->session->closed)
    {
      agent_call_answer (call);
      return;
    }
  g_variant_get (call->answer, "(&s)", &operation);
  fd = take_secret (call->profile, operation, &call->error);
  handle = fd >= 0 ? g_unix_fd_list_append (list, fd, &call->error) : -1;
  if (fd >= 0)
    close (fd);
  if (handle < 0)
    agent_call_answer (call);
  else
    g_dbus_method_invocation_return_value_with_unix_fd_list (g_steal_pointer (&call->invocation),
                                                             g_variant_new ("(h)", handle),
                                                             list);
}

static const AgentMethod methods[] = {
  { "handle-act", AGENT_CALL_READER, act_work },
  { "handle-act-many", AGENT_CALL_SLOW, act_many_work },
  { .signal = "handle-wait-operation", .start = agent_operation_wait_start },
  { "handle-take-secret", AGENT_CALL_READER, find_operation_work, finish_secret },
  { NULL },
};

void
agent_acts_connect (AgentSession *self)
{
  agent_call_connect (self, methods);
}
