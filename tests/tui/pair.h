/* pair.h: two people, each with a machine of their own, on one platform with one incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tests/agent/machine.h"

static inline void
pair_join (Machine *self, Machine *host, const char *member)
{
  g_autofree char *token = machine_token (host, member, "admin");

  g_assert_cmpint (machine_m77 (self,
                                token,
                                "profile",
                                "add",
                                "work",
                                "--platform",
                                host->url,
                                "--tenant",
                                "shop",
                                "--token-stdin",
                                "--token-store",
                                "file",
                                NULL),
                   ==,
                   0);
}

/* FALSE, after having skipped the test, where the programs are not built. Both have INC-1. */
static inline gboolean
pair_begin (Machine **jana, Machine **omar)
{
  *jana = machine_new ();
  if (*jana == NULL)
    return FALSE;
  *omar = machine_new ();
  machine_start_platform (*jana, NULL);
  pair_join (*jana, *jana, "jana");
  pair_join (*omar, *jana, "omar");
  g_assert_cmpint (machine_m77 (*jana,
                                NULL,
                                "create",
                                "incident",
                                "title=Cards fail",
                                "summary=First line",
                                "environment=staging",
                                "severity=sev2",
                                NULL),
                   ==,
                   0);
  g_assert_cmpint (machine_m77 (*jana, NULL, "sync", "--wait", NULL), ==, 0);
  g_assert_cmpint (machine_m77 (*omar, NULL, "sync", "--wait", NULL), ==, 0);
  return TRUE;
}

static inline void
pair_end (Machine *jana, Machine *omar)
{
  if (jana == NULL)
    return;
  machine_free (omar);
  machine_free (jana);
}
