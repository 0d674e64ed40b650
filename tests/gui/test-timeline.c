/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-timeline"

#include "config.h"

#include "gui/pages/gui-record-page.h"
#include "gui/widgets/gui-composer.h"
#include "gui/widgets/gui-entry.h"
#include "gui/widgets/gui-room-head.h"
#include "gui/widgets/gui-tasks.h"
#include "gui/widgets/gui-timeline.h"
#include "shared/base/m77-time.h"
#include "tests/gui/display.h"

#define SENT(id, text)                                                                             \
  "{\"id\":\"" id "\",\"at\":\"2026-01-01T03:00:00.000Z\",\"received_at\":\"2026-01-01T03:00"      \
  ":01.000Z\",\"author\":\"jana\",\"kind\":\"note\",\"audience\":\"internal\",\"text\":\"" text    \
  "\"}"
#define OWN(id, text)                                                                              \
  "{\"id\":\"" id "\",\"at\":\"2026-01-01T03:11:00.000Z\",\"author\":\"jana\",\"kind\":"           \
  "\"note\",\"audience\":\"public\",\"text\":\"" text "\"}"

static void
show (GtkWidget *timeline, const char *json, const char *pending, GuiTimelineOnly only)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  GuiTimelineSource source = {
    .log = m77_kind_field (m77_kind_find ("incident"), "timeline"),
    .entries = m77_json_parse (pool, json, -1, NULL),
    .pending = pending != NULL ? m77_json_parse (pool, pending, -1, NULL) : NULL,
    .member = "jana",
    .is_offline = TRUE,
    .as_of = m77_time_parse ("2026-01-01T03:04:00.000Z"),
    .now = m77_time_parse ("2026-01-01T03:15:00.000Z"),
    .only = only,
  };

  gui_timeline_show (GUI_TIMELINE (timeline), &source);
}

static GuiEntry *
line (GtkWidget *timeline, guint position)
{
  GListModel *lines = gui_timeline_model (GUI_TIMELINE (timeline));
  GuiEntry *entry = g_list_model_get_item (lines, position);

  g_assert_nonnull (entry);
  g_object_unref (entry);
  return entry;
}

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, GString *out)
{
  g_string_append_printf (out, "%u-%u+%u ", position, removed, added);
}

/* What is the same stays the same object; only what came is told. */
static void
test_still (void)
{
  GtkWidget *timeline = g_object_ref_sink (g_object_new (GUI_TYPE_TIMELINE, NULL));
  GListModel *lines = gui_timeline_model (GUI_TIMELINE (timeline));
  g_autoptr (GString) told = g_string_new (NULL);
  GuiEntry *first;

  show (timeline, "[" SENT ("a", "one") "," SENT ("b", "two") "]", NULL, GUI_TIMELINE_ALL);
  first = line (timeline, 0);
  g_signal_connect (lines, "items-changed", G_CALLBACK (changed_cb), told);
  show (timeline, "[" SENT ("a", "one") "," SENT ("b", "two") "]", NULL, GUI_TIMELINE_ALL);
  g_assert_cmpstr (told->str, ==, "");
  show (timeline,
        "[" SENT ("a", "one") "," SENT ("c", "between") "," SENT ("b", "two") "]",
        NULL,
        GUI_TIMELINE_ALL);
  g_assert_cmpstr (told->str, ==, "1-0+1 ");
  g_assert_true (line (timeline, 0) == first);
  g_object_unref (timeline);
}

/* Under the platform's last word stands what is this machine's own. */
static void
test_own (void)
{
  static const char json[] = "[" SENT ("a", "one") "," OWN ("b", "<b>R&D</b>") "]";
  GtkWidget *timeline = g_object_ref_sink (g_object_new (GUI_TYPE_TIMELINE, NULL));
  g_autofree char *sentence = NULL;

  show (timeline,
        json,
        "{\"action\":\"acknowledge\",\"state\":\"queued\",\"operation\":\"o\",\"asked_at\":"
        "\"2026-01-01T03:12:00.000Z\"}",
        GUI_TIMELINE_ALL);
  g_assert_cmpuint (g_list_model_get_n_items (gui_timeline_model (GUI_TIMELINE (timeline))), ==, 4);
  g_assert_cmpint (line (timeline, 0)->mark, ==, GUI_ENTRY_WRITTEN);
  g_assert_cmpint (line (timeline, 1)->mark, ==, GUI_ENTRY_RULE);
  g_assert_cmpint (line (timeline, 2)->mark, ==, GUI_ENTRY_PENDING);
  g_assert_cmpint (line (timeline, 3)->mark, ==, GUI_ENTRY_QUEUED);
  g_assert_cmpstr (line (timeline, 3)->text, ==, "acknowledge: queued, NOT delivered");
  sentence = gui_entry_sentence (line (timeline, 2));
  g_assert_true (g_str_has_suffix (sentence, "jana, Public, pending: <b>R&D</b>"));
  show (timeline, json, NULL, GUI_TIMELINE_OTHERS);
  g_assert_cmpuint (g_list_model_get_n_items (gui_timeline_model (GUI_TIMELINE (timeline))), ==, 2);
  g_object_unref (timeline);
}

