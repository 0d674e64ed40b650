/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-operation-content"

#include "config.h"

#include "gui/widgets/gui-operation-content.h"

#include <glib/gi18n.h>

#include "gui/widgets/gui-change-row.h"
#include "gui/widgets/gui-field-row.h"
#include "shared/model/m77-span.h"

struct _GuiOperationContent
{
  AdwBin parent;
  GPtrArray *rows; /* GuiFieldRow, while it is edited */
};

G_DEFINE_FINAL_TYPE (GuiOperationContent, gui_operation_content, ADW_TYPE_BIN)

static guint touched_signal;

static const M77Kind *
kind_of (const M77Json *operation)
{
  const char *name = m77_json_get_string (operation, "kind");

  return name != NULL ? m77_kind_find (name) : NULL;
}

/* ---- To read ---- */

static void
add_values (AdwPreferencesGroup *group, const M77Json *operation, const char *part)
{
  const char *kind = m77_json_get_string (operation, "kind");
  const M77Json *base = m77_json_get (operation, "base");
  const M77Json *member = m77_json_first (m77_json_get (operation, part));

  for (; member != NULL; member = m77_json_next (member))
    {
      const char *name = m77_json_name (member);

      adw_preferences_group_add (group,
                                 gui_change_row_of (kind, name, m77_json_get (base, name), member));
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
  for (const M77Json *e = m77_json_first (m77_json_get (operation, "elements")); e != NULL;
       e = m77_json_next (e))
    adw_preferences_group_add (group,
                               gui_change_row_elements (m77_json_get_string (operation, "kind"),
                                                        m77_json_name (e),
                                                        e));
  add_values (group, operation, "args");
  if (reason != NULL && *reason != '\0')
    {
      g_autoptr (GArray) spans = m77_spans_new ();

      m77_spans_add (spans, M77_SPAN_VALUE, reason);
      adw_preferences_group_add (group, gui_change_row_new (_ ("Reason"), spans));
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
      gui_field_row_set_kind (row, kind);
      gui_field_row_add_to (row, group);
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
