/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-likeness.h"

#include <string.h>

#define LETTERS_LEAST 3
#define STEM          5 /* letters by which "failing" and "failed" are one */

static const char *const common[] = { "the",   "and",  "for", "with", "after", "from", "above",
                                      "below", "over", "not", "are",  "has",   NULL };

/* Element char *: its words, case-folded, cut to what tells them apart. */
static GHashTable *
words_of (const char *text)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *folded = g_utf8_casefold (text, -1);
  const char *start = NULL;

  for (const char *p = folded;; p = g_utf8_next_char (p))
    {
      gboolean in = *p != '\0' && g_unichar_isalnum (g_utf8_get_char (p));

      if (in && start == NULL)
        start = p;
      if (!in && start != NULL)
        {
          g_autofree char *word = g_strndup (start, p - start);
          glong letters = g_utf8_strlen (word, -1);

          if (letters >= LETTERS_LEAST && !g_strv_contains (common, word))
            g_hash_table_add (words, g_utf8_substring (word, 0, MIN (letters, STEM)));
          start = NULL;
        }
      if (*p == '\0')
        return words;
    }
}

guint
m77_likeness (const char *a, const char *b)
{
  g_autoptr (GHashTable) left = words_of (a);
  g_autoptr (GHashTable) right = words_of (b);
  guint all = g_hash_table_size (left) + g_hash_table_size (right);
  GHashTableIter iter;
  gpointer word;
  guint shared = 0;

  g_hash_table_iter_init (&iter, left);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    shared += g_hash_table_contains (right, word);
  return all > 0 ? 200 * shared / all : 0;
}
