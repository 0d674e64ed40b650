/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-socket"

#include "config.h"

#include "agent/service/agent-socket.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "agent/store/agent-storage.h"
#include "shared/base/m77-error.h"

#define ENDING_MS 5000 /* that an agent before us may take to end */
#define LOOK_MS   20

struct _AgentSocket
{
  char *path;
  int lock;
  GDBusServer *server;
  GFileMonitor *monitor;
  AgentSocketFunc connected;
  AgentSocketGoneFunc gone;
  gpointer data;
};

/* Ours: a directory that somebody else may put things into is no place for a socket. */
static gboolean
check_directory (const char *directory, GError **error)
{
  GStatBuf status;

  if (g_mkdir_with_parents (directory, 0700) != 0 || g_stat (directory, &status) != 0)
    {
      agent_storage_set_errno (error, errno, directory);
      return FALSE;
    }
  if (status.st_uid == getuid () && (status.st_mode & 0022) == 0)
    return TRUE;
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_NOT_PERMITTED,
               _ ("Others can write to %s, so the agent's socket cannot be there. Make it yours "
                  "alone (chmod 700)."),
               directory);
  return FALSE;
}

static gboolean
take_lock (AgentSocket *self, GError **error)
{
  g_autofree char *path = g_strconcat (self->path, ".lock", NULL);

  self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600);
  if (self->lock < 0)
    {
      agent_storage_set_errno (error, errno, path);
      return FALSE;
    }
  /* One that has the lock and no socket is just beginning, or ending. */
  for (int waited = 0; waited < ENDING_MS; waited += LOOK_MS)
    {
      if (flock (self->lock, LOCK_EX | LOCK_NB) == 0)
        return TRUE;
      if (waited > 0 && access (self->path, F_OK) == 0)
        break;
      g_usleep (LOOK_MS * 1000);
    }
  g_set_error (error, M77_ERROR, M77_ERROR_LOCKED, _ ("Another agent answers at %s."), self->path);
  return FALSE;
}

static gboolean
connection_cb (GDBusServer *server, GDBusConnection *connection, gpointer data)
{
  AgentSocket *self = data;

  self->connected (connection, self->data);
  return TRUE;
}

/* The kernel says who the peer is; nothing else counts. */
static gboolean
allow_cb (GDBusAuthObserver *observer, const char *mechanism, gpointer data)
{
  return g_str_equal (mechanism, "EXTERNAL");
}

static void
deleted_cb (GFileMonitor *monitor,
            GFile *file,
            GFile *other,
            GFileMonitorEvent event,
            gpointer data)
{
  AgentSocket *self = data;

  if (event == G_FILE_MONITOR_EVENT_DELETED && access (self->path, F_OK) != 0)
    self->gone (self->data);
}

static void
watch (AgentSocket *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect (self->monitor, "changed", G_CALLBACK (deleted_cb), self);
}

static gboolean
start_server (AgentSocket *self, GError **error)
{
  g_autofree char *escaped = g_dbus_address_escape_value (self->path);
  g_autofree char *address = g_strconcat ("unix:path=", escaped, NULL);
  g_autofree char *guid = g_dbus_generate_guid ();
  g_autoptr (GDBusAuthObserver) observer = g_dbus_auth_observer_new ();
  mode_t mask;

  g_signal_connect (observer, "allow-mechanism", G_CALLBACK (allow_cb), NULL);
  g_unlink (self->path);
  /* It is born as it is to be: nobody can be quicker than a chmod. */
  mask = umask (0177);
  self->server = g_dbus_server_new_sync (address,
                                         G_DBUS_SERVER_FLAGS_AUTHENTICATION_REQUIRE_SAME_USER,
                                         guid,
                                         observer,
                                         NULL,
                                         error);
  umask (mask);
  if (self->server == NULL)
    {
      g_prefix_error (error, _ ("Cannot listen at %s: "), self->path);
      return FALSE;
    }
  g_signal_connect (self->server, "new-connection", G_CALLBACK (connection_cb), self);
  g_dbus_server_start (self->server);
  return TRUE;
}

static gboolean
check_path (const char *path, GError **error)
{
  struct sockaddr_un address;

  if (g_path_is_absolute (path) && strlen (path) < sizeof address.sun_path)
    return TRUE;
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_USAGE,
               _ ("A socket's path is absolute and shorter than %zu characters: %s"),
               sizeof address.sun_path,
               path);
  return FALSE;
}

AgentSocket *
agent_socket_listen (const char *path,
                     AgentSocketFunc connected,
                     AgentSocketGoneFunc gone,
                     gpointer data,
                     GError **error)
{
  g_autoptr (AgentSocket) self = g_new0 (AgentSocket, 1);
  g_autofree char *directory = g_path_get_dirname (path);

  self->path = g_strdup (path);
  self->lock = -1;
  self->connected = connected;
  self->gone = gone;
  self->data = data;
  if (!check_path (path, error) || !check_directory (directory, error) ||
      !take_lock (self, error) || !start_server (self, error))
    return NULL;
  watch (self);
  return g_steal_pointer (&self);
}

void
agent_socket_stop (AgentSocket *self)
{
  g_clear_object (&self->monitor);
  if (self->server == NULL)
    return;
  /* GDBus removes the socket, and complains where it is gone already. */
  if (access (self->path, F_OK) != 0)
    g_file_set_contents (self->path, "", 0, NULL);
  g_dbus_server_stop (self->server);
  g_unlink (self->path);
  g_clear_object (&self->server);
}

void
agent_socket_close (AgentSocket *self)
{
  agent_socket_stop (self);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->path);
  g_free (self);
}
