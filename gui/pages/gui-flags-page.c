/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-flags-page"

#include "config.h"

#include "gui/pages/gui-flags-page.h"

#include <glib/gi18n.h>

#include "gui/dialogs/gui-create.h"
#include "gui/gui-compat.h"
#include "gui/gui-text.h"
#include "gui/pages/gui-page.h"
#include "gui/pages/gui-record-page.h"
#include "gui/widgets/gui-matrix.h"
#include "gui/widgets/gui-pane.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/client/m77-reading.h"
#include "shared/model/m77-filter.h"
#include "shared/model/m77-flags.h"

#define KEY_CHARS    18
#define CELL_CHARS   12
#define ASIDE_CHARS  12
#define TITLE_CHARS  26
#define AGES_EVERY_S 30

struct _GuiFlagsPage
{
  AdwBin parent;
  GuiDrawer *drawer;
  GtkDropDown *places;
  GtkSearchEntry *filter;
  GtkToggleButton *concerns;
  GtkLabel *fault, *count;
  GtkStack *stack;
  AdwStatusPage *empty;
  GuiMatrix *matrix;
  GuiRecordPage *record;

  M77Client *client;
  const M77Kind *kind;
  M77Reading *reading;
  M77FlagTable *table;
  GHashTable *lines; /* key → M77FlagLine, of table */
  GArray *shown;     /* guint, the places that are columns */
  int place;         /* alone; -1: all of them */
  gboolean taking;
  char *as_of, *member;
  char *open_row; /* the cell that opened the drawer */
  guint open_column, ages_timer;
};

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

/* ---- Cells ---- */

/* The record of a crossing; NULL: none, or the column is not one. */
static const M77Json *
row_of (GuiFlagsPage *self, const M77FlagLine *line, guint column)
{
  return column >= 1 && column <= self->shown->len
             ? line->rows[g_array_index (self->shown, guint, column - 1)]
             : NULL;
}

static void
fill_cell (GuiFlagsPage *self, const M77FlagLine *line, guint column, GuiMatrixCell *cell)
{
  const M77Json *row = row_of (self, line, column);
  const M77Json *doc = m77_json_get (row, "doc");
  guint place = g_array_index (self->shown, guint, column - 1);
  g_autofree char *words = m77_flag_words (row);
  g_autofree char *concern = m77_flag_concern_words (doc, now ());
  g_autofree char *where = m77_flag_place_words (
      &g_array_index (self->table->places, M77FlagPlace, place));
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  if (row == NULL)
    return;
  text = g_strconcat (words, *concern != '\0' ? " !" : NULL, NULL);
  cell->text = gui_text_line (text);
  name = g_strdup_printf ("%s, %s, %s%s%s",
                          line->key,
                          where,
                          words,
                          *concern != '\0' ? ", " : "",
                          concern);
  cell->name = gui_text_line (name);
  cell->style = !m77_json_is_null (m77_json_get (row, "pending_action")) ? "mine"
                : *concern != '\0'                                       ? "held"
                : m77_json_get_bool (doc, "on")                          ? "is-on"
                                                                         : "dim-label";
}

/* The worst of a line's concerns. */
static char *
line_concern (GuiFlagsPage *self, const M77FlagLine *line)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      const M77Json *row = line->rows[g_array_index (self->shown, guint, i)];
      g_autofree char *words = m77_flag_concern_words (m77_json_get (row, "doc"), now ());

      if (*words != '\0')
        return g_steal_pointer (&words);
    }
  return g_strdup ("");
}

static void
fill_cb (const char *key, guint column, GuiMatrixCell *cell, gpointer data)
{
  GuiFlagsPage *self = data;
  const M77FlagLine *line = g_hash_table_lookup (self->lines, key);
  const M77Json *doc = line != NULL ? m77_json_get (line->first, "doc") : NULL;

  if (line == NULL)
    return;
  if (column == 0)
    cell->text = gui_text_line (key);
  else if (column <= self->shown->len)
    fill_cell (self, line, column, cell);
  else if (column == self->shown->len + 1)
    cell->text = gui_text_line (m77_json_get_string (doc, "owner"));
  else if (column == self->shown->len + 2)
    {
      cell->text = line_concern (self, line);
      cell->style = "held";
    }
  else
    cell->text = gui_text_line (m77_json_get_string (doc, "title"));
}

/* ---- The table ---- */

