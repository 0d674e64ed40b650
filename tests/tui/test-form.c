/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "tests/tui/screen-fixture.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-call.h"
#include "tui/screens/tui-editor.h"
#include "tui/screens/tui-form-field.h"
#include "tui/screens/tui-form.h"
#include "tui/screens/tui-overview.h"

static TuiScreen *
open_form (TuiApp *app)
{
  g_autoptr (M77Row)
      row = g_list_model_get_item (G_LIST_MODEL (screen_fixture_store (app, "incident")), 1);
  TuiRecord record;
  TuiScreen *form;

  g_assert_true (tui_record_from_row (&record, row));
  form = tui_form_new_edit (app, &record);
  tui_app_push (app, form);
  tui_app_draw (app);
  return form;
}

static void
go_to (TuiApp *app, TuiScreen *form, const char *field)
{
  /* Typing a mark finds which field has the focus. */
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *before = g_strdup (tui_form_text (form, field));

      screen_fixture_type (app, "#");
      if (strcmp (before, tui_form_text (form, field)) != 0)
        {
          screen_fixture_press (app, "Backspace");
          return;
        }
      screen_fixture_press (app, "Backspace Tab");
    }
  g_assert_not_reached ();
}

static void
test_unchanged (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  TuiScreen *form = open_form (app);
  M77Json *patch = NULL;
  M77Json *elements = NULL;

  g_assert_true (tui_form_collect (form, pool, &patch, &elements));
  g_assert_null (patch);
  g_assert_null (elements);
  screen_fixture_free (app);
}

/* A scalar is a patch, a set changes by element: what others did to the rest of it stays. */
static void
test_edit (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  TuiScreen *form = open_form (app);
  M77Json *patch = NULL;
  M77Json *elements = NULL;
  g_autofree char *patch_text = NULL;
  g_autofree char *elements_text = NULL;

  go_to (app, form, "region");
  screen_fixture_press (app, "Backspace Backspace");
  screen_fixture_type (app, "us");
  go_to (app, form, "labels");
  screen_fixture_type (app, ", db");
  g_assert_true (tui_form_collect (form, pool, &patch, &elements));
  patch_text = m77_json_to_text (patch);
  elements_text = m77_json_to_text (elements);
  g_assert_cmpstr (patch_text, ==, "{\"region\":\"us\"}");
  g_assert_cmpstr (elements_text, ==, "{\"labels\":{\"add\":[\"db\"]}}");
  screen_fixture_free (app);
}

static void
test_wrong (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  TuiScreen *form = open_form (app);
  M77Json *patch = NULL;
  M77Json *elements = NULL;
  g_autofree char *text = NULL;

  go_to (app, form, "severity");
  screen_fixture_type (app, "9");
  g_assert_false (tui_form_collect (form, pool, &patch, &elements));
  text = tui_canvas_to_text (app->canvas, FALSE);
  g_assert_nonnull (strstr (text, "1 changed, 1 wrong"));
  screen_fixture_press (app, "Ctrl-U");
  g_assert_true (tui_form_collect (form, pool, &patch, &elements));
  screen_fixture_free (app);
}

/* Where nothing can take it, what was typed stays before the person. */
static void
test_no_agent (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  TuiScreen *form;

  tui_app_push (app, tui_overview_new (app));
  form = open_form (app);
  go_to (app, form, "summary");
  screen_fixture_type (app, "typed in vain?");
  screen_fixture_press (app, "Ctrl-D");
  g_assert_true (tui_app_top (app) == form);
  g_assert_true (screen_fixture_shows (app, "not stored: no agent yet"));
  g_assert_nonnull (strstr (tui_form_text (form, "summary"), "typed in vain?"));
  screen_fixture_press (app, "Esc");
  g_assert_true (tui_app_top (app) == form);
  g_assert_true (screen_fixture_shows (app, "Esc again leaves"));
  screen_fixture_press (app, "Esc");
  g_assert_true (tui_app_top (app) != form);
  screen_fixture_free (app);
}

/* The agent went while it was stored: the form is back with what was typed, not in the way of
 * what is being typed meanwhile. */
