/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "tests/platform/duty.h"

void
duty_set_up (Duty *shop)
{
  g_autofree char *policy = NULL, *service = NULL;

  shop->f = fixture_new ();
  shop->admin = fixture_token (shop->f, "omar", "admin");
  shop->jana = fixture_token (shop->f, "jana", "responder");
  policy = fixture_create (shop->f,
                           shop->admin,
                           "escalation",
                           "{'name':'payments','title':'Payments','steps':{"
                           "'1':{'after':0,'members':['jana']},"
                           "'2':{'after':600,'members':['omar']}}}");
  service = fixture_create (shop->f,
                            shop->admin,
                            "service",
                            "{'name':'checkout','title':'Checkout','tier':'tier1',"
                            "'escalation':'payments'}");
}

void
duty_tear_down (Duty *shop)
{
  g_free (shop->admin);
  g_free (shop->jana);
  fixture_free (shop->f);
}

char *
duty_incident (Duty *shop)
{
  return fixture_create (shop->f,
                         shop->jana,
                         "incident",
                         "{'title':'Cards fail','environment':'production','severity':'sev1',"
                         "'service':'checkout'}");
}

guint
duty_count (Duty *shop, const char *path)
{
  const M77Json *list = fixture_json (shop->f,
                                      fixture_ask (shop->f, shop->admin, "GET", path, NULL, NULL));

  return m77_json_size (m77_json_get (list, "rows"));
}

void
duty_assert_field (Duty *shop,
                   const char *kind,
                   const char *id,
                   const char *field,
                   const char *value)
{
  const M77Json *doc = fixture_doc (shop->f, shop->admin, kind, id);

  g_assert_cmpstr (m77_json_get_string (doc, field), ==, value);
}
