/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-client"

#include "config.h"

#include "shared/client/m77-facets.h"

#include <glib/gi18n-lib.h>

#include "shared/model/m77-facet.h"

#define PAUSE_LEAST_MS 300
#define PAUSE_TIMES    4 /* between two countings, of what one took */

struct _M77Facets
{
  GObject parent;
  M77Client *client; /* NULL: nobody is asked */
  const M77Kind *kind;
  GTimeZone *zone;
  GPtrArray *groups; /* M77FacetGroup */
  char *filter;
  GCancellable *cancellable; /* of a counting under way */
  guint waiting;             /* answers to come */
  gint64 began_at, took_ms;  /* monotonic */
  guint timer;
};

G_DEFINE_FINAL_TYPE (M77Facets, m77_facets, G_TYPE_OBJECT)

static guint changed_signal;

/* One question of a counting. */
typedef struct
{
  M77Facets *facets;
  guint group, value; /* value: of days */
} Question;

static Question *
question_new (M77Facets *self, guint group, guint value)
{
  Question *question = g_new0 (Question, 1);

  question->facets = g_object_ref (self);
  question->group = group;
  question->value = value;
  self->waiting++;
  return question;
}

static void
value_free (gpointer data)
{
  M77FacetValue *value = data;

  g_free (value->value);
  g_free (value->label);
  g_free (value);
}

static void
group_free (gpointer data)
{
  M77FacetGroup *group = data;

  g_ptr_array_unref (group->values);
  g_free (group);
}

static M77FacetValue *
add_value (M77FacetGroup *group, const char *text, gint64 count)
{
  const M77Value *known = group->field->values != NULL ? m77_field_value (group->field, text)
                                                       : NULL;
  M77FacetValue *value = g_new0 (M77FacetValue, 1);

  value->value = g_strdup (text);
  value->label = g_strdup (known != NULL ? g_dgettext (GETTEXT_PACKAGE, known->label) : text);
  value->count = count;
  g_ptr_array_add (group->values, value);
  return value;
}

static void
mark_chosen (M77Facets *self)
{
  for (guint g = 0; g < self->groups->len; g++)
    {
      const M77FacetGroup *group = self->groups->pdata[g];

      for (guint v = 0; v < group->values->len; v++)
        {
          M77FacetValue *value = group->values->pdata[v];

          value->is_chosen = group->field->type == M77_TYPE_TIME
                                 ? m77_facet_has_term (self->filter, value->value)
                                 : m77_facet_has (self->filter,
                                                  self->kind,
                                                  group->field,
                                                  value->value);
        }
    }
}

static int
place_of (const GPtrArray *values, const char *text)
{
  for (guint i = 0; i < values->len; i++)
    if (g_str_equal (((M77FacetValue *) values->pdata[i])->value, text))
      return (int) i;
  return -1;
}

/* Those of an enum stand as the table has them; others that were there stay where they were, under
 * the pointer. */
static void
keep_order (M77FacetGroup *group, const GPtrArray *old)
{
  g_autoptr (GPtrArray) new = group->values;

  group->values = g_ptr_array_new_with_free_func (value_free);
  g_ptr_array_set_free_func (new, NULL);
  for (const M77Value *known = group->field->values; known != NULL && known->name != NULL; known++)
    {
      int at = place_of (new, known->name);

      if (at >= 0)
        g_ptr_array_add (group->values, g_ptr_array_steal_index (new, (guint) at));
    }
  for (guint i = 0; i < old->len; i++)
    {
      int at = place_of (new, ((M77FacetValue *) old->pdata[i])->value);

      if (at >= 0)
        g_ptr_array_add (group->values, g_ptr_array_steal_index (new, (guint) at));
    }
  for (guint i = 0; i < new->len; i++)
    g_ptr_array_add (group->values, new->pdata[i]);
}

