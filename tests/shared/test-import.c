/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "shared/base/m77-error.h"
#include "shared/model/m77-import.h"

#include <string.h>

static void
assert_import (const char *name, const char *text, const char *kind_name, const char *expected)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  const M77Kind *kind = NULL;
  const M77Json *doc = m77_import_file (pool, name, text, strlen (text), &kind, &error);
  g_autofree char *json = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (kind->name, ==, kind_name);
  json = m77_json_to_text (doc);
  g_assert_cmpstr (json, ==, expected);
}

static void
test_dashboards (void)
{
  assert_import ("x.json",
                 "{\"title\":\"Checkout\",\"uid\":\"abc\",\"panels\":[1.10]}",
                 "dashboard",
                 "{\"title\":\"Checkout\",\"uid\":\"abc\",\"body\":{\"title\":\"Checkout\","
                 "\"uid\":\"abc\",\"panels\":[1.10]}}");
  assert_import ("api.json",
                 "{\"meta\":{},\"dashboard\":{\"panels\":[]}}",
                 "dashboard",
                 "{\"title\":\"api\",\"body\":{\"panels\":[]}}");
}

static void
test_runbooks (void)
{
  assert_import ("disk.md",
                 "---\n# Disk full \nDo.\n",
                 "runbook",
                 "{\"title\":\"Disk full\",\"body\":\"---\\n# Disk full \\nDo.\\n\",\"origin\":"
                 "\"disk.md\"}");
  assert_import ("disk.full.md",
                 "#\nDo.",
                 "runbook",
                 "{\"title\":\"disk.full\",\"body\":\"#\\nDo.\",\"origin\":\"disk.full.md\"}");
}

static void
assert_refused (const char *name, const char *text, gsize length, int code)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  const M77Kind *kind;

  g_assert_null (m77_import_file (pool, name, text, length, &kind, &error));
  g_assert_error (error, M77_ERROR, code);
}

static void
test_refused (void)
{
  g_autofree char *large = g_strnfill (M77_IMPORT_MOST + 1, 'x');

  assert_refused ("a.json", "{\"a\":1}", 7, M77_ERROR_INVALID);
  assert_refused ("a.json", "[1]", 3, M77_ERROR_INVALID);
  assert_refused ("a.json", "{", 1, M77_ERROR_BAD_JSON);
  assert_refused ("a.exe", "MZ", 2, M77_ERROR_INVALID);
  assert_refused ("a.md", "\xff", 1, M77_ERROR_INVALID);
  assert_refused ("a.md", "a\0b", 3, M77_ERROR_INVALID);
  assert_refused ("a.md", large, M77_IMPORT_MOST + 1, M77_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/dashboards", test_dashboards);
  g_test_add_func ("/import/runbooks", test_runbooks);
  g_test_add_func ("/import/refused", test_refused);
  return g_test_run ();
}
