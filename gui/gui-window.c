/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-window"

#include "config.h"

#include "gui/gui-window.h"

#include <glib/gi18n.h>

#include "gui/gui-compat.h"
#include "gui/gui-sections.h"
#include "gui/gui-text.h"
#include "gui/gui-undo.h"
#include "gui/pages/gui-pages.h"
#include "gui/widgets/gui-pane.h"
#include "gui/widgets/gui-status-strip.h"
#include "shared/base/m77-runtime.h"

#define STATUS_EVERY_S 15 /* ages grow by themselves */

struct _GuiWindow
{
  AdwApplicationWindow parent;
  AdwToastOverlay *toasts;
  GuiSplit *split;
  GtkListBox *sidebar;
  GtkLabel *person;
  AdwWindowTitle *title;
  GtkButton *back_button;
  GtkStack *pages;
  GuiStatusStrip *strip;

  M77Client *client;
  M77OutboxModel *outbox;
  GtkLabel *badge; /* of the inbox */
  gboolean offline_by_person;
  guint status_timer;
};

G_DEFINE_FINAL_TYPE (GuiWindow, gui_window, ADW_TYPE_APPLICATION_WINDOW)

static GuiPage *
shown_page (GuiWindow *self)
{
  return GUI_PAGE (gtk_stack_get_visible_child (self->pages));
}

static void
tell (GuiWindow *self, const char *text)
{
  g_autofree char *markup = gui_text_markup (text);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

static void
show_status (GuiWindow *self)
{
  g_autoptr (GuiStatus) status = gui_status_new (m77_client_status (self->client),
                                                 m77_client_profile (self->client),
                                                 m77_client_state (self->client),
                                                 m77_client_error (self->client),
                                                 m77_runtime_now (m77_runtime_real ()));
  g_autofree char *member = gui_text_line (status->member);
  g_autofree char *profile = gui_text_line (status->profile);

  gui_status_strip_show (self->strip, status);
  gtk_label_set_label (self->person, member);
  gtk_widget_set_visible (GTK_WIDGET (self->person), *member != '\0');
  adw_window_title_set_subtitle (self->title, profile);
  self->offline_by_person = status->offline_by_person;
  if (shown_page (self) != NULL)
    gui_page_set_status (shown_page (self), status);
}

static gboolean
status_cb (gpointer data)
{
  show_status (data);
  return G_SOURCE_CONTINUE;
}

static void
show_back (GuiWindow *self)
{
  GuiPage *page = shown_page (self);

  gtk_widget_set_visible (GTK_WIDGET (self->back_button),
                          gui_split_is_collapsed (self->split) ||
                              (page != NULL && gui_page_can_go_back (page)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self),
                                 "win.new",
                                 page != NULL && gui_page_can_create (page));
}

/* Made at the first visit, and kept: what is typed there stays. */
static void
show_section (GuiWindow *self, const GuiSection *section)
{
  const char *title = gui_text_label (section->title);
  g_autofree char *window_title = NULL;

  if (gtk_stack_get_child_by_name (self->pages, section->id) == NULL)
    {
      GtkWidget *page = gui_pages_new (section, self->client, self->outbox);

      g_signal_connect_object (page,
                               "back-changed",
                               G_CALLBACK (show_back),
                               self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->pages, page, section->id);
    }
  gtk_stack_set_visible_child_name (self->pages, section->id);
  adw_window_title_set_title (self->title, title);
  window_title = m77_client_profile (self->client) != NULL
                     ? g_strdup_printf ("%s: %s", m77_client_profile (self->client), title)
                     : g_strdup (title);
  gtk_window_set_title (GTK_WINDOW (self), window_title);
  show_status (self);
  show_back (self);
}

static void
select_section (GuiWindow *self, const char *id)
{
  const GuiSection *section = gui_section_find (id);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->sidebar, i)) != NULL; i++)
    if (g_object_get_data (G_OBJECT (row), "section") == section)
      gtk_list_box_select_row (self->sidebar, row);
  show_section (self, section);
}

