/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-record-form"

#include "config.h"

#include "gui/widgets/gui-record-form.h"

#include "gui/widgets/gui-field-row.h"
#include "shared/model/m77-patch.h"
#include "shared/model/m77-record.h"

struct _GuiRecordForm
{
  AdwBin parent;
  GtkBox *groups;
  const M77Kind *kind; /* NULL: none */
  GPtrArray *rows;     /* GuiFieldRow */
};

G_DEFINE_FINAL_TYPE (GuiRecordForm, gui_record_form, ADW_TYPE_BIN)

static guint touched_signal;

static void
touched_cb (gpointer data)
{
  g_signal_emit (data, touched_signal, 0);
}

static void
begin (GuiRecordForm *self, const M77Kind *kind)
{
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, old);
  g_ptr_array_set_size (self->rows, 0);
  self->kind = kind;
}

static GuiFieldRow *
add_field (GuiRecordForm *self, const M77Field *field, GuiFieldUse use)
{
  GuiFieldRow *row = gui_field_row_new (field, use, G_CALLBACK (touched_cb), self);

  gui_field_row_set_kind (row, self->kind);
  g_ptr_array_add (self->rows, row);
  return row;
}

static gboolean
has_row (const M77Field *field)
{
  return field->type != M77_TYPE_LOG && (field->flags & M77_FIELD_SECRET) == 0;
}

void
gui_record_form_set_kind (GuiRecordForm *self, const M77Kind *kind)
{
  gboolean editable = kind->edit.level != M77_ROLE_NOBODY || kind->edit.own;
  GtkWidget *written = adw_preferences_group_new ();
  GtkWidget *read = adw_preferences_group_new ();

  begin (self, kind);
  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    if (has_row (field))
      {
        GuiFieldRow *row = add_field (self, field, editable ? GUI_FIELD_EDIT : GUI_FIELD_READ);

        gui_field_row_add_to (row,
                              ADW_PREFERENCES_GROUP (gui_field_row_is_editable (row) ? written
                                                                                     : read));
      }
  gtk_box_append (self->groups, written);
  gtk_box_append (self->groups, read);
}

void
gui_record_form_set_new (GuiRecordForm *self, const M77Kind *kind)
{
  GtkWidget *group = adw_preferences_group_new ();

  begin (self, kind);
  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    if (has_row (field) && m77_field_is_editable (field))
      {
        GuiFieldRow *row = add_field (self, field, GUI_FIELD_CREATE);

        if (field->start != NULL)
          {
            g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

            gui_field_row_take (row, m77_json_string_new (pool, field->start), TRUE);
          }
        gui_field_row_add_to (row, ADW_PREFERENCES_GROUP (group));
      }
  gtk_box_append (self->groups, group);
}

M77Json *
gui_record_form_collect_new (GuiRecordForm *self, M77JsonPool *pool, GError **error)
{
  M77Json *doc = m77_json_object_new (pool);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GuiFieldRow *row = self->rows->pdata[i];
      M77Json *value = gui_field_row_value (row, pool, error);

      if (value == NULL)
        {
          gtk_widget_grab_focus (gui_field_row_widget (row));
          return NULL;
        }
      if (!m77_json_is_null (value))
        m77_json_set (pool, doc, gui_field_row_field (row)->name, value);
    }
  return doc;
}

static gboolean
is_open (const char *const *states, const char *state)
{
  return states == NULL || state == NULL || g_strv_contains (states, state);
}

void
gui_record_form_take (GuiRecordForm *self, const M77Json *doc, gboolean force)
{
  const char *state = m77_record_state (self->kind, doc);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GuiFieldRow *row = self->rows->pdata[i];
      const M77Field *field = gui_field_row_field (row);

      gui_field_row_take (row, m77_json_get (doc, field->name), force);
      gui_field_row_set_open (row,
                              is_open (self->kind->edit_states, state) &&
                                  is_open (field->edit_states, state));
    }
}

void
gui_record_form_settle (GuiRecordForm *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    gui_field_row_settle (self->rows->pdata[i]);
}

