/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-core"

#include "config.h"

#include "platform/api/platform-core.h"

#include <string.h>
#include <time.h>

#include <glib/gi18n-lib.h>

#include "platform/api/platform-core-private.h"
#include "platform/api/platform-problem.h"
#include "platform/store/platform-mark.h"

#define PREFIX   "/v1/tenants/"
#define BODY_MAX (16 * 1024 * 1024) /* bytes */

static const PlatformRoute routes[] = {
  { "GET", "changes", 2, platform_changes_answer },
  { "POST", "operations", 2, platform_operations_answer },
  { "GET", "me", 2, platform_me_answer },
  { "POST", "alerts", 2, platform_alerts_answer },
  { "GET", "checkpoints", 2, platform_checkpoints_read },
  { "POST", "checkpoints", 2, platform_checkpoints_exchange },
  { "GET", NULL, 2, platform_list_answer },
  { "GET", NULL, 3, platform_item_read },
  { "PUT", NULL, 3, platform_item_write },
  { "PATCH", NULL, 3, platform_item_write },
  { "DELETE", NULL, 3, platform_item_write },
};

const PlatformRoute *
platform_core_routes (guint *n)
{
  *n = G_N_ELEMENTS (routes);
  return routes;
}

static void
grants_unref (gpointer grants)
{
  platform_grants_unref (grants);
}

/* A database that was put there from elsewhere numbers its changes anew. */
static gboolean
look_at_mark (PlatformCore *self, GError **error)
{
  gboolean replaced;

  self->marked_at = m77_runtime_now (self->runtime);
  if (!platform_mark_check (self->db, self->directory, &replaced, error))
    return FALSE;
  if (!replaced)
    return TRUE;
  g_message ("The database was restored: every agent reads it anew");
  return platform_tenant_renew_epochs (self->db, self->runtime, error) &&
         platform_mark_renew (self->db, self->directory, self->runtime, error);
}

void
platform_core_mark (PlatformCore *self)
{
  g_autoptr (GError) error = NULL;

  if (!self->is_unmarked || self->directory == NULL || !platform_db_is_first (self->db))
    return;
  self->is_unmarked = FALSE;
  self->marked_at = m77_runtime_now (self->runtime);
  if (!platform_mark_renew (self->db, self->directory, self->runtime, &error))
    g_warning ("%s", error->message);
}

PlatformCore *
platform_core_open (const char *directory,
                    const char *vfs,
                    const M77Runtime *runtime,
                    GError **error)
{
  PlatformDb *db = platform_db_open (directory, vfs, error);
  PlatformCore *self;

  if (db == NULL)
    return NULL;
  self = g_new0 (PlatformCore, 1);
  self->db = db;
  self->runtime = runtime;
  /* On a disk of a test's own there is no file beside the database. */
  self->directory = vfs == NULL ? g_strdup (directory) : NULL;
  self->grants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, grants_unref);
  self->limits = platform_limits_new (PLATFORM_LIMIT_BURST, PLATFORM_LIMIT_PER_SECOND);
  if (self->directory != NULL && platform_db_is_first (db) && !look_at_mark (self, error))
    g_clear_pointer (&self, platform_core_close);
  return self;
}

void
platform_core_rest (PlatformCore *self)
{
  platform_db_rest (self->db);
}

gboolean
platform_core_is_first (const PlatformCore *self)
{
  return platform_db_is_first (self->db);
}

void
platform_core_close (PlatformCore *self)
{
  if (self == NULL)
    return;
  platform_core_seed_cancel (self);
  platform_core_mark (self);
  g_free (self->directory);
  g_hash_table_unref (self->grants);
  platform_limits_free (self->limits);
  platform_db_close (self->db);
  g_free (self);
}

void
platform_core_set_changed_func (PlatformCore *self, PlatformChangedFunc func, gpointer data)
{
  self->changed = func;
  self->changed_data = data;
}

void
platform_core_set_limits (PlatformCore *self, guint burst, guint per_second)
{
  platform_limits_free (self->limits);
  self->limits = platform_limits_new (burst, per_second);
}

void
platform_core_set_private_targets (PlatformCore *self, gboolean allowed)
{
  self->private_targets = allowed;
}

/* The trace of "00-TRACE-SPAN-FLAGS" (W3C trace context), or a new one. */
static void
take_trace (PlatformCall *call)
{
  const char *parent = m77_request_header (call->request, "traceparent");
  guint8 bytes[16];

  if (parent != NULL && strlen (parent) >= 55 && parent[2] == '-' && parent[35] == '-' &&
      strspn (parent + 3, "0123456789abcdef") == 32 && strspn (parent + 3, "0") < 32)
    {
      memcpy (call->trace_id, parent + 3, 32);
      return;
    }
  call->core->runtime->random (call->core->runtime, bytes, sizeof bytes);
  for (guint i = 0; i < sizeof bytes; i++)
    g_snprintf (call->trace_id + 2 * i, 3, "%02x", bytes[i]);
}