static void
row_cb (GuiWindow *self, GtkListBoxRow *row)
{
  show_section (self, g_object_get_data (G_OBJECT (row), "section"));
  gui_split_show_content (self->split, TRUE);
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const GuiSection *section = g_object_get_data (G_OBJECT (row), "section");
  const GuiSection *above = before != NULL ? g_object_get_data (G_OBJECT (before), "section")
                                           : NULL;
  GtkWidget *label;

  if (above != NULL && g_strcmp0 (above->group, section->group) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (gui_text_label (section->group));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "group-title");
  gtk_list_box_row_set_header (row, label);
}

static GtkWidget *
new_badge (GuiWindow *self)
{
  self->badge = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), "badge");
  gtk_widget_set_valign (GTK_WIDGET (self->badge), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), FALSE);
  return GTK_WIDGET (self->badge);
}

/* What asks something of this person, never a total. */
static void
show_badge (GuiWindow *self)
{
  guint needing = m77_outbox_model_count_needing (self->outbox);
  g_autofree char *text = needing > 99 ? g_strdup ("99+") : g_strdup_printf ("%u", needing);
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (self->badge), GTK_TYPE_LIST_BOX_ROW);
  g_autofree char *name = g_strdup_printf (ngettext ("Inbox, %u needs you",
                                                     "Inbox, %u need you",
                                                     needing),
                                           needing);

  gtk_label_set_text (self->badge, text);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), needing > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_section (GuiWindow *self, const GuiSection *section)
{
  g_autoptr (GPtrArray) kinds = gui_section_kinds (section);
  const char *title = gui_text_label (section->title);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);

  if (kinds->len == 0 && g_str_equal (section->id, "other"))
    {
      g_object_unref (g_object_ref_sink (row));
      g_object_unref (g_object_ref_sink (box));
      g_object_unref (g_object_ref_sink (label));
      return;
    }
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (section->icon));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (g_str_equal (section->id, "inbox"))
    gtk_box_append (GTK_BOX (box), new_badge (self));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (row), "section", (gpointer) section);
  gtk_list_box_append (self->sidebar, row);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GuiWindow *self = GUI_WINDOW (widget);

  if (shown_page (self) == NULL || !gui_page_back (shown_page (self)))
    gui_split_show_content (self->split, FALSE);
}

static void
section_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GuiWindow *self = GUI_WINDOW (widget);

  select_section (self, g_variant_get_string (parameter, NULL));
  gui_split_show_content (self->split, TRUE);
  gtk_widget_child_focus (GTK_WIDGET (shown_page (self)), GTK_DIR_TAB_FORWARD);
}

static void
inbox_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.section", "s", "inbox");
}

static void
overview_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.section", "s", "overview");
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GuiWindow *self = GUI_WINDOW (widget);
  const char *kind_name, *id;
  const M77Kind *kind;

  g_variant_get (parameter, "(&s&s)", &kind_name, &id);
  kind = m77_kind_find (kind_name);
  if (kind == NULL)
    return;
  select_section (self, gui_section_of_kind (kind)->id);
  gui_split_show_content (self->split, TRUE);
  gui_page_open (shown_page (self), kind, id);
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gui_split_show_content (GUI_WINDOW (widget)->split, TRUE);
  gui_page_find (shown_page (GUI_WINDOW (widget)));
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gui_page_create (shown_page (GUI_WINDOW (widget)));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gui_page_save (shown_page (GUI_WINDOW (widget)));
}

static void
suggest_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gui_page_suggest (shown_page (GUI_WINDOW (widget)));
}

static void
tell_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tell (GUI_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiWindow) self = data;
  GError *error = NULL;

  if (!m77_agent1_call_sync_finish (M77_AGENT1 (source), NULL, result, &error))
    {
      m77_client_fix_error (&error);
      tell (self, error->message);
      g_clear_error (&error);
    }
}

static void
sync_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  M77Agent1 *proxy = m77_client_proxy (GUI_WINDOW (widget)->client);

  if (proxy != NULL)
    m77_agent1_call_sync (proxy, FALSE, FALSE, NULL, synced_cb, g_object_ref (widget));
}

