/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-palette"

#include "config.h"

#include "gui/widgets/gui-palette.h"

#include <glib/gi18n.h>

#include "gui/gui-a11y.h"
#include "gui/gui-text.h"

#define FOUND_MOST  40
#define TITLES_MOST 30
#define ASKED_MOST  100 /* some of them are of no use */
#define PAGE_ROWS   8

struct _GuiPalette
{
  AdwBin parent;
  GtkEditable *entry;
  GtkListBox *list;
  GtkLabel *none;
  GtkScrolledWindow *scroller;

  M77Client *client;
  const GuiPaletteOwner *class;
  gpointer owner;
  M77Palette *palette; /* while it is open */
  GtkWidget *focus;    /* where it was; weak */
  GCancellable *asking;
};

G_DEFINE_FINAL_TYPE (GuiPalette, gui_palette, ADW_TYPE_BIN)

/* What was typed without the character that says of what kind it is. */
static const char *
typed_words (GuiPalette *self, char *mode)
{
  const char *typed = gtk_editable_get_text (self->entry);

  *mode = *typed == '>' || *typed == '/' ? *typed : '\0';
  return *mode != '\0' ? typed + 1 : typed;
}

/* ---- What was found ---- */

static GtkWidget *
new_label (const char *text, float xalign, const char *style)
{
  g_autofree char *line = gui_text_line (text);
  GtkWidget *label = gtk_label_new (line);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_row (GuiPalette *self, const M77PaletteEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = new_label (entry->text, 0, NULL);
  g_autofree char *name = g_strdup_printf ("%s, %s", entry->text, entry->kind);
  g_autofree char *safe = gui_text_line (name);

  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  if (*entry->detail != '\0')
    gtk_box_append (GTK_BOX (box), new_label (entry->detail, 1, "side-title"));
  gtk_box_append (GTK_BOX (box), new_label (entry->kind, 1, "side-title"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gui_a11y_name (row, safe);
  g_object_set_data (G_OBJECT (row), "entry", (gpointer) entry);
  gtk_list_box_append (self->list, row);
}

static void
choose (GuiPalette *self, int at)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, at);
  graphene_rect_t bounds;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  gtk_list_box_select_row (self->list, row);
  if (row == NULL ||
      !gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    return;
  gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
move (GuiPalette *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int n = 0;
  int at = row != NULL ? gtk_list_box_row_get_index (row) : 0;
  g_autofree char *words = NULL;

  while (gtk_list_box_get_row_at_index (self->list, n) != NULL)
    n++;
  if (n == 0)
    return;
  at = ABS (by) == 1 ? (at + by + n) % n : CLAMP (at + by, 0, n - 1);
  choose (self, at);
  row = gtk_list_box_get_selected_row (self->list);
  words = gui_text_line (
      ((const M77PaletteEntry *) g_object_get_data (G_OBJECT (row), "entry"))->text);
  gui_announce (GTK_WIDGET (self), words, FALSE);
}

static gboolean
is_wanted (const M77PaletteEntry *entry, char mode)
{
  return mode == '\0' || entry->group == GUI_PALETTE_COMMANDS;
}

static void
show_none (GuiPalette *self, char mode, const char *words, gboolean is_empty)
{
  g_autofree char *filter = g_strdup_printf (_ ("Enter filters what is shown by: %s"), words);
  g_autofree char *safe = gui_text_line (filter);

  gtk_label_set_text (self->none, mode == '/' ? safe : _ ("Nothing has these words"));
  gtk_widget_set_visible (GTK_WIDGET (self->none), mode == '/' || is_empty);
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), mode != '/' && !is_empty);
}

static void
clear_rows (GuiPalette *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
find (GuiPalette *self)
{
  char mode;
  const char *words = typed_words (self, &mode);
  g_autoptr (GPtrArray) found = m77_palette_find (self->palette, words, FOUND_MOST);
  gboolean is_empty = TRUE;

  clear_rows (self);
  for (guint i = 0; mode != '/' && i < found->len; i++)
    if (is_wanted (found->pdata[i], mode))
      {
        add_row (self, found->pdata[i]);
        is_empty = FALSE;
      }
  show_none (self, mode, words, is_empty);
  choose (self, 0);
}

/* ---- Records ---- */

static void
titles_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiPalette) self = data;
  g_autoptr (GVariant) rows = NULL;

  if (!m77_agent1_call_titles_finish (M77_AGENT1 (source), &rows, result, NULL) ||
      self->palette == NULL)
    return;
  m77_palette_clear_group (self->palette, GUI_PALETTE_RECORDS);
  m77_palette_add_titles (self->palette, GUI_PALETTE_RECORDS, rows, TITLES_MOST);
  self->class->fill_lately (self->owner, self->palette);
  find (self);
}

