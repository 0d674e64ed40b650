/* platform-demo-dice.h: the same numbers for the same seed, for ever
 *
 * xorshift64* (Vigna 2016): good enough to make data look uneven, and fast. Not for
 * anything secret.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 state;
} PlatformDice;

/* Two words make one stream: a seed, and what it is for. */
static inline PlatformDice
platform_dice_new (guint64 seed, guint64 stream)
{
  guint64 mixed = seed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + stream;

  mixed = (mixed ^ (mixed >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  mixed = (mixed ^ (mixed >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  mixed ^= mixed >> 31;
  return (PlatformDice){ mixed != 0 ? mixed : 1 };
}

static inline guint64
platform_dice_next (PlatformDice *self)
{
  self->state ^= self->state >> 12;
  self->state ^= self->state << 25;
  self->state ^= self->state >> 27;
  return self->state * G_GUINT64_CONSTANT (0x2545f4914f6cdd1d);
}

/* 0 … bound − 1; 0 for a bound of 0. */
static inline guint64
platform_dice_below (PlatformDice *self, guint64 bound)
{
  return bound == 0 ? 0 : (platform_dice_next (self) >> 11) % bound;
}

G_END_DECLS
