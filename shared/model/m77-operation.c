/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-operation"

#include "config.h"

#include "shared/model/m77-operation.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-problem.h"

#define RETRY_LONGEST 86400 /* seconds; an answer that asks for more is not believed */

static const char *const operation_names[] = { "create", "update", "delete", "act" };
static const char *const outcome_names[] = { "applied",  "conflict", "blocked",
                                             "rejected", "step-up",  "retry" };

const char *
m77_operation_type_name (M77OperationType type)
{
  return operation_names[type];
}

gboolean
m77_operation_type_from_name (const char *name, M77OperationType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (operation_names); i++)
    if (g_strcmp0 (name, operation_names[i]) == 0)
      {
        *type = i;
        return TRUE;
      }
  return FALSE;
}

const char *
m77_outcome_type_name (M77OutcomeType type)
{
  return outcome_names[type];
}

/* Each member after the first begins with a comma; none is written of what is not there. */
static void
write_string (GString *out, const char *name, const char *text)
{
  if (text == NULL)
    return;
  g_string_append_printf (out, ",\"%s\":", name);
  m77_json_write_string (out, text, -1);
}

static void
write_value (GString *out, const char *name, const M77Json *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (out, ",\"%s\":", name);
  m77_json_write (value, out);
}

static void
write_time (GString *out, const char *name, gint64 instant)
{
  if (instant != M77_TIME_NONE)
    {
      g_autofree char *text = m77_time_format (instant);
      write_string (out, name, text);
    }
}

static void
write_integer (GString *out, const char *name, gint64 number)
{
  g_string_append_printf (out, ",\"%s\":%" G_GINT64_FORMAT, name, number);
}

void
m77_operation_write (const M77Operation *operation, GString *out)
{
  g_string_append (out, "{\"key\":");
  m77_json_write_string (out, operation->key, -1);
  write_string (out, "op", operation_names[operation->type]);
  write_string (out, "kind", operation->kind);
  write_string (out, "id", operation->id);
  if (operation->if_version > 0)
    write_integer (out, "if_version", operation->if_version);
  write_string (out, "after", operation->after);
  switch (operation->type)
    {
    case M77_OPERATION_CREATE:
      write_value (out, "doc", operation->doc);
      break;
    case M77_OPERATION_UPDATE:
      write_value (out, "patch", operation->patch);
      write_value (out, "elements", operation->elements);
      break;
    case M77_OPERATION_DELETE:
      break;
    case M77_OPERATION_ACT:
      write_string (out, "action", operation->action);
      write_value (out, "args", operation->args);
      write_value (out, "expect", operation->expect);
      write_time (out, "asked_at", operation->asked_at);
      write_time (out, "expires_at", operation->expires_at);
      break;
    }
  write_string (out, "reason", operation->reason);
  g_string_append_c (out, '}');
}

static gboolean
refuse (GError **error, const char *member, const char *expected)
{
  g_set_error (error, M77_ERROR, M77_ERROR_INVALID, _ ("operation: %s: %s"), member, expected);
  return FALSE;
}

/* The readers below take absent and null alike. */
static gboolean
read_string (const M77Json *value, const char *name, const char **text, GError **error)
{
  const M77Json *member = m77_json_get (value, name);

  *text = m77_json_string (member);
  if (!m77_json_is_null (member) && (*text == NULL || **text == '\0'))
    return refuse (error, name, _ ("text expected"));
  return TRUE;
}

static gboolean
read_object (const M77Json *value, const char *name, const M77Json **object, GError **error)
{
  *object = m77_json_get (value, name);
  if (m77_json_is_null (*object))
    *object = NULL;
  else if (!m77_json_is (*object, M77_JSON_OBJECT))
    return refuse (error, name, _ ("an object expected"));
  return TRUE;
}

