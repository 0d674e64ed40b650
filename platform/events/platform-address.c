/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-address"

#include "config.h"

#include "platform/events/platform-address.h"

#include <string.h>

/* IPv4 that is not the public Internet. */
static const struct
{
  guint8 bytes[4];
  guint prefix;
} reserved[] = {
  { { 0, 0, 0, 0 }, 8 },      { { 10, 0, 0, 0 }, 8 },     { { 100, 64, 0, 0 }, 10 },
  { { 127, 0, 0, 0 }, 8 },    { { 169, 254, 0, 0 }, 16 }, { { 172, 16, 0, 0 }, 12 },
  { { 192, 0, 0, 0 }, 24 },   { { 192, 0, 2, 0 }, 24 },   { { 192, 88, 99, 0 }, 24 },
  { { 192, 168, 0, 0 }, 16 }, { { 198, 18, 0, 0 }, 15 },  { { 198, 51, 100, 0 }, 24 },
  { { 203, 0, 113, 0 }, 24 }, { { 224, 0, 0, 0 }, 4 },    { { 240, 0, 0, 0 }, 4 },
};

static gboolean
fits (const guint8 *bytes, const guint8 *pattern, guint prefix)
{
  for (guint bit = 0; bit < prefix; bit++)
    if (((bytes[bit / 8] ^ pattern[bit / 8]) & (0x80 >> bit % 8)) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_public_4 (const guint8 *bytes)
{
  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (fits (bytes, reserved[i].bytes, reserved[i].prefix))
      return FALSE;
  return TRUE;
}

/* Only 2000::/3 is given out; within it are ways to write an IPv4 address. */
static gboolean
is_public_6 (const guint8 *bytes)
{
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };
  static const guint8 nat64[12] = { 0x00, 0x64, 0xff, 0x9b };
  static const guint8 global[1] = { 0x20 }, six_to_four[2] = { 0x20, 0x02 };
  static const guint8 special[3] = { 0x20, 0x01 }, documentation[4] = { 0x20, 0x01, 0x0d, 0xb8 };

  if (fits (bytes, mapped, 96) || fits (bytes, nat64, 96))
    return is_public_4 (bytes + 12);
  if (fits (bytes, six_to_four, 16))
    return is_public_4 (bytes + 2);
  /* 2001::/23: Teredo and other tunnels. */
  return fits (bytes, global, 3) && !fits (bytes, special, 23) && !fits (bytes, documentation, 32);
}

gboolean
platform_address_is_public (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 ? is_public_4 (bytes)
                                                                     : is_public_6 (bytes);
}

/* Gives out what another enumerator does, if it is public. */
#define PLATFORM_TYPE_PUBLIC_ENUMERATOR (platform_public_enumerator_get_type ())
G_DECLARE_FINAL_TYPE (PlatformPublicEnumerator,
                      platform_public_enumerator,
                      PLATFORM,
                      PUBLIC_ENUMERATOR,
                      GSocketAddressEnumerator)

struct _PlatformPublicEnumerator
{
  GSocketAddressEnumerator parent_instance;
  GSocketAddressEnumerator *all;
  gboolean gave, refused;
};

G_DEFINE_FINAL_TYPE (PlatformPublicEnumerator,
                     platform_public_enumerator,
                     G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static gboolean
is_public (GSocketAddress *address)
{
  return G_IS_INET_SOCKET_ADDRESS (address) &&
         platform_address_is_public (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static GSocketAddress *
public_next (GSocketAddressEnumerator *enumerator, GCancellable *cancellable, GError **error)
{
  PlatformPublicEnumerator *self = PLATFORM_PUBLIC_ENUMERATOR (enumerator);

  for (;;)
    {
      g_autoptr (GError) wrong = NULL;
      g_autoptr (GSocketAddress)
          address = g_socket_address_enumerator_next (self->all, cancellable, &wrong);

      if (wrong != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&wrong));
          return NULL;
        }
      if (address == NULL)
        break;
      if (is_public (address))
        {
          self->gave = TRUE;
          return g_steal_pointer (&address);
        }
      self->refused = TRUE;
    }
  if (self->refused && !self->gave)
    g_set_error_literal (error,
                         G_IO_ERROR,
                         G_IO_ERROR_PERMISSION_DENIED,
                         "The target is no public address");
  return NULL;
}

static void
public_finalize (GObject *object)
{
  g_object_unref (PLATFORM_PUBLIC_ENUMERATOR (object)->all);
  G_OBJECT_CLASS (platform_public_enumerator_parent_class)->finalize (object);
}

static void
platform_public_enumerator_class_init (PlatformPublicEnumeratorClass *class)
{
  G_SOCKET_ADDRESS_ENUMERATOR_CLASS (class)->next = public_next;
  G_OBJECT_CLASS (class)->finalize = public_finalize;
}

static void
platform_public_enumerator_init (PlatformPublicEnumerator *self)
{
}

#define PLATFORM_TYPE_PUBLIC_ADDRESS (platform_public_address_get_type ())
G_DECLARE_FINAL_TYPE (PlatformPublicAddress,
                      platform_public_address,
                      PLATFORM,
                      PUBLIC_ADDRESS,
                      GNetworkAddress)

struct _PlatformPublicAddress
{
  GNetworkAddress parent_instance;
};

static GSocketConnectableIface *network_iface; /* of GNetworkAddress */

static GSocketAddressEnumerator *
enumerate (GSocketConnectable *connectable)
{
  PlatformPublicEnumerator *enumerator = g_object_new (PLATFORM_TYPE_PUBLIC_ENUMERATOR, NULL);

  enumerator->all = network_iface->enumerate (connectable);
  return G_SOCKET_ADDRESS_ENUMERATOR (enumerator);
}

static void
connectable_init (GSocketConnectableIface *iface)
{
  network_iface = g_type_interface_peek_parent (iface);
  iface->enumerate = enumerate;
  iface->proxy_enumerate = enumerate; /* there is none */
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PlatformPublicAddress,
                               platform_public_address,
                               G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE, connectable_init))

static void
platform_public_address_class_init (PlatformPublicAddressClass *class)
{
}

static void
platform_public_address_init (PlatformPublicAddress *self)
{
}

GSocketConnectable *
platform_address_connectable_new (const char *host, guint16 port)
{
  return g_object_new (PLATFORM_TYPE_PUBLIC_ADDRESS, "hostname", host, "port", port, NULL);
}
