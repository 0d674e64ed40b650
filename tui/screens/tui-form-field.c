/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-form-field.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-validate.h"
#include "shared/model/m77-value.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)

/* The elements of a set as they are typed; none of what is no set. */
static GPtrArray *
elements_of (const TuiFormField *self, const char *text)
{
  GPtrArray *elements = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *value = m77_value_from_text (self->field, text, pool, 0, NULL, NULL);

  for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
    if (m77_json_string (e) != NULL)
      g_ptr_array_add (elements, g_strdup (m77_json_string (e)));
  return elements;
}

static void
put_chips (TuiFormField *self, const char *text, gboolean is_base)
{
  g_autoptr (GPtrArray) elements = elements_of (self, text);

  for (guint i = 0; i < elements->len; i++)
    tui_chips_add (self->chips, elements->pdata[i], is_base);
}

/* The text is what the chips make; what is being typed counts as an element. */
static void
read_chips (TuiFormField *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GPtrArray) elements = tui_chips_elements (self->chips);
  M77Json *value = m77_json_array_new (pool);
  g_autofree char *text = NULL;
  const char *typed = self->chips->entry.text->str;

  for (guint i = 0; i < elements->len; i++)
    m77_json_append (value, m77_json_string_new (pool, elements->pdata[i]));
  text = m77_value_to_input (self->field, value, NULL);
  g_string_printf (self->entry.text,
                   "%s%s%s",
                   text,
                   *text != '\0' && *typed != '\0' ? ", " : "",
                   typed);
}

char *
tui_form_field_input (const M77Field *field, const M77Json *value, GTimeZone *zone)
{
  const char *text = field->type == M77_TYPE_TIME ? m77_json_string (value) : NULL;
  gint64 at = text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
  g_autoptr (M77JsonPool) pool = NULL;
  g_autofree char *minute = NULL;

  if (at == M77_TIME_NONE)
    return m77_value_to_input (field, value, zone);
  pool = m77_json_pool_new ();
  minute = m77_time_format (at - at % MINUTE_MS);
  return m77_value_to_input (field, m77_json_string_new (pool, minute), zone);
}

void
tui_form_field_init (TuiFormField *self,
                     const M77Kind *kind,
                     const M77Field *field,
                     const M77Json *original,
                     const M77Json *typed,
                     const TuiMoment *moment)
{
  g_autofree char *text = tui_form_field_input (field, typed, moment->zone);

  *self = (TuiFormField){ .kind = kind, .field = field };
  self->original = tui_form_field_input (field, original, moment->zone);
  tui_entry_init (&self->entry, text);
  if (field->type == M77_TYPE_SET)
    {
      self->chips = g_new0 (TuiChips, 1);
      tui_chips_init (self->chips);
      put_chips (self, self->original, TRUE);
      tui_form_field_set (self, text);
    }
}

void
tui_form_field_clear (TuiFormField *self)
{
  if (self->chips != NULL)
    tui_chips_clear (self->chips);
  g_free (self->chips);
  tui_entry_clear (&self->entry);
  g_free (self->original);
  g_free (self->fault);
}

const char *
tui_form_field_text (const TuiFormField *self)
{
  return self->entry.text->str;
}

void
tui_form_field_set (TuiFormField *self, const char *text)
{
  tui_entry_set (&self->entry, text);
  if (self->chips == NULL)
    return;
  tui_chips_take_out (self->chips);
  put_chips (self, text, FALSE);
  read_chips (self);
}

gboolean
tui_form_field_has_lines (const TuiFormField *self)
{
  return self->field->type == M77_TYPE_TEXT || self->field->type == M77_TYPE_MARKDOWN ||
         self->field->type == M77_TYPE_MAP || self->field->type == M77_TYPE_JSON;
}

gboolean
tui_form_field_take (TuiFormField *self, const char *text)
{
  g_autofree char *line = g_strdup (text);
  gboolean has_lines = tui_form_field_has_lines (self);

  for (gsize end = strlen (line); end > 0 && strchr ("\r\n", line[end - 1]) != NULL; end--)
    line[end - 1] = '\0';
  if (has_lines || strpbrk (line, "\r\n") == NULL)
    {
      tui_form_field_set (self, has_lines ? text : line);
      return TRUE;
    }
  tui_form_field_set (self, g_strdelimit (line, "\r\n", ' '));
  return FALSE;
}

/* The value of an enum before (-1) or after the one that is typed. */
static void
turn_value (TuiFormField *self, int by)
{
  const M77Value *values = self->field->values;
  int at = m77_field_rank (self->field, tui_form_field_text (self));
  int n = 0;

  while (values[n].name != NULL)
    n++;
  if (at < 0)
    at = by > 0 ? -1 : n;
  if (at + by >= 0 && at + by < n)
    tui_entry_set (&self->entry, values[at + by].name);
}

/* TRUE: a value begins with this letter. */
static gboolean
begins_value (const TuiFormField *self, TuiKey key)
{
  for (const M77Value *value = self->field->values; value != NULL && value->name != NULL; value++)
    if ((TuiKey) *value->name == key)
      return TRUE;
  return FALSE;
}

gboolean
tui_form_field_key (TuiFormField *self, TuiKey key)
{
  gboolean taken;

  if (self->field->values != NULL && (key == TUI_KEY_LEFT || key == TUI_KEY_RIGHT))
    {
      turn_value (self, key == TUI_KEY_LEFT ? -1 : 1);
      return TRUE;
    }
  /* What is typed over a whole value begins another. */
  if (self->chips == NULL && begins_value (self, key) &&
      m77_field_rank (self->field, tui_form_field_text (self)) >= 0)
    tui_entry_set (&self->entry, "");
  if (self->chips == NULL)
    return tui_entry_key (&self->entry, key);
  taken = tui_chips_key (self->chips, key);
  if (taken)
    read_chips (self);
  return taken;
}

void
tui_form_field_paste (TuiFormField *self, const char *text)
{
  if (self->chips == NULL)
    {
      tui_entry_insert (&self->entry, text);
      return;
    }
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    tui_chips_key (self->chips, *p == '\n' ? ',' : g_utf8_get_char (p));
  read_chips (self);
}

const char *
tui_form_field_typed (const TuiFormField *self)
{
  return self->chips != NULL ? self->chips->entry.text->str : self->entry.text->str;
}

void
tui_form_field_complete (TuiFormField *self, const char *word)
{
  if (self->chips == NULL)
    {
      tui_entry_set (&self->entry, word);
      return;
    }
  tui_entry_set (&self->chips->entry, word);
  tui_chips_enter (self->chips);
  read_chips (self);
}

gboolean
tui_form_field_is_changed (const TuiFormField *self)
{
  return strcmp (self->entry.text->str, self->original) != 0;
}

M77Json *
tui_form_field_parse (TuiFormField *self, M77JsonPool *pool, const TuiMoment *moment)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Fault) fault = NULL;
  M77Json *value = m77_value_from_text (self->field,
                                        self->entry.text->str,
                                        pool,
                                        moment->now,
                                        moment->zone,
                                        &error);

  g_clear_pointer (&self->fault, g_free);
  if (value == NULL)
    self->fault = g_strdup (error->message);
  else if ((fault = m77_validate_value (self->kind, self->field, value)) != NULL)
    self->fault = g_strdup (fault->message);
  return value;
}

void
tui_form_field_check (TuiFormField *self, const TuiMoment *moment)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  g_clear_pointer (&self->fault, g_free);
  if (tui_form_field_is_changed (self))
    tui_form_field_parse (self, pool, moment);
}
