/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-log-group"

#include "config.h"

#include "gui/widgets/gui-log-group.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "shared/base/m77-text.h"
#include "shared/base/m77-time.h"

#define SHOWN_MOST 50 /* entries */

struct _GuiLogGroup
{
  AdwBin parent;
  char *shown; /* the logs' JSON: unchanged ones stay as they are */
};

G_DEFINE_FINAL_TYPE (GuiLogGroup, gui_log_group, ADW_TYPE_BIN)

static void
gui_log_group_finalize (GObject *object)
{
  g_free (GUI_LOG_GROUP (object)->shown);

  G_OBJECT_CLASS (gui_log_group_parent_class)->finalize (object);
}

static void
gui_log_group_class_init (GuiLogGroupClass *class)
{
  G_OBJECT_CLASS (class)->finalize = gui_log_group_finalize;
}

static void
gui_log_group_init (GuiLogGroup *self)
{
}

GuiLogGroup *
gui_log_group_new (void)
{
  return g_object_new (GUI_TYPE_LOG_GROUP, NULL);
}

static GtkWidget *
new_entry (const M77Json *entry, gint64 now)
{
  GtkWidget *row = adw_action_row_new ();
  const char *text = m77_json_get_string (entry, "text");
  const char *author = m77_json_get_string (entry, "author");
  const char *at = m77_json_get_string (entry, "at");
  g_autofree char *when = m77_time_short (at != NULL ? m77_time_parse (at) : M77_TIME_NONE,
                                          now,
                                          gui_text_zone ());
  g_autofree char *lines = text != NULL ? m77_text_safe_lines (text, -1) : g_strdup ("");
  g_autofree char *who = gui_text_line (author);
  g_autofree char *head = g_strdup_printf (*who != '\0' ? "%s  %s" : "%s%s", when, who);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), head);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), lines);
  return row;
}

static GtkWidget *
new_log (const M77Field *field, const M77Json *log, gint64 now)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autofree char *title = gui_text_markup (gui_text_label (field->label));

  for (const M77Json *each = m77_json_first (log); each != NULL; each = m77_json_next (each))
    g_ptr_array_add (entries, (gpointer) each);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = entries->len; i > 0 && entries->len - i < SHOWN_MOST; i--)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               new_entry (entries->pdata[i - 1], now));
  if (entries->len > SHOWN_MOST)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("%u older entry is not shown",
                                                         "%u older entries are not shown",
                                                         entries->len - SHOWN_MOST),
                                               entries->len - SHOWN_MOST);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), more);
    }
  return group;
}

void
gui_log_group_show (GuiLogGroup *self, const M77Kind *kind, const M77Json *doc, gint64 now)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *box;

  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    if (field->type == M77_TYPE_LOG)
      m77_json_write (m77_json_get (doc, field->name), text);
  if (g_strcmp0 (text->str, self->shown) == 0)
    return;

  g_free (self->shown);
  self->shown = g_strdup (text->str);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    if (field->type == M77_TYPE_LOG && m77_json_size (m77_json_get (doc, field->name)) > 0)
      gtk_box_append (GTK_BOX (box), new_log (field, m77_json_get (doc, field->name), now));
  adw_bin_set_child (ADW_BIN (self), box);
}
