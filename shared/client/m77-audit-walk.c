/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-client"

#include "config.h"

#include "shared/client/m77-audit-walk.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

#define PAGE 1000 /* entries of one answer */

struct _M77AuditWalk
{
  GObject parent;
  M77Client *client; /* NULL: nobody is asked */
  M77AuditPlace place;
  gint64 first, done, total, at; /* sequence, entries, entries, ms */
  GError *error;
  GCancellable *cancellable; /* of a walk under way */
};

G_DEFINE_FINAL_TYPE (M77AuditWalk, m77_audit_walk, G_TYPE_OBJECT)

static guint changed_signal;

/* The entry before the first that is here, as that tells it. */
static void
begin_at (M77AuditWalk *self, const M77Json *entry)
{
  const char *before = m77_json_get_string (entry, "previous_hash");

  self->first = m77_json_get_int (entry, "sequence", 1);
  self->place.sequence = self->first - 1;
  if (before != NULL && self->first > 1)
    g_strlcpy (self->place.hash, before, sizeof self->place.hash);
}

gboolean
m77_audit_walk_take (M77AuditWalk *self, const char *rows)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *list = m77_json_parse (pool, rows, -1, &self->error);

  for (const M77Json *row = m77_json_first (list); row != NULL; row = m77_json_next (row))
    {
      const M77Json *entry = m77_json_get (row, "doc");
      const char *at = m77_json_get_string (entry, "received_at");

      if (self->done == 0)
        begin_at (self, entry);
      if (!m77_audit_place_step (&self->place, entry, &self->error))
        return FALSE;
      self->done++;
      self->at = at != NULL ? m77_time_parse (at) : self->at;
    }
  return self->error == NULL;
}

static void
end (M77AuditWalk *self)
{
  g_clear_object (&self->cancellable);
  g_signal_emit (self, changed_signal, 0);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  M77Agent1 *proxy = M77_AGENT1 (source);
  g_autofree char *rows = NULL;
  g_autofree char *next = NULL;
  GError *error = NULL;
  M77AuditWalk *self = data;
  gint64 total;

  if (!m77_agent1_call_list_finish (proxy, &rows, &total, &next, result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          m77_client_fix_error (&error);
          self->error = g_steal_pointer (&error);
          end (self);
        }
      g_clear_error (&error);
      return;
    }
  self->total = MAX (self->total, total);
  if (!m77_audit_walk_take (self, rows) || *next == '\0')
    {
      end (self);
      return;
    }
  g_signal_emit (self, changed_signal, 0);
  m77_agent1_call_list (
      proxy, "audit", "", "sequence", PAGE, next, 0, self->cancellable, page_cb, self);
}

void
m77_audit_walk_stop (M77AuditWalk *self)
{
  if (self->cancellable == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  end (self);
}

void
m77_audit_walk_start (M77AuditWalk *self)
{
  M77Agent1 *proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;

  m77_audit_walk_stop (self);
  g_clear_error (&self->error);
  self->place = (M77AuditPlace){ 0 };
  self->first = self->done = self->total = 0;
  self->at = M77_TIME_NONE;
  if (proxy == NULL)
    {
      g_set_error_literal (&self->error,
                           M77_ERROR,
                           M77_ERROR_AGENT_UNREACHABLE,
                           _ ("No agent: try again in a moment"));
      g_signal_emit (self, changed_signal, 0);
      return;
    }
  self->cancellable = g_cancellable_new ();
  m77_agent1_call_list (
      proxy, "audit", "", "sequence", PAGE, "", 0, self->cancellable, page_cb, self);
  g_signal_emit (self, changed_signal, 0);
}

gboolean
m77_audit_walk_is_running (M77AuditWalk *self)
{
  return self->cancellable != NULL;
}

char *
m77_audit_walk_words (M77AuditWalk *self, gint64 now, GTimeZone *zone)
{
  g_autofree char *when = m77_time_short (self->at, now, zone);

  if (m77_audit_walk_is_running (self))
    return g_strdup_printf (_ ("Verifying: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT),
                            self->done,
                            MAX (self->done, self->total));
  if (g_error_matches (self->error, M77_ERROR, M77_ERROR_STORAGE_CORRUPT))
    return g_strdup_printf (_ ("Chain BROKEN after entry %" G_GINT64_FORMAT ": %s"),
                            self->place.sequence,
                            self->error->message);
  if (self->error != NULL)
    return g_strdup_printf (_ ("Not verified: %s"), self->error->message);
  if (self->done == 0)
    return g_strdup (_ ("Nothing to verify"));
  return g_strdup_printf (_ ("Chain verified to %s: entries %" G_GINT64_FORMAT
                             " to %" G_GINT64_FORMAT),
                          when,
                          self->first,
                          self->place.sequence);
}

const GError *
m77_audit_walk_error (M77AuditWalk *self)
{
  return self->error;
}

gint64
m77_audit_walk_done (M77AuditWalk *self, gint64 *total)
{
  *total = self->total;
  return self->done;
}

static void
m77_audit_walk_dispose (GObject *object)
{
  M77AuditWalk *self = M77_AUDIT_WALK (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (m77_audit_walk_parent_class)->dispose (object);
}

static void
m77_audit_walk_finalize (GObject *object)
{
  g_clear_error (&M77_AUDIT_WALK (object)->error);

  G_OBJECT_CLASS (m77_audit_walk_parent_class)->finalize (object);
}

static void
m77_audit_walk_class_init (M77AuditWalkClass *class)
{
  G_OBJECT_CLASS (class)->dispose = m77_audit_walk_dispose;
  G_OBJECT_CLASS (class)->finalize = m77_audit_walk_finalize;
  changed_signal = g_signal_new ("changed",
                                 G_TYPE_FROM_CLASS (class),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
}

static void
m77_audit_walk_init (M77AuditWalk *self)
{
  self->at = M77_TIME_NONE;
}

M77AuditWalk *
m77_audit_walk_new (M77Client *client)
{
  M77AuditWalk *self = g_object_new (M77_TYPE_AUDIT_WALK, NULL);

  self->client = client != NULL ? g_object_ref (client) : NULL;
  return self;
}
