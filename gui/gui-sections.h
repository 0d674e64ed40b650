/* gui-sections.h: where things are
 *
 * The sections of the sidebar, by the job they are for. A section is one list, or several that
 * belong together. A kind that no section names is under Administer, as Other: a new kind needs
 * no code here.
 *
 * Const; any thread. Titles are marked N_() and translated by whoever shows them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define GUI_SECTION_KINDS_MOST 8

typedef struct
{
  const char *id;    /* "alerts": never changes */
  const char *group; /* N_("Now") */
  const char *title; /* N_() */
  const char *icon;
  const char *kinds[GUI_SECTION_KINDS_MOST + 1]; /* names; NULL-terminated; empty: a page of none,
                                                    or of "other", the others */
  /* What asks something of this person: records of a kind that a filter finds; NULL: nothing. */
  const char *badge_kind, *badge;
} GuiSection;

/* In the order of the sidebar, those of a group together; ends with a zeroed element. */
const GuiSection *gui_sections (void);
const GuiSection *gui_section_find (const char *id);
/* The section that shows a kind; never NULL. */
const GuiSection *gui_section_of_kind (const M77Kind *kind);
/* The kinds a section shows (const M77Kind *), in order. Free with g_ptr_array_unref. */
GPtrArray *gui_section_kinds (const GuiSection *section);

G_END_DECLS
