/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-finds"

#include "config.h"

#include "gui/gui-finds.h"

#include <glib/gi18n.h>

#include "gui/gui-commands.h"
#include "gui/gui-sections.h"
#include "gui/gui-state.h"
#include "gui/gui-text.h"
#include "gui/gui-window.h"

#define STATE_GROUP "palette"
#define LATELY_MOST 30

/* ---- What there is ---- */

static char *
keys_of (const M77Command *command)
{
  guint key;
  GdkModifierType modifiers;

  if (command->accels[0] == NULL || !gtk_accelerator_parse (command->accels[0], &key, &modifiers))
    return g_strdup ("");
  return gtk_accelerator_get_label (key, modifiers);
}

static void
add_commands (GuiWindow *window, M77Palette *palette)
{
  for (const M77Command *command = m77_commands (); command->name != NULL; command++)
    {
      g_autofree char *id = g_strconcat ("command/", command->name, NULL);
      g_autofree char *heading = m77_command_heading (command);
      g_autofree char *keys = keys_of (command);

      if (gui_commands_can_run (window, command) && !g_str_equal (command->name, "palette"))
        m77_palette_add (palette,
                         GUI_PALETTE_COMMANDS,
                         id,
                         command->group == M77_COMMAND_GO ? _ ("go") : _ ("do"),
                         heading,
                         keys);
    }
}

/* Those that the state of the record allows, or not: the page says why not. */
static void
add_actions (GuiWindow *window, M77Palette *palette)
{
  const M77Kind *kind;
  const char *record;

  if (!gui_page_record (gui_window_page (window), &kind, &record) || kind->actions == NULL ||
      !gui_page_can_act (gui_window_page (window)))
    return;
  for (const M77Action *action = kind->actions; action->name != NULL; action++)
    {
      g_autofree char *id = g_strconcat ("act/", action->name, NULL);
      g_autofree char *text = g_strdup_printf ("%s…", gui_text_label (action->label));

      m77_palette_add (palette,
                       GUI_PALETTE_COMMANDS,
                       id,
                       gui_text_label (kind->label),
                       text,
                       gui_text_label (action->effect));
    }
}

/* Those without a command of their own. */
static void
add_sections (M77Palette *palette)
{
  for (const GuiSection *section = gui_sections (); section->id != NULL; section++)
    {
      g_autofree char *id = g_strconcat ("section/", section->id, NULL);
      g_autoptr (GPtrArray) kinds = gui_section_kinds (section);

      if (m77_command_find (section->id) == NULL &&
          (kinds->len > 0 || !g_str_equal (section->id, "other")))
        m77_palette_add (palette,
                         GUI_PALETTE_PLACES,
                         id,
                         _ ("go"),
                         gui_text_label (section->title),
                         gui_text_label (section->group));
    }
}

static void
fill (gpointer owner, M77Palette *palette)
{
  GuiWindow *window = owner;

  add_commands (window, palette);
  add_actions (window, palette);
  add_sections (palette);
}

/* ---- Lately ---- */

static const char *
profile_of (GuiWindow *window)
{
  return m77_client_profile (gui_window_client (window));
}

/* A line: "id", or for a record "id<tab>kind<tab>text", which is there before the agent says so;
 * the latest first. */
static void
fill_lately (gpointer owner, M77Palette *palette)
{
  g_auto (GStrv)
      lines = gui_state_list (gui_state_default (), STATE_GROUP, profile_of (owner), "lately");

  for (guint i = g_strv_length (lines); i > 0; i--)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i - 1], "\t", 3);

      if (g_strv_length (parts) == 3)
        m77_palette_add (palette, GUI_PALETTE_RECORDS, parts[0], parts[1], parts[2], NULL);
      if (parts[0] != NULL)
        m77_palette_touch (palette, parts[0]);
    }
}

static void
keep (GuiWindow *window, const M77PaletteEntry *entry)
{
  g_autofree char *line = entry->group == GUI_PALETTE_RECORDS
                              ? g_strdup_printf ("%s\t%s\t%s", entry->id, entry->kind, entry->text)
                              : g_strdup (entry->id);

  gui_state_add (gui_state_default (),
                 STATE_GROUP,
                 profile_of (window),
                 "lately",
                 line,
                 LATELY_MOST);
}

/* ---- Going there ---- */

static void
go_command (GuiWindow *window, const char *name)
{
  const M77Command *command = m77_command_find (name);

  if (command != NULL)
    gui_commands_run (window, command);
}

static void
go_action (GuiWindow *window, const char *name)
{
  gui_page_act (gui_window_page (window), name);
}

static void
go_section (GuiWindow *window, const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.section", "s", id);
}

static void
go_record (GuiWindow *window, const char *place)
{
  g_auto (GStrv) parts = g_strsplit (place, "/", 2);

  if (parts[0] != NULL && parts[1] != NULL)
    gui_window_open (window, parts[0], parts[1]);
}

static void
go (gpointer owner, const M77PaletteEntry *entry)
{
  static const struct
  {
    const char *prefix;
    void (*go) (GuiWindow *window, const char *rest);
  } ways[] = {
    { "command/", go_command },
    { "act/", go_action },
    { "section/", go_section },
    { "record/", go_record },
  };

  keep (owner, entry);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_str_has_prefix (entry->id, ways[i].prefix))
      {
        ways[i].go (owner, entry->id + strlen (ways[i].prefix));
        return;
      }
}

static void
filter (gpointer owner, const char *text)
{
  if (!gui_page_set_filter (gui_window_page (owner), text))
    gui_window_tell (owner, _ ("Nothing is filtered here: go to a list first"));
}

const GuiPaletteOwner gui_finds = { fill, fill_lately, go, filter };