static gboolean
read_time (const M77Json *value, const char *name, gint64 *instant, GError **error)
{
  const char *text;

  *instant = M77_TIME_NONE;
  if (!read_string (value, name, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  *instant = m77_time_parse (text);
  if (*instant == M77_TIME_NONE)
    return refuse (error, name, _ ("a time such as 2030-05-17T03:12:00.000Z expected"));
  return TRUE;
}

static gboolean
read_guard (M77Operation *operation, const M77Json *value, GError **error)
{
  const M77Json *version = m77_json_get (value, "if_version");

  if (!read_string (value, "after", &operation->after, error))
    return FALSE;
  if (operation->after != NULL && m77_id_time (operation->after) < 0)
    return refuse (error, "after", _ ("the key of another operation expected"));
  if (m77_json_is_null (version))
    return TRUE;
  if (!m77_json_int (version, &operation->if_version) || operation->if_version < 1)
    return refuse (error, "if_version", _ ("a version from 1 expected"));
  if (operation->after != NULL)
    return refuse (error, "after", _ ("goes with no if_version"));
  return TRUE;
}

static gboolean
read_update (M77Operation *operation, const M77Json *value, GError **error)
{
  if (!read_object (value, "patch", &operation->patch, error) ||
      !read_object (value, "elements", &operation->elements, error))
    return FALSE;
  if (operation->patch == NULL && operation->elements == NULL)
    return refuse (error, "patch", _ ("a patch, elements or both expected"));
  return TRUE;
}

static gboolean
read_act (M77Operation *operation, const M77Json *value, GError **error)
{
  if (!read_string (value, "action", &operation->action, error) ||
      !read_object (value, "args", &operation->args, error) ||
      !read_object (value, "expect", &operation->expect, error) ||
      !read_time (value, "asked_at", &operation->asked_at, error) ||
      !read_time (value, "expires_at", &operation->expires_at, error))
    return FALSE;
  if (operation->action == NULL)
    return refuse (error, "action", _ ("the name of an action expected"));
  return TRUE;
}

static gboolean
read_body (M77Operation *operation, const M77Json *value, GError **error)
{
  gboolean is_guarded = operation->if_version > 0 || operation->after != NULL;

  switch (operation->type)
    {
    case M77_OPERATION_CREATE:
      if (!read_object (value, "doc", &operation->doc, error))
        return FALSE;
      if (operation->doc == NULL)
        return refuse (error, "doc", _ ("an object expected"));
      if (operation->if_version > 0)
        return refuse (error, "if_version", _ ("a create has none"));
      return TRUE;
    case M77_OPERATION_UPDATE:
      if (!read_update (operation, value, error))
        return FALSE;
      if (operation->patch != NULL && !is_guarded)
        return refuse (error, "if_version", _ ("a patch needs if_version or after"));
      return TRUE;
    case M77_OPERATION_DELETE:
      if (!is_guarded)
        return refuse (error, "if_version", _ ("a delete needs if_version or after"));
      return TRUE;
    case M77_OPERATION_ACT:
      return read_act (operation, value, error);
    }
  return FALSE;
}

gboolean
m77_operation_from_json (M77Operation *operation, const M77Json *value, GError **error)
{
  *operation = (M77Operation){ .asked_at = M77_TIME_NONE, .expires_at = M77_TIME_NONE };
  if (!m77_json_is (value, M77_JSON_OBJECT))
    return refuse (error, "op", _ ("an object expected"));
  if (!read_string (value, "key", &operation->key, error))
    return FALSE;
  if (operation->key == NULL || m77_id_time (operation->key) < 0)
    return refuse (error, "key", _ ("a UUIDv7 in lower case expected"));
  if (!m77_operation_type_from_name (m77_json_get_string (value, "op"), &operation->type))
    return refuse (error, "op", _ ("create, update, delete or act expected"));
  if (!read_string (value, "kind", &operation->kind, error) ||
      !read_string (value, "id", &operation->id, error) ||
      !read_string (value, "reason", &operation->reason, error))
    return FALSE;
  if (operation->kind == NULL)
    return refuse (error, "kind", _ ("the name of a kind expected"));
  if (operation->id == NULL ||
      (!m77_id_is_valid (operation->id) &&
       !(operation->type == M77_OPERATION_ACT && g_str_equal (operation->id, "new"))))
    return refuse (error, "id", _ ("a UUID in lower case expected"));
  return read_guard (operation, value, error) && read_body (operation, value, error);
}

void
m77_outcome_write (const M77Outcome *outcome, GString *out)
{
  g_string_append (out, "{\"key\":");
  m77_json_write_string (out, outcome->key, -1);
  write_string (out, "outcome", outcome_names[outcome->type]);
  if (outcome->record_text != NULL)
    {
      g_string_append (out, ",\"record\":");
      g_string_append (out, outcome->record_text);
    }
  else
    write_value (out, "record", outcome->record);
  if (outcome->code != NULL)
    {
      g_string_append (out, ",\"problem\":");
      m77_problem_write (out, outcome->code, outcome->detail, outcome->errors, NULL);
    }
  if (outcome->type == M77_OUTCOME_STEP_UP)
    {
      write_string (out, "acr_values", outcome->acr_values);
      if (outcome->max_age_s >= 0)
        write_integer (out, "max_age", outcome->max_age_s);
    }
  if (outcome->type == M77_OUTCOME_RETRY)
    write_integer (out, "retry_after", outcome->retry_s);
  write_value (out, "secret", outcome->secret);
  g_string_append_c (out, '}');
}

static gboolean
outcome_type_from_name (const char *name, M77OutcomeType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcome_names); i++)
    if (g_strcmp0 (name, outcome_names[i]) == 0)
      {
        *type = i;
        return TRUE;
      }
  return FALSE;
}

static void
read_problem (M77Outcome *outcome, const M77Json *problem)
{
  const M77Json *errors = m77_json_get (problem, "errors");

  outcome->code = m77_json_get_string (problem, "code");
  outcome->detail = m77_json_get_string (problem, "detail");
  outcome->errors = m77_json_is (errors, M77_JSON_ARRAY) ? errors : NULL;
  if (outcome->detail == NULL)
    outcome->detail = m77_json_get_string (problem, "title");
  if (outcome->code == NULL && outcome->type != M77_OUTCOME_APPLIED)
    outcome->code = "failed";
}

gboolean
m77_outcome_from_json (M77Outcome *outcome, const M77Json *value, GError **error)
{
  const M77Json *secret;

  *outcome = (M77Outcome){ .max_age_s = -1 };
  outcome->key = m77_json_is (value, M77_JSON_OBJECT) ? m77_json_get_string (value, "key") : NULL;
  if (outcome->key == NULL || !m77_id_is_valid (outcome->key))
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_BAD_ANSWER,
                   _ ("the platform's answer names no operation"));
      return FALSE;
    }
  if (!outcome_type_from_name (m77_json_get_string (value, "outcome"), &outcome->type))
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_BAD_ANSWER,
                   _ ("the platform's answer has an outcome that this version does not know"));
      return FALSE;
    }
  outcome->record = m77_json_get (value, "record");
  if (!m77_json_is (outcome->record, M77_JSON_OBJECT))
    outcome->record = NULL;
  read_problem (outcome, m77_json_get (value, "problem"));
  secret = m77_json_get (value, "secret");
  outcome->secret = m77_json_is_null (secret) ? NULL : secret;
  outcome->acr_values = m77_json_get_string (value, "acr_values");
  outcome->max_age_s = MAX (m77_json_get_int (value, "max_age", -1), -1);
  outcome->retry_s = CLAMP (m77_json_get_int (value, "retry_after", 0), 0, RETRY_LONGEST);
  return TRUE;
}
