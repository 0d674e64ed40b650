/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>

#include "shared/model/m77-role.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* A rule is refused with a reason, or can be asked. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *rule = g_strndup ((const char *) data, size);
  g_autoptr (M77Grants) grants = m77_grants_new ("jana");
  g_autoptr (GError) error = NULL;

  if (!m77_grants_add_rule (grants, rule, &error))
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  g_assert_true (m77_rule_is_valid (rule, NULL));
  m77_grants_allow (grants, m77_kind_find ("incident"), "edit", NULL);
  m77_grants_allow_unknown (grants, "spaceship", "read");
  return 0;
}
