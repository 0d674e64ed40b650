/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-list-pane"

#include "config.h"

#include "gui/widgets/gui-list-pane.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-csv-drag.h"
#include "gui/widgets/gui-list-pane-private.h"
#include "gui/widgets/gui-row-actions.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"

#define LOADING_AFTER_MS 200
#define AGES_EVERY_S     30
#define NARROW           520 /* px: less has two lines a row */
#define WIDER            32  /* px: not to and fro at the edge */

G_DEFINE_FINAL_TYPE (GuiListPane, gui_list_pane, ADW_TYPE_BIN)

enum
{
  SELECTED,
  ACTIVATED,
  RENEWED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- What it shows ---- */

static void
show_count (GuiListPane *self)
{
  M77List *list = gui_rows_list (self->rows);
  guint size = m77_list_size (list);
  gint64 instant = self->as_of != NULL ? m77_time_parse (self->as_of) : M77_TIME_NONE;
  g_autofree char *when = m77_time_short (instant,
                                          m77_runtime_now (m77_runtime_real ()),
                                          gui_text_zone ());
  const char *more = m77_list_is_exact (list) ? "" : "+";
  gboolean filtered = *self->view->filter != '\0';
  /* Translators: how many records fit the filter, "+" if there may be more */
  g_autofree char *count = g_strdup_printf (filtered ? ngettext ("%'u%s match", "%'u%s match", size)
                                                     : "%'u%s",
                                            size,
                                            more);
  /* Translators: "6 match", a time of day */
  g_autofree char *text = *when != '\0' ? g_strdup_printf (_ ("%s, as of %s"), count, when)
                                        : g_strdup (count);
  g_autofree char *name = g_strdup_printf ("%s, %s", gui_text_label (self->kind->plural), count);

  gtk_label_set_label (self->count, m77_list_is_loading (list) ? "" : text);
  gui_column_list_set_name (self->columns, name);
  gui_compact_list_set_name (self->compact, name);
}

static void
show_arrived (GuiListPane *self)
{
  M77Still *still = gui_rows_still (self->rows);
  guint arrived = m77_still_arrived (still), gone = m77_still_gone (still);
  g_autofree char *came = g_strdup_printf (ngettext ("+%u new", "+%u new", arrived), arrived);
  g_autofree char *went = g_strdup_printf (ngettext ("%u moved or gone", "%u moved or gone", gone),
                                           gone);
  g_autofree char *both = arrived > 0 && gone > 0 ? g_strdup_printf ("%s, %s", came, went)
                                                  : g_strdup (arrived > 0 ? came : went);
  g_autofree char *text = g_strdup_printf (_ ("%s: Show"), both);

  gtk_button_set_label (self->arrived, text);
  gtk_widget_set_visible (GTK_WIDGET (self->arrived), arrived > 0 || gone > 0);
}

/* One of the two has the rows: the other would make two hundred of its own. */
static void
show_rows (GuiListPane *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (gui_rows_marks (self->rows));
  GtkSelectionModel *columns = self->is_narrow ? NULL : model;
  GtkSelectionModel *compact = self->is_narrow ? model : NULL;

  if (self->columns_model != columns)
    gui_column_list_set_model (self->columns, columns);
  if (self->compact_model != compact)
    gui_compact_list_set_model (self->compact, compact);
  self->columns_model = columns;
  self->compact_model = compact;
  gtk_stack_set_visible_child_name (self->stack, self->is_narrow ? "compact" : "columns");
}

static gboolean
loading_cb (gpointer data)
{
  GuiListPane *self = data;

  self->loading_timer = 0;
  if (m77_list_is_loading (gui_rows_list (self->rows)) && m77_client_error (self->client) == NULL)
    gtk_stack_set_visible_child_name (self->stack, "skeleton");
  return G_SOURCE_REMOVE;
}

static const GError *
find_error (GuiListPane *self)
{
  const GError *error = m77_list_error (gui_rows_list (self->rows));

  return error != NULL ? error : m77_client_error (self->client);
}

/* Rows stay in sight whatever is wrong. */
void
gui_list_pane_update (GuiListPane *self)
{
  M77List *list = gui_rows_list (self->rows);
  const GError *error = find_error (self);
  gboolean is_fault = error != NULL && g_error_matches (error, M77_ERROR, M77_ERROR_BAD_FILTER);
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (gui_rows_still (self->rows))) > 0;

