/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-list-page"

#include "config.h"

#include "gui/pages/gui-list-page.h"

#include <glib/gi18n.h>

#include "gui/dialogs/gui-create.h"
#include "gui/gui-compat.h"
#include "gui/gui-text.h"
#include "gui/pages/gui-page.h"
#include "gui/pages/gui-record-page.h"
#include "gui/widgets/gui-column-list.h"
#include "gui/widgets/gui-filter-bar.h"
#include "gui/widgets/gui-pane.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"

#define LOADING_AFTER_MS 200
#define AGES_EVERY_S     30

static guint query_signal;

struct _GuiListPage
{
  AdwBin parent;
  GuiSplit *split;
  GtkDropDown *kinds;
  GuiFilterBar *filter;
  GtkLabel *count;
  GtkStack *stack;
  AdwStatusPage *empty, *failed;
  GuiColumnList *rows;
  GuiRecordPage *record;

  M77Client *client;
  const GuiSection *section;
  GPtrArray *section_kinds;
  const M77Kind *kind;
  M77List *list;
  char *as_of, *member;
  guint loading_timer, ages_timer;
};

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static gboolean
loading_cb (gpointer data)
{
  GuiListPage *self = data;

  self->loading_timer = 0;
  if (m77_list_is_loading (self->list) && m77_client_error (self->client) == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  return G_SOURCE_REMOVE;
}

static void
show_count (GuiListPage *self)
{
  guint size = m77_list_size (self->list);
  gint64 instant = self->as_of != NULL ? m77_time_parse (self->as_of) : M77_TIME_NONE;
  g_autofree char *when = m77_time_short (instant, now (), gui_text_zone ());
  const char *more = m77_list_is_exact (self->list) ? "" : "+";
  g_autofree char *text = *when != '\0'
                              /* Translators: rows, "+" if there may be more, a time of day */
                              ? g_strdup_printf (_ ("%u%s, as of %s"), size, more, when)
                              : g_strdup_printf ("%u%s", size, more);

  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), !m77_list_is_loading (self->list));
}

static void
show_empty (GuiListPage *self)
{
  const char *filter = gui_filter_bar_text (self->filter);
  gint64 instant = self->as_of != NULL ? m77_time_parse (self->as_of) : M77_TIME_NONE;
  g_autofree char *when = m77_time_short (instant, now (), gui_text_zone ());
  /* Translators: the plural of a kind: No incidents */
  g_autofree char *plural = g_utf8_strdown (gui_text_label (self->kind->plural), -1);
  g_autofree char *title = g_strdup_printf (*filter != '\0' ? _ ("No %s match") : _ ("No %s"),
                                            plural);
  g_autofree char *known = *when != '\0' ? g_strdup_printf (_ ("As of %s."), when)
                                         : g_strdup (_ ("Never synced."));
  g_autofree char *text = *filter != '\0'
                              ? g_strdup_printf (_ ("%s Change or clear the filter to see more."),
                                                 known)
                              : g_strdup (known);
  g_autofree char *markup = gui_text_markup (text);

  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, markup);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_failed (GuiListPage *self, const GError *error)
{
  g_autofree char *markup = gui_text_markup (error->message);

  adw_status_page_set_description (self->failed, markup);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* What the list says about itself now. Rows stay in sight whatever is wrong. */
static void
list_cb (GuiListPage *self)
{
  const GError *error = m77_list_error (self->list);

  if (error != NULL && g_error_matches (error, M77_ERROR, M77_ERROR_BAD_FILTER))
    gui_filter_bar_set_fault (self->filter, error->message);
  if (error == NULL)
    error = m77_client_error (self->client);

  show_count (self);
  if (m77_list_size (self->list) > 0)
    gtk_stack_set_visible_child_name (self->stack, "rows");
  else if (error != NULL)
    show_failed (self, error);
  else if (!m77_list_is_loading (self->list))
    show_empty (self);
  else if (self->loading_timer == 0)
    self->loading_timer = g_timeout_add (LOADING_AFTER_MS, loading_cb, self);
}

static void
drop_list (GuiListPage *self)
{
  g_clear_handle_id (&self->loading_timer, g_source_remove);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
}

static void
open_kind (GuiListPage *self, const M77Kind *kind)
{
  /* Of some kinds nothing is ever open: an audit entry. */
  const char *filter = kind->open_states != NULL && kind->open_states[0] != NULL ? "is:open" : "";

  drop_list (self);
  self->kind = kind;
  self->list = m77_list_new (self->client, kind->name, filter, kind->sort, kind->columns);
  gui_filter_bar_set_kind (self->filter, self->client, kind);
  gui_filter_bar_set_text (self->filter, filter);
  g_signal_connect_swapped (self->list, "notify", G_CALLBACK (list_cb), self);
  gui_column_list_set_list (self->rows, self->list, kind);
  g_signal_emit (self, query_signal, 0);
  list_cb (self);
}

static void
filter_cb (GuiListPage *self, const char *filter)
{
  m77_list_set_query (self->list, filter, self->kind->sort);
  g_signal_emit (self, query_signal, 0);
}

static void
leave_cb (GuiListPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->rows));
}

