/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-alert-silence"

#include "config.h"

#include "shared/model/m77-alert-silence.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"

#define MATCHERS_MOST 32

static const M77AlertMember *
member_at (const M77AlertGroup *group, guint i)
{
  return &g_array_index (group->members, M77AlertMember, i);
}

static const char *
label_of (const M77Json *doc, const char *name)
{
  return m77_json_get_string (m77_json_get (doc, "series"), name);
}

static gboolean
is_common (const M77AlertGroup *group, const M77Json *label)
{
  for (guint i = 0; i < group->members->len; i++)
    if (g_strcmp0 (label_of (member_at (group, i)->doc, m77_json_name (label)),
                   m77_json_string (label)) != 0)
      return FALSE;
  return m77_json_string (label) != NULL;
}

M77Json *
m77_alert_group_common (M77JsonPool *pool, const M77AlertGroup *group)
{
  const M77Json *label = m77_json_first (m77_json_get (member_at (group, 0)->doc, "series"));
  M77Json *common = m77_json_object_new (pool);

  for (; label != NULL && m77_json_size (common) < MATCHERS_MOST; label = m77_json_next (label))
    if (is_common (group, label))
      m77_json_set_string (pool, common, m77_json_name (label), m77_json_string (label));
  return common;
}

static gboolean
has_all (const M77Json *doc, const M77Json *labels)
{
  const M77Json *label = m77_json_first (labels);

  while (label != NULL &&
         g_strcmp0 (label_of (doc, m77_json_name (label)), m77_json_string (label)) == 0)
    label = m77_json_next (label);
  return label == NULL;
}

guint
m77_alert_groups_count (const M77AlertGroups *groups, const M77Json *labels)
{
  guint n = 0;

  for (guint g = 0; g < groups->firing->len; g++)
    {
      const M77AlertGroup *group = groups->firing->pdata[g];

      for (guint i = 0; i < group->members->len; i++)
        n += has_all (member_at (group, i)->doc, labels) ? 1 : 0;
    }
  return n;
}

M77Json *
m77_silence_arguments (M77JsonPool *pool, const M77Json *labels, gint64 ends_at)
{
  M77Json *args = m77_json_object_new (pool);
  M77Json *matchers = m77_json_array_new (pool);
  g_autofree char *ends = m77_time_format (ends_at);

  for (const M77Json *label = m77_json_first (labels); label != NULL; label = m77_json_next (label))
    {
      g_autofree char *escaped = g_strescape (m77_json_string (label), NULL);
      g_autofree char *matcher = g_strdup_printf ("%s=\"%s\"", m77_json_name (label), escaped);

      m77_json_append (matchers, m77_json_string_new (pool, matcher));
    }
  m77_json_set (pool, args, "matchers", matchers);
  m77_json_set_string (pool, args, "ends_at", ends);
  return args;
}

char *
m77_silence_words (const M77AlertGroup *group, guint hidden)
{
  if (hidden > group->members->len)
    return g_strdup_printf (_ ("As offered it hides %u alerts that fire now, %u of other groups."),
                            hidden,
                            hidden - group->members->len);
  return g_strdup_printf (_ ("As offered it hides these %u, and later ones like them."), hidden);
}