static void
show_columns (GuiFlagsPage *self)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (GuiMatrixColumn));
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  GuiMatrixColumn head = { .title = _ ("Flag"), .chars = KEY_CHARS };
  GuiMatrixColumn asides[] = {
    { .title = _ ("Owner"), .part = GUI_MATRIX_ASIDE, .chars = ASIDE_CHARS },
    { .title = _ ("Look at"), .part = GUI_MATRIX_ASIDE, .chars = ASIDE_CHARS + 4 },
    { .title = _ ("Title"), .part = GUI_MATRIX_ASIDE, .chars = TITLE_CHARS },
  };

  g_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->table->places->len; i++)
    if (self->place < 0 || (guint) self->place == i)
      g_array_append_val (self->shown, i);
  g_array_append_val (columns, head);
  for (guint i = 0; i < self->shown->len; i++)
    {
      guint place = g_array_index (self->shown, guint, i);
      char *words = m77_flag_place_words (
          &g_array_index (self->table->places, M77FlagPlace, place));
      GuiMatrixColumn column = { .part = GUI_MATRIX_CELL, .chars = CELL_CHARS };

      g_ptr_array_add (titles, words);
      column.title = words;
      g_array_append_val (columns, column);
    }
  g_array_append_vals (columns, asides, G_N_ELEMENTS (asides));
  gui_matrix_set_columns (self->matrix, (GuiMatrixColumn *) columns->data, columns->len);
}

static void
show_places (GuiFlagsPage *self)
{
  GListModel *old = gtk_drop_down_get_model (self->places);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  gboolean same = old != NULL && g_list_model_get_n_items (old) == self->table->places->len + 1;

  gtk_string_list_append (words, _ ("Everywhere"));
  for (guint i = 0; i < self->table->places->len; i++)
    {
      g_autofree char *place = m77_flag_place_words (
          &g_array_index (self->table->places, M77FlagPlace, i));

      gtk_string_list_append (words, place);
      same = same && g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (old), i + 1), place);
    }
  if (same)
    return;
  self->taking = TRUE;
  gtk_drop_down_set_model (self->places, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (self->places, 0);
  self->place = -1;
  self->taking = FALSE;
}

/* NULL, and said, if the text is no filter. */
static M77Predicate *
read_filter (GuiFlagsPage *self)
{
  M77FilterContext context = { .now = now (), .me = self->member, .zone = gui_text_zone () };
  g_autoptr (GError) error = NULL;
  M77Predicate *predicate = m77_filter_parse (gtk_editable_get_text (GTK_EDITABLE (self->filter)),
                                              self->kind,
                                              &context,
                                              NULL,
                                              &error);

  gtk_label_set_text (self->fault, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), error != NULL);
  return predicate;
}

static gboolean
fits (GuiFlagsPage *self, const M77Predicate *predicate, const M77FlagLine *line)
{
  gboolean concerns = gtk_toggle_button_get_active (self->concerns);

  for (guint i = 0; i < self->shown->len; i++)
    {
      const M77Json *row = line->rows[g_array_index (self->shown, guint, i)];
      M77Record record;

      if (row != NULL && m77_record_from_json (&record, row, NULL) &&
          m77_predicate_matches (predicate,
                                 self->kind,
                                 &record,
                                 m77_json_get_string (row, "state")) &&
          (!concerns || m77_flag_concern (record.doc, now ()) != M77_FLAG_FINE))
        return TRUE;
    }
  return FALSE;
}

static void
show_count (GuiFlagsPage *self, guint n, guint worrying)
{
  gint64 instant = self->as_of != NULL ? m77_time_parse (self->as_of) : M77_TIME_NONE;
  g_autofree char *when = m77_time_short (instant, now (), gui_text_zone ());
  g_autofree char *flags = g_strdup_printf (ngettext ("%u flag", "%u flags", n), n);
  g_autofree char *look = g_strdup_printf (_ ("%u to look at"), worrying);
  g_autofree char *text = *when != '\0'
                              ? g_strdup_printf (_ ("%s, %s, as of %s"), flags, look, when)
                              : g_strdup_printf ("%s, %s", flags, look);

  gtk_label_set_text (self->count, text);
}

