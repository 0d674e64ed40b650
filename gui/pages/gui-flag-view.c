/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-flag-view"

#include "config.h"

#include "gui/pages/gui-flag-view.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-reading.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/client/m77-aftermath.h"
#include "shared/model/m77-flags.h"
#include "shared/model/m77-record.h"
#include "shared/model/m77-time-span.h"

struct _GuiFlagView
{
  AdwBin parent;
  GtkBox *body;
  GtkLabel *words, *changed, *concern, *share, *rules;
  GtkButton *turn, *archive, *leave, *set, *forget, *target;
  GtkScale *scale;
  GtkAdjustment *rollout;
  GtkFlowBox *cohorts;
  GtkEntry *more;
  AdwPreferencesGroup *since;
  GtkListBox *facts;

  GuiSight *sight;          /* shown; NULL: none */
  M77JsonPool *pool;        /* of targeting */
  const M77Json *targeting; /* drafted; NULL: as it is */
  gboolean taking;
  GCancellable *cancellable; /* of what happened since */
  char *asked_since;         /* the record and the change that was asked about */
};

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static int
drafted (GuiFlagView *self)
{
  return (int) (gtk_adjustment_get_value (self->rollout) + 0.5);
}

static const char *
state_of (GuiFlagView *self)
{
  return m77_record_state (self->sight->kind, self->sight->doc);
}

static void
ask (GuiFlagView *self, const char *action, const char *args)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "record.act", "(ss)", action, args);
}

/* ---- Rollout ---- */

static void
show_draft (GuiFlagView *self)
{
  int stands = self->sight != NULL ? m77_flag_rollout (self->sight->doc) : 0;
  gboolean differs = drafted (self) != stands;
  gboolean archived = self->sight != NULL && g_strcmp0 (state_of (self), "archived") == 0;
  g_autofree char *share = differs ? g_strdup_printf (_ ("%d%% now, %d%% drafted"),
                                                      stands,
                                                      drafted (self))
                                   : g_strdup_printf ("%d%%", stands);
  g_autofree char *label = g_strdup_printf (_ ("Set %d%%…"), drafted (self));

  if (self->taking)
    return;
  gtk_label_set_text (self->share, share);
  gtk_button_set_label (self->set, label);
  gtk_widget_set_visible (GTK_WIDGET (self->set), differs);
  gtk_widget_set_visible (GTK_WIDGET (self->leave), differs);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scale), !archived);
}

static void
leave_cb (GuiFlagView *self)
{
  gtk_adjustment_set_value (self->rollout, m77_flag_rollout (self->sight->doc));
}

static void
set_cb (GuiFlagView *self)
{
  g_autofree char *args = g_strdup_printf ("{\"to\":%d}", drafted (self));

  ask (self, "set-rollout", args);
}

/* ---- Cohorts ---- */

static const M77Json *
stands (GuiFlagView *self)
{
  return self->targeting != NULL ? self->targeting : m77_json_get (self->sight->doc, "targeting");
}

static GtkWidget *
new_chip (const char *cohort)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *safe = gui_text_line (cohort);
  g_autofree char *name = g_strdup_printf (_ ("Remove the cohort %s"), safe);
  GtkWidget *label = gtk_label_new (safe);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "flag.remove-cohort");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", cohort);
  gtk_box_append (GTK_BOX (chip), label);
  gtk_box_append (GTK_BOX (chip), button);
  return chip;
}

static void
show_cohorts (GuiFlagView *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *doc = m77_json_object_new (pool);
  g_autoptr (GPtrArray) cohorts = NULL;
  guint others;
  g_autofree char *words = NULL;
  GtkWidget *old;

  m77_json_set (pool, doc, "targeting", m77_json_copy (pool, stands (self)));
  cohorts = m77_flag_cohorts (doc);
  others = m77_json_size (stands (self)) - MIN (m77_json_size (stands (self)), cohorts->len);
  words = others > 0
              ? g_strdup_printf (ngettext ("and %u other rule", "and %u other rules", others),
                                 others)
          : cohorts->len == 0 ? g_strdup (_ ("No rules: the rollout decides alone"))
                              : g_strdup ("");
  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->cohorts))) != NULL)
    gtk_flow_box_remove (self->cohorts, old);
  for (guint i = 0; i < cohorts->len; i++)
    {
      GtkWidget *chip = new_chip (cohorts->pdata[i]);

      gtk_flow_box_append (self->cohorts, chip);
      gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->cohorts), cohorts->len > 0);
  gtk_label_set_text (self->rules, words);
  gtk_widget_set_visible (GTK_WIDGET (self->rules), *words != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->target), self->targeting != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->forget), self->targeting != NULL);
}

