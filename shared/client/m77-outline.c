/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-outline"

#include "config.h"

#include "shared/client/m77-outline.h"

#include "shared/client/m77-row-private.h"

/* ---- Headings ---- */

struct _M77Heading
{
  GObject parent;
  char *id;
  M77ListGroup group; /* its value and counts are the heading's own */
  gboolean folded;
  guint first;    /* of its rows, among all rows */
  guint position; /* in the outline */
};

G_DEFINE_FINAL_TYPE (M77Heading, m77_heading, G_TYPE_OBJECT)

static void
m77_heading_finalize (GObject *object)
{
  M77Heading *self = M77_HEADING (object);

  g_free (self->id);
  g_free (self->group.value);
  g_clear_pointer (&self->group.counts, g_array_unref);

  G_OBJECT_CLASS (m77_heading_parent_class)->finalize (object);
}

static void
m77_heading_class_init (M77HeadingClass *class)
{
  G_OBJECT_CLASS (class)->finalize = m77_heading_finalize;
}

static void
m77_heading_init (M77Heading *self)
{
}

static M77Heading *
heading_new (const char *value)
{
  M77Heading *self = g_object_new (M77_TYPE_HEADING, NULL);

  self->id = g_strconcat ("group:", value, NULL);
  self->group.value = g_strdup (value);
  return self;
}

static gboolean
counts_equal (const GArray *a, const GArray *b)
{
  guint n = a != NULL ? a->len : 0;

  if (n != (b != NULL ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const M77ListCount *one = &g_array_index (a, M77ListCount, i);
      const M77ListCount *other = &g_array_index (b, M77ListCount, i);

      if (one->n != other->n || !g_str_equal (one->value, other->value))
        return FALSE;
    }
  return TRUE;
}

/* TRUE if it now says something else. */
static gboolean
heading_take (M77Heading *self, const M77ListGroup *group)
{
  gboolean same = self->group.rows == group->rows && self->group.open == group->open &&
                  counts_equal (self->group.counts, group->counts);

  self->group.rows = group->rows;
  self->group.open = group->open;
  g_clear_pointer (&self->group.counts, g_array_unref);
  if (group->counts != NULL)
    self->group.counts = g_array_ref (group->counts);
  return !same;
}

const char *
m77_heading_id (M77Heading *self)
{
  return self->id;
}

const M77ListGroup *
m77_heading_group (M77Heading *self)
{
  return &self->group;
}

gboolean
m77_heading_is_folded (M77Heading *self)
{
  return self->folded;
}

/* ---- The outline ---- */

struct _M77Outline
{
  GObject parent;
  GListModel *rows;
  GPtrArray *headings;  /* M77Heading; NULL: not grouped */
  GHashTable *by_value; /* value → M77Heading of those, not owned */
  GHashTable *folded;   /* values */
  guint size;
  guint calm_before, calm_after; /* rows at either end that did not move since the groups came */
};

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  M77Outline *self = M77_OUTLINE (model);

  return self->headings != NULL ? self->size : g_list_model_get_n_items (self->rows);
}

static guint
shown_rows (const M77Heading *heading)
{
  return heading->folded ? 0 : heading->group.rows;
}

/* The group that a position is in. */
static M77Heading *
heading_at (M77Outline *self, guint position)
{
  guint low = 0, high = self->headings->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (((M77Heading *) self->headings->pdata[middle])->position <= position)
        low = middle;
      else
        high = middle;
    }
  return self->headings->pdata[low];
}

static gpointer
get_item (GListModel *model, guint position)
{
  M77Outline *self = M77_OUTLINE (model);
  M77Heading *heading;
  gpointer row;

  if (self->headings == NULL)
    return g_list_model_get_item (self->rows, position);
  if (position >= self->size)
    return NULL;
  heading = heading_at (self, position);
  if (position == heading->position)
    return g_object_ref (heading);
  row = g_list_model_get_item (self->rows, heading->first + position - heading->position - 1);
  /* The list has become shorter and the groups do not know yet. */
  return row != NULL ? row : m77_row_new ();
}

