/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-client"

#include "config.h"

#include "shared/client/m77-alerts-private.h"

#include "shared/client/m77-list.h"

#define PAGE           500 /* alerts of one answer */
#define FILTER         "is:open"
#define SORT           "severity,-starts_at"
#define PAUSE_LEAST_MS 200
#define PAUSE_TIMES    4     /* between two readings, of what one took */
#define GROUPED_OLD_MS 15000 /* then what is new is counted again */

/* What one reading brought. */
typedef struct
{
  GPtrArray *pools; /* M77JsonPool */
  GPtrArray *rows;  /* const M77Json */
  guint total;
} Reading;

struct _M77Alerts
{
  GObject parent;
  M77Client *client; /* NULL: of a list */
  GListModel *model;
  Reading *shown, *coming;
  M77AlertGroups *groups; /* NULL: to be made anew */
  gint64 grouped_at;
  GError *error;
  GCancellable *cancellable; /* of a reading under way */
  gboolean again;
  gint64 began_at, took_ms; /* monotonic */
  guint timer;
};

G_DEFINE_FINAL_TYPE (M77Alerts, m77_alerts, G_TYPE_OBJECT)

static guint changed_signal;

static Reading *
reading_new (void)
{
  Reading *self = g_new0 (Reading, 1);

  self->pools = g_ptr_array_new_with_free_func ((GDestroyNotify) m77_json_pool_free);
  self->rows = g_ptr_array_new ();
  return self;
}

static void
reading_free (Reading *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->pools);
  g_free (self);
}

static void
forget_groups (M77Alerts *self)
{
  g_clear_pointer (&self->groups, m77_alert_groups_free);
}

static void
say_changed (M77Alerts *self)
{
  forget_groups (self);
  g_signal_emit (self, changed_signal, 0);
}

/* ---- Of an agent ---- */

static gboolean
timer_cb (gpointer data)
{
  M77Alerts *self = data;

  self->timer = 0;
  m77_alerts_refresh (self);
  return G_SOURCE_REMOVE;
}

static void
plan (M77Alerts *self)
{
  gint64 pause = MAX (self->took_ms * PAUSE_TIMES, PAUSE_LEAST_MS);

  self->again = self->cancellable != NULL;
  if (!self->again && self->timer == 0)
    self->timer = g_timeout_add (pause, timer_cb, self);
}

/* error NULL: it is whole. */
void
m77_alerts_end_reading (M77Alerts *self, const GError *error)
{
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  self->took_ms = g_get_monotonic_time () / 1000 - self->began_at;
  if (error == NULL)
    {
      forget_groups (self);
      g_clear_pointer (&self->shown, reading_free);
      self->shown = g_steal_pointer (&self->coming);
    }
  else
    {
      self->error = g_error_copy (error);
      m77_client_fix_error (&self->error);
      g_clear_pointer (&self->coming, reading_free);
    }
  if (self->again)
    plan (self);
  say_changed (self);
}

static gboolean
take_page (Reading *self, const char *text, gint64 total, GError **error)
{
  M77JsonPool *pool = m77_json_pool_new ();
  const M77Json *rows = m77_json_parse (pool, text, -1, error);

  g_ptr_array_add (self->pools, pool);
  if (rows == NULL)
    return FALSE;
  for (const M77Json *row = m77_json_first (rows); row != NULL; row = m77_json_next (row))
    g_ptr_array_add (self->rows, (gpointer) row);
  self->total = (guint) CLAMP (total, 0, G_MAXUINT);
  return TRUE;
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  M77Agent1 *proxy = M77_AGENT1 (source);
  g_autofree char *rows = NULL;
  g_autofree char *next = NULL;
  g_autofree char *filter = NULL;
  g_autoptr (GError) error = NULL;
  M77Alerts *self = data;
  gint64 total;

  if (!m77_agent1_call_list_finish (proxy, &rows, &total, &next, result, &error) &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error == NULL)
    take_page (self->coming, rows, total, &error);
  if (error != NULL || *next == '\0' || self->coming->rows->len >= M77_ALERTS_MOST)
    {
      m77_alerts_end_reading (self, error);
      return;
    }
  filter = m77_client_scope (self->client, "alert", FILTER);
  m77_agent1_call_list (proxy,
                        "alert",
                        filter,
                        SORT,
                        PAGE,
                        next,
                        m77_client_least (self->client),
                        self->cancellable,
                        page_cb,
                        self);
}

void
m77_alerts_refresh (M77Alerts *self)
{
  M77Agent1 *proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;
  g_autofree char *filter = NULL;

  self->again = self->cancellable != NULL;
  if (proxy == NULL || self->again)
    return;
  self->cancellable = g_cancellable_new ();
  self->began_at = g_get_monotonic_time () / 1000;
  g_clear_pointer (&self->coming, reading_free);
  self->coming = reading_new ();
  filter = m77_client_scope (self->client, "alert", FILTER);
  m77_agent1_call_list (proxy,
                        "alert",
                        filter,
                        SORT,
                        PAGE,
                        "",
                        m77_client_least (self->client),
                        self->cancellable,
                        page_cb,
                        self);
}

