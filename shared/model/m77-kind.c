/* m77-kind.c
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-kind.h"

#include <string.h>

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Kind *const kinds[] = {
  &m77_kind_incident, &m77_kind_alert, &m77_kind_silence, &m77_kind_page, &m77_kind_schedule,
  &m77_kind_escalation, &m77_kind_maintenance, &m77_kind_handover, &m77_kind_runbook,
  &m77_kind_run,
  &m77_kind_service, &m77_kind_deployment, &m77_kind_flag, &m77_kind_freeze, &m77_kind_config,
  &m77_kind_dashboard, &m77_kind_slo,
  &m77_kind_member, &m77_kind_team, &m77_kind_role, &m77_kind_credential, &m77_kind_connector,
  &m77_kind_webhook, &m77_kind_delivery, &m77_kind_retention, &m77_kind_review, &m77_kind_usage,
  &m77_kind_audit,
  NULL
};

const M77Value m77_environments[] = {
  VALUE ("production", N_ ("Production"), "prod"),
  VALUE ("staging", N_ ("Staging"), "staging"),
  VALUE ("testing", N_ ("Testing"), "test"),
  VALUE ("development", N_ ("Development"), "dev"),
  VALUES_END
};

static const M77Field envelope[] = {
  FIELD ("id", N_ ("Id"), LINE, SERVER, IDX),
  FIELD ("version", N_ ("Version"), INTEGER, SERVER, 0),
  FIELD ("created_at", N_ ("Created"), TIME, SERVER, IDX, BRIEF (N_ ("Age"))),
  FIELD ("updated_at", N_ ("Updated"), TIME, SERVER, IDX),
  FIELD ("updated_by", N_ ("Updated by"), REF, SERVER, IDX, REF ("member")),
  FIELD ("deleted", N_ ("Deleted"), BOOLEAN, SERVER, 0),
  FIELDS_END
};

#define COMMON_ALIASES                                                                             \
  "created", "created_at", "updated", "updated_at", "by", "updated_by", "label", "labels",         \
  "env", "environment", "svc", "service", "sev", "severity"

static const char *const common_aliases[] = { COMMON_ALIASES, NULL };
static const char *const incident_aliases[] = { COMMON_ALIASES, "assignee", "lead", NULL };
static const char *const alert_aliases[] = {
  COMMON_ALIASES, "name", "alertname", "age", "starts_at", NULL
};
// clang-format on

const M77Kind *const *
m77_kinds (void)
{
  return kinds;
}

/* Most differ in their first letter. */
static inline gboolean
is_same (const char *a, const char *b)
{
  return a[0] == b[0] && strcmp (a, b) == 0;
}

const M77Kind *
m77_kind_find (const char *name)
{
  if (name == NULL)
    return NULL;

  for (guint i = 0; kinds[i] != NULL; i++)
    if (is_same (kinds[i]->name, name))
      return kinds[i];
  for (guint i = 0; kinds[i] != NULL; i++)
    if (g_ascii_strcasecmp (kinds[i]->plural, name) == 0)
      return kinds[i];
  return NULL;
}

static const M77Field *
find_field (const M77Field *fields, const char *name)
{
  for (const M77Field *field = fields; field->name != NULL; field++)
    {
      if (is_same (field->name, name))
        return field;
    }

  return NULL;
}

/* A kind's own field before the envelope's, either before an alias. */
const M77Field *
m77_kind_field (const M77Kind *kind, const char *name)
{
  const M77Field *field = find_field (kind->fields, name);
  const char *const *aliases = m77_kind_aliases (kind);

  if (field == NULL)
    field = find_field (envelope, name);

  for (guint i = 0; field == NULL && aliases[i] != NULL; i += 2)
    {
      if (g_str_equal (aliases[i], name))
        return m77_kind_field (kind, aliases[i + 1]);
    }

  return field;
}

const M77Action *
m77_kind_action (const M77Kind *kind, const char *name)
{
  for (const M77Action *action = kind->actions; action != NULL && action->name != NULL; action++)
    {
      if (g_str_equal (action->name, name))
        return action;
    }

  return NULL;
}

const M77Field *
m77_envelope_fields (void)
{
  return envelope;
}

gboolean
m77_field_is_envelope (const M77Field *field)
{
  return field >= envelope && field < envelope + G_N_ELEMENTS (envelope);
}

const char *const *
m77_kind_aliases (const M77Kind *kind)
{
  if (kind == &m77_kind_incident)
    return incident_aliases;
  if (kind == &m77_kind_alert)
    return alert_aliases;
  return common_aliases;
}

M77Merge
m77_field_merge (const M77Field *field)
{
  if (field->merge != M77_MERGE_BY_TYPE)
    return field->merge;

  switch (field->type)
    {
    case M77_TYPE_SET:
      return M77_MERGE_SET;
    case M77_TYPE_LOG:
      return M77_MERGE_LOG;
    case M77_TYPE_MAP:
      return M77_MERGE_MAP;
    case M77_TYPE_TEXT:
    case M77_TYPE_MARKDOWN:
      return M77_MERGE_TEXT;
    default:
      return M77_MERGE_ASK;
    }
}

gboolean
m77_field_is_editable (const M77Field *field)
{
  return field->merge != M77_MERGE_ACTION && field->merge != M77_MERGE_SERVER &&
         (field->flags & M77_FIELD_SECRET) == 0;
}

int
m77_field_rank (const M77Field *field, const char *name)
{
  for (int i = 0; name != NULL && field->values != NULL && field->values[i].name != NULL; i++)
    {
      if (g_str_equal (field->values[i].name, name))
        return i;
    }

  return -1;
}

const M77Value *
m77_field_value (const M77Field *field, const char *name)
{
  int rank = m77_field_rank (field, name);

  return rank < 0 ? NULL : &field->values[rank];
}

/* A slug that names the record alone never changes, so others may hold it. */
gboolean
m77_kind_ref_by_key (const M77Kind *kind)
{
  const M77Field *key;

  if (kind->key != M77_KEY_FIELD || kind->key_scope != NULL)
    return FALSE;

  key = find_field (kind->fields, kind->key_field);
  return key != NULL && key->type == M77_TYPE_SLUG;
}

static const char *
first_state (const M77Kind *kind)
{
  const M77Field *field;

  if (kind->state_field == NULL)
    return NULL;

  field = find_field (kind->fields, kind->state_field);
  return field->type == M77_TYPE_BOOLEAN ? "off" : field->start;
}

gboolean
m77_kind_is_open (const M77Kind *kind, const char *state)
{
  if (kind->open_states == NULL)
    return TRUE;
  if (state == NULL)
    state = first_state (kind);

  return state != NULL && g_strv_contains (kind->open_states, state);
}

M77Danger
m77_action_danger (const M77Action *action, const char *environment)
{
  if (g_strcmp0 (environment, "staging") == 0)
    return action->danger[1];
  if (g_strcmp0 (environment, "testing") == 0 || g_strcmp0 (environment, "development") == 0)
    return action->danger[2];
  return action->danger[0];
}
