/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-list.h"

#include <glib/gi18n.h>

#include "shared/base/m77-error.h"

AgentShown *
agent_shown_new (AgentQuery *query)
{
  AgentShown *self = g_new0 (AgentShown, 1);

  self->refs = 1;
  self->query = query;
  return self;
}

AgentShown *
agent_shown_ref (AgentShown *self)
{
  self->refs++;
  return self;
}

void
agent_shown_unref (gpointer data)
{
  AgentShown *self = data;

  if (--self->refs > 0)
    return;
  agent_query_free (self->query);
  g_free (self);
}

AgentList *
agent_list_new (guint handle)
{
  AgentList *self = g_new0 (AgentList, 1);

  self->refs = 1;
  self->handle = handle;
  g_mutex_init (&self->lock);
  return self;
}

AgentList *
agent_list_ref (AgentList *self)
{
  self->refs++;
  return self;
}

void
agent_list_unref (gpointer data)
{
  AgentList *self = data;

  if (--self->refs > 0)
    return;
  g_clear_pointer (&self->shown, agent_shown_unref);
  agent_query_free (self->query);
  agent_query_free (self->result);
  g_clear_pointer (&self->splices, g_array_unref);
  g_mutex_clear (&self->lock);
  g_free (self->kind);
  g_free (self->filter);
  g_free (self);
}

guint
agent_list_size (const AgentList *self)
{
  return self->shown != NULL ? agent_query_size (self->shown->query) : 0;
}

static gboolean
begin (AgentList *self, AgentCache *reader)
{
  gboolean cancelled;

  g_mutex_lock (&self->lock);
  cancelled = self->cancelled;
  self->busy = cancelled ? NULL : agent_cache_db (reader);
  g_mutex_unlock (&self->lock);
  return !cancelled;
}

static void
end (AgentList *self)
{
  g_mutex_lock (&self->lock);
  self->busy = NULL;
  g_mutex_unlock (&self->lock);
}

gboolean
agent_list_run (AgentList *self,
                AgentCache *reader,
                AgentSearch *search,
                gint64 now,
                guint limit,
                GError **error)
{
  gboolean ok;

  g_clear_pointer (&self->splices, g_array_unref);
  if (!begin (self, reader))
    {
      g_set_error_literal (error, M77_ERROR, M77_ERROR_CANCELLED, _ ("The list was closed."));
      return FALSE;
    }
  ok = agent_query_run (self->query, reader, search, now, limit, &self->splices, error);
  end (self);
  if (!ok)
    return FALSE;
  agent_query_free (self->result);
  self->result = agent_query_copy (self->query);
  return TRUE;
}

gboolean
agent_list_interrupt (AgentList *self, gboolean forever)
{
  gboolean was_busy;

  g_mutex_lock (&self->lock);
  self->cancelled |= forever;
  was_busy = self->busy != NULL;
  if (was_busy)
    agent_db_interrupt (self->busy);
  g_mutex_unlock (&self->lock);
  return was_busy;
}
