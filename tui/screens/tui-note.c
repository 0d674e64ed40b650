/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-note.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-id.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-work.h"
#include "tui/screens/tui-writer.h"
#include "tui/widgets/tui-entry.h"

static const char *const audiences[] = { "internal", "stakeholders", "public" };
static const char *const labels[] = { N_ ("internal"), N_ ("STAKEHOLDERS"), N_ ("PUBLIC") };

/* What the bar and the editor share: rows move on while they are open. */
typedef struct
{
  M77JsonPool *pool;
  TuiRecord record;
  char *draft;    /* its name */
  char *entry_id; /* of the entry it becomes, however often it is sent */
  guint audience;
} Note;

typedef struct
{
  TuiPanel panel;
  Note *note;
  char *title; /* NULL: the record is all there is on the screen */
  char *fault;
  TuiEntry entry;
  gboolean brought_back;
  GCancellable *cancellable;
} NoteBar;

static void
free_note (gpointer data)
{
  Note *self = data;

  m77_json_pool_free (self->pool);
  g_free (self->draft);
  g_free (self->entry_id);
  g_free (self);
}

static Note *
new_note (TuiApp *app, const TuiRecord *record)
{
  Note *self = g_new0 (Note, 1);

  self->pool = m77_json_pool_new ();
  self->record = *record;
  self->record.doc = m77_json_copy (self->pool, record->doc);
  self->record.id = m77_json_string (m77_json_string_new (self->pool, record->id));
  self->record.kind_name = m77_json_string (m77_json_string_new (self->pool, record->kind_name));
  self->record.pending = NULL;
  self->record.state = NULL;
  self->draft = g_strdup_printf ("note:%s:%s", record->kind_name, record->id);
  self->entry_id = m77_id_new (app->runtime);
  return self;
}

static const M77Action *
announce_of (const Note *self)
{
  const M77Kind *kind = self->record.kind;

  return kind != NULL ? m77_kind_action (kind, "announce") : NULL;
}

static void
keep_draft (TuiApp *app, const Note *note, const char *text)
{
  if (app->drafts == NULL)
    return;
  if (*text != '\0')
    m77_drafts_keep (app->drafts, note->draft, text);
  else
    m77_drafts_drop (app->drafts, note->draft);
}

/* FALSE: there is no agent. For a wider audience its action asks once more. */
static gboolean
send (TuiApp *app, Note *note, const char *text)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *args;

  if (note->audience == 0)
    {
      if (tui_work_note (app, &note->record, note->entry_id, text) == NULL)
        return FALSE;
      keep_draft (app, note, "");
      return TRUE;
    }
  args = m77_json_object_new (pool);
  m77_json_set_string (pool, args, "text", text);
  m77_json_set_string (pool, args, "audience", audiences[note->audience]);
  tui_act_open_with (app, &note->record, announce_of (note), args, NULL);
  return TRUE;
}

/* ---- The bar ---- */

static int
measure_note (TuiPanel *panel, TuiCanvas *canvas, int rows)
{
  return ((NoteBar *) panel)->title != NULL && rows > 4 ? 3 : 2;
}

static int
draw_key (TuiCanvas *canvas, int row, int col, const char *key, const char *word)
{
  if (col + tui_width (canvas, key) + tui_width (canvas, word) + 1 >= canvas->cols)
    return col;
  col += tui_put (canvas, row, col, canvas->cols, TUI_ACCENT | TUI_BOLD, key);
  return col + 1 + tui_put (canvas, row, col + 1, canvas->cols, TUI_PLAIN, word) + 2;
}

static void
draw_note (TuiPanel *panel, TuiCanvas *canvas, const TuiRect *area)
{
  NoteBar *self = (NoteBar *) panel;
  guint audience = self->note->audience;
  g_autofree char *label = g_strdup_printf (_ ("note (%s):"), _ (labels[audience]));
  int row = area->row + area->rows - 2;
  int col = 1;

  if (area->rows > 2)
    tui_draw_title (canvas, area, self->title, NULL, self->brought_back ? _ ("draft") : NULL);
  col += 1 + tui_put (canvas,
                      row,
                      col,
                      canvas->cols / 2,
                      audience > 0 ? TUI_WARN | TUI_BOLD : TUI_DIM,
                      label);
  tui_entry_draw (&self->entry, canvas, row, col, canvas->cols - col - 1, TUI_PLAIN, TRUE);
  col = 1;
  if (self->fault != NULL)
    {
      tui_put (canvas, row + 1, 1, canvas->cols - 2, TUI_BAD, self->fault);
      return;
    }
  col = draw_key (canvas, row + 1, col, _ ("Enter"), audience > 0 ? _ ("announce…") : _ ("add"));
  if (announce_of (self->note) != NULL)
    col = draw_key (canvas, row + 1, col, _ ("Tab"), _ ("for others"));
  col = draw_key (canvas, row + 1, col, "Ctrl-E", _ ("editor"));
  draw_key (canvas, row + 1, col, _ ("Esc"), _ ("keep as draft"));
}

