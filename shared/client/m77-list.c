/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-list"

#include "config.h"

#include "shared/client/m77-list.h"

#include <gio/gio.h>

#include "shared/client/m77-list-slots.h"

#define LOOK_MOST  330 /* rows in sight; with a page on either side a window holds a thousand */
#define LOOK_FIRST 50
#define KEEP_PAGES 8 /* on either side of what is in sight */

/* One open query at the agent. */
typedef struct
{
  guint32 handle;
  guint size;
  gboolean exact;
  M77ListSlots *slots;
} Opened;

struct _M77List
{
  GObject parent;
  M77Client *client;
  M77Agent1 *proxy; /* whose handles these are; NULL: not connected */
  char *kind, *filter, *sort;
  GStrv fields;
  Opened *shown;  /* NULL: nothing yet */
  Opened *coming; /* opened, its first window not here yet */
  guint asked;    /* number of the last OpenQuery */
  guint look, look_n;
  guint splices, changes; /* so many came: an answer may be older than they */
  gboolean shown_is_dead; /* its handle went with a connection */
  gboolean fetching;
  guint idle;
  gboolean loading;
  GError *error;
};

/* A call under way. */
typedef struct
{
  M77List *list;
  M77Agent1 *proxy;
  guint asked, offset, splices, changes;
  guint32 handle;
} Call;

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
static guint loaded_signal;

static void
opened_free (Opened *opened)
{
  m77_list_slots_free (opened->slots);
  g_free (opened);
}

static Call *
call_new (M77List *self)
{
  Call *call = g_new0 (Call, 1);

  call->list = g_object_ref (self);
  call->proxy = g_object_ref (self->proxy);
  call->asked = self->asked;
  call->splices = self->splices;
  call->changes = self->changes;
  return call;
}

static void
call_free (Call *call)
{
  g_object_unref (call->list);
  g_object_unref (call->proxy);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void
set_loading (M77List *self, gboolean loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

/* Takes error, which may be NULL. */
static void
set_error (M77List *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  m77_client_fix_error (&error);
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
}

static void
close_opened (M77List *self, Opened *opened, gboolean is_dead)
{
  if (opened == NULL)
    return;
  if (self->proxy != NULL && !is_dead)
    m77_agent1_call_close_query (self->proxy, opened->handle, NULL, NULL, NULL);
  opened_free (opened);
}

/* The coming query takes the place of what is shown, which stayed until now. */
static void
show_coming (M77List *self)
{
  Opened *old = self->shown;
  guint old_size = old != NULL ? old->size : 0;
  gboolean old_is_dead = self->shown_is_dead;

  self->shown = g_steal_pointer (&self->coming);
  self->shown_is_dead = FALSE;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, old_size, self->shown->size);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIZE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EXACT]);
  close_opened (self, old, old_is_dead);
  set_error (self, NULL);
  set_loading (self, FALSE);
}

/* TRUE if a row now says something else. */
static gboolean
fill_window (M77List *self, Opened *opened, guint offset, GVariant *rows)
{
  gsize n = MIN (g_variant_n_children (rows), opened->size - MIN (offset, opened->size));
  gboolean is_news = FALSE;

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      guint position = offset + (guint) i;
      gboolean replaced;

      is_news |= m77_list_slots_fill (opened->slots, position, row, &replaced);
      if (replaced && opened == self->shown)
        g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
    }

  return is_news;
}

/* What should be here: the rows in sight and a page on either side. */
static gboolean
find_missing (M77List *self, const Opened *opened, guint *first, guint *last)
{
  guint start = MIN (self->look, opened->size);
  guint end = start + MIN (self->look_n * 2, opened->size - start);

  start -= MIN (start, self->look_n);
  return m77_list_slots_missing (opened->slots, start, end, first, last);
}

static void
forget_far_rows (M77List *self)
{
  guint margin = KEEP_PAGES * self->look_n;
  guint start = self->look - MIN (self->look, margin);
  guint end = self->look + MIN (self->look_n + margin, G_MAXUINT - self->look);

  m77_list_slots_forget (self->shown->slots, start, end);
}

/* Fetches what should be here and is not, unless an answer is still to come. */
static void
ask_window (M77List *self, GAsyncReadyCallback callback)
{
  Opened *opened = self->coming != NULL ? self->coming : self->shown;
  guint first, last;
  Call *call;

  if (self->fetching || self->proxy == NULL || opened == NULL ||
      (opened == self->shown && self->shown_is_dead))
    return;
  if (!find_missing (self, opened, &first, &last))
    {
      if (opened == self->coming)
        show_coming (self);
      return;
    }

  call = call_new (self);
  call->handle = opened->handle;
  call->offset = first;
  self->fetching = TRUE;
  m77_agent1_call_window (self->proxy,
                          opened->handle,
                          first,
                          last - first + 1,
                          NULL,
                          callback,
                          call);
}

static void
take_window (M77List *self, const Call *call, Opened *opened, GVariant *rows)
{
  guint n = (guint) g_variant_n_children (rows);
  gboolean is_news = fill_window (self, opened, call->offset, rows);

  if (call->changes != self->changes)
    m77_list_slots_set_stale (opened->slots);
  if (opened == self->coming)
    show_coming (self);
  if (is_news)
    g_signal_emit (self, loaded_signal, 0, call->offset, n);
  forget_far_rows (self);
}

