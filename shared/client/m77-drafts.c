/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-client"

#include "config.h"

#include "shared/client/m77-drafts.h"

#include <string.h>

#include <glib/gstdio.h>

struct _M77Drafts
{
  gint references;
  M77Client *client; /* NULL: none */
  char *directory;
  GHashTable *waiting;  /* name -> text: to be kept; "" is dropped */
  GHashTable *in_files; /* names whose latest text is in a file */
  guint timer;
  guint busy;
};

typedef struct
{
  M77Drafts *drafts; /* a reference */
  char *name, *text;
  M77DraftsGot got;
  gpointer data;
  GCancellable *cancellable;
} Call;

static void
unref (M77Drafts *self)
{
  if (--self->references > 0)
    return;
  g_clear_object (&self->client);
  g_hash_table_unref (self->waiting);
  g_hash_table_unref (self->in_files);
  g_free (self->directory);
  g_free (self);
}

static Call *
begin (M77Drafts *self, const char *name, const char *text)
{
  Call *call = g_new0 (Call, 1);

  self->references++;
  self->busy++;
  *call = (Call){ .drafts = self, .name = g_strdup (name), .text = g_strdup (text) };
  return call;
}

static void
end (Call *call)
{
  call->drafts->busy--;
  unref (call->drafts);
  g_clear_object (&call->cancellable);
  g_free (call->name);
  g_free (call->text);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, end)

M77Drafts *
m77_drafts_new (M77Client *client, const char *directory)
{
  M77Drafts *self = g_new0 (M77Drafts, 1);

  self->references = 1;
  self->client = client != NULL ? g_object_ref (client) : NULL;
  self->directory = directory != NULL
                        ? g_strdup (directory)
                        : g_build_filename (g_get_user_state_dir (), "m77", "drafts", NULL);
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->in_files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static char *
profile_directory (M77Drafts *self)
{
  const char *profile = self->client != NULL ? m77_client_profile (self->client) : NULL;

  return g_build_filename (self->directory, profile != NULL ? profile : "default", NULL);
}

/* A name has characters that a file's has not. */
static char *
path_of (M77Drafts *self, const char *name)
{
  g_autofree char *directory = profile_directory (self);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  g_autofree char *file = g_strdup_printf ("%.32s.draft", hash);

  return g_build_filename (directory, file, NULL);
}

static M77Agent1 *
answering_agent (M77Drafts *self)
{
  if (self->client == NULL || m77_client_state (self->client) != M77_CLIENT_READY)
    return NULL;
  return m77_client_proxy (self->client);
}

/* ---- Keeping ---- */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_file_replace_contents_finish (G_FILE (source), result, NULL, NULL);
  end (data);
}

static void
write_file (M77Drafts *self, const char *name, const char *text)
{
  g_autofree char *directory = profile_directory (self);
  g_autofree char *path = path_of (self, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_mkdir_with_parents (directory, 0700);
  g_hash_table_add (self->in_files, g_strdup (name));
  g_file_replace_contents_bytes_async (file,
                                       bytes,
                                       NULL,
                                       FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL,
                                       written_cb,
                                       begin (self, name, text));
}

static void
remove_file (M77Drafts *self, const char *name)
{
  g_autofree char *path = path_of (self, name);

  g_hash_table_remove (self->in_files, name);
  g_unlink (path);
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  M77Drafts *self = call->drafts;

  if (m77_agent1_call_set_draft_finish (M77_AGENT1 (source), result, NULL))
    {
      /* It is safe there: what an earlier time left in a file is older. */
      if (!g_hash_table_contains (self->waiting, call->name))
        remove_file (self, call->name);
    }
  else if (*call->text != '\0' && !g_hash_table_contains (self->waiting, call->name))
    write_file (self, call->name, call->text);
}

static void
keep_now (M77Drafts *self, const char *name, const char *text)
{
  M77Agent1 *proxy = answering_agent (self);

  if (proxy != NULL)
    m77_agent1_call_set_draft (proxy, name, text, NULL, set_cb, begin (self, name, text));
  else if (*text != '\0')
    write_file (self, name, text);
  else
    remove_file (self, name);
}

static gboolean
timer_cb (gpointer data)
{
  M77Drafts *self = data;
  g_autoptr (GHashTable) waiting = g_steal_pointer (&self->waiting);
  GHashTableIter iter;
  gpointer name, text;

  self->timer = 0;
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, waiting);
  while (g_hash_table_iter_next (&iter, &name, &text))
    keep_now (self, name, text);
  return G_SOURCE_REMOVE;
}

void
m77_drafts_keep (M77Drafts *self, const char *name, const char *text)
{
  g_hash_table_replace (self->waiting, g_strdup (name), g_strdup (text));
  if (self->timer == 0)
    self->timer = g_timeout_add (M77_DRAFTS_PAUSE_MS, timer_cb, self);
}

void
m77_drafts_flush (M77Drafts *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  timer_cb (self);
}

void
m77_drafts_drop (M77Drafts *self, const char *name)
{
  g_hash_table_remove (self->waiting, name);
  keep_now (self, name, "");
}

void
m77_drafts_free (M77Drafts *self)
{
  GHashTableIter iter;
  gpointer name, text;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, &name, &text))
    {
      g_autofree char *directory = profile_directory (self);
      g_autofree char *path = path_of (self, name);

      g_mkdir_with_parents (directory, 0700);
      g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
    }
  g_hash_table_remove_all (self->waiting);
  unref (self);
}

gboolean
m77_drafts_is_busy (M77Drafts *self)
{
  return self->busy > 0 || self->timer != 0;
}

/* ---- Asking ---- */

static gboolean
is_wanted (Call *call)
{
  return call->cancellable == NULL || !g_cancellable_is_cancelled (call->cancellable);
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  g_autofree char *text = NULL;
  gboolean answered = m77_agent1_call_get_draft_finish (M77_AGENT1 (source), &text, result, NULL);

  if (is_wanted (call))
    call->got (answered && *text != '\0' ? text : NULL, call->data);
}

/* A file is there only where the agent did not take it: it is the later one, and goes to it now. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  M77Drafts *self = call->drafts;
  M77Agent1 *proxy = answering_agent (self);
  g_autofree char *text = NULL;
  gboolean is_there = g_file_load_contents_finish (G_FILE (source),
                                                   result,
                                                   &text,
                                                   NULL,
                                                   NULL,
                                                   NULL) &&
                      *text != '\0' && g_utf8_validate (text, -1, NULL);

  if (!is_wanted (call))
    return;
  if (is_there)
    {
      m77_drafts_keep (self, call->name, text);
      call->got (text, call->data);
    }
  else if (proxy != NULL)
    {
      /* Arguments are read in any order: what is handed over is read before. */
      Call *handed = g_steal_pointer (&call);

      m77_agent1_call_get_draft (proxy, handed->name, handed->cancellable, got_cb, handed);
    }
  else
    call->got (NULL, call->data);
}

void
m77_drafts_ask (M77Drafts *self,
                const char *name,
                GCancellable *cancellable,
                M77DraftsGot got,
                gpointer data)
{
  g_autofree char *path = path_of (self, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Call *call = begin (self, name, NULL);

  call->got = got;
  call->data = data;
  call->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_file_load_contents_async (file, NULL, read_cb, call);
}
