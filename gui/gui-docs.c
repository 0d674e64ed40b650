/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-docs"

#include "config.h"

#include "gui/gui-docs.h"

#include "shared/model/m77-kind.h"

typedef struct
{
  M77List *list;
  const M77Kind *kind;
  char *filter;
} Query;

struct _GuiDocs
{
  GObject parent;
  M77Client *client;
  GHashTable *queries; /* name -> Query */
  guint idle;
};

G_DEFINE_FINAL_TYPE (GuiDocs, gui_docs, G_TYPE_OBJECT)

static guint changed_signal;

static void
free_query (gpointer data)
{
  Query *query = data;

  g_object_unref (query->list);
  g_free (query->filter);
  g_free (query);
}

static gboolean
changed_cb (gpointer data)
{
  GuiDocs *self = data;

  self->idle = 0;
  g_signal_emit (self, changed_signal, 0);
  return G_SOURCE_REMOVE;
}

/* Once for all that changes together. */
static void
queue_changed (GuiDocs *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (changed_cb, self);
}

static void
drop (GuiDocs *self, const char *name)
{
  Query *query = g_hash_table_lookup (self->queries, name);

  if (query != NULL)
    g_signal_handlers_disconnect_by_data (query->list, self);
  g_hash_table_remove (self->queries, name);
}

void
gui_docs_want (GuiDocs *self,
               const char *name,
               const char *kind,
               const char *filter,
               const char *sort,
               guint most)
{
  Query *query = g_hash_table_lookup (self->queries, name);

  if (query != NULL && g_strcmp0 (query->filter, filter) == 0 &&
      g_str_equal (query->kind->name, kind))
    return;
  drop (self, name);
  if (filter == NULL || self->client == NULL)
    return;
  query = g_new0 (Query, 1);
  query->kind = m77_kind_find (kind);
  query->filter = g_strdup (filter);
  query->list = m77_list_new (self->client,
                              kind,
                              filter,
                              sort != NULL ? sort : query->kind->sort,
                              NULL);
  m77_list_look_at (query->list, 0, most);
  g_signal_connect_swapped (query->list, "loaded", G_CALLBACK (queue_changed), self);
  g_signal_connect_swapped (query->list, "items-changed", G_CALLBACK (queue_changed), self);
  g_hash_table_replace (self->queries, g_strdup (name), query);
}

M77List *
gui_docs_list (GuiDocs *self, const char *name)
{
  Query *query = g_hash_table_lookup (self->queries, name);

  return query != NULL ? query->list : NULL;
}

/* The list keeps its rows: a document outlives the reference. */
static const M77Json *
doc_at (M77List *list, guint position)
{
  g_autoptr (M77Row) row = m77_list_row (list, position);

  return row != NULL && m77_row_is_loaded (row) && !m77_row_is_gone (row) ? m77_row_doc (row)
                                                                          : NULL;
}

const M77Json *
gui_docs_find (GuiDocs *self, const char *kind, const char *key)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->queries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Query *query = value;

      for (guint i = 0; g_str_equal (query->kind->name, kind) && i < m77_list_size (query->list);
           i++)
        {
          const M77Json *doc = doc_at (query->list, i);

          if (doc != NULL &&
              g_strcmp0 (m77_json_get_string (doc, query->kind->key_field), key) == 0)
            return doc;
        }
    }
  return NULL;
}

const M77Json *
gui_docs_first (GuiDocs *self, const char *name)
{
  M77List *list = gui_docs_list (self, name);

  return list != NULL && m77_list_size (list) > 0 ? doc_at (list, 0) : NULL;
}

static void
gui_docs_dispose (GObject *object)
{
  GuiDocs *self = GUI_DOCS (object);
  GHashTableIter iter;
  gpointer query;

  g_clear_handle_id (&self->idle, g_source_remove);
  g_hash_table_iter_init (&iter, self->queries);
  while (g_hash_table_iter_next (&iter, NULL, &query))
    g_signal_handlers_disconnect_by_data (((Query *) query)->list, self);
  g_hash_table_remove_all (self->queries);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_docs_parent_class)->dispose (object);
}

static void
gui_docs_finalize (GObject *object)
{
  g_hash_table_unref (GUI_DOCS (object)->queries);

  G_OBJECT_CLASS (gui_docs_parent_class)->finalize (object);
}

static void
gui_docs_class_init (GuiDocsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_docs_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_docs_finalize;
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
gui_docs_init (GuiDocs *self)
{
  self->queries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_query);
}

GuiDocs *
gui_docs_new (M77Client *client)
{
  GuiDocs *self = g_object_new (GUI_TYPE_DOCS, NULL);

  self->client = client != NULL ? g_object_ref (client) : NULL;
  return self;
}
