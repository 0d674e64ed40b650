/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-list-slots"

#include "config.h"

#include "shared/client/m77-list-slots.h"

typedef struct
{
  guint position;
  M77Row *row;
} Slot;

struct _M77ListSlots
{
  GArray *slots;    /* of Slot, by position */
  GHashTable *lost; /* id → M77Row: dropped by a splice */
};

static void
clear_slot (gpointer data)
{
  g_clear_object (&((Slot *) data)->row);
}

M77ListSlots *
m77_list_slots_new (void)
{
  M77ListSlots *self = g_new0 (M77ListSlots, 1);

  self->slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  g_array_set_clear_func (self->slots, clear_slot);
  self->lost = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return self;
}

void
m77_list_slots_free (M77ListSlots *self)
{
  g_array_unref (self->slots);
  g_hash_table_unref (self->lost);
  g_free (self);
}

static Slot *
slot_at (M77ListSlots *self, guint index)
{
  return &g_array_index (self->slots, Slot, index);
}

/* Index of the first slot at or after position. */
static guint
find_index (M77ListSlots *self, guint position)
{
  guint low = 0, high = self->slots->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (slot_at (self, middle)->position < position)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

M77Row *
m77_list_slots_get (M77ListSlots *self, guint position)
{
  guint index = find_index (self, position);

  return index < self->slots->len && slot_at (self, index)->position == position
             ? slot_at (self, index)->row
             : NULL;
}

static void
put_row (M77ListSlots *self, guint position, M77Row *row)
{
  Slot slot = { position, row };

  g_array_insert_val (self->slots, find_index (self, position), slot);
}

M77Row *
m77_list_slots_ensure (M77ListSlots *self, guint position)
{
  M77Row *row = m77_list_slots_get (self, position);

  if (row == NULL)
    {
      row = m77_row_new ();
      put_row (self, position, row);
    }

  return row;
}

static void
remember (M77ListSlots *self, M77Row *row)
{
  if (!m77_row_is_loaded (row))
    return;

  g_hash_table_replace (self->lost, g_strdup (m77_row_id (row)), g_object_ref (row));
}

/* The object that has stood for this id, out of what was dropped. */
static M77Row *
take_lost (M77ListSlots *self, const char *id)
{
  g_autofree char *name = NULL;
  gpointer key, row;

  if (!g_hash_table_steal_extended (self->lost, id, &key, &row))
    return NULL;

  name = key;
  return row;
}

gboolean
m77_list_slots_fill (M77ListSlots *self, guint position, GVariant *window_row, gboolean *replaced)
{
  guint index = find_index (self, position);
  gboolean there = index < self->slots->len && slot_at (self, index)->position == position;
  const char *id;
  M77Row *row = NULL;
  Slot *slot;

  g_variant_get_child (window_row, 2, "&s", &id);
  if (!there)
    put_row (self, position, NULL);
  slot = slot_at (self, index);
  *replaced = FALSE;

  if (slot->row == NULL || !m77_row_is_loaded (slot->row) ||
      !g_str_equal (m77_row_id (slot->row), id))
    {
      row = take_lost (self, id);
      if (slot->row != NULL && m77_row_is_loaded (slot->row))
        remember (self, slot->row);
      if (row == NULL && (slot->row == NULL || m77_row_is_loaded (slot->row)))
        row = m77_row_new ();
      if (row != NULL)
        {
          *replaced = slot->row != NULL;
          g_clear_object (&slot->row);
          slot->row = row;
        }
    }

  m77_row_set_stale (slot->row, FALSE);
  return m77_row_fill (slot->row, window_row);
}

void
m77_list_slots_splice (M77ListSlots *self, guint position, guint removed, guint added)
{
  guint first = find_index (self, position);
  guint after = find_index (self, position + removed);

  for (guint i = first; i < after; i++)
    {
      m77_row_set_gone (slot_at (self, i)->row, TRUE);
      remember (self, slot_at (self, i)->row);
    }
  if (after > first)
    g_array_remove_range (self->slots, first, after - first);
  for (guint i = first; i < self->slots->len; i++)
    slot_at (self, i)->position = slot_at (self, i)->position - removed + added;
}

void
m77_list_slots_set_stale (M77ListSlots *self)
{
  for (guint i = 0; i < self->slots->len; i++)
    m77_row_set_stale (slot_at (self, i)->row, TRUE);
}

gboolean
m77_list_slots_missing (M77ListSlots *self, guint start, guint end, guint *first, guint *last)
{
  gboolean found = FALSE;

  for (guint position = start; position < end; position++)
    {
      M77Row *row = m77_list_slots_get (self, position);

      if (row != NULL && m77_row_is_loaded (row) && !m77_row_is_stale (row))
        continue;
      if (!found)
        *first = position;
      *last = position;
      found = TRUE;
    }

  return found;
}

void
m77_list_slots_forget (M77ListSlots *self, guint start, guint end)
{
  g_hash_table_remove_all (self->lost);
  for (guint i = self->slots->len; i > 0; i--)
    {
      const Slot *slot = slot_at (self, i - 1);

      if ((slot->position < start || slot->position >= end) && G_OBJECT (slot->row)->ref_count == 1)
        g_array_remove_index (self->slots, i - 1);
    }
}

void
m77_list_slots_inherit (M77ListSlots *self, M77ListSlots *other)
{
  for (guint i = 0; i < other->slots->len; i++)
    remember (self, slot_at (other, i)->row);
}

gint
m77_list_slots_find (M77ListSlots *self, const char *id)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      const Slot *slot = slot_at (self, i);

      if (m77_row_is_loaded (slot->row) && g_str_equal (m77_row_id (slot->row), id))
        return (gint) slot->position;
    }

  return -1;
}