static void
set_targeting (GuiFlagView *self, const M77Json *targeting)
{
  const M77Json *there = m77_json_get (self->sight->doc, "targeting");

  self->targeting = m77_json_equal (targeting, there) ? NULL : targeting;
  show_cohorts (self);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GuiFlagView *self = GUI_FLAG_VIEW (widget);
  const char *cohort = g_variant_get_string (parameter, NULL);

  set_targeting (self, m77_flag_without_cohort (self->pool, stands (self), cohort));
}

static void
more_cb (GuiFlagView *self)
{
  g_autofree char *cohort = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->more)));

  g_strstrip (cohort);
  if (*cohort == '\0' || self->sight == NULL)
    return;
  set_targeting (self, m77_flag_with_cohort (self->pool, stands (self), cohort));
  gtk_editable_set_text (GTK_EDITABLE (self->more), "");
}

static void
forget_cb (GuiFlagView *self)
{
  self->targeting = NULL;
  show_cohorts (self);
}

static void
target_cb (GuiFlagView *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *args = m77_json_object_new (pool);
  g_autofree char *text = NULL;

  m77_json_set (pool, args, "targeting", m77_json_copy (pool, self->targeting));
  text = m77_json_to_text (args);
  ask (self, "set-targeting", text);
}

/* ---- On and off ---- */

static void
turn_cb (GuiFlagView *self)
{
  ask (self, g_strcmp0 (state_of (self), "on") == 0 ? "turn-off" : "turn-on", "");
}

static void
archive_cb (GuiFlagView *self)
{
  ask (self, g_strcmp0 (state_of (self), "archived") == 0 ? "restore" : "archive", "");
}

static void
show_turn (GuiFlagView *self)
{
  const char *state = state_of (self);
  gboolean on = g_strcmp0 (state, "on") == 0, archived = g_strcmp0 (state, "archived") == 0;

  gtk_button_set_label (self->turn, on ? _ ("Turn off…") : _ ("Turn on…"));
  gtk_widget_set_visible (GTK_WIDGET (self->turn), !archived);
  gtk_button_set_label (self->archive, archived ? _ ("Restore…") : _ ("Archive…"));
  gtk_widget_set_visible (GTK_WIDGET (self->archive), !on);
}

/* ---- What stands there ---- */

static char *
changed_words (GuiFlagView *self)
{
  const M77Json *doc = self->sight->doc;
  const char *at = m77_json_get_string (doc, "changed_at");
  const char *by = m77_json_get_string (doc, "changed_by");
  g_autofree char *age = m77_time_ago (at != NULL ? m77_time_parse (at) : M77_TIME_NONE, now ());
  g_autofree char *who = gui_text_line (by);
  g_autofree char *owner = gui_text_line (m77_json_get_string (doc, "owner"));
  g_autofree char *changed = at == NULL   ? g_strdup (_ ("never changed"))
                             : by != NULL ? g_strdup_printf (_ ("changed %s by %s"), age, who)
                                          : g_strdup_printf (_ ("changed %s"), age);

  return *owner != '\0' ? g_strdup_printf (_ ("%s · owner %s · revision %" G_GINT64_FORMAT),
                                           changed,
                                           owner,
                                           m77_json_get_int (doc, "revision", 0))
                        : g_steal_pointer (&changed);
}

static void
show_words (GuiFlagView *self)
{
  g_autofree char *words = m77_flag_words (self->sight->record);
  g_autofree char *safe = gui_text_line (words);
  g_autofree char *changed = changed_words (self);
  g_autofree char *concern = m77_flag_concern_words (self->sight->doc, now ());

  gtk_label_set_text (self->words, safe);
  gtk_label_set_text (self->changed, changed);
  gtk_label_set_text (self->concern, concern);
  gtk_widget_set_visible (GTK_WIDGET (self->concern), *concern != '\0');
}

static void
facts_cb (const GPtrArray *facts, gpointer data)
{
  GuiFlagView *self = data;
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (self->facts, 0)) != NULL)
    gtk_list_box_remove (self->facts, GTK_WIDGET (old));
  for (guint i = 0; i < facts->len; i++)
    {
      const M77AftermathFact *fact = facts->pdata[i];
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *words = gui_text_line (fact->words);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
      adw_action_row_set_icon_name (ADW_ACTION_ROW (row),
                                    fact->is_bad ? "dialog-warning-symbolic"
                                                 : "object-select-symbolic");
      gtk_list_box_append (self->facts, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->since), facts->len > 0);
}

