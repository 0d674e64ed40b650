/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-alert-groups.h"

#include <string.h>

#include "shared/base/m77-time.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)

static gint64
time_in (const M77Json *object, const char *name)
{
  const char *text = m77_json_get_string (object, name);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

static void
clear_member (gpointer data)
{
  g_free (((M77AlertMember *) data)->id);
}

static void
free_group (gpointer data)
{
  M77AlertGroup *self = data;

  g_array_unref (self->members);
  g_free (self->key);
  g_free (self);
}

M77AlertGroups *
m77_alert_groups_new (void)
{
  M77AlertGroups *self = g_new0 (M77AlertGroups, 1);

  self->firing = g_ptr_array_new_with_free_func (free_group);
  self->suppressed = g_ptr_array_new_with_free_func (free_group);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
m77_alert_groups_free (M77AlertGroups *self)
{
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->firing);
  g_ptr_array_unref (self->suppressed);
  g_free (self);
}

/* Takes key. */
static M77AlertGroup *
take_group (M77AlertGroups *self, GPtrArray *groups, char *key, const M77Json *doc)
{
  M77AlertGroup *group = g_hash_table_lookup (self->by_key, key);

  if (group != NULL)
    {
      g_free (key);
      return group;
    }
  group = g_new (M77AlertGroup, 1);
  *group = (M77AlertGroup){ .key = key,
                            .severity = m77_json_get_string (doc, "severity"),
                            .alertname = m77_json_get_string (doc, "alertname"),
                            .service = m77_json_get_string (doc, "service"),
                            .environment = m77_json_get_string (doc, "environment"),
                            .region = m77_json_get_string (doc, "region"),
                            .members = g_array_new (FALSE, FALSE, sizeof (M77AlertMember)),
                            .since = M77_TIME_NONE };
  g_array_set_clear_func (group->members, clear_member);
  g_ptr_array_add (groups, group);
  g_hash_table_insert (self->by_key, key, group);
  return group;
}

static M77AlertGroup *
group_of (M77AlertGroups *self, const M77Json *doc, gboolean is_suppressed)
{
  static const char *const parts[] = {
    "severity", "alertname", "service", "environment", "region"
  };
  GString *key;

  if (is_suppressed)
    {
      const char *silence = m77_json_string (m77_json_first (m77_json_get (doc, "silences")));

      return take_group (self, self->suppressed, g_strdup (silence != NULL ? silence : ""), doc);
    }
  key = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *part = m77_json_get_string (doc, parts[i]);

      g_string_append (key, part != NULL ? part : "");
      g_string_append_c (key, '\n');
    }
  return take_group (self, self->firing, g_string_free (key, FALSE), doc);
}

static void
count (M77AlertGroups *self, M77AlertGroup *group, const M77AlertMember *member, gint64 now)
{
  gint64 since = time_in (member->doc, "starts_at");
  gint64 flaps = m77_json_get_int (member->doc, "flaps", 0);
  gboolean is_fresh = since != M77_TIME_NONE && now - since < M77_ALERT_NEW_MS;

  self->n_firing++;
  self->n_fresh += is_fresh;
  group->fresh += is_fresh;
  if (flaps >= M77_ALERT_FLAPPING && group->flapping++ == 0)
    self->n_flapping++;
  group->acknowledged += m77_json_get_string (member->doc, "acknowledged_by") != NULL;
  group->asked += member->asked;
  group->flaps = MAX (group->flaps, flaps);
  if (since != M77_TIME_NONE && (group->since == M77_TIME_NONE || since < group->since))
    group->since = since;
  if (group->incident == NULL)
    group->incident = m77_json_string (m77_json_first (m77_json_get (member->doc, "incidents")));
}

void
m77_alert_groups_add (M77AlertGroups *self,
                      const char *id,
                      const M77Json *doc,
                      gboolean asked,
                      gint64 now)
{
  const char *status = m77_json_get_string (doc, "status");
  gboolean is_suppressed = g_strcmp0 (status, "suppressed") == 0;
  M77AlertMember member = { .doc = doc, .asked = asked };
  M77AlertGroup *group;

  if (!is_suppressed && g_strcmp0 (status, "firing") != 0)
    return;
  group = group_of (self, doc, is_suppressed);
  member.id = g_strdup (id);
  g_array_append_val (group->members, member);
  if (is_suppressed)
    self->n_suppressed++;
  else
    count (self, group, &member, now);
}

const M77AlertGroup *
m77_alert_groups_find (const M77AlertGroups *self, const char *key)
{
  return key != NULL ? g_hash_table_lookup (self->by_key, key) : NULL;
}

char **
m77_alert_group_ids (const M77AlertGroup *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < self->members->len; i++)
    {
      const M77AlertMember *member = &g_array_index (self->members, M77AlertMember, i);

      if (m77_json_get_string (member->doc, "acknowledged_by") == NULL)
        g_strv_builder_add (ids, member->id);
    }
  return g_strv_builder_end (ids);
}

static guint
count_hour (gint64 at, gint64 now, guint hours[M77_ALERT_HOURS])
{
  gint64 ago = at == M77_TIME_NONE || at > now ? -1 : (now - at) / HOUR_MS;

  return ago >= 0 && ago < M77_ALERT_HOURS ? ++hours[M77_ALERT_HOURS - 1 - ago] : 0;
}

guint
m77_alert_group_hours (const M77AlertGroup *self, gint64 now, guint hours[M77_ALERT_HOURS])
{
  guint most = 0;

  memset (hours, 0, M77_ALERT_HOURS * sizeof *hours);
  for (guint i = 0; i < self->members->len; i++)
    {
      const M77Json *doc = g_array_index (self->members, M77AlertMember, i).doc;
      const M77Json *fired = m77_json_first (m77_json_get (doc, "firings"));
      guint n;

      if (fired == NULL)
        {
          n = count_hour (time_in (doc, "starts_at"), now, hours);
          most = MAX (most, n);
        }
      for (; fired != NULL; fired = m77_json_next (fired))
        {
          const char *text = m77_json_string (fired);

          n = count_hour (text != NULL ? m77_time_parse (text) : M77_TIME_NONE, now, hours);
          most = MAX (most, n);
        }
    }
  return most;
}