void
m77_facets_take (M77Facets *self, guint at, GVariant *counts)
{
  M77FacetGroup *group = self->groups->pdata[at];
  g_autoptr (GPtrArray) old = group->values;
  GVariantIter iter;
  const char *text;
  gint64 count;

  group->values = g_ptr_array_new_with_free_func (value_free);
  g_variant_iter_init (&iter, counts);
  while (g_variant_iter_next (&iter, "(&sx)", &text, &count))
    if (*text != '\0' && group->values->len < M77_FACET_VALUES_MOST)
      add_value (group, text, count);
  /* What is asked for stays in sight, or it could not be taken out again. */
  for (guint i = 0; i < old->len; i++)
    {
      const M77FacetValue *value = old->pdata[i];

      if (place_of (group->values, value->value) < 0 &&
          m77_facet_has (self->filter, self->kind, group->field, value->value))
        add_value (group, value->value, 0);
    }
  keep_order (group, old);
  mark_chosen (self);
}

static char *
day_label (M77Facets *self, guint days_ago)
{
  g_autoptr (GDateTime) now = g_date_time_new_now (self->zone);
  g_autoptr (GDateTime) day = g_date_time_add_days (now, -(int) days_ago);

  if (days_ago == 0)
    return g_strdup (_ ("Today"));
  if (days_ago == 1)
    return g_strdup (_ ("Yesterday"));
  /* Translators: a weekday and its date: Tue 17 */
  return g_date_time_format (day, _ ("%a %e"));
}

static void
make_days (M77Facets *self, M77FacetGroup *group)
{
  gint64 now = g_get_real_time () / 1000;

  g_ptr_array_set_size (group->values, 0);
  for (guint i = 0; i < M77_FACET_DAYS; i++)
    {
      g_autofree char *terms = m77_facet_day (group->field, now, self->zone, i);
      M77FacetValue *value = add_value (group, terms, -1);

      g_free (value->label);
      value->label = day_label (self, i);
    }
}

/* ---- Counting ---- */

/* After the last answer. */
static void
end_question (Question *question)
{
  g_autoptr (M77Facets) self = question->facets;

  g_free (question);
  if (--self->waiting > 0)
    return;
  g_clear_object (&self->cancellable);
  self->took_ms = g_get_monotonic_time () / 1000 - self->began_at;
  g_signal_emit (self, changed_signal, 0);
}

static void
groups_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  g_autoptr (GVariant) counts = NULL;

  if (m77_agent1_call_groups_finish (M77_AGENT1 (source), &counts, result, NULL) &&
      !g_cancellable_is_cancelled (question->facets->cancellable))
    m77_facets_take (question->facets, question->group, counts);
  end_question (question);
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  const M77FacetGroup *group = question->facets->groups->pdata[question->group];
  gint64 count;

  if (m77_agent1_call_count_finish (M77_AGENT1 (source), &count, result, NULL) &&
      question->value < group->values->len)
    ((M77FacetValue *) group->values->pdata[question->value])->count = count;
  end_question (question);
}

static void
count_days (M77Facets *self, M77Agent1 *proxy, guint at, const char *filter)
{
  M77FacetGroup *group = self->groups->pdata[at];

  make_days (self, group);
  for (guint i = 0; i < group->values->len; i++)
    {
      const M77FacetValue *value = group->values->pdata[i];
      g_autofree char *terms = g_strjoin (*filter != '\0' ? " " : "", filter, value->value, NULL);

      m77_agent1_call_count (proxy,
                             self->kind->name,
                             terms,
                             0,
                             self->cancellable,
                             count_cb,
                             question_new (self, at, i));
    }
  mark_chosen (self);
}