static void
kind_cb (GuiListPage *self)
{
  guint position = gtk_drop_down_get_selected (self->kinds);

  if (position < self->section_kinds->len && self->section_kinds->pdata[position] != self->kind)
    {
      open_kind (self, self->section_kinds->pdata[position]);
      gui_page_back_changed (GUI_PAGE (self));
    }
}

static void
selected_cb (GuiListPage *self, M77Row *row)
{
  if (!gui_split_is_collapsed (self->split) && m77_row_is_loaded (row))
    gui_record_page_show (self->record, self->kind, m77_row_id (row));
}

static void
activated_cb (GuiListPage *self, M77Row *row)
{
  if (gui_record_page_show (self->record, self->kind, m77_row_id (row)))
    gui_split_show_content (self->split, TRUE);
}

static void
split_cb (GuiListPage *self)
{
  gui_page_back_changed (GUI_PAGE (self));
}

static gboolean
ages_cb (gpointer data)
{
  GuiListPage *self = data;

  gui_column_list_refresh (self->rows);
  return G_SOURCE_CONTINUE;
}

static void
gui_list_page_set_status (GuiPage *page, const GuiStatus *status)
{
  GuiListPage *self = GUI_LIST_PAGE (page);

  g_free (self->as_of);
  self->as_of = g_strdup (status->as_of);
  g_free (self->member);
  self->member = g_strdup (status->member);
  gui_filter_bar_set_member (self->filter, status->member);
  list_cb (self);
}

static gboolean
gui_list_page_can_go_back (GuiPage *page)
{
  GuiListPage *self = GUI_LIST_PAGE (page);

  return gui_split_is_collapsed (self->split) && gui_split_shows_content (self->split);
}

static void
gui_list_page_back (GuiPage *page)
{
  GuiListPage *self = GUI_LIST_PAGE (page);

  gui_split_show_content (self->split, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->rows));
}

static void
gui_list_page_find (GuiPage *page)
{
  GuiListPage *self = GUI_LIST_PAGE (page);

  gui_split_show_content (self->split, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}

static void
gui_list_page_save (GuiPage *page)
{
  gui_record_page_save (GUI_LIST_PAGE (page)->record);
}

static void
gui_list_page_suggest (GuiPage *page)
{
  gui_record_page_suggest (GUI_LIST_PAGE (page)->record);
}

static void
gui_list_page_open (GuiPage *page, const M77Kind *kind, const char *id)
{
  GuiListPage *self = GUI_LIST_PAGE (page);
  guint position;

  if (kind != self->kind && g_ptr_array_find (self->section_kinds, kind, &position))
    gtk_drop_down_set_selected (self->kinds, position);
  if (gui_record_page_show (self->record, kind, id))
    gui_split_show_content (self->split, TRUE);
}

static gboolean
gui_list_page_can_create (GuiPage *page)
{
  return gui_create_is_possible (GUI_LIST_PAGE (page)->kind);
}

static void
gui_list_page_create (GuiPage *page)
{
  GuiListPage *self = GUI_LIST_PAGE (page);

  gui_create_open (GTK_WIDGET (self), self->client, self->kind);
}

static gboolean
gui_list_page_can_run (GuiPage *page, const char *command)
{
  return gui_record_page_can_run (GUI_LIST_PAGE (page)->record, command);
}

static void
gui_list_page_run (GuiPage *page, const char *command)
{
  GuiListPage *self = GUI_LIST_PAGE (page);

  gui_split_show_content (self->split, TRUE);
  gui_record_page_run (self->record, command);
}

static gboolean
gui_list_page_get_record (GuiPage *page, const M77Kind **kind, const char **id)
{
  return gui_record_page_get_record (GUI_LIST_PAGE (page)->record, kind, id);
}

static void
gui_list_page_act (GuiPage *page, const char *action)
{
  gui_record_page_act (GUI_LIST_PAGE (page)->record, action);
}

static void
gui_list_page_page_init (GuiPageInterface *iface)
{
  iface->set_status = gui_list_page_set_status;
  iface->can_go_back = gui_list_page_can_go_back;
  iface->back = gui_list_page_back;
  iface->find = gui_list_page_find;
  iface->save = gui_list_page_save;
  iface->suggest = gui_list_page_suggest;
  iface->open = gui_list_page_open;
  iface->can_create = gui_list_page_can_create;
  iface->create = gui_list_page_create;
  iface->can_run = gui_list_page_can_run;
  iface->run = gui_list_page_run;
  iface->get_record = gui_list_page_get_record;
  iface->act = gui_list_page_act;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiListPage,
                               gui_list_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_PAGE, gui_list_page_page_init))

