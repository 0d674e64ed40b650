/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-record.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-links.h"
#include "tui/screens/tui-list.h"

#define LABEL_CELLS 12
#define WORDS_EACH  24

/* What it is called among the links: by its kind, and by the field where a kind refers by several.
 */
static char *
label_of (TuiLinks *self, const TuiLinked *linked)
{
  guint n = 0;

  if (linked->is_out)
    return g_strdup (
        tui_label (linked->field->brief != NULL ? linked->field->brief : linked->field->label));
  for (guint i = 0; i < self->items->len; i++)
    {
      const TuiLinked *other = self->items->pdata[i];

      n += other->kind == linked->kind && other->field != NULL && !other->is_out &&
           other->total > 0;
    }
  if (n < 2)
    return g_strdup (tui_label (linked->kind->plural));
  return g_strdup_printf ("%s: %s",
                          tui_label (linked->kind->plural),
                          tui_label (linked->field->label));
}

static gboolean
is_shown (const TuiLinked *linked)
{
  return linked->field != NULL && (linked->rows != NULL ? linked->total > 0 : linked->count > 0);
}

static void
add_age (TuiLine *line, const TuiRecord *record, const TuiMoment *moment)
{
  static const char *const fields[] = { "starts_at", "started_at", "queued_at", "created_at" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (m77_json_get_string (record->doc, fields[i]) != NULL)
      {
        g_autofree char *age = tui_age_of (record->doc, fields[i], moment->now);

        tui_line_printf (line, -1, 0, TUI_DIM, "%s ", age);
        return;
      }
}

/* "CRIT x21": what a row of any kind says of itself in a few words. */
static void
add_words (TuiLine *line, const TuiRecord *record, const TuiMoment *moment)
{
  const M77Kind *kind = record->kind;
  const M77Field *ranked = m77_kind_field (kind, "severity");
  const char *severity = m77_json_get_string (record->doc, "severity");
  const char *state = m77_record_state (kind, record->doc);
  g_autofree char *key = tui_record_short_key (record);
  g_autofree char *title = tui_record_title (record);

  if (ranked != NULL && severity != NULL)
    {
      g_autofree char *brief = tui_value_brief (ranked, severity);

      tui_line_printf (line, -1, 0, tui_value_style (severity), "%s ", brief);
    }
  if (state != NULL)
    {
      g_autofree char *brief = tui_value_brief (m77_kind_field (kind, kind->state_field), state);

      tui_line_printf (line, -1, 0, tui_value_style (state), "%s ", brief);
    }
  if (kind->key != M77_KEY_ID && !g_str_equal (key, title) && strlen (key) < 12)
    tui_line_printf (line, -1, 0, TUI_PLAIN, "%s ", key);
  add_age (line, record, moment);
  tui_line_span (line, -1, 0, TUI_PLAIN, title);
}

void
tui_links_add_row (TuiSections *sections, const char *label, const M77Json *row)
{
  TuiRecord record;
  g_autofree char *id = NULL;
  TuiStyle style = TUI_PLAIN;
  TuiGlyph glyph;
  TuiLine *line;

  if (!tui_record_from_json (&record, row) || record.kind == NULL)
    return;
  id = g_strdup_printf ("l:%s/%s", record.kind_name, record.id);
  line = tui_page_add (sections->page, TUI_LINE_TEXT, id);
  glyph = tui_state_glyph (record.state, record.pending, &style);
  tui_line_span (line, 1, LABEL_CELLS - 2, TUI_DIM, label);
  if (glyph != TUI_N_GLYPHS)
    tui_line_span (line, LABEL_CELLS - 1, 1, style, tui_glyph (sections->canvas, glyph));
  tui_line_span (line, LABEL_CELLS + 1, 0, TUI_PLAIN, "");
  add_words (line, &record, &sections->moment);
}

static void
add_rest (TuiSections *sections, const TuiLinked *linked, const char *label, gint64 rest)
{
  g_autofree char *id = g_strdup_printf ("L:%s", linked->name);
  TuiLine *line = tui_page_add (sections->page, TUI_LINE_TEXT, id);

  tui_line_span (line, 1, LABEL_CELLS - 2, TUI_DIM, label);
  tui_line_printf (line,
                   LABEL_CELLS + 1,
                   0,
                   TUI_PLAIN,
                   *label != '\0' ? "%d" : _ ("and %d more"),
                   (int) rest);
}

void
tui_links_add (TuiLinks *self, TuiSections *sections, guint per)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const TuiLinked *linked = self->items->pdata[i];
      const M77Json *row = m77_json_first (linked->rows);
      g_autofree char *label = is_shown (linked) ? label_of (self, linked) : NULL;
      guint n = 0;

      if (label == NULL)
        continue;
      for (; row != NULL && n < per; row = m77_json_next (row), n++)
        tui_links_add_row (sections, n == 0 ? label : "", row);
      if (linked->rows == NULL)
        add_rest (sections, linked, label, linked->count);
      else if (linked->total > n)
        add_rest (sections, linked, n == 0 ? label : "", linked->total - n);
    }
}

char *
tui_links_words (TuiLinks *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      const TuiLinked *linked = self->items->pdata[i];
      g_autofree char *label = is_shown (linked) ? label_of (self, linked) : NULL;
      g_autofree char *lower = label != NULL ? g_utf8_strdown (label, -1) : NULL;
      TuiRecord record;

      if (label == NULL)
        continue;
      g_string_append_printf (out, "%s%s ", out->len > 0 ? "  " : "", lower);
      if (linked->total == 1 && tui_record_from_json (&record, m77_json_first (linked->rows)) &&
          record.kind != NULL)
        {
          g_autofree char *title = tui_record_title (&record);

          g_string_append_len (out, title, MIN (strlen (title), WORDS_EACH));
          if (!g_utf8_validate (out->str, out->len, NULL))
            g_string_truncate (out, strlen (out->str) - 1);
        }
      else
        g_string_append_printf (out,
                                "%d",
                                linked->rows != NULL ? (int) linked->total : (int) linked->count);
    }
  return g_string_free (out, FALSE);
}

gboolean
tui_links_open (TuiLinks *self, const char *id)
{
  if (g_str_has_prefix (id, "l:"))
    {
      const char *slash = strchr (id, '/');
      g_autofree char *kind = slash != NULL ? g_strndup (id + 2, slash - id - 2) : NULL;

      if (kind != NULL)
        tui_app_push (self->app, tui_detail_new_by_key (self->app, kind, slash + 1));
      return TRUE;
    }
  if (g_str_has_prefix (id, "L:"))
    {
      TuiLinked *linked = tui_links_find (self, id + 2);

      if (linked != NULL)
        tui_app_push (self->app, tui_list_new (self->app, linked->kind, linked->filter));
      return TRUE;
    }
  return FALSE;
}