static void
window_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GVariant) rows = NULL;
  g_autoptr (GError) error = NULL;
  M77List *self = call->list;
  Opened *opened = self->coming != NULL ? self->coming : self->shown;
  gboolean is_end = FALSE;
  guint64 number;

  m77_agent1_call_window_finish (call->proxy, &number, &rows, result, &error);
  if (call->proxy != self->proxy)
    return;

  self->fetching = FALSE;
  if (opened != NULL && opened->handle == call->handle)
    {
      if (error != NULL)
        {
          set_error (self, g_steal_pointer (&error));
          set_loading (self, FALSE);
          return;
        }
      /* An answer without rows is of a list that became shorter: its splices will come. */
      is_end = g_variant_n_children (rows) == 0 && opened == self->shown;
      if (call->splices == self->splices)
        take_window (self, call, opened, rows);
    }
  if (!is_end)
    ask_window (self, window_cb);
}

static void
open_query_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  M77List *self = call->list;
  GError *error = NULL;
  Opened *opened;
  guint64 number;
  guint32 handle, size;
  gboolean exact;

  if (!m77_agent1_call_open_query_finish (
          call->proxy, &handle, &number, &size, &exact, result, &error))
    {
      if (call->asked == self->asked && call->proxy == self->proxy)
        {
          set_error (self, error);
          set_loading (self, FALSE);
        }
      else
        g_clear_error (&error);
      return;
    }
  if (call->asked != self->asked || call->proxy != self->proxy)
    {
      m77_agent1_call_close_query (call->proxy, handle, NULL, NULL, NULL);
      return;
    }

  opened = g_new0 (Opened, 1);
  opened->handle = handle;
  opened->size = size;
  opened->exact = exact;
  opened->slots = m77_list_slots_new ();
  if (self->shown != NULL)
    m77_list_slots_inherit (opened->slots, self->shown->slots);
  self->coming = opened;
  self->fetching = FALSE;
  ask_window (self, window_cb);
}

static void
open_query (M77List *self)
{
  static const char *const whole[] = { NULL };

  self->asked++;
  close_opened (self, g_steal_pointer (&self->coming), FALSE);
  if (self->proxy == NULL)
    return;

  m77_agent1_call_open_query (self->proxy,
                              self->kind,
                              self->filter,
                              self->sort,
                              self->fields != NULL ? (const char *const *) self->fields : whole,
                              m77_client_least (self->client),
                              NULL,
                              open_query_cb,
                              call_new (self));
}

static void
apply_splice (M77List *self, Opened *opened, guint position, guint removed, guint added)
{
  position = MIN (position, opened->size);
  removed = MIN (removed, opened->size - position);
  if (removed == 0 && added == 0)
    return;

  m77_list_slots_splice (opened->slots, position, removed, added);
  opened->size = opened->size - removed + added;
  self->splices++;
  if (opened == self->shown)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
query_changed_cb (M77Agent1 *proxy,
                  guint32 handle,
                  guint64 number,
                  guint32 size,
                  gboolean exact,
                  GVariant *splices,
                  M77List *self)
{
  Opened *opened = NULL;
  GVariantIter iter;
  guint32 position, removed, added;

  if (self->coming != NULL && self->coming->handle == handle)
    opened = self->coming;
  else if (self->shown != NULL && !self->shown_is_dead && self->shown->handle == handle)
    opened = self->shown;
  if (opened == NULL)
    return;

  g_variant_iter_init (&iter, splices);
  while (g_variant_iter_next (&iter, "(uuu)", &position, &removed, &added))
    apply_splice (self, opened, position, removed, added);
  /* A list that was only counted as it went on grows or ends here. */
  if (size > opened->size)
    apply_splice (self, opened, opened->size, 0, size - opened->size);
  else if (size < opened->size)
    apply_splice (self, opened, size, opened->size - size, 0);
  opened->exact = exact;

  if (opened == self->shown)
    {
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIZE]);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EXACT]);
    }
  ask_window (self, window_cb);
}

static void
changed_cb (M77Client *client, guint64 epoch, guint64 number, char **kinds, M77List *self)
{
  if (*self->kind != '\0' && !g_strv_contains ((const char *const *) kinds, self->kind))
    return;

  self->changes++;
  if (self->coming != NULL)
    m77_list_slots_set_stale (self->coming->slots);
  if (self->shown != NULL)
    m77_list_slots_set_stale (self->shown->slots);
  ask_window (self, window_cb);
}

static void
drop_proxy (M77List *self)
{
  if (self->proxy == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->proxy, self);
  g_clear_object (&self->proxy);
  g_clear_pointer (&self->coming, opened_free);
  self->shown_is_dead = TRUE;
  self->fetching = FALSE;
}

static void
take_proxy (M77List *self)
{
  M77Agent1 *proxy = m77_client_proxy (self->client);

  if (proxy == self->proxy)
    return;

  drop_proxy (self);
  if (proxy == NULL)
    return;

  self->proxy = g_object_ref (proxy);
  g_signal_connect (proxy, "query-changed", G_CALLBACK (query_changed_cb), self);
  open_query (self);
}

static gboolean
fetch_idle_cb (gpointer data)
{
  M77List *self = data;

  self->idle = 0;
  ask_window (self, window_cb);
  return G_SOURCE_REMOVE;
}

static void
m77_list_dispose (GObject *object)
{
  M77List *self = M77_LIST (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  close_opened (self, g_steal_pointer (&self->coming), FALSE);
  close_opened (self, g_steal_pointer (&self->shown), self->shown_is_dead);
  drop_proxy (self);
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
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (take_proxy), self);
  g_signal_connect (client, "changed", G_CALLBACK (changed_cb), self);
  take_proxy (self);
  return self;
}

void
m77_list_set_query (M77List *self, const char *filter, const char *sort)
{
  g_free (self->filter);
  self->filter = g_strdup (filter != NULL ? filter : "");
  g_free (self->sort);
  self->sort = g_strdup (sort != NULL ? sort : "");
  open_query (self);
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
  ask_window (self, window_cb);
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
