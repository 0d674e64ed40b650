/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "platform/api/platform-matcher.h"
#include "shared/base/m77-time.h"
#include "tests/platform/duty.h"

/* Alerts that a silence hides. */

static char *
seed_alert (Duty *shop, const char *series)
{
  char *id = fixture_id (shop->f);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  PlatformSeed seed = { .kind = "alert", .id = id, .version = 1 };

  text = g_strdup_printf ("{\"status\":\"firing\",\"alertname\":\"Disk\",\"fingerprint\":"
                          "\"%.16s\",\"environment\":\"production\",\"series\":{%s}}",
                          id + 19,
                          series);
  seed.doc = m77_json_parse (shop->f->pool, text, -1, &error);
  seed.created_at = seed.updated_at = shop->f->now;
  platform_core_seed_begin (shop->f->core, "shop", &error);
  platform_core_seed_put (shop->f->core, &seed, &error);
  platform_core_seed_end (shop->f->core, &error);
  g_assert_no_error (error);
  return id;
}

static void
test_silence (void)
{
  Duty shop;
  g_autofree char *hit = NULL, *miss = NULL;
  const M77Json *outcome;

  duty_set_up (&shop);
  hit = seed_alert (&shop, "\"job\":\"db\"");
  miss = seed_alert (&shop, "\"job\":\"web\"");
  outcome = fixture_act (shop.f,
                         shop.jana,
                         "start",
                         "silence",
                         "new",
                         "{'matchers':['job=~d.'],'comment':'Known',"
                         "'ends_at':'2030-05-17T05:00:00.000Z'}");
  fixture_expect (outcome, "rejected", "validation-failed"); /* values are quoted */
  outcome = fixture_act (shop.f,
                         shop.jana,
                         "start",
                         "silence",
                         "new",
                         "{'matchers':['job=~\\'d.\\''],'comment':'Known',"
                         "'ends_at':'2030-05-17T05:00:00.000Z'}");
  fixture_expect (outcome, "applied", NULL);
  duty_assert_field (&shop, "alert", hit, "status", "suppressed");
  duty_assert_field (&shop, "alert", miss, "status", "firing");
  shop.f->now = m77_time_parse ("2030-05-17T05:00:01.000Z");
  platform_core_tick (shop.f->core);
  duty_assert_field (&shop, "alert", hit, "status", "firing");
  g_assert_cmpuint (duty_count (&shop, "shop/silence?filter=status:expired"), ==, 1);
  duty_tear_down (&shop);
}

/* An expression that never ends is given up: nothing is hidden, and everybody else goes on. It
 * hides nothing either where it is negated. */
static void
test_endless (void)
{
  static const char *const matchers[] = { "job=~\\\"(a|aa)+\\\"", "job!~\\\"(a|aa)+\\\"" };
  Duty shop;

  duty_set_up (&shop);
  for (guint i = 0; i < 50; i++)
    g_free (
        seed_alert (&shop, "\"job\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac\""));
  for (guint i = 0; i < G_N_ELEMENTS (matchers); i++)
    {
      g_autofree char
          *args = g_strdup_printf ("{'matchers':['alertname=\\\"Disk\\\"','%s'],'comment':'Known',"
                                   "'ends_at':'2030-05-17T05:00:00.000Z'}",
                                   matchers[i]);

      fixture_expect (fixture_act (shop.f, shop.jana, "start", "silence", "new", args),
                      "applied",
                      NULL);
      g_assert_cmpuint (duty_count (&shop, "shop/alert?filter=status:suppressed"), ==, 0);
    }
  duty_tear_down (&shop);
}

static void
test_long (void)
{
  g_autofree char *many = g_strnfill (PLATFORM_MATCHER_LONGEST + 1, 'a');
  g_autofree char *matcher = g_strdup_printf ("job=~\"%s\"", many);

  g_assert_false (platform_matcher_is_valid (matcher));
  matcher[strlen (matcher) - 2] = '"';
  matcher[strlen (matcher) - 1] = '\0';
  g_assert_true (platform_matcher_is_valid (matcher));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/silences/silence", test_silence);
  g_test_add_func ("/silences/endless", test_endless);
  g_test_add_func ("/silences/long", test_long);
  return g_test_run ();
}
