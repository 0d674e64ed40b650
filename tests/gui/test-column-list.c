/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-column-list"

#include "config.h"

#include <string.h>

#include "gui/gui-theme.h"
#include "gui/widgets/gui-column-list.h"
#include "gui/widgets/gui-compact-list.h"
#include "gui/widgets/gui-marks.h"
#include "shared/client/m77-row-private.h"
#include "tests/gui/display.h"

#define ROWS  1000000
#define JUMPS 200

/* ---- A million rows, each saying its position; they come late ---- */

#define TEST_TYPE_ROWS (test_rows_get_type ())
G_DECLARE_FINAL_TYPE (TestRows, test_rows, TEST, ROWS, GObject)

struct _TestRows
{
  GObject parent;
  GHashTable *made; /* position → M77Row */
};

static GType
get_item_type (GListModel *model)
{
  return M77_TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return ROWS;
}

static gpointer
get_item (GListModel *model, guint position)
{
  TestRows *self = TEST_ROWS (model);
  M77Row *row = g_hash_table_lookup (self->made, GUINT_TO_POINTER (position));

  if (position >= ROWS)
    return NULL;
  if (row == NULL)
    {
      row = m77_row_new ();
      g_hash_table_insert (self->made, GUINT_TO_POINTER (position), row);
    }
  return g_object_ref (row);
}

static void
test_rows_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestRows,
                               test_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, test_rows_model_init))

static void
test_rows_finalize (GObject *object)
{
  g_hash_table_unref (TEST_ROWS (object)->made);
  G_OBJECT_CLASS (test_rows_parent_class)->finalize (object);
}

static void
test_rows_class_init (TestRowsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = test_rows_finalize;
}

static void
test_rows_init (TestRows *self)
{
  self->made = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
}

/* What the agent would answer: each third is left for the next time. */
static void
load (TestRows *self, guint round)
{
  GHashTableIter iter;
  gpointer key, row;

  g_hash_table_iter_init (&iter, self->made);
  while (g_hash_table_iter_next (&iter, &key, &row))
    {
      guint at = GPOINTER_TO_UINT (key);
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", at);
      g_autofree char *doc = g_strdup_printf ("{\"title\":\"title#%u\",\"service\":\"service#%u\","
                                              "\"status\":\"triggered\",\"severity\":\"sev1\"}",
                                              at,
                                              at);
      g_autoptr (GVariant) filled = NULL;

      if (m77_row_is_loaded (row) || at % 3 == round % 3)
        continue;
      filled = g_variant_ref_sink (g_variant_new ("(xssxxssus)",
                                                  (gint64) at,
                                                  "incident",
                                                  id,
                                                  (gint64) 1,
                                                  (gint64) 0,
                                                  "clean",
                                                  "",
                                                  (guint32) 0,
                                                  doc));
      m77_row_fill (row, filled);
    }
}

/* ---- What is shown ---- */

/* Every cell that says a position says its own; the number of those that do. */
static guint
check_cells (GtkWidget *widget)
{
  guint n = 0;

  if (GTK_IS_INSCRIPTION (widget) && gtk_widget_get_mapped (widget))
    {
      const char *text = gtk_inscription_get_text (GTK_INSCRIPTION (widget));
      const char *sign = text != NULL ? strchr (text, '#') : NULL;
      GtkListItem *item = NULL;

      for (GtkWidget *at = widget; at != NULL && item == NULL; at = gtk_widget_get_parent (at))
        item = g_object_get_data (G_OBJECT (at), "gui-row-menu-item");
      if (item != NULL && sign != NULL)
        {
          g_assert_cmpuint ((guint) g_ascii_strtoull (sign + 1, NULL, 10),
                            ==,
                            gtk_list_item_get_position (item));
          n++;
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += check_cells (child);
  return n;
}

/* The loop, until what was asked to be drawn is. */
static void
wait_for_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gint64 frame = gdk_frame_clock_get_frame_counter (clock);

  gtk_widget_queue_draw (widget);
  while (gdk_frame_clock_get_frame_counter (clock) < frame + 2)
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_LAYOUT);
      g_main_context_iteration (NULL, TRUE);
    }
}

typedef struct
{
  GtkWidget *window, *list;
  TestRows *rows;
  M77Outline *outline;
  M77Still *still;
  GuiMarks *marks;
  M77View *view;
} Fixture;

