/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-backup"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/service/agent-control.h"
#include "agent/service/agent-running.h"
#include "agent/store/agent-backup.h"
#include "agent/store/agent-storage.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-json.h"

#define OUT_FILE  "journal.backup.db"
#define IN_FILE   "journal.restore.db"
#define CHUNK     (256 * 1024)
#define FILE_MOST (G_GINT64_CONSTANT (4) << 30) /* bytes */

/* On the files lane, which is nobody's who waits for a list. */
typedef struct
{
  AgentSession *session;
  GDBusMethodInvocation *invocation;
  AgentRunning *running;
  int fd;
  gboolean restore, discard;
  AgentBackupOwner owner;
  char *path; /* beside the journal: what goes out, or what came in */
  AgentBackupCounts counts;
  gint64 bytes;
  GError *error;
} Job;

static void
job_free (Job *job)
{
  close (job->fd);
  g_free (job->path);
  agent_running_unuse (job->running);
  agent_session_unref (job->session);
  g_free (job);
}

/* ---- Bytes ---- */

static gboolean
refuse_errno (Job *job, const char *path)
{
  agent_storage_set_errno (&job->error, errno, path);
  return FALSE;
}

static gboolean
write_all (int fd, const char *bytes, gssize size)
{
  while (size > 0)
    {
      gssize written = write (fd, bytes, size);

      if (written < 0 && errno != EINTR)
        return FALSE;
      bytes += MAX (written, 0);
      size -= MAX (written, 0);
    }
  return TRUE;
}

static gboolean
copy_bytes (Job *job, int from, int to)
{
  g_autofree char *buffer = g_malloc (CHUNK);
  gssize got;

  while ((got = read (from, buffer, CHUNK)) != 0)
    {
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0 || !write_all (to, buffer, got))
        return refuse_errno (job, job->restore ? job->path : _ ("The backup"));
      job->bytes += got;
      if (job->bytes > FILE_MOST)
        {
          errno = EFBIG;
          return refuse_errno (job, job->path);
        }
    }
  return fsync (to) == 0 || refuse_errno (job, job->path);
}

static gboolean
copy_file (Job *job)
{
  int flags = job->restore ? O_WRONLY | O_CREAT | O_EXCL : O_RDONLY;
  int file = g_open (job->path, flags | O_CLOEXEC, 0600);
  gboolean done;

  if (file < 0)
    return refuse_errno (job, job->path);
  done = job->restore ? copy_bytes (job, job->fd, file) : copy_bytes (job, file, job->fd);
  close (file);
  return done;
}

/* ---- Backup ---- */

static void
backup_cb (gpointer data)
{
  Job *job = data;

  g_unlink (job->path);
  if (agent_backup_make (job->running->directory,
                         job->path,
                         job->session->host->runtime,
                         &job->owner,
                         &job->counts,
                         &job->error))
    copy_file (job);
  g_unlink (job->path);
}

/* ---- Restore ---- */

static void
restore_cb (gpointer data)
{
  Job *job = data;

  agent_backup_restore (job->running->profile.store->journal,
                        job->running->directory,
                        job->path,
                        &job->owner,
                        job->discard,
                        &job->counts,
                        &job->error);
}

static void
lay_over_cb (gpointer data)
{
  Job *job = data;
  AgentStore *store = job->running->profile.store;

  agent_cache_refresh_overlays (store->cache, store->cache_journal, &job->error);
}

static void
take_in_cb (gpointer data)
{
  Job *job = data;
  AgentStore *store = job->running->profile.store;

  g_unlink (job->path);
  if (copy_file (job))
    agent_lane_call (store->journal_lane, AGENT_LANE_PEOPLE, restore_cb, job);
  if (job->error == NULL)
    agent_lane_call (store->cache_lane, AGENT_LANE_PEOPLE, lay_over_cb, job);
  g_unlink (job->path);
}

/* ---- Answers ---- */

