/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-delivery-view"

#include "config.h"

#include <string.h>

#include "gui/pages/gui-delivery-view.h"
#include "gui/widgets/gui-facets.h"
#include "tests/gui/display.h"

#define RECORD(id, status)                                                                         \
  "{\"id\":\"" id                                                                                  \
  "\",\"kind\":\"delivery\",\"version\":1,\"state\":\"clean\",\"doc\":{\"status\":"                \
  "\"" status "\",\"attempts\":8,\"webhook\":\"R&D <hook>\",\"error\":\"no\\u202e\",\"tries\":[{"  \
  "\"code\":503},{\"code\":500}],\"payload\":{\"to\":\"ann@shop.example\"}}}"

static char *
payload_of (GtkWidget *view)
{
  GtkWidget *text = display_find (view, GTK_TYPE_TEXT_VIEW, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
show (GtkWidget *view, const char *record)
{
  g_autoptr (GuiSight) sight = gui_sight_new (NULL, m77_kind_find ("delivery"), record, NULL);

  g_assert_nonnull (sight);
  gui_record_view_show (GUI_RECORD_VIEW (view), sight);
}

static gboolean
is_offered (GtkWidget *view, const char *label)
{
  GtkWidget *button = display_find (view, GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  return gtk_widget_get_visible (button);
}

/* What is personal is masked until one asks, for this one alone; what cannot be done is not there.
 */
static void
test_masked (void)
{
  g_autoptr (GtkWidget) view = g_object_ref_sink (g_object_new (GUI_TYPE_DELIVERY_VIEW, NULL));
  g_autofree char *masked = NULL;
  g_autofree char *bare = NULL;
  g_autofree char *next = NULL;
  GtkWidget *unmask;

  show (view, RECORD ("a", "dead"));
  masked = payload_of (view);
  g_assert_null (strstr (masked, "ann@"));
  unmask = display_find (view, GTK_TYPE_TOGGLE_BUTTON, "Unmask");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (unmask), TRUE);
  bare = payload_of (view);
  g_assert_nonnull (strstr (bare, "ann@"));
  g_assert_true (is_offered (view, "_Replay…"));
  g_assert_true (is_offered (view, "_Discard…"));
  g_assert_nonnull (display_find (view, ADW_TYPE_ACTION_ROW, "500"));

  show (view, RECORD ("b", "pending"));
  next = payload_of (view);
  g_assert_null (strstr (next, "ann@"));
  g_assert_false (is_offered (view, "_Replay…"));
}

static void
filter_cb (GtkWidget *facets, const char *filter, char **out)
{
  g_free (*out);
  *out = g_strdup (filter);
}

/* One press puts a value in, another takes it out; a name says field, value and count. */
static void
test_facets (void)
{
  static const char *const fields[] = { "status", NULL };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (M77Facets) model = m77_facets_new (NULL, m77_kind_find ("delivery"), fields, zone);
  g_autoptr (GVariant) counts = g_variant_ref_sink (
      g_variant_new_parsed ("[('dead', int64 61), ('delivered', int64 9)]"));
  g_autoptr (GtkWidget) facets = NULL;
  g_autofree char *filter = NULL;
  GtkWidget *chip;

  m77_facets_take (model, 0, counts);
  facets = g_object_ref_sink (gui_facets_new (model));
  g_signal_connect (facets, "filter", G_CALLBACK (filter_cb), &filter);
  chip = display_find (facets, GTK_TYPE_TOGGLE_BUTTON, "Dead  61");
  g_assert_nonnull (chip);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chip),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Status: Dead, 61");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
  g_assert_cmpstr (filter, ==, "status:dead");
  m77_facets_set_filter (model, "status:dead");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), FALSE);
  g_assert_cmpstr (filter, ==, "");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add_func ("/delivery-view/masked", test_masked);
  g_test_add_func ("/delivery-view/facets", test_facets);
  status = g_test_run ();
  display_close ();
  return status;
}
