/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-field-row"

#include "config.h"

#include "gui/widgets/gui-field-row.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-field-note.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-validate.h"
#include "shared/model/m77-value.h"

typedef enum
{
  STYLE_READ,
  STYLE_LINE,
  STYLE_TEXT,
  STYLE_CHOICE,
  STYLE_SWITCH,
  STYLE_SECRET
} Style;

struct _GuiFieldRow
{
  const M77Field *field;
  Style style;
  GtkWidget *row;
  GtkTextBuffer *buffer; /* of STYLE_TEXT */
  GtkSwitch *toggle;     /* of STYLE_SWITCH */
  GuiFieldNote *note;
  const M77Kind *kind; /* NULL: not said */
  char *shown;         /* what the record said, as it is typed */
  M77JsonPool *pool;   /* of base */
  const M77Json *base;
  M77JsonPool *theirs_pool; /* of theirs; NULL: nobody changed it since it was touched */
  const M77Json *theirs;
  char *by;
  gint64 at;
  gboolean taking;
  void (*changed) (gpointer data);
  gpointer data;
};

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static Style
style_of (const M77Field *field, GuiFieldUse use)
{
  gboolean fixed = (field->flags & M77_FIELD_FIXED) != 0 || field->type == M77_TYPE_SLUG;

  if (use == GUI_FIELD_ARGUMENT && (field->flags & M77_FIELD_SECRET) != 0)
    return STYLE_SECRET;
  if (use == GUI_FIELD_READ || !m77_field_is_editable (field) || (fixed && use == GUI_FIELD_EDIT))
    return STYLE_READ;

  switch (field->type)
    {
    case M77_TYPE_LINE:
    case M77_TYPE_SLUG:
    case M77_TYPE_URL:
    case M77_TYPE_INTEGER:
    case M77_TYPE_NUMBER:
    case M77_TYPE_DURATION:
    case M77_TYPE_TIME:
    case M77_TYPE_REF:
    case M77_TYPE_SET:
      return STYLE_LINE;
    case M77_TYPE_TEXT:
    case M77_TYPE_MARKDOWN:
      return STYLE_TEXT;
    case M77_TYPE_ENUM:
    case M77_TYPE_RANKED:
      return STYLE_CHOICE;
    case M77_TYPE_BOOLEAN:
      return STYLE_SWITCH;
    default:
      return STYLE_READ;
    }
}

static gboolean
may_be_empty (GuiFieldRow *self)
{
  return (self->field->flags & M77_FIELD_REQUIRED) == 0;
}

/* As text that m77_value_from_text reads. */
char *
gui_field_row_typed (GuiFieldRow *self)
{
  GtkTextIter start, end;
  guint position;

  switch (self->style)
    {
    case STYLE_LINE:
    case STYLE_SECRET:
      return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->row)));
    case STYLE_TEXT:
      gtk_text_buffer_get_bounds (self->buffer, &start, &end);
      return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
    case STYLE_CHOICE:
      position = adw_combo_row_get_selected (ADW_COMBO_ROW (self->row));
      if (position == GTK_INVALID_LIST_POSITION || (position == 0 && may_be_empty (self)))
        return g_strdup ("");
      return g_strdup (self->field->values[position - (may_be_empty (self) ? 1 : 0)].name);
    case STYLE_SWITCH:
      return g_strdup (gtk_switch_get_active (self->toggle) ? "true" : "false");
    default:
      return g_strdup (self->shown);
    }
}

/* ---- What is said of it ---- */

/* NULL, with why: nothing that fits. */
static M77Json *
parse (GuiFieldRow *self, M77JsonPool *pool, GError **error)
{
  g_autofree char *text = gui_field_row_typed (self);
  g_autoptr (M77Fault) fault = NULL;
  M77Json *value = self->style == STYLE_TEXT && *text != '\0'
                       ? m77_json_string_new (pool, text)
                       : m77_value_from_text (self->field,
                                              text,
                                              pool,
                                              now (),
                                              gui_text_zone (),
                                              error);

  if (value != NULL && self->kind != NULL)
    fault = m77_validate_value (self->kind, self->field, value);
  if (fault == NULL)
    return value;
  g_set_error_literal (error, M77_ERROR, M77_ERROR_INVALID, fault->message);
  return NULL;
}

static void
show_fault (GuiFieldRow *self, const char *fault)
{
  if (fault != NULL)
    gtk_widget_add_css_class (self->row, "error");
  else
    gtk_widget_remove_css_class (self->row, "error");
  gui_field_note_set_fault (self->note, fault);
}

static void
check (GuiFieldRow *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;

  if (gui_field_row_is_touched (self))
    parse (self, pool, &error);
  show_fault (self, error != NULL ? error->message : NULL);
}

