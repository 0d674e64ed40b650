/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>

#include "shared/model/m77-address.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* What was read from a link is told by a link in the same way. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (M77Address) address = m77_address_parse (text, NULL);
  g_autofree char *again = NULL;
  g_autoptr (M77Address) same = NULL;

  if (address == NULL)
    return 0;
  g_assert_true ((address->kind == NULL) == (address->id == NULL));
  again = m77_address_format (address->profile, address->kind, address->id);
  same = m77_address_parse (again, NULL);
  if (same == NULL) /* longer, with all that must be escaped */
    return 0;
  g_assert_cmpstr (same->profile, ==, address->profile);
  g_assert_cmpstr (same->kind, ==, address->kind);
  g_assert_cmpstr (same->id, ==, address->id);
  return 0;
}