static void
changed_cb (M77Client *client, guint64 epoch, guint64 number, GStrv kinds, M77Alerts *self)
{
  if (kinds == NULL || kinds[0] == NULL || g_strv_contains ((const char *const *) kinds, "alert"))
    plan (self);
}

/* A question to an agent that is gone gets no answer. */
static void
state_cb (M77Alerts *self)
{
  M77ClientState state = m77_client_state (self->client);

  if (state == M77_CLIENT_LOST && self->cancellable != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
    }
  if (state == M77_CLIENT_READY && self->timer == 0)
    m77_alerts_refresh (self);
}

M77Alerts *
m77_alerts_new (M77Client *client)
{
  M77Alerts *self = g_object_new (M77_TYPE_ALERTS, NULL);

  self->client = g_object_ref (client);
  g_signal_connect (client, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (client, "notify::environment", G_CALLBACK (m77_alerts_refresh), self);
  m77_alerts_refresh (self);
  return self;
}

/* ---- Of a list ---- */

static void
read_model (M77Alerts *self)
{
  M77JsonPool *pool = m77_json_pool_new ();

  g_clear_pointer (&self->shown, reading_free);
  self->shown = reading_new ();
  g_ptr_array_add (self->shown->pools, pool);
  self->shown->total = g_list_model_get_n_items (self->model);
  for (guint i = 0; i < MIN (self->shown->total, M77_ALERTS_MOST); i++)
    {
      g_autoptr (M77Row) item = g_list_model_get_item (self->model, i);
      M77Json *row = m77_json_object_new (pool);

      if (!m77_row_is_loaded (item))
        continue;
      m77_json_set_string (pool, row, "kind", "alert");
      m77_json_set_string (pool, row, "id", m77_row_id (item));
      m77_json_set_string (pool, row, "state", m77_row_state (item));
      m77_json_set_int (pool, row, "version", m77_row_version (item));
      if (m77_row_pending_action (item) != NULL)
        m77_json_set (pool,
                      row,
                      "pending_action",
                      m77_json_copy (pool, m77_row_pending_action (item)));
      m77_json_set (pool, row, "doc", m77_json_copy (pool, m77_row_doc (item)));
      g_ptr_array_add (self->shown->rows, row);
    }
}

static void
items_cb (GListModel *model, guint position, guint removed, guint added, M77Alerts *self)
{
  read_model (self);
  say_changed (self);
}

M77Alerts *
m77_alerts_new_of_rows (GListModel *rows)
{
  M77Alerts *self = g_object_new (M77_TYPE_ALERTS, NULL);

  if (rows == NULL)
    return self;
  self->model = g_object_ref (rows);
  g_signal_connect (rows, "items-changed", G_CALLBACK (items_cb), self);
  read_model (self);
  return self;
}

/* ---- What was read ---- */

const M77AlertGroups *
m77_alerts_groups (M77Alerts *self, gint64 now)
{
  if (self->groups != NULL && ABS (now - self->grouped_at) < GROUPED_OLD_MS)
    return self->groups;
  forget_groups (self);
  self->groups = m77_alert_groups_new ();
  self->grouped_at = now;
  for (guint i = 0; self->shown != NULL && i < self->shown->rows->len; i++)
    {
      const M77Json *row = self->shown->rows->pdata[i];
      const char *id = m77_json_get_string (row, "id");

      if (id != NULL)
        m77_alert_groups_add (self->groups,
                              id,
                              m77_json_get (row, "doc"),
                              !m77_json_is_null (m77_json_get (row, "pending_action")),
                              now);
    }
  return self->groups;
}

guint
m77_alerts_total (M77Alerts *self)
{
  return self->shown != NULL ? self->shown->total : 0;
}

gboolean
m77_alerts_is_loading (M77Alerts *self)
{
  return self->shown == NULL && self->error == NULL;
}

const GError *
m77_alerts_error (M77Alerts *self)
{
  return self->error;
}

const M77Json *
m77_alerts_find (M77Alerts *self, const char *id)
{
  for (guint i = 0; self->shown != NULL && i < self->shown->rows->len; i++)
    if (g_strcmp0 (m77_json_get_string (self->shown->rows->pdata[i], "id"), id) == 0)
      return self->shown->rows->pdata[i];
  return NULL;
}

static void
m77_alerts_dispose (GObject *object)
{
  M77Alerts *self = M77_ALERTS (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->client);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (m77_alerts_parent_class)->dispose (object);
}

static void
m77_alerts_finalize (GObject *object)
{
  M77Alerts *self = M77_ALERTS (object);

  forget_groups (self);
  g_clear_pointer (&self->shown, reading_free);
  g_clear_pointer (&self->coming, reading_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (m77_alerts_parent_class)->finalize (object);
}

static void
m77_alerts_class_init (M77AlertsClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = m77_alerts_dispose;
  object_class->finalize = m77_alerts_finalize;

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
m77_alerts_init (M77Alerts *self)
{
}
