/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-bus-path"

#include "config.h"

#include "shared/client/m77-client.h"

#define SOCKET_NAME "agent.sock"
#define PROGRAM     "m77-agent"

static char *
find_runtime_socket (void)
{
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  const char *flatpak = g_getenv ("FLATPAK_ID");

  if (runtime == NULL || !g_path_is_absolute (runtime))
    return NULL;
  /* All sandboxes of one application share only this part of the runtime directory. */
  if (flatpak != NULL && *flatpak != '\0')
    return g_build_filename (runtime, "app", flatpak, SOCKET_NAME, NULL);

  return g_build_filename (runtime, "m77", SOCKET_NAME, NULL);
}

char *
m77_bus_socket_path (void)
{
  const char *told = g_getenv ("M77_AGENT_SOCKET");
  char *path;

  if (told != NULL && *told != '\0')
    return g_strdup (told);

  path = find_runtime_socket ();
  return path != NULL ? path
                      : g_build_filename (g_get_user_state_dir (), "m77", "run", SOCKET_NAME, NULL);
}

/* In a build tree each program is in a folder of its own beside the agent's. */
static char *
find_built_agent (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = NULL;
  g_autofree char *above = NULL;
  g_autofree char *path = NULL;

  if (self == NULL)
    return NULL;

  folder = g_path_get_dirname (self);
  above = g_path_get_dirname (folder);
  path = g_build_filename (above, "agent", PROGRAM, NULL);
  return g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer (&path) : NULL;
}

char *
m77_agent_program (void)
{
  const char *told = g_getenv ("M77_AGENT_PROGRAM");
  char *path;

  if (told != NULL && *told != '\0')
    return g_canonicalize_filename (told, NULL);

  path = find_built_agent ();
  return path != NULL ? path : g_build_filename (M77_LIBEXECDIR, PROGRAM, NULL);
}
