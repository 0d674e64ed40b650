/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-count"

#include "config.h"

#include "platform/api/platform-count.h"

#include "platform/store/platform-record.h"

static const struct
{
  const char *kind;            /* of what is counted */
  const char *const status[4]; /* in these only; none: in all */
  const char *field;           /* names who counts it: a reference or a set of them */
  const char *to;              /* kind of who counts it */
  const char *number;          /* where */
} counts[] = {
  { "incident",
    { "triggered", "acknowledged", "mitigated", NULL },
    "service",
    "service",
    "open_incidents" },
  { "alert", { "firing", NULL }, "service", "service", "firing_alerts" },
  { "alert", { "suppressed", NULL }, "silences", "silence", "hides" },
  { "delivery", { "dead", NULL }, "webhook", "webhook", "dead" },
  { "member", { NULL }, "roles", "role", "holders" },
};

/* What of doc names who counts it; NULL when it is not counted. */
static const M77Json *
named (guint i, const M77Json *doc)
{
  const char *status = m77_json_get_string (doc, "status");

  if (doc == NULL || (counts[i].status[0] != NULL &&
                      (status == NULL || !g_strv_contains (counts[i].status, status))))
    return NULL;
  return m77_json_get (doc, counts[i].field);
}

static gboolean
names (const M77Json *value, const char *ref)
{
  if (m77_json_string (value) != NULL)
    return g_str_equal (m77_json_string (value), ref);
  for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
    if (g_strcmp0 (m77_json_string (e), ref) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
add (PlatformWrite *write, guint i, const char *ref, int more, GError **error)
{
  M77Record other;
  M77Json *doc;
  gint64 number;

  if (!platform_record_by_ref (
          write->db, write->tenant->id, counts[i].to, ref, write->pool, &other, error))
    return FALSE;
  if (other.id == NULL || g_strcmp0 (other.id, write->own) == 0)
    return TRUE;
  doc = m77_json_copy (write->pool, other.doc);
  number = m77_json_get_int (doc, counts[i].number, 0) + more;
  m77_json_set_int (write->pool, doc, counts[i].number, MAX (number, 0));
  return platform_write_follow (write, &other, doc, error);
}

/* Everyone in value that is not in other. */
static gboolean
add_missing (PlatformWrite *write,
             guint i,
             const M77Json *value,
             const M77Json *other,
             int more,
             GError **error)
{
  const char *one = m77_json_string (value);

  if (one != NULL)
    return names (other, one) || add (write, i, one, more, error);
  for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
    if (m77_json_string (e) != NULL && !names (other, m77_json_string (e)) &&
        !add (write, i, m77_json_string (e), more, error))
      return FALSE;
  return TRUE;
}

gboolean
platform_count_others (PlatformWrite *write,
                       const M77Record *before,
                       const M77Record *after,
                       GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      const M77Json *was, *is;

      if (!g_str_equal (counts[i].kind, after->kind))
        continue;
      was = named (i, before != NULL ? before->doc : NULL);
      is = named (i, after->doc);
      if (!add_missing (write, i, was, is, -1, error) || !add_missing (write, i, is, was, 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
count_all (PlatformWrite *write, guint i, const char *ref, gint64 *number, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  /* Whatever is counted by its state is open in it. */
  g_autoptr (GPtrArray)
      all = (counts[i].status[0] != NULL ? platform_record_list_open
                                         : platform_record_list_all) (write->db,
                                                                      write->tenant->id,
                                                                      counts[i].kind,
                                                                      pool,
                                                                      error);

  *number = 0;
  for (guint n = 0; all != NULL && n < all->len; n++)
    *number += names (named (i, ((const M77Record *) all->pdata[n])->doc), ref);
  return all != NULL;
}

gboolean
platform_count_own (PlatformWrite *write, const char *kind, M77Json *doc, GError **error)
{
  const M77Kind *known = m77_kind_find (kind);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      const char *ref = known != NULL && known->key_field != NULL
                            ? m77_json_get_string (doc, known->key_field)
                            : NULL;
      gint64 number;

      /* Only a name can have been named before there was one of it. */
      if (!g_str_equal (counts[i].to, kind) || ref == NULL)
        continue;
      if (!count_all (write, i, ref, &number, error))
        return FALSE;
      m77_json_set_int (write->pool, doc, counts[i].number, number);
    }
  return TRUE;
}
