/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-json"

#include "config.h"

#include "shared/base/m77-json-private.h"

#define LARGEST_EXPONENT 1000000000
#define PLAIN_DIGITS     18 /* decimal digits that always fit a gint64 */

/* text is after the "e". */
static gboolean
read_exponent (const char *text, gint64 *exponent)
{
  gboolean negative = *text == '-';
  gint64 value = 0;

  if (*text == '-' || *text == '+')
    text++;
  for (; *text != '\0'; text++)
    {
      value = value * 10 + (*text - '0');
      if (value > LARGEST_EXPONENT)
        return FALSE;
    }

  *exponent = negative ? -value : value;
  return TRUE;
}

gboolean
m77_json_decimal_init (M77JsonDecimal *self, const char *text)
{
  gsize length = 0;
  gint64 exponent = 0;
  gboolean after_point = FALSE;

  self->negative = *text == '-';
  self->exponent = 0;
  self->digits = g_malloc (strlen (text) + 1);

  for (text += self->negative; *text != '\0' && (*text | 0x20) != 'e'; text++)
    {
      if (*text == '.')
        {
          after_point = TRUE;
          continue;
        }
      if (length > 0 || *text != '0')
        {
          self->digits[length++] = *text;
          self->exponent += !after_point;
        }
      else
        self->exponent -= after_point;
    }

  while (length > 0 && self->digits[length - 1] == '0')
    length--;
  self->digits[length] = '\0';

  if (length == 0)
    {
      self->negative = FALSE;
      self->exponent = 0;
      return TRUE;
    }
  if (*text != '\0' && !read_exponent (text + 1, &exponent))
    return FALSE;

  self->exponent += exponent;
  return TRUE;
}

void
m77_json_decimal_clear (M77JsonDecimal *self)
{
  g_clear_pointer (&self->digits, g_free);
}

/* "-12", without leading zeros, short enough not to overflow: nearly every number. */
static gboolean
read_plain (const char *text, gsize length, gint64 *number)
{
  gboolean negative = *text == '-';
  gint64 value = 0;

  if (length > PLAIN_DIGITS + (gsize) negative)
    return FALSE;

  for (text += negative; *text != '\0'; text++)
    {
      if (!g_ascii_isdigit (*text))
        return FALSE;
      value = value * 10 + (*text - '0');
    }

  *number = negative ? -value : value;
  return TRUE;
}

/* An exponent of 1 to 19 and no more digits than that: a whole number. */
static gboolean
decimal_to_int (const M77JsonDecimal *self, gint64 *number)
{
  guint64 value = 0, limit = (guint64) G_MAXINT64 + self->negative;
  const char *digit = self->digits;

  if (strlen (self->digits) > (gsize) self->exponent)
    return FALSE;

  for (gint64 i = 0; i < self->exponent; i++)
    {
      guint next = *digit != '\0' ? (guint) (*digit++ - '0') : 0;

      if (value > (limit - next) / 10)
        return FALSE;
      value = value * 10 + next;
    }

  *number = self->negative ? (gint64) (0 - value) : (gint64) value;
  return TRUE;
}

gboolean
m77_json_int (const M77Json *value, gint64 *number)
{
  g_auto (M77JsonDecimal) decimal = { 0 };

  if (!m77_json_is (value, M77_JSON_NUMBER))
    return FALSE;
  if (read_plain (value->text, value->length, number))
    return TRUE;
  if (!m77_json_decimal_init (&decimal, value->text) || decimal.exponent > 19)
    return FALSE;
  if (*decimal.digits == '\0')
    {
      *number = 0;
      return TRUE;
    }

  return decimal.exponent > 0 && decimal_to_int (&decimal, number);
}

gboolean
m77_json_number_equal (const char *a, const char *b)
{
  g_auto (M77JsonDecimal) left = { 0 }, right = { 0 };

  if (strcmp (a, b) == 0)
    return TRUE;

  return m77_json_decimal_init (&left, a) && m77_json_decimal_init (&right, b) &&
         left.negative == right.negative && left.exponent == right.exponent &&
         strcmp (left.digits, right.digits) == 0;
}

static void
append_zeros (GString *out, gint64 count)
{
  for (; count > 0; count--)
    g_string_append_c (out, '0');
}

/* ECMA-262, Number::toString, with as many digits as there are. */
void
m77_json_number_write_canonical (const char *text, GString *out)
{
  g_auto (M77JsonDecimal) decimal = { 0 };
  gint64 point, length;

  if (!m77_json_decimal_init (&decimal, text))
    {
      g_string_append (out, text);
      return;
    }

  point = decimal.exponent;
  length = (gint64) strlen (decimal.digits);
  if (decimal.negative)
    g_string_append_c (out, '-');

  if (length == 0)
    g_string_append_c (out, '0');
  else if (length <= point && point <= 21)
    {
      g_string_append (out, decimal.digits);
      append_zeros (out, point - length);
    }
  else if (0 < point && point <= 21)
    {
      g_string_append_len (out, decimal.digits, point);
      g_string_append_printf (out, ".%s", decimal.digits + point);
    }
  else if (-6 < point && point <= 0)
    {
      g_string_append (out, "0.");
      append_zeros (out, -point);
      g_string_append (out, decimal.digits);
    }
  else
    {
      g_string_append_c (out, decimal.digits[0]);
      if (length > 1)
        g_string_append_printf (out, ".%s", decimal.digits + 1);
      g_string_append_printf (out, "e%+" G_GINT64_FORMAT, point - 1);
    }
}