static void
gui_list_page_dispose (GObject *object)
{
  GuiListPage *self = GUI_LIST_PAGE (object);

  g_clear_handle_id (&self->ages_timer, g_source_remove);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  drop_list (self);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_list_page_parent_class)->dispose (object);
}

static void
gui_list_page_finalize (GObject *object)
{
  GuiListPage *self = GUI_LIST_PAGE (object);

  g_clear_pointer (&self->section_kinds, g_ptr_array_unref);
  g_free (self->as_of);
  g_free (self->member);

  G_OBJECT_CLASS (gui_list_page_parent_class)->finalize (object);
}

static void
gui_list_page_class_init (GuiListPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = gui_list_page_dispose;
  object_class->finalize = gui_list_page_finalize;
  query_signal = g_signal_new ("query",
                               G_TYPE_FROM_CLASS (class),
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               0);

  g_type_ensure (GUI_TYPE_SPLIT);
  g_type_ensure (GUI_TYPE_PANE);
  g_type_ensure (GUI_TYPE_FILTER_BAR);
  g_type_ensure (GUI_TYPE_COLUMN_LIST);
  g_type_ensure (GUI_TYPE_RECORD_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiListPage, split);
  gtk_widget_class_bind_template_child (widget_class, GuiListPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, GuiListPage, filter);
  gtk_widget_class_bind_template_child (widget_class, GuiListPage, count);
  gtk_widget_class_bind_template_child (widget_class, GuiListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GuiListPage, empty);
  gtk_widget_class_bind_template_child (widget_class, GuiListPage, failed);
  gtk_widget_class_bind_template_child (widget_class, GuiListPage, rows);
  gtk_widget_class_bind_template_child (widget_class, GuiListPage, record);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, split_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
gui_list_page_init (GuiListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kinds),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Kind"),
                                  -1);
  self->ages_timer = g_timeout_add_seconds (AGES_EVERY_S, ages_cb, self);
}

GuiListPage *
gui_list_page_new (M77Client *client, const GuiSection *section)
{
  GuiListPage *self = g_object_ref_sink (g_object_new (GUI_TYPE_LIST_PAGE, NULL));
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->client = g_object_ref (client);
  self->section = section;
  self->section_kinds = gui_section_kinds (section);
  gui_record_page_set_client (self->record, client);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (list_cb), self);
  for (guint i = 0; i < self->section_kinds->len; i++)
    gtk_string_list_append (labels,
                            gui_text_label (
                                ((const M77Kind *) self->section_kinds->pdata[i])->plural));
  open_kind (self, self->section_kinds->pdata[0]);
  gtk_drop_down_set_model (self->kinds, G_LIST_MODEL (labels));
  gtk_widget_set_visible (GTK_WIDGET (self->kinds), self->section_kinds->len > 1);
  return self;
}

const M77Kind *
gui_list_page_kind (GuiListPage *self)
{
  return self->kind;
}

const char *
gui_list_page_filter (GuiListPage *self)
{
  return gui_filter_bar_text (self->filter);
}

void
gui_list_page_set_filter (GuiListPage *self, const M77Kind *kind, const char *filter)
{
  guint position;

  if (kind != self->kind && g_ptr_array_find (self->section_kinds, kind, &position))
    gtk_drop_down_set_selected (self->kinds, position);
  gui_filter_bar_set_text (self->filter, filter);
  filter_cb (self, filter);
}