static void
forget_asked (GuiPalette *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

static void
ask_titles (GuiPalette *self)
{
  M77Agent1 *proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;
  char mode;
  g_autofree char *words = g_strstrip (g_strdup (typed_words (self, &mode)));

  forget_asked (self);
  if (proxy == NULL || *words == '\0' || mode != '\0')
    return;
  self->asking = g_cancellable_new ();
  m77_agent1_call_titles (proxy, words, ASKED_MOST, self->asking, titles_cb, g_object_ref (self));
}

/* ---- Open and closed ---- */

static void
close_palette (GuiPalette *self)
{
  GtkWidget *focus = self->focus;

  if (self->palette == NULL)
    return;
  forget_asked (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  clear_rows (self);
  g_clear_pointer (&self->palette, m77_palette_free);
  g_clear_weak_pointer (&self->focus);
  if (focus != NULL && gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (focus);
}

static void
open_palette (GuiPalette *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_set_weak_pointer (&self->focus, gtk_root_get_focus (root));
  self->palette = m77_palette_new ();
  self->class->fill (self->owner, self->palette);
  self->class->fill_lately (self->owner, self->palette);
  gtk_editable_set_text (self->entry, "");
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  find (self);
}

void
gui_palette_toggle (GuiPalette *self)
{
  if (self->palette == NULL)
    open_palette (self);
  else
    close_palette (self);
}

static void
go (GuiPalette *self, GtkListBoxRow *row)
{
  const M77PaletteEntry *chosen = row != NULL ? g_object_get_data (G_OBJECT (row), "entry") : NULL;
  M77Palette *palette;

  if (chosen == NULL)
    return;
  /* The entry is the palette's, and the way there may open it anew. */
  palette = g_steal_pointer (&self->palette);
  self->palette = m77_palette_new ();
  close_palette (self);
  self->class->go (self->owner, chosen);
  m77_palette_free (palette);
}

static void
typed_cb (GuiPalette *self)
{
  if (self->palette == NULL)
    return;
  find (self);
  ask_titles (self);
}

static void
entered_cb (GuiPalette *self)
{
  char mode;
  g_autofree char *words = g_strdup (typed_words (self, &mode));

  if (mode == '/')
    {
      close_palette (self);
      self->class->filter (self->owner, words);
      return;
    }
  go (self, gtk_list_box_get_selected_row (self->list));
}

static gboolean
key_cb (GtkEventController *controller,
        guint key,
        guint code,
        GdkModifierType modifiers,
        GuiPalette *self)
{
  static const struct
  {
    guint key;
    int by;
  } moves[] = {
    { GDK_KEY_Down, 1 },
    { GDK_KEY_Up, -1 },
    { GDK_KEY_KP_Down, 1 },
    { GDK_KEY_KP_Up, -1 },
    { GDK_KEY_Tab, 1 },
    { GDK_KEY_ISO_Left_Tab, -1 },
    { GDK_KEY_Page_Down, PAGE_ROWS },
    { GDK_KEY_Page_Up, -PAGE_ROWS },
  };

  if (key == GDK_KEY_Escape)
    {
      close_palette (self);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].key == key)
      {
        move (self, moves[i].by);
        return TRUE;
      }
  return FALSE;
}

/* Beside it. */
static void
click_cb (GtkGestureClick *gesture, int n, double x, double y, GuiPalette *self)
{
  if (gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT) == GTK_WIDGET (self))
    close_palette (self);
}

static void
gui_palette_dispose (GObject *object)
{
  GuiPalette *self = GUI_PALETTE (object);

  forget_asked (self);
  g_clear_weak_pointer (&self->focus);
  g_clear_pointer (&self->palette, m77_palette_free);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_palette_parent_class)->dispose (object);
}

static void
gui_palette_class_init (GuiPaletteClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_palette_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, GuiPalette, list);
  gtk_widget_class_bind_template_child (widget_class, GuiPalette, none);
  gtk_widget_class_bind_template_child (widget_class, GuiPalette, scroller);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, go);
}

static void
gui_palette_init (GuiPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gui_a11y_name (GTK_WIDGET (self), _ ("Go or do"));
  gui_a11y_name (GTK_WIDGET (self->entry), _ ("Go or do, by a few letters"));
  gui_a11y_name (GTK_WIDGET (self->list), _ ("Found"));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (click, "pressed", G_CALLBACK (click_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
gui_palette_set_owner (GuiPalette *self,
                       M77Client *client,
                       const GuiPaletteOwner *class,
                       gpointer owner)
{
  g_set_object (&self->client, client);
  self->class = class;
  self->owner = owner;
}
