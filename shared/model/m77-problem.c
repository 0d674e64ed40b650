/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-problem"

#include "config.h"

#include "shared/model/m77-problem.h"

static const struct
{
  const char *code;
  guint status;
} statuses[] = {
  { "action-denied", 403 },
  { "action-lapsed", 409 },
  { "blocked", 409 },
  { "conflict", 409 },
  { "cursor-expired", 410 },
  { "failed", 500 },
  { "freeze-active", 409 },
  { "idempotency-mismatch", 422 },
  { "insufficient_user_authentication", 401 },
  { "key-expired", 409 },
  { "key-taken", 409 },
  { "method-not-allowed", 405 },
  { "not-found", 404 },
  { "not-implemented", 501 },
  { "not-permitted", 403 },
  { "precondition-changed", 409 },
  { "precondition-required", 428 },
  { "rate-limited", 429 },
  { "sign-in-needed", 401 },
  { "step-up-needed", 401 },
  { "storage-failed", 503 },
  { "storage-full", 507 },
  { "storage-read-only", 503 },
  { "timeout", 503 },
  { "too-large", 413 },
  { "unknown-kind", 404 },
  { "validation-failed", 422 },
};

guint
m77_problem_status (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (statuses[i].code, code))
      return statuses[i].status;
  return 400;
}

char *
m77_problem_title (const char *code)
{
  char *title = g_strdelimit (g_strdup (code), "-_", ' ');

  title[0] = g_ascii_toupper (title[0]);
  return title;
}

void
m77_problem_write (GString *out,
                   const char *code,
                   const char *detail,
                   const M77Json *errors,
                   const char *trace_id)
{
  g_autofree char *type = g_strconcat ("urn:m77:problem:", code, NULL);
  g_autofree char *title = m77_problem_title (code);

  g_string_append (out, "{\"type\":");
  m77_json_write_string (out, type, -1);
  g_string_append (out, ",\"title\":");
  m77_json_write_string (out, title, -1);
  g_string_append_printf (out, ",\"status\":%u,\"detail\":", m77_problem_status (code));
  m77_json_write_string (out, detail != NULL ? detail : title, -1);
  g_string_append (out, ",\"code\":");
  m77_json_write_string (out, code, -1);
  if (m77_json_size (errors) > 0)
    {
      g_string_append (out, ",\"errors\":");
      m77_json_write (errors, out);
    }
  if (trace_id != NULL)
    {
      g_string_append (out, ",\"trace_id\":");
      m77_json_write_string (out, trace_id, -1);
    }
  g_string_append_c (out, '}');
}
