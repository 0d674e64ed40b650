/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-problem"

#include "config.h"

#include "platform/api/platform-problem.h"

#include "shared/base/m77-error.h"
#include "shared/model/m77-problem.h"

M77Answer *
platform_problem_full (const PlatformCall *call,
                       guint status,
                       const char *code,
                       const char *detail,
                       const M77Json *errors)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  M77Answer *answer;

  m77_problem_write (text, code, detail, errors, call->trace_id);
  body = g_string_free_to_bytes (text);
  answer = m77_answer_new (status, "application/problem+json", body);
  if (status == 401)
    m77_answer_set_header (answer, "www-authenticate", "Bearer");
  return answer;
}

M77Answer *
platform_problem (const PlatformCall *call, const char *code, const char *detail)
{
  return platform_problem_full (call, m77_problem_status (code), code, detail, NULL);
}

M77Answer *
platform_problem_error (const PlatformCall *call, const GError *error)
{
  return platform_problem (call, m77_error_nick (error), error->message);
}
