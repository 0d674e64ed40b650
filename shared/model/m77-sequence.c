/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-sequence"

#include "config.h"

#include "shared/model/m77-sequence.h"

/* The part of both between what they begin and end with alike. */
typedef struct
{
  const int *before, *after;
  int skip; /* elements alike at the beginning */
  int n_before, n_after;
} Middle;

static Middle
find_middle (const int *before, int n_before, const int *after, int n_after)
{
  Middle m = { before, after, 0, n_before, n_after };

  while (m.n_before > 0 && m.n_after > 0 && *m.before == *m.after)
    {
      m.before++;
      m.after++;
      m.skip++;
      m.n_before--;
      m.n_after--;
    }
  while (m.n_before > 0 && m.n_after > 0 && m.before[m.n_before - 1] == m.after[m.n_after - 1])
    {
      m.n_before--;
      m.n_after--;
    }
  return m;
}

/* One round: the furthest x on each diagonal k = x - y with d changes, from those with d - 1.
 * furthest points at diagonal 0. TRUE once the end is reached. */
static gboolean
extend (const Middle *m, int *furthest, int d)
{
  for (int k = -d; k <= d; k += 2)
    {
      gboolean down = k == -d || (k != d && furthest[k - 1] < furthest[k + 1]);
      int x = down ? furthest[k + 1] : furthest[k - 1] + 1;

      while (x < m->n_before && x - k < m->n_after && x - k >= 0 && m->before[x] == m->after[x - k])
        x++;
      furthest[k] = x;
      if (x >= m->n_before && x - k >= m->n_after)
        return TRUE;
    }
  return FALSE;
}

/* Walks back from the end through the kept rounds, pairing what is the same. */
static void
pair_middle (const Middle *m, GPtrArray *rounds, int *pairs)
{
  int x = m->n_before, y = m->n_after;

  for (int d = (int) rounds->len - 1; d >= 0; d--)
    {
      const int *last = (const int *) g_ptr_array_index (rounds, d) + d + 1;
      int k = x - y;
      gboolean down = k == -d || (k != d && last[k - 1] < last[k + 1]);
      int from_x = d == 0 ? 0 : last[down ? k + 1 : k - 1];
      int from_y = d == 0 ? 0 : from_x - (down ? k + 1 : k - 1);

      while (x > from_x && y > from_y)
        pairs[m->skip + --x] = m->skip + --y;
      x = from_x;
      y = from_y;
    }
}

int *
m77_sequence_pair (const int *before, int n_before, const int *after, int n_after, int most)
{
  Middle m = find_middle (before, n_before, after, n_after);
  int tail = n_before - m.skip - m.n_before;
  g_autofree int *furthest = NULL;
  g_autofree int *pairs = g_new (int, n_before + 1);
  g_autoptr (GPtrArray) rounds = g_ptr_array_new_with_free_func (g_free);

  most = MIN (m.n_before + m.n_after, most);
  furthest = g_new0 (int, 2 * most + 3);
  for (int i = 0; i < n_before; i++)
    pairs[i] = i < m.skip ? i : -1;
  for (int i = 1; i <= tail; i++)
    pairs[n_before - i] = n_after - i;
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