static gboolean
timer_cb (gpointer data)
{
  M77Facets *self = data;
  M77Agent1 *proxy = m77_client_proxy (self->client);

  if (proxy != NULL && self->waiting > 0)
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  if (proxy == NULL)
    return G_SOURCE_REMOVE;
  self->cancellable = g_cancellable_new ();
  self->began_at = g_get_monotonic_time () / 1000;
  for (guint i = 0; i < self->groups->len; i++)
    {
      const M77FacetGroup *group = self->groups->pdata[i];
      g_autofree char *rest = m77_facet_without (self->filter, self->kind, group->field);
      g_autofree char *filter = m77_client_scope (self->client, self->kind->name, rest);

      if (group->field->type == M77_TYPE_TIME)
        count_days (self, proxy, i, filter);
      else
        m77_agent1_call_groups (proxy,
                                self->kind->name,
                                filter,
                                group->field->name,
                                M77_FACET_VALUES_MOST + 1,
                                self->cancellable,
                                groups_cb,
                                question_new (self, i, 0));
    }
  return G_SOURCE_REMOVE;
}

static void
plan (M77Facets *self, gboolean at_once)
{
  gint64 pause = at_once ? 1 : MAX (self->took_ms * PAUSE_TIMES, PAUSE_LEAST_MS);

  if (self->client == NULL)
    return;
  if (at_once)
    g_clear_handle_id (&self->timer, g_source_remove);
  if (self->timer == 0)
    self->timer = g_timeout_add ((guint) pause, timer_cb, self);
}

static void
changed_cb (M77Client *client, guint64 epoch, guint64 number, GStrv kinds, M77Facets *self)
{
  if (kinds == NULL || kinds[0] == NULL ||
      g_strv_contains ((const char *const *) kinds, self->kind->name))
    plan (self, FALSE);
}

static void
state_cb (M77Facets *self)
{
  if (m77_client_state (self->client) == M77_CLIENT_READY)
    plan (self, TRUE);
}

static void
m77_facets_dispose (GObject *object)
{
  M77Facets *self = M77_FACETS (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (m77_facets_parent_class)->dispose (object);
}

static void
m77_facets_finalize (GObject *object)
{
  M77Facets *self = M77_FACETS (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->groups);
  g_free (self->filter);

  G_OBJECT_CLASS (m77_facets_parent_class)->finalize (object);
}

static void
m77_facets_class_init (M77FacetsClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = m77_facets_dispose;
  object_class->finalize = m77_facets_finalize;

  changed_signal = g_signal_new ("changed",
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
m77_facets_init (M77Facets *self)
{
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->filter = g_strdup ("");
}

M77Facets *
m77_facets_new (M77Client *client, const M77Kind *kind, const char *const *fields, GTimeZone *zone)
{
  M77Facets *self = g_object_new (M77_TYPE_FACETS, NULL);

  self->kind = kind;
  self->zone = zone;
  for (guint i = 0; fields[i] != NULL; i++)
    {
      M77FacetGroup *group = g_new0 (M77FacetGroup, 1);

      group->field = m77_kind_field (kind, fields[i]);
      group->values = g_ptr_array_new_with_free_func (value_free);
      g_ptr_array_add (self->groups, group);
    }
  if (client == NULL)
    return self;
  self->client = g_object_ref (client);
  g_signal_connect (client, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (client, "notify::environment", G_CALLBACK (state_cb), self);
  plan (self, TRUE);
  return self;
}

void
m77_facets_set_filter (M77Facets *self, const char *filter)
{
  if (g_str_equal (filter, self->filter))
    return;
  g_free (self->filter);
  self->filter = g_strdup (filter);
  mark_chosen (self);
  g_signal_emit (self, changed_signal, 0);
  plan (self, TRUE);
}

const GPtrArray *
m77_facets_groups (M77Facets *self)
{
  return self->groups;
}

char *
m77_facets_toggle (M77Facets *self, const M77FacetGroup *group, const M77FacetValue *value)
{
  if (group->field->type == M77_TYPE_TIME)
    return m77_facet_toggle_term (self->filter, self->kind, group->field, value->value);
  return m77_facet_toggle (self->filter, self->kind, group->field, value->value);
}
