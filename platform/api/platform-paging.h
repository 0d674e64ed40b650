/* platform-paging.h: who is paged for an incident, and when the next is
 *
 * By the incident's escalation policy, or its service's: its steps one after another, and all
 * of them again as often as its `repeat` says. A page is a record; consoles are
 * told by the change feed (channel push). Other channels want a gateway this platform has
 * not: such a page fails and says so, and push goes out beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-write.h"

G_BEGIN_DECLS

/* Pages that level now, and says in doc (an incident that is about to be written) which
 * level it is at and who is next. */
gboolean platform_paging_level (PlatformWrite *write,
                                const char *incident,
                                M77Json *doc,
                                gint64 level,
                                GError **error);
/* The next level, when doc's next_page_at has come. */
gboolean platform_paging_next (PlatformWrite *write,
                               const char *incident,
                               M77Json *doc,
                               GError **error);
/* Acknowledged: nobody else is paged, but for the policy's ack_timeout, after which it is
 * triggered again. */
gboolean platform_paging_acknowledged (PlatformWrite *write, M77Json *doc, GError **error);
/* Nobody else is paged. */
void platform_paging_stop (M77Json *doc);
/* One member, or whoever is on call in a schedule. */
gboolean platform_paging_direct (PlatformWrite *write,
                                 const char *incident,
                                 const char *member,
                                 const char *schedule,
                                 GError **error);
/* Every other active administrator: that member has broken the glass. */
gboolean platform_paging_admins (PlatformWrite *write, const char *member, GError **error);
/* Sets gaps of an escalation's document: its steps that reach nobody now. */
gboolean platform_paging_gaps (PlatformWrite *write, M77Json *doc, GError **error);
/* … of all of them, when a schedule, a team or a member has changed. */
gboolean platform_paging_gaps_everywhere (PlatformWrite *write, GError **error);
/* Who is on call in a schedule as it says itself: element char *. */
gboolean platform_paging_on_call (PlatformWrite *write,
                                  const char *schedule,
                                  GPtrArray *members,
                                  GError **error);

G_END_DECLS
