/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-act"

#include "config.h"

#include "shared/model/m77-act.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-validate.h"

static const M77Argument *
find_argument (const M77Action *action, const char *name)
{
  for (const M77Argument *a = action->arguments; a != NULL && a->name != NULL; a++)
    {
      if (g_str_equal (a->name, name))
        return a;
    }

  return NULL;
}

static gboolean
refuse (GError **error, const char *label, const char *why)
{
  g_set_error (error, M77_ERROR, M77_ERROR_INVALID, _ ("%s: %s"), label, why);
  return FALSE;
}

static gboolean
check_distance (const M77Argument *argument, const M77Json *value, gint64 asked_at, GError **error)
{
  gint64 at = m77_time_parse (m77_json_string (value));
  const char *label = g_dgettext (GETTEXT_PACKAGE, argument->label);
  g_autofree char *span = NULL;
  g_autofree char *why = NULL;

  if (argument->max_ahead_ms > 0 && at - asked_at > argument->max_ahead_ms)
    {
      if (argument->max_ahead_ms < 1000)
        return refuse (error, label, _ ("must not be in the future"));
      span = m77_duration_format (argument->max_ahead_ms / 1000);
      why = g_strdup_printf (_ ("at most %s ahead fits"), span);
      return refuse (error, label, why);
    }
  if (argument->max_behind_ms > 0 && asked_at - at > argument->max_behind_ms)
    {
      span = m77_duration_format (argument->max_behind_ms / 1000);
      why = g_strdup_printf (_ ("at most %s ago fits"), span);
      return refuse (error, label, why);
    }

  return TRUE;
}

/* An argument keeps the rules of a field of its type. */
static gboolean
check_argument (const M77Argument *argument, const M77Json *value, gint64 asked_at, GError **error)
{
  const M77Field field = {
    .name = argument->name,
    .label = argument->label,
    .type = argument->type,
    .flags = argument->required ? M77_FIELD_REQUIRED : 0,
    .ref = argument->ref,
    .values = argument->values,
    .min = argument->min,
    .max = argument->max,
  };
  g_autoptr (M77Fault) fault = m77_validate_value (NULL, &field, value);

  if (fault != NULL)
    {
      g_set_error_literal (error, M77_ERROR, M77_ERROR_INVALID, fault->message);
      return FALSE;
    }

  return argument->type != M77_TYPE_TIME || m77_json_is_null (value) ||
         check_distance (argument, value, asked_at, error);
}

