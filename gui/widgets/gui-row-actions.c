/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-row-actions"

#include "config.h"

#include "gui/widgets/gui-row-actions.h"

#include <glib/gi18n.h>

#include "gui/dialogs/gui-act-dialog.h"
#include "gui/dialogs/gui-bulk.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-list-pane-private.h"
#include "shared/base/m77-runtime.h"
#include "shared/model/m77-record.h"
#include "shared/model/m77-value.h"

static M77Marks *
marks_of (GuiListPane *pane)
{
  return gui_marks_marks (gui_rows_marks (gui_list_pane_rows (pane)));
}

static void
tell (GuiListPane *pane, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (pane), "win.tell", "s", text);
}

/* ---- Acting ---- */

static void
act_on_one (GuiListPane *pane, M77Row *row, const M77Action *action)
{
  const M77Kind *kind = gui_list_pane_kind (pane);
  const M77Json *doc = m77_row_doc (row);
  g_autofree char *key = m77_record_key (kind, doc, m77_row_id (row), m77_row_local_number (row));
  g_autofree char *title = m77_record_title (kind, doc, m77_row_id (row));
  const GuiActRequest request = { .client = gui_list_pane_client (pane),
                                  .kind = kind,
                                  .action = action,
                                  .id = m77_row_id (row),
                                  .key = key,
                                  .title = title,
                                  .doc = doc,
                                  .is_offline = gui_list_pane_is_offline (pane) };

  gui_act_dialog_open (GTK_WIDGET (pane), &request);
}

static void
act_action (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  GuiListPane *pane = data;
  const M77Action *action = m77_kind_action (gui_list_pane_kind (pane),
                                             g_variant_get_string (parameter, NULL));
  g_autoptr (M77Row) row = gui_list_pane_current (pane);

  if (action == NULL || m77_marks_count (marks_of (pane)) == 0)
    return;
  if (row != NULL && m77_row_is_loaded (row))
    act_on_one (pane, row, action);
  else
    gui_bulk_act (pane, action);
}

static void
edit_action (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  gui_bulk_edit (data);
}

static void
open_action (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  g_autoptr (M77Row) row = gui_list_pane_current (data);

  if (row != NULL && m77_row_is_loaded (row))
    g_signal_emit_by_name (data, "activated", row);
}

static void
unmark_action (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  m77_marks_clear (marks_of (data));
  gui_marks_changed (gui_rows_marks (gui_list_pane_rows (data)));
}

/* ---- Copying ---- */

/* A field as a person would paste it: all of it, a time as an instant. */
static char *
plain_value (GuiListPane *pane, M77Row *row, const M77Field *field)
{
  const M77Json *value = m77_json_get (m77_row_doc (row), field->name);
  gint64 now = m77_runtime_now (m77_runtime_real ());

  if (m77_json_string (value) != NULL)
    return g_strdup (m77_json_string (value));
  if (value == NULL)
    return gui_text_cell (row, field, now);
  return m77_json_is_null (value) ? g_strdup ("")
                                  : m77_value_to_text (field, value, now, gui_text_zone ());
}

static char *
row_text (GuiListPane *pane, M77Row *row)
{
  g_autoptr (GArray)
      columns = m77_view_shown_columns (gui_list_pane_view (pane), gui_list_pane_kind (pane));
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      const M77Field *field = m77_kind_field (gui_list_pane_kind (pane),
                                              g_array_index (columns, M77ViewColumn, i).field);
      g_autofree char *value = field != NULL ? plain_value (pane, row, field) : g_strdup ("");

      g_string_append_printf (out, "%s%s", i > 0 ? "\t" : "", g_strdelimit (value, "\t\n", ' '));
    }
  return g_string_free (out, FALSE);
}

static void
copy_action (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  GuiListPane *pane = data;
  const M77Kind *kind = gui_list_pane_kind (pane);
  const char *what = g_variant_get_string (parameter, NULL);
  const M77Field *field = m77_kind_field (kind, what);
  g_autoptr (M77Row) row = gui_list_pane_current (pane);
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;

  if (row == NULL || !m77_row_is_loaded (row))
    return;
  key = m77_record_key (kind, m77_row_doc (row), m77_row_id (row), m77_row_local_number (row));
  if (g_str_equal (what, "/key"))
    text = g_strdup (key);
  else if (g_str_equal (what, "/link"))
    text = g_strdup_printf ("m77://%s/%s", kind->name, m77_row_id (row));
  else if (g_str_equal (what, "/row"))
    text = row_text (pane, row);
  else if (field != NULL)
    text = plain_value (pane, row, field);
  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (pane)), text);
  tell (pane, _ ("Copied"));
}

