/* m77-append.h: appending where millions of pieces are written
 *
 * What exports and lists write is pieces of a few bytes. GLib 2.74's g_string_append_len () is
 * a call that makes room in the middle of the text, some seventy instructions; this is a copy.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

static inline void
m77_append (GString *out, const char *bytes, gsize length)
{
  if (G_UNLIKELY (length >= out->allocated_len - out->len))
    {
      g_string_append_len (out, bytes, (gssize) length);
      return;
    }
  memcpy (out->str + out->len, bytes, length);
  out->len += length;
  out->str[out->len] = '\0';
}

#define M77_APPEND_LITERAL(out, literal) m77_append (out, literal, sizeof literal - 1)

G_END_DECLS
