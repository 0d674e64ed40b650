/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-inbox-page"

#include "config.h"

#include "gui/pages/gui-inbox-page.h"

#include "gui/gui-compat.h"
#include "gui/gui-text.h"
#include "gui/pages/gui-operation-pane.h"
#include "gui/pages/gui-page.h"
#include "gui/pages/gui-resolver.h"
#include "gui/widgets/gui-outbox-row.h"
#include "gui/widgets/gui-pane.h"

struct _GuiInboxPage
{
  AdwBin parent;
  GuiSplit *split;
  GtkStack *stack, *details;
  AdwStatusPage *failed;
  GtkListView *rows;
  GuiOperationPane *operation;
  GuiResolver *resolver;

  M77OutboxModel *outbox;
  GtkSingleSelection *selection;
};

static gboolean
gui_inbox_page_can_go_back (GuiPage *page)
{
  GuiInboxPage *self = GUI_INBOX_PAGE (page);

  return gui_split_is_collapsed (self->split) && gui_split_shows_content (self->split);
}

static void
gui_inbox_page_back (GuiPage *page)
{
  GuiInboxPage *self = GUI_INBOX_PAGE (page);

  gui_split_show_content (self->split, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->rows));
}

static void
gui_inbox_page_page_init (GuiPageInterface *iface)
{
  iface->can_go_back = gui_inbox_page_can_go_back;
  iface->back = gui_inbox_page_back;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiInboxPage,
                               gui_inbox_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_PAGE, gui_inbox_page_page_init))

static void
updated_cb (GuiInboxPage *self)
{
  const GError *error = m77_outbox_model_error (self->outbox);
  const char *shown = "empty";

  if (g_list_model_get_n_items (G_LIST_MODEL (self->outbox)) > 0)
    shown = "rows";
  else if (error != NULL)
    {
      g_autofree char *markup = gui_text_markup (error->message);

      adw_status_page_set_description (self->failed, markup);
      shown = "failed";
    }
  else if (!m77_outbox_model_is_loaded (self->outbox))
    shown = "loading";
  gtk_stack_set_visible_child_name (self->stack, shown);
}

/* What is decided about a conflict stays with the agent: leaving it for another loses nothing. */
static void
selected_cb (GuiInboxPage *self)
{
  M77OutboxItem *item = gtk_single_selection_get_selected_item (self->selection);
  const M77Json *operation = item != NULL ? m77_outbox_item_json (item) : NULL;
  gboolean conflict = g_strcmp0 (m77_json_get_string (operation, "state"), "conflict") == 0;

  gui_operation_pane_set_item (self->operation, conflict ? NULL : item);
  gui_resolver_show (self->resolver, conflict ? m77_outbox_item_id (item) : NULL);
  gtk_stack_set_visible_child_name (self->details,
                                    conflict       ? "conflict"
                                    : item != NULL ? "operation"
                                                   : "none");
  if (item == NULL)
    gui_split_show_content (self->split, FALSE);
}

static void
activated_cb (GuiInboxPage *self)
{
  gui_split_show_content (self->split, TRUE);
}

static void
resolved_cb (GuiInboxPage *self)
{
  gui_inbox_page_back (GUI_PAGE (self));
}

static void
split_cb (GuiInboxPage *self)
{
  gui_page_back_changed (GUI_PAGE (self));
}

/* ---- Rows ---- */

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gui_outbox_row_new ());
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gui_outbox_row_set_item (GUI_OUTBOX_ROW (gtk_list_item_get_child (item)),
                           gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gui_outbox_row_set_item (GUI_OUTBOX_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
gui_inbox_page_dispose (GObject *object)
{
  GuiInboxPage *self = GUI_INBOX_PAGE (object);

  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_data (self->outbox, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->outbox);

  G_OBJECT_CLASS (gui_inbox_page_parent_class)->dispose (object);
}

static void
gui_inbox_page_class_init (GuiInboxPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_inbox_page_dispose;
  g_type_ensure (GUI_TYPE_SPLIT);
  g_type_ensure (GUI_TYPE_PANE);
  g_type_ensure (GUI_TYPE_OPERATION_PANE);
  g_type_ensure (GUI_TYPE_RESOLVER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-inbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiInboxPage, split);
  gtk_widget_class_bind_template_child (widget_class, GuiInboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GuiInboxPage, details);
  gtk_widget_class_bind_template_child (widget_class, GuiInboxPage, failed);
  gtk_widget_class_bind_template_child (widget_class, GuiInboxPage, rows);
  gtk_widget_class_bind_template_child (widget_class, GuiInboxPage, operation);
  gtk_widget_class_bind_template_child (widget_class, GuiInboxPage, resolver);
  gtk_widget_class_bind_template_callback (widget_class, split_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, resolved_cb);
}

static void
gui_inbox_page_init (GuiInboxPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->rows, factory);
}

GuiInboxPage *
gui_inbox_page_new (M77Client *client, M77OutboxModel *outbox)
{
  GuiInboxPage *self = g_object_ref_sink (g_object_new (GUI_TYPE_INBOX_PAGE, NULL));

  self->outbox = g_object_ref (outbox);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (outbox)));
  gui_operation_pane_set_client (self->operation, client);
  gui_resolver_set_client (self->resolver, client);
  gtk_list_view_set_model (self->rows, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (outbox, "updated", G_CALLBACK (updated_cb), self);
  g_signal_connect_swapped (self->selection,
                            "notify::selected-item",
                            G_CALLBACK (selected_cb),
                            self);
  updated_cb (self);
  selected_cb (self);
  return self;
}
