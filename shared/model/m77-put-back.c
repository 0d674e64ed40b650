/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-put-back.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const M77Json *
was (const M77Json *change)
{
  return m77_json_get (change, "from");
}

static const M77Json *
became (const M77Json *change)
{
  return m77_json_get (change, "to");
}

/* A secret stands in an entry as a keyed hash: nobody can put that back. */
static gboolean
is_hidden (const M77Json *value)
{
  const char *text = m77_json_string (value);

  return m77_json_get (value, "hmac") != NULL || (text != NULL && g_str_has_prefix (text, "hmac:"));
}

static void
note_since (M77PutBack *self, const M77Json *change, const M77Json *doc)
{
  const char *name = m77_json_name (change);
  const M77Json *now = m77_json_get (doc, name);
  gboolean same = m77_json_is_null (became (change)) ? m77_json_is_null (now)
                                                     : m77_json_equal (became (change), now);

  if (!same)
    g_ptr_array_add (self->since, (gpointer) name);
}

static void
put_back_edit (M77PutBack *self,
               M77JsonPool *pool,
               const M77Json *changes,
               const M77Kind *kind,
               const M77Json *doc)
{
  M77Json *patch = m77_json_object_new (pool);

  for (const M77Json *change = m77_json_first (changes); change != NULL;
       change = m77_json_next (change))
    {
      const M77Field *field = m77_kind_field (kind, m77_json_name (change));

      if (field == NULL || !m77_field_is_editable (field) || is_hidden (was (change)) ||
          (field->flags & M77_FIELD_FIXED) != 0 || field->type == M77_TYPE_LOG)
        continue;
      m77_json_set (pool, patch, field->name, m77_json_copy (pool, was (change)));
      note_since (self, change, doc);
    }
  if (m77_json_size (patch) > 0)
    self->patch = patch;
  else
    self->why = g_strdup (_ ("The entry names no field that an edit could put back"));
}

/* The value that an argument of the inverse had before; NULL: the entry does not say. */
static const M77Json *
argument_before (M77JsonPool *pool,
                 const char *name,
                 const M77Json *changes,
                 const M77Kind *kind,
                 const M77Json *doc)
{
  static const char *const ends[] = { "rollout", "revision", "version", "weight", NULL };
  const M77Json *change = m77_json_get (changes, name);
  gint64 revision;

  if (g_str_equal (name, "env"))
    return m77_json_get (doc, "environment");
  if (change != NULL)
    return was (change);
  for (guint i = 0; g_str_equal (name, "to") && ends[i] != NULL; i++)
    if (m77_json_get (changes, ends[i]) != NULL)
      return was (m77_json_get (changes, ends[i]));
  /* A configuration says no more than that it was published: what was live before was the revision
   * before. */
  revision = m77_json_get_int (doc, "revision", 0);
  if (g_str_equal (name, "to") && g_str_equal (kind->name, "config") && revision > 1)
    return m77_json_int_new (pool, revision - 1);
  return NULL;
}

static void
put_back_action (M77PutBack *self,
                 M77JsonPool *pool,
                 const M77Json *changes,
                 const M77Action *action,
                 const M77Kind *kind,
                 const M77Json *doc)
{
  const M77Action *inverse = action->inverse != NULL && strchr (action->inverse, '.') == NULL
                                 ? m77_kind_action (kind, action->inverse)
                                 : NULL;
  M77Json *args = m77_json_object_new (pool);

  if (inverse == NULL)
    {
      self->why = g_strdup (_ ("Nothing takes this action back"));
      return;
    }
  for (const M77Argument *each = inverse->arguments; each != NULL && each->name != NULL; each++)
    {
      const M77Json *before = argument_before (pool, each->name, changes, kind, doc);

      if (!m77_json_is_null (before) && !is_hidden (before) && !each->secret)
        m77_json_set (pool, args, each->name, m77_json_copy (pool, before));
    }
  for (const M77Json *change = m77_json_first (changes); change != NULL;
       change = m77_json_next (change))
    note_since (self, change, doc);
  self->action = inverse;
  self->args = args;
}

M77PutBack *
m77_put_back_new (M77JsonPool *pool, const M77Json *entry, const M77Kind *kind, const M77Json *doc)
{
  M77PutBack *self = g_new0 (M77PutBack, 1);
  const char *verb = m77_json_get_string (entry, "verb");
  const M77Json *changes = m77_json_get (entry, "changes");
  const M77Action *action = kind != NULL && verb != NULL ? m77_kind_action (kind, verb) : NULL;

  self->since = g_ptr_array_new ();
  if (g_strcmp0 (m77_json_get_string (entry, "outcome"), "success") != 0)
    self->why = g_strdup (_ ("Nothing was changed: it was refused"));
  else if (kind == NULL)
    self->why = g_strdup (_ ("This version does not know that kind"));
  else if (doc == NULL)
    self->why = g_strdup (_ ("What it was done to is not here"));
  else if (action != NULL)
    put_back_action (self, pool, changes, action, kind, doc);
  else if (g_strcmp0 (verb, "edit") == 0 || g_strcmp0 (verb, "update") == 0)
    put_back_edit (self, pool, changes, kind, doc);
  else
    self->why = g_strdup (_ ("Only edits and actions are put back"));
  return self;
}

void
m77_put_back_free (M77PutBack *self)
{
  g_ptr_array_unref (self->since);
  g_free (self->why);
  g_free (self);
}
