/* test-outline.c: headings between the rows of a list
 *
 * A mirror follows the splices alone; after each step it must be what the outline shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "shared/client/m77-outline.h"
#include "shared/client/m77-row-private.h"

typedef struct
{
  GListStore *rows;
  M77Outline *outline;
  GPtrArray *mirror; /* items, by the splices */
  guint added;       /* items that came by splices */
} Fixture;

static M77Row *
row_new (const char *id)
{
  M77Row *row = m77_row_new ();
  g_autoptr (GVariant) window = g_variant_ref_sink (g_variant_new (
      "(xssxxssus)", (gint64) 1, "incident", id, (gint64) 1, (gint64) 0, "clean", "", 0u, "{}"));

  m77_row_fill (row, window);
  return row;
}

static void
insert (Fixture *self, guint position, const char *id)
{
  g_autoptr (M77Row) row = row_new (id);

  g_list_store_insert (self->rows, position, row);
}

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, Fixture *self)
{
  g_assert_cmpuint (position + removed, <=, self->mirror->len);
  if (removed > 0)
    g_ptr_array_remove_range (self->mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->mirror,
                        (int) (position + i),
                        g_list_model_get_item (model, position + i));
  self->added += added;
}

static void
check_mirror (Fixture *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->outline));

  g_assert_cmpuint (self->mirror->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->outline), i);

      g_assert_true (item == self->mirror->pdata[i]);
    }
}

static void
set_groups (Fixture *self, const char *first, guint n, const char *second, guint m)
{
  M77ListGroup one = { (char *) first, n, n, NULL };
  M77ListGroup other = { (char *) second, m, m, NULL };
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();

  g_ptr_array_add (groups, &one);
  if (second != NULL)
    g_ptr_array_add (groups, &other);
  m77_outline_set_groups (self->outline, groups);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->rows = g_list_store_new (M77_TYPE_ROW);
  self->outline = m77_outline_new (G_LIST_MODEL (self->rows));
  self->mirror = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (self->outline, "items-changed", G_CALLBACK (changed_cb), self);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%u", i);

      insert (self, i, id);
    }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->mirror);
  g_object_unref (self->outline);
  g_object_unref (self->rows);
}

/* Ungrouped it is the rows. */
static void
test_plain (Fixture *self, gconstpointer data)
{
  guint first, n;

  check_mirror (self);
  g_list_store_remove (self->rows, 2);
  insert (self, 0, "new");
  check_mirror (self);
  g_assert_cmpint (m77_outline_find (self->outline, "r4"), ==, 4);
  g_assert_true (m77_outline_span (self->outline, 4, &first, &n));
  g_assert_cmpuint (first, ==, 4);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_folding (Fixture *self, gconstpointer data)
{
  g_autoptr (GObject) item = NULL;
  guint first, n;

  set_groups (self, "checkout", 3, "mail", 2);
  check_mirror (self);
  g_assert_cmpuint (self->mirror->len, ==, 7);
  item = g_list_model_get_item (G_LIST_MODEL (self->outline), 4);
  g_assert_true (M77_IS_HEADING (item));
  g_assert_cmpstr (m77_heading_id (M77_HEADING (item)), ==, "group:mail");
  g_assert_cmpint (m77_outline_find (self->outline, "r3"), ==, 5);

  m77_outline_set_folded (self->outline, "checkout", TRUE);
  check_mirror (self);
  g_assert_cmpuint (self->mirror->len, ==, 4);
  g_assert_cmpint (m77_outline_find (self->outline, "r1"), ==, 0);
  g_assert_cmpint (m77_outline_find (self->outline, "r4"), ==, 3);
  g_assert_true (m77_outline_span (self->outline, 0, &first, &n));
  g_assert_cmpuint (first, ==, 0);
  g_assert_cmpuint (n, ==, 3);
  g_assert_true (m77_outline_span (self->outline, 3, &first, &n));
  g_assert_cmpuint (first, ==, 4);

  /* It stays folded while it is not there, and is the same heading as long as it is. */
  set_groups (self, "mail", 5, NULL, 0);
  check_mirror (self);
  set_groups (self, "mail", 2, "checkout", 3);
  check_mirror (self);
  g_assert_cmpuint (self->mirror->len, ==, 4);
  g_assert_true (self->mirror->pdata[0] == item);
  m77_outline_fold_all (self->outline, FALSE);
  check_mirror (self);
  g_assert_cmpuint (self->mirror->len, ==, 7);
}

/* What did not move is not touched. */
static void
test_small_splices (Fixture *self, gconstpointer data)
{
  set_groups (self, "checkout", 3, "mail", 2);
  self->added = 0;
  insert (self, 5, "r5");
  set_groups (self, "checkout", 3, "mail", 3);
  check_mirror (self);
  g_assert_cmpuint (self->added, ==, 4);

  /* One left and one came within a group: as many, and others. */
  self->added = 0;
  g_list_store_remove (self->rows, 0);
  insert (self, 2, "r6");
  set_groups (self, "checkout", 3, "mail", 3);
  check_mirror (self);
  g_assert_cmpuint (self->added, ==, 4);

  self->added = 0;
  set_groups (self, "checkout", 3, "mail", 3);
  g_assert_cmpuint (self->added, ==, 0);
}

/* The rows are fewer before the groups know: nothing is missing. */
static void
test_behind (Fixture *self, gconstpointer data)
{
  guint n;

  set_groups (self, "checkout", 3, "mail", 2);
  g_list_store_remove_all (self->rows);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->outline));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->outline), i);

      g_assert_nonnull (item);
    }
  m77_outline_set_groups (self->outline, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->outline)), ==, 0);
  check_mirror (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/outline/plain", Fixture, NULL, set_up, test_plain, tear_down);
  g_test_add ("/outline/folding", Fixture, NULL, set_up, test_folding, tear_down);
  g_test_add ("/outline/small-splices", Fixture, NULL, set_up, test_small_splices, tear_down);
  g_test_add ("/outline/behind", Fixture, NULL, set_up, test_behind, tear_down);
  return g_test_run ();
}
