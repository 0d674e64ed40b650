/* From one order of rows to another by few replacements.
 *
 * What begins and ends alike is set aside. Of the rest, the longest run of rows that stay in
 * order (a longest increasing subsequence of old positions) is kept; what lies between is
 * taken out and put in. Rows that hardly move cost one comparison each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-query"

#include "config.h"

#include <string.h>

#include "agent/store/agent-query-private.h"

#define SPLICES_MOST 500 /* more are joined with what lies between: a list is redrawn by then */
#define NOWHERE      G_MAXUINT32

/* Row → old position, open addressing; 0 is no row. */
typedef struct
{
  guint32 *rows, *positions;
  guint mask;
} Places;

static guint
slot_of (const Places *self, guint32 row)
{
  guint slot = (row * 2654435769u) & self->mask;

  while (self->rows[slot] != 0 && self->rows[slot] != row)
    slot = (slot + 1) & self->mask;
  return slot;
}

static void
places_init (Places *self, const guint32 *rows, guint count)
{
  guint size = 16;

  while (size < count * 2)
    size *= 2;
  self->mask = size - 1;
  self->rows = g_new0 (guint32, size);
  self->positions = g_new (guint32, size);
  for (guint i = 0; i < count; i++)
    {
      guint slot = slot_of (self, rows[i]);

      self->rows[slot] = rows[i];
      self->positions[slot] = i;
    }
}

static void
places_clear (Places *self)
{
  g_free (self->rows);
  g_free (self->positions);
}

/* For each of the new rows its old position, NOWHERE for new ones. */
static guint32 *
old_positions (const guint32 *from, guint n_from, const guint32 *to, guint n_to)
{
  guint32 *old = g_new (guint32, n_to);
  Places places;

  places_init (&places, from, n_from);
  for (guint i = 0; i < n_to; i++)
    {
      guint slot = slot_of (&places, to[i]);

      old[i] = places.rows[slot] == to[i] ? places.positions[slot] : NOWHERE;
    }
  places_clear (&places);
  return old;
}

/* The first of ends[0 … count) whose old position is not before `position`. */
static guint
find_end (const guint32 *old, const guint32 *ends, guint count, guint32 position)
{
  guint low = 0, high = count;

  if (count > 0 && old[ends[count - 1]] < position)
    return count;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (old[ends[middle]] < position)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Sets to NOWHERE all but the longest increasing subsequence. */
static void
keep_longest (guint32 *old, guint count)
{
  g_autofree guint32 *ends = g_new (guint32, MAX (count, 1));
  g_autofree guint32 *before = g_new (guint32, MAX (count, 1));
  g_autofree guint8 *kept = g_new0 (guint8, MAX (count, 1));
  guint length = 0;

  for (guint i = 0; i < count; i++)
    {
      guint at;

      if (old[i] == NOWHERE)
        continue;
      at = find_end (old, ends, length, old[i]);
      before[i] = at > 0 ? ends[at - 1] : NOWHERE;
      ends[at] = i;
      length = MAX (length, at + 1);
    }
  for (guint32 i = length > 0 ? ends[length - 1] : NOWHERE; i != NOWHERE; i = before[i])
    kept[i] = TRUE;
  for (guint i = 0; i < count; i++)
    if (!kept[i])
      old[i] = NOWHERE;
}

static void
add_splice (GArray *splices, guint position, guint removed, guint added)
{
  AgentSplice splice = { position, removed, added };

  if (removed > 0 || added > 0)
    g_array_append_val (splices, splice);
}

/* Joins neighbours until they are few enough, the nearest first. */
static GArray *
join_splices (GArray *splices)
{
  for (guint gap = 8; splices->len > SPLICES_MOST; gap *= 4)
    {
      guint kept = 0;

      for (guint i = 1; i < splices->len; i++)
        {
          AgentSplice *last = &g_array_index (splices, AgentSplice, kept);
          AgentSplice next = g_array_index (splices, AgentSplice, i);
          guint between = next.position - (last->position + last->added);

          if (between <= gap)
            {
              last->removed += between + next.removed;
              last->added += between + next.added;
            }
          else
            g_array_index (splices, AgentSplice, ++kept) = next;
        }
      g_array_set_size (splices, kept + 1);
    }
  return splices;
}

GArray *
agent_query_splices (const GArray *from, const GArray *to)
{
  const guint32 *a = (const guint32 *) from->data, *b = (const guint32 *) to->data;
  guint n_a = from->len, n_b = to->len, start = 0, taken = 0, given = 0;
  GArray *splices = g_array_new (FALSE, FALSE, sizeof (AgentSplice));
  g_autofree guint32 *old = NULL;

  while (start < n_a && start < n_b && a[start] == b[start])
    start++;
  while (n_a > start && n_b > start && a[n_a - 1] == b[n_b - 1])
    {
      n_a--;
      n_b--;
    }
  n_a -= start;
  n_b -= start;
  if (n_a == 0 || n_b == 0)
    {
      add_splice (splices, start, n_a, n_b);
      return splices;
    }
  old = old_positions (a + start, n_a, b + start, n_b);
  keep_longest (old, n_b);
  for (guint i = 0; i < n_b; i++)
    if (old[i] != NOWHERE)
      {
        add_splice (splices, start + given, old[i] - taken, i - given);
        taken = old[i] + 1;
        given = i + 1;
      }
  add_splice (splices, start + given, n_a - taken, n_b - given);
  return join_splices (splices);
}
