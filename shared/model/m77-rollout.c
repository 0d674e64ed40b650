/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-rollout.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-act.h"

#define STEPS_MOST 50

/* ---- Figures ---- */

static double
number_in (const M77Json *object, const char *name)
{
  double value;

  return m77_json_double (m77_json_get (object, name), &value) ? value : NAN;
}

GArray *
m77_rollout_measures (const M77Json *deployment)
{
  const M77Json *metric = m77_json_first (m77_json_get (deployment, "analysis"));
  GArray *measures = g_array_new (FALSE, FALSE, sizeof (M77Measure));

  for (; metric != NULL; metric = m77_json_next (metric))
    {
      M77Measure measure = { .name = m77_json_name (metric),
                             .unit = m77_json_get_string (metric, "unit"),
                             .verdict = m77_json_get_string (metric, "verdict"),
                             .value = number_in (metric, "value"),
                             .baseline = number_in (metric, "baseline"),
                             .limit = number_in (metric, "limit"),
                             .samples = m77_json_get_int (metric, "samples", -1),
                             .least = m77_json_get_int (metric, "least", -1) };

      if (measure.name != NULL)
        g_array_append_val (measures, measure);
    }
  return measures;
}

char *
m77_measure_label (const M77Measure *self)
{
  char *label = g_strdelimit (g_strdup (self->name), "_-", ' ');

  *label = g_ascii_toupper (*label);
  return label;
}

char *
m77_measure_words (double value, const char *unit)
{
  gboolean whole = fabs (value) >= 100 || value == floor (value);

  if (isnan (value))
    return g_strdup ("-");
  return g_strdup_printf ("%.*f%s%s",
                          whole ? 0 : 1,
                          value,
                          unit != NULL ? " " : "",
                          unit != NULL ? unit : "");
}

gboolean
m77_measure_is_over (const M77Measure *self)
{
  if (self->verdict != NULL)
    return g_str_equal (self->verdict, "fail");
  return !isnan (self->value) && !isnan (self->limit) && self->value > self->limit;
}

gint64
m77_rollout_age (const M77Json *deployment, gint64 now)
{
  const char *text = m77_json_get_string (deployment, "measured_at");
  gint64 at = text != NULL ? m77_time_parse (text) : M77_TIME_NONE;

  return at == M77_TIME_NONE ? -1 : MAX (now - at, 0);
}

/* ---- Steps ---- */

static const M77Json *
find_plan (const M77Json *deployment)
{
  const M77Json *plan = m77_json_get (deployment, "plan");

  return m77_json_is (plan, M77_JSON_ARRAY) ? plan : m77_json_get (plan, "steps");
}

guint
m77_rollout_steps (const M77Json *deployment)
{
  guint planned = m77_json_size (find_plan (deployment));
  gint64 told = m77_json_get_int (deployment, "steps", 0);

  return planned > 0 ? MIN (planned, STEPS_MOST) : (guint) CLAMP (told, 0, STEPS_MOST);
}

int
m77_rollout_weight (const M77Json *deployment, guint step)
{
  const M77Json *planned = m77_json_first (find_plan (deployment));
  gint64 weight = 0;

  if (step >= m77_rollout_steps (deployment))
    return 100;
  if (planned == NULL)
    return -1;
  for (guint i = 0; i < step && planned != NULL; i++, planned = m77_json_next (planned))
    weight = m77_json_get_int (planned, "weight", weight);
  return (int) CLAMP (weight, 0, 100);
}

/* ---- What each would do ---- */

typedef struct
{
  const M77Json *doc;
  const M77RolloutView *view;
  const char *version, *before;
  int weight;
  guint step, steps;
} Plan;

static const char *
or_dash (const char *text)
{
  return text != NULL ? text : "-";
}

static char *
promote_words (const Plan *self)
{
  guint to = MIN (self->step + 1, self->steps);
  int weight = m77_rollout_weight (self->doc, to);

  if (weight < 0)
    return g_strdup_printf (_ ("to step %u of %u"), to, self->steps);
  return g_strdup_printf (_ ("%d%% to %d%%, step %u of %u"), self->weight, weight, to, self->steps);
}

static char *
begin_words (const Plan *self)
{
  int weight = m77_rollout_weight (self->doc, 1);

  return weight < 0
             ? g_strdup (_ ("from step 1"))
             : g_strdup_printf (_ ("from step 1: %d%% to %s"), weight, or_dash (self->version));
}

static char *
effect_words (const Plan *self, const char *name)
{
  if (g_str_equal (name, "pause"))
    return g_strdup_printf (_ ("stays at %d%% until somebody resumes it"), self->weight);
  if (g_str_equal (name, "abort"))
    return g_strdup_printf (_ ("weight %d%% to 0%%, all on %s"),
                            self->weight,
                            or_dash (self->before));
  if (g_str_equal (name, "rollback"))
    return g_strdup_printf (_ ("%s to %s for all, at once"),
                            or_dash (self->version),
                            or_dash (self->before));
  if (g_str_equal (name, "resume"))
    return g_strdup_printf (_ ("goes on from step %u of %u at %d%%"),
                            self->step,
                            self->steps,
                            self->weight);
  if (g_str_equal (name, "promote"))
    return promote_words (self);
  if (g_str_equal (name, "start") || g_str_equal (name, "retry"))
    return begin_words (self);
  return NULL;
}

