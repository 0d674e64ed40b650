/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-operations"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-attempt.h"
#include "platform/api/platform-problem.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"

/* POST …/operations: {"operations":[…]} is answered {"outcomes":[…]}, one for each, in
 * order. One transaction for the request. A request that has no such list, or an
 * operation without a key, is refused as a whole: it could not be answered. */

static const M77Json *
read_operations (PlatformCall *call, M77JsonPool *pool, M77Answer **problem)
{
  gsize size = 0;
  const char *text = call->request->body != NULL ? g_bytes_get_data (call->request->body, &size)
                                                 : "";
  g_autoptr (GError) error = NULL;
  const M77Json *body = m77_json_parse (pool, text != NULL ? text : "", (gssize) size, &error);
  const M77Json *list = m77_json_get (body, "operations");

  if (error != NULL)
    *problem = platform_problem_error (call, error);
  else if (!m77_json_is (list, M77_JSON_ARRAY))
    *problem = platform_problem (call, "validation-failed", _ ("A list “operations” is expected."));
  else if (m77_json_size (list) > M77_OPERATIONS_MAX)
    *problem = platform_problem (call, "too-large", _ ("At most 500 operations at once."));
  for (const M77Json *o = m77_json_first (list); o != NULL && *problem == NULL;
       o = m77_json_next (o))
    {
      const char *key = m77_json_get_string (o, "key");

      if (key == NULL || m77_id_time (key) < 0)
        *problem = platform_problem (call,
                                     "validation-failed",
                                     _ ("Each operation needs a key, a UUIDv7."));
    }
  return *problem == NULL ? list : NULL;
}

/* *spoilt: nothing was done. */
static gboolean
run_once (PlatformCall *call,
          const M77Json *list,
          gboolean bare,
          GString *out,
          gboolean *spoilt,
          GError **error)
{
  g_auto (PlatformWrite) write = { NULL };

  *spoilt = FALSE;
  if (!platform_call_begin_write (call, &write, error))
    return FALSE;
  write.is_bare = bare;
  g_string_assign (out, "{\"outcomes\":[");
  for (const M77Json *o = m77_json_first (list); o != NULL; o = m77_json_next (o))
    {
      M77OutcomeType outcome;

      if (o != m77_json_first (list))
        g_string_append_c (out, ',');
      if (!platform_attempt_run (&write, call->grants, &call->token, o, &outcome, out, error))
        return FALSE;
      *spoilt = write.is_spoilt;
      if (*spoilt)
        return TRUE;
      m77_json_pool_reset (write.pool);
    }
  g_string_append (out, "]}");
  return platform_write_commit (&write, error);
}

static gboolean
run_all (PlatformCall *call, const M77Json *list, GString *out, GError **error)
{
  gboolean spoilt;

  return run_once (call, list, TRUE, out, &spoilt, error) &&
         (!spoilt || run_once (call, list, FALSE, out, &spoilt, error));
}

M77Answer *
platform_operations_answer (PlatformCall *call)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  M77Answer *problem = NULL;
  const M77Json *list = read_operations (call, pool, &problem);

  if (list == NULL)
    return problem;
  if (!run_all (call, list, out, &error))
    return platform_problem_error (call, error);
  body = g_string_free_to_bytes (g_steal_pointer (&out));
  return m77_answer_new (200, "application/json", body);
}
