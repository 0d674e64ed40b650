/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-linear"

#include "config.h"

#include "tui/linear/tui-linear-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-kind.h"

/* ---- Single words ---- */

/* In capitals: what looks otherwise is a word already, or a sign. */
static gboolean
is_abbreviation (const char *brief)
{
  gsize capitals = strspn (brief, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-");

  return capitals >= 2 && brief[capitals] == '\0';
}

/* "TRIG" → "triggered", by the table of kinds: the first kind that has the brief word. */
static GHashTable *
brief_words (void)
{
  static GHashTable *words;
  const M77Kind *const *kinds = m77_kinds ();

  if (words != NULL)
    return words;
  words = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (guint k = 0; kinds[k] != NULL; k++)
    for (const M77Field *field = kinds[k]->fields; field->name != NULL; field++)
      for (const M77Value *value = field->values; value != NULL && value->name != NULL; value++)
        if (value->brief != NULL && is_abbreviation (value->brief) &&
            !g_hash_table_contains (words, value->brief))
          g_hash_table_insert (words,
                               (gpointer) value->brief,
                               g_utf8_strdown (_ (value->label), -1));
  return words;
}

/* "14m", "22m!"; NULL: it is no age. */
static char *
age_words (const char *word)
{
  guint n = 0;
  gsize digits = strspn (word, "0123456789");
  char unit = word[digits];
  gboolean late = unit != '\0' && word[digits + 1] == '!' && word[digits + 2] == '\0';
  g_autofree char *text = NULL;

  if (digits == 0 || digits > 6 || unit == '\0' || (word[digits + 1] != '\0' && !late))
    return NULL;
  for (gsize i = 0; i < digits; i++)
    n = n * 10 + (guint) (word[i] - '0');
  if (unit == 's')
    text = g_strdup_printf (ngettext ("%u second", "%u seconds", n), n);
  else if (unit == 'm')
    text = g_strdup_printf (ngettext ("%u minute", "%u minutes", n), n);
  else if (unit == 'h')
    text = g_strdup_printf (ngettext ("%u hour", "%u hours", n), n);
  else if (unit == 'd')
    text = g_strdup_printf (ngettext ("%u day", "%u days", n), n);
  else if (unit == 'w')
    text = g_strdup_printf (ngettext ("%u week", "%u weeks", n), n);
  if (text == NULL)
    return NULL;
  return late ? g_strdup_printf (_ ("%s, too old"), text) : g_steal_pointer (&text);
}

static char *
whole_word (const char *word)
{
  const char *whole = g_hash_table_lookup (brief_words (), word);
  char *age;

  if (word[0] == 'S' && g_ascii_isdigit (word[1]) && word[2] == '\0')
    return g_strdup_printf (_ ("severity %c"), word[1]);
  if (whole != NULL)
    return g_strdup (whole);
  age = age_words (word);
  return age != NULL ? age : g_strdup (word);
}

/* ---- A row ---- */

/* A phrase: what stands with single blanks between. */
static void
append_phrase (GString *out, const char *phrase)
{
  g_auto (GStrv) words = g_strsplit (phrase, " ", -1);
  gboolean begun = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *whole = whole_word (words[i]);

      if (*whole == '\0' || g_str_equal (whole, "-"))
        continue;
      if (!begun && out->len > 0)
        g_string_append (out, ", ");
      else if (begun)
        g_string_append_c (out, ' ');
      begun = TRUE;
      g_string_append (out, whole);
    }
}

char *
tui_linear_words (const char *text)
{
  GString *out = g_string_new (NULL);
  g_auto (GStrv) phrases = g_strsplit (text, "  ", -1);

  for (guint i = 0; phrases[i] != NULL; i++)
    append_phrase (out, phrases[i]);
  return g_string_free (out, FALSE);
}

static const char *
mark_word (TuiGlyph glyph)
{
  switch (glyph)
    {
    case TUI_GLYPH_PENDING:
      return _ ("not sent yet");
    case TUI_GLYPH_QUEUED:
      return _ ("queued");
    case TUI_GLYPH_WAITING:
      return _ ("waiting");
    case TUI_GLYPH_HELD:
      return _ ("held");
    case TUI_GLYPH_CONFLICT:
      return _ ("in conflict");
    case TUI_GLYPH_REJECTED:
      return _ ("rejected");
    case TUI_GLYPH_MARKED:
      return _ ("marked");
    case TUI_GLYPH_OPEN:
      return _ ("open");
    case TUI_GLYPH_FOLDED:
      return _ ("folded");
    default:
      return NULL;
    }
}

char *
tui_linear_row (const TuiCanvas *canvas, int row)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *words = NULL;
  GString *out;

  for (int col = 0; col < canvas->cols; col++)
    g_string_append (text, canvas->cells[(gsize) row * canvas->cols + col].text);
  words = tui_linear_words (text->str);
  out = g_string_new (words);
  for (guint i = 0; i < canvas->marks->len; i++)
    {
      const TuiMark *mark = &g_array_index (canvas->marks, TuiMark, i);
      const char *word = mark->row == row ? mark_word (mark->glyph) : NULL;

      if (word != NULL && strstr (out->str, word) == NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", word);
    }
  return g_string_free (out, FALSE);
}

char *
tui_linear_key (const char *words)
{
  GString *key = g_string_new (NULL);
  gboolean in_number = FALSE;

  /* Numbers pass with time; that one more minute is a minute and not minutes does not matter. */
  for (; *words != '\0'; words++)
    if (!g_ascii_isdigit (*words))
      {
        in_number = FALSE;
        if (*words != 's' || g_ascii_isalpha (words[1]))
          g_string_append_c (key, *words);
      }
    else if (!in_number)
      {
        in_number = TRUE;
        g_string_append_c (key, '#');
      }
  return g_string_free (key, FALSE);
}
