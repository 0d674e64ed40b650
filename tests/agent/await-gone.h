/* await-gone.h: until a process that was told to end can touch nothing any more
 *
 * It may be nobody's child here, and so stay a zombie; its first thread is one while others still
 * write what they had begun.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

/* proc(5), stat: the state, and as the 18th behind the name the number of threads. */
static inline gboolean
is_gone (const char *path)
{
  g_autofree char *stat = NULL;
  const char *behind;
  long threads = 0;
  char state = 0;

  if (!g_file_get_contents (path, &stat, NULL, NULL))
    return TRUE;
  behind = strrchr (stat, ')');
  return behind != NULL &&
         sscanf (behind + 1,
                 " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %ld",
                 &state,
                 &threads) == 2 &&
         (state == 'Z' || state == 'X') && threads <= 1;
}

static inline void
await_gone (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);

  while (kill (pid, 0) == 0 && !is_gone (path))
    g_thread_yield ();
}
