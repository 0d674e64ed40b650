/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-text.h"
#include "shared/base/m77-time.h"
#include "tui/screens/tui-sections.h"

#define TEXT_WIDTH 100
#define MEMBER_COL 22
#define WHEN_COL   3
#define AUTHOR_COL 16
#define KIND_COL   26
#define TEXT_COL   33
#define NARROW_COLS                                                                                \
  70 /* below, an entry's kind is left out, and its author goes before its text                    \
      */

/* ---- A text ---- */

static void
fill_text (TuiPage *page, gconstpointer item, gpointer data)
{
  TuiSections *self = data;
  const char *start = item;
  const char *end = strchr (start, '\n');
  g_autofree char *safe = m77_text_safe_lines (start, end != NULL ? end - start : -1);
  g_auto (GStrv) lines = m77_text_wrap (safe, CLAMP (self->cols - 2, 8, TEXT_WIDTH));
  TuiStyle style = *start == '#' ? TUI_BOLD : TUI_PLAIN;

  for (guint i = 0; lines[i] != NULL; i++)
    tui_line_span (tui_page_add (page, TUI_LINE_TEXT, NULL), 1, 0, style, lines[i]);
}

void
tui_sections_add_text (TuiSections *self, const char *id, const char *text)
{
  guint n = 0;

  for (const char *line = text; line != NULL && *line != '\0'; n++)
    {
      const char *end = strchr (line, '\n');
      g_autofree char *part = n == 0 ? g_strdup (id) : g_strdup_printf ("%s:%u", id, n);

      tui_page_add_lazy (self->page, part, fill_text, line, self);
      line = end != NULL ? end + 1 : NULL;
    }
}

/* ---- A map ---- */

/* One value within a map: words for people where it has any. */
static char *
member_text (TuiSections *self, const M77Json *value)
{
  const char *string = m77_json_string (value);
  gint64 instant = string != NULL ? m77_time_parse (string) : M77_TIME_NONE;
  GString *text;

  if (instant != M77_TIME_NONE)
    return m77_time_short (instant, self->moment.now, self->moment.zone);
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
add_map (TuiSections *self, const M77Field *field, const M77Json *map)
{
  for (const M77Json *member = m77_json_first (map); member != NULL;
       member = m77_json_next (member))
    {
      g_autofree char *text = member_text (self, member);
      g_autofree char *id = g_strdup_printf ("m:%s/%s", field->name, m77_json_name (member));
      const char *said = m77_json_get_string (member, "text");
      const char *who = m77_json_get_string (member, "assignee");
      gboolean done = m77_json_get_string (member, "done_at") != NULL;
      TuiLine *line = tui_page_add (self->page, TUI_LINE_TEXT, id);

      if (said != NULL)
        {
          tui_line_span (line, 3, 4, done ? TUI_DIM : TUI_PLAIN, done ? "[x]" : "[ ]");
          tui_line_span (line, 7, MIN (self->cols - 18, 60), done ? TUI_DIM : TUI_PLAIN, said);
          tui_line_span (line, -1, 10, TUI_DIM, who);
          continue;
        }
      tui_line_span (line, 1, MEMBER_COL - 2, TUI_DIM, m77_json_name (member));
      tui_line_span (line, MEMBER_COL, 0, TUI_PLAIN, text);
    }
}

/* ---- A log ---- */

/* Who it is for, else what it is. */
static void
add_entry_kind (TuiSections *self, TuiLine *line, const M77Json *entry, int col)
{
  const char *kind = m77_json_get_string (entry, "kind");
  const char *audience = m77_json_get_string (entry, "audience");

  if (audience != NULL && !g_str_equal (audience, "internal"))
    tui_line_span (line, col, 6, TUI_WARN, g_str_equal (audience, "public") ? "PUB" : "STAKE");
  else if (self->cols >= NARROW_COLS)
    tui_line_span (line, col, 6, TUI_DIM, kind != NULL ? kind : "");
}

static void
fill_entry (TuiPage *page, gconstpointer item, gpointer data)
{
  TuiSections *self = data;
  const M77Json *entry = item;
  const char *at_text = m77_json_get_string (entry, "at");
  const char *text = m77_json_get_string (entry, "text");
  const char *author = m77_json_get_string (entry, "author");
  gint64 at = at_text != NULL ? m77_time_parse (at_text) : M77_TIME_NONE;
  g_autofree char *when = m77_time_short (at, self->moment.now, self->moment.zone);
  g_autofree char *safe = m77_text_safe_lines (text != NULL ? text : "", -1);
  gboolean narrow = self->cols < NARROW_COLS;
  int indent = narrow ? 5 : TEXT_COL;
  g_auto (GStrv) lines = m77_text_wrap (safe, CLAMP (self->cols - indent - 1, 8, TEXT_WIDTH));
  gboolean mine = m77_json_get_string (entry, "received_at") == NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      TuiLine *line = NULL;

      if (i == 0 || !narrow)
        line = tui_page_add (page, TUI_LINE_TEXT, NULL);
      if (i == 0)
        {
          tui_line_span (line, 1, 1, mine ? TUI_MINE : TUI_PLAIN, mine ? "p" : "");
          tui_line_span (line, WHEN_COL, AUTHOR_COL - WHEN_COL - 1, TUI_DIM, when);
          tui_line_span (line, AUTHOR_COL, 9, TUI_PLAIN, author != NULL ? author : "");
          add_entry_kind (self, line, entry, KIND_COL);
        }
      if (narrow)
        line = tui_page_add (page, TUI_LINE_TEXT, NULL);
      tui_line_span (line, indent, 0, TUI_PLAIN, lines[i]);
    }
}

static void
add_log (TuiSections *self, const M77Field *field, const M77Json *log)
{
  for (const M77Json *entry = m77_json_first (log); entry != NULL; entry = m77_json_next (entry))
    {
      const char *own = m77_json_get_string (entry, "id");
      g_autofree char *id = g_strdup_printf ("e:%s/%s", field->name, own != NULL ? own : "?");

      tui_page_add_lazy (self->page, id, fill_entry, entry, self);
    }
}

/* ---- Any ---- */

void
tui_sections_add_value (TuiSections *self, const M77Field *field, const M77Json *value)
{
  g_autofree char *id = g_strdup_printf ("f:%s", field->name);

  if (field->type == M77_TYPE_LOG && m77_json_is (value, M77_JSON_ARRAY))
    add_log (self, field, value);
  else if (m77_json_is (value, M77_JSON_OBJECT))
    add_map (self, field, value);
  else if (m77_json_is (value, M77_JSON_STRING))
    tui_sections_add_text (self, id, m77_json_string (value));
  else
    {
      g_autofree char *text = m77_json_to_text (value);

      tui_line_span (tui_page_add (self->page, TUI_LINE_TEXT, id), 1, 0, TUI_PLAIN, text);
    }
}

void
tui_sections_add_long (TuiSections *self, const M77Field *field)
{
  const M77Json *value = m77_json_get (self->record.doc, field->name);
  gboolean counted = m77_json_is (value, M77_JSON_ARRAY) || m77_json_is (value, M77_JSON_OBJECT);
  g_autofree char *id = g_strdup_printf ("h:%s", field->name);

  if (!tui_sections_is_empty (value) && tui_sections_heading (self,
                                                              id,
                                                              tui_label (field->label),
                                                              counted ? m77_json_size (value) : 0,
                                                              NULL))
    tui_sections_add_value (self, field, value);
}
