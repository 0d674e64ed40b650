/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-operation-content"

#include "config.h"

#include "gui/widgets/gui-operation-content.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-field-row.h"
#include "gui/widgets/gui-spans.h"
#include "shared/base/m77-runtime.h"
#include "shared/model/m77-outbox.h"

#define SHORT 60 /* bytes of two values that are told as "this to that" */

struct _GuiOperationContent
{
  AdwBin parent;
  GPtrArray *rows; /* GuiFieldRow, while it is edited */
};

G_DEFINE_FINAL_TYPE (GuiOperationContent, gui_operation_content, ADW_TYPE_BIN)

static guint touched_signal;

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static const M77Kind *
kind_of (const M77Json *operation)
{
  const char *name = m77_json_get_string (operation, "kind");

  return name != NULL ? m77_kind_find (name) : NULL;
}

/* ---- To read ---- */

static void
add_row (AdwPreferencesGroup *group, const char *title, const GArray *spans)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *caption = gtk_label_new (NULL);
  GtkWidget *text = gtk_label_new (NULL);
  g_autofree char *safe = gui_text_line (title);

  gtk_label_set_text (GTK_LABEL (caption), safe);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "side-title");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gui_spans_show (GTK_LABEL (text), spans);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), text);
  gtk_widget_add_css_class (box, "text-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_preferences_group_add (group, row);
}

static const char *
label_of (const M77Json *operation, const char *name)
{
  const M77Kind *kind = kind_of (operation);
  const M77Field *field = kind != NULL ? m77_kind_field (kind, name) : NULL;

  return field != NULL ? gui_text_label (field->label) : name;
}

static void
add_values (AdwPreferencesGroup *group, const M77Json *operation, const char *part)
{
  const char *kind = m77_json_get_string (operation, "kind");
  const M77Json *base = m77_json_get (operation, "base");
  const M77Json *member = m77_json_first (m77_json_get (operation, part));

  for (; member != NULL; member = m77_json_next (member))
    {
      const char *name = m77_json_name (member);
      const M77Json *before = m77_json_get (base, name);
      g_autofree char *is = m77_outbox_value (kind, name, member, now (), gui_text_zone ());
      g_autofree char *was = m77_outbox_value (kind, name, before, now (), gui_text_zone ());
      g_autofree char *change = g_strdup_printf (_ ("%s to %s"), was, is);
      g_autoptr (GArray) spans = m77_spans_new ();

      if (before != NULL && strlen (was) + strlen (is) < SHORT)
        m77_spans_add (spans, M77_SPAN_VALUE, change);
      else if (before != NULL)
        m77_spans_add_diff (spans, was, is, TRUE);
      else
        m77_spans_add (spans, M77_SPAN_VALUE, is);
      add_row (group, label_of (operation, name), spans);
    }
}

void
gui_operation_content_show (GuiOperationContent *self, const M77Json *operation)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  const char *reason = m77_json_get_string (operation, "reason");

  g_ptr_array_set_size (self->rows, 0);
  add_values (group, operation, "doc");
  add_values (group, operation, "patch");
  add_values (group, operation, "elements");
  add_values (group, operation, "args");
  if (reason != NULL && *reason != '\0')
    {
      g_autoptr (GArray) spans = m77_spans_new ();

      m77_spans_add (spans, M77_SPAN_VALUE, reason);
      add_row (group, _ ("Reason"), spans);
    }
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (group));
}

/* ---- To change ---- */

static const char *
part_of (const M77Json *operation)
{
  return m77_json_is (m77_json_get (operation, "doc"), M77_JSON_OBJECT) ? "doc" : "patch";
}

static void
touched_cb (gpointer data)
{
  g_signal_emit (data, touched_signal, 0);
}

void
gui_operation_content_edit (GuiOperationContent *self, const M77Json *operation)
{
  const M77Json *content = m77_json_get (operation, part_of (operation));
  const M77Kind *kind = kind_of (operation);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  g_ptr_array_set_size (self->rows, 0);
  for (const M77Json *member = m77_json_first (content); member != NULL && kind != NULL;
       member = m77_json_next (member))
    {
      const M77Field *field = m77_kind_field (kind, m77_json_name (member));
      GuiFieldRow *row;

      if (field == NULL)
        continue;
      row = gui_field_row_new (field, GUI_FIELD_CREATE, G_CALLBACK (touched_cb), self);
      gui_field_row_take (row, member, TRUE);
      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (group, gui_field_row_widget (row));
    }
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (group));
}

char *
gui_operation_content_collect (GuiOperationContent *self, const M77Json *operation, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *content = m77_json_object_new (pool);
  const char *part = part_of (operation);
  M77Json *values = m77_json_copy (pool, m77_json_get (operation, part));

  for (guint i = 0; i < self->rows->len; i++)
    {
      GuiFieldRow *row = self->rows->pdata[i];
      M77Json *value = gui_field_row_value (row, pool, error);

      if (value == NULL)
        {
          gtk_widget_grab_focus (gui_field_row_widget (row));
          return NULL;
        }
      m77_json_set (pool, values, gui_field_row_field (row)->name, value);
    }
  m77_json_set (pool, content, part, values);
  return m77_json_to_text (content);
}

/* ---- The widget ---- */

static void
gui_operation_content_dispose (GObject *object)
{
  g_ptr_array_set_size (GUI_OPERATION_CONTENT (object)->rows, 0);

  G_OBJECT_CLASS (gui_operation_content_parent_class)->dispose (object);
}

static void
gui_operation_content_finalize (GObject *object)
{
  g_ptr_array_unref (GUI_OPERATION_CONTENT (object)->rows);

  G_OBJECT_CLASS (gui_operation_content_parent_class)->finalize (object);
}

static void
gui_operation_content_class_init (GuiOperationContentClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_operation_content_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_operation_content_finalize;
  touched_signal = g_signal_new ("touched",
                                 G_TYPE_FROM_CLASS (class),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
}

static void
gui_operation_content_init (GuiOperationContent *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gui_field_row_free);
}
