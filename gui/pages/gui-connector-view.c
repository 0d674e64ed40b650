/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-connector-view"

#include "config.h"

#include "gui/pages/gui-connector-view.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-reading.h"
#include "gui/widgets/gui-verb-row.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-time-span.h"

/* The safe directions first. */
static const char *const verbs[] = { "test",    "quarantine", "release", "rotate",
                                     "consent", "enable",     "disable", NULL };

enum
{
  ROW_HEALTH,
  ROW_BREAKER,
  ROW_WAITS,
  ROW_SUCCEEDED,
  ROW_ERROR,
  ROW_QUOTA,
  ROW_CREDENTIAL,
  ROW_CONSENT,
  N_ROWS
};

struct _GuiConnectorView
{
  AdwBin parent;
  GtkLabel *words;
  GuiVerbRow *verbs;
  GtkWidget *rows[N_ROWS]; /* AdwActionRow */
  GtkLevelBar *quota;

  GuiSight *sight; /* shown; NULL: none */
};

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

/* "" hides it: nothing is told as nought that is not known. */
static void
show_row (GuiConnectorView *self, guint at, const char *words)
{
  g_autofree char *safe = gui_text_line (words);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[at]), safe);
  gtk_widget_set_visible (self->rows[at], *safe != '\0');
}

static char *
age_of (GuiConnectorView *self, const char *name)
{
  const char *at = m77_json_get_string (self->sight->doc, name);

  return gui_text_age (at != NULL ? m77_time_parse (at) : M77_TIME_NONE, now ());
}

static char *
ago_of (GuiConnectorView *self, const char *name)
{
  const char *at = m77_json_get_string (self->sight->doc, name);

  return m77_time_ago (at != NULL ? m77_time_parse (at) : M77_TIME_NONE, now ());
}

static const char *
label_of (GuiConnectorView *self, const char *name)
{
  const M77Field *field = m77_kind_field (self->sight->kind, name);
  const char *text = m77_json_get_string (self->sight->doc, name);
  const M77Value *value = text != NULL && field->values != NULL ? m77_field_value (field, text)
                                                                : NULL;

  return value != NULL ? gui_text_label (value->label) : text;
}

static void
show_quota (GuiConnectorView *self)
{
  gint64 limit = m77_json_get_int (self->sight->doc, "quota_limit", 0);
  gint64 used = m77_json_get_int (self->sight->doc, "quota_used", 0);
  g_autofree char *resets = age_of (self, "quota_resets_at");
  g_autofree char *words = limit > 0 ? g_strdup_printf (_ ("%.0f%%: %" G_GINT64_FORMAT
                                                           " of %" G_GINT64_FORMAT "; new %s"),
                                                        (double) used * 100 / (double) limit,
                                                        used,
                                                        limit,
                                                        resets)
                                     : g_strdup ("");

  show_row (self, ROW_QUOTA, words);
  gtk_level_bar_set_value (self->quota,
                           limit > 0 ? CLAMP ((double) used / (double) limit, 0, 1) : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->quota),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words,
                                  -1);
}

static void
show_waits (GuiConnectorView *self)
{
  gint64 queue = m77_json_get_int (self->sight->doc, "queue", -1);
  gint64 dead = m77_json_get_int (self->sight->doc, "dead", -1);
  g_autofree char *words = queue >= 0
                               ? g_strdup_printf (_ ("%" G_GINT64_FORMAT
                                                     " waiting, %" G_GINT64_FORMAT " given up"),
                                                  queue,
                                                  MAX (dead, 0))
                               : g_strdup ("");

  show_row (self, ROW_WAITS, words);
}

static void
show_consent (GuiConnectorView *self)
{
  const M77Json *scopes = m77_json_get (self->sight->doc, "scopes");
  const char *by = m77_json_get_string (self->sight->doc, "consented_by");
  g_autofree char *ago = ago_of (self, "consented_at");
  g_autoptr (GString) words = g_string_new (NULL);

  for (const M77Json *each = m77_json_first (scopes); each != NULL; each = m77_json_next (each))
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", m77_json_string (each));
  if (by != NULL && words->len > 0)
    g_string_append_printf (words, _ (": by %s, %s"), by, ago);
  show_row (self, ROW_CONSENT, words->str);
}

