/* test-bulk.c: many records at once and saved views, in the console, with the real programs
 *
 * The console runs a script of keys; what came of it is read by commands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "tests/agent/machine.h"

#define RUNBOOKS 5

static void
add_profile (Machine *self)
{
  g_autofree char *token = machine_token (self, "jana", "operator");

  g_assert_cmpint (machine_add_profile (self, token), ==, 0);
}

static void
create_runbooks (Machine *self)
{
  for (guint i = 0; i < RUNBOOKS; i++)
    {
      g_autofree char *name = g_strdup_printf ("name=book-%u", i);
      g_autofree char *title = g_strdup_printf ("title=Book %u", i);

      g_assert_cmpint (machine_m77 (self, NULL, "create", "runbook", name, title, "body=x", NULL),
                       ==,
                       0);
    }
}

static void
play (Machine *self, const char *keys)
{
  g_autofree char *path = machine_path (self, "keys");

  g_assert_true (g_file_set_contents (path, keys, -1, NULL));
  g_assert_cmpint (machine_m77 (self, NULL, "--script", path, NULL), ==, 0);
}

static guint
count (Machine *self, const char *filter)
{
  g_assert_cmpint (machine_m77 (self, NULL, "list", "runbook", filter, "--json", NULL), ==, 0);
  return m77_json_size (m77_json_get (machine_json (self), "rows"));
}

/* All that the filter finds but one gets a label, as one change that undo takes back as one. */
static void
test_edit_all (void)
{
  Machine *self = machine_new ();

  if (self == NULL)
    return;
  machine_start_platform (self, NULL);
  add_profile (self);
  create_runbooks (self);
  play (self,
        ":runbook title:book*\n"
        "wait-for Book 4\n"
        "wait-idle\n"
        "*\n"
        "wait-for 5 marked\n"
        "Space\n"
        "wait-for 4 marked\n"
        "e\n"
        "text labels\n"
        "Enter\n"
        "text +drill\n"
        "wait-for +drill\n"
        "Enter\n"
        "wait-for of 4 stored\n"
        "wait-idle\n"
        ":q\n");
  g_assert_cmpuint (count (self, "label:drill"), ==, RUNBOOKS - 1);
  g_assert_cmpint (machine_m77 (self, NULL, "undo", NULL), ==, 0);
  g_assert_cmpuint (count (self, "label:drill"), ==, 0);
  machine_free (self);
}

/* A range, groups, and the list as a view. */
static void
test_view (void)
{
  Machine *self = machine_new ();

  if (self == NULL)
    return;
  machine_start_platform (self, NULL);
  add_profile (self);
  create_runbooks (self);
  play (self,
        ":runbook title:book*\n"
        "wait-for Book 4\n"
        "wait-idle\n"
        "v\n"
        "j\n"
        "j\n"
        "v\n"
        "wait-for 3 marked\n"
        "e\n"
        "text labels\n"
        "Enter\n"
        "text +seen\n"
        "Enter\n"
        "wait-for of 3 stored\n"
        "wait-idle\n"
        "b\n"
        "text status\n"
        "Enter\n"
        "wait-for by status\n"
        "wait-idle\n"
        "V\n"
        "text books\n"
        "Enter\n"
        "wait-for Saved as the view books\n"
        ":q\n");
  g_assert_cmpuint (count (self, "label:seen"), ==, 3);
  g_assert_cmpint (machine_m77 (self, NULL, "view", "list", "--json", NULL), ==, 0);
  g_assert_cmpuint (m77_json_size (m77_json_get (machine_json (self), "rows")), ==, 1);
  g_assert_cmpint (machine_m77 (self, NULL, "list", "--view", "books", "--json", NULL), ==, 0);
  g_assert_cmpuint (m77_json_size (m77_json_get (machine_json (self), "rows")), ==, RUNBOOKS);
  play (self, ":view books\nwait-for RUNBOOKS: books\nwait-for Book 4\n:q\n");
  g_assert_cmpint (machine_m77 (self, NULL, "view", "remove", "books", NULL), ==, 0);
  g_assert_cmpint (machine_m77 (self, NULL, "view", "remove", "books", NULL), ==, 3);
  machine_free (self);
}

/* Several fields at once with a reason, which is noted on each; and A of those marked. */
static void
test_fields (void)
{
  Machine *self = machine_new ();

  if (self == NULL)
    return;
  machine_start_platform (self, NULL);
  add_profile (self);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (machine_m77 (self,
                                  NULL,
                                  "create",
                                  "incident",
                                  "title=Slow",
                                  "service=web",
                                  "environment=staging",
                                  "severity=sev4",
                                  NULL),
                     ==,
                     0);
  play (self,
        ":incident title:slow\n"
        "wait-for Slow\n"
        "wait-idle\n"
        "*\n"
        "wait-for 3 marked\n"
        "e\n"
        "text severity\n"
        "Tab\n"
        "text labels\n"
        "Tab\n"
        "Enter\n"
        "wait-for noted on each\n"
        "text sev5\n"
        "Tab\n"
        "text +drill\n"
        "Tab\n"
        "text only a drill\n"
        "Enter\n"
        "wait-for Severity and 1 more of 3 stored\n"
        "wait-idle\n"
        "A\n"
        "wait-for LEAD of 3 incidents\n"
        "text nobody-such\n"
        "wait-idle\n"
        "Enter\n"
        "wait-for there is no\n"
        "Ctrl-U\n"
        "text jana\n"
        "Enter\n"
        "wait-for Lead of 3 stored\n"
        "wait-idle\n"
        ":q\n");
  g_assert_cmpint (machine_m77 (self,
                                NULL,
                                "list",
                                "incident",
                                "severity=sev5 label:drill lead:jana \"only a drill\"",
                                "--json",
                                NULL),
                   ==,
                   0);
  g_assert_cmpuint (m77_json_size (m77_json_get (machine_json (self), "rows")), ==, 3);
  machine_free (self);
}

/* What a list shows goes to a file. */
static void
test_export (void)
{
  Machine *self = machine_new ();
  g_autofree char *path = NULL;
  g_autofree char *keys = NULL;
  g_autofree char *text = NULL;

  if (self == NULL)
    return;
  machine_start_platform (self, NULL);
  add_profile (self);
  create_runbooks (self);
  path = machine_path (self, "books.csv");
  keys = g_strdup_printf (":runbook title:book*\nwait-for Book 4\nwait-idle\nx\nCtrl-U\ntext %s\n"
                          "Enter\nwait-for : 5 rows\n:q\n",
                          path);
  play (self, keys);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Book 4"));
  machine_free (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bulk/edit-all", test_edit_all);
  g_test_add_func ("/bulk/fields", test_fields);
  g_test_add_func ("/bulk/export", test_export);
  g_test_add_func ("/bulk/view", test_view);
  return g_test_run ();
}
