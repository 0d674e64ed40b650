/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-palette"

#include "config.h"

#include "shared/model/m77-palette.h"

#include <string.h>

#include "shared/model/m77-kind.h"

#define TYPED_MOST 256 /* bytes; more than that finds nothing anyhow */

typedef enum
{
  LATELY,
  BEGINS,
  WORDS,
  WITHIN,
  LETTERS,
  NOT_AT_ALL
} Match;

typedef struct
{
  const M77PaletteEntry *entry;
  Match match;
  guint order; /* in which they were added, or the latest first */
  gsize length;
} Found;

struct _M77Palette
{
  GPtrArray *entries;
  GHashTable *ids;     /* of entries: each is there once */
  GHashTable *touched; /* char * to how many were touched before it */
  guint touches;
};

static void
free_entry (gpointer data)
{
  M77PaletteEntry *entry = data;

  g_free (entry->id);
  g_free (entry->kind);
  g_free (entry->text);
  g_free (entry->detail);
  g_free (entry->folded);
  g_free (entry);
}

M77Palette *
m77_palette_new (void)
{
  M77Palette *self = g_new0 (M77Palette, 1);

  self->entries = g_ptr_array_new_with_free_func (free_entry);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
m77_palette_free (M77Palette *self)
{
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->touched);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

static char *
fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *whole = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (whole, -1);
}

void
m77_palette_add (M77Palette *self,
                 guint group,
                 const char *id,
                 const char *kind,
                 const char *text,
                 const char *detail)
{
  M77PaletteEntry *entry;

  if (g_hash_table_contains (self->ids, id))
    return;
  entry = g_new0 (M77PaletteEntry, 1);
  entry->group = group;
  entry->id = g_strdup (id);
  entry->kind = g_strdup (kind != NULL ? kind : "");
  entry->text = g_strdup (text);
  entry->detail = g_strdup (detail != NULL ? detail : "");
  entry->folded = fold (text);
  g_hash_table_add (self->ids, entry->id);
  g_ptr_array_add (self->entries, entry);
}

/* What is written down by itself, thousands of it, is nowhere anybody goes by its name. */
static gboolean
is_noise (const char *kind)
{
  static const char *const kinds[] = { "delivery", "audit", "page", "usage", NULL };

  return g_strv_contains (kinds, kind);
}

void
m77_palette_add_titles (M77Palette *self, guint group, GVariant *rows, guint most)
{
  GVariantIter iter;
  const char *kind;
  const char *id;
  const char *key;
  const char *title;
  const char *state;
  guint n = 0;

  g_variant_iter_init (&iter, rows);
  while (n < most && g_variant_iter_next (&iter, "(&s&s&s&s&s)", &kind, &id, &key, &title, &state))
    {
      const M77Kind *known = m77_kind_find (kind);
      gboolean numbered = known != NULL && known->key == M77_KEY_NUMBER;
      const char *bare = numbered && strrchr (key, '-') != NULL ? strrchr (key, '-') + 1 : key;
      g_autofree char *place = g_strdup_printf ("record/%s/%s", kind, id);
      g_autofree char *text = g_str_equal (bare, title) ? g_strdup (title)
                                                        : g_strdup_printf ("%s %s", bare, title);

      if (is_noise (kind))
        continue;
      m77_palette_add (self, group, place, kind, text, state);
      n++;
    }
}

void
m77_palette_clear_group (M77Palette *self, guint group)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      M77PaletteEntry *entry = self->entries->pdata[i - 1];

      if (entry->group != group)
        continue;
      g_hash_table_remove (self->ids, entry->id);
      g_ptr_array_remove_index (self->entries, i - 1);
    }
}

void
m77_palette_touch (M77Palette *self, const char *id)
{
  g_hash_table_insert (self->touched, g_strdup (id), GUINT_TO_POINTER (++self->touches));
}

guint
m77_palette_size (const M77Palette *self)
{
  return self->entries->len;
}

/* ---- Matching ---- */

static gboolean
begins_a_word (const char *text, const char *word)
{
  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    if (at == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at))))
      return TRUE;
  return FALSE;
}

static gboolean
has_letters (const char *text, const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char (word))
    {
      text = g_utf8_strchr (text, -1, g_utf8_get_char (word));
      if (text == NULL)
        return FALSE;
      text = g_utf8_next_char (text);
    }
  return TRUE;
}

static Match
match_word (const char *text, const char *word)
{
  if (begins_a_word (text, word))
    return WORDS;
  if (strstr (text, word) != NULL)
    return WITHIN;
  return has_letters (text, word) ? LETTERS : NOT_AT_ALL;
}

/* As good as its worst word. */
static Match
match_all (const M77PaletteEntry *entry, const char *typed, char **words)
{
  Match worst = WORDS;

  if (g_str_has_prefix (entry->folded, typed))
    return BEGINS;
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      worst = MAX (worst, match_word (entry->folded, words[i]));
  return worst;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Found *one = a;
  const Found *two = b;

  if (one->match != two->match)
    return one->match < two->match ? -1 : 1;
  if (one->match != LATELY && one->length != two->length)
    return one->length < two->length ? -1 : 1;
  return one->order < two->order ? -1 : one->order > two->order;
}

GPtrArray *
m77_palette_find (M77Palette *self, const char *typed, guint most)
{
  g_autofree char *part = g_strndup (typed, TYPED_MOST);
  g_autofree char *folded = fold (part);
  g_auto (GStrv) words = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  GPtrArray *result = g_ptr_array_new ();

  g_strstrip (folded);
  words = g_strsplit (folded, " ", -1);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const M77PaletteEntry *entry = self->entries->pdata[i];
      guint touched = GPOINTER_TO_UINT (g_hash_table_lookup (self->touched, entry->id));
      Found one = { entry, match_all (entry, folded, words), i, strlen (entry->folded) };

      if (one.match == NOT_AT_ALL)
        continue;
      /* With nothing typed no text is better than another. */
      if (*folded == '\0')
        one.length = 0;
      if (touched > 0)
        {
          one.match = LATELY;
          one.order = self->touches - touched;
        }
      g_array_append_val (found, one);
    }
  g_array_sort (found, compare);
  for (guint i = 0; i < MIN (found->len, most); i++)
    g_ptr_array_add (result, (gpointer) g_array_index (found, Found, i).entry);
  return result;
}
