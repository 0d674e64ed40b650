/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-deployment-view"

#include "config.h"

#include "gui/pages/gui-deployment-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/gui-docs.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-reading.h"
#include "gui/widgets/gui-row-group.h"
#include "gui/widgets/gui-steps.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-rollout.h"

#define AGES_EVERY_S 15
#define LOOKED_AT    40 /* records of a list */

/* What may matter to it. */
static const struct
{
  const char *kind, *filter, *sort;
} lists[] = {
  { "incident", "is:open", "severity,-started_at" },
  { "flag", "", "-changed_at" },
  { "config", "", "-published_at" },
  { "freeze", "is:open", "starts_at" },
};

struct _GuiDeploymentView
{
  AdwBin parent;
  GtkLabel *state, *weights, *words;
  GuiSteps *steps;
  GuiRowGroup *figures, *outlook, *carries;

  GuiSight *sight; /* shown; NULL: none */
  GuiDocs *docs;
  guint ages_timer;
};

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static gint64
time_of (const M77Json *object, const char *field)
{
  const char *text = m77_json_get_string (object, field);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

/* ---- Where it is ---- */

static void
show_state (GuiDeploymentView *self)
{
  const M77Json *doc = self->sight->doc;
  const char *strategy = m77_json_get_string (doc, "strategy");
  const char *version = m77_json_get_string (doc, "version");
  const char *before = m77_json_get_string (doc, "previous_version");
  const char *author = m77_json_get_string (doc, "author");
  const char *environment = m77_json_get_string (doc, "environment");
  g_autofree char *age = gui_text_age (time_of (doc, "started_at"), now ());
  g_autofree char *words = g_strdup_printf (_ ("%s %s over %s · %s · %s · begun %s ago by %s"),
                                            strategy != NULL ? strategy : _ ("deployment"),
                                            version != NULL ? version : "?",
                                            before != NULL ? before : "–",
                                            m77_json_get_string (doc, "service"),
                                            environment != NULL ? environment : "production",
                                            *age != '\0' ? age : "–",
                                            author != NULL ? author : "–");
  g_autofree char *safe = gui_text_line (words);
  g_autofree char *description = gui_text_line (m77_json_get_string (doc, "description"));

  gtk_label_set_label (self->state, safe);
  gtk_label_set_label (self->words, description);
  gtk_widget_set_visible (GTK_WIDGET (self->words), *description != '\0');
}

static void
show_steps (GuiDeploymentView *self)
{
  const M77Json *doc = self->sight->doc;
  guint n = m77_rollout_steps (doc);
  guint step = (guint) CLAMP (m77_json_get_int (doc, "step", 0), 0, 50);
  int wanted = (int) m77_json_get_int (doc, "weight", 0);
  int actual = (int) m77_json_get_int (doc, "actual_weight", -1);
  gint64 age = m77_rollout_age (doc, now ());
  g_autofree char *old = age >= 0 ? gui_text_age (now () - age, now ()) : g_strdup (_ ("never"));
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *words = NULL;

  for (guint i = 1; i <= n; i++)
    {
      int weight = m77_rollout_weight (doc, i);

      g_ptr_array_add (labels,
                       weight >= 0 ? g_strdup_printf ("%d%%", weight) : g_strdup_printf ("%u", i));
    }
  g_ptr_array_add (labels, NULL);
  gui_steps_show (self->steps, (const char *const *) labels->pdata, step);
  gtk_widget_set_visible (GTK_WIDGET (self->steps), n > 0);
  if (step == 0)
    words = g_strdup (_ ("not begun"));
  else if (actual < 0)
    words = g_strdup_printf (_ ("wanted %d%%, not measured"), wanted);
  else
    words = g_strdup_printf (actual == wanted ? _ ("wanted %d%%, actual %d%%, measured %s ago")
                                              : _ ("wanted %d%%, ACTUAL %d%%, measured %s ago"),
                             wanted,
                             actual,
                             old);
  gtk_label_set_label (self->weights, words);
  if (actual >= 0 && actual != wanted)
    gtk_widget_add_css_class (GTK_WIDGET (self->weights), "late");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->weights), "late");
}

