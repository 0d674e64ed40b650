/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "platform/api/platform-core-private.h"
#include "shared/base/m77-time.h"
#include "tests/platform/duty.h"

/* What becomes of an incident: who is paged, when, and what ends it. */

#define MINUTE G_GINT64_CONSTANT (60000)

static void
test_paging (void)
{
  Duty shop;
  g_autofree char *id = NULL;

  duty_set_up (&shop);
  id = duty_incident (&shop);
  g_assert_cmpuint (duty_count (&shop, "shop/page?filter=member:jana"), ==, 1);
  duty_assert_field (&shop, "incident", id, "next_page_to", "omar");
  shop.f->now += 9 * MINUTE;
  platform_core_tick (shop.f->core);
  g_assert_cmpuint (duty_count (&shop, "shop/page?filter=member:omar"), ==, 0);
  shop.f->now += 2 * MINUTE;
  platform_core_tick (shop.f->core);
  g_assert_cmpuint (duty_count (&shop, "shop/page?filter=member:omar"), ==, 1);
  duty_assert_field (&shop, "incident", id, "next_page_to", NULL);
  duty_tear_down (&shop);
}

static void
test_acknowledge_stops_paging (void)
{
  Duty shop;
  g_autofree char *id = NULL;
  const M77Json *doc;

  duty_set_up (&shop);
  id = duty_incident (&shop);
  fixture_expect (fixture_act (shop.f, shop.jana, "acknowledge", "incident", id, NULL),
                  "applied",
                  NULL);
  shop.f->now += 60 * MINUTE;
  platform_core_tick (shop.f->core);
  g_assert_cmpuint (duty_count (&shop, "shop/page?filter=member:omar"), ==, 0);
  doc = fixture_doc (shop.f, shop.jana, "incident", id);
  g_assert_cmpstr (m77_json_get_string (doc, "status"), ==, "acknowledged");
  g_assert_cmpstr (m77_json_get_string (doc, "acknowledged_by"), ==, "jana");
  duty_tear_down (&shop);
}

/* Acknowledged and then forgotten: triggered again, where the policy wants that. */
static void
test_ack_timeout (void)
{
  Duty shop;
  g_autofree char *id = NULL, *policy = NULL;

  duty_set_up (&shop);
  policy = fixture_create (shop.f,
                           shop.admin,
                           "escalation",
                           "{'name':'strict','title':'Strict','ack_timeout':1800,"
                           "'steps':{'1':{'after':0,'members':['jana']}}}");
  id = fixture_create (shop.f,
                       shop.jana,
                       "incident",
                       "{'title':'Slow','environment':'production','escalation':'strict'}");
  fixture_expect (fixture_act (shop.f, shop.jana, "acknowledge", "incident", id, NULL),
                  "applied",
                  NULL);
  shop.f->now += 29 * MINUTE;
  platform_core_tick (shop.f->core);
  duty_assert_field (&shop, "incident", id, "status", "acknowledged");
  shop.f->now += 2 * MINUTE;
  platform_core_tick (shop.f->core);
  duty_assert_field (&shop, "incident", id, "status", "triggered");
  g_assert_cmpuint (duty_count (&shop, "shop/page?filter=member:jana"), ==, 2);
  duty_tear_down (&shop);
}

/* One that was made offline and came late does not page by itself. */
static void
test_late_incident (void)
{
  Duty shop;
  g_autofree char *id = NULL, *operation = NULL;

  duty_set_up (&shop);
  id = fixture_id (shop.f);
  shop.f->now += 6 * MINUTE;
  operation = g_strdup_printf ("{'key':'KEY','op':'create','kind':'incident','id':'%s','doc':"
                               "{'title':'Late','environment':'production','severity':'sev3',"
                               "'service':'checkout'}}",
                               id);
  fixture_expect (fixture_operate (shop.f, shop.jana, "shop", operation), "applied", NULL);
  g_assert_cmpuint (duty_count (&shop, "shop/page"), ==, 0);
  fixture_expect (fixture_act (shop.f, shop.jana, "escalate", "incident", id, "{'to':1}"),
                  "applied",
                  NULL);
  g_assert_cmpuint (duty_count (&shop, "shop/page"), ==, 1);
  duty_tear_down (&shop);
}

