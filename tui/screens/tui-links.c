/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-links.h"

#include <string.h>

#include "tui/screens/tui-question.h"

#define ROWS_MOST 8

static void
free_linked (gpointer data)
{
  TuiLinked *self = data;

  g_free (self->name);
  g_free (self->filter);
  g_free (self->sort);
  g_clear_pointer (&self->pool, m77_json_pool_free);
  g_free (self);
}

void
tui_links_init (TuiLinks *self, TuiApp *app, void (*changed) (gpointer data), gpointer data)
{
  *self = (TuiLinks){ .app = app, .changed = changed, .data = data };
  self->items = g_ptr_array_new_with_free_func (free_linked);
  self->cancellable = g_cancellable_new ();
}

void
tui_links_clear (TuiLinks *self)
{
  if (self->asking != NULL)
    tui_app_ended (self->app);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->items, g_ptr_array_unref);
}

TuiLinked *
tui_links_find (TuiLinks *self, const char *name)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_str_equal (((TuiLinked *) self->items->pdata[i])->name, name))
      return self->items->pdata[i];
  return NULL;
}

void
tui_links_take (TuiLinks *self, TuiLinked *linked, const char *rows, gint64 total)
{
  M77JsonPool *pool = m77_json_pool_new ();
  const M77Json *array = m77_json_parse (pool, rows, -1, NULL);

  if (array == NULL)
    {
      m77_json_pool_free (pool);
      return;
    }
  g_clear_pointer (&linked->pool, m77_json_pool_free);
  linked->pool = pool;
  linked->rows = array;
  linked->total = total;
  linked->stale = FALSE;
  self->changed (self->data);
}

static void
ask_next (TuiLinks *self, GAsyncReadyCallback callback)
{
  M77Client *client = self->app->client;
  M77Agent1 *proxy = client != NULL ? m77_client_proxy (client) : NULL;

  for (guint i = 0; proxy != NULL && self->asking == NULL && i < self->items->len; i++)
    {
      TuiLinked *linked = self->items->pdata[i];

      if (!linked->stale)
        continue;
      linked->stale = FALSE;
      self->asking = linked;
      tui_app_began (self->app);
      m77_agent1_call_list (proxy,
                            linked->kind->name,
                            linked->filter,
                            linked->sort,
                            linked->limit,
                            "",
                            m77_client_least (client),
                            self->cancellable,
                            callback,
                            self);
    }
}

static void
list_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TuiLinks *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *next = NULL;
  gint64 total;
  gboolean answered = m77_agent1_call_list_finish (M77_AGENT1 (source),
                                                   &rows,
                                                   &total,
                                                   &next,
                                                   result,
                                                   &error);
  TuiLinked *linked;

  if (!answered && tui_question_is_cancelled (error))
    return;
  linked = g_steal_pointer (&self->asking);
  tui_app_ended (self->app);
  /* It may have been taken out, or be about something else meanwhile. */
  if (answered && g_ptr_array_find (self->items, linked, NULL))
    tui_links_take (self, linked, rows, total);
  ask_next (self, list_cb);
}

void
tui_links_ask (TuiLinks *self, const char *const *kinds)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      TuiLinked *linked = self->items->pdata[i];

      if (kinds == NULL || kinds[0] == NULL || g_strv_contains (kinds, linked->kind->name))
        linked->stale = TRUE;
    }
  ask_next (self, list_cb);
}

/* The one of that name, new or as it was; its answer is kept where it is the same question. */
static TuiLinked *
put (TuiLinks *self, const char *name, const M77Kind *kind, const char *filter, const char *sort)
{
  TuiLinked *linked = tui_links_find (self, name);

  if (linked != NULL && linked->kind == kind && g_str_equal (linked->filter, filter))
    return linked;
  if (linked != NULL)
    g_ptr_array_remove (self->items, linked);
  linked = g_new0 (TuiLinked, 1);
  linked->name = g_strdup (name);
  linked->kind = kind;
  linked->filter = g_strdup (filter);
  linked->sort = g_strdup (sort != NULL ? sort : "");
  linked->limit = ROWS_MOST;
  linked->stale = TRUE;
  g_ptr_array_add (self->items, linked);
  return linked;
}

void
tui_links_put (TuiLinks *self,
               const char *name,
               const char *kind,
               const char *filter,
               const char *sort,
               guint limit)
{
  TuiLinked *linked = tui_links_find (self, name);

  if (filter != NULL)
    put (self, name, m77_kind_find (kind), filter, sort)->limit = limit;
  else if (linked != NULL)
    g_ptr_array_remove (self->items, linked);
  ask_next (self, list_cb);
}

static gboolean
is_still (GPtrArray *links, const TuiLinked *linked)
{
  for (guint i = 0; i < links->len; i++)
    if (((M77Link *) links->pdata[i])->field == linked->field &&
        ((M77Link *) links->pdata[i])->kind == linked->kind)
      return TRUE;
  return linked->field == NULL;
}

void
tui_links_set (TuiLinks *self, const TuiRecord *record)
{
  g_autoptr (GPtrArray) links = record->kind != NULL
                                    ? m77_links_of (record->kind, record->doc, record->id)
                                    : g_ptr_array_new ();

  for (guint i = self->items->len; i > 0; i--)
    if (!is_still (links, self->items->pdata[i - 1]))
      g_ptr_array_remove_index (self->items, i - 1);
  for (guint i = 0; i < links->len; i++)
    {
      const M77Link *link = links->pdata[i];
      g_autofree char *name = g_strdup_printf ("%s:%s", link->kind->name, link->field->name);
      TuiLinked *linked = put (self, name, link->kind, link->filter, NULL);

      linked->field = link->field;
      linked->is_out = link->is_out;
      linked->count = link->count;
    }
  ask_next (self, list_cb);
}

const M77Json *
tui_links_doc (TuiLinks *self, const char *kind, const char *name)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const TuiLinked *linked = self->items->pdata[i];
      const M77Json *row = m77_json_first (linked->rows);

      for (; row != NULL && g_str_equal (linked->kind->name, kind); row = m77_json_next (row))
        {
          const M77Json *doc = m77_json_get (row, "doc");

          if (g_strcmp0 (m77_json_get_string (doc, linked->kind->key_field), name) == 0)
            return doc;
        }
    }
  return NULL;
}
