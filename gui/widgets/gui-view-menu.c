/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-view-menu"

#include "config.h"

#include "gui/widgets/gui-view-menu.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"

#define DATA "gui-views"

struct _GuiViewMenu
{
  AdwBin parent;
  GtkMenuButton *button;
  GtkPopover *naming;
  GtkEntry *name;
  GtkLabel *fault;
  GuiListPane *pane;
};

G_DEFINE_FINAL_TYPE (GuiViewMenu, gui_view_menu, ADW_TYPE_BIN)

/* ---- The views of a profile ---- */

static void
free_views (gpointer views)
{
  m77_views_free (views);
}

/* Whoever shows them hears of it as of any change of the client's status. */
static void
changed_cb (gpointer client)
{
  g_signal_emit_by_name (client, "status-changed");
}

M77Views *
gui_views_of (M77Client *client)
{
  M77Views *views = g_object_get_data (G_OBJECT (client), DATA);
  const char *profile = m77_client_profile (client);

  if (views != NULL || profile == NULL || *profile == '\0')
    return views;
  views = m77_views_open (profile, changed_cb, client);
  g_object_set_data_full (G_OBJECT (client), DATA, views, free_views);
  return views;
}

const M77View *
gui_views_of_kind (M77Client *client, const M77Kind *kind)
{
  M77Views *views = gui_views_of (client);
  const M77View *view = views != NULL ? m77_views_find (views, kind->name) : NULL;

  return view != NULL && g_str_equal (view->kind, kind->name) && m77_view_check (view, NULL) ? view
                                                                                             : NULL;
}

/* ---- What the button says ---- */

static const M77View *
saved_view (GuiViewMenu *self)
{
  const M77View *view = gui_list_pane_view (self->pane);
  M77Views *views = gui_views_of (gui_list_pane_client (self->pane));

  return views != NULL && view->name != NULL ? m77_views_find (views, view->name) : NULL;
}

static GMenu *
views_menu (GuiViewMenu *self, M77Views *views)
{
  const GPtrArray *all = views != NULL ? m77_views_all (views) : NULL;
  GMenu *menu = g_menu_new ();

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const M77View *view = all->pdata[i];
      g_autoptr (GMenuItem) item = NULL;
      g_autofree char *label = NULL;

      if (!g_str_equal (view->kind, gui_list_pane_kind (self->pane)->name))
        continue;
      label = gui_text_line (view->name);
      item = g_menu_item_new (NULL, NULL);
      g_menu_item_set_attribute (item, G_MENU_ATTRIBUTE_LABEL, "s", label);
      g_menu_item_set_action_and_target (item, "rows.view", "s", view->name);
      g_menu_append_item (menu, item);
    }
  return menu;
}

void
gui_view_menu_update (GuiViewMenu *self)
{
  const M77View *view = gui_list_pane_view (self->pane);
  const M77View *saved = saved_view (self);
  gboolean changed = saved != NULL && !m77_view_equal (saved, view);
  g_autofree char *name = gui_text_line (view->name != NULL ? view->name : _ ("View"));
  g_autofree char *label = g_strdup_printf ("%s%s", name, changed ? " *" : "");
  g_autofree char *spoken = changed ? g_strdup_printf (_ ("View %s, changed"), name)
                                    : g_strdup_printf (_ ("View %s"), name);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) views = views_menu (self, gui_views_of (gui_list_pane_client (self->pane)));
  g_autoptr (GMenu) own = g_menu_new ();

  gtk_menu_button_set_label (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken,
                                  -1);
  if (changed)
    g_menu_append (own, _ ("_Save Changes"), "rows.update-view");
  g_menu_append (own, _ ("Save _As…"), "rows.save-view");
  if (saved != NULL)
    g_menu_append (own, _ ("_Remove"), "rows.remove-view");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (views));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (menu));
}

/* ---- Saving ---- */

