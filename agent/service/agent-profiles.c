/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-profiles"

#include "config.h"

#include "agent/service/agent-profiles.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "agent/identity/agent-token.h"
#include "agent/store/agent-storage.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"

#define PROFILE_FILE "profile.ini"
#define IN_USE_FILE  "in-use"
#define GROUP        "profile"
#define NEW_PREFIX   ".new-"
#define TRASH_PREFIX ".trash-"
#define NAME_MAX_LEN 64

struct _AgentProfiles
{
  char *directory;
  GPtrArray *entries;    /* by name */
  GPtrArray *unreadable; /* char *: paths */
  char *in_use;          /* a UUID; or NULL */
};

AgentProfileEntry *
agent_profile_entry_new (const char *uuid,
                         const char *name,
                         const char *platform,
                         const char *tenant,
                         gboolean token_in_file)
{
  AgentProfileEntry *entry = g_new0 (AgentProfileEntry, 1);

  entry->uuid = g_strdup (uuid);
  entry->name = g_strdup (name);
  entry->platform = g_strdup (platform);
  entry->tenant = g_strdup (tenant);
  entry->token_in_file = token_in_file;
  return entry;
}

void
agent_profile_entry_free (AgentProfileEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->uuid);
  g_free (entry->name);
  g_free (entry->platform);
  g_free (entry->tenant);
  g_free (entry);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const AgentProfileEntry *const *left = a, *const *right = b;

  return strcmp ((*left)->name, (*right)->name);
}

static gboolean
write_file (const char *path, const char *text, GError **error)
{
  g_autoptr (GError) local = NULL;

  errno = 0;
  if (g_file_set_contents_full (path,
                                text,
                                -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600,
                                &local))
    return TRUE;
  agent_storage_set_errno (error, errno != 0 ? errno : EIO, path);
  return FALSE;
}

/* ---- Reading ---- */

static AgentProfileEntry *
read_entry (const char *directory, const char *uuid)
{
  g_autofree char *path = g_build_filename (directory, uuid, PROFILE_FILE, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *name = NULL, *platform = NULL, *tenant = NULL, *store = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  name = g_key_file_get_string (file, GROUP, "name", NULL);
  platform = g_key_file_get_string (file, GROUP, "platform", NULL);
  tenant = g_key_file_get_string (file, GROUP, "tenant", NULL);
  store = g_key_file_get_string (file, GROUP, "token-store", NULL);
  if (name == NULL || platform == NULL || tenant == NULL)
    return NULL;
  return agent_profile_entry_new (uuid, name, platform, tenant, g_strcmp0 (store, "file") == 0);
}

void
agent_profiles_delete (const char *trash)
{
  g_autoptr (GDir) dir = g_dir_open (trash, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (trash, name, NULL);
      gboolean is_directory = g_file_test (path, G_FILE_TEST_IS_DIR) &&
                              !g_file_test (path, G_FILE_TEST_IS_SYMLINK);

      if (is_directory)
        agent_profiles_delete (path);
      else
        g_unlink (path);
    }
  g_rmdir (trash);
}

static void
read_one (AgentProfiles *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->directory, name, NULL);
  AgentProfileEntry *entry;

  if (g_str_has_prefix (name, TRASH_PREFIX) || g_str_has_prefix (name, NEW_PREFIX))
    agent_profiles_delete (path);
  else if (m77_id_is_valid (name))
    {
      entry = read_entry (self->directory, name);
      if (entry != NULL)
        g_ptr_array_add (self->entries, entry);
      else
        {
          g_warning ("The profile in %s cannot be read", path);
          g_ptr_array_add (self->unreadable, g_steal_pointer (&path));
        }
    }
}

static const AgentProfileEntry *
find_by (AgentProfiles *self, const char *name, const char *uuid)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const AgentProfileEntry *entry = self->entries->pdata[i];

      if ((name != NULL && g_str_equal (entry->name, name)) ||
          (uuid != NULL && g_str_equal (entry->uuid, uuid)))
        return entry;
    }
  return NULL;
}

AgentProfiles *
agent_profiles_open (const char *directory, GError **error)
{
  g_autoptr (AgentProfiles) self = g_new0 (AgentProfiles, 1);
  g_autofree char *in_use = g_build_filename (directory, IN_USE_FILE, NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  self->directory = g_strdup (directory);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_profile_entry_free);
  self->unreadable = g_ptr_array_new_with_free_func (g_free);
  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      agent_storage_set_errno (error, errno, directory);
      return NULL;
    }
  dir = g_dir_open (directory, 0, error);
  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    read_one (self, name);
  g_ptr_array_sort (self->entries, compare_entries);
  if (g_file_get_contents (in_use, &self->in_use, NULL, NULL))
    g_strstrip (self->in_use);
  return g_steal_pointer (&self);
}

void
agent_profiles_close (AgentProfiles *self)
{
  g_free (self->directory);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->unreadable);
  g_free (self->in_use);
  g_free (self);
}

GPtrArray *
agent_profiles_all (AgentProfiles *self)
{
  return self->entries;
}

GPtrArray *
agent_profiles_unreadable (AgentProfiles *self)
{
  return self->unreadable;
}

const AgentProfileEntry *
agent_profiles_in_use (AgentProfiles *self)
{
  return self->in_use == NULL ? NULL : find_by (self, NULL, self->in_use);
}

