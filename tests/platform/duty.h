/* duty.h: a tenant with an administrator, omar, and a responder, jana, who is paged first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tests/platform/core-fixture.h"

typedef struct
{
  Fixture *f;
  char *admin, *jana; /* tokens: an administrator, a responder */
} Duty;

void duty_set_up (Duty *shop);
void duty_tear_down (Duty *shop);
char *duty_incident (Duty *shop);
guint duty_count (Duty *shop, const char *path);
void duty_assert_field (Duty *shop,
                        const char *kind,
                        const char *id,
                        const char *field,
                        const char *value);
