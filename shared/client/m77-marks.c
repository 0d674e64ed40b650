/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-marks"

#include "config.h"

#include "shared/client/m77-marks.h"

struct _M77Marks
{
  GHashTable *ids; /* of marked ones, or of those left out of all */
  gboolean all;
  char *filter;
  guint count;
};

M77Marks *
m77_marks_new (void)
{
  M77Marks *self = g_new0 (M77Marks, 1);

  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
m77_marks_free (M77Marks *self)
{
  g_hash_table_unref (self->ids);
  g_free (self->filter);
  g_free (self);
}

gboolean
m77_marks_has (const M77Marks *self, const char *id)
{
  return g_hash_table_contains (self->ids, id) != self->all;
}

guint
m77_marks_count (const M77Marks *self)
{
  guint n = g_hash_table_size (self->ids);

  return self->all ? self->count - MIN (n, self->count) : n;
}

void
m77_marks_clear (M77Marks *self)
{
  g_hash_table_remove_all (self->ids);
  self->all = FALSE;
  g_clear_pointer (&self->filter, g_free);
}

gboolean
m77_marks_toggle (M77Marks *self, const char *id)
{
  guint most = self->all ? M77_MARKS_EXCEPT : M77_MARKS_MOST;

  if (g_hash_table_remove (self->ids, id))
    return TRUE;
  if (g_hash_table_size (self->ids) >= most)
    return FALSE;
  g_hash_table_add (self->ids, g_strdup (id));
  return TRUE;
}

gboolean
m77_marks_add (M77Marks *self, const char *id)
{
  return m77_marks_has (self, id) || m77_marks_toggle (self, id);
}

void
m77_marks_remove (M77Marks *self, const char *id)
{
  if (m77_marks_has (self, id))
    m77_marks_toggle (self, id);
}

void
m77_marks_set_all (M77Marks *self, const char *filter, guint count)
{
  m77_marks_clear (self);
  self->all = TRUE;
  self->filter = g_strdup (filter);
  self->count = count;
}

gboolean
m77_marks_is_all (const M77Marks *self)
{
  return self->all;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

char **
m77_marks_ids (const M77Marks *self)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, g_strdup (id));
  g_ptr_array_sort (ids, compare_ids);
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_free (ids, FALSE);
}

char *
m77_marks_filter (const M77Marks *self)
{
  g_auto (GStrv) except = NULL;
  g_autofree char *joined = NULL;

  if (!self->all || g_hash_table_size (self->ids) == 0)
    return g_strdup (self->filter);
  except = m77_marks_ids (self);
  joined = g_strjoinv (",", except);
  return g_strdup_printf ("%s%s-id:%s", self->filter, *self->filter != '\0' ? " " : "", joined);
}