static void
show_none (GuiFlagsPage *self)
{
  const GError *error = m77_reading_error (self->reading);
  gboolean narrowed = self->table->lines->len > 0;
  g_autofree char *markup = gui_text_markup (error != NULL ? error->message
                                             : narrowed
                                                 ? _ ("Change or clear the filter to see more.")
                                                 : _ ("New makes the first one."));

  adw_status_page_set_title (self->empty,
                             error != NULL ? _ ("Not to be had yet")
                             : narrowed    ? _ ("No flags match")
                                           : _ ("No flags"));
  adw_status_page_set_description (self->empty, markup);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_lines (GuiFlagsPage *self)
{
  g_autoptr (M77Predicate) predicate = read_filter (self);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  guint worrying = 0;

  if (predicate == NULL)
    return;
  for (guint i = 0; i < self->table->lines->len; i++)
    {
      M77FlagLine *line = self->table->lines->pdata[i];
      g_autofree char *concern = line_concern (self, line);

      if (!fits (self, predicate, line))
        continue;
      g_ptr_array_add (keys, (gpointer) line->key);
      worrying += *concern != '\0' ? 1 : 0;
    }
  gui_matrix_set_rows (self->matrix, (const char *const *) keys->pdata, keys->len);
  show_count (self, keys->len, worrying);
  if (keys->len > 0)
    gtk_stack_set_visible_child_name (self->stack, "rows");
  else if (!m77_reading_is_loading (self->reading))
    show_none (self);
}

static void
take_table (GuiFlagsPage *self)
{
  g_hash_table_remove_all (self->lines);
  g_clear_pointer (&self->table, m77_flag_table_free);
  self->table = m77_flag_table_new (m77_reading_rows (self->reading));
  for (guint i = 0; i < self->table->lines->len; i++)
    {
      M77FlagLine *line = self->table->lines->pdata[i];

      g_hash_table_insert (self->lines, (gpointer) line->key, line);
    }
  show_places (self);
  show_columns (self);
  show_lines (self);
}

static void
place_cb (GuiFlagsPage *self)
{
  if (self->taking || self->table == NULL)
    return;
  self->place = (int) gtk_drop_down_get_selected (self->places) - 1;
  show_columns (self);
  show_lines (self);
}

static void
filter_cb (GuiFlagsPage *self)
{
  if (self->table != NULL)
    show_lines (self);
}

static gboolean
ages_cb (gpointer data)
{
  GuiFlagsPage *self = data;

  gui_matrix_refresh (self->matrix);
  return G_SOURCE_CONTINUE;
}

/* ---- The drawer ---- */

static void
opened_cb (GuiFlagsPage *self, const char *key, guint column)
{
  const M77FlagLine *line = g_hash_table_lookup (self->lines, key);
  const M77Json *row = line != NULL ? row_of (self, line, column) : NULL;
  const char *id = m77_json_get_string (row, "id");

  if (id == NULL || !gui_record_page_show (self->record, self->kind, id))
    return;
  g_free (self->open_row);
  self->open_row = g_strdup (key);
  self->open_column = column;
  gui_drawer_set_open (self->drawer, TRUE);
  gui_page_back_changed (GUI_PAGE (self));
}

static void
close_cb (GuiFlagsPage *self)
{
  gui_drawer_set_open (self->drawer, FALSE);
  if (self->open_row != NULL)
    gui_matrix_focus (self->matrix, self->open_row, self->open_column);
  gui_page_back_changed (GUI_PAGE (self));
}

/* ---- As a page of the window ---- */

static void
gui_flags_page_set_status (GuiPage *page, const GuiStatus *status)
{
  GuiFlagsPage *self = GUI_FLAGS_PAGE (page);
  gboolean other = g_strcmp0 (self->member, status->member) != 0 ||
                   g_strcmp0 (self->as_of, status->as_of) != 0;

  g_free (self->as_of);
  self->as_of = g_strdup (status->as_of);
  g_free (self->member);
  self->member = g_strdup (status->member);
  if (other && self->table != NULL)
    show_lines (self);
}

static gboolean
gui_flags_page_can_go_back (GuiPage *page)
{
  return gui_drawer_is_open (GUI_FLAGS_PAGE (page)->drawer);
}

static void
gui_flags_page_back (GuiPage *page)
{
  close_cb (GUI_FLAGS_PAGE (page));
}

static void
gui_flags_page_find (GuiPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (GUI_FLAGS_PAGE (page)->filter));
}

