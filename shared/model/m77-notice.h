/* m77-notice.h: what a person is told of while they look elsewhere
 *
 * A page to them, and an incident that is triggered with severity 1 or 2. In quiet hours only what
 * cannot wait: pages to them and severity 1. Quiet hours may go over midnight; where they begin and
 * end at one time there are none.
 *
 * Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int from, to; /* minutes of the day, where the person is */
} M77QuietHours;

/* severity: of the incident ("sev1"), NULL: of none. minute: of the day now, there. */
gboolean m77_notice_is_wanted (const char *kind,
                               const char *severity,
                               const M77QuietHours *quiet,
                               int minute);

G_END_DECLS
