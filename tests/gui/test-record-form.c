/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-record-form"

#include "config.h"

#include "gui/widgets/gui-record-form.h"
#include "shared/base/m77-time.h"
#include "tests/gui/display.h"

static const char
    before[] = "{\"title\":\"Index lag\",\"status\":\"triggered\",\"severity\":\"sev2\","
               "\"labels\":[\"shard-1\",\"db\"],\"environment\":\"production\"}";

static GtkWidget *
row_of (GtkWidget *form, const char *title)
{
  GtkWidget *row = display_find (form, ADW_TYPE_PREFERENCES_ROW, title);

  g_assert_nonnull (row);
  return row;
}

static void
assert_json (const M77Json *value, const char *expected)
{
  g_autofree char *text = value != NULL ? m77_json_to_text (value) : g_strdup ("");

  g_assert_cmpstr (text, ==, expected);
}

static GtkWidget *
open_form (M77JsonPool *pool, const M77Json **doc)
{
  GtkWidget *form = g_object_ref_sink (g_object_new (GUI_TYPE_RECORD_FORM, NULL));
  g_autoptr (GError) error = NULL;

  *doc = m77_json_parse (pool, before, -1, &error);
  g_assert_no_error (error);
  gui_record_form_set_kind (GUI_RECORD_FORM (form), m77_kind_find ("incident"));
  gui_record_form_take (GUI_RECORD_FORM (form), *doc, TRUE);
  return form;
}

/* Sets go by element, with what the person saw as the base; what was not touched stays out. */
static void
test_collect (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc;
  GtkWidget *form = open_form (pool, &doc);
  M77Json *base, *patch, *elements;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (gui_record_form_count_touched (GUI_RECORD_FORM (form)), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (row_of (form, "Labels")), "shard-1, network");
  gtk_editable_set_text (GTK_EDITABLE (row_of (form, "Title")), "Index lag & more");
  g_assert_cmpuint (gui_record_form_count_touched (GUI_RECORD_FORM (form)), ==, 2);
  g_assert_true (
      gui_record_form_collect (GUI_RECORD_FORM (form), pool, &base, &patch, &elements, &error));
  g_assert_no_error (error);
  assert_json (patch, "{\"title\":\"Index lag & more\"}");
  assert_json (elements, "{\"labels\":{\"add\":[\"network\"],\"remove\":[\"db\"]}}");
  assert_json (m77_json_get (base, "title"), "\"Index lag\"");
  g_assert_null (m77_json_get (base, "severity"));
  g_object_unref (form);
}

/* Another's change shows where nothing was typed, and leaves alone what was. */
static void
test_follows (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc;
  GtkWidget *form = open_form (pool, &doc);
  M77Json *after = m77_json_copy (pool, doc);

  gtk_editable_set_text (GTK_EDITABLE (row_of (form, "Title")), "mine");
  m77_json_set_string (pool, after, "title", "theirs");
  m77_json_set_string (pool, after, "region", "eu");
  gui_record_form_take (GUI_RECORD_FORM (form), after, FALSE);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row_of (form, "Title"))), ==, "mine");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row_of (form, "Region"))), ==, "eu");
  gui_record_form_take (GUI_RECORD_FORM (form), after, TRUE);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row_of (form, "Title"))), ==, "theirs");
  g_object_unref (form);
}

static void
test_wrong (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc;
  GtkWidget *form = open_form (pool, &doc);
  M77Json *base, *patch, *elements;
  g_autoptr (GError) error = NULL;

  gtk_editable_set_text (GTK_EDITABLE (row_of (form, "Next update")), "tomorow 9:00");
  g_assert_false (
      gui_record_form_collect (GUI_RECORD_FORM (form), pool, &base, &patch, &elements, &error));
  g_assert_nonnull (error);
  g_object_unref (form);
}

/* What is wrong is said while one types; the same words as before take it back. */
static void
test_fault (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc;
  GtkWidget *form = open_form (pool, &doc);
  GtkEditable *row = GTK_EDITABLE (row_of (form, "Title"));

  gtk_editable_set_text (row, "");
  g_assert_nonnull (display_find (form, GTK_TYPE_LABEL, "Title: must not be empty"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
  gtk_editable_set_text (row, "Index lag");
  g_assert_null (display_find (form, GTK_TYPE_LABEL, "Title: must not be empty"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
  g_object_unref (form);
}

/* Another's change of what was touched is told, and taken by a press. */
static void
test_theirs (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc;
  GtkWidget *form = open_form (pool, &doc);
  M77Json *after = m77_json_copy (pool, doc);
  GtkEditable *row = GTK_EDITABLE (row_of (form, "Title"));
  GtkWidget *use;

  gtk_editable_set_text (row, "mine");
  m77_json_set_string (pool, after, "title", "theirs");
  gui_record_form_set_author (GUI_RECORD_FORM (form), "omar", M77_TIME_NONE);
  gui_record_form_take (GUI_RECORD_FORM (form), after, FALSE);
  use = gtk_widget_get_next_sibling (GTK_WIDGET (row));
  g_assert_true (gtk_widget_get_visible (use));
  g_signal_emit_by_name (display_find (use, GTK_TYPE_BUTTON, "Use theirs"), "clicked");
  g_assert_cmpstr (gtk_editable_get_text (row), ==, "theirs");
  g_assert_false (gtk_widget_get_visible (use));
  g_assert_cmpuint (gui_record_form_count_touched (GUI_RECORD_FORM (form)), ==, 0);
  g_object_unref (form);
}

/* What a crash left is typed again, with the base it had; a change since then is told. */
static void
test_draft (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc;
  GtkWidget *form = open_form (pool, &doc);
  M77Json *after = m77_json_copy (pool, doc);
  M77Json *base, *patch, *elements;
  g_autofree char *draft = NULL;
  g_autoptr (GError) error = NULL;

  gtk_editable_set_text (GTK_EDITABLE (row_of (form, "Title")), "mine");
  gtk_editable_set_text (GTK_EDITABLE (row_of (form, "Next update")), "tomorow");
  draft = gui_record_form_draft (GUI_RECORD_FORM (form));
  g_object_unref (form);

  form = open_form (pool, &doc);
  m77_json_set_string (pool, after, "title", "theirs");
  gui_record_form_take (GUI_RECORD_FORM (form), after, TRUE);
  g_assert_true (gui_record_form_take_draft (GUI_RECORD_FORM (form), after, draft));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row_of (form, "Title"))), ==, "mine");
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_next_sibling (row_of (form, "Title"))));
  g_assert_cmpuint (gui_record_form_count_touched (GUI_RECORD_FORM (form)), ==, 2);
  gtk_editable_set_text (GTK_EDITABLE (row_of (form, "Next update")), "");
  g_assert_true (
      gui_record_form_collect (GUI_RECORD_FORM (form), pool, &base, &patch, &elements, &error));
  g_assert_no_error (error);
  assert_json (base, "{\"title\":\"Index lag\"}");
  gui_record_form_take (GUI_RECORD_FORM (form), after, TRUE);
  g_assert_false (gui_record_form_take_draft (GUI_RECORD_FORM (form), after, "{\"fields\":7}"));
  g_object_unref (form);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add_func ("/record-form/collect", test_collect);
  g_test_add_func ("/record-form/follows", test_follows);
  g_test_add_func ("/record-form/wrong", test_wrong);
  g_test_add_func ("/record-form/fault", test_fault);
  g_test_add_func ("/record-form/theirs", test_theirs);
  g_test_add_func ("/record-form/draft", test_draft);
  status = g_test_run ();
  display_close ();
  return status;
}
