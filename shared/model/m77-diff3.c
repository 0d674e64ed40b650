/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-diff3"

#include "config.h"

#include "shared/model/m77-diff3.h"

#include <string.h>

#include "shared/model/m77-sequence.h"

typedef struct
{
  const char *text;
  gsize size; /* bytes */
  guint number;
} Line;

/* The different lines of all versions: open addressing, never more than half full. */
typedef struct
{
  Line *lines;
  gsize mask;
  guint count;
} Known;

static void
known_clear (Known *self)
{
  g_clear_pointer (&self->lines, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Known, known_clear)

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

/* Eight bytes at a time, each mixed into all bits (the constant is that of FNV-1a); begun with
 * where the table happens to lie, so that nobody can write lines that all meet in one place. */
static gsize
hash_line (const Known *known, const char *text, gsize size)
{
  guint64 hash = (gsize) known->lines ^ size;
  guint64 part;

  for (; size > 0; text += MIN (size, sizeof part), size -= MIN (size, sizeof part))
    {
      part = 0;
      memcpy (&part, text, MIN (size, sizeof part));
      hash = (hash ^ part) * G_GUINT64_CONSTANT (0x100000001b3);
      hash ^= hash >> 29;
    }
  return (gsize) hash;
}

static int
number_line (Known *known, const char *text, gsize size)
{
  gsize at = hash_line (known, text, size) & known->mask;
  Line *line = &known->lines[at];

  while (line->text != NULL && (line->size != size || memcmp (line->text, text, size) != 0))
    {
      at = (at + 1) & known->mask;
      line = &known->lines[at];
    }
  if (line->text == NULL)
    *line = (Line){ text, size, ++known->count };
  return (int) line->number;
}

static void
find_lines (Lines *self, const char *text)
{
  gsize size = strlen (text);
  gsize at = 0;

  self->text = text;
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->numbers = g_array_new (FALSE, FALSE, sizeof (int));
  g_array_append_val (self->starts, at);
  while (at < size)
    {
      const char *newline = memchr (text + at, '\n', size - at);

      at = newline != NULL ? (gsize) (newline - text) + 1 : size;
      g_array_append_val (self->starts, at);
    }
}

static void
number_lines (Lines *self, Known *known)
{
  for (guint i = 0; i + 1 < self->starts->len; i++)
    {
      gsize start = g_array_index (self->starts, gsize, i);
      gsize end = g_array_index (self->starts, gsize, i + 1);
      int number = number_line (known, self->text + start, end - start);

      g_array_append_val (self->numbers, number);
    }
}

/* All versions' lines with their numbers. */
static void
cut_lines (Lines *versions[3], const char *const texts[3])
{
  g_auto (Known) known = { NULL, 63, 0 };
  gsize count = 0;

  for (int i = 0; i < 3; i++)
    {
      find_lines (versions[i], texts[i]);
      count += versions[i]->starts->len;
    }
  while (known.mask < 2 * count)
    known.mask = 2 * known.mask + 1;
  known.lines = g_new0 (Line, known.mask + 1);
  for (int i = 0; i < 3; i++)
    number_lines (versions[i], &known);
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
  g_auto (Lines) base_lines = { 0 };
  g_auto (Lines) mine_lines = { 0 };
  g_auto (Lines) their_lines = { 0 };
  g_autofree int *mine_pairs = NULL;
  g_autofree int *their_pairs = NULL;

  if (g_str_equal (mine, theirs) || g_str_equal (base, theirs))
    return g_strdup (mine);
  if (g_str_equal (base, mine))
    return g_strdup (theirs);
  cut_lines ((Lines *[]){ &base_lines, &mine_lines, &their_lines },
             (const char *const[]){ base, mine, theirs });
  mine_pairs = pair_lines (&base_lines, &mine_lines);
  if (mine_pairs != NULL)
    their_pairs = pair_lines (&base_lines, &their_lines);
  if (their_pairs == NULL)
    return NULL;
  return merge_lines ((const Lines[]){ base_lines, mine_lines, their_lines },
                      (int *const[]){ mine_pairs, their_pairs });
}