static void
test_snooze (void)
{
  Duty shop;
  g_autofree char *id = NULL;

  duty_set_up (&shop);
  id = duty_incident (&shop);
  fixture_expect (fixture_act (shop.f,
                               shop.jana,
                               "snooze",
                               "incident",
                               id,
                               "{'until':'2030-05-17T04:00:00.000Z'}"),
                  "applied",
                  NULL);
  duty_assert_field (&shop, "incident", id, "status", "acknowledged");
  shop.f->now = m77_time_parse ("2030-05-17T04:00:01.000Z");
  platform_core_tick (shop.f->core);
  duty_assert_field (&shop, "incident", id, "status", "triggered");
  duty_tear_down (&shop);
}

static void
test_expectation_and_lapse (void)
{
  Duty shop;
  g_autofree char *id = NULL, *moved = NULL, *late = NULL;
  const M77Json *outcome;

  duty_set_up (&shop);
  id = duty_incident (&shop);
  moved = g_strdup_printf ("{'key':'KEY','op':'act','kind':'incident','id':'%s',"
                           "'action':'acknowledge','args':{},'expect':{'escalation_level':3}}",
                           id);
  outcome = fixture_operate (shop.f, shop.jana, "shop", moved);
  fixture_expect (outcome, "rejected", "precondition-changed");
  g_assert_nonnull (m77_json_get (outcome, "record"));
  late = g_strdup_printf ("{'key':'KEY','op':'act','kind':'incident','id':'%s',"
                          "'action':'acknowledge','args':{},"
                          "'asked_at':'2030-05-17T03:00:00.000Z',"
                          "'expires_at':'2030-05-17T03:05:00.000Z'}",
                          id);
  fixture_expect (fixture_operate (shop.f, shop.jana, "shop", late), "rejected", "action-lapsed");
  fixture_expect (fixture_act (shop.f, shop.jana, "close", "incident", id, NULL),
                  "rejected",
                  "precondition-changed");
  duty_tear_down (&shop);
}

static void
test_merge (void)
{
  Duty shop;
  g_autofree char *one = NULL, *two = NULL, *edit = NULL, *args = NULL;
  const M77Json *doc;

  duty_set_up (&shop);
  one = duty_incident (&shop);
  two = duty_incident (&shop);
  edit = g_strdup_printf ("{'key':'KEY','op':'update','kind':'incident','id':'%s',"
                          "'elements':{'responders':{'add':['jana']}}}",
                          one);
  fixture_expect (fixture_operate (shop.f, shop.jana, "shop", edit), "applied", NULL);
  args = g_strdup_printf ("{'into':'%s'}", two);
  fixture_expect (fixture_act (shop.f, shop.jana, "merge", "incident", one, args), "applied", NULL);
  duty_assert_field (&shop, "incident", one, "status", "resolved");
  duty_assert_field (&shop, "incident", one, "merged_into", two);
  doc = fixture_doc (shop.f, shop.jana, "incident", two);
  g_assert_cmpuint (m77_json_size (m77_json_get (doc, "responders")), ==, 1);
  fixture_expect (fixture_act (shop.f, shop.jana, "unmerge", "incident", one, NULL),
                  "applied",
                  NULL);
  duty_assert_field (&shop, "incident", one, "status", "acknowledged");
  duty_tear_down (&shop);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/incidents/paging", test_paging);
  g_test_add_func ("/incidents/acknowledge", test_acknowledge_stops_paging);
  g_test_add_func ("/incidents/ack-timeout", test_ack_timeout);
  g_test_add_func ("/incidents/late-incident", test_late_incident);
  g_test_add_func ("/incidents/snooze", test_snooze);
  g_test_add_func ("/incidents/expectation", test_expectation_and_lapse);
  g_test_add_func ("/incidents/merge", test_merge);
  return g_test_run ();
}
