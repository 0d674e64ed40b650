/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-kinds"

#include "config.h"

#include <string.h>

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

static guint
count_fields (const M77Kind *kind)
{
  guint count = 0;

  while (kind->fields[count].name != NULL)
    count++;
  return count;
}

static guint
count_actions (const M77Kind *kind)
{
  guint count = 0;

  while (kind->actions != NULL && kind->actions[count].name != NULL)
    count++;
  return count;
}

static void
assert_field (const M77Kind *kind, const char *name)
{
  if (m77_kind_field (kind, name) == NULL)
    g_error ("%s has no field %s", kind->name, name);
}

static gboolean
has_state (const M77Kind *kind, const char *state)
{
  static const char *const flag[] = { "off", "on", "archived", NULL };
  const M77Field *field = kind->state_field ? m77_kind_field (kind, kind->state_field) : NULL;

  if (field == NULL)
    return FALSE;
  if (field->type == M77_TYPE_BOOLEAN)
    return g_strv_contains (flag, state);
  return m77_field_rank (field, state) >= 0;
}

static void
assert_states (const M77Kind *kind, const char *const *states)
{
  for (guint i = 0; states != NULL && states[i] != NULL; i++)
    {
      if (!has_state (kind, states[i]))
        g_error ("%s has no state %s", kind->name, states[i]);
    }
}

static void
check_values (const M77Value *values)
{
  for (guint i = 0; values != NULL && values[i].name != NULL; i++)
    {
      g_assert_nonnull (values[i].label);
      /* "staging" is shown in full. */
      g_assert_cmpuint (strlen (values[i].brief),
                        <=,
                        g_str_equal (values[i].name, "staging") ? 7 : 6);
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (values[j].name, !=, values[i].name);
    }
}

static void
check_field (const M77Kind *kind, const M77Field *field)
{
  gboolean named = field->type == M77_TYPE_ENUM || field->type == M77_TYPE_RANKED;

  g_assert_true (m77_kind_field (kind, field->name) == field);
  g_assert_nonnull (field->label);
  g_assert_false (m77_field_is_envelope (field));
  g_assert_true (named == (field->values != NULL) || field->type == M77_TYPE_LOG);
  g_assert_cmpint (field->min, <=, field->max);
  g_assert_cmpint (field->max > 0 && field->type == M77_TYPE_TIME,
                   ==,
                   field->max > 0 && g_str_equal (field->name, "ends_at"));
  check_values (field->values);
  assert_states (kind, field->edit_states);
  if (field->type == M77_TYPE_REF)
    g_assert_nonnull (field->ref);
  if (field->ref != NULL)
    g_assert_nonnull (m77_kind_find (field->ref));
  if (named && field->start != NULL)
    g_assert_cmpint (m77_field_rank (field, field->start), >=, 0);
}

static void
check_who (const M77Kind *kind, const M77Who *who)
{
  const char *field = who->own_field != NULL ? who->own_field : kind->own_field;

  if (who->own)
    assert_field (kind, field);
}

static void
check_inverse (const M77Kind *kind, const char *inverse)
{
  g_auto (GStrv) parts = inverse != NULL ? g_strsplit (inverse, ".", 2) : NULL;

  if (inverse == NULL)
    return;
  if (parts[1] != NULL)
    g_assert_nonnull (m77_kind_action (m77_kind_find (parts[0]), parts[1]));
  else if (m77_kind_action (kind, inverse) == NULL)
    g_error ("%s has no action %s", kind->name, inverse);
}

static gboolean
has_argument (const M77Action *action, const char *name)
{
  for (const M77Argument *a = action->arguments; a != NULL && a->name != NULL; a++)
    {
      if (g_str_equal (a->name, name))
        return TRUE;
    }

  return FALSE;
}

static void
check_effects (const M77Kind *kind, const M77Action *action)
{
  for (const M77Effect *e = action->effects; e != NULL && e->field != NULL; e++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

      assert_field (kind, e->field);
      if (e->kind == M77_EFFECT_CONSTANT)
        g_assert_nonnull (m77_json_parse (pool, e->value, -1, NULL));
      else if (e->kind >= M77_EFFECT_ARGUMENT && e->kind != M77_EFFECT_CLEAR)
        g_assert_true (has_argument (action, e->value));
    }
}

