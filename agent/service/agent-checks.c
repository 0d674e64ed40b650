/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-checks"

#include "config.h"

#include "agent/service/agent-checks.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <sys/statvfs.h>

#include "agent/store/agent-storage.h"
#include "shared/base/m77-json.h"
#include "shared/model/m77-act.h"

#define DISK_BAD  (64.0 * 1024 * 1024)  /* bytes free */
#define DISK_WARN (512.0 * 1024 * 1024) /* bytes free */

struct _AgentChecks
{
  M77JsonPool *pool;
  M77Json *checks;
  M77Json *last; /* of them */
  gboolean ok;
};

AgentChecks *
agent_checks_new (void)
{
  AgentChecks *self = g_new0 (AgentChecks, 1);

  self->pool = m77_json_pool_new ();
  self->checks = m77_json_array_new (self->pool);
  self->ok = TRUE;
  return self;
}

void
agent_checks_free (AgentChecks *self)
{
  m77_json_pool_free (self->pool);
  g_free (self);
}

void
agent_checks_add (AgentChecks *self,
                  const char *name,
                  AgentCheckState state,
                  char *text,
                  const char *mend)
{
  static const char *const names[] = { "good", "warn", "bad" };
  M77Json *check = m77_json_object_new (self->pool);

  m77_json_set_string (self->pool, check, "name", name);
  m77_json_set_string (self->pool, check, "state", names[state]);
  m77_json_set_string (self->pool, check, "code", NULL);
  m77_json_set_string (self->pool, check, "text", text);
  m77_json_set_string (self->pool, check, "mend", mend);
  m77_json_append (self->checks, check);
  self->last = check;
  self->ok = self->ok && state != AGENT_CHECK_BAD;
  g_free (text);
}

void
agent_checks_set_code (AgentChecks *self, M77Error code)
{
  m77_json_set_string (self->pool, self->last, "code", m77_error_code_nick (code));
}

char *
agent_checks_to_text (AgentChecks *self)
{
  M77Json *report = m77_json_object_new (self->pool);

  m77_json_set_bool (self->pool, report, "ok", self->ok);
  m77_json_set (self->pool, report, "checks", m77_json_copy (self->pool, self->checks));
  return m77_json_to_text (report);
}

void
agent_checks_add_disk (AgentChecks *self, const char *directory)
{
  struct statvfs disk;
  g_autofree char *room = NULL;
  double left;

  if (statvfs (directory, &disk) != 0)
    {
      agent_checks_add (self,
                        "disk",
                        AGENT_CHECK_BAD,
                        g_strdup_printf (_ ("%s cannot be looked at."), directory),
                        _ ("Make the folder readable and writable for you alone."));
      agent_checks_set_code (self, agent_storage_code (errno));
      return;
    }
  left = (double) disk.f_bavail * (double) disk.f_frsize;
  room = g_format_size ((guint64) left);
  agent_checks_add (self,
                    "disk",
                    (disk.f_flag & ST_RDONLY) != 0 || left < DISK_BAD ? AGENT_CHECK_BAD
                    : left < DISK_WARN                                ? AGENT_CHECK_WARN
                                                                      : AGENT_CHECK_GOOD,
                    (disk.f_flag & ST_RDONLY) != 0
                        ? g_strdup_printf (_ ("The disk with %s is read-only."), directory)
                        : g_strdup_printf (_ ("%s are free for what you do."), room),
                    (disk.f_flag & ST_RDONLY) != 0 ? _ ("Mount it writable.")
                    : left < DISK_WARN             ? _ ("Free some space.")
                                                   : NULL);
  if ((disk.f_flag & ST_RDONLY) != 0)
    agent_checks_set_code (self, M77_ERROR_STORAGE_READ_ONLY);
  else if (left < DISK_WARN)
    agent_checks_set_code (self, M77_ERROR_STORAGE_FULL);
}

void
agent_checks_add_clock (AgentChecks *self, gboolean known, gint64 skew_ms)
{
  gboolean off = ABS (skew_ms) > M77_ACT_CLOCK_SKEW_MS;

  if (!known)
    agent_checks_add (self,
                      "clock",
                      AGENT_CHECK_WARN,
                      g_strdup (_ ("The clock was not compared with the platform's yet.")),
                      _ ("Connect once: “m77 sync --wait”."));
  else
    agent_checks_add (self,
                      "clock",
                      off ? AGENT_CHECK_BAD : AGENT_CHECK_GOOD,
                      g_strdup_printf (_ ("The clock is %.1f s off the platform's."),
                                       (double) skew_ms / 1000),
                      off ? _ ("Set the clock: until then every change waits for you.") : NULL);
  if (known && off)
    agent_checks_set_code (self, M77_ERROR_CLOCK);
}
