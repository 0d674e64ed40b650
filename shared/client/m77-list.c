/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-list"

#include "config.h"

#include "shared/client/m77-list-private.h"

#include <gio/gio.h>

#define LOOK_MOST  330 /* rows in sight; with a page on either side a window holds a thousand */
#define LOOK_FIRST 50

static GType
get_item_type (GListModel *model)
{
  return M77_TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return m77_list_size (M77_LIST (model));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return m77_list_row (M77_LIST (model), position);
}

static void
m77_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (M77List,
                               m77_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, m77_list_model_init))

enum
{
  PROP_SIZE = 1,
  PROP_EXACT,
  PROP_ERROR,
  PROP_LOADING,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint loaded_signal, groups_signal, renewing_signal;

void
m77_list_set_loading (M77List *self, gboolean loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

void
m77_list_set_error (M77List *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  m77_client_fix_error (&error);
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
}

void
m77_list_notify_size (M77List *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIZE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EXACT]);
}

void
m77_list_emit_loaded (M77List *self, guint position, guint n)
{
  g_signal_emit (self, loaded_signal, 0, position, n);
}

void
m77_list_emit_groups (M77List *self)
{
  g_signal_emit (self, groups_signal, 0);
}

void
m77_list_emit_renewing (M77List *self)
{
  g_signal_emit (self, renewing_signal, 0);
}

static gboolean
fetch_idle_cb (gpointer data)
{
  M77List *self = data;

  self->idle = 0;
  m77_list_ask_window (self);
  return G_SOURCE_REMOVE;
}

static void
m77_list_dispose (GObject *object)
{
  M77List *self = M77_LIST (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  m77_list_end_query (self);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (m77_list_parent_class)->dispose (object);
}

static void
m77_list_finalize (GObject *object)
{
  M77List *self = M77_LIST (object);

  g_free (self->kind);
  g_free (self->filter);
  g_free (self->sort);
  g_free (self->group);
  g_free (self->by);
  g_strfreev (self->fields);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (m77_list_parent_class)->finalize (object);
}

static void
m77_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  M77List *self = M77_LIST (object);

  switch (id)
    {
    case PROP_SIZE:
      g_value_set_uint (value, m77_list_size (self));
      break;
    case PROP_EXACT:
      g_value_set_boolean (value, m77_list_is_exact (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
m77_list_class_init (M77ListClass *class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = m77_list_dispose;
  object_class->finalize = m77_list_finalize;
  object_class->get_property = m77_list_get_property;

  props[PROP_SIZE] = g_param_spec_uint ("size", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_EXACT] = g_param_spec_boolean ("exact", NULL, NULL, FALSE, flags);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  props[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  loaded_signal = g_signal_new ("loaded",
                                G_TYPE_FROM_CLASS (class),
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                2,
                                G_TYPE_UINT,
                                G_TYPE_UINT);
  renewing_signal = g_signal_new ("renewing",
                                  G_TYPE_FROM_CLASS (class),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  0);
  groups_signal = g_signal_new ("groups-changed",
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
m77_list_init (M77List *self)
{
  self->loading = TRUE;
  self->look_n = LOOK_FIRST;
}

M77List *
m77_list_new (M77Client *client,
              const char *kind,
              const char *filter,
              const char *sort,
              const char *const *fields)
{
  M77List *self = g_object_new (M77_TYPE_LIST, NULL);

  self->client = g_object_ref (client);
  self->kind = g_strdup (kind != NULL ? kind : "");
  self->filter = g_strdup (filter != NULL ? filter : "");
  self->sort = g_strdup (sort != NULL ? sort : "");
  self->fields = g_strdupv ((char **) fields);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (m77_list_take_proxy), self);
  g_signal_connect (client, "changed", G_CALLBACK (m77_list_client_changed_cb), self);
  g_signal_connect_swapped (client, "notify::environment", G_CALLBACK (m77_list_open_query), self);
  m77_list_take_proxy (self);
  return self;
}

void
m77_list_set_view (M77List *self,
                   const char *filter,
                   const char *sort,
                   const char *group,
                   const char *by)
{
  g_free (self->filter);
  self->filter = g_strdup (filter != NULL ? filter : "");
  g_free (self->sort);
  self->sort = g_strdup (sort != NULL ? sort : "");
  g_free (self->group);
  self->group = g_strdup (group);
  g_free (self->by);
  self->by = g_strdup (by);
  m77_list_open_query (self);
}

void
m77_list_set_query (M77List *self, const char *filter, const char *sort)
{
  g_autofree char *group = g_strdup (self->group);
  g_autofree char *by = g_strdup (self->by);

  m77_list_set_view (self, filter, sort, group, by);
}

const GPtrArray *
m77_list_groups (M77List *self)
{
  return self->shown != NULL ? self->shown->groups : NULL;
}

guint
m77_list_size (M77List *self)
{
  return self->shown != NULL ? self->shown->size : 0;
}

gboolean
m77_list_is_exact (M77List *self)
{
  return self->shown != NULL && self->shown->exact;
}

gboolean
m77_list_is_loading (M77List *self)
{
  return self->loading;
}

const GError *
m77_list_error (M77List *self)
{
  return self->error;
}

void
m77_list_look_at (M77List *self, guint position, guint n)
{
  self->look = position;
  self->look_n = CLAMP (n, 1, LOOK_MOST);
  m77_list_ask_window (self);
}

M77Row *
m77_list_row (M77List *self, guint position)
{
  M77Row *row;

  if (position >= m77_list_size (self))
    return NULL;

  row = m77_list_slots_ensure (self->shown->slots, position);
  if (!m77_row_is_loaded (row) && self->idle == 0)
    {
      /* Whoever does not say what is in sight asks for it row by row. */
      if (position < self->look || position - self->look >= self->look_n)
        self->look = position - MIN (position, self->look_n / 2);
      self->idle = g_idle_add (fetch_idle_cb, self);
    }

  return g_object_ref (row);
}

gint
m77_list_find (M77List *self, const char *id)
{
  return self->shown != NULL ? m77_list_slots_find (self->shown->slots, id) : -1;
}
