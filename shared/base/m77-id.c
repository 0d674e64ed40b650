/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-id"

#include "config.h"

#include "shared/base/m77-id.h"

#define COUNTER_BITS  26 /* 12 in rand_a, 14 in rand_b */
#define COUNTER_LIMIT (1u << COUNTER_BITS)
#define LARGEST_TIME  ((G_GINT64_CONSTANT (1) << 48) - 1)
#define SET_BACK      10000 /* ms: a clock set back further than this is followed */

/* The last id made. Another runtime (another program of a simulation) starts anew, so
 * that its ids depend on its own clock and dice only. */
static struct
{
  GMutex lock;
  const M77Runtime *runtime;
  gint64 time;
  guint32 counter;
} last;

/* RFC 9562, 6.2, method 1: a counter that starts at random in every millisecond, its
 * highest bit clear, and runs on while the clock stands or has gone back a little. */
static void
advance (const M77Runtime *runtime, guint32 dice)
{
  gint64 now = CLAMP (m77_runtime_now (runtime), 0, LARGEST_TIME);

  if (runtime != last.runtime || now > last.time || now < last.time - SET_BACK)
    {
      last.runtime = runtime;
      last.time = now;
      last.counter = dice % (COUNTER_LIMIT / 2);
    }
  else if (++last.counter == COUNTER_LIMIT)
    {
      last.time = MIN (last.time + 1, LARGEST_TIME);
      last.counter = 0;
    }
}

static char *
format_bytes (const guint8 *bytes)
{
  static const char digits[] = "0123456789abcdef";
  char *text = g_malloc (M77_ID_LENGTH + 1);
  char *out = text;

  for (guint i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *out++ = '-';
      *out++ = digits[bytes[i] >> 4];
      *out++ = digits[bytes[i] & 15];
    }

  *out = '\0';
  return text;
}

char *
m77_id_new (const M77Runtime *runtime)
{
  guint8 bytes[16], dice[4];
  guint64 time;
  guint32 counter, start;

  runtime->random (runtime, dice, sizeof dice);
  runtime->random (runtime, bytes + 10, 6);
  memcpy (&start, dice, sizeof start);

  g_mutex_lock (&last.lock);
  advance (runtime, GUINT32_FROM_LE (start));
  time = (guint64) last.time;
  counter = last.counter;
  g_mutex_unlock (&last.lock);

  for (guint i = 0; i < 6; i++)
    bytes[i] = (guint8) (time >> (40 - 8 * i));
  bytes[6] = (guint8) (0x70 | counter >> 22);
  bytes[7] = (guint8) (counter >> 14);
  bytes[8] = (guint8) (0x80 | (counter >> 8 & 0x3f));
  bytes[9] = (guint8) counter;
  return format_bytes (bytes);
}

gboolean
m77_id_is_valid (const char *text)
{
  guint i;

  if (text == NULL)
    return FALSE;

  for (i = 0; i < M77_ID_LENGTH; i++)
    {
      gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      gboolean digit = g_ascii_isdigit (text[i]) || (text[i] >= 'a' && text[i] <= 'f');

      if (dash ? text[i] != '-' : !digit)
        return FALSE;
    }

  return text[i] == '\0';
}

gint64
m77_id_time (const char *id)
{
  gint64 time = 0;

  if (!m77_id_is_valid (id) || id[14] != '7')
    return -1;

  for (guint i = 0; i < 13; i++)
    if (i != 8)
      time = time << 4 | g_ascii_xdigit_value (id[i]);

  return time;
}