static void
gui_flags_page_save (GuiPage *page)
{
  gui_record_page_save (GUI_FLAGS_PAGE (page)->record);
}

static void
gui_flags_page_suggest (GuiPage *page)
{
  gui_record_page_suggest (GUI_FLAGS_PAGE (page)->record);
}

static void
gui_flags_page_open (GuiPage *page, const M77Kind *kind, const char *id)
{
  GuiFlagsPage *self = GUI_FLAGS_PAGE (page);

  if (kind != self->kind || !gui_record_page_show (self->record, kind, id))
    return;
  g_clear_pointer (&self->open_row, g_free);
  gui_drawer_set_open (self->drawer, TRUE);
  gui_page_back_changed (page);
}

static gboolean
gui_flags_page_can_create (GuiPage *page)
{
  return gui_create_is_possible (GUI_FLAGS_PAGE (page)->kind);
}

static void
gui_flags_page_create (GuiPage *page)
{
  GuiFlagsPage *self = GUI_FLAGS_PAGE (page);

  gui_create_open (GTK_WIDGET (self), self->client, self->kind);
}

static void
gui_flags_page_page_init (GuiPageInterface *iface)
{
  iface->set_status = gui_flags_page_set_status;
  iface->can_go_back = gui_flags_page_can_go_back;
  iface->back = gui_flags_page_back;
  iface->find = gui_flags_page_find;
  iface->save = gui_flags_page_save;
  iface->suggest = gui_flags_page_suggest;
  iface->open = gui_flags_page_open;
  iface->can_create = gui_flags_page_can_create;
  iface->create = gui_flags_page_create;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiFlagsPage,
                               gui_flags_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_PAGE, gui_flags_page_page_init))

static void
gui_flags_page_dispose (GObject *object)
{
  GuiFlagsPage *self = GUI_FLAGS_PAGE (object);

  g_clear_handle_id (&self->ages_timer, g_source_remove);
  if (self->reading != NULL)
    g_signal_handlers_disconnect_by_data (self->reading, self);
  g_hash_table_remove_all (self->lines);
  g_clear_pointer (&self->table, m77_flag_table_free);
  g_clear_object (&self->reading);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_flags_page_parent_class)->dispose (object);
}

static void
gui_flags_page_finalize (GObject *object)
{
  GuiFlagsPage *self = GUI_FLAGS_PAGE (object);

  g_hash_table_unref (self->lines);
  g_array_unref (self->shown);
  g_free (self->as_of);
  g_free (self->member);
  g_free (self->open_row);

  G_OBJECT_CLASS (gui_flags_page_parent_class)->finalize (object);
}

static void
gui_flags_page_class_init (GuiFlagsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_flags_page_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_flags_page_finalize;

  g_type_ensure (GUI_TYPE_DRAWER);
  g_type_ensure (GUI_TYPE_PANE);
  g_type_ensure (GUI_TYPE_MATRIX);
  g_type_ensure (GUI_TYPE_RECORD_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-flags-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiFlagsPage, drawer);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagsPage, places);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagsPage, filter);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagsPage, concerns);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagsPage, fault);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagsPage, count);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagsPage, matrix);
  gtk_widget_class_bind_template_child (widget_class, GuiFlagsPage, record);
  gtk_widget_class_bind_template_callback (widget_class, place_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
gui_flags_page_init (GuiFlagsPage *self)
{
  self->lines = g_hash_table_new (g_str_hash, g_str_equal);
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
  self->place = -1;
  self->kind = m77_kind_find ("flag");
  gtk_widget_init_template (GTK_WIDGET (self));
  gui_matrix_set_fill (self->matrix, _ ("Flags"), fill_cb, self);
  self->ages_timer = g_timeout_add_seconds (AGES_EVERY_S, ages_cb, self);
}

GuiFlagsPage *
gui_flags_page_new (M77Client *client)
{
  GuiFlagsPage *self = g_object_new (GUI_TYPE_FLAGS_PAGE, NULL);

  self->reading = m77_reading_new (client, "flag", "", "key,environment");
  g_signal_connect_swapped (self->reading, "changed", G_CALLBACK (take_table), self);
  if (client == NULL)
    return self;
  self->client = g_object_ref (client);
  gui_record_page_set_client (self->record, client);
  return self;
}

void
gui_flags_page_take (GuiFlagsPage *self, const char *rows)
{
  m77_reading_take (self->reading, rows);
}
