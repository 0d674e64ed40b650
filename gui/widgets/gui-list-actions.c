/* The menu of a list, and its commands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "gui-list-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "gui/dialogs/gui-columns.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-list-export.h"
#include "gui/widgets/gui-list-pane-private.h"
#include "gui/widgets/gui-row-actions.h"
#include "shared/base/m77-error.h"

static void
tell (GuiListPane *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", text);
}

/* ---- What they do ---- */

static void
sort_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GuiListPane *self = data;
  const char *name = g_variant_get_string (parameter, NULL);
  const M77Field *field = m77_kind_field (self->kind, name);
  g_autofree char *sort = field != NULL ? m77_sort_choose (gui_rows_sort (self->view, self->kind),
                                                           field,
                                                           FALSE)
                                        : NULL;

  gui_list_pane_set_sort (self, sort);
}

static void
group_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *name = g_variant_get_string (parameter, NULL);

  gui_list_pane_set_group (data, *name != '\0' ? name : NULL);
}

static void
filter_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gui_list_pane_set_filter (data, g_variant_get_string (parameter, NULL));
}

static void
follow_action (GSimpleAction *action, GVariant *state, gpointer data)
{
  GuiListPane *self = data;

  g_simple_action_set_state (action, state);
  m77_still_set_following (gui_rows_still (self->rows), g_variant_get_boolean (state));
}

static void
show_new_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  m77_still_let_in (gui_rows_still (((GuiListPane *) data)->rows));
}

static void
mark_all_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GuiListPane *self = data;
  g_autoptr (GError) error = NULL;

  if (!gui_rows_mark_all (self->rows, &error) && error != NULL)
    tell (self, error->message);
}

static void
columns_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gui_columns_open (data);
}

static void
export_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gui_list_export (data);
}

static void
try_again_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gui_list_pane_ask (data);
}

static void
copy_error_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GuiListPane *self = data;
  const GError *error = m77_list_error (gui_rows_list (self->rows));
  g_autofree char *text = NULL;

  if (error == NULL)
    error = m77_client_error (self->client);
  if (error == NULL)
    return;
  text = g_strdup_printf ("%s: %s\n%s %s",
                          m77_error_nick (error),
                          error->message,
                          self->kind->name,
                          self->view->filter);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  tell (self, _ ("Copied"));
}

static const GActionEntry entries[] = {
  { "sort-by", sort_action, "s", "''" }, { "group-by", group_action, "s", "''" },
  { "filter-by", filter_action, "s" },   { "follow", NULL, NULL, "false", follow_action },
  { "show-new", show_new_action },       { "mark-all", mark_all_action },
  { "columns", columns_action },         { "export", export_action },
  { "try-again", try_again_action },     { "copy-error", copy_error_action },
};

/* ---- Menus ---- */

static void
add_target (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (gui_text_label (label), NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static GMenu *
sort_menu (GuiListPane *self)
{
  GMenu *menu = g_menu_new ();
  const M77Field *fields[] = { self->kind->fields, m77_envelope_fields () };

  for (guint part = 0; part < G_N_ELEMENTS (fields); part++)
    for (const M77Field *field = fields[part]; field->name != NULL; field++)
      if (m77_field_sorts (field))
        add_target (menu, field->label, "rows.sort-by", field->name);
  return menu;
}

/* Worth a group: of few values. */
static gboolean
is_usual (const M77Field *field)
{
  return field->type == M77_TYPE_ENUM || field->type == M77_TYPE_RANKED ||
         field->type == M77_TYPE_REF || field->type == M77_TYPE_BOOLEAN ||
         g_str_equal (field->name, "region");
}

static GMenu *
group_menu (GuiListPane *self)
{
  GMenu *menu = g_menu_new ();

  add_target (menu, N_ ("Nothing"), "rows.group-by", "");
  for (const M77Field *field = self->kind->fields; field->name != NULL; field++)
    if (m77_field_groups (field) && is_usual (field))
      add_target (menu, field->label, "rows.group-by", field->name);
  return menu;
}

static void
build_menu (GuiListPane *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) order = g_menu_new ();
  g_autoptr (GMenu) rows = g_menu_new ();
  g_autoptr (GMenu) sorts = sort_menu (self);
  g_autoptr (GMenu) groups = group_menu (self);

  g_menu_append_submenu (order, _ ("_Sort By"), G_MENU_MODEL (sorts));
  g_menu_append_submenu (order, _ ("_Group By"), G_MENU_MODEL (groups));
  g_menu_append (order, _ ("_Columns…"), "rows.columns");
  g_menu_append (rows, _ ("_Follow What Comes"), "rows.follow");
  g_menu_append (rows, _ ("Select _All"), "rows.mark-all");
  g_menu_append (rows, _ ("E_xport…"), "rows.export");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rows));
  gtk_menu_button_set_menu_model (self->menu, G_MENU_MODEL (menu));
}

static void
set_state (GuiListPane *self, const char *name, const char *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (state));
}

void
gui_list_actions_update (GuiListPane *self)
{
  const char *sort = gui_rows_sort (self->view, self->kind);
  g_autofree char *first = g_strdup (sort != NULL ? sort + (*sort == '-' ? 1 : 0) : "");
  const char *kind = g_object_get_data (G_OBJECT (self->menu), "kind");

  g_strdelimit (first, ",", '\0');
  set_state (self, "sort-by", first);
  set_state (self, "group-by", self->view->group != NULL ? self->view->group : "");
  gui_view_menu_update (self->views);
  if (g_strcmp0 (kind, self->kind->name) == 0)
    return;
  g_object_set_data (G_OBJECT (self->menu), "kind", (gpointer) self->kind->name);
  build_menu (self);
}

void
gui_list_actions_init (GuiListPane *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions),
                                   entries,
                                   G_N_ELEMENTS (entries),
                                   self);
  gui_row_actions_add (self, G_ACTION_MAP (self->actions));
  gui_view_menu_set_pane (self->views, self, G_ACTION_MAP (self->actions));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "rows", G_ACTION_GROUP (self->actions));
}

/* ---- Commands ---- */

static const struct
{
  const char *command;
  const char *action; /* NULL: of its own */
} commands[] = {
  { "filter", NULL },         { "sort", NULL },       { "group", NULL },
  { "columns", "columns" },   { "follow", "follow" }, { "show-new", "show-new" },
  { "mark-all", "mark-all" }, { "export", "export" }, { "save-view", "save-view" },
};

gboolean
gui_list_pane_can_run (GuiListPane *self, const char *command)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].command, command))
      return self->rows != NULL;
  return FALSE;
}

void
gui_list_pane_run (GuiListPane *self, const char *command)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].command, command) && commands[i].action != NULL)
      g_action_group_activate_action (G_ACTION_GROUP (self->actions), commands[i].action, NULL);
  if (g_str_equal (command, "filter"))
    gui_list_pane_find (self);
  else if (g_str_equal (command, "sort") || g_str_equal (command, "group"))
    gtk_menu_button_popup (self->menu);
}
