/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-tasks"

#include "config.h"

#include "gui/widgets/gui-tasks.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-task-editor.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-incident.h"

#define KEY_BYTES 8 /* of an id: a task's key */

struct _GuiTasks
{
  AdwBin parent;
  AdwPreferencesGroup *group;
  GtkWidget *entry; /* in a group of its own: it keeps the focus */
  GPtrArray *rows;  /* in group */
  char *member;
  char *shown;       /* as JSON */
  M77JsonPool *pool; /* of the tasks of rows */
};

G_DEFINE_FINAL_TYPE (GuiTasks, gui_tasks, ADW_TYPE_BIN)

static guint changed_signal;

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static void
change (GuiTasks *self, const char *key, const M77Json *task)
{
  g_autofree char *text = task != NULL ? m77_json_to_text (task) : g_strdup ("");

  g_signal_emit (self, changed_signal, 0, key, text);
}

static void
ticked_cb (GtkCheckButton *check, GuiTasks *self)
{
  const M77Json *task = g_object_get_data (G_OBJECT (check), "task");
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *key = g_strdup (m77_json_name (task));

  if (gtk_check_button_get_active (check) == (m77_json_get_string (task, "done_at") != NULL))
    return;
  change (self, key, m77_task_turned (pool, task, self->member, now ()));
}

static void
edited_cb (GuiTaskEditor *editor, const char *key, const char *text, GuiTasks *self)
{
  g_signal_emit (self, changed_signal, 0, key, text);
}

/* "mika · due 14:20", "done by mika 03:10". */
static char *
detail_of (const M77Json *task, gboolean *late)
{
  const char *done = m77_json_get_string (task, "done_at");
  const char *due = m77_json_get_string (task, "due_at");
  const char *who = m77_json_get_string (task, done != NULL ? "done_by" : "assignee");
  gint64 at = done != NULL  ? m77_time_parse (done)
              : due != NULL ? m77_time_parse (due)
                            : M77_TIME_NONE;
  g_autofree char *when = m77_time_short (at, now (), gui_text_zone ());
  g_autofree char *name = gui_text_line (who);

  *late = done == NULL && at != M77_TIME_NONE && at < now ();
  if (done != NULL)
    return g_strdup_printf (_ ("done %s %s"), when, name);
  if (*when == '\0')
    return g_steal_pointer (&name);
  return g_strdup_printf (*late ? _ ("%s due %s, LATE") : _ ("%s due %s"), name, when);
}

static void
add_task (GuiTasks *self, const M77Json *task)
{
  const char *text = m77_json_get_string (task, "text");
  gboolean late;
  g_autofree char *detail = detail_of (task, &late);
  g_autofree char *safe = gui_text_line (text != NULL ? text : m77_json_name (task));
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *menu = gtk_menu_button_new ();
  g_autofree char *name = g_strdup_printf (_ ("Change task: %s"), safe);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), g_strstrip (detail));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               m77_json_get_string (task, "done_at") != NULL);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, safe, -1);
  g_object_set_data (G_OBJECT (check), "task", (gpointer) task);
  g_signal_connect (check, "toggled", G_CALLBACK (ticked_cb), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "document-edit-symbolic");
  gtk_widget_add_css_class (menu, "flat");
  gtk_widget_set_valign (menu, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (menu), gui_task_editor_new (task));
  g_signal_connect (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu)),
                    "changed",
                    G_CALLBACK (edited_cb),
                    self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), menu);
  if (late)
    gtk_widget_add_css_class (row, "late");
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->group, row);
}

static void
add_cb (GuiTasks *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *id = m77_id_new (m77_runtime_real ());
  M77Json *task = m77_json_object_new (pool);
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  g_strstrip (text);
  if (*text == '\0')
    return;
  m77_json_set_string (pool, task, "text", text);
  m77_json_set_string (pool, task, "phase", "response");
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  change (self, id + strlen (id) - KEY_BYTES, task);
}

static void
show_tasks (GuiTasks *self, const GPtrArray *tasks)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < tasks->len; i++)
    add_task (self, tasks->pdata[i]);
}

void
gui_tasks_show (GuiTasks *self, const M77Json *incident, const char *member)
{
  const M77Json *own = m77_json_get (incident, "tasks");
  g_autofree char *text = own != NULL ? m77_json_to_text (own) : g_strdup ("");
  g_autoptr (M77JsonPool) old = NULL;
  M77Json *copy;
  guint open;
  g_autoptr (GPtrArray) tasks = NULL;
  g_autofree char *title = NULL;

  g_free (self->member);
  self->member = g_strdup (member);
  if (g_strcmp0 (text, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&text);
  old = g_steal_pointer (&self->pool);
  self->pool = m77_json_pool_new ();
  copy = m77_json_object_new (self->pool);
  if (own != NULL)
    m77_json_set (self->pool, copy, "tasks", m77_json_copy (self->pool, own));
  tasks = m77_incident_tasks (copy, &open);
  show_tasks (self, tasks);
  title = tasks->len > 0 ? g_strdup_printf (_ ("Tasks, %u of %u open"), open, tasks->len)
                         : g_strdup (_ ("Tasks"));
  adw_preferences_group_set_title (self->group, title);
}

static void
gui_tasks_finalize (GObject *object)
{
  GuiTasks *self = GUI_TASKS (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->pool, m77_json_pool_free);
  g_free (self->member);
  g_free (self->shown);

  G_OBJECT_CLASS (gui_tasks_parent_class)->finalize (object);
}

static void
gui_tasks_class_init (GuiTasksClass *class)
{
  G_OBJECT_CLASS (class)->finalize = gui_tasks_finalize;
  changed_signal = g_signal_new ("changed",
                                 G_TYPE_FROM_CLASS (class),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 2,
                                 G_TYPE_STRING,
                                 G_TYPE_STRING);
}

static void
gui_tasks_init (GuiTasks *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *below = adw_preferences_group_new ();

  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), _ ("New task"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->entry), TRUE);
  g_signal_connect_swapped (self->entry, "apply", G_CALLBACK (add_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (below), self->entry);
  adw_preferences_group_set_title (self->group, _ ("Tasks"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->group));
  gtk_box_append (GTK_BOX (box), below);
  adw_bin_set_child (ADW_BIN (self), box);
}