gboolean
m77_act_check_arguments (const M77Action *action,
                         const M77Json *args,
                         gint64 asked_at,
                         GError **error)
{
  if (!m77_json_is_null (args) && !m77_json_is (args, M77_JSON_OBJECT))
    return refuse (error, action->name, _ ("arguments by name expected"));

  for (const M77Json *arg = m77_json_first (args); arg != NULL; arg = m77_json_next (arg))
    {
      if (find_argument (action, m77_json_name (arg)) == NULL)
        return refuse (error, m77_json_name (arg), _ ("the action has no such argument"));
    }
  for (const M77Argument *a = action->arguments; a != NULL && a->name != NULL; a++)
    {
      if (!check_argument (a, m77_json_get (args, a->name), asked_at, error))
        return FALSE;
    }

  return TRUE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* A set in whatever order has one hash. */
static char *
hash_of (const M77Field *field, const M77Json *value)
{
  g_autoptr (M77JsonPool) pool = NULL;
  g_autoptr (GPtrArray) texts = NULL;
  M77Json *sorted;

  if (field->type != M77_TYPE_SET || !m77_json_is (value, M77_JSON_ARRAY))
    return m77_json_sha256 (value);

  pool = m77_json_pool_new ();
  sorted = m77_json_array_new (pool);
  texts = g_ptr_array_new ();
  for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
    {
      if (m77_json_string (e) != NULL)
        g_ptr_array_add (texts, (gpointer) m77_json_string (e));
    }
  g_ptr_array_sort (texts, compare_texts);
  for (guint i = 0; i < texts->len; i++)
    m77_json_append (sorted, m77_json_string_new (pool, g_ptr_array_index (texts, i)));

  return m77_json_sha256 (sorted);
}

/* A field as an expectation holds it: long ones by their hash, absent ones as null. */
static M77Json *
seen_value (M77JsonPool *pool, const M77Field *field, const M77Json *doc)
{
  const M77Json *value = m77_json_get (doc, field->name);
  g_autofree char *hash = NULL;
  g_autofree char *text = NULL;

  if (m77_json_is_null (value))
    return m77_json_null_new (pool);

  switch (field->type)
    {
    case M77_TYPE_TEXT:
    case M77_TYPE_MARKDOWN:
    case M77_TYPE_JSON:
    case M77_TYPE_MAP:
    case M77_TYPE_SET:
      hash = hash_of (field, value);
      text = g_strconcat ("sha256:", hash, NULL);
      return m77_json_string_new (pool, text);
    default:
      return m77_json_copy (pool, value);
    }
}

M77Json *
m77_act_expect (M77JsonPool *pool, const M77Kind *kind, const M77Action *action, const M77Json *doc)
{
  M77Json *expect = m77_json_object_new (pool);
  const M77Field *field;

  if (doc == NULL || (action->flags & M77_ACTION_MAKES) != 0)
    return expect;

  if (kind->state_field != NULL)
    {
      field = m77_kind_field (kind, kind->state_field);
      m77_json_set (pool, expect, field->name, seen_value (pool, field, doc));
    }
  for (guint i = 0; action->expect != NULL && action->expect[i] != NULL; i++)
    {
      field = m77_kind_field (kind, action->expect[i]);
      m77_json_set (pool, expect, field->name, seen_value (pool, field, doc));
    }

  return expect;
}

/* Times written differently are one instant; an absent switch is off. */
static gboolean
is_as_seen (const M77Field *field, const M77Json *seen, const M77Json *now)
{
  gboolean was_on, is_on;

  if (m77_json_equal (seen, now))
    return TRUE;
  if (field->type == M77_TYPE_TIME && m77_json_string (seen) != NULL &&
      m77_json_string (now) != NULL)
    {
      gint64 then = m77_time_parse (m77_json_string (seen));

      return then != M77_TIME_NONE && then == m77_time_parse (m77_json_string (now));
    }
  if (field->type != M77_TYPE_BOOLEAN)
    return FALSE;

  was_on = m77_json_is (seen, M77_JSON_TRUE);
  is_on = m77_json_is (now, M77_JSON_TRUE);
  return was_on == is_on;
}

gboolean
m77_act_expectation_holds (const M77Kind *kind,
                           const M77Json *expect,
                           const M77Json *doc,
                           const char **field)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  for (const M77Json *seen = m77_json_first (expect); seen != NULL; seen = m77_json_next (seen))
    {
      const M77Field *declared = m77_kind_field (kind, m77_json_name (seen));

      if (declared != NULL && is_as_seen (declared, seen, seen_value (pool, declared, doc)))
        continue;
      if (field != NULL)
        *field = m77_json_name (seen);
      return FALSE;
    }

  return TRUE;
}

gboolean
m77_act_check_state (const M77Kind *kind,
                     const M77Action *action,
                     const M77Json *doc,
                     GError **error)
{
  const char *state = m77_record_state (kind, doc);

  if (action->from == NULL || (state != NULL && g_strv_contains (action->from, state)))
    return TRUE;

  g_set_error (error,
               M77_ERROR,
               M77_ERROR_PRECONDITION_CHANGED,
               /* Translators: an action, a kind of record, a state */
               _ ("“%s” does not fit: this %s is “%s” now"),
               g_dgettext (GETTEXT_PACKAGE, action->label),
               g_dgettext (GETTEXT_PACKAGE, kind->label),
               state != NULL ? state : "-");
  return FALSE;
}

gint64
m77_act_expires_at (const M77Action *action, gint64 asked_at)
{
  if (action->offline == M77_OFFLINE_DENY)
    return asked_at + M77_ACT_DENY_EXPIRES_MS;

  return asked_at + action->offline_ms;
}

const M77Action *
m77_act_guard (const M77Kind *kind, const M77Action *action, const M77Json *doc)
{
  const M77Action *other = NULL;

  if (g_str_equal (kind->name, "flag") &&
      g_strcmp0 (m77_json_get_string (doc, "type"), "kill-switch") == 0 &&
      (g_str_equal (action->name, "turn-on") || g_str_equal (action->name, "turn-off")))
    other = m77_kind_action (kind, action->inverse);

  return other != NULL ? other : action;
}

static M77Json *
now_value (M77JsonPool *pool, const M77Json *args, gint64 asked_at)
{
  const char *at = m77_json_get_string (args, "at");
  g_autofree char *text = at != NULL ? g_strdup (at) : m77_time_format (asked_at);

  return m77_json_string_new (pool, text);
}