static void
add_cb (GuiComposer *composer, const char *text, const char *audience, GString *out)
{
  g_string_append_printf (out, "%s/%s ", audience, text);
}

/* Nothing is added of nothing; what is for others says so on its button. */
static void
test_composer (void)
{
  GtkWidget *composer = g_object_ref_sink (g_object_new (GUI_TYPE_COMPOSER, NULL));
  g_autoptr (GString) added = g_string_new (NULL);
  GtkWidget *audience = display_find (composer, GTK_TYPE_DROP_DOWN, NULL);

  g_signal_connect (composer, "add", G_CALLBACK (add_cb), added);
  gui_composer_set_audiences (GUI_COMPOSER (composer), TRUE);
  g_signal_emit_by_name (display_find (composer, GTK_TYPE_BUTTON, "Add"), "clicked");
  g_assert_cmpstr (added->str, ==, "");
  g_assert_nonnull (display_find (composer, GTK_TYPE_LABEL, "A note has some words"));
  gui_composer_set_text (GUI_COMPOSER (composer), "a note\n");
  g_signal_emit_by_name (display_find (composer, GTK_TYPE_BUTTON, "Add"), "clicked");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (audience), 2);
  g_signal_emit_by_name (display_find (composer, GTK_TYPE_BUTTON, "Announce…"), "clicked");
  g_assert_cmpstr (added->str, ==, "internal/a note public/a note ");
  g_object_unref (composer);
}

static void
task_cb (GuiTasks *tasks, const char *key, const char *task, GString *out)
{
  g_string_append_printf (out, "%s %s", key, task);
}

/* A tick says who did it; the box follows the record, not the press. */
static void
test_tasks (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *incident = m77_json_parse (
      pool,
      "{\"tasks\":{\"a\":{\"text\":\"R&D <b>\",\"assignee\":\"mika\"},\"b\":{\"text\":\"y\","
      "\"done_at\":\"2026-01-01T03:00:00.000Z\",\"done_by\":\"omar\"}}}",
      -1,
      NULL);
  GtkWidget *tasks = g_object_ref_sink (g_object_new (GUI_TYPE_TASKS, NULL));
  g_autoptr (GString) changed = g_string_new (NULL);
  GtkWidget *row;

  g_signal_connect (tasks, "changed", G_CALLBACK (task_cb), changed);
  gui_tasks_show (GUI_TASKS (tasks), incident, "jana");
  g_assert_cmpstr (changed->str, ==, "");
  row = display_find (tasks, ADW_TYPE_ACTION_ROW, "R&D <b>");
  g_assert_nonnull (row);
  g_assert_nonnull (display_find (tasks, GTK_TYPE_LABEL, "Tasks, 1 of 2 open"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (display_find (row, GTK_TYPE_CHECK_BUTTON, NULL)),
                               TRUE);
  g_assert_true (g_str_has_prefix (changed->str, "a {\"text\":\"R&D <b>\",\"assignee\":\"mika\","));
  g_assert_nonnull (strstr (changed->str, "\"done_by\":\"jana\""));
  g_object_unref (tasks);
}

/* What was asked for and is not there is told in the room, whatever else is. */
static void
test_room (void)
{
  GuiRecordPage *page = g_object_ref_sink (g_object_new (GUI_TYPE_RECORD_PAGE, NULL));
  GtkWidget *head;

  gui_record_page_show (page, m77_kind_find ("incident"), "i1");
  gui_record_page_take (
      page,
      "{\"kind\":\"incident\",\"id\":\"i1\",\"state\":\"pending\",\"pending_action\":{\"action\":"
      "\"acknowledge\",\"state\":\"queued\",\"operation\":\"o1\",\"asked_at\":\"2026-01-01T03:12:"
      "00.000Z\"},\"doc\":{\"title\":\"Cards\",\"status\":\"triggered\",\"severity\":\"sev1\","
      "\"environment\":\"production\",\"lead\":\"jana\",\"bridge\":\"https://x.example/\","
      "\"next_update_due\":\"2026-01-01T03:12:00.000Z\",\"timeline\":[" SENT ("a", "one") "]}}");
  head = display_find (GTK_WIDGET (page), GUI_TYPE_ROOM_HEAD, NULL);
  g_assert_nonnull (head);
  g_assert_nonnull (display_find (head, GTK_TYPE_MENU_BUTTON, "Lead  jana"));
  g_assert_true (gtk_widget_get_visible (display_find (head, GTK_TYPE_BUTTON, "Withdraw")));
  g_assert_true (gtk_widget_get_visible (display_find (head, GTK_TYPE_LABEL, "PRODUCTION")));
  g_assert_nonnull (display_find (GTK_WIDGET (page), GUI_TYPE_COMPOSER, NULL));
  g_object_unref (page);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add_func ("/timeline/still", test_still);
  g_test_add_func ("/timeline/own", test_own);
  g_test_add_func ("/timeline/composer", test_composer);
  g_test_add_func ("/timeline/tasks", test_tasks);
  g_test_add_func ("/timeline/room", test_room);
  status = g_test_run ();
  display_close ();
  return status;
}
