/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-list"

#include "config.h"

#include "shared/client/m77-list-private.h"

#include <gio/gio.h>

#define KEEP_PAGES 8 /* on either side of what is in sight */

/* A call under way. */
typedef struct
{
  M77List *list;
  M77Agent1 *proxy;
  guint asked, offset, splices, changes;
  guint32 handle;
  gboolean grouped;
} Call;

static void
opened_free (M77ListOpened *opened)
{
  m77_list_slots_free (opened->slots);
  g_clear_pointer (&opened->groups, g_ptr_array_unref);
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
close_opened (M77List *self, M77ListOpened *opened, gboolean is_dead)
{
  if (opened == NULL)
    return;
  if (self->proxy != NULL && !is_dead)
    m77_agent1_call_close_query (self->proxy, opened->handle, NULL, NULL, NULL);
  opened_free (opened);
}

/* The coming query takes the place of what is shown, which stayed until now. */
void
m77_list_show_coming (M77List *self)
{
  M77ListOpened *old = self->shown;
  guint old_size = old != NULL ? old->size : 0;
  gboolean old_is_dead = self->shown_is_dead;

  if (!self->coming->has_window || (self->coming->grouped && self->coming->groups == NULL))
    return;
  m77_list_emit_renewing (self);
  self->shown = g_steal_pointer (&self->coming);
  self->shown_is_dead = FALSE;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, old_size, self->shown->size);
  m77_list_notify_size (self);
  close_opened (self, old, old_is_dead);
  m77_list_set_error (self, NULL);
  m77_list_set_loading (self, FALSE);
}

/* TRUE if a row now says something else. */
static gboolean
fill_window (M77List *self, M77ListOpened *opened, guint offset, GVariant *rows)
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
find_missing (M77List *self, const M77ListOpened *opened, guint *first, guint *last)
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
  M77ListOpened *opened = self->coming != NULL ? self->coming : self->shown;
  guint first, last;
  Call *call;

  if (self->fetching || self->proxy == NULL || opened == NULL ||
      (opened == self->shown && self->shown_is_dead))
    return;
  if (!find_missing (self, opened, &first, &last))
    {
      opened->has_window = TRUE;
      if (opened == self->coming)
        m77_list_show_coming (self);
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
take_window (M77List *self, const Call *call, M77ListOpened *opened, GVariant *rows)
{
  guint n = (guint) g_variant_n_children (rows);
  gboolean is_news = fill_window (self, opened, call->offset, rows);

  if (call->changes != self->changes)
    m77_list_slots_set_stale (opened->slots);
  opened->has_window = TRUE;
  if (opened == self->coming)
    m77_list_show_coming (self);
  if (is_news)
    m77_list_emit_loaded (self, call->offset, n);
  if (opened == self->shown)
    forget_far_rows (self);
}

static void
window_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GVariant) rows = NULL;
  g_autoptr (GError) error = NULL;
  M77List *self = call->list;
  M77ListOpened *opened = self->coming != NULL ? self->coming : self->shown;
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
          m77_list_set_error (self, g_steal_pointer (&error));
          m77_list_set_loading (self, FALSE);
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

void
m77_list_ask_window (M77List *self)
{
  ask_window (self, window_cb);
}

static gboolean
finish_open (const Call *call, GAsyncResult *result, M77ListOpened *opened, GError **error)
{
  guint64 number;

  return call->grouped ? m77_agent1_call_open_grouped_finish (call->proxy,
                                                              &opened->handle,
                                                              &number,
                                                              &opened->size,
                                                              &opened->exact,
                                                              result,
                                                              error)
                       : m77_agent1_call_open_query_finish (call->proxy,
                                                            &opened->handle,
                                                            &number,
                                                            &opened->size,
                                                            &opened->exact,
                                                            result,
                                                            error);
}

static void
open_query_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  M77List *self = call->list;
  GError *error = NULL;
  M77ListOpened answer = { .grouped = call->grouped };

  if (!finish_open (call, result, &answer, &error))
    {
      if (call->asked == self->asked && call->proxy == self->proxy)
        {
          m77_list_set_error (self, error);
          m77_list_set_loading (self, FALSE);
        }
      else
        g_clear_error (&error);
      return;
    }
  if (call->asked != self->asked || call->proxy != self->proxy)
    {
      m77_agent1_call_close_query (call->proxy, answer.handle, NULL, NULL, NULL);
      return;
    }

  answer.slots = m77_list_slots_new ();
  if (self->shown != NULL)
    m77_list_slots_inherit (answer.slots, self->shown->slots);
  self->coming = g_new (M77ListOpened, 1);
  *self->coming = answer;
  self->fetching = FALSE;
  if (call->grouped)
    m77_list_ask_groups (self);
  m77_list_ask_window (self);
}

void
m77_list_open_query (M77List *self)
{
  static const char *const whole[] = { NULL };
  const char *const *fields = self->fields != NULL ? (const char *const *) self->fields : whole;
  g_autofree char *filter = NULL;
  Call *call;

  self->asked++;
  close_opened (self, g_steal_pointer (&self->coming), FALSE);
  if (self->proxy == NULL)
    return;

  call = call_new (self);
  call->grouped = self->group != NULL;
  filter = m77_client_scope (self->client, self->kind, self->filter);
  if (call->grouped)
    m77_agent1_call_open_grouped (self->proxy,
                                  self->kind,
                                  filter,
                                  self->sort,
                                  self->group,
                                  self->by != NULL ? self->by : "",
                                  fields,
                                  m77_client_least (self->client),
                                  NULL,
                                  open_query_cb,
                                  call);
  else
    m77_agent1_call_open_query (self->proxy,
                                self->kind,
                                filter,
                                self->sort,
                                fields,
                                m77_client_least (self->client),
                                NULL,
                                open_query_cb,
                                call);
}

static void
apply_splice (M77List *self, M77ListOpened *opened, guint position, guint removed, guint added)
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
  M77ListOpened *opened = NULL;
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
    m77_list_notify_size (self);
  if (opened->grouped)
    m77_list_ask_groups (self);
  m77_list_ask_window (self);
}

void
m77_list_client_changed_cb (M77Client *client,
                            guint64 epoch,
                            guint64 number,
                            char **kinds,
                            M77List *self)
{
  if (*self->kind != '\0' && !g_strv_contains ((const char *const *) kinds, self->kind))
    return;

  self->changes++;
  if (self->coming != NULL)
    m77_list_slots_set_stale (self->coming->slots);
  if (self->shown != NULL)
    m77_list_slots_set_stale (self->shown->slots);
  m77_list_ask_window (self);
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
  self->asking_groups = FALSE;
}

void
m77_list_take_proxy (M77List *self)
{
  M77Agent1 *proxy = m77_client_proxy (self->client);

  if (proxy == self->proxy)
    return;

  drop_proxy (self);
  if (proxy == NULL)
    return;

  self->proxy = g_object_ref (proxy);
  g_signal_connect (proxy, "query-changed", G_CALLBACK (query_changed_cb), self);
  m77_list_open_query (self);
}

void
m77_list_end_query (M77List *self)
{
  close_opened (self, g_steal_pointer (&self->coming), FALSE);
  close_opened (self, g_steal_pointer (&self->shown), self->shown_is_dead);
  drop_proxy (self);
}
