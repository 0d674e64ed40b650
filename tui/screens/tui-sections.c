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
#define TEXT_WIDTH  100
#define LINES_MOST  500 /* of one text; the editor shows the rest */

typedef struct
{
  TuiPage *page;
  const TuiRecord *record;
  const TuiMoment *moment;
  int cols;
  TuiLine *open; /* a row with room for a second pair */
} Writer;

static gboolean
is_long (const M77Field *field)
{
  return field->type == M77_TYPE_TEXT || field->type == M77_TYPE_MARKDOWN ||
         field->type == M77_TYPE_LOG || field->type == M77_TYPE_MAP || field->type == M77_TYPE_JSON;
}

/* References by id tell people nothing; those by key are words. */
static gboolean
is_by_id (const M77Field *field)
{
  const M77Kind *kind = m77_kind_find (field->ref);

  return kind != NULL && !m77_kind_ref_by_key (kind);
}

static char *
field_text (Writer *self, const M77Field *field, const M77Json *value)
{
  g_autofree char *text = NULL;
  const char *instant;

  if (field->type == M77_TYPE_TIME && (instant = m77_json_string (value)) != NULL)
    {
      gint64 at = m77_time_parse (instant);
      g_autofree char *when = m77_time_short (at, self->moment->now, self->moment->zone);
      g_autofree char *age = tui_age (at, self->moment->now);

      if (at != M77_TIME_NONE)
        return g_strdup_printf (at > self->moment->now || g_str_equal (age, _ ("now"))
                                    ? "%s  %s"
                                    : _ ("%s  %s ago"),
                                when,
                                age);
    }
  if (field->ref != NULL && m77_json_is (value, M77_JSON_ARRAY) && is_by_id (field))
    return g_strdup_printf (ngettext ("%u of them", "%u of them", m77_json_size (value)),
                            m77_json_size (value));
  if (field->ref != NULL && m77_json_string (value) != NULL && is_by_id (field))
    return m77_record_key (NULL, NULL, m77_json_string (value), 0);
  text = m77_value_to_text (field, value, self->moment->now, self->moment->zone);
  return text != NULL ? g_steal_pointer (&text) : m77_json_to_text (value);
}

static gboolean
is_empty (const M77Json *value)
{
  if (m77_json_is (value, M77_JSON_ARRAY) || m77_json_is (value, M77_JSON_OBJECT))
    return m77_json_size (value) == 0;
  if (m77_json_is (value, M77_JSON_STRING))
    return m77_json_string_length (value) == 0;
  return m77_json_is_null (value);
}

/* One label and value; short ones share a row. */
static void
add_pair (Writer *self, const char *label, TuiStyle style, const char *text)
{
  gboolean fits = g_utf8_strlen (text, 200) <= PAIR_CELLS - LABEL_CELLS - 2;
  int col = 1;

  if (self->open != NULL && fits)
    {
      tui_line_span (self->open, 1 + PAIR_CELLS, LABEL_CELLS - 1, TUI_DIM, label);
      tui_line_span (self->open, 1 + PAIR_CELLS + LABEL_CELLS, 0, style, text);
      self->open = NULL;
      return;
    }
  self->open = tui_page_add (self->page, TUI_LINE_TEXT, NULL);
  tui_line_span (self->open, col, LABEL_CELLS - 1, TUI_DIM, label);
  tui_line_span (self->open,
                 col + LABEL_CELLS,
                 fits ? PAIR_CELLS - LABEL_CELLS - 2 : 0,
                 style,
                 text);
  if (!fits || self->cols < 2 * PAIR_CELLS - 2)
    self->open = NULL;
}

static void
add_heading (Writer *self, const char *label, guint count)
{
  g_autofree char *upper = g_utf8_strup (label, -1);
  TuiLine *line;

  self->open = NULL;
  line = tui_page_add (self->page, TUI_LINE_HEADING, NULL);
  tui_line_span (line, 1, 0, TUI_BOLD, upper);
  if (count > 0)
    tui_line_printf (line, -1, 0, TUI_BOLD, " %u", count);
}