static void
test_lost (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  g_autoptr (GError) error = g_error_new (M77_ERROR, M77_ERROR_FAILED, "the agent has gone");
  TuiScreen *form;
  TuiCall *call;

  tui_app_push (app, tui_overview_new (app));
  form = open_form (app);
  go_to (app, form, "summary");
  screen_fixture_type (app, "typed in vain?");
  call = tui_call_begin (app, "Edit");
  tui_call_keep (call, "a draft", "");
  g_assert_true (tui_app_top (app) != form);
  tui_call_fail (call, error);
  tui_call_end (call);
  tui_app_draw (app);
  g_assert_true (tui_app_top (app) == form);
  g_assert_true (screen_fixture_shows (app, "the agent has gone"));
  g_assert_true (screen_fixture_shows (app, "typed in vain?"));

  call = tui_call_begin (app, "Edit");
  tui_call_keep (call, "a draft", "");
  screen_fixture_press (app, "1 n");
  g_assert_nonnull (app->panel);
  tui_call_fail (call, error);
  tui_call_end (call);
  g_assert_nonnull (app->panel);
  g_assert_true (tui_app_top (app) != form);
  screen_fixture_press (app, "Esc 2");
  g_assert_true (tui_app_top (app) != form);
  screen_fixture_press (app, "q");
  g_assert_true (tui_app_top (app) == form);

  call = tui_call_begin (app, "Edit");
  tui_call_keep (call, "a draft", "");
  tui_call_end (call);
  g_assert_true (tui_app_top (app) != form);
  screen_fixture_free (app);
}

/* Opening and leaving an editor changes nothing, whatever the text ended in. */
static void
test_editor (void)
{
  static const char *const cases[][3] = {
    { "one", "one\n", "one" },           { "one", "one", "one" }, { "one\n", "one\n", "one\n" },
    { "one\n\n", "one\n\n", "one\n\n" }, { "", "", "" },          { "one", "one\n\n", "one\n" },
    { "one\n", "one", "one" },           { "", "new\n", "new" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = tui_editor_settle (cases[i][0], g_strdup (cases[i][1]));

      g_assert_cmpstr (text, ==, cases[i][2]);
    }
}

static void
test_one_line (void)
{
  const M77Kind *kind = m77_kind_find ("incident");
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  const TuiMoment moment = { 0, zone };
  TuiFormField field;

  tui_form_field_init (&field, kind, m77_kind_field (kind, "title"), NULL, NULL, &moment);
  g_assert_true (tui_form_field_take (&field, "Cards fail \n"));
  g_assert_cmpstr (field.entry.text->str, ==, "Cards fail ");
  g_assert_false (tui_form_field_take (&field, "Cards\nfail"));
  g_assert_cmpstr (field.entry.text->str, ==, "Cards fail");
  tui_form_field_clear (&field);
  tui_form_field_init (&field, kind, m77_kind_field (kind, "summary"), NULL, NULL, &moment);
  g_assert_true (tui_form_field_take (&field, "Cards\nfail\n"));
  g_assert_cmpstr (field.entry.text->str, ==, "Cards\nfail\n");
  tui_form_field_clear (&field);
}

static void
test_note_without_agent (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  tui_app_push (app, tui_overview_new (app));
  screen_fixture_press (app, "1 n");
  screen_fixture_type (app, "pods are healthy");
  screen_fixture_press (app, "Enter");
  g_assert_nonnull (app->panel);
  g_assert_true (screen_fixture_shows (app, "pods are healthy"));
  g_assert_true (screen_fixture_shows (app, "no agent yet"));
  screen_fixture_free (app);
}

/* Also a reason that was typed for an action. */
static void
test_act_without_agent (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  g_autoptr (M77Row)
      row = g_list_model_get_item (G_LIST_MODEL (screen_fixture_store (app, "incident")), 1);
  TuiRecord record;

  g_assert_true (tui_record_from_row (&record, row));
  tui_app_push (app, tui_overview_new (app));
  tui_act_open (app, &record, m77_kind_action (record.kind, "acknowledge"));
  g_assert_nonnull (app->panel);
  tui_app_draw (app);
  screen_fixture_type (app, "nobody answers");
  screen_fixture_press (app, "Enter");
  g_assert_nonnull (app->panel);
  g_assert_true (screen_fixture_shows (app, "nobody answers"));
  g_assert_true (screen_fixture_shows (app, "no agent yet"));
  screen_fixture_free (app);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form/unchanged", test_unchanged);
  g_test_add_func ("/form/edit", test_edit);
  g_test_add_func ("/form/wrong", test_wrong);
  g_test_add_func ("/form/no-agent", test_no_agent);
  g_test_add_func ("/form/lost", test_lost);
  g_test_add_func ("/form/editor", test_editor);
  g_test_add_func ("/form/one-line", test_one_line);
  g_test_add_func ("/form/note-without-agent", test_note_without_agent);
  g_test_add_func ("/form/act-without-agent", test_act_without_agent);
  return g_test_run ();
}