static void
m77_outline_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (M77Outline,
                               m77_outline,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, m77_outline_model_init))

static void
lay_out (M77Outline *self)
{
  guint first = 0, position = 0;

  for (guint i = 0; self->headings != NULL && i < self->headings->len; i++)
    {
      M77Heading *heading = self->headings->pdata[i];

      heading->first = first;
      heading->position = position;
      first += heading->group.rows;
      position += 1 + shown_rows (heading);
    }
  self->size = position;
}

/* What a heading was before the groups were read anew. */
typedef struct
{
  M77Heading *heading;
  guint first, rows, shown;
} Before;

static GArray *
remember (M77Outline *self)
{
  GArray *before = g_array_new (FALSE, FALSE, sizeof (Before));

  for (guint i = 0; self->headings != NULL && i < self->headings->len; i++)
    {
      M77Heading *heading = self->headings->pdata[i];
      Before one = { heading, heading->first, heading->group.rows, shown_rows (heading) };

      g_array_append_val (before, one);
    }
  return before;
}

/* The same heading over the same rows. */
static gboolean
is_same (const Before *before, const M77Heading *heading)
{
  return before->heading == heading && before->rows == heading->group.rows &&
         before->shown == shown_rows (heading);
}

/* Items that are as they were, of the groups at the beginning. */
static guint
same_at_start (M77Outline *self, const GArray *before, guint *groups)
{
  guint items = 0;
  guint most = MIN (before->len, self->headings->len);

  for (*groups = 0; *groups < most; (*groups)++)
    {
      const Before *old = &g_array_index (before, Before, *groups);

      if (!is_same (old, self->headings->pdata[*groups]) ||
          old->first + old->rows > self->calm_before)
        break;
      items += 1 + old->shown;
    }
  return items;
}

static guint
same_at_end (M77Outline *self, const GArray *before, guint not_these)
{
  guint items = 0, rows = 0;
  guint most = MIN (before->len, self->headings->len) - not_these;

  for (guint i = 1; i <= most; i++)
    {
      const Before *old = &g_array_index (before, Before, before->len - i);

      rows += old->rows;
      if (!is_same (old, self->headings->pdata[self->headings->len - i]) || rows > self->calm_after)
        break;
      items += 1 + old->shown;
    }
  return items;
}

static void
be_calm (M77Outline *self)
{
  self->calm_before = self->calm_after = G_MAXUINT;
}

static GPtrArray *
make_headings (M77Outline *self, const GPtrArray *groups, GPtrArray *changed)
{
  GPtrArray *headings = g_ptr_array_new_full (groups->len, g_object_unref);

  for (guint i = 0; i < groups->len; i++)
    {
      const M77ListGroup *group = groups->pdata[i];
      M77Heading *heading = g_hash_table_lookup (self->by_value, group->value);

      heading = heading != NULL ? g_object_ref (heading) : heading_new (group->value);
      heading->folded = g_hash_table_contains (self->folded, group->value);
      if (heading_take (heading, group))
        g_ptr_array_add (changed, heading);
      g_ptr_array_add (headings, heading);
    }
  g_hash_table_remove_all (self->by_value);
  for (guint i = 0; i < headings->len; i++)
    g_hash_table_insert (self->by_value,
                         ((M77Heading *) headings->pdata[i])->group.value,
                         headings->pdata[i]);
  return headings;
}