static void
add_wrapped (Writer *self, int indent, TuiStyle style, const char *text)
{
  g_autofree char *safe = m77_text_safe_lines (text, -1);
  int cells = CLAMP (self->cols - indent - 1, 8, TEXT_WIDTH);
  g_auto (GStrv) lines = m77_text_wrap (safe, cells);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, NULL);

      if (i == LINES_MOST)
        {
          tui_line_span (line, indent, 0, TUI_DIM, _ ("the rest: m77 show"));
          break;
        }
      tui_line_span (line, indent, 0, *lines[i] == '#' ? style | TUI_BOLD : style, lines[i]);
    }
}

/* One value within a map: words for people where it has any. */
static char *
member_text (Writer *self, const M77Json *value)
{
  const char *string = m77_json_string (value);
  gint64 instant = string != NULL ? m77_time_parse (string) : M77_TIME_NONE;
  GString *text;

  if (instant != M77_TIME_NONE)
    return m77_time_short (instant, self->moment->now, self->moment->zone);
  if (string != NULL)
    return g_strdup (string);
  if (!m77_json_is (value, M77_JSON_OBJECT) && !m77_json_is (value, M77_JSON_ARRAY))
    return m77_json_to_text (value);

  text = g_string_new (NULL);
  for (const M77Json *part = m77_json_first (value); part != NULL; part = m77_json_next (part))
    {
      g_autofree char *inner = m77_json_is (part, M77_JSON_OBJECT) ? m77_json_to_text (part)
                                                                   : member_text (self, part);

      g_string_append_printf (text,
                              "%s%s%s%s",
                              text->len > 0 ? "  " : "",
                              m77_json_name (part) != NULL ? m77_json_name (part) : "",
                              m77_json_name (part) != NULL ? " " : "",
                              inner);
    }
  return g_string_free (text, FALSE);
}

static void
add_map (Writer *self, const M77Json *map)
{
  for (const M77Json *member = m77_json_first (map); member != NULL;
       member = m77_json_next (member))
    {
      g_autofree char *text = member_text (self, member);
      const char *said = m77_json_get_string (member, "text");
      const char *who = m77_json_get_string (member, "assignee");
      gboolean done = m77_json_get_string (member, "done_at") != NULL;
      TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, NULL);

      if (said != NULL)
        {
          tui_line_span (line, 3, 4, done ? TUI_DIM : TUI_PLAIN, done ? "[x]" : "[ ]");
          tui_line_span (line, 7, MIN (self->cols - 18, 60), done ? TUI_DIM : TUI_PLAIN, said);
          tui_line_span (line, -1, 10, TUI_DIM, who);
          continue;
        }
      tui_line_span (line, 1, LABEL_CELLS + 4, TUI_DIM, m77_json_name (member));
      tui_line_span (line, 2 + LABEL_CELLS + 4, 0, TUI_PLAIN, text);
    }
}

static void
add_entry (Writer *self, const M77Json *entry)
{
  const char *at_text = m77_json_get_string (entry, "at");
  const char *text = m77_json_get_string (entry, "text");
  const char *author = m77_json_get_string (entry, "author");
  const char *kind = m77_json_get_string (entry, "kind");
  const char *audience = m77_json_get_string (entry, "audience");
  gint64 at = at_text != NULL ? m77_time_parse (at_text) : M77_TIME_NONE;
  g_autofree char *when = m77_time_short (at, self->moment->now, self->moment->zone);
  g_autofree char *safe = m77_text_safe_lines (text != NULL ? text : "", -1);
  int indent = 33;
  int cells = CLAMP (self->cols - indent - 1, 8, TEXT_WIDTH);
  g_auto (GStrv) lines = m77_text_wrap (safe, cells);
  gboolean mine = m77_json_get_string (entry, "received_at") == NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, NULL);

      if (i == 0)
        {
          tui_line_span (line, 1, 1, mine ? TUI_MINE : TUI_PLAIN, mine ? "p" : "");
          tui_line_span (line, 3, 12, TUI_DIM, when);
          tui_line_span (line, 16, 9, TUI_PLAIN, author != NULL ? author : "");
          if (audience != NULL && !g_str_equal (audience, "internal"))
            tui_line_span (line,
                           26,
                           6,
                           TUI_WARN,
                           g_str_equal (audience, "public") ? "PUB" : "STAKE");
          else
            tui_line_span (line, 26, 6, TUI_DIM, kind != NULL ? kind : "");
        }
      tui_line_span (line, indent, 0, TUI_PLAIN, lines[i]);
    }
}