static const GActionEntry entries[] = {
  { "act", act_action, "s" },   { "edit", edit_action },     { "open", open_action },
  { "copy", copy_action, "s" }, { "unmark", unmark_action },
};

void
gui_row_actions_add (GuiListPane *pane, GActionMap *actions)
{
  g_action_map_add_action_entries (actions, entries, G_N_ELEMENTS (entries), pane);
}

/* ---- Menus ---- */

static void
add_target (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);

  g_menu_item_set_attribute (item, G_MENU_ATTRIBUTE_LABEL, "s", label);
  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

/* The safe directions first, then by danger; off and why. */
static int
rank_of (const M77Action *action)
{
  return (action->flags & M77_ACTION_SAFE) != 0 ? -1 : (int) action->danger[0];
}

GMenuModel *
gui_row_actions_menu (GuiListPane *pane)
{
  const M77Kind *kind = gui_list_pane_kind (pane);
  g_autoptr (M77Row) row = gui_list_pane_current (pane);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) on = g_menu_new ();
  g_autoptr (GMenu) off = g_menu_new ();

  for (int rank = -1; rank <= M77_DANGER_TYPED; rank++)
    for (const M77Action *action = kind->actions; action != NULL && action->name != NULL; action++)
      {
        g_autofree char *refusal = NULL;
        g_autofree char *label = NULL;

        if ((action->flags & M77_ACTION_MAKES) != 0 || rank_of (action) != rank)
          continue;
        if (row != NULL && m77_row_is_loaded (row))
          refusal = gui_act_refusal (kind,
                                     action,
                                     m77_row_doc (row),
                                     gui_list_pane_is_offline (pane));
        label = refusal != NULL
                    ? g_strdup_printf ("%s. %s", gui_text_label (action->label), refusal)
                    : g_strdup_printf ("%s…", gui_text_label (action->label));
        add_target (refusal != NULL ? off : on,
                    label,
                    refusal != NULL ? "rows.none" : "rows.act",
                    action->name);
      }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (on));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (off));
  return G_MENU_MODEL (menu);
}

static GMenu *
copy_menu (GuiListPane *pane)
{
  const M77Kind *kind = gui_list_pane_kind (pane);
  g_autoptr (GArray) columns = m77_view_shown_columns (gui_list_pane_view (pane), kind);
  GMenu *menu = g_menu_new ();

  add_target (menu, gui_text_label (kind->label), "rows.copy", "/key");
  add_target (menu, _ ("Link"), "rows.copy", "/link");
  add_target (menu, _ ("Row"), "rows.copy", "/row");
  for (guint i = 0; i < columns->len; i++)
    {
      const M77Field *field = m77_kind_field (kind,
                                              g_array_index (columns, M77ViewColumn, i).field);

      if (field != NULL)
        add_target (menu, gui_text_label (field->label), "rows.copy", field->name);
    }
  return menu;
}

void
gui_row_actions_popup (GuiListPane *pane, GtkWidget *list, int x, int y)
{
  g_autoptr (M77Row) row = gui_list_pane_current (pane);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) copies = copy_menu (pane);
  g_autoptr (GMenuModel) verbs = gui_row_actions_menu (pane);
  GdkRectangle where = { x, y, 1, 1 };
  graphene_point_t at;
  GtkWidget *popover;

  if (row != NULL)
    {
      g_menu_append (first, _ ("_Open"), "rows.open");
      g_menu_append_submenu (first, _ ("_Copy"), G_MENU_MODEL (copies));
    }
  else
    g_menu_append (first, _ ("_Edit…"), "rows.edit");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, verbs);
  /* One at a time; it goes with the next, or with the list. */
  g_clear_pointer (&pane->context, gtk_widget_unparent);
  pane->context = popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (popover, GTK_WIDGET (pane));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  if (gtk_widget_compute_point (list,
                                GTK_WIDGET (pane),
                                &GRAPHENE_POINT_INIT ((float) x, (float) y),
                                &at))
    where = (GdkRectangle){ (int) at.x, (int) at.y, 1, 1 };
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &where);
  gtk_popover_popup (GTK_POPOVER (popover));
}
