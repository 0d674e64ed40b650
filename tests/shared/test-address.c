/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "shared/base/m77-error.h"
#include "shared/model/m77-address.h"

static void
assert_address (const char *uri, const char *profile, const char *kind, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Address) address = m77_address_parse (uri, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (address->profile, ==, profile);
  g_assert_cmpstr (address->kind, ==, kind);
  g_assert_cmpstr (address->id, ==, id);
}

static void
test_parse (void)
{
  assert_address ("m77://shop/incident/2041", "shop", "incident", "2041");
  assert_address ("M77:///incident/INC-2041", NULL, "incident", "INC-2041");
  assert_address ("m77://shop", "shop", NULL, NULL);
  assert_address ("m77://shop/", "shop", NULL, NULL);
  assert_address ("m77://my%20shop/flag/new-cart@production",
                  "my shop",
                  "flag",
                  "new-cart@production");
  assert_address ("m77://shop/later/%E2%82%AC", "shop", "later", "€");
}

static void
test_refused (void)
{
  static const char *const uris[] = {
    "",
    "m77:",
    "http://shop/incident/2041",
    "m77://shop/incident",
    "m77://shop/incident/",
    "m77://shop//2041",
    "m77://shop/incident/2041/acknowledge",
    "m77://shop/incident/2041?act=acknowledge",
    "m77://shop/incident/2041#x",
    "m77://shop/incident/%00",
    "m77://shop/incident/a%0Ab",
    "m77://shop/incident/%FF",
    "m77://shop/incident/%2F",
    "m77://sh%E2%80%AEop%07/incident/1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (m77_address_parse (uris[i], &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
    }
}

static void
test_format (void)
{
  g_autofree char *record = m77_address_format ("my shop", "flag", "new-cart@production");
  g_autofree char *odd = m77_address_format (NULL, "service", "a b?");
  g_autofree char *profile = m77_address_format ("shop", NULL, NULL);

  g_assert_cmpstr (record, ==, "m77://my%20shop/flag/new-cart@production");
  assert_address (record, "my shop", "flag", "new-cart@production");
  assert_address (odd, NULL, "service", "a b?");
  g_assert_cmpstr (profile, ==, "m77://shop/");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address/parse", test_parse);
  g_test_add_func ("/address/refused", test_refused);
  g_test_add_func ("/address/format", test_format);
  return g_test_run ();
}