static void
add_long (Writer *self, const M77Field *field, const M77Json *value)
{
  gboolean counted = m77_json_is (value, M77_JSON_ARRAY) || m77_json_is (value, M77_JSON_OBJECT);

  add_heading (self, tui_label (field->label), counted ? m77_json_size (value) : 0);
  if (field->type == M77_TYPE_LOG && m77_json_is (value, M77_JSON_ARRAY))
    for (const M77Json *entry = m77_json_first (value); entry != NULL;
         entry = m77_json_next (entry))
      add_entry (self, entry);
  else if (m77_json_is (value, M77_JSON_OBJECT))
    add_map (self, value);
  else
    {
      g_autofree char *text = m77_json_is (value, M77_JSON_STRING)
                                  ? g_strdup (m77_json_string (value))
                                  : m77_json_to_text (value);

      add_wrapped (self, 1, TUI_PLAIN, text);
    }
}

static void
add_short_fields (Writer *self)
{
  GString *none = g_string_new (NULL);

  for (const M77Field *field = self->record->kind->fields; field->name != NULL; field++)
    {
      const M77Json *value = m77_json_get (self->record->doc, field->name);
      g_autofree char *text = NULL;
      TuiStyle style;

      if (is_long (field) && !is_empty (value))
        continue;
      if (g_strcmp0 (field->name, self->record->kind->title_field) == 0)
        continue;
      if (is_empty (value))
        {
          if (m77_field_is_editable (field))
            g_string_append_printf (none,
                                    "%s%s",
                                    none->len > 0 ? ", " : "",
                                    tui_label (field->label));
          continue;
        }
      text = field_text (self, field, value);
      style = field->type == M77_TYPE_ENUM || field->type == M77_TYPE_RANKED
                  ? tui_value_style (m77_json_string (value))
                  : TUI_PLAIN;
      add_pair (self, tui_label (field->label), style, text);
    }
  self->open = NULL;
  if (none->len > 0)
    {
      g_autofree char *text = g_strdup_printf (_ ("Empty: %s"), none->str);

      add_wrapped (self, 1, TUI_DIM, text);
    }
  g_string_free (none, TRUE);
}

static void
add_unknown (Writer *self)
{
  gboolean any = FALSE;

  for (const M77Json *member = m77_json_first (self->record->doc); member != NULL;
       member = m77_json_next (member))
    {
      g_autofree char *text = NULL;

      if (self->record->kind != NULL &&
          m77_kind_field (self->record->kind, m77_json_name (member)) != NULL)
        continue;
      if (!any)
        add_heading (self, _ ("Other fields"), 0);
      any = TRUE;
      text = m77_json_to_text (member);
      add_pair (self, m77_json_name (member), TUI_PLAIN, text);
    }
}

void
tui_sections_add (TuiPage *page, const TuiRecord *record, const TuiMoment *moment, int cols)
{
  Writer self = { page, record, moment, cols, NULL };

  if (record->kind != NULL)
    {
      add_short_fields (&self);
      for (const M77Field *field = record->kind->fields; field->name != NULL; field++)
        {
          const M77Json *value = m77_json_get (record->doc, field->name);

          if (is_long (field) && !is_empty (value))
            add_long (&self, field, value);
        }
    }
  add_unknown (&self);
}