static void
gui_connector_view_show (GuiRecordView *view, GuiSight *sight)
{
  GuiConnectorView *self = GUI_CONNECTOR_VIEW (view);
  const char *status;
  g_autofree char *ago = NULL;
  g_autofree char *endpoint = NULL;
  g_autofree char *words = NULL;

  if (sight == self->sight)
    return;
  gui_sight_ref (sight);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = sight;
  status = label_of (self, "status");
  ago = ago_of (self, "succeeded_at");
  endpoint = gui_text_line (m77_json_get_string (sight->doc, "endpoint"));
  words = g_strdup_printf ("%s · %s", status != NULL ? status : "?", endpoint);
  gtk_label_set_text (self->words, words);
  show_row (self, ROW_HEALTH, label_of (self, "health"));
  show_row (self, ROW_BREAKER, label_of (self, "breaker"));
  show_row (self, ROW_SUCCEEDED, ago);
  show_row (self, ROW_ERROR, m77_json_get_string (sight->doc, "error"));
  show_row (self, ROW_CREDENTIAL, m77_json_get_string (sight->doc, "credential"));
  show_waits (self);
  show_quota (self);
  show_consent (self);
  gui_verb_row_show (self->verbs, sight);
}

static void
gui_connector_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_connector_view_show;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiConnectorView,
                               gui_connector_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW,
                                                      gui_connector_view_view_init))

static void
copy_cb (GuiConnectorView *self)
{
  const char *error = m77_json_get_string (self->sight->doc, "error");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), error != NULL ? error : "");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", _ ("Copied"));
}

static void
open_cb (GuiConnectorView *self)
{
  const char *name = m77_json_get_string (self->sight->doc, "credential");

  if (name != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "(ss)", "credential", name);
}

static void
gui_connector_view_dispose (GObject *object)
{
  g_clear_pointer (&GUI_CONNECTOR_VIEW (object)->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_connector_view_parent_class)->dispose (object);
}

static void
gui_connector_view_class_init (GuiConnectorViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_connector_view_dispose;
}

static void
add_button (GuiConnectorView *self,
            guint at,
            const char *label,
            const char *name,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->rows[at]), button);
}

static void
gui_connector_view_init (GuiConnectorView *self)
{
  static const char *const titles[N_ROWS] = {
    [ROW_HEALTH] = N_ ("Health"),
    [ROW_BREAKER] = N_ ("Breaker"),
    [ROW_WAITS] = N_ ("Jobs"),
    [ROW_SUCCEEDED] = N_ ("Last success"),
    [ROW_ERROR] = N_ ("Last error"),
    [ROW_QUOTA] = N_ ("Quota"),
    [ROW_CREDENTIAL] = N_ ("Credential"),
    [ROW_CONSENT] = N_ ("May"),
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *group = adw_preferences_group_new ();

  self->words = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->words, 0);
  gtk_label_set_wrap (self->words, TRUE);
  gtk_label_set_wrap_mode (self->words, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self->words), "heading");
  self->verbs = GUI_VERB_ROW (gui_verb_row_new (m77_kind_find ("connector"), verbs));
  for (guint i = 0; i < N_ROWS; i++)
    {
      self->rows[i] = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->rows[i]), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), _ (titles[i]));
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->rows[i]), 6);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->rows[i]);
    }
  self->quota = GTK_LEVEL_BAR (gtk_level_bar_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->quota), 100, -1);
  gtk_widget_set_valign (GTK_WIDGET (self->quota), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->rows[ROW_QUOTA]), GTK_WIDGET (self->quota));
  add_button (self, ROW_ERROR, _ ("Copy"), _ ("Copy the error"), G_CALLBACK (copy_cb));
  add_button (self, ROW_CREDENTIAL, _ ("Open"), _ ("Open the credential"), G_CALLBACK (open_cb));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->verbs));
  gtk_box_append (GTK_BOX (box), group);
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (box));
}