static char *
to_json (const Job *job)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *report = m77_json_object_new (pool);

  m77_json_set_int (pool, report, "operations", job->counts.operations);
  m77_json_set_int (pool, report, "unsent", job->counts.unsent);
  if (job->restore)
    m77_json_set_int (pool, report, "held", job->counts.held);
  m77_json_set_int (pool, report, "bytes", job->bytes);
  return m77_json_to_text (report);
}

static void
done_cb (gpointer data)
{
  Job *job = data;
  AgentHost *host = job->session->host;
  M77Agent1 *skeleton = job->session->skeleton;
  g_autofree char *report = to_json (job);

  if (job->restore && job->running->trash == NULL)
    agent_running_connect (job->running);
  if (job->error != NULL)
    agent_session_refuse (job->invocation, g_steal_pointer (&job->error));
  else if (job->restore)
    m77_agent1_complete_restore (skeleton, job->invocation, NULL, report);
  else
    m77_agent1_complete_backup (skeleton, job->invocation, NULL, report);
  agent_host_status_changed (host, &job->running->profile);
  job_free (job);
}

static gboolean
is_file (int fd)
{
  struct stat about;

  return fstat (fd, &about) == 0 && S_ISREG (about.st_mode);
}

/* fd -1, with the error answered, where there is no file in the message. */
static Job *
job_new (AgentSession *session,
         GDBusMethodInvocation *invocation,
         GUnixFDList *descriptors,
         GVariant *handle)
{
  AgentProfile *profile = agent_session_profile (session, invocation);
  gint32 index = g_variant_get_handle (handle);
  int fd = -1;
  Job *job;

  if (profile == NULL)
    return NULL;
  if (descriptors != NULL && index >= 0 && index < g_unix_fd_list_get_length (descriptors))
    fd = g_unix_fd_list_get (descriptors, index, NULL);
  if (fd < 0 || !is_file (fd))
    {
      if (fd >= 0)
        close (fd);
      agent_session_refuse (invocation,
                            g_error_new_literal (M77_ERROR,
                                                 M77_ERROR_INVALID,
                                                 _ ("A backup is a file: name one.")));
      return NULL;
    }
  job = g_new0 (Job, 1);
  job->session = agent_session_ref (session);
  job->invocation = invocation;
  job->running = agent_running_use ((AgentRunning *) profile);
  job->fd = fd;
  job->owner = (AgentBackupOwner){ profile->platform, profile->tenant, profile->member };
  return job;
}

static gboolean
backup_method_cb (M77Agent1 *skeleton,
                  GDBusMethodInvocation *invocation,
                  GUnixFDList *descriptors,
                  GVariant *output,
                  gpointer data)
{
  AgentSession *session = data;
  Job *job = job_new (session, invocation, descriptors, output);

  if (job == NULL)
    return TRUE;
  job->path = g_build_filename (job->running->directory, OUT_FILE, NULL);
  agent_lane_post (session->host->files, AGENT_LANE_PEOPLE, backup_cb, job, done_cb, NULL);
  return TRUE;
}

static gboolean
restore_method_cb (M77Agent1 *skeleton,
                   GDBusMethodInvocation *invocation,
                   GUnixFDList *descriptors,
                   GVariant *input,
                   gboolean discard,
                   gpointer data)
{
  AgentSession *session = data;
  Job *job = job_new (session, invocation, descriptors, input);

  if (job == NULL)
    return TRUE;
  job->restore = TRUE;
  job->discard = discard;
  job->path = g_build_filename (job->running->directory, IN_FILE, NULL);
  /* Nothing is on its way while the ground it came from changes. */
  agent_running_disconnect (job->running);
  agent_lane_post (session->host->files, AGENT_LANE_PEOPLE, take_in_cb, job, done_cb, NULL);
  return TRUE;
}

void
agent_backup_connect (AgentSession *self)
{
  g_signal_connect (self->skeleton, "handle-backup", G_CALLBACK (backup_method_cb), self);
  g_signal_connect (self->skeleton, "handle-restore", G_CALLBACK (restore_method_cb), self);
}
