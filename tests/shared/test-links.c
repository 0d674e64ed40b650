/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-links"

#include "config.h"

#include <string.h>

#include "shared/model/m77-filter.h"
#include "shared/model/m77-links.h"
#include "tests/shared/test-json-text.h"

/* "> service name:checkout": out; "< page incident:c1": in. */
static char *
links (const char *kind, const char *doc, const char *id)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GPtrArray) found = m77_links_of (m77_kind_find (kind), test_json (pool, doc), id);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const M77Link *link = found->pdata[i];
      const M77FilterContext context = { 0, NULL, NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (M77Predicate)
          predicate = m77_filter_parse (link->filter, link->kind, &context, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (predicate);
      g_string_append_printf (out,
                              "%s %s %s\n",
                              link->is_out ? ">" : "<",
                              link->kind->name,
                              link->filter);
    }
  return g_string_free (out, FALSE);
}

static void
test_incident (void)
{
  g_autofree char
      *text = links ("incident",
                     "{'service':'checkout','lead':'jana','alerts':['a1','a2'],'runs':['e1']}",
                     "c1");

  g_assert_nonnull (strstr (text, "> service name:checkout\n"));
  g_assert_nonnull (strstr (text, "> alert id:a1,a2\n"));
  g_assert_nonnull (strstr (text, "> run id:e1\n"));
  g_assert_null (strstr (text, "member"));
  /* The other side of its own fields is not told twice. */
  g_assert_null (strstr (text, "< alert"));
  g_assert_null (strstr (text, "< run"));
  g_assert_nonnull (strstr (text, "< page incident:c1\n"));
  g_assert_nonnull (strstr (text, "< incident merged_into:c1\n"));
}

static void
test_service (void)
{
  g_autofree char *text = links ("service", "{'name':'checkout','runbooks':[]}", "d1");

  g_assert_nonnull (strstr (text, "< incident service:checkout\n"));
  g_assert_nonnull (strstr (text, "< deployment service:checkout\n"));
  g_assert_nonnull (strstr (text, "< service depends_on:checkout\n"));
  g_assert_null (strstr (text, "runbook name:"));
}

static void
test_new (void)
{
  g_autofree char *text = links ("incident", "{'service':'checkout'}", NULL);

  g_assert_cmpstr (text, ==, "> service name:checkout\n");
}

static void
test_quote (void)
{
  static const char *const cases[][2] = {
    { "checkout", "checkout" }, { "a b", "\"a b\"" }, { "a\"b\\", "\"a\\\"b\\\\\"" }, { "", "\"\"" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = m77_filter_quote (cases[i][0]);

      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/links/incident", test_incident);
  g_test_add_func ("/links/service", test_service);
  g_test_add_func ("/links/new", test_new);
  g_test_add_func ("/links/quote", test_quote);
  return g_test_run ();
}
