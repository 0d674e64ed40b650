/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-suggest.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-filter.h"
#include "shared/model/m77-record.h"

#define WORDS_MOST 200
#define ASKED_MOST 50

void
tui_suggest_init (TuiSuggest *self, TuiApp *app)
{
  *self = (TuiSuggest){ .app = app };
  self->words = g_ptr_array_new_with_free_func (g_free);
  self->abouts = g_ptr_array_new_with_free_func (g_free);
}

static void
stop_asking (TuiSuggest *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

void
tui_suggest_clear (TuiSuggest *self)
{
  stop_asking (self);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->abouts, g_ptr_array_unref);
  g_clear_pointer (&self->hint, g_free);
  g_clear_pointer (&self->typed, g_free);
  g_clear_pointer (&self->prefix, g_free);
}

void
tui_suggest_begin (TuiSuggest *self, gsize start, gsize end)
{
  stop_asking (self);
  g_ptr_array_set_size (self->words, 0);
  g_ptr_array_set_size (self->abouts, 0);
  g_clear_pointer (&self->hint, g_free);
  self->start = start;
  self->end = end;
  self->chosen = 0;
  self->taken = FALSE;
}

void
tui_suggest_add (TuiSuggest *self, const char *word, const char *about)
{
  if (self->words->len >= WORDS_MOST)
    return;
  for (guint i = 0; i < self->words->len; i++)
    if (g_str_equal (self->words->pdata[i], word))
      return;
  g_ptr_array_add (self->words, g_strdup (word));
  g_ptr_array_add (self->abouts, g_strdup (about != NULL ? about : ""));
}

/* ---- What the agent knows ---- */

/* A value with a blank or a sign of the language is put in quotes. */
static char *
quote_value (const char *value)
{
  g_autofree char *escaped = NULL;

  if (*value != '\0' && strpbrk (value, " \"\\,:<>=*()") == NULL)
    return g_strdup (value);
  escaped = g_strescape (value, NULL);
  return strpbrk (value, "\"\\") == NULL ? g_strdup_printf ("\"%s\"", value) : NULL;
}

static void
offer_asked (TuiSuggest *self, const char *word, const char *about)
{
  g_autofree char *whole = g_strconcat (self->prefix, word, NULL);

  /* What stands there already is no news. */
  if (g_str_equal (word, self->typed))
    return;
  if (g_ascii_strncasecmp (word, self->typed, strlen (self->typed)) == 0)
    tui_suggest_add (self, whole, about);
}

static void
groups_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TuiSuggest *self = data;
  g_autoptr (GVariant) groups = NULL;
  g_autoptr (GError) error = NULL;
  GVariantIter iter;
  const char *value;
  gint64 count;

  if (!m77_agent1_call_groups_finish (M77_AGENT1 (source), &groups, result, &error))
    return;
  g_variant_iter_init (&iter, groups);
  while (g_variant_iter_next (&iter, "(&sx)", &value, &count))
    {
      g_autofree char *word = quote_value (value);
      g_autofree char *about = g_strdup_printf ("%d", (int) count);

      if (*value != '\0' && word != NULL)
        offer_asked (self, word, about);
    }
  tui_app_dirty (self->app);
}

static void
ask_values (TuiSuggest *self, const M77Kind *kind, const M77Field *field, const char *typed)
{
  M77Agent1 *proxy = self->app->client != NULL ? m77_client_proxy (self->app->client) : NULL;

  if (proxy == NULL || kind == NULL || (field->flags & M77_FIELD_INDEXED) == 0)
    return;
  g_free (self->typed);
  self->typed = g_strdup (typed);
  g_free (self->prefix);
  self->prefix = g_strdup ("");
  self->asking = g_cancellable_new ();
  m77_agent1_call_groups (proxy,
                          kind->name,
                          "",
                          field->name,
                          ASKED_MOST,
                          self->asking,
                          groups_cb,
                          self);
}

static void
offer_key (TuiSuggest *self, const M77Json *row)
{
  const M77Json *doc = m77_json_get (row, "doc");
  const char *id = m77_json_get_string (row, "id");
  g_autofree char *key = NULL;
  g_autofree char *title = NULL;
  const char *bare;

  if (id == NULL)
    return;
  key = m77_record_key (self->kind, doc, id, m77_json_get_int (row, "local_number", 0));
  title = m77_record_title (self->kind, doc, id);
  bare = self->kind->key == M77_KEY_NUMBER && strrchr (key, '-') != NULL ? strrchr (key, '-') + 1
                                                                         : key;
  offer_asked (self, bare, g_str_equal (title, key) ? NULL : title);
}

static void
keys_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TuiSuggest *self = data;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *rows = NULL;
  g_autofree char *next = NULL;
  g_autoptr (GError) error = NULL;
  gint64 total;

  if (!m77_agent1_call_list_finish (M77_AGENT1 (source), &rows, &total, &next, result, &error))
    return;
  for (const M77Json *row = m77_json_first (m77_json_parse (pool, rows, -1, NULL)); row != NULL;
       row = m77_json_next (row))
    offer_key (self, row);
  tui_app_dirty (self->app);
}

void
tui_suggest_ask_keys (TuiSuggest *self, const M77Kind *kind, const char *prefix, const char *typed)
{
  M77Agent1 *proxy = self->app->client != NULL ? m77_client_proxy (self->app->client) : NULL;
  g_autofree char *filter = NULL;

  if (proxy == NULL || kind == NULL)
    return;
  if (kind->key == M77_KEY_FIELD && *typed != '\0' && strpbrk (typed, " \"*@,") == NULL)
    filter = g_strdup_printf ("%s:%s*", kind->key_field, typed);
  else
    filter = g_strdup (kind->state_field != NULL ? "is:open" : "");
  self->kind = kind;
  g_free (self->typed);
  self->typed = g_strdup (typed);
  g_free (self->prefix);
  self->prefix = g_strdup (prefix);
  self->asking = g_cancellable_new ();
  m77_agent1_call_list (
      proxy, kind->name, filter, "", ASKED_MOST, "", 0, self->asking, keys_cb, self);
}

