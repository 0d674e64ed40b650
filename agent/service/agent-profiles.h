/* agent-profiles.h: which profiles there are
 *
 * Each is a directory, named by a UUID and 0700, with a small file `profile.ini` beside its
 * databases; the name of the one in use is in the file `in-use`. There is no list to be lost: a
 * directory that is there is a profile. One is made under another name and moved into place,
 * and removed by moving it away first, so a crash leaves all of it or nothing.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "shared/base/m77-runtime.h"

G_BEGIN_DECLS

typedef struct
{
  char *uuid; /* its directory's name */
  char *name;
  char *platform;
  char *tenant;
  gboolean token_in_file; /* else with the secret service */
} AgentProfileEntry;

AgentProfileEntry *agent_profile_entry_new (const char *uuid,
                                            const char *name,
                                            const char *platform,
                                            const char *tenant,
                                            gboolean token_in_file);
void agent_profile_entry_free (AgentProfileEntry *entry);

typedef struct _AgentProfiles AgentProfiles;

/* Reads what is there, and deletes what earlier removals left behind. The directory is made. */
AgentProfiles *agent_profiles_open (const char *directory, GError **error);
void agent_profiles_close (AgentProfiles *self);

/* Borrowed, by name (element AgentProfileEntry *). */
GPtrArray *agent_profiles_all (AgentProfiles *self);
/* name "": the one in use. M77_ERROR_NO_PROFILE. */
const AgentProfileEntry *agent_profiles_find (AgentProfiles *self,
                                              const char *name,
                                              GError **error);
/* NULL: none. */
const AgentProfileEntry *agent_profiles_in_use (AgentProfiles *self);
char *agent_profiles_directory (AgentProfiles *self, const char *uuid);
/* Directories that look like a profile and could not be read (char *, paths). */
GPtrArray *agent_profiles_unreadable (AgentProfiles *self);

/* Letters, digits, '.', '_' and '-', at most 64, beginning with a letter or digit.
 * M77_ERROR_INVALID; M77_ERROR_KEY_TAKEN. */
gboolean agent_profiles_check_name (AgentProfiles *self, const char *name, GError **error);
/* Keeps it, and puts it in use when it is the first. token: kept in a 0600 file of its
 * directory; NULL: none. Takes entry. */
const AgentProfileEntry *agent_profiles_add (AgentProfiles *self,
                                             AgentProfileEntry *entry,
                                             const char *token,
                                             GError **error);
/* Another token for one that is there; NULL: the secret service has it. M77_ERROR_NO_PROFILE. */
gboolean agent_profiles_set_token (AgentProfiles *self,
                                   const char *name,
                                   const char *token,
                                   GError **error);
gboolean agent_profiles_use (AgentProfiles *self, const char *name, GError **error);
/* Takes it away from its place: *trash (g_free) is where it is now, to be deleted with
 * agent_profiles_delete () when nobody has its files open any more. */
gboolean agent_profiles_remove (AgentProfiles *self,
                                const char *name,
                                char **trash,
                                GError **error);
/* Any thread. */
void agent_profiles_delete (const char *trash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentProfileEntry, agent_profile_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentProfiles, agent_profiles_close)

G_END_DECLS
