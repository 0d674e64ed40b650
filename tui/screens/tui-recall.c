/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-recall.h"

#include <string.h>

#define LINE_MOST  512 /* bytes */
#define LISTS_MOST 64

struct _TuiRecall
{
  TuiApp *app;
  GHashTable *lists;      /* char * to GPtrArray of char *, the newest last */
  gboolean asked, loaded; /* what is not loaded yet is not written over */
  GCancellable *cancellable;
  guint save_id;
};

TuiRecall *
tui_recall_new (TuiApp *app)
{
  TuiRecall *self = g_new0 (TuiRecall, 1);

  self->app = app;
  self->lists = g_hash_table_new_full (g_str_hash,
                                       g_str_equal,
                                       g_free,
                                       (GDestroyNotify) g_ptr_array_unref);
  self->cancellable = g_cancellable_new ();
  return self;
}

void
tui_recall_free (TuiRecall *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_handle_id (&self->save_id, g_source_remove);
  g_hash_table_unref (self->lists);
  g_free (self);
}

gboolean
tui_recall_may_keep (const char *line)
{
  static const char *const words[] = { "secret", "token", "password", "passphrase", "credential=" };
  g_autofree char *small = g_utf8_strdown (line, -1);

  if (*line == '\0' || *line == ' ' || strlen (line) > LINE_MOST)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *at = strstr (small, words[i]);

      if (at != NULL && (strchr (at, '=') != NULL || strchr (at, ' ') != NULL))
        return FALSE;
    }
  return TRUE;
}

static GPtrArray *
list_of (TuiRecall *self, const char *name)
{
  GPtrArray *list = g_hash_table_lookup (self->lists, name);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->lists, g_strdup (name), list);
    }
  return list;
}

static void
remember (TuiRecall *self, const char *name, const char *line)
{
  GPtrArray *list = list_of (self, name);

  for (guint i = list->len; i > 0; i--)
    if (g_str_equal (list->pdata[i - 1], line))
      g_ptr_array_remove_index (list, i - 1);
  g_ptr_array_add (list, g_strdup (line));
  if (list->len > TUI_RECALL_MOST)
    g_ptr_array_remove_index (list, 0);
}

char *
tui_recall_to_json (TuiRecall *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *root = m77_json_object_new (pool);
  GHashTableIter iter;
  gpointer name;
  gpointer list;

  g_hash_table_iter_init (&iter, self->lists);
  while (g_hash_table_iter_next (&iter, &name, &list))
    {
      M77Json *lines = m77_json_array_new (pool);

      for (guint i = 0; i < ((GPtrArray *) list)->len; i++)
        m77_json_append (lines, m77_json_string_new (pool, ((GPtrArray *) list)->pdata[i]));
      m77_json_set (pool, root, name, lines);
    }
  return m77_json_to_text (root);
}

/* What was typed meanwhile is newer than what was kept. */
void
tui_recall_take (TuiRecall *self, const char *json)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GHashTable) since = g_hash_table_ref (self->lists);
  const M77Json *root = m77_json_parse (pool, json, -1, NULL);
  GHashTableIter iter;
  gpointer name;
  gpointer list;
  guint n = 0;

  g_hash_table_unref (self->lists);
  self->lists = g_hash_table_new_full (g_str_hash,
                                       g_str_equal,
                                       g_free,
                                       (GDestroyNotify) g_ptr_array_unref);
  for (const M77Json *one = m77_json_first (root); one != NULL && n++ < LISTS_MOST;
       one = m77_json_next (one))
    for (const M77Json *line = m77_json_first (one); line != NULL; line = m77_json_next (line))
      if (m77_json_string (line) != NULL)
        remember (self, m77_json_name (one), m77_json_string (line));
  g_hash_table_iter_init (&iter, since);
  while (g_hash_table_iter_next (&iter, &name, &list))
    for (guint i = 0; i < ((GPtrArray *) list)->len; i++)
      remember (self, name, ((GPtrArray *) list)->pdata[i]);
}

/* Several lines of one moment are kept at once. */
static gboolean
save_cb (gpointer data)
{
  TuiRecall *self = data;
  M77Agent1 *proxy = m77_client_proxy (self->app->client);
  g_autofree char *json = tui_recall_to_json (self);

  self->save_id = 0;
  if (proxy != NULL)
    m77_agent1_call_set_draft (proxy, TUI_RECALL_DRAFT, json, NULL, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static void
save (TuiRecall *self)
{
  if (self->loaded && self->save_id == 0)
    self->save_id = g_idle_add (save_cb, self);
}

static void
draft_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TuiRecall *self = data;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (m77_agent1_call_get_draft_finish (M77_AGENT1 (source), &text, result, &error))
    {
      gboolean since = g_hash_table_size (self->lists) > 0;

      tui_recall_take (self, text);
      self->loaded = TRUE;
      if (since)
        save (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->asked = FALSE;
}

void
tui_recall_ask (TuiRecall *self)
{
  M77Agent1 *proxy = self->app->client != NULL ? m77_client_proxy (self->app->client) : NULL;

  if (proxy == NULL || self->asked)
    return;
  self->asked = TRUE;
  m77_agent1_call_get_draft (proxy, TUI_RECALL_DRAFT, self->cancellable, draft_cb, self);
}

void
tui_recall_add (TuiRecall *self, const char *list, const char *line)
{
  if (!tui_recall_may_keep (line))
    return;
  remember (self, list, line);
  tui_recall_ask (self);
  save (self);
}

const GPtrArray *
tui_recall_lines (TuiRecall *self, const char *list)
{
  tui_recall_ask (self);
  return list_of (self, list);
}
