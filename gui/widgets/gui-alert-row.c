/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-alert-row"

#include "config.h"

#include "gui/widgets/gui-alert-row.h"

#include <glib/gi18n.h>

#include "gui/gui-a11y.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-fold.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-kind.h"

struct _GuiAlertRow
{
  AdwBin parent;
  GtkLabel *severity, *title, *detail, *hours;
  GtkButton *acknowledge, *silence;
  char *sentence;
};

G_DEFINE_FINAL_TYPE (GuiAlertRow, gui_alert_row, ADW_TYPE_BIN)

enum
{
  ACKNOWLEDGE,
  SILENCE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
add_part (GString *out, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", part);
}

/* Takes part. */
static void
take_part (GString *out, char *part)
{
  add_part (out, part);
  g_free (part);
}

static void
show_severity (GuiAlertRow *self, const char *severity)
{
  const M77Field *field = m77_kind_field (m77_kind_find ("alert"), "severity");
  const M77Value *value = severity != NULL ? m77_field_value (field, severity) : NULL;
  g_autofree char *safe = gui_text_line (value != NULL ? gui_text_label (value->label) : severity);

  gtk_label_set_text (self->severity, safe);
  gtk_widget_set_visible (GTK_WIDGET (self->severity), *safe != '\0');
  if (g_strcmp0 (severity, "critical") == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->severity), "alarm");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->severity), "alarm");
}

/* Takes title, detail and hours; they are shown, and said. */
static void
show (GuiAlertRow *self, char *title, char *detail, char *hours)
{
  g_autofree char *safe = gui_text_line (title);
  g_autofree char *safe_detail = gui_text_line (detail);
  const char *severity = gtk_label_get_text (self->severity);

  gtk_label_set_text (self->title, safe);
  gtk_label_set_text (self->detail, safe_detail);
  gtk_label_set_text (self->hours, hours != NULL ? hours : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hours), hours != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), *safe_detail != '\0');
  g_free (self->sentence);
  self->sentence = g_strdup_printf ("%s%s%s%s%s",
                                    severity,
                                    *severity != '\0' ? ", " : "",
                                    safe,
                                    *safe_detail != '\0' ? ", " : "",
                                    safe_detail);
  g_free (title);
  g_free (detail);
  g_free (hours);
}

/* Firings by hour, the newest at the right; NULL: it fires rarely. */
static char *
hours_of (const M77AlertGroup *group, gint64 now)
{
  static const char *const blocks[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
  guint hours[M77_ALERT_HOURS];
  guint most = m77_alert_group_hours (group, now, hours);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < M77_ALERT_HOURS; i++)
    g_string_append (text,
                     hours[i] == 0 ? "·" : blocks[MIN ((hours[i] * 8 + most - 1) / most, 8) - 1]);
  return g_string_free (text, most == 0);
}