  if (is_fault)
    gui_filter_bar_set_fault (self->filter, error->message);
  gtk_label_set_label (self->trouble, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), error != NULL && !is_fault && any);
  show_count (self);
  show_arrived (self);
  if (any)
    show_rows (self);
  else if (error != NULL)
    {
      gui_list_state_show_error (self, error);
      gtk_stack_set_visible_child_name (self->stack, "state");
    }
  else if (!m77_list_is_loading (list))
    {
      gui_list_state_show_empty (self);
      gtk_stack_set_visible_child_name (self->stack, "state");
    }
  else if (self->loading_timer == 0)
    self->loading_timer = g_timeout_add (LOADING_AFTER_MS, loading_cb, self);
}

/* ---- Rows come ---- */

static gboolean
grow_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  GuiListPane *self = GUI_LIST_PANE (widget);

  if (gui_rows_grow (self->rows))
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
begin_growing (GuiListPane *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), grow_cb, NULL, NULL);
}

static void
renewed_cb (GuiListPane *self)
{
  gui_column_list_go_to_top (self->columns);
  gui_compact_list_go_to_top (self->compact);
  begin_growing (self);
}

static void
loaded_cb (GuiListPane *self, guint position, guint n)
{
  gui_column_list_refresh (self->columns, position, n);
  gui_compact_list_refresh (self->compact, position, n);
  if (m77_marks_count (gui_marks_marks (gui_rows_marks (self->rows))) > 0)
    gui_marks_changed (gui_rows_marks (self->rows));
}

static void
show_bulk (GuiListPane *self)
{
  M77Marks *marks = gui_marks_marks (gui_rows_marks (self->rows));
  g_autoptr (GMenuModel) actions = m77_marks_count (marks) > 1 ? gui_row_actions_menu (self) : NULL;

  gui_bulk_bar_show (self->bulk, self->kind, marks, actions);
}

static void
selection_cb (GuiListPane *self)
{
  g_autoptr (M77Row) row = gui_list_pane_current (self);
  const char *id = row != NULL && m77_row_is_loaded (row) ? m77_row_id (row) : NULL;

  show_bulk (self);
  if (g_strcmp0 (id, self->told) == 0)
    return;
  g_free (self->told);
  self->told = g_strdup (id);
  if (id != NULL)
    g_signal_emit (self, signals[SELECTED], 0, row);
}

static void
drop_rows (GuiListPane *self)
{
  g_clear_handle_id (&self->loading_timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->rows == NULL)
    return;
  if (self->columns != NULL)
    {
      gui_column_list_set_model (self->columns, NULL);
      gui_compact_list_set_model (self->compact, NULL);
    }
  self->columns_model = self->compact_model = NULL;
  g_signal_handlers_disconnect_by_data (gui_rows_marks (self->rows), self);
  g_signal_handlers_disconnect_by_data (self->rows, self);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->told, g_free);
  g_clear_pointer (&self->blamed, g_free);
}

static void
show_view (GuiListPane *self)
{
  gui_column_list_set_view (self->columns, self->kind, self->view);
  gui_compact_list_set_view (self->compact, self->kind, self->view);
  gui_filter_bar_set_text (self->filter, self->view->filter);
  gui_list_actions_update (self);
}

void
gui_list_pane_show_view (GuiListPane *self, const M77View *view)
{
  const M77Kind *kind = m77_kind_find (view->kind);
  M77View *copy = m77_view_copy (view);

  g_return_if_fail (kind != NULL && self->client != NULL);
  drop_rows (self);
  self->cancellable = g_cancellable_new ();
  m77_view_free (self->view);
  self->view = copy;
  self->kind = kind;
  gui_filter_bar_set_kind (self->filter, self->client, kind);
  self->rows = gui_rows_new (self->client, kind, self->view);
  g_signal_connect_swapped (self->rows, "changed", G_CALLBACK (gui_list_pane_update), self);
  g_signal_connect_swapped (self->rows, "loaded", G_CALLBACK (loaded_cb), self);
  g_signal_connect_swapped (self->rows, "renewed", G_CALLBACK (renewed_cb), self);
  g_signal_connect_swapped (gui_rows_marks (self->rows),
                            "selection-changed",
                            G_CALLBACK (selection_cb),
                            self);
  show_view (self);
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  gui_list_pane_update (self);
  g_signal_emit (self, signals[RENEWED], 0);
}

void
gui_list_pane_show_kind (GuiListPane *self, const M77Kind *kind, const char *filter)
{
  g_autoptr (M77View) view = m77_view_new (kind->name);
  const M77View *usual = filter == NULL ? gui_views_of_kind (self->client, kind) : NULL;

  if (usual != NULL)
    {
      gui_list_pane_show_view (self, usual);
      return;
    }
  if (filter == NULL)
    filter = kind->open_states != NULL && kind->open_states[0] != NULL ? "is:open" : "";
  m77_view_set_filter (view, filter);
  gui_list_pane_show_view (self, view);
}

