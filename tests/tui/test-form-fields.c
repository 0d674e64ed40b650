/* test-form-fields.c: sets, choices, texts and drafts of a form; one field changed in place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include <glib/gstdio.h>

#include "tests/tui/screen-fixture.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-form.h"
#include "tui/screens/tui-overview.h"
#include "tui/screens/tui-values.h"

static void
find_record (TuiApp *app, TuiRecord *record)
{
  g_autoptr (M77Row)
      row = g_list_model_get_item (G_LIST_MODEL (screen_fixture_store (app, "incident")), 1);

  g_assert_true (tui_record_from_row (record, row));
}

static TuiScreen *
open_part (TuiApp *app, const char *const *fields)
{
  TuiRecord record;
  TuiScreen *form;

  find_record (app, &record);
  if (tui_app_top (app) == NULL)
    tui_app_push (app, tui_overview_new (app));
  form = fields != NULL ? tui_form_new_part (app, &record, "edit", fields)
                        : tui_form_new_edit (app, &record);
  tui_app_push (app, form);
  tui_app_draw (app);
  return form;
}

static const char *const labels[] = { "labels", NULL };
static const char *const mixed[] = { "severity", "lead", "summary", "labels", NULL };

/* By element: walked, taken out and back, added with a comma. */
static void
test_set (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  TuiScreen *form = open_part (app, labels);
  M77Json *patch = NULL;
  M77Json *elements = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpstr (tui_form_text (form, "labels"), ==, "index, slow");
  screen_fixture_press (app, "Left Del");
  g_assert_cmpstr (tui_form_text (form, "labels"), ==, "index");
  screen_fixture_press (app, "Del");
  g_assert_cmpstr (tui_form_text (form, "labels"), ==, "index, slow");
  screen_fixture_press (app, "Left Del Right Right");
  screen_fixture_type (app, "db,a b");
  screen_fixture_press (app, "Enter");
  g_assert_cmpstr (tui_form_text (form, "labels"), ==, "slow, db, a b");
  screen_fixture_compare (app, "form-set-80x24");
  g_assert_true (tui_form_collect (form, pool, &patch, &elements));
  text = m77_json_to_text (elements);
  g_assert_null (patch);
  g_assert_cmpstr (text, ==, "{\"labels\":{\"add\":[\"db\",\"a b\"],\"remove\":[\"index\"]}}");
  screen_fixture_press (app, "Ctrl-U");
  g_assert_cmpstr (tui_form_text (form, "labels"), ==, "index, slow");
  screen_fixture_free (app);
}

/* What is typed is undone word by word, whatever field it was in. */
static void
test_undo (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  TuiScreen *form = open_part (app, mixed);

  screen_fixture_press (app, "Left");
  g_assert_cmpstr (tui_form_text (form, "severity"), ==, "sev1");
  screen_fixture_press (app, "Down Down");
  screen_fixture_type (app, "one two");
  screen_fixture_press (app, "Ctrl-Z");
  g_assert_cmpstr (tui_form_text (form, "summary"), ==, "one");
  screen_fixture_press (app, "Ctrl-Z Ctrl-Z");
  g_assert_cmpstr (tui_form_text (form, "summary"), ==, "");
  g_assert_cmpstr (tui_form_text (form, "severity"), ==, "sev2");
  screen_fixture_press (app, "Ctrl-Z");
  g_assert_nonnull (strstr (app->line, "Nothing was typed"));
  screen_fixture_press (app, "Ctrl-Y Ctrl-Y Ctrl-Y");
  g_assert_cmpstr (tui_form_text (form, "severity"), ==, "sev1");
  g_assert_cmpstr (tui_form_text (form, "summary"), ==, "one two");
  screen_fixture_free (app);
}

static void
test_suggested (void)
{
  static const char *const members[] = { "jana", "omar", "mika", NULL };
  static const char *const words[] = { "shard-1", "shard-2", "slow", NULL };
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  TuiScreen *form;

  tui_values_put (app, "member", members);
  tui_values_put (app, "incident.labels", words);
  form = open_part (app, mixed);
  screen_fixture_press (app, "Down Ctrl-W");
  screen_fixture_type (app, "ma");
  tui_app_draw (app);
  screen_fixture_compare (app, "form-suggested-80x24");
  screen_fixture_press (app, "Tab");
  g_assert_cmpstr (tui_form_text (form, "lead"), ==, "omar");
  screen_fixture_press (app, "Tab Tab");
  screen_fixture_type (app, "sh");
  screen_fixture_press (app, "Tab");
  g_assert_cmpstr (tui_form_text (form, "labels"), ==, "index, slow, shard-1");
  screen_fixture_free (app);
}

