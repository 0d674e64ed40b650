/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-review"

#include "config.h"

#include "shared/base/m77-time.h"
#include "shared/model/m77-review.h"

static const char review[] =
    "{\"items\":[{\"key\":\"a\",\"holder\":\"olga\",\"grant\":\"admin\",\"granter\":\"ivan\","
    "\"granted_at\":\"2023-04-01T10:00:00.000Z\",\"source\":\"direct\",\"used_at\":"
    "\"2026-11-10T12:00:00.000Z\"},{\"key\":\"b\",\"holder\":\"jana\",\"grant\":\"admin\",\"used_"
    "at\":"
    "\"2026-05-01T12:00:00.000Z\"},{\"key\":\"c\",\"holder\":\"sol\"},{\"holder\":\"nobody\"}],"
    "\"decisions\":{\"a\":{\"decision\":\"keep\",\"reason\":\"runs it\",\"by\":\"lena\"}}}";

static void
test_items (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  gint64 now = m77_time_parse ("2026-11-21T12:00:00.000Z");
  g_autoptr (GArray)
      items = m77_review_items (m77_json_parse (pool, review, -1, NULL), "jana", now);
  const M77ReviewItem *first = &g_array_index (items, M77ReviewItem, 0);
  const M77ReviewItem *own = &g_array_index (items, M77ReviewItem, 1);
  const M77ReviewItem *never = &g_array_index (items, M77ReviewItem, 2);
  g_autofree char *words = m77_review_item_words (first, now);
  g_autofree char *unused = m77_review_item_words (never, now);

  g_assert_cmpuint (items->len, ==, 3);
  g_assert_cmpstr (first->decision, ==, "keep");
  g_assert_cmpstr (words, ==, "by ivan 2023-04-01, direct, used 11d ago");
  g_assert_false (first->is_idle || first->is_own);
  g_assert_true (own->is_idle && own->is_own);
  g_assert_true (never->is_idle);
  g_assert_cmpstr (unused, ==, "never used");
  g_assert_cmpuint (m77_review_count_decided (items), ==, 1);
  g_assert_false (m77_review_is_complete (items));
}

/* Only what is decided is in the patch: others' decisions stay. */
static void
test_decide (void)
{
  static const char *const keys[] = { "b", "c", NULL };
  static const char *const one[] = { "a", NULL };
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *both = m77_json_to_text (
      m77_review_decide (pool, keys, "revoke", "", "lena", "2026-11-21T12:00:00.000Z"));
  g_autofree char *open = m77_json_to_text (m77_review_decide (pool, one, NULL, NULL, NULL, ""));

  g_assert_cmpstr (both,
                   ==,
                   "{\"decisions\":{\"b\":{\"decision\":\"revoke\",\"by\":\"lena\",\"at\":"
                   "\"2026-11-21T12:00:00.000Z\"},\"c\":{\"decision\":\"revoke\",\"by\":\"lena\","
                   "\"at\":\"2026-11-21T12:00:00.000Z\"}}}");
  g_assert_cmpstr (open, ==, "{\"decisions\":{\"a\":null}}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/review/items", test_items);
  g_test_add_func ("/review/decide", test_decide);
  return g_test_run ();
}
