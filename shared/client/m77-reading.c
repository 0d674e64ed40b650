/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-client"

#include "config.h"

#include "shared/client/m77-reading.h"

#define PAGE           500
#define PAUSE_LEAST_MS 200
#define PAUSE_TIMES    4 /* between two readings, of what one took */

/* What one reading brought. */
typedef struct
{
  GPtrArray *pools; /* M77JsonPool */
  GPtrArray *rows;  /* const M77Json */
  guint total;
} Brought;

struct _M77Reading
{
  GObject parent;
  M77Client *client; /* NULL: nobody is asked */
  char *kind, *filter, *sort;
  Brought *shown, *coming;
  GError *error;
  GCancellable *cancellable; /* of a reading under way */
  gboolean again;
  gint64 began_at, took_ms; /* monotonic */
  guint timer;
};

G_DEFINE_FINAL_TYPE (M77Reading, m77_reading, G_TYPE_OBJECT)

static guint changed_signal;

static Brought *
brought_new (void)
{
  Brought *self = g_new0 (Brought, 1);

  self->pools = g_ptr_array_new_with_free_func ((GDestroyNotify) m77_json_pool_free);
  self->rows = g_ptr_array_new ();
  return self;
}

static void
brought_free (Brought *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->pools);
  g_free (self);
}

static gboolean
brought_add (Brought *self, const char *text, gint64 total, GError **error)
{
  M77JsonPool *pool = m77_json_pool_new ();
  const M77Json *rows = m77_json_parse (pool, text, -1, error);

  g_ptr_array_add (self->pools, pool);
  if (rows == NULL)
    return FALSE;
  for (const M77Json *row = m77_json_first (rows); row != NULL; row = m77_json_next (row))
    g_ptr_array_add (self->rows, (gpointer) row);
  self->total = MAX (self->rows->len, (guint) CLAMP (total, 0, G_MAXUINT));
  return TRUE;
}

/* error NULL: it is whole. */
static void
end_reading (M77Reading *self, const GError *error)
{
  g_clear_error (&self->error);
  if (error == NULL)
    {
      g_clear_pointer (&self->shown, brought_free);
      self->shown = g_steal_pointer (&self->coming);
    }
  else
    {
      self->error = g_error_copy (error);
      m77_client_fix_error (&self->error);
      g_clear_pointer (&self->coming, brought_free);
    }
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
timer_cb (gpointer data)
{
  M77Reading *self = data;

  self->timer = 0;
  m77_reading_refresh (self);
  return G_SOURCE_REMOVE;
}

/* Soon; or after the one under way. */
static void
plan (M77Reading *self)
{
  gint64 pause = MAX (self->took_ms * PAUSE_TIMES, PAUSE_LEAST_MS);

  self->again = self->cancellable != NULL;
  if (!self->again && self->timer == 0)
    self->timer = g_timeout_add ((guint) pause, timer_cb, self);
}

static void
ask_page (M77Reading *self, M77Agent1 *proxy, const char *after, GAsyncReadyCallback answered)
{
  g_autofree char *filter = m77_client_scope (self->client, self->kind, self->filter);

  m77_agent1_call_list (proxy,
                        self->kind,
                        filter,
                        self->sort,
                        PAGE,
                        after,
                        m77_client_least (self->client),
                        self->cancellable,
                        answered,
                        self);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  M77Agent1 *proxy = M77_AGENT1 (source);
  M77Reading *self = data;
  g_autofree char *rows = NULL;
  g_autofree char *next = NULL;
  g_autoptr (GError) error = NULL;
  gint64 total;

  if (!m77_agent1_call_list_finish (proxy, &rows, &total, &next, result, &error) &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error == NULL)
    brought_add (self->coming, rows, total, &error);
  if (error == NULL && *next != '\0' && self->coming->rows->len < M77_READING_MOST)
    {
      ask_page (self, proxy, next, page_cb);
      return;
    }
  g_clear_object (&self->cancellable);
  self->took_ms = g_get_monotonic_time () / 1000 - self->began_at;
  if (self->again)
    plan (self);
  end_reading (self, error);
}

static void
stop (M77Reading *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
m77_reading_refresh (M77Reading *self)
{
  M77Agent1 *proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;

  stop (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->again = FALSE;
  if (proxy == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  self->began_at = g_get_monotonic_time () / 1000;
  g_clear_pointer (&self->coming, brought_free);
  self->coming = brought_new ();
  ask_page (self, proxy, "", page_cb);
}

static void
changed_cb (M77Client *client, guint64 epoch, guint64 number, GStrv kinds, M77Reading *self)
{
  if (kinds == NULL || kinds[0] == NULL ||
      g_strv_contains ((const char *const *) kinds, self->kind))
    plan (self);
}

/* A question to an agent that is gone gets no answer. */
static void
state_cb (M77Reading *self)
{
  M77ClientState state = m77_client_state (self->client);

  if (state == M77_CLIENT_LOST)
    stop (self);
  else if (state == M77_CLIENT_READY && self->cancellable == NULL)
    m77_reading_refresh (self);
}

static void
m77_reading_dispose (GObject *object)
{
  M77Reading *self = M77_READING (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  stop (self);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (m77_reading_parent_class)->dispose (object);
}

static void
m77_reading_finalize (GObject *object)
{
  M77Reading *self = M77_READING (object);

  g_clear_pointer (&self->shown, brought_free);
  g_clear_pointer (&self->coming, brought_free);
  g_clear_error (&self->error);
  g_free (self->kind);
  g_free (self->filter);
  g_free (self->sort);

  G_OBJECT_CLASS (m77_reading_parent_class)->finalize (object);
}

static void
m77_reading_class_init (M77ReadingClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = m77_reading_dispose;
  object_class->finalize = m77_reading_finalize;

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
m77_reading_init (M77Reading *self)
{
}

M77Reading *
m77_reading_new (M77Client *client, const char *kind, const char *filter, const char *sort)
{
  M77Reading *self = g_object_new (M77_TYPE_READING, NULL);

  self->kind = g_strdup (kind);
  self->filter = g_strdup (filter);
  self->sort = g_strdup (sort);
  if (client == NULL)
    return self;
  self->client = g_object_ref (client);
  g_signal_connect (client, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (client, "notify::environment", G_CALLBACK (m77_reading_refresh), self);
  m77_reading_refresh (self);
  return self;
}

void
m77_reading_set_filter (M77Reading *self, const char *filter)
{
  if (g_strcmp0 (filter, self->filter) == 0)
    return;
  g_free (self->filter);
  self->filter = g_strdup (filter);
  m77_reading_refresh (self);
}

const GPtrArray *
m77_reading_rows (M77Reading *self)
{
  if (self->shown == NULL)
    {
      static GPtrArray *none;

      if (none == NULL)
        none = g_ptr_array_new ();
      return none;
    }
  return self->shown->rows;
}

guint
m77_reading_total (M77Reading *self)
{
  return self->shown != NULL ? self->shown->total : 0;
}

gboolean
m77_reading_is_loading (M77Reading *self)
{
  return self->shown == NULL && self->error == NULL;
}

const GError *
m77_reading_error (M77Reading *self)
{
  return self->error;
}

const M77Json *
m77_reading_find (M77Reading *self, const char *id)
{
  const GPtrArray *rows = m77_reading_rows (self);

  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (m77_json_get_string (rows->pdata[i], "id"), id) == 0)
      return rows->pdata[i];
  return NULL;
}

void
m77_reading_take (M77Reading *self, const char *rows)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->coming, brought_free);
  self->coming = brought_new ();
  brought_add (self->coming, rows, 0, &error);
  end_reading (self, error);
}