static gboolean
any_fails (const M77Json *doc)
{
  g_autoptr (GArray) measures = m77_rollout_measures (doc);

  for (guint i = 0; i < measures->len; i++)
    if (g_strcmp0 (g_array_index (measures, M77Measure, i).verdict, "fail") == 0)
      return TRUE;
  return FALSE;
}

static char *
refusal_of (const Plan *self, const M77Kind *kind, const M77Action *action)
{
  const M77RolloutView *view = self->view;
  gint64 age = m77_rollout_age (self->doc, view->now);

  if (view->grants != NULL && !m77_grants_allow (view->grants, kind, action->name, self->doc))
    return g_strdup (_ ("not for your role"));
  if (action->offline == M77_OFFLINE_DENY && !view->online)
    return g_strdup (_ ("offline"));
  if ((action->flags & M77_ACTION_FREEZE) != 0 && view->freeze != NULL)
    return g_strdup (_ ("a freeze is in force"));
  if (!g_str_equal (action->name, "promote"))
    return NULL;
  if (any_fails (self->doc))
    return g_strdup (_ ("its analysis fails"));
  if (age > M77_ROLLOUT_FRESH_MS)
    {
      g_autofree char *words = m77_time_age (view->now - age, view->now);

      return g_strdup_printf (_ ("figures are %s old"), words);
    }
  return NULL;
}

/* Of the one that is asked for already. */
static char *
pending_words (const M77RolloutView *view, const M77Action *action)
{
  const char *state = m77_json_get_string (view->pending, "state");
  const char *asked = m77_json_get_string (view->pending, "asked_at");
  gint64 at = asked != NULL ? m77_time_parse (asked) : M77_TIME_NONE;
  g_autofree char *age = m77_time_age (at, view->now);
  g_autofree char *lapses = NULL;

  if (g_strcmp0 (state, "held") != 0)
    return g_strdup_printf (_ ("asked %s ago, not delivered"), age);
  if (at == M77_TIME_NONE || action->offline != M77_OFFLINE_HOLD)
    return g_strdup_printf (_ ("HELD %s: i confirms or drops it"), age);
  lapses = m77_time_short (m77_act_expires_at (action, at), view->now, view->zone);
  return g_strdup_printf (_ ("HELD %s, lapses %s"), age, lapses);
}

static char *
remark_of (const Plan *self, const M77Action *action)
{
  const M77RolloutView *view = self->view;
  g_autofree char *left = m77_duration_format (action->offline_ms / 1000);

  if (g_strcmp0 (m77_json_get_string (view->pending, "action"), action->name) == 0)
    return pending_words (view, action);
  if (view->online || action->offline == M77_OFFLINE_DENY)
    return NULL;
  if (action->offline == M77_OFFLINE_HOLD)
    return g_strdup_printf (_ ("offline: held %s, asked again"), left);
  return g_strdup_printf (_ ("offline: within %s, if at step %u"), left, self->step);
}

static void
free_outlook (gpointer data)
{
  M77Outlook *self = data;

  g_free (self->effect);
  g_free (self->remark);
  g_free (self->not_now);
  g_free (self);
}

GPtrArray *
m77_rollout_outlook (const M77Json *deployment, const M77RolloutView *view)
{
  static const char *const order[] = { "pause",   "abort", "rollback", "resume",
                                       "promote", "retry", "start" };
  const M77Kind *kind = m77_kind_find ("deployment");
  GPtrArray *outlooks = g_ptr_array_new_with_free_func (free_outlook);
  Plan plan = { deployment,
                view,
                m77_json_get_string (deployment, "version"),
                m77_json_get_string (deployment, "previous_version"),
                (int) CLAMP (m77_json_get_int (deployment, "weight", 0), 0, 100),
                (guint) CLAMP (m77_json_get_int (deployment, "step", 0), 0, STEPS_MOST),
                m77_rollout_steps (deployment) };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const M77Action *action = m77_kind_action (kind, order[i]);
      M77Outlook *outlook;

      if (!m77_act_check_state (kind, action, deployment, NULL))
        continue;
      outlook = g_new (M77Outlook, 1);
      *outlook = (M77Outlook){ action,
                               effect_words (&plan, order[i]),
                               remark_of (&plan, action),
                               refusal_of (&plan, kind, action) };
      g_ptr_array_add (outlooks, outlook);
    }
  return outlooks;
}

M77Json *
m77_rollout_arguments (M77JsonPool *pool, const M77Json *deployment, const M77Action *action)
{
  const char *before = m77_json_get_string (deployment, "previous_version");
  guint step = (guint) CLAMP (m77_json_get_int (deployment, "step", 0), 0, STEPS_MOST);
  guint steps = m77_rollout_steps (deployment);
  g_autofree char *next = NULL;
  M77Json *args;

  if (g_str_equal (action->name, "promote") && steps > 0)
    next = g_strdup_printf ("%u", MIN (step + 1, steps));
  else if (g_str_equal (action->name, "rollback"))
    next = g_strdup (before);
  if (next == NULL)
    return NULL;
  args = m77_json_object_new (pool);
  m77_json_set_string (pool, args, "to", next);
  return args;
}
