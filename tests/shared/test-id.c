/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/base/m77-id.h"

typedef struct
{
  M77Runtime runtime;
  gint64 now;
  guint8 dice; /* every random byte */
} Fake;

static gint64
fake_now (const M77Runtime *runtime)
{
  return ((const Fake *) runtime)->now;
}

static void
fake_random (const M77Runtime *runtime, guint8 *bytes, gsize count)
{
  memset (bytes, ((const Fake *) runtime)->dice, count);
}

static void
fake_init (Fake *self, gint64 now, guint8 dice)
{
  self->runtime = (M77Runtime){ fake_now, fake_now, fake_random };
  self->now = now;
  self->dice = dice;
}

static void
test_layout (void)
{
  Fake fake;
  g_autofree char *id = NULL;

  fake_init (&fake, G_GINT64_CONSTANT (0x017f22e279b0), 0xff);
  id = m77_id_new (&fake.runtime);
  g_assert_cmpstr (id, ==, "017f22e2-79b0-77ff-bfff-ffffffffffff");
  g_assert_true (m77_id_is_valid (id));
  g_assert_cmpint (m77_id_time (id), ==, fake.now);
}

/* Within a millisecond, over a counter that is full, and with a clock that goes back. */
static void
test_order (void)
{
  Fake fake;
  g_autofree char *last = NULL;

  fake_init (&fake, 2000000, 0xff);
  last = m77_id_new (&fake.runtime);
  for (guint i = 0; i < 100000; i++)
    {
      char *id;

      if (i == 50000)
        fake.now -= 5000;
      id = m77_id_new (&fake.runtime);
      g_assert_cmpstr (last, <, id);
      g_free (last);
      last = id;
    }

  g_assert_cmpint (m77_id_time (last), ==, 2000000);
}

static void
test_set_back (void)
{
  Fake fake;
  g_autofree char *first = NULL, *second = NULL;

  fake_init (&fake, 90000000, 1);
  first = m77_id_new (&fake.runtime);
  fake.now = 1000000;
  second = m77_id_new (&fake.runtime);
  g_assert_cmpint (m77_id_time (first), ==, 90000000);
  g_assert_cmpint (m77_id_time (second), ==, 1000000);
}

static void
test_valid (void)
{
  g_assert_true (m77_id_is_valid ("123e4567-e89b-42d3-a456-426614174000"));
  g_assert_cmpint (m77_id_time ("123e4567-e89b-42d3-a456-426614174000"), ==, -1);
  g_assert_false (m77_id_is_valid ("123E4567-e89b-42d3-a456-426614174000"));
  g_assert_false (m77_id_is_valid ("123e4567-e89b-42d3-a456-42661417400"));
  g_assert_false (m77_id_is_valid ("123e4567-e89b-42d3-a456-4266141740000"));
  g_assert_false (m77_id_is_valid ("123e4567ae89b-42d3-a456-426614174000"));
  g_assert_false (m77_id_is_valid ("-23e4567-e89b-42d3-a456-426614174000"));
  g_assert_false (m77_id_is_valid (""));
  g_assert_false (m77_id_is_valid (NULL));
  g_assert_cmpint (m77_id_time ("2041"), ==, -1);
}

static void
test_real (void)
{
  const M77Runtime *real = m77_runtime_real ();
  g_autofree char *first = m77_id_new (real), *second = m77_id_new (real);
  gint64 before = m77_runtime_monotonic (real);

  g_assert_cmpstr (first, <, second);
  g_assert_cmpint (m77_id_time (first), >, G_GINT64_CONSTANT (1500000000000));
  g_assert_cmpint (m77_runtime_monotonic (real), >=, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/id/layout", test_layout);
  g_test_add_func ("/id/order", test_order);
  g_test_add_func ("/id/set-back", test_set_back);
  g_test_add_func ("/id/valid", test_valid);
  g_test_add_func ("/id/real", test_real);

  return g_test_run ();
}
