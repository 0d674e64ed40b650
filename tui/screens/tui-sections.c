/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-sections.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-text.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-record.h"
#include "shared/model/m77-value.h"

#define LABEL_CELLS 16
#define PAIR_CELLS  40 /* of one label and its value, where two stand in a row */
#define EMPTY       "h:empty"

void
tui_sections_init (TuiSections *self, TuiPage *page)
{
  *self = (TuiSections){ .page = page };
  self->turned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->shut = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  tui_sections_shut (self, EMPTY);
}

void
tui_sections_clear (TuiSections *self)
{
  g_hash_table_unref (self->turned);
  g_hash_table_unref (self->shut);
  g_clear_pointer (&self->moment.zone, g_time_zone_unref);
  g_clear_pointer (&self->pool, m77_json_pool_free);
}

/* While presenting, what is shown is a masked copy. */
static void
mask (TuiSections *self, M77Mask *by)
{
  g_clear_pointer (&self->pool, m77_json_pool_free);
  if (by == NULL)
    return;
  self->pool = m77_json_pool_new ();
  self->record.doc = m77_mask_document (by, self->pool, self->record.kind, self->record.doc);
}

void
tui_sections_begin (TuiSections *self,
                    const TuiRecord *record,
                    const TuiMoment *moment,
                    const TuiCanvas *canvas,
                    int cols)
{
  g_clear_pointer (&self->moment.zone, g_time_zone_unref);
  self->record = *record;
  self->moment = (TuiMoment){ moment->now, g_time_zone_ref (moment->zone), NULL };
  mask (self, moment->mask);
  self->canvas = canvas;
  self->cols = cols;
  self->open = NULL;
  tui_page_begin (self->page);
}

void
tui_sections_shut (TuiSections *self, const char *id)
{
  g_hash_table_add (self->shut, g_strdup (id));
}

void
tui_sections_turn (TuiSections *self, const char *id)
{
  if (!g_hash_table_remove (self->turned, id))
    g_hash_table_add (self->turned, g_strdup (id));
}

gboolean
tui_sections_heading (TuiSections *self,
                      const char *id,
                      const char *label,
                      guint count,
                      const char *more)
{
  gboolean folded = g_hash_table_contains (self->shut, id) !=
                    g_hash_table_contains (self->turned, id);
  g_autofree char *upper = g_utf8_strup (label, -1);
  TuiLine *line;

  self->open = NULL;
  line = tui_page_add (self->page, TUI_LINE_HEADING, id);
  if (folded)
    tui_line_printf (line, 1, 0, TUI_BOLD, "%s ", tui_glyph (self->canvas, TUI_GLYPH_FOLDED));
  tui_line_span (line, folded ? -1 : 1, 0, TUI_BOLD, upper);
  if (count > 0)
    tui_line_printf (line, -1, 0, TUI_BOLD, " %u", count);
  if (more != NULL && *more != '\0')
    tui_line_printf (line, -1, 0, TUI_DIM, "  %s", more);
  return !folded;
}

gboolean
tui_sections_is_long (const M77Field *field)
{
  return field->type == M77_TYPE_TEXT || field->type == M77_TYPE_MARKDOWN ||
         field->type == M77_TYPE_LOG || field->type == M77_TYPE_MAP || field->type == M77_TYPE_JSON;
}

gboolean
tui_sections_is_empty (const M77Json *value)
{
  if (m77_json_is (value, M77_JSON_ARRAY) || m77_json_is (value, M77_JSON_OBJECT))
    return m77_json_size (value) == 0;
  if (m77_json_is (value, M77_JSON_STRING))
    return m77_json_string_length (value) == 0;
  return m77_json_is_null (value);
}

/* References by id tell people nothing; those by key are words. */
static gboolean
is_by_id (const M77Field *field)
{
  const M77Kind *kind = field->ref != NULL ? m77_kind_find (field->ref) : NULL;

  return kind != NULL && !m77_kind_ref_by_key (kind);
}

static char *
time_text (TuiSections *self, gint64 at)
{
  g_autofree char *when = m77_time_short (at, self->moment.now, self->moment.zone);
  g_autofree char *age = tui_age (at, self->moment.now);

  return g_strdup_printf (at > self->moment.now || g_str_equal (age, _ ("now")) ? "%s  %s"
                                                                                : _ ("%s  %s ago"),
                          when,
                          age);
}

