/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sender"

#include "config.h"

#include "platform/events/platform-address.h"

/* Which addresses a webhook may lead to. */

static void
test_addresses (void)
{
  static const struct
  {
    const char *text;
    gboolean is_public;
  } cases[] = {
    { "0.0.0.0", FALSE },
    { "9.255.255.255", TRUE },
    { "10.0.0.1", FALSE },
    { "11.0.0.0", TRUE },
    { "100.63.255.255", TRUE },
    { "100.64.0.1", FALSE },
    { "127.0.0.1", FALSE },
    { "127.255.255.254", FALSE },
    { "169.254.169.254", FALSE },
    { "172.15.255.255", TRUE },
    { "172.16.0.1", FALSE },
    { "172.31.255.255", FALSE },
    { "172.32.0.0", TRUE },
    { "192.168.1.1", FALSE },
    { "192.169.0.0", TRUE },
    { "198.18.0.1", FALSE },
    { "198.20.0.0", TRUE },
    { "203.0.113.9", FALSE },
    { "224.0.0.1", FALSE },
    { "255.255.255.255", FALSE },
    { "8.8.8.8", TRUE },
    { "::", FALSE },
    { "::1", FALSE },
    { "::ffff:127.0.0.1", FALSE },
    { "::ffff:10.1.2.3", FALSE },
    { "::ffff:8.8.8.8", TRUE },
    { "64:ff9b::7f00:1", FALSE },
    { "64:ff9b::808:808", TRUE },
    { "2002:7f00:1::", FALSE },
    { "2002:a00:1::", FALSE },
    { "2002:808:808::", TRUE },
    { "2001:0:4136:e378::1", FALSE },
    { "2001:db8::1", FALSE },
    { "2a00:1450:4001::1", TRUE },
    { "fc00::1", FALSE },
    { "fd12::1", FALSE },
    { "fe80::1", FALSE },
    { "fec0::1", FALSE },
    { "ff02::1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (cases[i].text);

      g_assert_nonnull (address);
      if (platform_address_is_public (address) != cases[i].is_public)
        g_error ("%s", cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/addresses/public", test_addresses);
  return g_test_run ();
}
