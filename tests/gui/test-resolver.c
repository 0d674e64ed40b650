/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-resolver"

#include "config.h"

#include "gui/gui-theme.h"
#include "gui/pages/gui-resolver.h"
#include "gui/widgets/gui-conflict-card.h"
#include "gui/widgets/gui-outbox-row.h"
#include "shared/model/m77-outbox.h"
#include "tests/gui/display.h"

#define HEAD                                                                                       \
  "{\"id\":\"o1\",\"kind\":\"incident\",\"record\":\"r1\",\"key\":\"INC-2036\","                   \
  "\"title\":\"R&D <b>bounces</b>\",\"type\":\"update\",\"state\":\"conflict\","                   \
  "\"author\":\"jana\",\"clash\":\"edit\",\"theirs_by\":\"omar\",\"decision\":null,"
#define SUMMARY                                                                                    \
  "{\"path\":\"summary\",\"label\":\"Summary\",\"type\":\"text\",\"rule\":\"text\",\"asks\":true," \
  "\"base\":\"bounce since 20:05\",\"theirs\":\"bounce since 19:50\",\"mine\":\"bounce since "     \
  "20:05: DKIM\",\"merged\":\"bounce since 19:50\",\"both\":\"19:50 20:05: DKIM\","                \
  "\"takes\":[\"theirs\",\"mine\",\"both\",\"value\"]}"
#define SEVERITY(theirs)                                                                           \
  "{\"path\":\"severity\",\"label\":\"Severity\",\"type\":\"ranked\",\"rule\":\"raise\","          \
  "\"asks\":true,\"base\":\"sev2\",\"theirs\":\"" theirs "\",\"mine\":\"sev3\",\"merged\":\"sev1"  \
  "\",\"both\":null,\"takes\":[\"theirs\",\"mine\",\"value\"]}"
#define LABELS                                                                                     \
  "{\"path\":\"labels\",\"label\":\"Labels\",\"type\":\"set\",\"rule\":\"set\",\"asks\":false,"    \
  "\"base\":[\"a\"],\"theirs\":[\"a\",\"b\"],\"mine\":[\"a\",\"c\"],\"merged\":[\"a\",\"b\","      \
  "\"c\"],\"both\":null,\"takes\":[\"theirs\",\"mine\"]}"
#define CONFLICT(version, theirs)                                                                  \
  HEAD "\"theirs_version\":" version ",\"fields\":[" SUMMARY "," SEVERITY (theirs) "," LABELS "]}"

static GtkWidget *
card_of (GtkWidget *resolver, const char *label)
{
  GtkWidget *found = display_find (resolver, GTK_TYPE_LABEL, label);

  g_assert_nonnull (found);
  return gtk_widget_get_ancestor (found, GUI_TYPE_CONFLICT_CARD);
}

static void
press (GtkWidget *card, const char *label)
{
  GtkWidget *button = display_find (card, GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
  display_settle ();
}

static void
assert_says (GtkWidget *root, const char *text)
{
  if (display_find (root, GTK_TYPE_LABEL, text) == NULL)
    g_error ("nothing says \"%s\"", text);
}

/* Choices are counted, the same again opens, and a newer theirs reopens what it changed. */
static void
test_decide (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *resolver = g_object_new (GUI_TYPE_RESOLVER, NULL);
  GtkWidget *card;

  gtk_window_set_child (GTK_WINDOW (window), resolver);
  gui_resolver_take (GUI_RESOLVER (resolver), CONFLICT ("9", "sev1"));
  gtk_window_present (GTK_WINDOW (window));
  display_settle ();
  assert_says (resolver, "INC-2036 R&D <b>bounces</b>");
  assert_says (resolver, "0 of 2 decided");
  assert_says (resolver, "bounce since 20:05: DKIM");

  press (card_of (resolver, "Severity"), "_Theirs");
  assert_says (resolver, "1 of 2 decided");
  press (card_of (resolver, "Summary"), "_Both");
  assert_says (resolver, "2 of 2 decided");
  press (card_of (resolver, "Summary"), "_Both");
  assert_says (resolver, "1 of 2 decided");
  card = card_of (resolver, "Severity");
  g_assert_false (gtk_widget_get_visible (display_find (card, GTK_TYPE_BUTTON, "_Both")));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (card),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Severity");

  gui_resolver_take (GUI_RESOLVER (resolver), CONFLICT ("10", "sev4"));
  display_settle ();
  assert_says (resolver, "0 of 2 decided");
  assert_says (card_of (resolver, "Severity"), "Open again: theirs moved on");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What is typed stands as far as it is a value. */
static void
test_edit (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *resolver = g_object_new (GUI_TYPE_RESOLVER, NULL);
  GtkWidget *text;
  GtkTextBuffer *buffer;

  gtk_window_set_child (GTK_WINDOW (window), resolver);
  gui_resolver_take (GUI_RESOLVER (resolver), CONFLICT ("9", "sev1"));
  press (card_of (resolver, "Summary"), "_Edit");
  assert_says (resolver, "1 of 2 decided");
  text = display_find (card_of (resolver, "Summary"), GTK_TYPE_TEXT_VIEW, NULL);
  g_assert_nonnull (text);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  gtk_text_buffer_set_text (buffer, "bounce since 19:50: DKIM", -1);
  display_settle ();
  assert_says (card_of (resolver, "Summary"), "edited");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A theme that is not read would show as the toolkit's own colours. */
static void
test_theme (void)
{
  for (GuiMode mode = GUI_MODE_LIGHT; mode < GUI_N_MODES; mode++)
    {
      g_autofree char *css = gui_theme_css (mode);
      GdkRGBA added, removed;

      g_assert_nonnull (strstr (css, "@define-color m77_bad "));
      g_assert_nonnull (strstr (css, "@define-color accent_bg_color "));
      g_assert_true (gui_theme_colour ("added", TRUE, mode, &added));
      g_assert_true (gui_theme_colour ("removed", TRUE, mode, &removed));
      g_assert_false (gdk_rgba_equal (&added, &removed));
      g_assert_false (gui_theme_colour ("nothing", FALSE, mode, &added));
    }
}

static void
test_outbox_row (void)
{
  g_autoptr (M77OutboxModel) model = m77_outbox_model_new (NULL);
  g_autoptr (M77OutboxItem) item = NULL;
  GtkWidget *row = g_object_ref_sink (gui_outbox_row_new ());

  m77_outbox_model_take (model,
                         "[{\"id\":\"a\",\"seq\":1,\"state\":\"rejected\",\"type\":\"create\","
                         "\"key\":\"INC-1\",\"title\":\"a\\u202eb\",\"detail\":\"no\\nline\"}]");
  item = g_list_model_get_item (G_LIST_MODEL (model), 0);
  gui_outbox_row_set_item (GUI_OUTBOX_ROW (row), item);
  assert_says (row, "INC-1 a<202E>b");
  assert_says (row, "Rejected · create · no\\line");
  gui_outbox_row_set_item (GUI_OUTBOX_ROW (row), NULL);
  g_object_unref (row);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add_func ("/resolver/decide", test_decide);
  g_test_add_func ("/resolver/edit", test_edit);
  g_test_add_func ("/resolver/theme", test_theme);
  g_test_add_func ("/resolver/outbox-row", test_outbox_row);
  status = g_test_run ();
  display_close ();
  return status;
}
