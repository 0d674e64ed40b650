/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-still"

#include "config.h"

#include "shared/client/m77-still.h"

#define BAND_MOST 1024 /* rows handed out lately */
#define BAND_GAP  256  /* further away begins another band */

typedef enum
{
  LIVE,
  KEPT, /* in the model, not shown */
  GONE  /* shown, no longer in the model */
} PartKind;

/* A run of rows. */
typedef struct
{
  PartKind kind;
  guint n;
  GPtrArray *items; /* of GONE */
} Part;

struct _M77Still
{
  GObject parent;
  GListModel *model;
  GArray *parts; /* Part, in order */
  guint size, arrived, gone;
  GPtrArray *band; /* items handed out, NULL: not; from band_first on */
  guint band_first;
  gboolean following, renewing, renewed;
};

static guint kept_signal;

static Part *
part_at (M77Still *self, guint index)
{
  return &g_array_index (self->parts, Part, index);
}

static void
clear_part (gpointer data)
{
  g_clear_pointer (&((Part *) data)->items, g_ptr_array_unref);
}

/* ---- What was handed out ---- */

static gboolean
in_band (M77Still *self, guint position)
{
  return position >= self->band_first && position - self->band_first < self->band->len;
}

static void
reset_band (M77Still *self)
{
  g_ptr_array_set_size (self->band, 0);
  self->band_first = 0;
}

static void
hand_out (M77Still *self, guint position, gpointer item)
{
  guint end = self->band_first + self->band->len;

  if (self->band->len == 0 || position + BAND_GAP < self->band_first || position > end + BAND_GAP)
    {
      reset_band (self);
      self->band_first = position;
    }
  for (; position < self->band_first; self->band_first--)
    g_ptr_array_insert (self->band, 0, NULL);
  if (position >= self->band_first + self->band->len)
    g_ptr_array_set_size (self->band, (int) (position - self->band_first + 1));
  g_clear_object (&self->band->pdata[position - self->band_first]);
  self->band->pdata[position - self->band_first] = g_object_ref (item);
  if (self->band->len > BAND_MOST)
    {
      guint over = self->band->len - BAND_MOST;

      /* Forgets on the side away from what is asked for. */
      if (position - self->band_first >= self->band->len / 2)
        {
          g_ptr_array_remove_range (self->band, 0, over);
          self->band_first += over;
        }
      else
        g_ptr_array_set_size (self->band, BAND_MOST);
    }
}

/* Shown rows went, others came, at a position. */
static void
move_band (M77Still *self, guint position, guint removed, guint added)
{
  guint end = self->band_first + self->band->len;

  if (position >= end)
    return;
  if (position + removed <= self->band_first && position < self->band_first)
    {
      self->band_first = self->band_first - removed + added;
      return;
    }
  if (position < self->band_first || added > BAND_MOST)
    {
      reset_band (self);
      return;
    }
  g_ptr_array_remove_range (self->band, position - self->band_first, MIN (removed, end - position));
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->band, (int) (position - self->band_first), NULL);
}

/* ---- Parts ---- */

static void
insert_part (M77Still *self, guint index, PartKind kind, guint n)
{
  Part part = { .kind = kind, .n = n };

  if (kind == GONE)
    part.items = g_ptr_array_new_with_free_func (g_object_unref);
  g_array_insert_val (self->parts, index, part);
}

/* The part that begins at a place of the model, cut there if need be; *shown: the position shown
 * there. Behind rows that have gone from the place. */
static guint
cut (M77Still *self, guint place, guint *shown)
{
  guint at = 0, index = 0;

  *shown = 0;
  for (; index < self->parts->len; index++)
    {
      Part *part = part_at (self, index);
      guint n = part->kind == GONE ? 0 : part->n;

      if (at == place && part->kind != GONE)
        break;
      if (place < at + n)
        {
          guint rest = at + n - place;
          PartKind kind = part->kind;

          part->n -= rest;
          if (kind == LIVE)
            *shown += part->n;
          insert_part (self, index + 1, kind, rest);
          return index + 1;
        }
      at += n;
      if (part->kind != KEPT)
        *shown += part->n;
    }
  return index;
}

