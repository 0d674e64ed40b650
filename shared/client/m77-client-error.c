/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-client-error"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/client/m77-client.h"

static M77Error
find_code (const GError *error)
{
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS))
    return M77_ERROR_VERSION;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY))
    return M77_ERROR_AGENT_UNREACHABLE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return M77_ERROR_CANCELLED;

  return M77_ERROR_FAILED;
}

void
m77_client_fix_error (GError **error)
{
  g_autoptr (GError) came = NULL;
  M77Error code;

  if (error == NULL || *error == NULL)
    return;

  g_dbus_error_strip_remote_error (*error);
  if ((*error)->domain == M77_ERROR)
    return;

  came = g_steal_pointer (error);
  code = find_code (came);
  if (code == M77_ERROR_AGENT_UNREACHABLE)
    g_set_error_literal (error, M77_ERROR, code, _ ("The agent did not answer: try again"));
  else if (code == M77_ERROR_VERSION)
    g_set_error (error,
                 M77_ERROR,
                 code,
                 _ ("The agent that runs is of another version (%s): end m77-agent and try again"),
                 came->message);
  else
    g_set_error_literal (error, M77_ERROR, code, came->message);
}
