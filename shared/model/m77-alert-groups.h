/* m77-alert-groups.h: open alerts as few lines
 *
 * Alerts of one name, severity, service and place are one group, in the order of their first; what
 * is suppressed is kept apart, by the silence that does it. A group knows what was seen in it:
 * acting on it takes those ids and no later ones.
 *
 * The documents given belong to the caller and must live as long as the groups. Instants are ms
 * since 1970. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

#define M77_ALERT_FLAPPING 5      /* firings in 24 hours: it flaps */
#define M77_ALERT_NEW_MS   300000 /* began so lately: new */
#define M77_ALERT_HOURS    24

typedef struct
{
  char *id;
  const M77Json *doc;
  gboolean asked; /* an action is under way on it */
} M77AlertMember;

typedef struct
{
  char *key; /* the same as long as it is the same group */
  const char *severity, *alertname, *service, *environment, *region; /* any may be NULL */
  const char *incident; /* id of one that has it, or NULL */
  GArray *members;      /* M77AlertMember */
  gint64 since;         /* the first began; M77_TIME_NONE: not said */
  guint fresh, flapping, acknowledged, asked;
  gint64 flaps; /* firings in 24 h of the one that fired most */
} M77AlertGroup;

typedef struct
{
  GPtrArray *firing;     /* M77AlertGroup */
  GPtrArray *suppressed; /* M77AlertGroup; key: the silence's id, "" for those without one */
  guint n_firing, n_suppressed, n_fresh;
  guint n_flapping; /* groups */
  GHashTable *by_key;
} M77AlertGroups;

M77AlertGroups *m77_alert_groups_new (void);
void m77_alert_groups_free (M77AlertGroups *self);
/* One alert; what is not open is passed over. */
void m77_alert_groups_add (M77AlertGroups *self,
                           const char *id,
                           const M77Json *doc,
                           gboolean asked,
                           gint64 now);
const M77AlertGroup *m77_alert_groups_find (const M77AlertGroups *self, const char *key);
/* The members that nobody has acknowledged, as they were seen; NULL-terminated, free with
 * g_strfreev. */
char **m77_alert_group_ids (const M77AlertGroup *self);
/* Firings by hour, the last is the one that ends at now; returns the most in one hour. */
guint m77_alert_group_hours (const M77AlertGroup *self, gint64 now, guint hours[M77_ALERT_HOURS]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77AlertGroups, m77_alert_groups_free)

G_END_DECLS
