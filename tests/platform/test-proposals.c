/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-kind.h"
#include "tests/platform/core-fixture.h"

#define HOUR G_GINT64_CONSTANT (3600000)

/* A tenant that wants four eyes: two operators, an administrator, a responder. */
typedef struct
{
  Fixture *f;
  char *admin, *lena, *mika, *jana;
  char *config, *flag;
} Shop;

static void
set_up (Shop *shop, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  shop->f = fixture_new ();
  shop->admin = fixture_token (shop->f, "omar", "admin");
  shop->lena = fixture_token (shop->f, "lena", "operator");
  shop->mika = fixture_token (shop->f, "mika", "operator");
  shop->jana = fixture_token (shop->f, "jana", "responder");
  platform_core_set_four_eyes (shop->f->core, "shop", TRUE, &error);
  g_assert_no_error (error);
  shop->config = fixture_create (shop->f,
                                 shop->lena,
                                 "config",
                                 "{'path':'payments/limits','format':'env','draft':'A=1',"
                                 "'environment':'production','service':'checkout'}");
  shop->flag = fixture_create (shop->f,
                               shop->lena,
                               "flag",
                               "{'key':'new-cart','type':'release','environment':'production'}");
}

static void
tear_down (Shop *shop, gconstpointer data)
{
  g_free (shop->admin);
  g_free (shop->lena);
  g_free (shop->mika);
  g_free (shop->jana);
  g_free (shop->config);
  g_free (shop->flag);
  fixture_free (shop->f);
}

static void
act (Shop *shop,
     const char *token,
     const char *action,
     const char *kind,
     const char *outcome,
     const char *code)
{
  const char *id = g_str_equal (kind, "flag") ? shop->flag : shop->config;

  fixture_expect (fixture_act (shop->f,
                               token,
                               action,
                               kind,
                               id,
                               g_str_equal (kind, "flag") && strchr (action, '-') != NULL
                                   ? "{'env':'production'}"
                                   : NULL),
                  outcome,
                  code);
}

static const char *
field (Shop *shop, const char *kind, const char *name)
{
  const char *id = g_str_equal (kind, "flag") ? shop->flag : shop->config;

  return m77_json_get_string (fixture_doc (shop->f, shop->admin, kind, id), name);
}

static void
test_publish (Shop *shop, gconstpointer data)
{
  const M77Json *list, *doc;

  act (shop, shop->lena, "publish", "config", "applied", NULL);
  g_assert_cmpstr (field (shop, "config", "status"), ==, "in-review");
  g_assert_null (field (shop, "config", "value"));
  act (shop, shop->lena, "approve", "config", "rejected", "not-permitted");
  act (shop, shop->jana, "approve", "config", "rejected", "not-permitted");
  act (shop, shop->mika, "publish", "config", "rejected", "precondition-changed");
  act (shop, shop->mika, "approve", "config", "applied", NULL);
  g_assert_cmpstr (field (shop, "config", "status"), ==, "published");
  g_assert_cmpstr (field (shop, "config", "value"), ==, "A=1");
  g_assert_cmpstr (field (shop, "config", "published_by"), ==, "lena");
  list = fixture_json (shop->f,
                       fixture_ask (shop->f,
                                    shop->admin,
                                    "GET",
                                    "shop/audit?filter=verb:publish",
                                    NULL,
                                    NULL));
  doc = m77_json_get (m77_json_first (m77_json_get (list, "rows")), "doc");
  g_assert_cmpstr (m77_json_get_string (doc, "actor"), ==, "lena");
  g_assert_cmpstr (m77_json_get_string (doc, "approved_by"), ==, "mika");
  act (shop, shop->mika, "approve", "config", "rejected", "precondition-changed");
}

static char *
issue (Shop *shop, const char *token, const char *name, const char *holder)
{
  g_autofree char *args = g_strdup_printf ("{'name':'%s','type':'personal-token','holder':'%s',"
                                           "'scopes':['allow *:*'],"
                                           "'expires_at':'2030-12-01T00:00:00Z'}",
                                           name,
                                           holder);
  const M77Json *outcome = fixture_act (shop->f, token, "issue", "credential", "new", args);

  fixture_expect (outcome, "applied", NULL);
  return g_strdup (m77_json_get_string (outcome, "secret"));
}

/* Nobody is two people by a token of another's, nor by one that such a token has issued. */
static void
test_tokens_of_others (Shop *shop, gconstpointer data)
{
  g_autofree char *as_mika = issue (shop, shop->admin, "mika-2", "mika");
  g_autofree char *own = issue (shop, shop->mika, "mika-4", "mika");
  g_autofree char *as_nina = NULL, *by_nina = NULL;

  g_free (fixture_token (shop->f, "nina", "admin"));
  as_nina = issue (shop, shop->admin, "nina-2", "nina");
  by_nina = issue (shop, as_nina, "mika-3", "mika");
  act (shop, shop->admin, "publish", "config", "applied", NULL);
  act (shop, as_mika, "approve", "config", "rejected", "not-permitted");
  act (shop, by_nina, "approve", "config", "rejected", "not-permitted");
  act (shop, as_mika, "reject", "config", "applied", NULL);
  act (shop, as_mika, "publish", "config", "applied", NULL);
  act (shop, shop->admin, "approve", "config", "rejected", "not-permitted");
  act (shop, as_nina, "approve", "config", "rejected", "not-permitted");
  act (shop, shop->lena, "approve", "config", "applied", NULL);
  act (shop, shop->admin, "turn-on", "flag", "applied", NULL);
  act (shop, own, "approve", "flag", "applied", NULL);
}

