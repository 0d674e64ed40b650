/* agent-profile-lock.h: one agent for one profile
 *
 * flock(2) on the file `lock` of the profile's directory: it ends with the process, however
 * that ends. The directory is made if need be and is 0700, the file 0600: what is in there
 * is nobody else's business.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file descriptor for agent_profile_unlock (); -1 is an error: M77_ERROR_LOCKED when
 * another agent has it, _STORAGE_READ_ONLY, _STORAGE_FULL, _STORAGE. */
int agent_profile_lock (const char *directory, GError **error);
/* -1 does nothing. */
void agent_profile_unlock (int lock);

G_END_DECLS
