/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-task-editor"

#include "config.h"

#include "gui/widgets/gui-task-editor.h"

#include <glib/gi18n.h>

#include "gui/widgets/gui-field-row.h"

static const M77Field fields[] = {
  { .name = "text", .label = N_ ("Task"), .type = M77_TYPE_LINE, .flags = M77_FIELD_REQUIRED },
  { .name = "assignee", .label = N_ ("Who"), .type = M77_TYPE_REF, .ref = "member" },
  { .name = "due_at", .label = N_ ("Until"), .type = M77_TYPE_TIME },
};

#define N_FIELDS G_N_ELEMENTS (fields)

struct _GuiTaskEditor
{
  GtkPopover parent;
  GuiFieldRow *rows[N_FIELDS];
  AdwPreferencesGroup *group; /* NULL: not shown yet */
  char *key;
  M77JsonPool *pool; /* of task */
  M77Json *task;
};

G_DEFINE_FINAL_TYPE (GuiTaskEditor, gui_task_editor, GTK_TYPE_POPOVER)

static guint changed_signal;

static void
touched_cb (gpointer data)
{
}

static void
save_cb (GuiTaskEditor *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *task = m77_json_copy (pool, self->task);
  g_autofree char *text = NULL;

  for (guint i = 0; i < N_FIELDS; i++)
    {
      M77Json *value = gui_field_row_value (self->rows[i], pool, NULL);

      if (value == NULL)
        {
          gtk_widget_grab_focus (gui_field_row_widget (self->rows[i]));
          return;
        }
      m77_json_set (pool, task, fields[i].name, value);
    }
  text = m77_json_to_text (task);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, changed_signal, 0, self->key, text);
}

static void
remove_cb (GuiTaskEditor *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, changed_signal, 0, self->key, "");
}

static GtkWidget *
new_button (GuiTaskEditor *self, const char *label, const char *class, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (class != NULL)
    gtk_widget_add_css_class (button, class);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

/* Made when it is looked at first: most never are. */
static void
fill (GuiTaskEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  for (guint i = 0; i < N_FIELDS; i++)
    {
      self->rows[i] = gui_field_row_new (&fields[i],
                                         GUI_FIELD_CREATE,
                                         G_CALLBACK (touched_cb),
                                         self);
      gui_field_row_take (self->rows[i], m77_json_get (self->task, fields[i].name), TRUE);
      gui_field_row_add_to (self->rows[i], self->group);
    }
  gtk_widget_set_size_request (box, 260, -1);
  gtk_widget_set_halign (line, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (line), new_button (self, _ ("Take out"), NULL, G_CALLBACK (remove_cb)));
  gtk_box_append (GTK_BOX (line),
                  new_button (self, _ ("Save"), "suggested-action", G_CALLBACK (save_cb)));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->group));
  gtk_box_append (GTK_BOX (box), line);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

static void
gui_task_editor_show (GtkWidget *widget)
{
  if (GUI_TASK_EDITOR (widget)->group == NULL)
    fill (GUI_TASK_EDITOR (widget));
  GTK_WIDGET_CLASS (gui_task_editor_parent_class)->show (widget);
}

static void
gui_task_editor_dispose (GObject *object)
{
  GuiTaskEditor *self = GUI_TASK_EDITOR (object);

  for (guint i = 0; i < N_FIELDS; i++)
    g_clear_pointer (&self->rows[i], gui_field_row_free);

  G_OBJECT_CLASS (gui_task_editor_parent_class)->dispose (object);
}

static void
gui_task_editor_finalize (GObject *object)
{
  GuiTaskEditor *self = GUI_TASK_EDITOR (object);

  m77_json_pool_free (self->pool);
  g_free (self->key);

  G_OBJECT_CLASS (gui_task_editor_parent_class)->finalize (object);
}

static void
gui_task_editor_class_init (GuiTaskEditorClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_task_editor_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_task_editor_finalize;
  GTK_WIDGET_CLASS (class)->show = gui_task_editor_show;
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
gui_task_editor_init (GuiTaskEditor *self)
{
  self->pool = m77_json_pool_new ();
}

GtkWidget *
gui_task_editor_new (const M77Json *task)
{
  GuiTaskEditor *self = g_object_new (GUI_TYPE_TASK_EDITOR, NULL);

  self->key = g_strdup (m77_json_name (task));
  self->task = m77_json_copy (self->pool, task);
  return GTK_WIDGET (self);
}
