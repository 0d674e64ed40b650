/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-lanes"

#include "config.h"

#include "gui/widgets/gui-lanes.h"

#include <glib/gi18n.h>

#include "gui/gui-a11y.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-lane.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-duty.h"

#define DAYS   7
#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

struct _GuiLanes
{
  AdwBin parent;
  GtkBox *box;
  GtkLabel *zone;
  GuiLane *days;
  GPtrArray *names, *lanes; /* GtkLabel, GuiLane: in box, one after the other */
};

G_DEFINE_FINAL_TYPE (GuiLanes, gui_lanes, ADW_TYPE_BIN)

static double
part_of (gint64 from, gint64 at)
{
  return (double) (at - from) / (double) (DAYS * DAY_MS);
}

/* Days as they begin there: one may have 23 hours. */
static void
show_days (GuiLanes *self, gint64 from, GTimeZone *zone)
{
  g_autoptr (GDateTime) first = g_date_time_new_from_unix_utc (from / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (first, zone);
  g_autoptr (GDateTime) day = g_date_time_new (zone,
                                               g_date_time_get_year (local),
                                               g_date_time_get_month (local),
                                               g_date_time_get_day_of_month (local),
                                               0,
                                               0,
                                               0);
  g_autofree char *words = g_strdup_printf (_ ("Days begin in %s"),
                                            g_time_zone_get_identifier (zone));

  gui_lane_begin (self->days);
  for (guint i = 0; i <= DAYS; i++)
    {
      g_autoptr (GDateTime) next = g_date_time_add_days (day, 1);
      gint64 begins = MAX (g_date_time_to_unix (day) * 1000, from);
      gint64 ends = MIN (g_date_time_to_unix (next) * 1000, from + DAYS * DAY_MS);
      /* Translators: a day of a week: Mon 23 */
      g_autofree char *label = g_date_time_format (day, _ ("%a %e"));
      g_autofree char *name = g_date_time_format (day, "%x");

      if (ends > begins)
        gui_lane_add (self->days,
                      part_of (from, begins),
                      part_of (from, ends),
                      label,
                      name,
                      "lane-day");
      g_date_time_unref (day);
      day = g_steal_pointer (&next);
    }
  gui_lane_end (self->days);
  gtk_label_set_label (self->zone, words);
}

static void
show_lane (GuiLane *lane,
           const M77Json *schedule,
           gint64 from,
           gint64 now,
           GTimeZone *zone,
           const char *member)
{
  g_autoptr (GArray) spans = m77_duty_spans (schedule, from, from + DAYS * DAY_MS);

  gui_lane_begin (lane);
  for (guint i = 0; i < spans->len; i++)
    {
      const M77Duty *duty = &g_array_index (spans, M77Duty, i);
      g_autofree char *begins = m77_time_short (duty->from, now, zone);
      g_autofree char *ends = m77_time_short (duty->until, now, zone);
      gboolean gap = duty->member == NULL && duty->is_known;
      const char *who = duty->member != NULL ? duty->member : gap ? _ ("NOBODY") : _ ("not known");
      gboolean mine = duty->member != NULL && g_strcmp0 (duty->member, member) == 0;
      g_autofree char *name = g_strdup_printf (duty->override != NULL ? _ ("%s, %s to %s, override")
                                                                      : _ ("%s, %s to %s"),
                                               who,
                                               begins,
                                               ends);

      gui_lane_add (lane,
                    part_of (from, duty->from),
                    part_of (from, duty->until),
                    who,
                    name,
                    gap                      ? "lane-gap"
                    : duty->member == NULL   ? "lane-unknown"
                    : mine                   ? "lane-mine"
                    : duty->override != NULL ? "lane-override"
                    : i % 2 == 0             ? "lane-duty"
                                             : "lane-other");
    }
  if (now >= from && now < from + DAYS * DAY_MS)
    gui_lane_add (lane, part_of (from, now), part_of (from, now), "", _ ("now"), "lane-now");
  gui_lane_end (lane);
}

static void
fit (GuiLanes *self, guint n)
{
  while (self->lanes->len > n)
    {
      gtk_box_remove (self->box, self->lanes->pdata[self->lanes->len - 1]);
      gtk_box_remove (self->box, self->names->pdata[self->names->len - 1]);
      g_ptr_array_set_size (self->lanes, (int) self->lanes->len - 1);
      g_ptr_array_set_size (self->names, (int) self->names->len - 1);
    }
  while (self->lanes->len < n)
    {
      GtkWidget *name = gtk_label_new (NULL);
      GtkWidget *lane = gui_lane_new ();

      gtk_label_set_xalign (GTK_LABEL (name), 0);
      gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (name, "side-title");
      g_ptr_array_add (self->names, name);
      g_ptr_array_add (self->lanes, lane);
      gtk_box_append (self->box, name);
      gtk_box_append (self->box, lane);
    }
}

void
gui_lanes_show (GuiLanes *self,
                const GPtrArray *schedules,
                gint64 from,
                gint64 now,
                GTimeZone *zone,
                const char *member)
{
  show_days (self, from, zone);
  fit (self, schedules->len);
  for (guint i = 0; i < schedules->len; i++)
    {
      g_autofree char *name = gui_text_line (m77_json_get_string (schedules->pdata[i], "name"));

      gtk_label_set_label (self->names->pdata[i], name);
      gui_a11y_name (self->lanes->pdata[i], name);
      show_lane (self->lanes->pdata[i], schedules->pdata[i], from, now, zone, member);
    }
}

static void
gui_lanes_finalize (GObject *object)
{
  g_ptr_array_unref (GUI_LANES (object)->names);
  g_ptr_array_unref (GUI_LANES (object)->lanes);

  G_OBJECT_CLASS (gui_lanes_parent_class)->finalize (object);
}

static void
gui_lanes_class_init (GuiLanesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = gui_lanes_finalize;
}

static void
gui_lanes_init (GuiLanes *self)
{
  self->names = g_ptr_array_new ();
  self->lanes = g_ptr_array_new ();
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  self->days = GUI_LANE (gui_lane_new ());
  gui_a11y_name (GTK_WIDGET (self->days), _ ("Days"));
  self->zone = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->zone, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->zone), "side-title");
  gtk_box_append (self->box, GTK_WIDGET (self->zone));
  gtk_box_append (self->box, GTK_WIDGET (self->days));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}
