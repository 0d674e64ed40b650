/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-alert-groups"

#include "config.h"

#include "shared/base/m77-time.h"
#include "shared/model/m77-alert-groups.h"
#include "tests/shared/test-json-text.h"

#define NOW "2030-05-17T03:12:00.000Z"

typedef struct
{
  M77JsonPool *pool;
  M77AlertGroups *groups;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->pool = m77_json_pool_new ();
  self->groups = m77_alert_groups_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  m77_alert_groups_free (self->groups);
  m77_json_pool_free (self->pool);
}

static void
add (Fixture *self, const char *id, const char *doc)
{
  m77_alert_groups_add (self->groups, id, test_json (self->pool, doc), FALSE, m77_time_parse (NOW));
}

static void
test_groups (Fixture *self, gconstpointer data)
{
  const M77AlertGroup *first;
  const M77AlertGroup *second;

  add (self,
       "a1",
       "{'status':'firing','severity':'critical','alertname':'PaymentErrors','service':'checkout',"
       "'environment':'production','region':'eu','starts_at':'2030-05-17T02:58:00.000Z',"
       "'incidents':['i1']}");
  add (self,
       "b1",
       "{'status':'firing','severity':'warning','alertname':'IndexLag','service':'search',"
       "'flaps':7,'starts_at':'2030-05-17T01:58:00.000Z'}");
  add (self,
       "a2",
       "{'status':'firing','severity':'critical','alertname':'PaymentErrors','service':'checkout',"
       "'environment':'production','region':'eu','starts_at':'2030-05-17T03:10:00.000Z',"
       "'acknowledged_by':'jana'}");
  add (self,
       "a3",
       "{'status':'firing','severity':'critical','alertname':'PaymentErrors','service':'checkout',"
       "'environment':'staging','starts_at':'2030-05-17T03:10:00.000Z'}");
  add (self, "x", "{'status':'resolved','severity':'critical','alertname':'PaymentErrors'}");
  add (self, "y", "{'status':'later'}");

  g_assert_cmpuint (self->groups->firing->len, ==, 3);
  g_assert_cmpuint (self->groups->n_firing, ==, 4);
  g_assert_cmpuint (self->groups->n_fresh, ==, 2);
  g_assert_cmpuint (self->groups->n_flapping, ==, 1);
  first = self->groups->firing->pdata[0];
  second = self->groups->firing->pdata[1];
  g_assert_cmpuint (first->members->len, ==, 2);
  g_assert_cmpuint (first->fresh, ==, 1);
  g_assert_cmpuint (first->acknowledged, ==, 1);
  g_assert_cmpint (first->since, ==, m77_time_parse ("2030-05-17T02:58:00.000Z"));
  g_assert_cmpstr (first->incident, ==, "i1");
  g_assert_cmpint (second->flaps, ==, 7);
  g_assert_cmpuint (second->flapping, ==, 1);
  g_assert_true (m77_alert_groups_find (self->groups, first->key) == first);
  g_assert_null (m77_alert_groups_find (self->groups, "none"));
}

/* What is silenced is apart, by its silence, and counts nowhere else. */
static void
test_suppressed (Fixture *self, gconstpointer data)
{
  const M77AlertGroup *group;

  add (self, "a1", "{'status':'suppressed','alertname':'A','silences':['s1']}");
  add (self, "a2", "{'status':'suppressed','alertname':'B','silences':['s1','s2']}");
  add (self, "a3", "{'status':'suppressed','alertname':'B'}");
  g_assert_cmpuint (self->groups->firing->len, ==, 0);
  g_assert_cmpuint (self->groups->n_suppressed, ==, 3);
  g_assert_cmpuint (self->groups->suppressed->len, ==, 2);
  group = self->groups->suppressed->pdata[0];
  g_assert_cmpstr (group->key, ==, "s1");
  g_assert_cmpuint (group->members->len, ==, 2);
}

/* What was seen and is nobody's; what comes later is not among them. */
static void
test_ids (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) seen = NULL;

  add (self, "a1", "{'status':'firing','alertname':'A'}");
  add (self, "a2", "{'status':'firing','alertname':'A','acknowledged_by':'omar'}");
  add (self, "a3", "{'status':'firing','alertname':'A'}");
  seen = m77_alert_group_ids (self->groups->firing->pdata[0]);
  add (self, "a4", "{'status':'firing','alertname':'A'}");
  g_assert_cmpuint (g_strv_length (seen), ==, 2);
  g_assert_cmpstr (seen[0], ==, "a1");
  g_assert_cmpstr (seen[1], ==, "a3");
}

static void
test_hours (Fixture *self, gconstpointer data)
{
  guint hours[M77_ALERT_HOURS];

  add (self,
       "a1",
       "{'status':'firing','alertname':'A','firings':['2030-05-17T03:10:00.000Z',"
       "'2030-05-17T03:01:00.000Z','2030-05-16T04:00:00.000Z','2030-05-15T04:00:00.000Z',3]}");
  add (self, "a2", "{'status':'firing','alertname':'A','starts_at':'2030-05-17T03:11:00.000Z'}");
  g_assert_cmpuint (m77_alert_group_hours (self->groups->firing->pdata[0],
                                           m77_time_parse (NOW),
                                           hours),
                    ==,
                    3);
  g_assert_cmpuint (hours[23], ==, 3);
  g_assert_cmpuint (hours[0], ==, 1);
  for (guint i = 1; i < 23; i++)
    g_assert_cmpuint (hours[i], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/alert-groups/groups", test_groups);
  ADD ("/alert-groups/suppressed", test_suppressed);
  ADD ("/alert-groups/ids", test_ids);
  ADD ("/alert-groups/hours", test_hours);

  return g_test_run ();
}