static void
set_fault (NoteBar *self, const char *fault)
{
  g_free (self->fault);
  self->fault = g_strdup (fault);
}

static void
enter (NoteBar *self)
{
  TuiApp *app = self->panel.app;

  if (self->entry.text->len == 0)
    set_fault (self, _ ("A note has some words. Esc leaves"));
  else if (!send (app, self->note, self->entry.text->str))
    set_fault (self, _ ("Not stored: no agent yet. Try again in a moment"));
  else if (app->panel == &self->panel)
    tui_app_close_panel (app);
}

static void
written_cb (TuiApp *app, const char *text, gboolean finished, gpointer data)
{
  Note *note = data;

  if (!finished || *text == '\0' || !send (app, note, text))
    keep_draft (app, note, text);
  if (!finished && *text != '\0')
    tui_app_say (app, TUI_PLAIN, _ ("Draft kept: n brings it back"));
}

static void
changed_cb (TuiApp *app, const char *text, gpointer data)
{
  keep_draft (app, data, text);
}

static void
open_writer (NoteBar *self)
{
  TuiApp *app = self->panel.app;
  g_autofree char *name = tui_record_short_key (&self->note->record);
  g_autofree char *title = g_strdup_printf (_ ("NOTE on %s (%s)"),
                                            name,
                                            _ (labels[self->note->audience]));
  g_autofree char *text = g_strdup (self->entry.text->str);

  /* The bar goes, the note stays. */
  tui_writer_open (app,
                   title,
                   _ ("add"),
                   _ ("keep as draft"),
                   text,
                   written_cb,
                   changed_cb,
                   g_steal_pointer (&self->note),
                   free_note);
}

static void
key_note (TuiPanel *panel, TuiKey key)
{
  NoteBar *self = (NoteBar *) panel;

  set_fault (self, NULL);
  if (key == TUI_KEY_ESC)
    {
      keep_draft (panel->app, self->note, self->entry.text->str);
      if (self->entry.text->len > 0)
        tui_app_say (panel->app, TUI_PLAIN, _ ("Draft kept: n brings it back"));
      tui_app_close_panel (panel->app);
    }
  else if (key == TUI_KEY_ENTER)
    enter (self);
  else if (key == TUI_KEY_TAB && announce_of (self->note) != NULL)
    self->note->audience = (self->note->audience + 1) % G_N_ELEMENTS (audiences);
  else if (key == TUI_CTRL ('e'))
    open_writer (self);
  else if (tui_entry_key (&self->entry, key))
    keep_draft (panel->app, self->note, self->entry.text->str);
}

static void
paste_note (TuiPanel *panel, const char *text)
{
  NoteBar *self = (NoteBar *) panel;

  tui_entry_insert (&self->entry, text);
  keep_draft (panel->app, self->note, self->entry.text->str);
}

static void
free_bar (TuiPanel *panel)
{
  NoteBar *self = (NoteBar *) panel;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->note, free_note);
  tui_entry_clear (&self->entry);
  g_free (self->title);
  g_free (self->fault);
  g_free (self);
}

static const TuiPanelClass note_class = {
  .measure = measure_note,
  .draw = draw_note,
  .key = key_note,
  .paste = paste_note,
  .free = free_bar,
};

/* What was left the last time; what is typed meanwhile goes before it. */
static void
got_cb (const char *text, gpointer data)
{
  NoteBar *self = data;

  if (text == NULL || self->entry.text->len > 0)
    return;
  tui_entry_set (&self->entry, text);
  self->brought_back = TRUE;
  tui_app_dirty (self->panel.app);
}

void
tui_note_open (TuiApp *app, const TuiRecord *record)
{
  NoteBar *self = g_new0 (NoteBar, 1);
  TuiScreen *top = tui_app_top (app);
  g_autofree char *name = tui_record_short_key (record);
  g_autofree char *title = tui_record_title (record);

  self->panel = (TuiPanel){ .class = &note_class, .app = app };
  self->note = new_note (app, record);
  self->cancellable = g_cancellable_new ();
  if ((top->class->context & TUI_ON_ROOM) == 0)
    self->title = g_strdup_printf (_ ("NOTE on %s %s"),
                                   name,
                                   g_str_equal (name, title) ? "" : title);
  tui_entry_init (&self->entry, "");
  tui_app_open_panel (app, &self->panel);
  if (app->drafts != NULL)
    m77_drafts_ask (app->drafts, self->note->draft, self->cancellable, got_cb, self);
}