/* ---- What a person changes ---- */

void
gui_list_pane_ask (GuiListPane *self)
{
  show_view (self);
  gui_rows_ask (self->rows, self->view);
  g_signal_emit (self, signals[RENEWED], 0);
}

void
gui_list_pane_set_filter (GuiListPane *self, const char *filter)
{
  m77_view_set_filter (self->view, filter);
  gui_list_pane_ask (self);
}

void
gui_list_pane_set_sort (GuiListPane *self, const char *sort)
{
  m77_view_set_sort (self->view, sort);
  gui_list_pane_ask (self);
}

void
gui_list_pane_set_group (GuiListPane *self, const char *group)
{
  m77_view_set_group (self->view, group);
  gui_list_pane_ask (self);
}

void
gui_list_pane_set_name (GuiListPane *self, const char *name)
{
  g_free (self->view->name);
  self->view->name = g_strdup (name);
  gui_list_actions_update (self);
}

void
gui_list_pane_set_columns (GuiListPane *self, const M77View *view)
{
  M77View *copy = m77_view_copy (view);

  g_clear_pointer (&self->view->columns, g_array_unref);
  self->view->columns = g_steal_pointer (&copy->columns);
  m77_view_free (copy);
  show_view (self);
}

static void
filter_cb (GuiListPane *self, const char *filter)
{
  if (g_str_equal (filter, self->view->filter) && find_error (self) == NULL)
    return;
  m77_view_set_filter (self->view, filter);
  gui_list_actions_update (self);
  gui_rows_ask (self->rows, self->view);
  g_signal_emit (self, signals[RENEWED], 0);
}

static void
leave_cb (GuiListPane *self)
{
  gui_list_pane_focus_rows (self);
}

static void
sort_cb (GuiListPane *self, const char *name)
{
  const M77Field *field = m77_kind_field (self->kind, name);
  g_autofree char *sort = m77_sort_choose (gui_rows_sort (self->view, self->kind), field, FALSE);

  gui_list_pane_set_sort (self, sort);
}

static void
shaped_cb (GuiListPane *self)
{
  gui_column_list_read (self->columns, self->view);
  gui_compact_list_set_view (self->compact, self->kind, self->view);
  gui_list_actions_update (self);
}

/* ---- Rows ---- */

static void
activated_cb (GuiListPane *self, guint position)
{
  g_autoptr (GObject)
      item = g_list_model_get_item (G_LIST_MODEL (gui_rows_marks (self->rows)), position);

  if (M77_IS_HEADING (item))
    m77_outline_set_folded (gui_rows_outline (self->rows),
                            m77_heading_group (M77_HEADING (item))->value,
                            !m77_heading_is_folded (M77_HEADING (item)));
  else if (item != NULL && m77_row_is_loaded (M77_ROW (item)))
    g_signal_emit (self, signals[ACTIVATED], 0, item);
}

static void
look_cb (GuiListPane *self, guint position, guint n)
{
  gui_rows_look_at (self->rows, position, n);
}

static void
width_cb (GuiListPane *self, int width)
{
  gboolean narrow = self->is_narrow ? width < NARROW + WIDER : width < NARROW;

  if (narrow == self->is_narrow || width <= 1)
    return;
  self->is_narrow = narrow;
  gui_list_pane_update (self);
}

static void
menu_cb (GuiListPane *self, guint position, int x, int y)
{
  GuiMarks *marks = gui_rows_marks (self->rows);

  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (marks), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (marks), position, TRUE);
  if (m77_marks_count (gui_marks_marks (marks)) > 0)
    gui_row_actions_popup (self,
                           self->is_narrow ? GTK_WIDGET (self->compact)
                                           : GTK_WIDGET (self->columns),
                           x,
                           y);
}

static gboolean
ages_cb (gpointer data)
{
  GuiListPane *self = data;

  if (self->rows != NULL)
    loaded_cb (self, 0, G_MAXUINT);
  return G_SOURCE_CONTINUE;
}

/* ---- The widget ---- */

static void
gui_list_pane_dispose (GObject *object)
{
  GuiListPane *self = GUI_LIST_PANE (object);

  g_clear_handle_id (&self->ages_timer, g_source_remove);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_pointer (&self->context, gtk_widget_unparent);
  drop_rows (self);
  g_clear_object (&self->actions);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_list_pane_parent_class)->dispose (object);
}