static void
show_figures (GuiDeploymentView *self)
{
  g_autoptr (GArray) measures = m77_rollout_measures (self->sight->doc);

  gui_row_group_begin (self->figures);
  for (guint i = 0; i < measures->len; i++)
    {
      const M77Measure *measure = &g_array_index (measures, M77Measure, i);
      g_autofree char *label = m77_measure_label (measure);
      g_autofree char *value = m77_measure_words (measure->value, measure->unit);
      g_autofree char *baseline = m77_measure_words (measure->baseline, measure->unit);
      g_autofree char *limit = m77_measure_words (measure->limit, measure->unit);
      g_autofree char *title = g_strdup_printf ("%s  %s%s%s%s",
                                                label,
                                                value,
                                                m77_measure_is_over (measure) ? " !" : "",
                                                measure->verdict != NULL ? "  " : "",
                                                measure->verdict != NULL ? measure->verdict : "");
      g_autofree char *samples = measure->samples >= 0
                                     ? g_strdup_printf (_ (", %" G_GINT64_FORMAT " samples"),
                                                        measure->samples)
                                     : g_strdup (_ (", samples unknown"));
      g_autofree char *few = measure->samples >= 0 && measure->samples < measure->least
                                 ? g_strdup_printf (_ (", %" G_GINT64_FORMAT " wanted"),
                                                    measure->least)
                                 : g_strdup ("");
      g_autofree char *subtitle = g_strdup_printf (_ ("baseline %s, limit %s%s%s"),
                                                   baseline,
                                                   limit,
                                                   samples,
                                                   few);
      const GuiRowSpec spec = { .title = title,
                                .subtitle = subtitle,
                                .style = m77_measure_is_over (measure) ? "late" : NULL };

      gui_row_group_add (self->figures, &spec);
    }
  gui_row_group_end (self->figures, NULL);
}

/* ---- What each would do ---- */

static const M77Json *
find_freeze (GuiDeploymentView *self)
{
  M77List *list = gui_docs_list (self->docs, "freeze");

  for (guint i = 0; list != NULL && i < MIN (m77_list_size (list), LOOKED_AT); i++)
    {
      g_autoptr (M77Row) row = m77_list_row (list, i);

      if (row != NULL && m77_row_is_loaded (row) &&
          m77_rollout_is_frozen (self->sight->doc, m77_row_doc (row), now ()))
        return m77_row_doc (row);
    }
  return NULL;
}

static M77RolloutView
view_of (GuiDeploymentView *self)
{
  const M77Json *pending = m77_json_get (self->sight->record, "pending_action");

  return (M77RolloutView){ .now = now (),
                           .zone = gui_text_zone (),
                           .online = !gui_sight_is_offline (self->sight),
                           .pending = m77_json_is (pending, M77_JSON_OBJECT) ? pending : NULL,
                           .freeze = find_freeze (self) };
}

static void
show_outlook (GuiDeploymentView *self, const M77RolloutView *view)
{
  g_autoptr (GPtrArray) outlooks = m77_rollout_outlook (self->sight->doc, view);

  gui_row_group_begin (self->outlook);
  for (guint i = 0; i < outlooks->len; i++)
    {
      const M77Outlook *outlook = outlooks->pdata[i];
      const char *label = gui_text_label (outlook->action->label);
      g_autoptr (GString) words = g_string_new (
          outlook->effect != NULL ? outlook->effect : gui_text_label (outlook->action->effect));
      GuiRowSpec spec = { .key = outlook->action->name,
                          .title = label,
                          .button = label,
                          .is_off = outlook->not_now != NULL };

      if (outlook->remark != NULL)
        g_string_append_printf (words, "\n%s", outlook->remark);
      if (outlook->not_now != NULL)
        g_string_append_printf (words, _ ("\nnot now: %s"), outlook->not_now);
      spec.subtitle = words->str;
      gui_row_group_add (self->outlook, &spec);
    }
  gui_row_group_end (self->outlook, _ ("Nothing more is to be done with it"));
}

/* ---- What it carries ---- */

static void
add_irreversible (GuiDeploymentView *self)
{
  const M77Json *what = m77_json_first (m77_json_get (self->sight->doc, "irreversible"));

  for (; what != NULL; what = m77_json_next (what))
    {
      const GuiRowSpec spec = { .title = _ ("Cannot be undone"),
                                .subtitle = m77_json_string (what),
                                .style = "late" };

      gui_row_group_add (self->carries, &spec);
    }
}

