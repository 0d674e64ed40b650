/* m77-likeness.h: how much two titles have in common
 *
 * For "have we had this before": of the incidents of a service those whose titles share the most
 * words with this one's. Words are compared without regard to case; short ones, and those that
 * every title has, count nothing.
 *
 * Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 0: nothing in common; 100: the same words. */
guint m77_likeness (const char *a, const char *b);

G_END_DECLS