static void
gui_list_pane_finalize (GObject *object)
{
  GuiListPane *self = GUI_LIST_PANE (object);

  m77_view_free (self->view);
  g_free (self->as_of);
  g_free (self->told);

  G_OBJECT_CLASS (gui_list_pane_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GuiListPane, bar);
  gtk_widget_class_bind_template_child (widget_class, GuiListPane, notes);
  gtk_widget_class_bind_template_child (widget_class, GuiListPane, views);
  gtk_widget_class_bind_template_child (widget_class, GuiListPane, bulk);
  gtk_widget_class_bind_template_child (widget_class, GuiListPane, filter);
  gtk_widget_class_bind_template_child (widget_class, GuiListPane, menu);
  gtk_widget_class_bind_template_child (widget_class, GuiListPane, count);
  gtk_widget_class_bind_template_child (widget_class, GuiListPane, trouble);
  gtk_widget_class_bind_template_child (widget_class, GuiListPane, arrived);
  gtk_widget_class_bind_template_child (widget_class, GuiListPane, stack);
  gtk_widget_class_bind_template_child (widget_class, GuiListPane, columns);
  gtk_widget_class_bind_template_child (widget_class, GuiListPane, compact);
  gtk_widget_class_bind_template_child (widget_class, GuiListPane, skeleton);
  gtk_widget_class_bind_template_child (widget_class, GuiListPane, state);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
  gtk_widget_class_bind_template_callback (widget_class, width_cb);
  gtk_widget_class_bind_template_callback (widget_class, sort_cb);
  gtk_widget_class_bind_template_callback (widget_class, shaped_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_cb);
}

static void
gui_list_pane_class_init (GuiListPaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_list_pane_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_list_pane_finalize;
  signals[SELECTED] = g_signal_new (
      "selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, M77_TYPE_ROW);
  signals[ACTIVATED] = g_signal_new (
      "activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, M77_TYPE_ROW);
  signals[RENEWED] =
      g_signal_new ("renewed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (GUI_TYPE_FILTER_BAR);
  g_type_ensure (GUI_TYPE_COLUMN_LIST);
  g_type_ensure (GUI_TYPE_COMPACT_LIST);
  g_type_ensure (GUI_TYPE_STATE_PAGE);
  g_type_ensure (GUI_TYPE_BULK_BAR);
  g_type_ensure (GUI_TYPE_VIEW_MENU);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-list-pane.ui");
  bind_children (widget_class);
}

static GdkContentProvider *
drag_cb (GuiListPane *self)
{
  return self->rows != NULL ? gui_csv_drag_new (self) : NULL;
}

static void
add_drag (GuiListPane *self, GtkWidget *list)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (drag_cb), self);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (source));
}

static void
gui_list_pane_init (GuiListPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gui_list_state_fill_skeleton (self);
  gui_list_actions_init (self);
  add_drag (self, GTK_WIDGET (self->columns));
  add_drag (self, GTK_WIDGET (self->compact));
  self->ages_timer = g_timeout_add_seconds (AGES_EVERY_S, ages_cb, self);
}

static void
client_cb (GuiListPane *self)
{
  if (self->rows != NULL)
    gui_list_pane_update (self);
}

void
gui_list_pane_set_client (GuiListPane *self, M77Client *client)
{
  self->client = g_object_ref (client);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (client_cb), self);
}

void
gui_list_pane_set_status (GuiListPane *self, const GuiStatus *status)
{
  g_free (self->as_of);
  self->as_of = g_strdup (status->as_of);
  self->is_offline = status->is_bad;
  gui_filter_bar_set_member (self->filter, status->member);
  if (self->rows == NULL)
    return;
  gui_list_pane_update (self);
  gui_view_menu_update (self->views);
}

void
gui_list_pane_add_start (GuiListPane *self, GtkWidget *widget)
{
  gtk_widget_set_valign (widget, GTK_ALIGN_START);
  gtk_box_prepend (self->bar, widget);
}

const M77Kind *
gui_list_pane_kind (GuiListPane *self)
{
  return self->kind;
}

const M77View *
gui_list_pane_view (GuiListPane *self)
{
  return self->view;
}

GuiRows *
gui_list_pane_rows (GuiListPane *self)
{
  return self->rows;
}

M77Client *
gui_list_pane_client (GuiListPane *self)
{
  return self->client;
}

gboolean
gui_list_pane_is_offline (GuiListPane *self)
{
  return self->is_offline;
}

M77Row *
gui_list_pane_current (GuiListPane *self)
{
  return self->rows != NULL ? gui_marks_current (gui_rows_marks (self->rows)) : NULL;
}

void
gui_list_pane_find (GuiListPane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}

void
gui_list_pane_focus_rows (GuiListPane *self)
{
  gtk_widget_grab_focus (self->is_narrow ? GTK_WIDGET (self->compact) : GTK_WIDGET (self->columns));
}