void
m77_outline_set_groups (M77Outline *self, const GPtrArray *groups)
{
  guint old_size = get_n_items (G_LIST_MODEL (self));
  gboolean was_grouped = self->headings != NULL;
  g_autoptr (GArray) before = remember (self);
  G_GNUC_UNUSED g_autoptr (GPtrArray) old = self->headings; /* held until what it held is told */
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();
  guint start = 0, end = 0, kept = 0;

  self->headings = groups != NULL ? make_headings (self, groups, changed) : NULL;
  if (groups == NULL)
    g_hash_table_remove_all (self->by_value);
  lay_out (self);
  if (was_grouped && groups != NULL)
    {
      start = same_at_start (self, before, &kept);
      end = same_at_end (self, before, kept);
    }
  be_calm (self);
  if (was_grouped && groups != NULL && start + end >= MAX (old_size, self->size))
    {
      for (guint i = 0; i < changed->len; i++)
        g_list_model_items_changed (G_LIST_MODEL (self),
                                    ((M77Heading *) changed->pdata[i])->position,
                                    1,
                                    1);
      return;
    }
  if (was_grouped || groups != NULL)
    g_list_model_items_changed (G_LIST_MODEL (self),
                                start,
                                old_size - start - end,
                                get_n_items (G_LIST_MODEL (self)) - start - end);
}

static void
fold (M77Outline *self, M77Heading *heading, gboolean folded)
{
  guint rows = heading->group.rows;

  if (folded == heading->folded)
    return;
  if (folded)
    g_hash_table_add (self->folded, g_strdup (heading->group.value));
  else
    g_hash_table_remove (self->folded, heading->group.value);
  heading->folded = folded;
  lay_out (self);
  g_list_model_items_changed (G_LIST_MODEL (self),
                              heading->position,
                              1 + (folded ? rows : 0),
                              1 + (folded ? 0 : rows));
}

void
m77_outline_set_folded (M77Outline *self, const char *value, gboolean folded)
{
  M77Heading *heading = g_hash_table_lookup (self->by_value, value);

  if (heading != NULL)
    fold (self, heading, folded);
}

void
m77_outline_fold_all (M77Outline *self, gboolean folded)
{
  for (guint i = 0; self->headings != NULL && i < self->headings->len; i++)
    fold (self, self->headings->pdata[i], folded);
}

/* ---- The rows below ---- */

static void
groups_changed_cb (M77List *list, M77Outline *self)
{
  m77_outline_set_groups (self, m77_list_groups (list));
}

/* Another object for the same row. */
static void
pass_replaced (M77Outline *self, guint row, guint n)
{
  for (guint i = 0; i < self->headings->len && n > 0; i++)
    {
      const M77Heading *heading = self->headings->pdata[i];
      guint end = heading->first + heading->group.rows;
      guint here = row < end ? MIN (n, end - row) : 0;

      if (here > 0 && !heading->folded)
        g_list_model_items_changed (G_LIST_MODEL (self),
                                    heading->position + 1 + row - heading->first,
                                    here,
                                    here);
      row += here;
      n -= here;
    }
}

static void
rows_changed_cb (GListModel *rows, guint position, guint removed, guint added, M77Outline *self)
{
  guint n = g_list_model_get_n_items (rows);
  const GPtrArray *groups = M77_IS_LIST (rows) ? m77_list_groups (M77_LIST (rows)) : NULL;
  gboolean anew = position == 0 && added == n && removed > 0;

  if (self->headings == NULL && groups == NULL)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
      return;
    }
  if (self->headings != NULL && removed == added && !anew)
    {
      pass_replaced (self, position, removed);
      return;
    }
  self->calm_before = MIN (self->calm_before, position);
  self->calm_after = MIN (self->calm_after, n - MIN (n, position + added));
  /* Grouped otherwise, or not at all any more: all of it is another list. */
  if (M77_IS_LIST (rows) && ((self->headings == NULL) != (groups == NULL) || anew))
    m77_outline_set_groups (self, groups);
}

static void
m77_outline_dispose (GObject *object)
{
  M77Outline *self = M77_OUTLINE (object);

  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_hash_table_remove_all (self->by_value);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->headings, g_ptr_array_unref);

  G_OBJECT_CLASS (m77_outline_parent_class)->dispose (object);
}