static char *
place_of (const M77AlertGroup *group)
{
  g_autoptr (GString) out = g_string_new (group->service);

  if (group->environment != NULL)
    g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", group->environment);
  if (group->region != NULL)
    g_string_append_printf (out, "-%s", group->region);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
group_detail (const M77AlertGroup *group, gboolean is_suppressed, gint64 now)
{
  g_autoptr (GString) out = g_string_new (NULL);

  take_part (out, place_of (group));
  take_part (out, gui_text_age (group->since, now));
  if (is_suppressed)
    add_part (out, _ ("silenced or held back"));
  if (group->fresh > 0)
    take_part (out, g_strdup_printf (ngettext ("%u new", "%u new", group->fresh), group->fresh));
  if (group->flapping > 0)
    take_part (out, g_strdup_printf (_ ("flapping, %d in 24 h"), (int) group->flaps));
  else if (group->flaps > 1)
    take_part (out, g_strdup_printf (_ ("%d in 24 h"), (int) group->flaps));
  if (group->acknowledged > 0)
    take_part (out, g_strdup_printf (_ ("%u acknowledged"), group->acknowledged));
  if (group->asked > 0)
    take_part (out, g_strdup_printf (_ ("%u asked for here, not applied"), group->asked));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

void
gui_alert_row_show_group (GuiAlertRow *self,
                          const M77AlertGroup *group,
                          gboolean is_suppressed,
                          gint64 now)
{
  guint left = group->members->len - group->acknowledged;
  const char *name = group->alertname != NULL ? group->alertname : _ ("Suppressed");
  g_autofree char *label = g_strdup_printf (_ ("Acknowledge %u"), left);
  g_autofree char *said = g_strdup_printf (_ ("Acknowledge %u of %s"), left, name);
  g_autofree char *silence = g_strdup_printf (_ ("Silence %s"), name);

  show_severity (self, group->severity);
  show (self,
        g_strdup_printf ("%s ×%u", name, group->members->len),
        group_detail (group, is_suppressed, now),
        is_suppressed ? NULL : hours_of (group, now));
  gtk_button_set_label (self->acknowledge, label);
  gui_a11y_name (GTK_WIDGET (self->acknowledge), said);
  gui_a11y_name (GTK_WIDGET (self->silence), silence);
  gtk_widget_set_visible (GTK_WIDGET (self->acknowledge), !is_suppressed && left > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->silence), !is_suppressed);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
}

void
gui_alert_row_show_alert (GuiAlertRow *self, const M77Json *doc, gint64 now)
{
  const char *starts = m77_json_get_string (doc, "starts_at");
  const char *summary = m77_json_get_string (doc, "summary");
  const char *by = m77_json_get_string (doc, "acknowledged_by");
  gint64 flaps = m77_json_get_int (doc, "flaps", 0);
  g_autoptr (GString) detail = g_string_new (NULL);

  show_severity (self, NULL);
  take_part (detail, gui_text_age (starts != NULL ? m77_time_parse (starts) : M77_TIME_NONE, now));
  if (by != NULL)
    take_part (detail, g_strdup_printf (_ ("acknowledged by %s"), by));
  if (flaps >= M77_ALERT_FLAPPING)
    take_part (detail, g_strdup_printf (_ ("flapping, %d in 24 h"), (int) flaps));
  if (m77_json_get_string (doc, "runbook") != NULL)
    take_part (detail, g_strdup_printf (_ ("runbook %s"), m77_json_get_string (doc, "runbook")));
  for (const M77Json *s = m77_json_first (m77_json_get (doc, "sources")); s != NULL;
       s = m77_json_next (s))
    add_part (detail, m77_json_string (s));
  show (self,
        g_strdup (summary != NULL ? summary : "–"),
        g_string_free (g_steal_pointer (&detail), FALSE),
        NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->acknowledge), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->silence), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->title), "heading");
}

void
gui_alert_row_show_gone (GuiAlertRow *self)
{
  show_severity (self, NULL);
  show (self, g_strdup (_ ("It has ended")), g_strdup (""), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->acknowledge), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->silence), FALSE);
}

const char *
gui_alert_row_sentence (GuiAlertRow *self)
{
  return self->sentence;
}

static void
acknowledge_cb (GuiAlertRow *self)
{
  g_signal_emit (self, signals[ACKNOWLEDGE], 0);
}

static void
silence_cb (GuiAlertRow *self)
{
  g_signal_emit (self, signals[SILENCE], 0);
}

static void
gui_alert_row_finalize (GObject *object)
{
  g_free (GUI_ALERT_ROW (object)->sentence);

  G_OBJECT_CLASS (gui_alert_row_parent_class)->finalize (object);
}

static guint
new_signal (GuiAlertRowClass *class, const char *name)
{
  return g_signal_new (name,
                       G_TYPE_FROM_CLASS (class),
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       0);
}

static void
gui_alert_row_class_init (GuiAlertRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = gui_alert_row_finalize;
  signals[ACKNOWLEDGE] = new_signal (class, "acknowledge");
  signals[SILENCE] = new_signal (class, "silence");
  g_type_ensure (GUI_TYPE_FOLD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-alert-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiAlertRow, severity);
  gtk_widget_class_bind_template_child (widget_class, GuiAlertRow, title);
  gtk_widget_class_bind_template_child (widget_class, GuiAlertRow, detail);
  gtk_widget_class_bind_template_child (widget_class, GuiAlertRow, hours);
  gtk_widget_class_bind_template_child (widget_class, GuiAlertRow, acknowledge);
  gtk_widget_class_bind_template_child (widget_class, GuiAlertRow, silence);
  gtk_widget_class_bind_template_callback (widget_class, acknowledge_cb);
  gtk_widget_class_bind_template_callback (widget_class, silence_cb);
}

static void
gui_alert_row_init (GuiAlertRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gui_a11y_name (GTK_WIDGET (self->hours), _ ("Firings in each of the last 24 hours"));
}

GtkWidget *
gui_alert_row_new (void)
{
  return g_object_new (GUI_TYPE_ALERT_ROW, NULL);
}
