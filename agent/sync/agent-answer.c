/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-answer"

#include "config.h"

#include "agent/sync/agent-answer.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-json.h"

#define PROBLEM_MOST (64 * 1024) /* bytes */
#define TRACE_SHOWN  32          /* bytes */
#define TYPE_SHOWN   80          /* bytes */

static gboolean
has_type (const M77Answer *answer, const char *content_type)
{
  const char *type = m77_answer_header (answer, "content-type");

  return type != NULL && g_str_has_prefix (type, content_type);
}

static M77Error
code_of_status (guint status)
{
  switch (status)
    {
    case 401:
      return M77_ERROR_SIGN_IN;
    case 403:
      return M77_ERROR_NOT_PERMITTED;
    case 404:
      return M77_ERROR_NOT_FOUND;
    case 410:
      return M77_ERROR_CURSOR_EXPIRED;
    case 413:
      return M77_ERROR_TOO_LARGE;
    case 429:
      return M77_ERROR_RATE_LIMITED;
    default:
      return status >= 500 || status == 408 ? M77_ERROR_PLATFORM_UNREACHABLE : M77_ERROR_BAD_ANSWER;
    }
}

static void
set_problem (M77Answer *answer, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = m77_answer_read_all (answer, PROBLEM_MOST, cancellable, NULL);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Error code = code_of_status (answer->status);
  const M77Json *problem = NULL;
  const char *detail, *trace;
  g_autofree char *start = NULL;

  if (body != NULL && has_type (answer, "application/problem+json"))
    problem = m77_json_parse (pool, g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL);
  if (m77_json_get_string (problem, "code") != NULL && answer->status < 500)
    m77_error_code_from_nick (m77_json_get_string (problem, "code"), &code);
  if (code == M77_ERROR_FAILED)
    code = code_of_status (answer->status);

  detail = m77_json_get_string (problem, "detail");
  trace = m77_json_get_string (problem, "trace_id");
  if (detail == NULL)
    g_set_error (error,
                 M77_ERROR,
                 code,
                 _ ("The platform answered %u and nothing that says why; it is tried again"),
                 answer->status);
  else if (trace == NULL)
    g_set_error_literal (error, M77_ERROR, code, detail);
  else
    {
      start = g_utf8_make_valid (trace, (gssize) strnlen (trace, TRACE_SHOWN));
      g_set_error (error, M77_ERROR, code, _ ("%s (trace %s)"), detail, start);
    }
}

gboolean
agent_answer_check (M77Answer *answer,
                    const char *content_type,
                    gint64 *retry_after_s,
                    GCancellable *cancellable,
                    GError **error)
{
  const char *retry_after = m77_answer_header (answer, "retry-after");
  const char *type = m77_answer_header (answer, "content-type");
  g_autofree char *start = NULL;

  *retry_after_s = retry_after == NULL ? 0 : g_ascii_strtoll (retry_after, NULL, 10);
  if (answer->status < 200 || answer->status > 299)
    {
      set_problem (answer, cancellable, error);
      return FALSE;
    }
  if (has_type (answer, content_type))
    return TRUE;

  start = type != NULL ? g_utf8_make_valid (type, (gssize) strnlen (type, TYPE_SHOWN)) : NULL;
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_BAD_ANSWER,
               _ ("The answer is not the platform's (%s where %s was expected): "
                  "a captive portal or proxy may be in between"),
               start != NULL ? start : "?",
               content_type);
  return FALSE;
}

gboolean
agent_answer_skew (const M77Answer *answer, gint64 now, gint64 *skew_ms)
{
  const char *text = m77_answer_header (answer, "date");
  g_autoptr (GDateTime) date = text == NULL ? NULL : soup_date_time_new_from_http_string (text);

  if (date == NULL)
    return FALSE;
  *skew_ms = now - g_date_time_to_unix (date) * 1000;
  return TRUE;
}