static void
tell (GuiListPane *pane, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (pane), "win.tell", "s", text);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiListPane) pane = data;
  g_autoptr (GError) error = NULL;

  if (!m77_views_finish (result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (pane, error->message);
}

static void
put (GuiViewMenu *self, const M77View *view)
{
  M77Views *views = gui_views_of (gui_list_pane_client (self->pane));

  m77_views_put_async (views, view, saved_cb, g_object_ref (self->pane));
  gui_list_pane_set_name (self->pane, view->name);
}

static void
name_cb (GuiViewMenu *self)
{
  M77Views *views = gui_views_of (gui_list_pane_client (self->pane));
  g_autoptr (M77View) view = m77_view_copy (gui_list_pane_view (self->pane));
  g_autoptr (GError) error = NULL;
  const char *fault = NULL;

  if (!m77_view_set_name (view, gtk_editable_get_text (GTK_EDITABLE (self->name)), &error))
    fault = error->message;
  else if (views == NULL)
    fault = _ ("The profile is not known yet. Try again in a moment");
  else if (m77_views_find (views, view->name) != NULL)
    fault = _ ("There is one of that name: another name, or Save Changes in it");
  gtk_label_set_label (self->fault, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), fault != NULL);
  if (fault != NULL)
    return;
  put (self, view);
  gtk_popover_popdown (self->naming);
}

/* ---- Actions ---- */

static void
view_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GuiViewMenu *self = data;
  M77Views *views = gui_views_of (gui_list_pane_client (self->pane));
  const M77View *view = views != NULL
                            ? m77_views_find (views, g_variant_get_string (parameter, NULL))
                            : NULL;
  g_autoptr (GError) error = NULL;

  if (view != NULL && m77_view_check (view, &error))
    gui_list_pane_show_view (self->pane, view);
  else if (error != NULL)
    tell (self->pane, error->message);
}

static void
save_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GuiViewMenu *self = data;

  gtk_popover_popup (self->naming);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
update_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GuiViewMenu *self = data;

  if (saved_view (self) != NULL)
    put (self, gui_list_pane_view (self->pane));
}

static void
remove_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GuiViewMenu *self = data;
  M77Views *views = gui_views_of (gui_list_pane_client (self->pane));

  if (saved_view (self) == NULL)
    return;
  m77_views_remove_async (views,
                          gui_list_pane_view (self->pane)->name,
                          saved_cb,
                          g_object_ref (self->pane));
  gui_list_pane_set_name (self->pane, NULL);
}

static const GActionEntry entries[] = {
  { "view", view_action, "s" },
  { "save-view", save_action },
  { "update-view", update_action },
  { "remove-view", remove_action },
};

/* ---- The widget ---- */

static void
gui_view_menu_dispose (GObject *object)
{
  GuiViewMenu *self = GUI_VIEW_MENU (object);

  g_clear_pointer ((GtkWidget **) &self->naming, gtk_widget_unparent);

  G_OBJECT_CLASS (gui_view_menu_parent_class)->dispose (object);
}

static void
gui_view_menu_class_init (GuiViewMenuClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_view_menu_dispose;
}

static void
gui_view_menu_init (GuiViewMenu *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "view-button");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));

  self->naming = GTK_POPOVER (gtk_popover_new ());
  self->name = GTK_ENTRY (gtk_entry_new ());
  self->fault = GTK_LABEL (gtk_label_new (NULL));
  gtk_entry_set_placeholder_text (self->name, _ ("Name of the view"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of the view"),
                                  -1);
  gtk_label_set_wrap (self->fault, TRUE);
  gtk_label_set_max_width_chars (self->fault, 30);
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->fault));
  gtk_popover_set_child (self->naming, box);
  gtk_widget_set_parent (GTK_WIDGET (self->naming), GTK_WIDGET (self));
  g_signal_connect_swapped (self->name, "activate", G_CALLBACK (name_cb), self);
}

void
gui_view_menu_set_pane (GuiViewMenu *self, GuiListPane *pane, GActionMap *actions)
{
  self->pane = pane;
  g_action_map_add_action_entries (actions, entries, G_N_ELEMENTS (entries), self);
}