static void
call_init (PlatformCall *call, PlatformCore *core, const M77Request *request)
{
  *call = (PlatformCall){ .core = core,
                          .request = request,
                          .now = m77_runtime_now (core->runtime) };
  take_trace (call);
  if (g_str_has_prefix (request->path, PREFIX))
    call->path = g_strsplit (request->path + strlen (PREFIX), "/", 4);
  else
    call->path = g_new0 (char *, 1);
}

static M77Answer *
take_allowance (PlatformCall *call, PlatformAllowance *allowance)
{
  *allowance = platform_limits_take (call->core->limits,
                                     call->token.hash,
                                     m77_runtime_monotonic (call->core->runtime));
  if (allowance->retry_s == 0)
    return NULL;
  return platform_problem (call, "rate-limited", _ ("Too many requests: wait a little."));
}

/* A name below the tenant that is no kind. */
static gboolean
is_named (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_strcmp0 (routes[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

static M77Answer *
route (PlatformCall *call)
{
  guint parts = g_strv_length (call->path);
  gboolean named = parts == 2 && is_named (call->path[1]);
  gboolean is_there = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (routes[i].parts != parts ||
          (routes[i].name != NULL ? !g_str_equal (routes[i].name, call->path[1]) : named))
        continue;
      if (g_str_equal (routes[i].method, call->request->method))
        return routes[i].answer (call);
      is_there = TRUE;
    }
  return is_there ? platform_problem_full (call,
                                           405,
                                           "method-not-allowed",
                                           _ ("This cannot be done with it."),
                                           NULL)
                  : platform_problem (call, "not-found", _ ("There is nothing here."));
}

static M77Answer *
answer (PlatformCall *call)
{
  PlatformAllowance allowance = { 0 };
  M77Answer *problem, *result;

  if (call->request->body != NULL && g_bytes_get_size (call->request->body) > BODY_MAX)
    return platform_problem (call, "too-large", _ ("The request is over 16 MiB: send less."));
  if (call->path[0] == NULL)
    return platform_problem (call, "not-found", _ ("There is nothing here."));
  problem = platform_call_identify (call);
  if (problem != NULL)
    return problem;
  problem = take_allowance (call, &allowance);
  if (problem == NULL && g_strcmp0 (call->path[1], "events") == 0)
    problem = platform_problem_full (call,
                                     501,
                                     "not-implemented",
                                     _ ("Events are the server's own."),
                                     NULL);
  result = problem != NULL ? problem : route (call);
  platform_allowance_to_headers (&allowance, result);
  return result;
}

/* RFC 9110 §5.6.7; by hand, for strftime speaks the locale's language. */
static void
set_date (M77Answer *result, gint64 now)
{
  static const char days[] = "SunMonTueWedThuFriSat";
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  time_t seconds = (time_t) (now / 1000);
  g_autofree char *text = NULL;
  struct tm utc;

  gmtime_r (&seconds, &utc);
  text = g_strdup_printf ("%.3s, %02d %.3s %04d %02d:%02d:%02d GMT",
                          days + 3 * utc.tm_wday,
                          utc.tm_mday,
                          months + 3 * utc.tm_mon,
                          utc.tm_year + 1900,
                          utc.tm_hour,
                          utc.tm_min,
                          utc.tm_sec);
  m77_answer_set_header (result, "date", text);
}

M77Answer *
platform_core_handle (PlatformCore *self, const M77Request *request)
{
  g_auto (PlatformCall) call = { NULL };
  M77Answer *result;

  call_init (&call, self, request);
  result = answer (&call);
  m77_answer_set_header (result, "trace-id", call.trace_id);
  set_date (result, call.now);
  return result;
}

char *
platform_core_events_tenant (PlatformCore *self, const M77Request *request, M77Answer **problem)
{
  g_auto (PlatformCall) call = { NULL };

  call_init (&call, self, request);
  *problem = call.path[0] != NULL
                 ? platform_call_identify (&call)
                 : platform_problem (&call, "not-found", _ ("There is nothing here."));
  if (*problem == NULL)
    return g_strdup (call.tenant->name);
  m77_answer_set_header (*problem, "trace-id", call.trace_id);
  return NULL;
}

gboolean
platform_core_knows (PlatformCore *self, const M77Request *request)
{
  M77Answer *problem = NULL;
  g_autofree char *tenant = platform_core_events_tenant (self, request, &problem);

  g_clear_pointer (&problem, m77_answer_free);
  return tenant != NULL;
}
