/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-cursor"

#include "config.h"

#include "platform/api/platform-cursor.h"

#include <string.h>

#define NUMBER_DIGITS 10 /* hexadecimal: forty bits */

char *
platform_cursor_format (const char *epoch, gint64 number, const char *fingerprint)
{
  return g_strdup_printf ("%s.%010" G_GINT64_MODIFIER "x%s%s",
                          epoch,
                          number,
                          fingerprint != NULL ? "." : "",
                          fingerprint != NULL ? fingerprint : "");
}

gboolean
platform_cursor_parse (const char *text, const char *epoch, const char *fingerprint, gint64 *number)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", 0);
  guint64 value;

  if (g_strv_length (parts) != 3 || !g_str_equal (parts[0], epoch) ||
      !g_str_equal (parts[2], fingerprint) || strlen (parts[1]) != NUMBER_DIGITS ||
      !g_ascii_string_to_unsigned (parts[1],
                                   16,
                                   0,
                                   G_GUINT64_CONSTANT (0xffffffffff),
                                   &value,
                                   NULL))
    return FALSE;
  *number = (gint64) value;
  return TRUE;
}
