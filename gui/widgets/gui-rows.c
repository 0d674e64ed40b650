/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-rows"

#include "config.h"

#include "gui/widgets/gui-rows.h"

#include <glib/gi18n.h>

#include "shared/base/m77-error.h"

#define GROW_BY   24
#define GROW_TO   240 /* more than a view makes at once */
#define LOOK_MOST 330

struct _GuiRows
{
  GObject parent;
  M77Client *client;
  const M77Kind *kind;
  char *filter;
  M77List *list;
  M77Outline *outline;
  M77Still *still;
  GtkSliceListModel *slice;
  GuiMarks *marks;
  GCancellable *cancellable;
  gboolean asked; /* the next rows are of what a person asked for: from the first one */
};

G_DEFINE_FINAL_TYPE (GuiRows, gui_rows, G_TYPE_OBJECT)

enum
{
  CHANGED,
  LOADED,
  RENEWED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

const char *
gui_rows_sort (const M77View *view, const M77Kind *kind)
{
  return view->sort != NULL ? view->sort : kind->sort;
}

static void
changed_cb (GuiRows *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Positions of the list are those of what is shown where nothing is grouped or kept back. */
static void
loaded_cb (GuiRows *self, guint position, guint n)
{
  gboolean plain = !m77_outline_is_grouped (self->outline) &&
                   m77_still_arrived (self->still) == 0 && m77_still_gone (self->still) == 0;

  g_signal_emit (self, signals[LOADED], 0, plain ? position : 0, plain ? n : G_MAXUINT);
}

static void
size_cb (GuiRows *self)
{
  m77_still_end_renewal (self->still);
  if (self->asked)
    g_signal_emit (self, signals[RENEWED], 0);
  self->asked = FALSE;
  changed_cb (self);
}

/* Of another query the first rows come first. */
static void
renewing_cb (GuiRows *self)
{
  if (self->asked)
    gtk_slice_list_model_set_size (self->slice, GROW_BY);
  m77_still_begin_renewal (self->still);
}

static void
ids_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GuiRows *self = data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = m77_list_ids_finish (M77_LIST (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    m77_marks_add (gui_marks_marks (self->marks), ids[i]);
  gui_marks_changed (self->marks);
}

/* Rows that are not here are marked by their ids too. */
static void
range_cb (GuiRows *self, guint position, guint n)
{
  guint first, count, last, ignored;

  if (!m77_outline_span (self->outline, m77_still_place (self->still, position), &first, &count) ||
      !m77_outline_span (self->outline,
                         m77_still_place (self->still, position + n - 1),
                         &last,
                         &ignored))
    return;
  m77_list_ids_async (self->list,
                      first,
                      MIN (last + ignored - first, M77_MARKS_MOST),
                      self->cancellable,
                      ids_cb,
                      self);
}

gboolean
gui_rows_mark_all (GuiRows *self, GError **error)
{
  guint n = m77_list_size (self->list);
  g_autofree char *filter = m77_client_scope (self->client, self->kind->name, self->filter);

  if (!m77_list_is_exact (self->list))
    g_set_error_literal (error,
                         M77_ERROR,
                         M77_ERROR_INVALID,
                         _ ("They are still being counted: try again in a moment"));
  else if (n > M77_MARKS_MOST)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_INVALID,
                 _ ("%u are too many for one change, which takes %d: narrow the filter"),
                 n,
                 M77_MARKS_MOST);
  else if (n > 0)
    {
      m77_marks_set_all (gui_marks_marks (self->marks), filter, n);
      gui_marks_changed (self->marks);
      return TRUE;
    }
  return FALSE;
}

static void
all_cb (GuiRows *self)
{
  gui_rows_mark_all (self, NULL);
}

static void
gui_rows_dispose (GObject *object)
{
  GuiRows *self = GUI_ROWS (object);

  g_cancellable_cancel (self->cancellable);
  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->list, self);
      g_signal_handlers_disconnect_by_data (self->still, self);
      g_signal_handlers_disconnect_by_data (self->marks, self);
    }
  g_clear_object (&self->marks);
  g_clear_object (&self->slice);
  g_clear_object (&self->still);
  g_clear_object (&self->outline);
  g_clear_object (&self->list);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_rows_parent_class)->dispose (object);
}