static void
join_parts (M77Still *self)
{
  self->arrived = self->gone = self->size = 0;
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = part_at (self, i);
      Part *before = i > 0 ? part_at (self, i - 1) : NULL;

      if (part->kind == KEPT)
        self->arrived += part->n;
      else
        self->size += part->n;
      if (part->kind == GONE)
        self->gone += part->n;
      if (part->n > 0 && (before == NULL || before->kind != part->kind || part->kind == GONE))
        continue;
      if (part->n > 0)
        before->n += part->n;
      g_array_remove_index (self->parts, i--);
    }
}

static void
changed (M77Still *self, guint position, guint removed, guint added)
{
  move_band (self, position, removed, added);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/* The rows of a live part leave the model: those handed out stay in sight. */
static void
remove_live (M77Still *self, guint index, guint shown)
{
  guint n = part_at (self, index)->n;
  gboolean all = n > 0 && !self->following && !self->renewing;
  Part *part;

  for (guint i = 0; i < n && all; i++)
    all = in_band (self, shown + i) && self->band->pdata[shown + i - self->band_first] != NULL;
  if (!all)
    {
      g_array_remove_index (self->parts, index);
      self->size -= n;
      changed (self, shown, n, 0);
      return;
    }
  g_array_remove_index (self->parts, index);
  insert_part (self, index, GONE, n);
  part = part_at (self, index);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (part->items, g_object_ref (self->band->pdata[shown + i - self->band_first]));
}

static void
remove_places (M77Still *self, guint place, guint removed)
{
  while (removed > 0)
    {
      guint shown, ignored;
      guint index = cut (self, place, &shown);
      guint n = MIN (removed, part_at (self, index)->n);

      cut (self, place + n, &ignored);
      removed -= n;
      if (part_at (self, index)->kind == KEPT)
        g_array_remove_index (self->parts, index);
      else
        remove_live (self, index, shown);
    }
}

static void
add_places (M77Still *self, guint place, guint added)
{
  guint shown;
  guint index = cut (self, place, &shown);
  gboolean keep = !self->following && !self->renewing && shown < self->size &&
                  in_band (self, shown);

  insert_part (self, index, keep ? KEPT : LIVE, added);
  if (keep)
    return;
  self->size += added;
  changed (self, shown, 0, added);
}

/* A row that is not here yet becomes another object in its place. */
static gboolean
replace_one (M77Still *self, guint place)
{
  guint shown;
  guint index = cut (self, place, &shown);

  if (index >= self->parts->len || part_at (self, index)->kind != LIVE)
    {
      join_parts (self);
      return FALSE;
    }
  join_parts (self);
  changed (self, shown, 1, 1);
  return TRUE;
}

static void
renew (M77Still *self)
{
  guint old = self->size;
  guint n = g_list_model_get_n_items (self->model);

  g_array_set_size (self->parts, 0);
  insert_part (self, 0, LIVE, n);
  reset_band (self);
  join_parts (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, old, n);
}

static void
items_changed_cb (GListModel *model, guint place, guint removed, guint added, M77Still *self)
{
  guint arrived = self->arrived, gone = self->gone;

  if (self->renewing && !self->renewed)
    {
      self->renewed = TRUE;
      renew (self);
    }
  else if (removed != 1 || added != 1 || !replace_one (self, place))
    {
      if (removed > 0)
        remove_places (self, place, removed);
      join_parts (self);
      if (added > 0)
        add_places (self, place, added);
      join_parts (self);
    }
  if (arrived != self->arrived || gone != self->gone)
    g_signal_emit (self, kept_signal, 0);
}

/* ---- The model ---- */

/* The part a shown position is in; *offset within it, *place where the part begins. */
static Part *
find_part (M77Still *self, guint position, guint *offset, guint *place)
{
  guint shown = 0;

  *place = 0;
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = part_at (self, i);

      if (part->kind != KEPT && position < shown + part->n)
        {
          *offset = position - shown;
          return part;
        }
      if (part->kind != KEPT)
        shown += part->n;
      if (part->kind != GONE)
        *place += part->n;
    }
  return NULL;
}

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return M77_STILL (model)->size;
}

