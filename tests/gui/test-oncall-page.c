/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-oncall-page"

#include "config.h"

#include "gui/pages/gui-oncall-groups.h"
#include "gui/widgets/gui-fold.h"
#include "gui/widgets/gui-lanes.h"
#include "gui/widgets/gui-readiness.h"
#include "shared/base/m77-time.h"
#include "shared/client/m77-row-private.h"
#include "tests/gui/display.h"

#define SCHEDULE                                                                                   \
  "{\"name\":\"R&D <b>\",\"overrides\":{\"o1\":{\"member\":\"lena\",\"starts_at\":\"2030-05-18"    \
  "T06:00:00.000Z\",\"ends_at\":\"2030-05-18T18:00:00.000Z\",\"replaces\":\"omar\",\"by\":"        \
  "\"omar\"}},\"shifts\":[{\"starts_at\":\"2030-05-17T06:00:00.000Z\",\"ends_at\":\"2030-05-18"    \
  "T02:00:00.000Z\",\"member\":\"jana\",\"cause\":\"daily\"},{\"starts_at\":\"2030-05-18T06:00:"   \
  "00.000Z\",\"ends_at\":\"2030-05-18T18:00:00.000Z\",\"member\":\"lena\",\"cause\":\"override"    \
  "\"}]}"

static M77Row *
new_row (const char *kind, const char *id, const char *doc)
{
  M77Row *row = m77_row_new ();
  g_autoptr (GVariant) window = g_variant_ref_sink (g_variant_new (
      "(xssxxssus)", (gint64) 1, kind, id, (gint64) 1, (gint64) 0, "clean", "", 0u, doc));

  m77_row_fill (row, window);
  return row;
}

static GuiOncallMoment
moment_at (const char *at)
{
  static GTimeZone *zone;

  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  return (GuiOncallMoment){ .now = m77_time_parse ("2030-05-17T12:00:00Z"),
                            .at = m77_time_parse (at),
                            .zone = zone,
                            .member = "jana" };
}

/* Nobody and not known are two things. */
static void
test_who (void)
{
  g_autoptr (M77Row) row = new_row ("schedule", "s1", SCHEDULE);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GtkWidget *group = g_object_ref_sink (gui_row_group_new ("now"));
  GuiOncallMoment moment = moment_at ("2030-05-17T12:00:00Z");

  g_ptr_array_add (rows, row);
  gui_oncall_show_schedules (GUI_ROW_GROUP (group), rows, &moment);
  g_assert_nonnull (display_find (group, ADW_TYPE_ACTION_ROW, "R&D <b>: jana (you)"));
  moment = moment_at ("2030-05-18T03:00:00Z");
  gui_oncall_show_schedules (GUI_ROW_GROUP (group), rows, &moment);
  g_assert_nonnull (display_find (group, ADW_TYPE_ACTION_ROW, "R&D <b>: NOBODY"));
  moment = moment_at ("2030-06-18T03:00:00Z");
  gui_oncall_show_schedules (GUI_ROW_GROUP (group), rows, &moment);
  g_assert_nonnull (display_find (group, ADW_TYPE_ACTION_ROW, "R&D <b>: not known"));
  moment = moment_at ("2030-05-17T12:00:00Z");
  gui_oncall_show_overrides (GUI_ROW_GROUP (group), rows, &moment);
  g_assert_nonnull (display_find (group, ADW_TYPE_ACTION_ROW, "R&D <b>: lena instead of omar"));
  g_object_unref (group);
}

/* Only whom it is offered to accepts it. */
static void
test_handover (void)
{
  g_autoptr (M77Row)
      row = new_row ("handover",
                     "h1",
                     "{\"number\":31,\"status\":\"offered\",\"schedule\":\"primary\","
                     "\"from\":\"omar\",\"to\":\"jana\"}");
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GtkWidget *group = g_object_ref_sink (gui_row_group_new ("handovers"));
  GuiOncallMoment moment = moment_at ("2030-05-17T12:00:00Z");
  GtkWidget *button;

  g_ptr_array_add (rows, row);
  gui_oncall_show_handovers (GUI_ROW_GROUP (group), rows, &moment);
  button = display_find (group, GTK_TYPE_BUTTON, "Accept…");
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_visible (button));
  moment.member = "omar";
  gui_oncall_show_handovers (GUI_ROW_GROUP (group), rows, &moment);
  g_assert_false (gtk_widget_get_visible (button));
  g_object_unref (group);
}