static void
set_up (Fixture *self, gconstpointer compact)
{
  const M77Kind *kind = m77_kind_find ("incident");

  self->rows = g_object_new (TEST_TYPE_ROWS, NULL);
  self->outline = m77_outline_new (G_LIST_MODEL (self->rows));
  self->still = m77_still_new (G_LIST_MODEL (self->outline));
  self->marks = gui_marks_new (G_LIST_MODEL (self->still), self->still, self->outline);
  self->view = m77_view_new ("incident");
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 600, 300);
  if (compact != NULL)
    {
      self->list = g_object_new (GUI_TYPE_COMPACT_LIST, NULL);
      gui_compact_list_set_view (GUI_COMPACT_LIST (self->list), kind, self->view);
      gui_compact_list_set_model (GUI_COMPACT_LIST (self->list), GTK_SELECTION_MODEL (self->marks));
    }
  else
    {
      self->list = g_object_new (GUI_TYPE_COLUMN_LIST, NULL);
      gui_column_list_set_view (GUI_COLUMN_LIST (self->list), kind, self->view);
      gui_column_list_set_model (GUI_COLUMN_LIST (self->list), GTK_SELECTION_MODEL (self->marks));
    }
  gtk_window_set_child (GTK_WINDOW (self->window), self->list);
  gtk_window_present (GTK_WINDOW (self->window));
  wait_for_frame (self->window);
}

static void
tear_down (Fixture *self, gconstpointer compact)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  display_settle ();
  m77_view_free (self->view);
  g_object_unref (self->marks);
  g_object_unref (self->still);
  g_object_unref (self->outline);
  g_object_unref (self->rows);
}

static void
refresh (Fixture *self)
{
  if (GUI_IS_COLUMN_LIST (self->list))
    gui_column_list_refresh (GUI_COLUMN_LIST (self->list), 0, G_MAXUINT);
  else
    gui_compact_list_refresh (GUI_COMPACT_LIST (self->list), 0, G_MAXUINT);
}

/* Rows come after the place was left again: no cell may show another row's text. */
static void
test_jumps (Fixture *self, gconstpointer compact)
{
  GtkWidget *scrolled = display_find (self->list, GTK_TYPE_SCROLLED_WINDOW, NULL);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  guint seen = 0;

  for (guint i = 0; i < JUMPS; i++)
    {
      double end = gtk_adjustment_get_upper (adjustment) -
                   gtk_adjustment_get_page_size (adjustment);

      gtk_adjustment_set_value (adjustment, g_test_rand_double_range (0, end));
      if (i % 2 == 0)
        {
          load (self->rows, i);
          refresh (self);
        }
      wait_for_frame (self->window);
      seen += check_cells (self->list);
      load (self->rows, i + 1);
      refresh (self);
      seen += check_cells (self->list);
    }
  g_assert_cmpuint (seen, >, JUMPS * 5);
}

static void
sort_cb (char **told, const char *field)
{
  g_free (*told);
  *told = g_strdup (field);
}

/* A press on a header tells its field, whatever the arrow was on. */
static void
test_header (Fixture *self, gconstpointer compact)
{
  GtkWidget *view = display_find (self->list, GTK_TYPE_COLUMN_VIEW, NULL);
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (view));
  g_autoptr (GArray) shown = m77_view_shown_columns (self->view, m77_kind_find ("incident"));
  g_autofree char *told = NULL;

  g_signal_connect_swapped (self->list, "sort", G_CALLBACK (sort_cb), &told);
  for (guint i = 0; i < shown->len; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_sorter (column) == NULL)
        continue;
      gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (view), column, GTK_SORT_DESCENDING);
      g_assert_cmpstr (told, ==, g_array_index (shown, M77ViewColumn, i).field);
    }
  g_assert_nonnull (told);
}

/* By id: what is marked stays so when others are looked at; a row alone is the current one. */
static void
test_marks (Fixture *self, gconstpointer compact)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->marks);
  g_autoptr (M77Row) current = NULL;
  g_autoptr (GtkBitset) set = NULL;

  load (self->rows, 1);
  load (self->rows, 2);
  gtk_selection_model_select_item (model, 3, TRUE);
  g_assert_true (gtk_selection_model_is_selected (model, 3));
  current = gui_marks_current (self->marks);
  g_assert_nonnull (strstr (m77_row_id (current), "000000000003"));
  gtk_selection_model_select_item (model, 5, FALSE);
  g_assert_cmpuint (m77_marks_count (gui_marks_marks (self->marks)), ==, 2);
  g_assert_null (gui_marks_current (self->marks));
  gtk_selection_model_select_range (model, 10, 5, FALSE);
  g_assert_cmpuint (m77_marks_count (gui_marks_marks (self->marks)), ==, 7);
  gtk_selection_model_unselect_item (model, 11);
  set = gtk_selection_model_get_selection_in_range (model, 0, 20);
  g_assert_cmpuint (gtk_bitset_get_size (set), ==, 6);
  gtk_selection_model_unselect_all (model);
  g_assert_cmpuint (m77_marks_count (gui_marks_marks (self->marks)), ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  gui_theme_install ();
  g_test_add ("/column-list/jumps", Fixture, NULL, set_up, test_jumps, tear_down);
  g_test_add ("/column-list/compact-jumps", Fixture, "", set_up, test_jumps, tear_down);
  g_test_add ("/column-list/header", Fixture, NULL, set_up, test_header, tear_down);
  g_test_add ("/column-list/marks", Fixture, NULL, set_up, test_marks, tear_down);
  status = g_test_run ();
  display_close ();
  return status;
}