static void
add_concerns (GuiDeploymentView *self, const char *kind, const M77RolloutView *view)
{
  M77List *list = gui_docs_list (self->docs, kind);

  for (guint i = 0; list != NULL && i < MIN (m77_list_size (list), LOOKED_AT); i++)
    {
      g_autoptr (M77Row) row = m77_list_row (list, i);
      g_autofree char *words = NULL;
      g_autofree char *key = NULL;
      gboolean warns = FALSE;
      GuiRowSpec spec;

      if (row == NULL || !m77_row_is_loaded (row) || m77_row_is_gone (row))
        continue;
      words = m77_rollout_concerns (self->sight->doc,
                                    m77_kind_find (kind),
                                    m77_row_doc (row),
                                    view,
                                    &warns);
      if (words == NULL)
        continue;
      key = g_strdup_printf ("%s/%s", kind, m77_row_id (row));
      spec = (GuiRowSpec){ .key = key,
                           .title = gui_text_label (m77_kind_find (kind)->label),
                           .subtitle = words,
                           .style = warns ? "late" : NULL,
                           .opens = TRUE };
      gui_row_group_add (self->carries, &spec);
    }
}

static void
show (GuiDeploymentView *self)
{
  M77RolloutView view = view_of (self);

  show_state (self);
  show_steps (self);
  show_figures (self);
  show_outlook (self, &view);
  gui_row_group_begin (self->carries);
  add_irreversible (self);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    add_concerns (self, lists[i].kind, &view);
  gui_row_group_end (self->carries, _ ("Nothing that is known here"));
}

static void
docs_cb (GuiDeploymentView *self)
{
  if (self->sight != NULL)
    show (self);
}

static gboolean
ages_cb (gpointer data)
{
  docs_cb (data);
  return G_SOURCE_CONTINUE;
}

static void
pressed_cb (GuiDeploymentView *self, const char *name)
{
  const M77Action *action = m77_kind_action (self->sight->kind, name);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *args = m77_rollout_arguments (pool, self->sight->doc, action);
  g_autofree char *text = args != NULL ? m77_json_to_text (args) : g_strdup ("");

  gtk_widget_activate_action (GTK_WIDGET (self), "record.act", "(ss)", name, text);
}

static void
opened_cb (GuiDeploymentView *self, const char *key)
{
  const char *slash = strchr (key, '/');
  g_autofree char *kind = g_strndup (key, slash - key);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "(ss)", kind, slash + 1);
}

/* ---- As a view ---- */

static void
gui_deployment_view_show (GuiRecordView *view, GuiSight *sight)
{
  GuiDeploymentView *self = GUI_DEPLOYMENT_VIEW (view);

  if (self->docs == NULL)
    {
      self->docs = gui_docs_new (sight->client);
      for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
        gui_docs_want (self->docs,
                       lists[i].kind,
                       lists[i].kind,
                       lists[i].filter,
                       lists[i].sort,
                       LOOKED_AT);
      g_signal_connect_swapped (self->docs, "changed", G_CALLBACK (docs_cb), self);
    }
  gui_sight_ref (sight);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = sight;
  show (self);
}

static void
gui_deployment_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_deployment_view_show;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiDeploymentView,
                               gui_deployment_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW,
                                                      gui_deployment_view_view_init))

static void
gui_deployment_view_dispose (GObject *object)
{
  GuiDeploymentView *self = GUI_DEPLOYMENT_VIEW (object);

  g_clear_handle_id (&self->ages_timer, g_source_remove);
  if (self->docs != NULL)
    g_signal_handlers_disconnect_by_data (self->docs, self);
  g_clear_object (&self->docs);
  g_clear_pointer (&self->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_deployment_view_parent_class)->dispose (object);
}

static void
gui_deployment_view_class_init (GuiDeploymentViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_deployment_view_dispose;
}

static GtkLabel *
add_label (GtkBox *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static GuiRowGroup *
add_group (GtkBox *box, const char *title)
{
  GtkWidget *group = gui_row_group_new (title);

  gtk_box_append (box, group);
  return GUI_ROW_GROUP (group);
}

static void
gui_deployment_view_init (GuiDeploymentView *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));

  self->state = add_label (box);
  self->words = add_label (box);
  gtk_widget_add_css_class (GTK_WIDGET (self->words), "side-title");
  self->steps = g_object_new (GUI_TYPE_STEPS, NULL);
  gtk_box_append (box, GTK_WIDGET (self->steps));
  self->weights = add_label (box);
  self->figures = add_group (box, _ ("Canary beside baseline"));
  self->outlook = add_group (box, _ ("What each would do"));
  self->carries = add_group (box, _ ("What else matters"));
  g_signal_connect_swapped (self->outlook, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (self->carries, "opened", G_CALLBACK (opened_cb), self);
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (GTK_WIDGET (box)));
  self->ages_timer = g_timeout_add_seconds (AGES_EVERY_S, ages_cb, self);
}
