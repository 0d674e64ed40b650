/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-state"

#include "config.h"

#include "gui/gui-state.h"

#define WRITE_AFTER_S 1

struct _GuiState
{
  GKeyFile *file;
  char *path;
  guint timer; /* 0: it is written */
};

GuiState *
gui_state_new (const char *path)
{
  GuiState *self = g_new0 (GuiState, 1);

  self->file = g_key_file_new ();
  self->path = g_strdup (path);
  g_key_file_load_from_file (self->file, path, G_KEY_FILE_NONE, NULL);
  return self;
}

GuiState *
gui_state_default (void)
{
  static GuiState *state;

  if (state == NULL)
    {
      g_autofree char *path = g_build_filename (g_get_user_state_dir (), "m77", "desktop", NULL);

      state = gui_state_new (path);
    }
  return state;
}

void
gui_state_write (GuiState *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) error = NULL;

  if (self->timer == 0)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_mkdir_with_parents (folder, 0700);
  if (!g_key_file_save_to_file (self->file, self->path, &error))
    g_info ("What the windows were like is not kept: %s", error->message);
}

static gboolean
write_cb (gpointer data)
{
  gui_state_write (data);
  return G_SOURCE_CONTINUE; /* it removed itself */
}

void
gui_state_free (GuiState *self)
{
  gui_state_write (self);
  g_key_file_unref (self->file);
  g_free (self->path);
  g_free (self);
}

/* A profile's name is plain, but brackets end a group. Free with g_free. */
static char *
group_of (const char *group, const char *profile)
{
  g_autofree char *safe = profile != NULL ? g_uri_escape_string (profile, NULL, FALSE) : NULL;

  return safe != NULL ? g_strconcat (group, " ", safe, NULL) : g_strdup (group);
}

int
gui_state_int (GuiState *self, const char *group, const char *profile, const char *key, int or_else)
{
  g_autofree char *name = group_of (group, profile);
  g_autoptr (GError) error = NULL;
  int value = g_key_file_get_integer (self->file, name, key, &error);

  return error != NULL ? or_else : value;
}

char *
gui_state_string (GuiState *self, const char *group, const char *profile, const char *key)
{
  g_autofree char *name = group_of (group, profile);

  return g_key_file_get_string (self->file, name, key, NULL);
}

char **
gui_state_list (GuiState *self, const char *group, const char *profile, const char *key)
{
  g_autofree char *name = group_of (group, profile);
  char **list = g_key_file_get_string_list (self->file, name, key, NULL, NULL);

  return list != NULL ? list : g_new0 (char *, 1);
}

static void
changed (GuiState *self)
{
  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (WRITE_AFTER_S, write_cb, self);
}

void
gui_state_set_int (GuiState *self,
                   const char *group,
                   const char *profile,
                   const char *key,
                   int value)
{
  g_autofree char *name = group_of (group, profile);

  g_key_file_set_integer (self->file, name, key, value);
  changed (self);
}

void
gui_state_set_string (GuiState *self,
                      const char *group,
                      const char *profile,
                      const char *key,
                      const char *value)
{
  g_autofree char *name = group_of (group, profile);

  if (value != NULL)
    g_key_file_set_string (self->file, name, key, value);
  else
    g_key_file_remove_key (self->file, name, key, NULL);
  changed (self);
}

void
gui_state_add (GuiState *self,
               const char *group,
               const char *profile,
               const char *key,
               const char *value,
               guint most)
{
  g_autofree char *name = group_of (group, profile);
  g_auto (GStrv) old = gui_state_list (self, group, profile, key);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  g_ptr_array_add (list, (gpointer) value);
  for (guint i = 0; old[i] != NULL && list->len < most; i++)
    if (!g_str_equal (old[i], value))
      g_ptr_array_add (list, old[i]);
  g_key_file_set_string_list (self->file, name, key, (const char *const *) list->pdata, list->len);
  changed (self);
}
