/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-word-diff"

#include "config.h"

#include "shared/model/m77-word-diff.h"

#include <string.h>

#include "shared/model/m77-sequence.h"

#define ZERO_WIDTH_JOINER 0x200d
#define FIRST_FLAG_LETTER 0x1f1e6
#define LAST_FLAG_LETTER  0x1f1ff
#define FIRST_SKIN_TONE   0x1f3fb
#define LAST_SKIN_TONE    0x1f3ff

/* What a byte that is no UTF-8 counts as: a sign of its own. */
#define NO_CHAR 0xfffd

/* ---- Words ---- */

/* The character at `at`, which is not the end. */
static gunichar
char_at (const char *at, const char **next)
{
  gunichar c = g_utf8_get_char_validated (at, -1);

  if (c >= (gunichar) -2)
    {
      *next = at + 1;
      return NO_CHAR;
    }
  *next = g_utf8_next_char (at);
  return c;
}

static gboolean
extends_cluster (gunichar c)
{
  return g_unichar_iszerowidth (c) || c == ZERO_WIDTH_JOINER || g_unichar_ismark (c) ||
         (c >= FIRST_SKIN_TONE && c <= LAST_SKIN_TONE);
}

static gboolean
is_flag_letter (gunichar c)
{
  return c >= FIRST_FLAG_LETTER && c <= LAST_FLAG_LETTER;
}

/* The end of the cluster at `at`; *first gets its first character. */
static const char *
cluster_end (const char *at, gunichar *first)
{
  const char *end;
  gunichar last = *first = char_at (at, &end);
  gboolean flag = is_flag_letter (last);

  while (*end != '\0')
    {
      const char *next;
      gunichar c = char_at (end, &next);
      gboolean joined = last == ZERO_WIDTH_JOINER && c > 0x7f;

      if (!joined && !(last == '\r' && c == '\n') && !(flag && is_flag_letter (c)) &&
          (!extends_cluster (c) || last == '\n' || last == '\r'))
        break;
      flag = FALSE;
      last = c;
      end = next;
    }
  return end;
}

typedef enum
{
  SORT_SIGN,
  SORT_WORD,
  SORT_BLANK
} Sort;

static Sort
sort_of (gunichar c)
{
  if (c != '\n' && c != '\r' && g_unichar_isspace (c))
    return SORT_BLANK;
  return c != NO_CHAR && g_unichar_isalnum (c) && !g_unichar_iswide (c) ? SORT_WORD : SORT_SIGN;
}

/* Joins letters and digits into one word when it stands between two. */
static gboolean
is_joint (gunichar c)
{
  return c != 0 && c < 0x80 && strchr (".:-_/@'", (int) c) != NULL;
}

static const char *
word_end (const char *at)
{
  gunichar c;
  const char *end = cluster_end (at, &c);
  Sort sort = sort_of (c);

  while (sort != SORT_SIGN && *end != '\0')
    {
      const char *next = cluster_end (end, &c);

      if (sort == SORT_WORD && is_joint (c) && *next != '\0')
        {
          gunichar after;
          const char *beyond = cluster_end (next, &after);

          if (sort_of (after) != SORT_WORD)
            break;
          end = beyond;
          continue;
        }
      if (sort_of (c) != sort)
        break;
      end = next;
    }
  return end;
}

static const char *
line_end (const char *at)
{
  const char *newline = strchr (at, '\n');

  return newline != NULL ? newline + 1 : at + strlen (at);
}

/* ---- Parts: words or lines, each with a number ---- */

typedef const char *(*CutFunc) (const char *at);

typedef struct
{
  const char *text;
  GArray *starts;  /* gsize: where each begins, and the end */
  GArray *numbers; /* int: the same for the same part of either text */
} Parts;