/* ---- What is known here ---- */

void
tui_suggest_filter (TuiSuggest *self,
                    const char *text,
                    gsize cursor,
                    gsize from,
                    const M77Kind *kind)
{
  g_autoptr (M77FilterCompletion) found = NULL;
  g_autofree char *typed = NULL;

  tui_suggest_begin (self, cursor, cursor);
  if (cursor < from)
    return;
  found = m77_filter_complete (text + from, cursor - from, kind);
  self->start = from + found->start;
  self->end = from + found->end;
  self->hint = g_strdup (found->hint);
  for (guint i = 0; i < found->candidates->len; i++)
    tui_suggest_add (self, found->candidates->pdata[i], NULL);
  if (self->words->len == 1 && self->end - self->start == strlen (self->words->pdata[0]) &&
      g_str_has_prefix (text + self->start, self->words->pdata[0]))
    tui_suggest_begin (self, self->start, self->end);
  if (found->values_of == NULL)
    return;
  typed = g_strndup (text + self->start, MIN (cursor, self->end) - self->start);
  if (found->values_of->ref != NULL && m77_kind_ref_by_key (m77_kind_find (found->values_of->ref)))
    tui_suggest_ask_keys (self, m77_kind_find (found->values_of->ref), "", typed);
  else
    ask_values (self, kind, found->values_of, typed);
}

void
tui_suggest_past (TuiSuggest *self, const GPtrArray *lines, const char *text)
{
  g_autofree char *typed = g_utf8_casefold (text, -1);

  tui_suggest_begin (self, 0, strlen (text));
  for (guint i = lines->len; i > 0; i--)
    {
      g_autofree char *line = g_utf8_casefold (lines->pdata[i - 1], -1);

      if (strstr (line, typed) != NULL)
        tui_suggest_add (self, lines->pdata[i - 1], NULL);
    }
}

/* ---- Choosing ---- */

void
tui_suggest_choose (TuiSuggest *self, int by)
{
  int n = self->words->len;

  if (n > 0)
    self->chosen = ((int) self->chosen + by + n) % n;
}

gboolean
tui_suggest_take (TuiSuggest *self, TuiEntry *entry)
{
  const char *word;

  if (self->words->len == 0)
    return FALSE;
  if (self->taken)
    tui_suggest_choose (self, 1);
  word = self->words->pdata[self->chosen];
  self->end = MIN (self->end, entry->text->len);
  g_string_erase (entry->text, self->start, self->end - self->start);
  g_string_insert (entry->text, self->start, word);
  self->end = self->start + strlen (word);
  entry->cursor = self->end;
  self->taken = TRUE;
  return TRUE;
}

/* ---- Drawing ---- */

int
tui_suggest_rows (const TuiSuggest *self, int most)
{
  int n = self->words->len > 0 ? (int) self->words->len : self->hint != NULL ? 1 : 0;

  return CLAMP (n, 0, MAX (most, 0));
}

void
tui_suggest_draw (TuiSuggest *self, TuiCanvas *canvas, int row, int rows)
{
  guint first = self->chosen >= (guint) MAX (rows, 1) ? self->chosen - rows + 1 : 0;
  int width = 0;

  for (int i = 0; i < rows && first + i < self->words->len; i++)
    width = MAX (width, tui_width (canvas, self->words->pdata[first + i]));
  width = MIN (width, canvas->cols * 2 / 3);
  for (int i = 0; i < rows && first + i < self->words->len; i++)
    {
      guint at = first + i;
      const char *about = self->abouts->pdata[at];

      if (at == self->chosen)
        {
          tui_put_glyph (canvas, row + i, 0, TUI_ACCENT | TUI_BOLD, TUI_GLYPH_CURSOR);
          about = *about != '\0' || self->hint == NULL ? about : self->hint;
        }
      tui_put (canvas,
               row + i,
               1,
               width,
               at == self->chosen ? TUI_ACCENT | TUI_BOLD : TUI_PLAIN,
               self->words->pdata[at]);
      tui_put (canvas, row + i, width + 4, canvas->cols - width - 5, TUI_DIM, about);
    }
  if (self->words->len == 0 && self->hint != NULL && rows > 0)
    tui_put (canvas, row, 1, canvas->cols - 2, TUI_DIM, self->hint);
}

void
tui_suggest_draw_fault (const TuiEntry *entry,
                        TuiCanvas *canvas,
                        int row,
                        int col,
                        int cells,
                        gsize offset,
                        const char *expected)
{
  int at = col + MAX (tui_entry_column (entry, canvas, cells, offset), 0);
  int width = tui_width (canvas, expected != NULL ? expected : "");

  tui_put (canvas, row, at, 1, TUI_BAD | TUI_BOLD, "^");
  if (expected == NULL)
    return;
  if (at + 2 + width < canvas->cols)
    tui_put (canvas, row, at + 2, canvas->cols - at - 3, TUI_BAD, expected);
  else if (at - 1 > width)
    tui_put (canvas, row, at - 1 - width, width, TUI_BAD, expected);
  else
    {
      /* Neither side has room: the words matter more than the mark. */
      tui_put (canvas, row, 1, canvas->cols - 2, TUI_BAD, expected);
      tui_restyle (canvas, row - 1, at, 1, TUI_BAD | TUI_REVERSE);
    }
}
