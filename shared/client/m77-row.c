/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-row"

#include "config.h"

#include "shared/client/m77-row-private.h"

struct _M77Row
{
  GObject parent;
  GVariant *window_row; /* as it came, which the strings below point into; NULL: not loaded */
  const char *kind, *id, *state, *pending_text, *doc_text;
  gint64 version, updated_at;
  guint32 local_number;
  gboolean gone, stale;
  M77JsonPool *pool; /* of what is read on demand */
  const M77Json *doc, *pending;
};

G_DEFINE_FINAL_TYPE (M77Row, m77_row, G_TYPE_OBJECT)

static void
m77_row_finalize (GObject *object)
{
  M77Row *self = M77_ROW (object);

  g_clear_pointer (&self->window_row, g_variant_unref);
  g_clear_pointer (&self->pool, m77_json_pool_free);

  G_OBJECT_CLASS (m77_row_parent_class)->finalize (object);
}

static void
m77_row_class_init (M77RowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = m77_row_finalize;
}

static void
m77_row_init (M77Row *self)
{
}

M77Row *
m77_row_new (void)
{
  return g_object_new (M77_TYPE_ROW, NULL);
}

/* A row that has gone since keeps what it last said. */
static gboolean
has_gone (GVariant *window_row)
{
  g_autoptr (GVariant) doc = g_variant_get_child_value (window_row, 8);

  return g_variant_get_size (doc) <= 1;
}

static void
read_row (M77Row *self)
{
  gint64 rowid;

  g_variant_get (self->window_row,
                 "(x&s&sxx&s&su&s)",
                 &rowid,
                 &self->kind,
                 &self->id,
                 &self->version,
                 &self->updated_at,
                 &self->state,
                 &self->pending_text,
                 &self->local_number,
                 &self->doc_text);
}

gboolean
m77_row_fill (M77Row *self, GVariant *window_row)
{
  gboolean was_gone = self->gone;

  self->gone = has_gone (window_row);
  if (self->window_row != NULL && (self->gone || g_variant_equal (self->window_row, window_row)))
    return self->gone != was_gone;

  g_clear_pointer (&self->pool, m77_json_pool_free);
  self->doc = NULL;
  self->pending = NULL;
  g_clear_pointer (&self->window_row, g_variant_unref);
  self->window_row = g_variant_ref (window_row);
  read_row (self);
  return TRUE;
}

void
m77_row_set_gone (M77Row *self, gboolean gone)
{
  self->gone = gone;
}

gboolean
m77_row_is_stale (M77Row *self)
{
  return self->stale;
}

void
m77_row_set_stale (M77Row *self, gboolean stale)
{
  self->stale = stale;
}

gboolean
m77_row_is_loaded (M77Row *self)
{
  return self->window_row != NULL;
}

gboolean
m77_row_is_gone (M77Row *self)
{
  return self->gone;
}

const char *
m77_row_kind (M77Row *self)
{
  return self->kind;
}

const char *
m77_row_id (M77Row *self)
{
  return self->id;
}

gint64
m77_row_version (M77Row *self)
{
  return self->version;
}

gint64
m77_row_updated_at (M77Row *self)
{
  return self->updated_at;
}

const char *
m77_row_state (M77Row *self)
{
  return self->state;
}

guint
m77_row_local_number (M77Row *self)
{
  return self->local_number;
}

/* What is not JSON is shown as nothing: the agent has checked it when it came. */
static const M77Json *
read_json (M77Row *self, const char *text)
{
  if (text == NULL || *text == '\0')
    return NULL;
  if (self->pool == NULL)
    self->pool = m77_json_pool_new ();

  return m77_json_parse (self->pool, text, -1, NULL);
}

const M77Json *
m77_row_pending_action (M77Row *self)
{
  if (self->pending == NULL)
    self->pending = read_json (self, self->pending_text);

  return self->pending;
}

const M77Json *
m77_row_doc (M77Row *self)
{
  if (self->doc == NULL)
    self->doc = read_json (self, self->doc_text);

  return self->doc;
}