static void
check_action (const M77Kind *kind, const M77Action *action)
{
  g_assert_true (m77_kind_action (kind, action->name) == action);
  g_assert_nonnull (action->label);
  g_assert_nonnull (action->effect);
  assert_states (kind, action->from);
  if (action->to != NULL)
    g_assert_true (has_state (kind, action->to));
  for (guint i = 0; action->expect != NULL && action->expect[i] != NULL; i++)
    assert_field (kind, action->expect[i]);
  for (const M77Argument *a = action->arguments; a != NULL && a->name != NULL; a++)
    {
      g_assert_nonnull (a->label);
      g_assert_true (a->type != M77_TYPE_REF || m77_kind_find (a->ref) != NULL);
      g_assert_true (!a->secret || action->offline == M77_OFFLINE_DENY);
      check_values (a->values);
    }
  check_effects (kind, action);
  check_inverse (kind, action->inverse);
  check_who (kind, &action->who);
  g_assert_cmpint (action->danger[0], >=, action->danger[1]);
  g_assert_cmpint (action->danger[1], >=, action->danger[2]);
  g_assert_true ((action->offline == M77_OFFLINE_DENY) == (action->offline_ms == 0));
  g_assert_true (action->who.level != M77_ROLE_NOBODY || action->who.own);
}

static void
check_sort (const M77Kind *kind)
{
  g_auto (GStrv) keys = g_strsplit (kind->sort, ",", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const char *name = keys[i] + (*keys[i] == '-');

      assert_field (kind, name);
      g_assert_true ((m77_kind_field (kind, name)->flags & M77_FIELD_INDEXED) != 0);
    }
}

static void
test_tables (void)
{
  const M77Kind *const *kinds = m77_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      const M77Kind *kind = kinds[i];

      g_assert_true (m77_kind_find (kind->name) == kind);
      g_assert_true (m77_kind_find (kind->plural) == kind);
      for (const M77Field *field = kind->fields; field->name != NULL; field++)
        check_field (kind, field);
      for (guint j = 0; j < count_actions (kind); j++)
        check_action (kind, &kind->actions[j]);
      for (guint j = 0; kind->columns[j] != NULL; j++)
        assert_field (kind, kind->columns[j]);
      check_sort (kind);
      assert_states (kind, kind->open_states);
      assert_states (kind, kind->remove_states);
      assert_states (kind, kind->edit_states);
      if (kind->key != M77_KEY_ID)
        assert_field (kind, kind->key_field);
      if (kind->key_scope != NULL)
        assert_field (kind, kind->key_scope);
      assert_field (kind, kind->title_field);
      if (kind->own_field != NULL)
        assert_field (kind, kind->own_field);
      g_assert_true ((kind->key == M77_KEY_NUMBER) == (kind->number_prefix != NULL));
    }
}

/* Counted by hand from the data dictionary, labels and link included. */
static void
test_counts (void)
{
  static const struct
  {
    const char *kind;
    guint fields, actions;
  } counts[] = {
    { "incident", 39, 13 }, { "alert", 32, 3 },   { "silence", 10, 3 }, { "deployment", 29, 9 },
    { "flag", 25, 8 },      { "member", 19, 10 }, { "audit", 27, 0 },
  };
  guint kinds = 0;
  guint actions = 0;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      const M77Kind *kind = m77_kind_find (counts[i].kind);

      g_assert_cmpuint (count_fields (kind), ==, counts[i].fields);
      g_assert_cmpuint (count_actions (kind), ==, counts[i].actions);
    }
  for (; m77_kinds ()[kinds] != NULL; kinds++)
    actions += count_actions (m77_kinds ()[kinds]);
  g_assert_cmpuint (kinds, ==, 28);
  g_assert_cmpuint (actions, ==, 99);
}

static void
test_lookups (void)
{
  const M77Kind *incident = m77_kind_find ("incidents");
  const M77Kind *alert = m77_kind_find ("alert");

  g_assert_cmpstr (m77_kind_field (incident, "assignee")->name, ==, "lead");
  g_assert_cmpstr (m77_kind_field (incident, "sev")->name, ==, "severity");
  g_assert_cmpstr (m77_kind_field (incident, "by")->name, ==, "updated_by");
  g_assert_true (m77_field_is_envelope (m77_kind_field (incident, "created")));
  g_assert_cmpstr (m77_kind_field (alert, "name")->name, ==, "alertname");
  g_assert_cmpstr (m77_kind_field (alert, "age")->name, ==, "starts_at");
  g_assert_null (m77_kind_field (incident, "age"));
  g_assert_null (m77_kind_field (incident, "nothing"));
  g_assert_null (m77_kind_find ("spaceship"));
  g_assert_null (m77_kind_action (incident, "launch"));
}

