/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-items"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "platform/api/platform-attempt.h"
#include "platform/api/platform-problem.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/model/m77-problem.h"

/* One record as a resource, for third parties: its representation is the record, {"kind","id",
 * …,"doc":{…}}. A write becomes an operation and takes the same way as those of an agent;
 * Idempotency-Key is its key, If-Match its if_version. */

static M77Answer *
record_answer (guint status, const M77Record *record)
{
  GString *text = g_string_new (NULL);
  g_autofree char *tag = g_strdup_printf ("\"v%" G_GINT64_FORMAT "\"", record->version);
  g_autoptr (GBytes) body = NULL;
  M77Answer *answer;

  m77_record_write (record, text);
  body = g_string_free_to_bytes (text);
  answer = m77_answer_new (status, "application/json", body);
  m77_answer_set_header (answer, "etag", tag);
  m77_answer_set_header (answer, "cache-control", "private, no-cache");
  return answer;
}

/* Whether one of the tags of an If-None-Match names version; weak ones too (RFC 9110 §13.1.2). */
static gboolean
tags_name (const char *tags, gint64 version)
{
  g_autofree char *tag = g_strdup_printf ("\"v%" G_GINT64_FORMAT "\"", version);

  return tags != NULL && (strstr (tags, tag) != NULL || g_str_equal (tags, "*"));
}

M77Answer *
platform_item_read (PlatformCall *call)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  M77Record record;
  M77Answer *answer;

  if (!platform_grants_may_read (call->grants, call->path[1]))
    return platform_problem (call, "not-found", _ ("There is no such record."));
  if (!platform_record_get (
          call->core->db, call->tenant->id, call->path[1], call->path[2], pool, &record, &error))
    return platform_problem_error (call, error);
  if (record.id == NULL || record.deleted)
    return platform_problem (call, "not-found", _ ("There is no such record."));
  if (!tags_name (m77_request_header (call->request, "if-none-match"), record.version))
    return record_answer (200, &record);
  answer = record_answer (304, &record);
  g_clear_pointer ((GBytes **) &answer->source, g_bytes_unref);
  return answer;
}

/* "v12" in quotes; 0: it is none. */
static gint64
version_of (const char *tag)
{
  guint64 version = 0;
  g_autofree char *digits = NULL;

  if (tag == NULL || !g_str_has_prefix (tag, "\"v") || !g_str_has_suffix (tag, "\""))
    return 0;
  digits = g_strndup (tag + 2, strlen (tag) - 3);
  return g_ascii_string_to_unsigned (digits, 10, 1, G_MAXINT64, &version, NULL) ? (gint64) version
                                                                                : 0;
}

static const M77Json *
read_body (PlatformCall *call, M77JsonPool *pool, GError **error)
{
  gsize size = 0;
  const char *text = call->request->body != NULL ? g_bytes_get_data (call->request->body, &size)
                                                 : "{}";

  if (text == NULL || call->request->body == NULL)
    return m77_json_object_new (pool);
  return m77_json_parse (pool, text, (gssize) size, error);
}

static void
set_part (M77JsonPool *pool, M77Json *operation, const char *name, const M77Json *value)
{
  if (value != NULL)
    m77_json_set (pool, operation, name, m77_json_copy (pool, value));
}

/* The request as an operation. */
static const M77Json *
operation_of (PlatformCall *call, M77JsonPool *pool, const M77Json *body, gint64 version)
{
  const char *method = call->request->method;
  M77Json *operation = m77_json_object_new (pool);
  const M77Json *doc = m77_json_get (body, "doc");
  gboolean is_put = g_str_equal (method, "PUT");
  gboolean is_delete = g_str_equal (method, "DELETE");

  m77_json_set_string (pool,
                       operation,
                       "key",
                       m77_request_header (call->request, "idempotency-key"));
  m77_json_set_string (pool,
                       operation,
                       "op",
                       is_delete      ? "delete"
                       : version == 0 ? "create"
                                      : "update");
  m77_json_set_string (pool, operation, "kind", call->path[1]);
  m77_json_set_string (pool, operation, "id", call->path[2]);
  if (version > 0)
    m77_json_set_int (pool, operation, "if_version", version);
  if (is_put && version == 0)
    set_part (pool, operation, "doc", doc);
  else if (is_put)
    {
      m77_json_set (pool, operation, "patch", m77_json_object_new (pool));
      set_part (pool, operation, "replace", doc);
    }
  else if (!is_delete)
    {
      set_part (pool, operation, "patch", doc);
      set_part (pool, operation, "elements", m77_json_get (body, "elements"));
    }
  return operation;
}

static M77Answer *
refusal_answer (PlatformCall *call, const M77Outcome *outcome)
{
  guint status = m77_problem_status (outcome->code);
  M77Answer *answer;

  if (outcome->type == M77_OUTCOME_CONFLICT)
    status = 412;
  answer = platform_problem_full (call, status, outcome->code, outcome->detail, outcome->errors);
  if (outcome->type == M77_OUTCOME_STEP_UP)
    {
      g_autofree char *challenge = NULL;

      challenge = g_strdup_printf ("Bearer error=\"insufficient_user_authentication\", "
                                   "max_age=\"%" G_GINT64_FORMAT "\"",
                                   outcome->max_age_s);
      m77_answer_set_header (answer, "www-authenticate", challenge);
    }
  return answer;
}

static M77Answer *
run (PlatformCall *call, M77JsonPool *pool, const M77Json *operation, GError **error)
{
  g_auto (PlatformWrite) write = { NULL };
  g_autoptr (GString) text = g_string_new (NULL);
  M77OutcomeType type;
  M77Outcome outcome;
  M77Record record;
  const M77Json *value;

  if (!platform_call_begin_write (call, &write, error) ||
      !platform_attempt_run (&write, call->grants, &call->token, operation, &type, text, error) ||
      !platform_write_commit (&write, error))
    return NULL;
  value = m77_json_parse (pool, text->str, (gssize) text->len, error);
  if (value == NULL || !m77_outcome_from_json (&outcome, value, error))
    return NULL;
  if (outcome.type != M77_OUTCOME_APPLIED)
    return refusal_answer (call, &outcome);
  if (outcome.record == NULL)
    return m77_answer_new (204, NULL, NULL);
  if (!m77_record_from_json (&record, outcome.record, error))
    return NULL;
  return record_answer (record.version == 1 ? 201 : 200, &record);
}

M77Answer *
platform_item_write (PlatformCall *call)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  const char *key = m77_request_header (call->request, "idempotency-key");
  const char *match = m77_request_header (call->request, "if-match");
  gboolean creates = g_str_equal (call->request->method, "PUT") &&
                     g_strcmp0 (m77_request_header (call->request, "if-none-match"), "*") == 0;
  gint64 version = version_of (match);
  const M77Json *body;
  M77Answer *answer;

  if (match == NULL && !creates)
    return platform_problem (call,
                             "precondition-required",
                             _ ("If-Match must say which version this was made on."));
  if (match != NULL && version == 0)
    return platform_problem_full (call, 412, "conflict", _ ("If-Match names no version."), NULL);
  if (key == NULL || m77_id_time (key) < 0)
    return platform_problem (call,
                             "validation-failed",
                             _ ("Idempotency-Key must be a UUIDv7, a new one for each change."));
  body = read_body (call, pool, &error);
  answer = body != NULL ? run (call, pool, operation_of (call, pool, body, version), &error) : NULL;
  return answer != NULL ? answer : platform_problem_error (call, error);
}