/* The set with or without the element. */
static M77Json *
changed_set (M77JsonPool *pool, const M77Json *set, const M77Json *element, gboolean add)
{
  M77Json *result = m77_json_array_new (pool);
  gboolean there = FALSE;

  for (const M77Json *e = m77_json_first (set); e != NULL; e = m77_json_next (e))
    {
      gboolean is_it = m77_json_equal (e, element);

      if (!is_it || add)
        m77_json_append (result, m77_json_copy (pool, e));
      there = there || is_it;
    }
  if (add && !there)
    m77_json_append (result, m77_json_copy (pool, element));

  return result;
}

static void
carry_out (M77JsonPool *pool,
           M77Json *doc,
           const M77Effect *effect,
           const M77Json *args,
           const char *actor,
           gint64 asked_at)
{
  gboolean by_argument = effect->kind == M77_EFFECT_ARGUMENT || effect->kind == M77_EFFECT_ADD ||
                         effect->kind == M77_EFFECT_REMOVE;
  const M77Json *argument = by_argument ? m77_json_get (args, effect->value) : NULL;
  const M77Json *set = m77_json_get (doc, effect->field);
  M77Json *value = NULL;

  if (by_argument && m77_json_is_null (argument))
    return;

  switch (effect->kind)
    {
    case M77_EFFECT_NOW:
      value = now_value (pool, args, asked_at);
      break;
    case M77_EFFECT_ACTOR:
      value = actor != NULL ? m77_json_string_new (pool, actor) : m77_json_null_new (pool);
      break;
    case M77_EFFECT_ARGUMENT:
      value = m77_json_copy (pool, argument);
      break;
    case M77_EFFECT_CONSTANT:
      value = m77_json_parse (pool, effect->value, -1, NULL);
      break;
    case M77_EFFECT_CLEAR:
      m77_json_remove (doc, effect->field);
      return;
    case M77_EFFECT_ADD:
    case M77_EFFECT_REMOVE:
      value = changed_set (pool, set, argument, effect->kind == M77_EFFECT_ADD);
      break;
    }

  m77_json_set (pool, doc, effect->field, value);
}

M77Json *
m77_act_apply (M77JsonPool *pool,
               const M77Kind *kind,
               const M77Action *action,
               const M77Json *doc,
               const M77Json *args,
               const char *actor,
               gint64 asked_at)
{
  M77Json *result = doc != NULL ? m77_json_copy (pool, doc) : m77_json_object_new (pool);
  const M77Field *state = kind->state_field != NULL ? m77_kind_field (kind, kind->state_field)
                                                    : NULL;

  if (action->to != NULL && state != NULL && state->type != M77_TYPE_BOOLEAN)
    m77_json_set_string (pool, result, state->name, action->to);
  for (const M77Effect *e = action->effects; e != NULL && e->field != NULL; e++)
    carry_out (pool, result, e, args, actor, asked_at);

  return result;
}

/* What is said to have happened `at` a time did not before it all began. */
static gboolean
check_begin (const M77Json *doc, const M77Json *args, GError **error)
{
  const char *at = m77_json_get_string (args, "at");
  const char *began = m77_json_get_string (doc, "started_at");

  if (at == NULL || began == NULL || m77_time_parse (at) >= m77_time_parse (began))
    return TRUE;
  g_set_error_literal (error, M77_ERROR, M77_ERROR_INVALID, _ ("This must not be before it began"));
  return FALSE;
}

gboolean
m77_act_check_order (const M77Kind *kind,
                     const M77Action *action,
                     const M77Json *doc,
                     const M77Json *args,
                     gint64 asked_at,
                     GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *after = m77_act_apply (pool, kind, action, doc, args, NULL, asked_at);
  g_autofree char *fault = m77_validate_order (kind, after);

  if (!check_begin (doc, args, error))
    return FALSE;
  if (fault != NULL)
    g_set_error_literal (error, M77_ERROR, M77_ERROR_INVALID, fault);
  return fault == NULL;
}

gboolean
m77_act_wants_reason (const M77Kind *kind, const M77Action *action, const M77Json *doc)
{
  const char *severity = m77_json_get_string (doc, "severity");
  const char *postmortem = m77_json_get_string (doc, "postmortem");

  return g_str_equal (kind->name, "incident") && g_str_equal (action->name, "close") &&
         (g_strcmp0 (severity, "sev1") == 0 || g_strcmp0 (severity, "sev2") == 0) &&
         (postmortem == NULL || *postmortem == '\0');
}