static void
gui_rows_finalize (GObject *object)
{
  GuiRows *self = GUI_ROWS (object);

  g_object_unref (self->cancellable);
  g_free (self->filter);

  G_OBJECT_CLASS (gui_rows_parent_class)->finalize (object);
}

static void
gui_rows_class_init (GuiRowsClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_rows_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_rows_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LOADED] = g_signal_new ("loaded",
                                  type,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  2,
                                  G_TYPE_UINT,
                                  G_TYPE_UINT);
  signals[RENEWED] =
      g_signal_new ("renewed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gui_rows_init (GuiRows *self)
{
  self->cancellable = g_cancellable_new ();
}

static const char *
counted_field (const M77Kind *kind, const M77View *view)
{
  const M77Field *field = view->group != NULL ? m77_group_counted (kind, view->group) : NULL;

  return field != NULL ? field->name : NULL;
}

void
gui_rows_ask (GuiRows *self, const M77View *view)
{
  if (m77_marks_is_all (gui_marks_marks (self->marks)) && !g_str_equal (self->filter, view->filter))
    {
      m77_marks_clear (gui_marks_marks (self->marks));
      gui_marks_changed (self->marks);
    }
  g_free (self->filter);
  self->filter = g_strdup (view->filter);
  self->asked = TRUE;
  m77_list_set_view (self->list,
                     view->filter,
                     gui_rows_sort (view, self->kind),
                     view->group,
                     counted_field (self->kind, view));
}

GuiRows *
gui_rows_new (M77Client *client, const M77Kind *kind, const M77View *view)
{
  GuiRows *self = g_object_new (GUI_TYPE_ROWS, NULL);

  self->client = g_object_ref (client);
  self->kind = kind;
  self->filter = g_strdup (view->filter);
  self->asked = TRUE;
  self->list = m77_list_new (client, kind->name, view->filter, gui_rows_sort (view, kind), NULL);
  if (view->group != NULL)
    m77_list_set_view (self->list,
                       view->filter,
                       gui_rows_sort (view, kind),
                       view->group,
                       counted_field (kind, view));
  /* Before the outline hears of anything. */
  g_signal_connect_swapped (self->list, "renewing", G_CALLBACK (renewing_cb), self);
  self->outline = m77_outline_new (G_LIST_MODEL (self->list));
  self->still = m77_still_new (G_LIST_MODEL (self->outline));
  self->slice = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->still)), 0, GROW_BY);
  self->marks = gui_marks_new (G_LIST_MODEL (self->slice), self->still, self->outline);
  g_signal_connect_swapped (self->list, "notify::size", G_CALLBACK (size_cb), self);
  g_signal_connect_swapped (self->list, "notify::error", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->list, "notify::loading", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->list, "loaded", G_CALLBACK (loaded_cb), self);
  g_signal_connect_swapped (self->list, "groups-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->still, "kept-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->marks, "range", G_CALLBACK (range_cb), self);
  g_signal_connect_swapped (self->marks, "all", G_CALLBACK (all_cb), self);
  return self;
}

M77List *
gui_rows_list (GuiRows *self)
{
  return self->list;
}

M77Outline *
gui_rows_outline (GuiRows *self)
{
  return self->outline;
}

M77Still *
gui_rows_still (GuiRows *self)
{
  return self->still;
}

GuiMarks *
gui_rows_marks (GuiRows *self)
{
  return self->marks;
}

gboolean
gui_rows_grow (GuiRows *self)
{
  guint size = gtk_slice_list_model_get_size (self->slice);

  if (size >= GROW_TO)
    {
      if (size < G_MAXUINT)
        gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
      return FALSE;
    }
  gtk_slice_list_model_set_size (self->slice, size + GROW_BY);
  return TRUE;
}

void
gui_rows_look_at (GuiRows *self, guint position, guint n)
{
  m77_outline_look_at (self->outline, m77_still_place (self->still, position), MIN (n, LOOK_MOST));
}