static void
test_open_and_keys (void)
{
  static const char *const by_key[] = { "service",    "team",    "member",    "role", "schedule",
                                        "escalation", "runbook", "dashboard", "slo",  "credential",
                                        "connector",  "webhook", "retention", NULL };

  for (guint i = 0; m77_kinds ()[i] != NULL; i++)
    g_assert_cmpint (m77_kind_ref_by_key (m77_kinds ()[i]),
                     ==,
                     g_strv_contains (by_key, m77_kinds ()[i]->name));

  g_assert_true (m77_kind_is_open (m77_kind_find ("incident"), "mitigated"));
  g_assert_false (m77_kind_is_open (m77_kind_find ("incident"), "resolved"));
  g_assert_true (m77_kind_is_open (m77_kind_find ("flag"), NULL));
  g_assert_false (m77_kind_is_open (m77_kind_find ("flag"), "archived"));
  g_assert_true (m77_kind_is_open (m77_kind_find ("team"), NULL));
  g_assert_false (m77_kind_is_open (m77_kind_find ("audit"), NULL));
  g_assert_false (m77_kind_is_open (m77_kind_find ("service"), "retired"));
}

static void
test_acknowledge (void)
{
  const M77Action *ack = m77_kind_action (m77_kind_find ("incident"), "acknowledge");
  const M77Action *rollback = m77_kind_action (m77_kind_find ("deployment"), "rollback");

  g_assert_cmpint (ack->offline, ==, M77_OFFLINE_ALLOW);
  g_assert_cmpint (ack->offline_ms, ==, 5 * 60 * 1000);
  g_assert_cmpint (ack->who.level, ==, M77_ROLE_RESPONDER);
  g_assert_cmpstr (ack->inverse, ==, "unacknowledge");
  g_assert_cmpint (rollback->offline, ==, M77_OFFLINE_HOLD);
  g_assert_cmpint (m77_action_danger (rollback, "production"), ==, M77_DANGER_TYPED);
  g_assert_cmpint (m77_action_danger (rollback, "moon"), ==, M77_DANGER_TYPED);
  g_assert_cmpint (m77_action_danger (rollback, NULL), ==, M77_DANGER_TYPED);
  g_assert_cmpint (m77_action_danger (rollback, "staging"), ==, M77_DANGER_CONFIRM);
  g_assert_cmpint (m77_action_danger (rollback, "development"), ==, M77_DANGER_NONE);
}

static void
test_merges (void)
{
  const M77Kind *incident = m77_kind_find ("incident");

  g_assert_cmpint (m77_field_merge (m77_kind_field (incident, "labels")), ==, M77_MERGE_SET);
  g_assert_cmpint (m77_field_merge (m77_kind_field (incident, "timeline")), ==, M77_MERGE_LOG);
  g_assert_cmpint (m77_field_merge (m77_kind_field (incident, "tasks")), ==, M77_MERGE_MAP);
  g_assert_cmpint (m77_field_merge (m77_kind_field (incident, "summary")), ==, M77_MERGE_TEXT);
  g_assert_cmpint (m77_field_merge (m77_kind_field (incident, "severity")), ==, M77_MERGE_RAISE);
  g_assert_cmpint (m77_field_merge (m77_kind_field (incident, "title")), ==, M77_MERGE_ASK);
  g_assert_false (m77_field_is_editable (m77_kind_field (incident, "status")));
  g_assert_false (m77_field_is_editable (m77_kind_field (incident, "number")));
  g_assert_true (m77_field_is_editable (m77_kind_field (incident, "lead")));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kinds/tables", test_tables);
  g_test_add_func ("/kinds/counts", test_counts);
  g_test_add_func ("/kinds/lookups", test_lookups);
  g_test_add_func ("/kinds/open-and-keys", test_open_and_keys);
  g_test_add_func ("/kinds/acknowledge", test_acknowledge);
  g_test_add_func ("/kinds/merges", test_merges);
  return g_test_run ();
}