static void
offline_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiWindow) self = data;
  GError *error = NULL;

  if (!m77_agent1_call_set_offline_finish (M77_AGENT1 (source), NULL, result, &error))
    {
      m77_client_fix_error (&error);
      tell (self, error->message);
      g_clear_error (&error);
    }
}

static void
offline_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GuiWindow *self = GUI_WINDOW (widget);
  M77Agent1 *proxy = m77_client_proxy (self->client);

  if (proxy != NULL)
    m77_agent1_call_set_offline (proxy,
                                 !self->offline_by_person,
                                 0,
                                 NULL,
                                 offline_cb,
                                 g_object_ref (self));
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gui_undo (widget, GUI_WINDOW (widget)->client, FALSE);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gui_undo (widget, GUI_WINDOW (widget)->client, TRUE);
}

static void
about_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gui_compat_show_about (GTK_WINDOW (widget));
}

static const struct
{
  const char *name;
  const char *parameter;
  GtkWidgetActionActivateFunc activate;
  const char *accels[3];
} commands[] = {
  { "win.back", NULL, back_action, { "<Alt>Left" } },
  { "win.overview", NULL, overview_action, { "<Alt>0", "<Alt>Home" } },
  { "win.inbox", NULL, inbox_action, { "<Alt>i" } },
  { "win.section", "s", section_action, { NULL } },
  { "win.open", "(ss)", open_action, { NULL } },
  { "win.find", NULL, find_action, { "<Control>f", "<Control>l" } },
  { "win.new", NULL, new_action, { "<Control>n" } },
  { "win.save", NULL, save_action, { "<Control>s" } },
  { "win.suggest", NULL, suggest_action, { "<Control><Shift>k" } },
  { "win.sync", NULL, sync_action, { "F5" } },
  { "win.offline", NULL, offline_action, { NULL } },
  { "win.undo", NULL, undo_action, { "<Control>z" } },
  { "win.redo", NULL, redo_action, { "<Control><Shift>z" } },
  { "win.about", NULL, about_action, { NULL } },
  { "win.tell", "s", tell_action, { NULL } },
};

void
gui_window_set_accels (GtkApplication *application)
{
  static const char *const close[] = { "<Control>w", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    gtk_application_set_accels_for_action (application,
                                           commands[i].name,
                                           (const char *const *) commands[i].accels);
  gtk_application_set_accels_for_action (application, "window.close", close);
}

static void
gui_window_dispose (GObject *object)
{
  GuiWindow *self = GUI_WINDOW (object);

  g_clear_handle_id (&self->status_timer, g_source_remove);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_data (self->outbox, self);
  g_clear_object (&self->outbox);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_window_parent_class)->dispose (object);
}

static void
gui_window_class_init (GuiWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_window_dispose;
  g_type_ensure (GUI_TYPE_SPLIT);
  g_type_ensure (GUI_TYPE_PANE);
  g_type_ensure (GUI_TYPE_STATUS_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, split);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, person);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, title);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, strip);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_back);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    gtk_widget_class_install_action (widget_class,
                                     commands[i].name,
                                     commands[i].parameter,
                                     commands[i].activate);
}

static void
gui_window_init (GuiWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->sidebar, header_cb, NULL, NULL);
  for (const GuiSection *section = gui_sections (); section->id != NULL; section++)
    add_section (self, section);
}

GuiWindow *
gui_window_new (GtkApplication *application, M77Client *client)
{
  GuiWindow *self = g_object_new (GUI_TYPE_WINDOW, "application", application, NULL);

  self->client = g_object_ref (client);
  g_signal_connect_swapped (client, "status-changed", G_CALLBACK (show_status), self);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (show_status), self);
  self->status_timer = g_timeout_add_seconds (STATUS_EVERY_S, status_cb, self);
  self->outbox = m77_outbox_model_new (client);
  g_signal_connect_swapped (self->outbox, "updated", G_CALLBACK (show_badge), self);
  select_section (self, "overview");
  gui_split_show_content (self->split, TRUE);
  show_back (self);
  return self;
}
