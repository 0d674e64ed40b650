/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-marks"

#include "config.h"

#include "gui/widgets/gui-marks.h"

#define WALK_MOST 4096 /* positions looked at one by one */

struct _GuiMarks
{
  GObject parent;
  GListModel *model;
  M77Still *still;
  M77Outline *outline;
  M77Marks *marks;
};

static guint range_signal;

/* ---- The rows ---- */

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (GUI_MARKS (model)->model);
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (GUI_MARKS (model)->model, position);
}

static void
gui_marks_list_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

/* NULL: no row that is here. Free with g_free. */
static char *
id_at (GuiMarks *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (self->model, position);

  return item != NULL && M77_IS_ROW (item) && m77_row_is_loaded (M77_ROW (item))
             ? g_strdup (m77_row_id (M77_ROW (item)))
             : NULL;
}

int
gui_marks_find (GuiMarks *self, const char *id)
{
  int place = m77_outline_find (self->outline, id);

  return place >= 0 ? m77_still_find (self->still, (guint) place) : -1;
}

/* ---- The selection ---- */

void
gui_marks_changed (GuiMarks *self)
{
  guint n = g_list_model_get_n_items (self->model);

  if (n > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n);
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  GuiMarks *self = GUI_MARKS (model);
  g_autofree char *id = m77_marks_count (self->marks) > 0 ? id_at (self, position) : NULL;

  return id != NULL && m77_marks_has (self->marks, id);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n)
{
  GuiMarks *self = GUI_MARKS (model);
  GtkBitset *set = gtk_bitset_new_empty ();
  g_auto (GStrv) ids = NULL;

  if (m77_marks_count (self->marks) == 0)
    return set;
  if (n > WALK_MOST && m77_marks_is_all (self->marks))
    {
      gtk_bitset_add_range (set, position, n);
      return set;
    }
  if (n <= WALK_MOST)
    {
      for (guint i = position; i - position < n; i++)
        if (is_selected (model, i))
          gtk_bitset_add (set, i);
      return set;
    }
  ids = m77_marks_ids (self->marks);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      int at = gui_marks_find (self, ids[i]);

      if (at >= 0 && (guint) at >= position && (guint) at - position < n)
        gtk_bitset_add (set, (guint) at);
    }
  return set;
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  GuiMarks *self = GUI_MARKS (model);
  g_autofree char *id = id_at (self, position);

  if (unselect_rest)
    m77_marks_clear (self->marks);
  if (id != NULL && !m77_marks_has (self->marks, id))
    m77_marks_toggle (self->marks, id);
  gui_marks_changed (self);
  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  GuiMarks *self = GUI_MARKS (model);
  g_autofree char *id = id_at (self, position);

  if (id != NULL && m77_marks_has (self->marks, id))
    m77_marks_toggle (self->marks, id);
  gui_marks_changed (self);
  return TRUE;
}

static void
add_range (GuiMarks *self, const GtkBitset *selected)
{
  guint first = G_MAXUINT, last = 0;
  GtkBitsetIter iter;
  guint position;

  if (m77_marks_is_all (self->marks))
    m77_marks_clear (self->marks);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autofree char *id = id_at (self, position);

      if (id != NULL)
        m77_marks_add (self->marks, id);
      else
        {
          first = MIN (first, position);
          last = MAX (last, position);
        }
    }
  if (first <= last)
    g_signal_emit (self, range_signal, 0, first, last - first + 1);
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  GuiMarks *self = GUI_MARKS (model);
  guint n = g_list_model_get_n_items (self->model);
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_get_size (mask) >= n)
    m77_marks_clear (self->marks);
  else
    for (gboolean more = gtk_bitset_iter_init_first (&iter, mask, &position); more;
         more = gtk_bitset_iter_next (&iter, &position))
      {
        g_autofree char *id = gtk_bitset_contains (selected, position) ? NULL
                                                                       : id_at (self, position);

        if (id != NULL && m77_marks_has (self->marks, id))
          m77_marks_toggle (self->marks, id);
      }
  if (gtk_bitset_get_size (selected) <= M77_MARKS_MOST)
    {
      g_autoptr (GtkBitset) wanted = gtk_bitset_copy (selected);

      gtk_bitset_intersect (wanted, mask);
      add_range (self, wanted);
    }
  gui_marks_changed (self);
  return TRUE;
}

/* Whoever owns the filter marks all of it: see "all". */
static gboolean
select_all (GtkSelectionModel *model)
{
  g_signal_emit_by_name (model, "all");
  return TRUE;
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  m77_marks_clear (GUI_MARKS (model)->marks);
  gui_marks_changed (GUI_MARKS (model));
  return TRUE;
}

static void
gui_marks_selection_init (GtkSelectionModelInterface *interface)
{
  interface->is_selected = is_selected;
  interface->get_selection_in_range = get_selection_in_range;
  interface->select_item = select_item;
  interface->unselect_item = unselect_item;
  interface->set_selection = set_selection;
  interface->select_all = select_all;
  interface->unselect_all = unselect_all;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiMarks,
                               gui_marks,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, gui_marks_list_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                          gui_marks_selection_init))

static void
gui_marks_finalize (GObject *object)
{
  GuiMarks *self = GUI_MARKS (object);

  g_signal_handlers_disconnect_by_data (self->model, self);
  g_object_unref (self->model);
  g_object_unref (self->still);
  g_object_unref (self->outline);
  m77_marks_free (self->marks);

  G_OBJECT_CLASS (gui_marks_parent_class)->finalize (object);
}

static void
gui_marks_class_init (GuiMarksClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = gui_marks_finalize;
  range_signal = g_signal_new ("range",
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
  g_signal_new ("all", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gui_marks_init (GuiMarks *self)
{
  self->marks = m77_marks_new ();
}

GuiMarks *
gui_marks_new (GListModel *model, M77Still *still, M77Outline *outline)
{
  GuiMarks *self = g_object_new (GUI_TYPE_MARKS, NULL);

  self->model = g_object_ref (model);
  self->still = g_object_ref (still);
  self->outline = g_object_ref (outline);
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (g_list_model_items_changed), self);
  return self;
}

M77Marks *
gui_marks_marks (GuiMarks *self)
{
  return self->marks;
}

M77Row *
gui_marks_current (GuiMarks *self)
{
  g_auto (GStrv) ids = NULL;
  int at;

  if (m77_marks_count (self->marks) != 1 || m77_marks_is_all (self->marks))
    return NULL;
  ids = m77_marks_ids (self->marks);
  at = gui_marks_find (self, ids[0]);
  return at >= 0 ? g_list_model_get_item (self->model, (guint) at) : NULL;
}