static void
test_reject (Shop *shop, gconstpointer data)
{
  act (shop, shop->lena, "publish", "config", "applied", NULL);
  act (shop, shop->mika, "reject", "config", "applied", NULL);
  g_assert_cmpstr (field (shop, "config", "status"), ==, "draft");
  g_assert_null (
      m77_json_get (fixture_doc (shop->f, shop->admin, "config", shop->config), "proposal"));
  act (shop, shop->mika, "approve", "config", "rejected", "precondition-changed");
  act (shop, shop->mika, "publish", "config", "applied", NULL);
  act (shop, shop->lena, "approve", "config", "applied", NULL);
  g_assert_cmpstr (field (shop, "config", "published_by"), ==, "mika");
}

/* What was approved is what was proposed, or nothing. */
static void
test_changed_meanwhile (Shop *shop, gconstpointer data)
{
  g_autofree char *edit = NULL;

  act (shop, shop->lena, "publish", "config", "applied", NULL);
  edit = g_strdup_printf ("{'key':'KEY','op':'update','kind':'config','id':'%s','if_version':2,"
                          "'patch':{'draft':'A=2'}}",
                          shop->config);
  fixture_expect (fixture_operate (shop->f, shop->lena, "shop", edit), "applied", NULL);
  act (shop, shop->mika, "approve", "config", "rejected", "precondition-changed");
  g_assert_null (field (shop, "config", "value"));
}

static void
test_lapses (Shop *shop, gconstpointer data)
{
  act (shop, shop->lena, "turn-on", "flag", "applied", NULL);
  shop->f->now += 7 * 24 * HOUR + 1;
  act (shop, shop->mika, "approve", "flag", "rejected", "action-lapsed");
  /* Another may take its place then. */
  act (shop, shop->mika, "turn-on", "flag", "applied", NULL);
  act (shop, shop->lena, "approve", "flag", "applied", NULL);
  g_assert_true (m77_json_get_bool (fixture_doc (shop->f, shop->admin, "flag", shop->flag), "on"));
}

static void
test_proposer_left (Shop *shop, gconstpointer data)
{
  const M77Json *list;
  const char *id;

  act (shop, shop->lena, "turn-on", "flag", "applied", NULL);
  list = fixture_json (shop->f,
                       fixture_ask (shop->f,
                                    shop->admin,
                                    "GET",
                                    "shop/member?filter=handle:lena",
                                    NULL,
                                    NULL));
  id = m77_json_get_string (m77_json_first (m77_json_get (list, "rows")), "id");
  fixture_expect (fixture_act (shop->f, shop->admin, "suspend", "member", id, NULL),
                  "applied",
                  NULL);
  act (shop, shop->mika, "approve", "flag", "rejected", "precondition-changed");
  act (shop, shop->mika, "reject", "flag", "applied", NULL);
}

/* A freeze that began meanwhile stands in the way of the approval, too. */
static void
test_freeze (Shop *shop, gconstpointer data)
{
  act (shop, shop->lena, "turn-on", "flag", "applied", NULL);
  g_free (fixture_create (shop->f,
                          shop->admin,
                          "freeze",
                          "{'title':'F','environments':['production'],"
                          "'starts_at':'2030-05-17T03:00:00Z',"
                          "'ends_at':'2030-05-17T09:00:00Z'}"));
  act (shop, shop->mika, "approve", "flag", "rejected", "freeze-active");
  shop->f->now += 6 * HOUR;
  platform_core_tick (shop->f->core);
  act (shop, shop->mika, "approve", "flag", "applied", NULL);
}

/* The safe directions need nobody else; nor does anything without four eyes. */
static void
test_not_always (Shop *shop, gconstpointer data)
{
  act (shop, shop->lena, "turn-on", "flag", "applied", NULL);
  act (shop, shop->mika, "approve", "flag", "applied", NULL);
  act (shop, shop->jana, "turn-off", "flag", "applied", NULL);
  g_assert_false (m77_json_get_bool (fixture_doc (shop->f, shop->admin, "flag", shop->flag), "on"));
  g_assert_true (platform_core_set_four_eyes (shop->f->core, "shop", FALSE, NULL));
  act (shop, shop->lena, "turn-on", "flag", "applied", NULL);
  g_assert_true (m77_json_get_bool (fixture_doc (shop->f, shop->admin, "flag", shop->flag), "on"));
}

/* Every action that wants four eyes has a kind where it can be proposed and answered. */
static void
test_every_kind (void)
{
  for (const M77Kind *const *kind = m77_kinds (); *kind != NULL; kind++)
    for (const M77Action *action = (*kind)->actions; action != NULL && action->name != NULL;
         action++)
      if ((action->flags & M77_ACTION_PROPOSAL) != 0 &&
          (m77_kind_field (*kind, "proposal") == NULL ||
           m77_kind_action (*kind, "approve") == NULL || m77_kind_action (*kind, "reject") == NULL))
        g_error ("%s of %s cannot be answered", action->name, (*kind)->name);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Shop *shop, gconstpointer data);
  } tests[] = {
    { "/platform/proposals/publish", test_publish },
    { "/platform/proposals/tokens-of-others", test_tokens_of_others },
    { "/platform/proposals/reject", test_reject },
    { "/platform/proposals/changed-meanwhile", test_changed_meanwhile },
    { "/platform/proposals/lapses", test_lapses },
    { "/platform/proposals/proposer-left", test_proposer_left },
    { "/platform/proposals/freeze", test_freeze },
    { "/platform/proposals/not-always", test_not_always },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/proposals/every-kind", test_every_kind);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Shop, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