static void
parts_clear (Parts *self)
{
  g_clear_pointer (&self->starts, g_array_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

/* seen: a part's text to its number. Stops after `most` parts; the last is then the rest. */
static Parts
cut (const char *text, CutFunc end_of, guint most, GHashTable *seen)
{
  Parts self = { text,
                 g_array_new (FALSE, FALSE, sizeof (gsize)),
                 g_array_new (FALSE, FALSE, sizeof (int)) };
  gsize at = 0;

  g_array_append_val (self.starts, at);
  while (text[at] != '\0')
    {
      gsize end = self.numbers->len < most ? (gsize) (end_of (text + at) - text)
                                           : at + strlen (text + at);
      char *part = g_strndup (text + at, end - at);
      int number = GPOINTER_TO_INT (g_hash_table_lookup (seen, part));

      if (number != 0)
        g_free (part);
      else
        {
          number = (int) g_hash_table_size (seen) + 1;
          g_hash_table_insert (seen, part, GINT_TO_POINTER (number));
        }
      g_array_append_val (self.numbers, number);
      g_array_append_val (self.starts, end);
      at = end;
    }
  return self;
}

/* ---- Stretches ---- */

static void
add (GArray *out, M77StretchChange change, gsize start, gsize end)
{
  M77Stretch *last = out->len > 0 ? &g_array_index (out, M77Stretch, out->len - 1) : NULL;
  M77Stretch stretch = { change, start, end - start };

  if (start == end)
    return;
  if (last != NULL && last->change == change && last->start + last->length == start)
    last->length += end - start;
  else
    g_array_append_val (out, stretch);
}

static gsize
start_of (const Parts *parts, int i)
{
  return g_array_index (parts->starts, gsize, i);
}

/* NULL if too much differs. */
static GArray *
compare (const Parts *before, const Parts *after)
{
  int n_before = (int) before->numbers->len;
  int n_after = (int) after->numbers->len;
  int x = 0, y = 0;
  GArray *out;
  g_autofree int *pairs = m77_sequence_pair ((const int *) before->numbers->data,
                                             n_before,
                                             (const int *) after->numbers->data,
                                             n_after,
                                             M77_WORD_DIFF_MOST);

  if (pairs == NULL)
    return NULL;
  out = g_array_new (FALSE, FALSE, sizeof (M77Stretch));
  while (x < n_before || y < n_after)
    {
      int gone = x;
      int came = y;

      while (x < n_before && pairs[x] < 0)
        x++;
      y = x < n_before ? pairs[x] : n_after;
      add (out, M77_STRETCH_GONE, start_of (before, gone), start_of (before, x));
      add (out, M77_STRETCH_NEW, start_of (after, came), start_of (after, y));
      for (; x < n_before && y < n_after && pairs[x] == y; x++, y++)
        add (out, M77_STRETCH_SAME, start_of (after, y), start_of (after, y + 1));
    }
  return out;
}

/* Everything between what both begin and end with, by cluster, as one change. */
static GArray *
replace (const char *before, const char *after)
{
  GArray *out = g_array_new (FALSE, FALSE, sizeof (M77Stretch));
  gsize n_before = strlen (before);
  gsize n_after = strlen (after);
  gsize head = 0;
  gsize tail = 0;

  while (before[head] != '\0' && before[head] == after[head])
    head++;
  while (head > 0 && before[head - 1] != '\n')
    head--;
  while (tail < MIN (n_before, n_after) - head &&
         before[n_before - tail - 1] == after[n_after - tail - 1])
    tail++;
  while (tail > 0 && (n_before == tail || before[n_before - tail - 1] != '\n' || n_after == tail ||
                      after[n_after - tail - 1] != '\n'))
    tail--;
  add (out, M77_STRETCH_SAME, 0, head);
  add (out, M77_STRETCH_GONE, head, n_before - tail);
  add (out, M77_STRETCH_NEW, head, n_after - tail);
  add (out, M77_STRETCH_SAME, n_after - tail, n_after);
  return out;
}

static GArray *
diff_by (const char *before, const char *after, CutFunc end_of)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (Parts) old = cut (before, end_of, M77_WORD_DIFF_WORDS, seen);
  g_auto (Parts) new = cut (after, end_of, M77_WORD_DIFF_WORDS, seen);

  if (MAX (old.numbers->len, new.numbers->len) > M77_WORD_DIFF_WORDS)
    return NULL;
  return compare (&old, &new);
}

GArray *
m77_line_diff (const char *before, const char *after)
{
  GArray *lines = diff_by (before, after, line_end);

  return lines != NULL ? lines : replace (before, after);
}

static gboolean
is_blank (const char *text, const M77Stretch *stretch)
{
  for (gsize i = 0; i < stretch->length; i++)
    if (text[stretch->start + i] != ' ')
      return FALSE;
  return TRUE;
}

/* Whether the stretch at i is a blank before another change. */
static gboolean
is_gap (GArray *in, guint i, const char *after)
{
  const M77Stretch *s = &g_array_index (in, M77Stretch, i);

  return i + 1 < in->len && s->change == M77_STRETCH_SAME && is_blank (after, s);
}

/* "[-a-]{+x+} [-b-]{+y+}" reads worse than "[-a b-]{+x y+}": a blank behind words that took the
 * place of others becomes part of the change, if there is more of it behind. */
static GArray *
join_changes (GArray *in, const char *before, const char *after)
{
  GArray *out = g_array_new (FALSE, FALSE, sizeof (M77Stretch));
  gsize old = 0; /* how far of before */
  guint i = 0;

  while (i < in->len)
    {
      const M77Stretch *s = &g_array_index (in, M77Stretch, i);
      gsize came, gone_end, came_end;

      if (s->change != M77_STRETCH_GONE || i + 1 == in->len || s[1].change != M77_STRETCH_NEW)
        {
          if (s->change != M77_STRETCH_NEW)
            old += s->length;
          add (out, s->change, s->start, s->start + s->length);
          i++;
          continue;
        }
      came = s[1].start;
      gone_end = old + s->length;
      came_end = came + s[1].length;
      i += 2;
      while (is_gap (in, i, after))
        {
          s = &g_array_index (in, M77Stretch, i++);
          gone_end += s->length;
          came_end += s->length;
          for (; i < in->len && s[1].change != M77_STRETCH_SAME; i++)
            {
              s++;
              if (s->change == M77_STRETCH_GONE)
                gone_end += s->length;
              else
                came_end += s->length;
            }
        }
      add (out, M77_STRETCH_GONE, old, gone_end);
      add (out, M77_STRETCH_NEW, came, came_end);
      old = gone_end;
    }
  g_array_unref (in);
  return out;
}

GArray *
m77_word_diff (const char *before, const char *after)
{
  GArray *words = diff_by (before, after, word_end);

  return words != NULL ? join_changes (words, before, after) : m77_line_diff (before, after);
}

char *
m77_word_diff_marked (const char *before, const char *after)
{
  static const char *const open[] = { "", "[-", "{+" };
  static const char *const close[] = { "", "-]", "+}" };
  g_autoptr (GArray) stretches = m77_word_diff (before, after);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < stretches->len; i++)
    {
      const M77Stretch *s = &g_array_index (stretches, M77Stretch, i);
      const char *text = s->change == M77_STRETCH_GONE ? before : after;

      g_string_append (out, open[s->change]);
      g_string_append_len (out, text + s->start, (gssize) s->length);
      g_string_append (out, close[s->change]);
    }
  return g_string_free (out, FALSE);
}
