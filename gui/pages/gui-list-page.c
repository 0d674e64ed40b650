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
#include "gui/widgets/gui-list-pane.h"
#include "gui/widgets/gui-pane.h"

static guint query_signal;

struct _GuiListPage
{
  AdwBin parent;
  GuiSplit *split;
  GuiListPane *list;
  GuiRecordPage *record;
  GtkDropDown *kinds;

  M77Client *client;
  GPtrArray *section_kinds;
};

static const M77Kind *
kind_of (GuiListPage *self)
{
  return gui_list_pane_kind (self->list);
}

static void
kind_cb (GuiListPage *self)
{
  guint position = gtk_drop_down_get_selected (self->kinds);

  if (position >= self->section_kinds->len ||
      self->section_kinds->pdata[position] == kind_of (self))
    return;
  gui_list_pane_show_kind (self->list, self->section_kinds->pdata[position], NULL);
  gui_page_back_changed (GUI_PAGE (self));
}

static void
selected_cb (GuiListPage *self, M77Row *row)
{
  if (!gui_split_is_collapsed (self->split))
    gui_record_page_show (self->record, kind_of (self), m77_row_id (row));
  gui_page_back_changed (GUI_PAGE (self));
}

static void
activated_cb (GuiListPage *self, M77Row *row)
{
  if (gui_record_page_show (self->record, kind_of (self), m77_row_id (row)))
    gui_split_show_content (self->split, TRUE);
}

static void
changed_cb (GuiListPage *self)
{
  gui_page_back_changed (GUI_PAGE (self));
}

static void
query_cb (GuiListPage *self)
{
  gui_page_back_changed (GUI_PAGE (self));
  g_signal_emit (self, query_signal, 0);
}

static void
gui_list_page_set_status (GuiPage *page, const GuiStatus *status)
{
  gui_list_pane_set_status (GUI_LIST_PAGE (page)->list, status);
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
  gui_list_pane_focus_rows (self->list);
}

static void
gui_list_page_find (GuiPage *page)
{
  GuiListPage *self = GUI_LIST_PAGE (page);

  gui_split_show_content (self->split, FALSE);
  gui_list_pane_find (self->list);
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

  if (kind != kind_of (self) && g_ptr_array_find (self->section_kinds, kind, &position))
    gtk_drop_down_set_selected (self->kinds, position);
  if (gui_record_page_show (self->record, kind, id))
    gui_split_show_content (self->split, TRUE);
}

static gboolean
gui_list_page_can_create (GuiPage *page)
{
  return gui_create_is_possible (kind_of (GUI_LIST_PAGE (page)));
}

static void
gui_list_page_create (GuiPage *page)
{
  GuiListPage *self = GUI_LIST_PAGE (page);

  gui_create_open (GTK_WIDGET (self), self->client, kind_of (self));
}

static gboolean
gui_list_page_can_run (GuiPage *page, const char *command)
{
  GuiListPage *self = GUI_LIST_PAGE (page);

  return gui_list_pane_can_run (self->list, command) ||
         gui_record_page_can_run (self->record, command);
}

static void
gui_list_page_run (GuiPage *page, const char *command)
{
  GuiListPage *self = GUI_LIST_PAGE (page);

  if (gui_list_pane_can_run (self->list, command))
    {
      gui_split_show_content (self->split, FALSE);
      gui_list_pane_run (self->list, command);
      return;
    }
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
  g_clear_object (&GUI_LIST_PAGE (object)->client);

  G_OBJECT_CLASS (gui_list_page_parent_class)->dispose (object);
}

static void
gui_list_page_finalize (GObject *object)
{
  g_clear_pointer (&GUI_LIST_PAGE (object)->section_kinds, g_ptr_array_unref);

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
  g_type_ensure (GUI_TYPE_LIST_PANE);
  g_type_ensure (GUI_TYPE_RECORD_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiListPage, split);
  gtk_widget_class_bind_template_child (widget_class, GuiListPage, list);
  gtk_widget_class_bind_template_child (widget_class, GuiListPage, record);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, query_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
gui_list_page_init (GuiListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Of a section of several kinds: which of them. */
static void
add_kinds (GuiListPage *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->section_kinds->len; i++)
    gtk_string_list_append (labels,
                            gui_text_label (
                                ((const M77Kind *) self->section_kinds->pdata[i])->plural));
  self->kinds = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (labels)), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kinds),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Kind"),
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self->kinds), self->section_kinds->len > 1);
  g_signal_connect_swapped (self->kinds, "notify::selected", G_CALLBACK (kind_cb), self);
  gui_list_pane_add_start (self->list, GTK_WIDGET (self->kinds));
}

GuiListPage *
gui_list_page_new (M77Client *client, const GuiSection *section)
{
  GuiListPage *self = g_object_ref_sink (g_object_new (GUI_TYPE_LIST_PAGE, NULL));

  self->client = g_object_ref (client);
  self->section_kinds = gui_section_kinds (section);
  gui_record_page_set_client (self->record, client);
  gui_list_pane_set_client (self->list, client);
  gui_list_pane_show_kind (self->list, self->section_kinds->pdata[0], NULL);
  add_kinds (self);
  return self;
}

const M77Kind *
gui_list_page_kind (GuiListPage *self)
{
  return kind_of (self);
}

const char *
gui_list_page_filter (GuiListPage *self)
{
  return gui_list_pane_view (self->list)->filter;
}

void
gui_list_page_set_filter (GuiListPage *self, const M77Kind *kind, const char *filter)
{
  guint position;

  if (kind != kind_of (self) && g_ptr_array_find (self->section_kinds, kind, &position))
    gtk_drop_down_set_selected (self->kinds, position);
  gui_list_pane_set_filter (self->list, filter);
}
