/* m77-palette.h: finding one thing of many by a few letters
 *
 * What Ctrl-K of the terminal and of the desktop app finds: screens, actions, records, anything
 * with a name. Every word typed must be in an entry; how well it is decides the order:
 *
 *   1. entries that were chosen lately, the latest first,
 *   2. the text begins with what was typed,
 *   3. each word typed begins a word of the text,
 *   4. each word typed is in the text,
 *   5. its letters are in the text in this order ("dpl" of "deployments").
 *
 * Within one of these shorter texts come first, then the order in which entries were added. Case
 * and the way accents are written do not count. With nothing typed it is what was chosen lately,
 * then all.
 *
 * Plain data; one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *id;     /* stable: "record/incident/3f…" */
  char *kind;   /* what it is, for people: "incident", "do"; may be "" */
  char *text;   /* what is shown and searched */
  char *detail; /* shown only; may be "" */
  char *folded; /* text, as it is compared */
  guint group;  /* the caller's: what it can be replaced by */
} M77PaletteEntry;

typedef struct _M77Palette M77Palette;

M77Palette *m77_palette_new (void);
void m77_palette_free (M77Palette *self);

void m77_palette_add (M77Palette *self,
                      guint group,
                      const char *id,
                      const char *kind,
                      const char *text,
                      const char *detail);
/* What the agent's Titles found, rows of (kind, id, key, title, state): at most `most`, without
 * what is written down by itself by the thousand. Their ids are "record/KIND/ID". */
void m77_palette_add_titles (M77Palette *self, guint group, GVariant *rows, guint most);
/* Takes all of a group away. */
void m77_palette_clear_group (M77Palette *self, guint group);
/* Chosen lately; of two calls with one id the last counts. */
void m77_palette_touch (M77Palette *self, const char *id);
guint m77_palette_size (const M77Palette *self);

/* At most `most` entries (element const M77PaletteEntry *), the best first; valid until the palette
 * changes. */
GPtrArray *m77_palette_find (M77Palette *self, const char *typed, guint most);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Palette, m77_palette_free)

G_END_DECLS