static gpointer
get_item (GListModel *model, guint position)
{
  M77Still *self = M77_STILL (model);
  guint offset, place;
  Part *part = find_part (self, position, &offset, &place);
  gpointer item;

  if (part == NULL)
    return NULL;
  if (part->kind == GONE)
    return g_object_ref (part->items->pdata[offset]);
  item = g_list_model_get_item (self->model, place + offset);
  if (item != NULL)
    hand_out (self, position, item);
  return item;
}

static void
m77_still_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (M77Still,
                               m77_still,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, m77_still_model_init))

static void
unref_item (gpointer item)
{
  g_clear_object (&item);
}

static void
m77_still_dispose (GObject *object)
{
  M77Still *self = M77_STILL (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (m77_still_parent_class)->dispose (object);
}

static void
m77_still_finalize (GObject *object)
{
  M77Still *self = M77_STILL (object);

  g_array_unref (self->parts);
  g_ptr_array_unref (self->band);

  G_OBJECT_CLASS (m77_still_parent_class)->finalize (object);
}

static void
m77_still_class_init (M77StillClass *class)
{
  G_OBJECT_CLASS (class)->dispose = m77_still_dispose;
  G_OBJECT_CLASS (class)->finalize = m77_still_finalize;
  kept_signal = g_signal_new ("kept-changed",
                              G_TYPE_FROM_CLASS (class),
                              G_SIGNAL_RUN_LAST,
                              0,
                              NULL,
                              NULL,
                              NULL,
                              G_TYPE_NONE,
                              0);
}

static void
m77_still_init (M77Still *self)
{
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (self->parts, clear_part);
  self->band = g_ptr_array_new_with_free_func (unref_item);
}

M77Still *
m77_still_new (GListModel *model)
{
  M77Still *self = g_object_new (M77_TYPE_STILL, NULL);

  self->model = g_object_ref (model);
  insert_part (self, 0, LIVE, g_list_model_get_n_items (model));
  join_parts (self);
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), self);
  return self;
}

GListModel *
m77_still_model (M77Still *self)
{
  return self->model;
}

void
m77_still_let_in (M77Still *self)
{
  gboolean any = self->arrived > 0 || self->gone > 0;
  guint shown = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = part_at (self, i);
      guint n = part->n;
      PartKind kind = part->kind;

      if (kind == GONE)
        {
          g_array_remove_index (self->parts, i--);
          self->size -= n;
          changed (self, shown, n, 0);
          continue;
        }
      part->kind = LIVE;
      if (kind == KEPT)
        {
          self->size += n;
          changed (self, shown, 0, n);
        }
      shown += n;
    }
  join_parts (self);
  if (any)
    g_signal_emit (self, kept_signal, 0);
}

void
m77_still_set_following (M77Still *self, gboolean following)
{
  self->following = following;
  if (following)
    m77_still_let_in (self);
}

gboolean
m77_still_is_following (M77Still *self)
{
  return self->following;
}

guint
m77_still_arrived (M77Still *self)
{
  return self->arrived;
}

guint
m77_still_gone (M77Still *self)
{
  return self->gone;
}

guint
m77_still_place (M77Still *self, guint position)
{
  guint offset, place;
  const Part *part = find_part (self, position, &offset, &place);

  return part != NULL && part->kind == LIVE ? place + offset : place;
}

int
m77_still_find (M77Still *self, guint place)
{
  guint shown = 0, at = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = part_at (self, i);

      if (part->kind != GONE && place < at + part->n)
        return part->kind == LIVE ? (int) (shown + place - at) : -1;
      if (part->kind != GONE)
        at += part->n;
      if (part->kind != KEPT)
        shown += part->n;
    }
  return -1;
}

gboolean
m77_still_is_gone (M77Still *self, guint position)
{
  guint offset, place;
  const Part *part = find_part (self, position, &offset, &place);

  return part != NULL && part->kind == GONE;
}

void
m77_still_begin_renewal (M77Still *self)
{
  self->renewing = TRUE;
  self->renewed = FALSE;
}

void
m77_still_end_renewal (M77Still *self)
{
  self->renewing = FALSE;
}