/* What nobody covers is a part of its own, and says so to those who do not see it hatched. */
static void
test_lanes (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GPtrArray) schedules = g_ptr_array_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  gint64 from = m77_time_parse ("2030-05-17T12:00:00Z");
  GtkWidget *lanes = g_object_ref_sink (g_object_new (GUI_TYPE_LANES, NULL));
  GtkWidget *gap;

  g_ptr_array_add (schedules, m77_json_parse (pool, SCHEDULE, -1, NULL));
  gui_lanes_show (GUI_LANES (lanes), schedules, from, from, zone, "lena");
  gap = display_find (lanes, GTK_TYPE_LABEL, "NOBODY");
  g_assert_nonnull (gap);
  g_assert_true (gtk_widget_has_css_class (gap, "lane-gap"));
  g_assert_true (
      gtk_widget_has_css_class (display_find (lanes, GTK_TYPE_LABEL, "lena"), "lane-mine"));
  g_assert_nonnull (display_find (lanes, GTK_TYPE_LABEL, "not known"));
  g_ptr_array_set_size (schedules, 0);
  gui_lanes_show (GUI_LANES (lanes), schedules, from, from, zone, NULL);
  g_assert_null (display_find (lanes, GTK_TYPE_LABEL, "NOBODY"));
  g_object_unref (lanes);
}

/* What is bad stands first, with what mends it. */
static void
test_ready (void)
{
  GtkWidget *ready = g_object_ref_sink (g_object_new (GUI_TYPE_READINESS, NULL));
  GtkWidget *bad, *good;

  gui_readiness_take (
      GUI_READINESS (ready),
      "{\"checks\":[{\"name\":\"disk\",\"state\":\"good\",\"text\":\"fine\"},{"
      "\"name\":\"token\",\"state\":\"bad\",\"text\":\"ends\",\"mend\":\"sign in\"}]}");
  bad = display_find (ready, ADW_TYPE_ACTION_ROW, "✗ token");
  good = display_find (ready, ADW_TYPE_ACTION_ROW, "✓ disk");
  g_assert_nonnull (bad);
  g_assert_true (gtk_widget_get_next_sibling (bad) == good);
  g_assert_nonnull (display_find (bad, GTK_TYPE_LABEL, "ends\nsign in"));
  g_object_unref (ready);
}

/* Side by side where there is room, else one below the other. */
static void
test_fold (void)
{
  GtkWidget *fold = g_object_ref_sink (g_object_new (GUI_TYPE_FOLD,
                                                     "together",
                                                     300,
                                                     "first",
                                                     gtk_label_new ("one"),
                                                     "second",
                                                     gtk_label_new ("two"),
                                                     NULL));
  int wide, narrow;

  gtk_widget_measure (fold, GTK_ORIENTATION_VERTICAL, 400, &wide, NULL, NULL, NULL);
  gtk_widget_measure (fold, GTK_ORIENTATION_VERTICAL, 200, &narrow, NULL, NULL, NULL);
  g_assert_cmpint (wide, >, 0);
  g_assert_cmpint (narrow, >=, 2 * wide);
  g_object_unref (fold);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add_func ("/oncall-page/who", test_who);
  g_test_add_func ("/oncall-page/handover", test_handover);
  g_test_add_func ("/oncall-page/lanes", test_lanes);
  g_test_add_func ("/oncall-page/ready", test_ready);
  g_test_add_func ("/oncall-page/fold", test_fold);
  status = g_test_run ();
  display_close ();
  return status;
}