static void
m77_outline_finalize (GObject *object)
{
  M77Outline *self = M77_OUTLINE (object);

  g_hash_table_unref (self->by_value);
  g_hash_table_unref (self->folded);

  G_OBJECT_CLASS (m77_outline_parent_class)->finalize (object);
}

static void
m77_outline_class_init (M77OutlineClass *class)
{
  G_OBJECT_CLASS (class)->dispose = m77_outline_dispose;
  G_OBJECT_CLASS (class)->finalize = m77_outline_finalize;
}

static void
m77_outline_init (M77Outline *self)
{
  self->by_value = g_hash_table_new (g_str_hash, g_str_equal);
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  be_calm (self);
}

M77Outline *
m77_outline_new (GListModel *rows)
{
  M77Outline *self = g_object_new (M77_TYPE_OUTLINE, NULL);

  self->rows = g_object_ref (rows);
  g_signal_connect (rows, "items-changed", G_CALLBACK (rows_changed_cb), self);
  if (M77_IS_LIST (rows))
    {
      g_signal_connect (rows, "groups-changed", G_CALLBACK (groups_changed_cb), self);
      m77_outline_set_groups (self, m77_list_groups (M77_LIST (rows)));
    }
  return self;
}

GListModel *
m77_outline_rows (M77Outline *self)
{
  return self->rows;
}

gboolean
m77_outline_is_grouped (M77Outline *self)
{
  return self->headings != NULL;
}

static int
find_row (M77Outline *self, const char *id)
{
  guint n = g_list_model_get_n_items (self->rows);

  if (M77_IS_LIST (self->rows))
    return m77_list_find (M77_LIST (self->rows), id);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (self->rows, i);

      if (m77_row_is_loaded (row) && g_str_equal (m77_row_id (row), id))
        return (int) i;
    }
  return -1;
}

int
m77_outline_find (M77Outline *self, const char *id)
{
  int row;

  for (guint i = 0; self->headings != NULL && i < self->headings->len; i++)
    if (g_str_equal (((M77Heading *) self->headings->pdata[i])->id, id))
      return (int) ((M77Heading *) self->headings->pdata[i])->position;
  row = find_row (self, id);
  if (self->headings == NULL || row < 0)
    return row;
  for (guint i = 0; i < self->headings->len; i++)
    {
      const M77Heading *heading = self->headings->pdata[i];

      if ((guint) row < heading->first + heading->group.rows)
        return (int) (heading->position + (heading->folded ? 0 : (guint) row - heading->first + 1));
    }
  return -1;
}

gboolean
m77_outline_span (M77Outline *self, guint position, guint *first, guint *n)
{
  M77Heading *heading;

  if (position >= get_n_items (G_LIST_MODEL (self)))
    return FALSE;
  if (self->headings == NULL)
    {
      *first = position;
      *n = 1;
      return TRUE;
    }
  heading = heading_at (self, position);
  *first = heading->first;
  *n = heading->group.rows;
  if (position > heading->position)
    {
      *first += position - heading->position - 1;
      *n = 1;
    }
  return TRUE;
}

M77Heading *
m77_outline_heading (M77Outline *self, guint position)
{
  return self->headings != NULL && position < self->size ? heading_at (self, position) : NULL;
}

void
m77_outline_look_at (M77Outline *self, guint position, guint n)
{
  guint size = get_n_items (G_LIST_MODEL (self));
  guint first = 0, last = 0, count;

  if (!M77_IS_LIST (self->rows) || n == 0 || size == 0)
    return;
  position = MIN (position, size - 1);
  m77_outline_span (self, position, &first, &count);
  m77_outline_span (self, MIN (position + n, size) - 1, &last, &count);
  m77_list_look_at (M77_LIST (self->rows), first, MIN (last - MIN (first, last) + 1, MAX (n, 1)));
}