static void
ask_since (GuiFlagView *self)
{
  const M77Json *doc = self->sight->doc;
  const char *at = m77_json_get_string (doc, "changed_at");
  g_autofree char *about = g_strconcat (self->sight->id, at, NULL);
  g_autofree char *age = m77_time_ago (at != NULL ? m77_time_parse (at) : M77_TIME_NONE, now ());
  /* Translators: a time: Since the last change, 41m ago */
  g_autofree char *title = g_strdup_printf (_ ("Since the last change, %s"), age);

  adw_preferences_group_set_title (self->since, title);
  if (self->sight->client == NULL || g_strcmp0 (about, self->asked_since) == 0)
    return;
  g_free (self->asked_since);
  self->asked_since = g_steal_pointer (&about);
  gtk_widget_set_visible (GTK_WIDGET (self->since), FALSE);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  m77_aftermath_ask (self->sight->client,
                     m77_json_get_string (doc, "service"),
                     m77_json_get_string (doc, "environment"),
                     at != NULL ? m77_time_parse (at) : M77_TIME_NONE,
                     self->cancellable,
                     facts_cb,
                     self);
}

static gboolean
has_rollout_draft (GuiFlagView *self)
{
  return self->sight != NULL && drafted (self) != m77_flag_rollout (self->sight->doc);
}

static void
gui_flag_view_show (GuiRecordView *view, GuiSight *sight)
{
  GuiFlagView *self = GUI_FLAG_VIEW (view);
  gboolean is_same = self->sight != NULL && g_str_equal (self->sight->id, sight->id);
  gboolean keeps = is_same && has_rollout_draft (self);

  if (sight == self->sight)
    return;
  if (!is_same)
    {
      self->targeting = NULL;
      m77_json_pool_reset (self->pool);
      gtk_editable_set_text (GTK_EDITABLE (self->more), "");
    }
  gui_sight_ref (sight);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = sight;
  self->taking = TRUE;
  if (!keeps)
    gtk_adjustment_set_value (self->rollout, m77_flag_rollout (sight->doc));
  self->taking = FALSE;
  /* What was drafted came about. */
  if (self->targeting != NULL &&
      m77_json_equal (self->targeting, m77_json_get (sight->doc, "targeting")))
    self->targeting = NULL;
  show_words (self);
  show_turn (self);
  show_draft (self);
  show_cohorts (self);
  ask_since (self);
}

static gboolean
gui_flag_view_has_draft (GuiRecordView *view)
{
  GuiFlagView *self = GUI_FLAG_VIEW (view);

  return has_rollout_draft (self) || self->targeting != NULL;
}

static void
gui_flag_view_save (GuiRecordView *view)
{
  GuiFlagView *self = GUI_FLAG_VIEW (view);

  if (has_rollout_draft (self))
    set_cb (self);
  else if (self->targeting != NULL)
    target_cb (self);
}

static void
gui_flag_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_flag_view_show;
  iface->has_draft = gui_flag_view_has_draft;
  iface->save = gui_flag_view_save;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiFlagView,
                               gui_flag_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW,
                                                      gui_flag_view_view_init))

static void
gui_flag_view_dispose (GObject *object)
{
  GuiFlagView *self = GUI_FLAG_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_flag_view_parent_class)->dispose (object);
}

static void
gui_flag_view_finalize (GObject *object)
{
  GuiFlagView *self = GUI_FLAG_VIEW (object);

  g_object_unref (self->cancellable);
  m77_json_pool_free (self->pool);
  g_free (self->asked_since);

  G_OBJECT_CLASS (gui_flag_view_parent_class)->finalize (object);
}

static void
gui_flag_view_class_init (GuiFlagViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_flag_view_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_flag_view_finalize;
  gtk_widget_class_install_action (widget_class, "flag.remove-cohort", "s", remove_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-flag-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, body);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, words);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, changed);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, concern);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, share);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, rules);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, turn);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, archive);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, leave);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, set);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, forget);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, target);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, scale);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, rollout);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, cohorts);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, more);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, since);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagView, facts);
  gtk_widget_class_bind_template_callback (widget_class, show_draft);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_cb);
  gtk_widget_class_bind_template_callback (widget_class, target_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, turn_cb);
  gtk_widget_class_bind_template_callback (widget_class, archive_cb);
}

static void
gui_flag_view_init (GuiFlagView *self)
{
  g_autoptr (GtkWidget) body = NULL;

  self->pool = m77_json_pool_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int mark = 0; mark <= 100; mark += 25)
    gtk_scale_add_mark (self->scale, mark, GTK_POS_BOTTOM, NULL);
  body = g_object_ref (GTK_WIDGET (self->body));
  adw_bin_set_child (ADW_BIN (self), NULL);
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (body));
}