char *
tui_sections_field_text (TuiSections *self, const M77Field *field)
{
  const M77Json *value = m77_json_get (self->record.doc, field->name);
  const char *string = m77_json_string (value);
  gint64 at = field->type == M77_TYPE_TIME && string != NULL ? m77_time_parse (string)
                                                             : M77_TIME_NONE;
  char *text;

  if (at != M77_TIME_NONE)
    return time_text (self, at);
  if (m77_json_is (value, M77_JSON_ARRAY) && is_by_id (field))
    return g_strdup_printf (ngettext ("%u of them", "%u of them", m77_json_size (value)),
                            m77_json_size (value));
  if (string != NULL && is_by_id (field))
    return m77_record_key (NULL, NULL, string, 0);
  text = m77_value_to_text (field, value, self->moment.now, self->moment.zone);
  return text != NULL ? text : m77_json_to_text (value);
}

void
tui_sections_add_pair (TuiSections *self,
                       const char *id,
                       const char *label,
                       TuiStyle style,
                       const char *text)
{
  gboolean fits = g_utf8_strlen (text, 200) <= PAIR_CELLS - LABEL_CELLS - 2;

  if (self->open != NULL && fits)
    {
      tui_line_span (self->open, 1 + PAIR_CELLS, LABEL_CELLS - 1, TUI_DIM, label);
      tui_line_span (self->open, 1 + PAIR_CELLS + LABEL_CELLS, 0, style, text);
      self->open->ids = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (self->open->ids, g_strdup (id));
      self->open = NULL;
      return;
    }
  self->open = tui_page_add (self->page, TUI_LINE_TEXT, id);
  tui_line_span (self->open, 1, LABEL_CELLS - 1, TUI_DIM, label);
  tui_line_span (self->open, 1 + LABEL_CELLS, fits ? PAIR_CELLS - LABEL_CELLS - 2 : 0, style, text);
  if (!fits || self->cols < 2 * PAIR_CELLS - 2)
    self->open = NULL;
}

static gboolean
is_skipped (const M77Field *field, const char *const *skip)
{
  return skip != NULL && g_strv_contains (skip, field->name);
}

void
tui_sections_add_short (TuiSections *self, const char *const *skip)
{
  const M77Kind *kind = self->record.kind;

  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    {
      const M77Json *value = m77_json_get (self->record.doc, field->name);
      g_autofree char *text = NULL;
      g_autofree char *id = g_strdup_printf ("f:%s", field->name);
      TuiStyle style = TUI_PLAIN;

      if (tui_sections_is_long (field) || tui_sections_is_empty (value) ||
          is_skipped (field, skip) || g_strcmp0 (field->name, kind->title_field) == 0)
        continue;
      text = tui_sections_field_text (self, field);
      if (field->type == M77_TYPE_ENUM || field->type == M77_TYPE_RANKED)
        style = tui_value_style (m77_json_string (value));
      tui_sections_add_pair (self, id, tui_label (field->label), style, text);
    }
  self->open = NULL;
}

void
tui_sections_add_empty (TuiSections *self, const char *const *skip)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  for (const M77Field *field = self->record.kind->fields; field->name != NULL; field++)
    if (tui_sections_is_empty (m77_json_get (self->record.doc, field->name)) &&
        m77_field_is_editable (field) && field->type != M77_TYPE_LOG && !is_skipped (field, skip))
      {
        g_ptr_array_add (fields, (gpointer) field);
        g_string_append_printf (names,
                                "%s%s",
                                names->len > 0 ? ", " : "",
                                tui_label (field->label));
      }
  if (fields->len == 0 || !tui_sections_heading (self, EMPTY, _ ("Empty"), fields->len, names->str))
    return;
  for (guint i = 0; i < fields->len; i++)
    {
      const M77Field *field = fields->pdata[i];
      g_autofree char *id = g_strdup_printf ("f:%s", field->name);

      tui_sections_add_pair (self, id, tui_label (field->label), TUI_DIM, "-");
    }
  self->open = NULL;
}

void
tui_sections_add_unknown (TuiSections *self)
{
  const M77Json *member = m77_json_first (self->record.doc);
  gboolean open = FALSE;
  guint n = 0;

  for (; member != NULL; member = m77_json_next (member))
    {
      g_autofree char *text = NULL;
      g_autofree char *id = g_strdup_printf ("f:%s", m77_json_name (member));

      if (self->record.kind != NULL &&
          m77_kind_field (self->record.kind, m77_json_name (member)) != NULL)
        continue;
      if (n++ == 0)
        open = tui_sections_heading (self, "h:other", _ ("Other fields"), 0, NULL);
      if (!open)
        break;
      text = m77_json_to_text (member);
      tui_sections_add_pair (self, id, m77_json_name (member), TUI_PLAIN, text);
    }
  self->open = NULL;
}
