/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-address"

#include "config.h"

#include "shared/model/m77-address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/base/m77-error.h"

#define PREFIX   M77_ADDRESS_SCHEME "://"
#define URI_MOST 2048
#define PARTS    3
#define PLAIN    "-._~@" /* left as it is in a part */

/* NULL: nothing that a person could have meant. */
static char *
decode (const char *part)
{
  g_autofree char *text = g_uri_unescape_string (part, "/");

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return NULL;
  return g_steal_pointer (&text);
}

static gboolean
read_parts (M77Address *self, char **parts)
{
  guint n = g_strv_length (parts);
  g_autofree char *profile = n > 0 ? decode (parts[0]) : NULL;

  /* "m77://shop" and "m77://shop/" are the profile. */
  if (profile == NULL || n > PARTS || (n == 2 && *parts[1] != '\0'))
    return FALSE;
  if (*profile != '\0')
    self->profile = g_steal_pointer (&profile);
  if (n < PARTS)
    return TRUE;
  self->kind = decode (parts[1]);
  self->id = decode (parts[2]);
  return self->kind != NULL && *self->kind != '\0' && self->id != NULL && *self->id != '\0';
}

M77Address *
m77_address_parse (const char *uri, GError **error)
{
  g_autoptr (M77Address) self = g_new0 (M77Address, 1);

  if (strlen (uri) <= URI_MOST && g_ascii_strncasecmp (uri, PREFIX, strlen (PREFIX)) == 0)
    {
      g_auto (GStrv) parts = g_strsplit (uri + strlen (PREFIX), "/", PARTS + 1);

      if (strpbrk (uri, "?#") == NULL && read_parts (self, parts))
        return g_steal_pointer (&self);
    }
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_INVALID,
                       _ ("This is no link into a console: m77://PROFILE/KIND/KEY expected"));
  return NULL;
}

void
m77_address_free (M77Address *self)
{
  g_free (self->profile);
  g_free (self->kind);
  g_free (self->id);
  g_free (self);
}

char *
m77_address_format (const char *profile, const char *kind, const char *id)
{
  g_autofree char *host = g_uri_escape_string (profile != NULL ? profile : "", PLAIN, TRUE);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (kind == NULL)
    return g_strdup_printf (PREFIX "%s/", host);
  first = g_uri_escape_string (kind, PLAIN, TRUE);
  second = g_uri_escape_string (id, PLAIN, TRUE);
  return g_strdup_printf (PREFIX "%s/%s/%s", host, first, second);
}