static void
drop_theirs (GuiFieldRow *self)
{
  g_clear_pointer (&self->theirs_pool, m77_json_pool_free);
  self->theirs = NULL;
  gui_field_note_set_theirs (self->note, NULL);
}

static void
show_theirs (GuiFieldRow *self, const M77Json *value)
{
  g_autofree char *text = m77_value_to_text (self->field, value, now (), gui_text_zone ());
  g_autofree char *safe = gui_text_line (text);
  g_autofree char *who = gui_text_line (self->by);
  g_autofree char *when = m77_time_short (self->at, now (), gui_text_zone ());
  g_autofree char *words = NULL;

  drop_theirs (self);
  self->theirs_pool = m77_json_pool_new ();
  self->theirs = value != NULL ? m77_json_copy (self->theirs_pool, value) : NULL;
  if (*safe == '\0')
    words = g_strdup_printf (_ ("%s cleared it at %s"), *who != '\0' ? who : "?", when);
  else
    words = g_strdup_printf (_ ("%s set %s at %s"), *who != '\0' ? who : "?", safe, when);
  gui_field_note_set_theirs (self->note, words);
}

static void
use_theirs_cb (GuiFieldRow *self)
{
  M77JsonPool *pool = g_steal_pointer (&self->theirs_pool);

  gui_field_row_take (self, self->theirs, TRUE);
  m77_json_pool_free (pool);
  self->changed (self->data);
}

static void
touched_cb (GuiFieldRow *self)
{
  if (self->taking)
    return;

  check (self);
  if (!gui_field_row_is_touched (self) && self->theirs_pool != NULL)
    use_theirs_cb (self);
  else
    self->changed (self->data);
}

/* ---- Rows ---- */

static GtkWidget *
new_choice (GuiFieldRow *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  if (may_be_empty (self))
    gtk_string_list_append (labels, _ ("None"));
  for (const M77Value *value = self->field->values; value->name != NULL; value++)
    gtk_string_list_append (labels, gui_text_label (value->label));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (touched_cb), self);
  return row;
}

static GtkWidget *
new_text (GuiFieldRow *self)
{
  const char *label = gui_text_label (self->field->label);
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *title = gtk_label_new (label);
  GtkWidget *view = gtk_text_view_new ();

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "caption");
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  self->buffer = g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)));
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (touched_cb), self);

  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), view);
  gtk_widget_add_css_class (box, "text-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static GtkWidget *
new_switch (GuiFieldRow *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->toggle = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->toggle), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gui_text_label (self->field->label),
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->toggle));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->toggle));
  g_signal_connect_swapped (self->toggle, "notify::active", G_CALLBACK (touched_cb), self);
  return row;
}

static GtkWidget *
new_row (GuiFieldRow *self)
{
  GtkWidget *row;

  switch (self->style)
    {
    case STYLE_LINE:
    case STYLE_SECRET:
      row = self->style == STYLE_SECRET ? adw_password_entry_row_new () : adw_entry_row_new ();
      g_signal_connect_swapped (row, "changed", G_CALLBACK (touched_cb), self);
      return row;
    case STYLE_TEXT:
      return new_text (self);
    case STYLE_CHOICE:
      return new_choice (self);
    case STYLE_SWITCH:
      return new_switch (self);
    default:
      row = adw_action_row_new ();
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 6);
      return row;
    }
}

GuiFieldRow *
gui_field_row_new (const M77Field *field, GuiFieldUse use, GCallback changed, gpointer data)
{
  GuiFieldRow *self = g_new0 (GuiFieldRow, 1);

  self->field = field;
  self->style = style_of (field, use);
  self->shown = g_strdup ("");
  self->pool = m77_json_pool_new ();
  self->changed = (void (*) (gpointer)) changed;
  self->data = data;
  self->note = g_object_ref_sink (GUI_FIELD_NOTE (gui_field_note_new ()));
  g_signal_connect_swapped (self->note, "use-theirs", G_CALLBACK (use_theirs_cb), self);
  self->row = g_object_ref_sink (new_row (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), gui_text_label (field->label));
  return self;
}

void
gui_field_row_free (GuiFieldRow *self)
{
  g_signal_handlers_disconnect_by_data (self->row, self);
  if (self->toggle != NULL)
    g_signal_handlers_disconnect_by_data (self->toggle, self);
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_signal_handlers_disconnect_by_data (self->note, self);
  g_clear_object (&self->buffer);
  g_object_unref (self->row);
  g_object_unref (self->note);
  g_clear_pointer (&self->theirs_pool, m77_json_pool_free);
  g_free (self->by);
  m77_json_pool_free (self->pool);
  g_free (self->shown);
  g_free (self);
}