void
gui_record_form_set_author (GuiRecordForm *self, const char *by, gint64 at)
{
  for (guint i = 0; i < self->rows->len; i++)
    gui_field_row_set_author (self->rows->pdata[i], by, at);
}

/* ---- Drafts ---- */

char *
gui_record_form_draft (GuiRecordForm *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *draft = m77_json_object_new (pool);
  M77Json *fields = m77_json_object_new (pool);
  M77Json *base = m77_json_object_new (pool);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GuiFieldRow *row = self->rows->pdata[i];
      const char *name = gui_field_row_field (row)->name;
      g_autofree char *text = gui_field_row_typed (row);

      if (!gui_field_row_is_touched (row))
        continue;
      m77_json_set_string (pool, fields, name, text);
      m77_json_set (pool,
                    base,
                    name,
                    gui_field_row_base (row) != NULL
                        ? m77_json_copy (pool, gui_field_row_base (row))
                        : m77_json_null_new (pool));
    }
  m77_json_set (pool, draft, "fields", fields);
  m77_json_set (pool, draft, "base", base);
  return m77_json_to_text (draft);
}

gboolean
gui_record_form_take_draft (GuiRecordForm *self, const M77Json *doc, const char *text)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *draft = m77_json_parse (pool, text, -1, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GuiFieldRow *row = self->rows->pdata[i];
      const char *name = gui_field_row_field (row)->name;
      const char *typed = m77_json_get_string (m77_json_get (draft, "fields"), name);
      const M77Json *base = m77_json_get (m77_json_get (draft, "base"), name);

      if (typed == NULL || gui_field_row_is_touched (row))
        continue;
      if (base != NULL)
        gui_field_row_take (row, base, TRUE);
      gui_field_row_type (row, typed);
      gui_field_row_take (row, m77_json_get (doc, name), FALSE);
    }
  return gui_record_form_count_touched (self) > 0;
}

guint
gui_record_form_count_touched (GuiRecordForm *self)
{
  guint count = 0;

  for (guint i = 0; i < self->rows->len; i++)
    count += gui_field_row_is_touched (self->rows->pdata[i]) ? 1 : 0;
  return count;
}

gboolean
gui_record_form_collect (GuiRecordForm *self,
                         M77JsonPool *pool,
                         M77Json **base,
                         M77Json **patch,
                         M77Json **elements,
                         GError **error)
{
  M77Json *before = m77_json_object_new (pool);
  M77Json *after = m77_json_object_new (pool);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GuiFieldRow *row = self->rows->pdata[i];
      const char *name = gui_field_row_field (row)->name;
      M77Json *value;

      if (!gui_field_row_is_touched (row))
        continue;
      value = gui_field_row_value (row, pool, error);
      if (value == NULL)
        {
          gtk_widget_grab_focus (gui_field_row_widget (row));
          return FALSE;
        }
      if (!m77_json_is_null (gui_field_row_base (row)))
        m77_json_set (pool, before, name, m77_json_copy (pool, gui_field_row_base (row)));
      if (!m77_json_is_null (value))
        m77_json_set (pool, after, name, value);
    }
  m77_edit_diff (pool, self->kind, before, after, patch, elements);
  *base = m77_edit_base (pool, before, *patch, *elements);
  return TRUE;
}

static void
gui_record_form_dispose (GObject *object)
{
  g_ptr_array_set_size (GUI_RECORD_FORM (object)->rows, 0);

  G_OBJECT_CLASS (gui_record_form_parent_class)->dispose (object);
}

static void
gui_record_form_finalize (GObject *object)
{
  g_ptr_array_unref (GUI_RECORD_FORM (object)->rows);

  G_OBJECT_CLASS (gui_record_form_parent_class)->finalize (object);
}

static void
gui_record_form_class_init (GuiRecordFormClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_record_form_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_record_form_finalize;
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
gui_record_form_init (GuiRecordForm *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gui_field_row_free);
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->groups));
}
