/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-still"

#include "config.h"

#include "shared/client/m77-still.h"

/* A GListStore of named objects, and its mirror, kept by the signals alone. */
typedef struct
{
  GListStore *store;
  M77Still *still;
  GPtrArray *mirror;
  guint made;
} Fixture;

static GObject *
new_item (Fixture *self)
{
  GObject *item = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data (item, "n", GUINT_TO_POINTER (++self->made));
  return item;
}

static void
splice (Fixture *self, guint position, guint removed, guint added)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (items, new_item (self));
  g_list_store_splice (self->store, position, removed, items->pdata, added);
}

static void
mirror_cb (GListModel *model, guint position, guint removed, guint added, Fixture *self)
{
  g_assert_cmpuint (position + removed, <=, self->mirror->len);
  if (removed > 0)
    g_ptr_array_remove_range (self->mirror, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, position + i);

      g_ptr_array_insert (self->mirror, (int) (position + i), item);
    }
  g_assert_cmpuint (self->mirror->len, ==, g_list_model_get_n_items (model));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->store = g_list_store_new (G_TYPE_OBJECT);
  splice (self, 0, 0, 10);
  self->still = m77_still_new (G_LIST_MODEL (self->store));
  self->mirror = g_ptr_array_new ();
  g_signal_connect (self->still, "items-changed", G_CALLBACK (mirror_cb), self);
  mirror_cb (G_LIST_MODEL (self->still), 0, 0, 10, self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->mirror);
  g_object_unref (self->still);
  g_object_unref (self->store);
}

/* The numbers of what is shown. */
static void
assert_shown (Fixture *self, const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->still)); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->still), i);

      g_assert_true (item == self->mirror->pdata[i]);
      g_string_append_printf (out,
                              "%s%u",
                              i > 0 ? " " : "",
                              GPOINTER_TO_UINT (g_object_get_data (item, "n")));
    }
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_keeps (Fixture *self, gconstpointer data)
{
  splice (self, 0, 0, 2);
  splice (self, 5, 1, 0);
  assert_shown (self, "1 2 3 4 5 6 7 8 9 10");
  g_assert_cmpuint (m77_still_arrived (self->still), ==, 2);
  g_assert_cmpuint (m77_still_gone (self->still), ==, 1);
  g_assert_true (m77_still_is_gone (self->still, 3));
  g_assert_cmpuint (m77_still_place (self->still, 0), ==, 2);
  g_assert_cmpuint (m77_still_place (self->still, 4), ==, 5);
  g_assert_cmpint (m77_still_find (self->still, 0), ==, -1);
  g_assert_cmpint (m77_still_find (self->still, 5), ==, 4);
  m77_still_let_in (self->still);
  assert_shown (self, "11 12 1 2 3 5 6 7 8 9 10");
  g_assert_cmpuint (m77_still_arrived (self->still), ==, 0);
}

/* What came and went again was never there; what comes at the end moves nothing. */
static void
test_passes (Fixture *self, gconstpointer data)
{
  splice (self, 4, 0, 3);
  splice (self, 4, 3, 0);
  g_assert_cmpuint (m77_still_arrived (self->still), ==, 0);
  splice (self, 10, 0, 1);
  assert_shown (self, "1 2 3 4 5 6 7 8 9 10 14");
  m77_still_set_following (self->still, TRUE);
  splice (self, 0, 1, 1);
  assert_shown (self, "15 2 3 4 5 6 7 8 9 10 14");
}

static void
test_renews (Fixture *self, gconstpointer data)
{
  splice (self, 0, 0, 1);
  m77_still_begin_renewal (self->still);
  splice (self, 0, 11, 0);
  m77_still_end_renewal (self->still);
  assert_shown (self, "");
  splice (self, 0, 0, 2);
  assert_shown (self, "12 13");
}

/* Whatever happens: what is shown is what the signals said, and let in it is the model. */
static void
test_random (Fixture *self, gconstpointer data)
{
  for (guint round = 0; round < 3000; round++)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
      guint position = (guint) g_test_rand_int_range (0, (int) n + 1);
      guint removed = (guint) g_test_rand_int_range (0, (int) MIN (n - position, 5) + 1);

      splice (self, position, removed, (guint) g_test_rand_int_range (0, n < 40 ? 5 : 3));
      g_assert_cmpuint (self->mirror->len,
                        ==,
                        g_list_model_get_n_items (G_LIST_MODEL (self->store)) -
                            m77_still_arrived (self->still) + m77_still_gone (self->still));
      if (round % 37 != 0)
        continue;
      m77_still_let_in (self->still);
      n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
      g_assert_cmpuint (self->mirror->len, ==, n);
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);

          g_assert_true (item == self->mirror->pdata[i]);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/still/keeps", Fixture, NULL, set_up, test_keeps, tear_down);
  g_test_add ("/still/passes", Fixture, NULL, set_up, test_passes, tear_down);
  g_test_add ("/still/renews", Fixture, NULL, set_up, test_renews, tear_down);
  g_test_add ("/still/random", Fixture, NULL, set_up, test_random, tear_down);
  return g_test_run ();
}
