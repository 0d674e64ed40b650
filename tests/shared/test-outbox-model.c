/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-outbox-model"

#include "config.h"

#include <gio/gio.h>

#include "shared/client/m77-outbox-model.h"

static void
items_cb (GListModel *model, guint position, guint removed, guint added, GString *log)
{
  g_string_append_printf (log, "%u-%u+%u ", position, removed, added);
}

static void
item_cb (M77OutboxItem *item, GString *log)
{
  g_string_append_printf (log, "%s! ", m77_outbox_item_id (item));
}

static void
test_follows (void)
{
  g_autoptr (M77OutboxModel) model = m77_outbox_model_new (NULL);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (M77OutboxItem) first = NULL;
  g_autoptr (M77OutboxItem) again = NULL;

  g_signal_connect (model, "items-changed", G_CALLBACK (items_cb), log);
  g_assert_false (m77_outbox_model_is_loaded (model));
  m77_outbox_model_take (model,
                         "[{\"id\":\"a\",\"seq\":1,\"state\":\"queued\"},"
                         "{\"id\":\"b\",\"seq\":2,\"state\":\"queued\"},"
                         "{\"id\":\"c\",\"seq\":3,\"state\":\"queued\"}]");
  g_assert_true (m77_outbox_model_is_loaded (model));
  g_assert_cmpstr (log->str, ==, "0-0+3 ");
  g_assert_cmpuint (m77_outbox_model_count_needing (model), ==, 0);
  first = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_signal_connect (first, "changed", G_CALLBACK (item_cb), log);

  /* One in the middle ends, and the first says something else, as the object that it is. */
  g_string_truncate (log, 0);
  m77_outbox_model_take (model,
                         "[{\"id\":\"a\",\"seq\":1,\"state\":\"queued\",\"tries\":2},"
                         "{\"id\":\"c\",\"seq\":3,\"state\":\"queued\"}]");
  g_assert_cmpstr (log->str, ==, "a! 1-1+0 ");
  again = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_true (again == first);

  /* What needs the person is on top. */
  g_string_truncate (log, 0);
  m77_outbox_model_take (model,
                         "[{\"id\":\"a\",\"seq\":1,\"state\":\"queued\",\"tries\":2},"
                         "{\"id\":\"c\",\"seq\":3,\"state\":\"conflict\"}]");
  g_assert_cmpstr (log->str, ==, "0-2+2 ");
  g_assert_cmpuint (m77_outbox_model_count_needing (model), ==, 1);
}

static void
test_wrong_answer (void)
{
  g_autoptr (M77OutboxModel) model = m77_outbox_model_new (NULL);

  m77_outbox_model_take (model, "[{\"id\":");
  g_assert_nonnull (m77_outbox_model_error (model));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  m77_outbox_model_take (model, "[{\"seq\":1},7]");
  g_assert_null (m77_outbox_model_error (model));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outbox-model/follows", test_follows);
  g_test_add_func ("/outbox-model/wrong-answer", test_wrong_answer);
  return g_test_run ();
}