/* A text opens in lines; leaving it keeps it in the form, also when Esc is pressed. */
static void
test_lines (void)
{
  static const struct
  {
    const char *name;
    int rows, cols;
  } sizes[] = { { "writer-80x24", 24, 80 },
                { "writer-40x15", 15, 40 },
                { "writer-200x60", 60, 200 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      TuiApp *app = screen_fixture_new (sizes[i].rows, sizes[i].cols, FALSE);
      TuiScreen *form = open_part (app, mixed);

      screen_fixture_press (app, "Down Down Enter");
      g_assert_nonnull (app->panel);
      screen_fixture_type (app, "Rebuild of shard 3 blocks the queue; readers get what was before");
      screen_fixture_press (app, "Enter");
      screen_fixture_type (app, "\346\263\250\346\226\207 wide");
      screen_fixture_compare (app, sizes[i].name);
      screen_fixture_press (app, "Esc");
      g_assert_null (app->panel);
      g_assert_true (g_str_has_suffix (tui_form_text (form, "summary"),
                                       "before\n\346\263\250\346\226\207 wide"));
      screen_fixture_free (app);
    }
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

/* A console that is gone without a word left what was typed. */
static void
test_draft (void)
{
  g_autofree char *directory = g_dir_make_tmp ("m77-form-XXXXXX", NULL);
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  TuiScreen *form;

  app->drafts = m77_drafts_new (NULL, directory);
  open_part (app, mixed);
  screen_fixture_press (app, "Left Down Down");
  screen_fixture_type (app, "typed");
  m77_drafts_flush (app->drafts);
  while (m77_drafts_is_busy (app->drafts))
    g_main_context_iteration (NULL, TRUE);
  app->drafts = NULL; /* not freed: that would keep it, too */
  screen_fixture_free (app);

  app = screen_fixture_new (24, 80, FALSE);
  app->drafts = m77_drafts_new (NULL, directory);
  form = open_part (app, mixed);
  while (*tui_form_text (form, "summary") == '\0')
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (tui_form_text (form, "summary"), ==, "typed");
  g_assert_cmpstr (tui_form_text (form, "severity"), ==, "sev1");
  screen_fixture_free (app);
  remove_tree (directory);
}

/* Enter on a field of a record changes it there. */
static void
test_in_place (void)
{
  TuiApp *app = screen_fixture_start (24, 80, FALSE);

  screen_fixture_press (app, "1 A");
  g_assert_nonnull (app->panel);
  screen_fixture_type (app, "om");
  screen_fixture_compare (app, "field-bar-80x24");
  screen_fixture_press (app, "Enter");
  g_assert_nonnull (app->panel); /* no agent takes it here */
  screen_fixture_press (app, "Esc z");
  screen_fixture_compare (app, "snooze-80x24");
  screen_fixture_press (app, "Esc 2 m Esc");
  g_assert_null (app->panel);
  screen_fixture_free (app);
}

static void
test_sizes (void)
{
  static const struct
  {
    const char *name;
    int rows, cols;
    gboolean ascii;
  } sizes[] = { { "form-40x15", 15, 40, FALSE },
                { "form-200x60", 60, 200, FALSE },
                { "form-ascii", 24, 80, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      TuiApp *app = screen_fixture_new (sizes[i].rows, sizes[i].cols, sizes[i].ascii);

      open_part (app, NULL);
      screen_fixture_press (app, "Down Right Down Down");
      screen_fixture_compare (app, sizes[i].name);
      screen_fixture_free (app);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form-fields/set", test_set);
  g_test_add_func ("/form-fields/undo", test_undo);
  g_test_add_func ("/form-fields/suggested", test_suggested);
  g_test_add_func ("/form-fields/lines", test_lines);
  g_test_add_func ("/form-fields/draft", test_draft);
  g_test_add_func ("/form-fields/in-place", test_in_place);
  g_test_add_func ("/form-fields/sizes", test_sizes);
  return g_test_run ();
}