const AgentProfileEntry *
agent_profiles_find (AgentProfiles *self, const char *name, GError **error)
{
  const AgentProfileEntry *entry = *name == '\0' ? agent_profiles_in_use (self)
                                                 : find_by (self, name, NULL);

  if (entry != NULL)
    return entry;
  if (*name != '\0')
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_NO_PROFILE,
                 _ ("There is no profile “%s”: see “m77 profile list”."),
                 name);
  else if (self->entries->len > 0)
    g_set_error_literal (error,
                         M77_ERROR,
                         M77_ERROR_NO_PROFILE,
                         _ ("No profile is in use: choose one with “m77 profile use NAME”."));
  else
    g_set_error_literal (error,
                         M77_ERROR,
                         M77_ERROR_NO_PROFILE,
                         _ ("There is no profile yet: make one with “m77 profile add”."));
  return NULL;
}

char *
agent_profiles_directory (AgentProfiles *self, const char *uuid)
{
  return g_build_filename (self->directory, uuid, NULL);
}

/* ---- Changing ---- */

static gboolean
is_name (const char *name)
{
  gsize length = strlen (name);

  if (length == 0 || length > NAME_MAX_LEN || !g_ascii_isalnum (name[0]))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (name[i]) && strchr ("._-", name[i]) == NULL)
      return FALSE;
  return TRUE;
}

gboolean
agent_profiles_check_name (AgentProfiles *self, const char *name, GError **error)
{
  if (!is_name (name))
    {
      g_set_error_literal (error,
                           M77_ERROR,
                           M77_ERROR_INVALID,
                           _ ("A profile's name is made of at most 64 letters, digits, “.”, “_” "
                              "and “-”, beginning with a letter or digit."));
      return FALSE;
    }
  if (find_by (self, name, NULL) != NULL)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_KEY_TAKEN,
                   _ ("There is a profile “%s” already. Choose another name, or remove it first."),
                   name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_entry (const char *directory, const AgentProfileEntry *entry, GError **error)
{
  g_autofree char *path = g_build_filename (directory, PROFILE_FILE, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;

  g_key_file_set_string (file, GROUP, "name", entry->name);
  g_key_file_set_string (file, GROUP, "platform", entry->platform);
  g_key_file_set_string (file, GROUP, "tenant", entry->tenant);
  g_key_file_set_string (file,
                         GROUP,
                         "token-store",
                         entry->token_in_file ? "file" : "secret-service");
  text = g_key_file_to_data (file, NULL, NULL);
  return write_file (path, text, error);
}

static gboolean
set_in_use (AgentProfiles *self, const char *uuid, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, IN_USE_FILE, NULL);

  if (!write_file (path, uuid, error))
    return FALSE;
  g_free (self->in_use);
  self->in_use = g_strdup (uuid);
  return TRUE;
}

static gboolean
move_into_place (AgentProfiles *self, const char *from, const char *to, GError **error)
{
  if (g_rename (from, to) != 0)
    {
      agent_storage_set_errno (error, errno, to);
      return FALSE;
    }
  agent_storage_sync_directory (self->directory);
  return TRUE;
}

const AgentProfileEntry *
agent_profiles_add (AgentProfiles *self,
                    AgentProfileEntry *given,
                    const char *token,
                    GError **error)
{
  g_autoptr (AgentProfileEntry) entry = given;
  g_autofree char *name = g_strconcat (NEW_PREFIX, entry->uuid, NULL);
  g_autofree char *fresh = g_build_filename (self->directory, name, NULL);
  g_autofree char *directory = agent_profiles_directory (self, entry->uuid);
  const AgentProfileEntry *added = entry;

  if (!agent_profiles_check_name (self, entry->name, error))
    return NULL;
  if (g_mkdir (fresh, 0700) != 0)
    {
      agent_storage_set_errno (error, errno, fresh);
      return NULL;
    }
  if (!write_entry (fresh, entry, error) ||
      (token != NULL && !agent_token_file_save (fresh, token, error)) ||
      !move_into_place (self, fresh, directory, error))
    {
      agent_profiles_delete (fresh);
      return NULL;
    }
  g_ptr_array_add (self->entries, g_steal_pointer (&entry));
  g_ptr_array_sort (self->entries, compare_entries);
  if (agent_profiles_in_use (self) == NULL)
    set_in_use (self, added->uuid, NULL);
  return added;
}

gboolean
agent_profiles_set_token (AgentProfiles *self, const char *name, const char *token, GError **error)
{
  AgentProfileEntry *entry = (AgentProfileEntry *) agent_profiles_find (self, name, error);
  g_autofree char *directory = NULL;

  if (entry == NULL)
    return FALSE;
  directory = agent_profiles_directory (self, entry->uuid);
  if (token != NULL && !agent_token_file_save (directory, token, error))
    return FALSE;
  if (token == NULL)
    agent_token_file_forget (directory);
  entry->token_in_file = token != NULL;
  return write_entry (directory, entry, error);
}

gboolean
agent_profiles_use (AgentProfiles *self, const char *name, GError **error)
{
  const AgentProfileEntry *entry = agent_profiles_find (self, name, error);

  return entry != NULL && set_in_use (self, entry->uuid, error);
}

gboolean
agent_profiles_remove (AgentProfiles *self, const char *name, char **trash, GError **error)
{
  const AgentProfileEntry *entry = agent_profiles_find (self, name, error);
  g_autofree char *directory = NULL, *trash_name = NULL, *away = NULL;

  if (entry == NULL)
    return FALSE;
  directory = agent_profiles_directory (self, entry->uuid);
  trash_name = g_strconcat (TRASH_PREFIX, entry->uuid, NULL);
  away = g_build_filename (self->directory, trash_name, NULL);
  if (!move_into_place (self, directory, away, error))
    return FALSE;
  g_ptr_array_remove (self->entries, (gpointer) entry);
  *trash = g_steal_pointer (&away);
  return TRUE;
}
