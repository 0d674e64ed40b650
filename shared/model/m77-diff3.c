/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-diff3"

#include "config.h"

#include "shared/model/m77-diff3.h"

#include <string.h>

#include "shared/model/m77-sequence.h"

typedef struct
{
  const char *text;
  GArray *starts;  /* gsize: where each line begins, and the end */
  GArray *numbers; /* int: the same for the same line of any version */
} Lines;

static void
lines_clear (Lines *self)
{
  g_clear_pointer (&self->starts, g_array_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lines, lines_clear)

static int
count_lines (const Lines *self)
{
  return (int) self->numbers->len;
}

static int
line_at (const Lines *self, int i)
{
  return g_array_index (self->numbers, int, i);
}

/* seen: text of a line to its number. */
static Lines
cut_lines (const char *text, GHashTable *seen)
{
  Lines self = { text,
                 g_array_new (FALSE, FALSE, sizeof (gsize)),
                 g_array_new (FALSE, FALSE, sizeof (int)) };
  gsize at = 0;

  g_array_append_val (self.starts, at);
  while (text[at] != '\0')
    {
      const char *newline = strchr (text + at, '\n');
      gsize end = newline != NULL ? (gsize) (newline - text) + 1 : at + strlen (text + at);
      char *line = g_strndup (text + at, end - at);
      int number = GPOINTER_TO_INT (g_hash_table_lookup (seen, line));

      if (number != 0)
        g_free (line);
      else
        {
          number = (int) g_hash_table_size (seen) + 1;
          g_hash_table_insert (seen, line, GINT_TO_POINTER (number));
        }
      g_array_append_val (self.numbers, number);
      g_array_append_val (self.starts, end);
      at = end;
    }
  return self;
}

/* For each line of base the line of side that it is, or -1. NULL if too much differs. */
static int *
pair_lines (const Lines *base, const Lines *side)
{
  return m77_sequence_pair ((const int *) base->numbers->data,
                            count_lines (base),
                            (const int *) side->numbers->data,
                            count_lines (side),
                            M77_DIFF3_MOST);
}

typedef struct
{
  int start, end;
} Stretch;

static gboolean
same_stretch (const Lines *a, Stretch in_a, const Lines *b, Stretch in_b)
{
  if (in_a.end - in_a.start != in_b.end - in_b.start)
    return FALSE;
  for (int i = 0; i < in_a.end - in_a.start; i++)
    if (line_at (a, in_a.start + i) != line_at (b, in_b.start + i))
      return FALSE;
  return TRUE;
}

static void
take (GString *out, const Lines *from, Stretch stretch)
{
  gsize start = g_array_index (from->starts, gsize, stretch.start);
  gsize end = g_array_index (from->starts, gsize, stretch.end);

  g_string_append_len (out, from->text + start, end - start);
}

/* versions: base, mine, theirs; pairs: of mine and theirs. */
static char *
merge_lines (const Lines versions[3], int *const pairs[2])
{
  GString *out = g_string_new (NULL);
  Stretch s[3] = { { 0, 0 }, { 0, 0 }, { 0, 0 } };
  int size = count_lines (&versions[0]);

  for (;;)
    {
      int next = s[0].start;
      gboolean at_end;

      while (next < size && (pairs[0][next] < 0 || pairs[1][next] < 0))
        next++;
      at_end = next == size;
      s[0].end = next;
      s[1].end = at_end ? count_lines (&versions[1]) : pairs[0][next];
      s[2].end = at_end ? count_lines (&versions[2]) : pairs[1][next];
      if (same_stretch (&versions[0], s[0], &versions[1], s[1]))
        take (out, &versions[2], s[2]);
      else if (same_stretch (&versions[0], s[0], &versions[2], s[2]) ||
               same_stretch (&versions[1], s[1], &versions[2], s[2]))
        take (out, &versions[1], s[1]);
      else
        {
          g_string_free (out, TRUE);
          return NULL;
        }
      if (at_end)
        return g_string_free (out, FALSE);
      take (out, &versions[0], (Stretch){ next, next + 1 });
      for (int i = 0; i < 3; i++)
        s[i].start = s[i].end + 1;
    }
}

char *
m77_diff3 (const char *base, const char *mine, const char *theirs)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (Lines) base_lines = cut_lines (base, seen);
  g_auto (Lines) mine_lines = cut_lines (mine, seen);
  g_auto (Lines) their_lines = cut_lines (theirs, seen);
  g_autofree int *mine_pairs = NULL;
  g_autofree int *their_pairs = NULL;

  if (g_str_equal (mine, theirs) || g_str_equal (base, theirs))
    return g_strdup (mine);
  if (g_str_equal (base, mine))
    return g_strdup (theirs);
  mine_pairs = pair_lines (&base_lines, &mine_lines);
  their_pairs = pair_lines (&base_lines, &their_lines);
  if (mine_pairs == NULL || their_pairs == NULL)
    return NULL;
  return merge_lines ((const Lines[]){ base_lines, mine_lines, their_lines },
                      (int *const[]){ mine_pairs, their_pairs });
}
