/* A string is its own bytes: its closing quote is overwritten with a NUL and its escapes,
 * which only shrink, are resolved where they stand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-json"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-json-private.h"

#define BYTES(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))
#define TOP_BITS    BYTES (0x80)

/* The first byte that is a quote, a backslash, a control character or not ASCII. In a
 * word each test may err only above a byte it is right about, so the lowest is right. */
static inline char *
skip_plain (char *at)
{
  for (;; at += 8)
    {
      guint64 word, quote, backslash, special;

      memcpy (&word, at, sizeof word);
      word = GUINT64_FROM_LE (word);
      quote = word ^ BYTES ('"');
      backslash = word ^ BYTES ('\\');
      special = ((word - BYTES (0x20)) | (quote - BYTES (1)) | (backslash - BYTES (1)) | word) &
                TOP_BITS;
      if (special != 0)
        return at + (__builtin_ctzll (special) >> 3);
    }
}

/* Bytes of the UTF-8 sequence that begins at `at` (RFC 3629), 0 if it is none. */
static guint
sequence_length (const guchar *at)
{
  guint count = at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
  guchar low = 0x80, high = 0xbf;

  if (at[0] < 0xc2 || at[0] > 0xf4)
    return 0;
  if (at[0] == 0xe0)
    low = 0xa0;
  else if (at[0] == 0xed)
    high = 0x9f;
  else if (at[0] == 0xf0)
    low = 0x90;
  else if (at[0] == 0xf4)
    high = 0x8f;
  if (at[1] < low || at[1] > high)
    return 0;

  for (guint i = 2; i < count; i++)
    if ((at[i] & 0xc0) != 0x80)
      return 0;

  return count;
}

/* The four digits at `at`, or -1. */
static gint32
read_hex (const char *at)
{
  gint32 value = 0;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return -1;
      value = value << 4 | digit;
    }

  return value;
}

/* at is on the "u" of \u; *out is moved past the character's UTF-8. */
static char *
read_unicode (char *at, char **out, const char **problem)
{
  gint32 code = read_hex (at + 1);
  char *next = at + 5;

  if (code < 0)
    {
      *problem = _ ("\\u wants four hexadecimal digits");
      return NULL;
    }
  if (code >= 0xd800 && code <= 0xdbff && next[0] == '\\' && next[1] == 'u')
    {
      gint32 second = read_hex (next + 2);

      if (second >= 0xdc00 && second <= 0xdfff)
        {
          code = 0x10000 + ((code - 0xd800) << 10) + (second - 0xdc00);
          next += 6;
        }
    }
  if (code == 0 || (code >= 0xd800 && code <= 0xdfff))
    {
      *problem = code == 0 ? _ ("a string holds a NUL") : _ ("half a surrogate pair");
      return NULL;
    }

  *out += g_unichar_to_utf8 ((gunichar) code, *out);
  return next;
}

/* at is on a backslash; the answer is after the escape, NULL if it is none. */
static char *
read_escape (char *at, char **out, const char **problem)
{
  static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
  const char *name;

  at++;
  if (*at == 'u')
    return read_unicode (at, out, problem);

  name = *at != '\0' ? strchr (names, *at) : NULL;
  if (name == NULL)
    {
      *problem = _ ("no such escape");
      return NULL;
    }

  *(*out)++ = values[name - names];
  return at + 1;
}

const char *
m77_json_unquote (char *text, gsize *length, char **after)
{
  char *out = text, *at = text;
  const char *problem = NULL;

  for (;;)
    {
      char *stop = skip_plain (at);
      guint count;

      if (out != at)
        memmove (out, at, (gsize) (stop - at));
      out += stop - at;
      at = *after = stop;

      if (*at == '"')
        break;
      if ((guchar) *at < 0x20)
        return _ ("a control character in a string");
      if (*at == '\\')
        {
          at = read_escape (at, &out, &problem);
          if (at == NULL)
            return problem;
          continue;
        }

      count = sequence_length ((const guchar *) at);
      if (count == 0)
        return _ ("not UTF-8");
      for (; count > 0; count--)
        *out++ = *at++;
    }

  *out = '\0';
  *after = at + 1;
  *length = (gsize) (out - text);
  return NULL;
}