void
gui_field_row_add_to (GuiFieldRow *self, AdwPreferencesGroup *group)
{
  adw_preferences_group_add (group, self->row);
  adw_preferences_group_add (group, GTK_WIDGET (self->note));
}

void
gui_field_row_set_kind (GuiFieldRow *self, const M77Kind *kind)
{
  self->kind = kind;
}

GtkWidget *
gui_field_row_widget (GuiFieldRow *self)
{
  return self->row;
}

const M77Field *
gui_field_row_field (GuiFieldRow *self)
{
  return self->field;
}

gboolean
gui_field_row_is_editable (GuiFieldRow *self)
{
  return self->style != STYLE_READ;
}

gboolean
gui_field_row_is_touched (GuiFieldRow *self)
{
  g_autofree char *text = gui_field_row_typed (self);

  return self->style != STYLE_READ && g_strcmp0 (text, self->shown) != 0;
}

void
gui_field_row_set_open (GuiFieldRow *self, gboolean open)
{
  if (self->style != STYLE_READ)
    gtk_widget_set_sensitive (self->row, open);
}

static void
show_choice (GuiFieldRow *self, const char *name)
{
  int rank = name != NULL ? m77_field_rank (self->field, name) : -1;
  guint position = GTK_INVALID_LIST_POSITION;

  if (rank >= 0)
    position = (guint) rank + (may_be_empty (self) ? 1 : 0);
  else if (may_be_empty (self))
    position = 0;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), position);
}

void
gui_field_row_set_author (GuiFieldRow *self, const char *by, gint64 at)
{
  g_free (self->by);
  self->by = g_strdup (by);
  self->at = at;
}

static char *
text_of (GuiFieldRow *self, const M77Json *value)
{
  if (m77_json_is_null (value))
    return g_strdup ("");
  if (self->style == STYLE_READ)
    return m77_value_to_text (self->field, value, now (), gui_text_zone ());
  return m77_value_to_input (self->field, value, gui_text_zone ());
}

static void
show (GuiFieldRow *self, const char *text)
{
  g_autofree char *line = NULL;

  switch (self->style)
    {
    case STYLE_LINE:
    case STYLE_SECRET:
      gtk_editable_set_text (GTK_EDITABLE (self->row), text);
      break;
    case STYLE_TEXT:
      gtk_text_buffer_set_text (self->buffer, text, -1);
      break;
    case STYLE_CHOICE:
      show_choice (self, text);
      break;
    case STYLE_SWITCH:
      gtk_switch_set_active (self->toggle, g_str_equal (text, "true"));
      break;
    default:
      line = gui_text_line (text);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row), line);
      gtk_widget_set_visible (self->row, *line != '\0');
    }
}

void
gui_field_row_type (GuiFieldRow *self, const char *text)
{
  if (self->style != STYLE_READ)
    show (self, text);
}

void
gui_field_row_settle (GuiFieldRow *self)
{
  char *text = gui_field_row_typed (self);

  g_free (self->shown);
  self->shown = text;
}

void
gui_field_row_take (GuiFieldRow *self, const M77Json *value, gboolean force)
{
  g_autofree char *text = text_of (self, value);

  if (!force && gui_field_row_is_touched (self))
    {
      if (g_strcmp0 (text, self->shown) != 0)
        show_theirs (self, value);
      else
        drop_theirs (self);
      return;
    }

  drop_theirs (self);
  m77_json_pool_reset (self->pool);
  self->base = value != NULL ? m77_json_copy (self->pool, value) : NULL;
  self->taking = TRUE;
  if (force || g_strcmp0 (text, self->shown) != 0 || self->style == STYLE_READ)
    {
      g_free (self->shown);
      self->shown = g_steal_pointer (&text);
      show (self, self->shown);
    }
  show_fault (self, NULL);
  self->taking = FALSE;
  /* What a widget made of it (an unknown choice) is no person's change. */
  gui_field_row_settle (self);
}

const M77Json *
gui_field_row_base (GuiFieldRow *self)
{
  return self->base;
}

M77Json *
gui_field_row_value (GuiFieldRow *self, M77JsonPool *pool, GError **error)
{
  g_autoptr (GError) fault = NULL;
  M77Json *value = parse (self, pool, &fault);

  if (value == NULL)
    {
      const char *label = gui_text_label (self->field->label);

      show_fault (self, fault->message);
      if (!g_str_has_prefix (fault->message, label))
        g_prefix_error (&fault, "%s: ", label);
      g_propagate_error (error, g_steal_pointer (&fault));
    }
  return value;
}
