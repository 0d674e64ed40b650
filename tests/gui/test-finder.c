/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "gui/widgets/gui-announcer.h"
#include "gui/widgets/gui-palette.h"
#include "tests/gui/display.h"

typedef struct
{
  GtkWidget *window, *button;
  GuiPalette *palette;
  char *went, *filter;
} Finder;

static void
fill (gpointer owner, M77Palette *palette)
{
  m77_palette_add (palette, GUI_PALETTE_COMMANDS, "command/sync", "do", "Sync", "F5");
  m77_palette_add (palette, GUI_PALETTE_PLACES, "section/flags", "go", "Flags <b>\xe2\x80\xae", "");
}

static void
fill_lately (gpointer owner, M77Palette *palette)
{
  m77_palette_add (palette, GUI_PALETTE_RECORDS, "record/flag/a", "flag", "synced-cart", "on");
  m77_palette_touch (palette, "record/flag/a");
}

static void
go (gpointer owner, const M77PaletteEntry *entry)
{
  Finder *self = owner;

  g_free (self->went);
  self->went = g_strdup (entry->id);
}

static void
filter (gpointer owner, const char *text)
{
  ((Finder *) owner)->filter = g_strdup (text);
}

static const GuiPaletteOwner owner = { fill, fill_lately, go, filter };

static void
set_up (Finder *self, gconstpointer data)
{
  GtkWidget *overlay = gtk_overlay_new ();

  self->window = gtk_window_new ();
  self->button = gtk_button_new_with_label ("Here");
  self->palette = g_object_new (GUI_TYPE_PALETTE, NULL);
  gui_palette_set_owner (self->palette, NULL, &owner, self);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->button);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->palette));
  gtk_window_set_child (GTK_WINDOW (self->window), overlay);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_widget_grab_focus (self->button);
  display_settle ();
}

static void
tear_down (Finder *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_free (self->went);
  g_free (self->filter);
  display_settle ();
}

static GtkWidget *
type (Finder *self, const char *text)
{
  GtkWidget *entry;

  gui_palette_toggle (self->palette);
  entry = display_find (GTK_WIDGET (self->palette), GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  return entry;
}

static guint
count_rows (Finder *self)
{
  GtkWidget *list = display_find (GTK_WIDGET (self->palette), GTK_TYPE_LIST_BOX, NULL);
  guint n = 0;

  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) n) != NULL)
    n++;
  return n;
}

/* What was chosen lately is first; one goes there, and is back where one was. */
static void
test_go (Finder *self, gconstpointer data)
{
  GtkWidget *entry = type (self, "sync");

  g_assert_cmpuint (count_rows (self), ==, 2);
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (self->went, ==, "record/flag/a");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self->palette)));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == self->button);
}

static void
test_modes (Finder *self, gconstpointer data)
{
  GtkWidget *entry = type (self, ">sync");

  g_assert_cmpuint (count_rows (self), ==, 1);
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (self->went, ==, "command/sync");

  entry = type (self, "/severity<=sev2 <b>");
  g_assert_cmpuint (count_rows (self), ==, 0);
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (self->filter, ==, "severity<=sev2 <b>");
}

static void
test_nothing (Finder *self, gconstpointer data)
{
  GtkWidget *entry = type (self, "zzz");

  g_assert_nonnull (
      display_find (GTK_WIDGET (self->palette), GTK_TYPE_LABEL, "Nothing has these words"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_null (self->went);
  gui_palette_toggle (self->palette);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self->palette)));
}

static void
test_names (Finder *self, gconstpointer data)
{
  GtkWidget *entry = type (self, "flags");
  GtkWidget *row = display_find (GTK_WIDGET (self->palette), GTK_TYPE_LIST_BOX_ROW, NULL);

  gtk_test_accessible_assert_role (self->palette, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_test_accessible_assert_property (entry,
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Go or do, by a few letters");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Flags <b><202E>, go");
}

/* Of polite sentences the first is said, the others wait; urgent ones do not. */
static void
test_announcer (void)
{
  GuiAnnouncer *announcer = g_object_ref_sink (g_object_new (GUI_TYPE_ANNOUNCER, NULL));

  gui_announcer_say (announcer, "one", FALSE);
  gui_announcer_say (announcer, "two", FALSE);
  gui_announcer_say (announcer, "sign in", TRUE);
  gtk_test_accessible_assert_role (display_find (GTK_WIDGET (announcer), GTK_TYPE_LABEL, "one"),
                                   GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_test_accessible_assert_role (display_find (GTK_WIDGET (announcer), GTK_TYPE_LABEL, "sign in"),
                                   GTK_ACCESSIBLE_ROLE_ALERT);
  g_assert_null (display_find (GTK_WIDGET (announcer), GTK_TYPE_LABEL, "two"));
  g_object_unref (announcer);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add ("/finder/go", Finder, NULL, set_up, test_go, tear_down);
  g_test_add ("/finder/modes", Finder, NULL, set_up, test_modes, tear_down);
  g_test_add ("/finder/nothing", Finder, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/finder/names", Finder, NULL, set_up, test_names, tear_down);
  g_test_add_func ("/finder/announcer", test_announcer);
  status = g_test_run ();
  display_close ();
  return status;
}
