/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-diff3"

#include "config.h"

#include "shared/model/m77-diff3.h"

#include <string.h>

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

/* The part of both texts between the lines they begin and end with alike. */
typedef struct
{
  const Lines *base, *side;
  int skip;                 /* lines alike at the beginning */
  int base_size, side_size; /* lines between */
} Middle;

static gboolean
same_line (const Middle *m, int x, int y)
{
  return line_at (m->base, m->skip + x) == line_at (m->side, m->skip + y);
}

static Middle
find_middle (const Lines *base, const Lines *side)
{
  Middle m = { base, side, 0, count_lines (base), count_lines (side) };

  while (m.base_size > 0 && m.side_size > 0 && same_line (&m, 0, 0))
    {
      m.skip++;
      m.base_size--;
      m.side_size--;
    }
  while (m.base_size > 0 && m.side_size > 0 && same_line (&m, m.base_size - 1, m.side_size - 1))
    {
      m.base_size--;
      m.side_size--;
    }
  return m;
}

/* One round of Myers: the furthest x on each diagonal k = x - y with d changes, from those
 * with d - 1. furthest points at diagonal 0. TRUE once the end is reached. */
static gboolean
extend (const Middle *m, int *furthest, int d)
{
  for (int k = -d; k <= d; k += 2)
    {
      gboolean down = k == -d || (k != d && furthest[k - 1] < furthest[k + 1]);
      int x = down ? furthest[k + 1] : furthest[k - 1] + 1;

      while (x < m->base_size && x - k < m->side_size && x - k >= 0 && same_line (m, x, x - k))
        x++;
      furthest[k] = x;
      if (x >= m->base_size && x - k >= m->side_size)
        return TRUE;
    }
  return FALSE;
}

/* Walks back from the end through the kept rounds, pairing lines that are the same. */
static void
pair_middle (const Middle *m, GPtrArray *rounds, int *pairs)
{
  int x = m->base_size, y = m->side_size;

  for (int d = (int) rounds->len - 1; d >= 0; d--)
    {
      const int *before = (const int *) g_ptr_array_index (rounds, d) + d + 1;
      int k = x - y;
      gboolean down = k == -d || (k != d && before[k - 1] < before[k + 1]);
      int from_x = d == 0 ? 0 : before[down ? k + 1 : k - 1];
      int from_y = d == 0 ? 0 : from_x - (down ? k + 1 : k - 1);

      while (x > from_x && y > from_y)
        pairs[m->skip + --x] = m->skip + --y;
      x = from_x;
      y = from_y;
    }
}

/* For each line of base the line of side that it is, or -1. NULL if too much differs. */
static int *
pair_lines (const Lines *base, const Lines *side)
{
  Middle m = find_middle (base, side);
  int most = MIN (m.base_size + m.side_size, M77_DIFF3_MOST);
  g_autofree int *furthest = g_new0 (int, 2 * most + 3);
  g_autofree int *pairs = g_new (int, count_lines (base) + 1);
  g_autoptr (GPtrArray) rounds = g_ptr_array_new_with_free_func (g_free);
  int tail = count_lines (base) - m.skip - m.base_size;

  for (int i = 0; i < count_lines (base); i++)
    pairs[i] = i < m.skip ? i : -1;
  for (int i = 1; i <= tail; i++)
    pairs[count_lines (base) - i] = count_lines (side) - i;
  for (int d = 0; d <= most; d++)
    {
      int *middle = furthest + most + 1;

      g_ptr_array_add (rounds, g_memdup2 (middle - d - 1, (2 * d + 3) * sizeof (int)));
      if (extend (&m, middle, d))
        {
          pair_middle (&m, rounds, pairs);
          return g_steal_pointer (&pairs);
        }
    }
  return NULL;
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
