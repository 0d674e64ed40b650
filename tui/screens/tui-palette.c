/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-palette.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-palette.h"
#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-command-line.h"
#include "tui/screens/tui-config.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-kind-screen.h"
#include "tui/screens/tui-own-command.h"
#include "tui/screens/tui-recall.h"
#include "tui/screens/tui-trail.h"
#include "tui/widgets/tui-entry.h"

#define FOUND_MOST  500
#define TITLES_MOST 30
#define ROWS_MOST   12
#define KIND_CELLS  11
#define LIST        "palette"

typedef enum
{
  HERE,
  RECORDS
} Group;

typedef struct
{
  TuiPanel panel;
  TuiEntry entry;
  M77Palette *palette;
  GPtrArray *found; /* const M77PaletteEntry * */
  guint chosen;
  GCancellable *asking;
} Palette;

/* ---- What there is ---- */

/* What can be done now, with its keys. */
static void
add_actions (Palette *self)
{
  TuiApp *app = self->panel.app;
  guint context = tui_app_top (app)->class->context;
  const TuiAction *action;

  for (guint i = 0; (action = tui_action_at (i)) != NULL; i++)
    {
      g_autofree char *refusal = NULL;
      g_autofree char *keys = NULL;
      g_autofree char *id = g_strconcat ("action/", action->name, NULL);

      if ((action->contexts & context) == 0 || action->group == TUI_GROUP_LIST ||
          g_str_equal (action->name, "palette"))
        continue;
      refusal = action->refuse != NULL ? action->refuse (app) : NULL;
      keys = tui_action_keys (app, action);
      if (refusal == NULL)
        m77_palette_add (self->palette,
                         HERE,
                         id,
                         action->group == TUI_GROUP_GO ? _ ("go") : _ ("do"),
                         _ (action->label),
                         keys);
    }
}

static void
add_verbs (Palette *self)
{
  TuiApp *app = self->panel.app;
  TuiRecord record;
  g_autofree char *name = NULL;

  if (!tui_action_target (app, &record) || record.kind == NULL)
    return;
  name = tui_record_short_key (&record);
  for (const M77Action *action = record.kind->actions; action != NULL && action->name != NULL;
       action++)
    {
      g_autofree char *id = g_strconcat ("verb/", action->name, NULL);
      g_autofree char *text = g_strdup_printf ("%s %s", tui_label (action->label), name);
      g_autofree char *refusal = (action->flags & M77_ACTION_MAKES) != 0
                                     ? g_strdup ("")
                                     : tui_act_refusal (app, &record, action);

      if (refusal == NULL)
        m77_palette_add (self->palette, HERE, id, _ ("do"), text, tui_label (action->effect));
    }
}

static void
add_settings (Palette *self)
{
  TuiApp *app = self->panel.app;
  const TuiSettings *settings = tui_config_settings (app->config);

  for (guint i = 0; settings != NULL && i < settings->commands->len; i++)
    {
      const TuiUserCommand *command = settings->commands->pdata[i];
      g_autofree char *id = g_strconcat ("run/", command->name, NULL);
      g_autofree char *refusal = tui_own_command_refusal (app, command);
      g_autofree char *key = tui_key_to_name (command->key);

      if (refusal == NULL)
        m77_palette_add (self->palette,
                         HERE,
                         id,
                         _ ("run"),
                         command->label != NULL ? command->label : command->name,
                         key);
    }
  for (guint i = 0; settings != NULL && i < settings->aliases->len; i++)
    {
      const TuiAlias *alias = &g_array_index (settings->aliases, TuiAlias, i);
      g_autofree char *id = g_strconcat ("alias/", alias->name, NULL);

      m77_palette_add (self->palette, HERE, id, _ ("go"), alias->name, alias->line);
    }
}

/* Whether a key goes there: that is in it with its key. */
static gboolean
has_key (const M77Kind *kind)
{
  g_autofree char *plural = g_utf8_casefold (tui_label (kind->plural), -1);
  const TuiAction *action;

  for (guint i = 0; (action = tui_action_at (i)) != NULL; i++)
    {
      g_autofree char *label = g_utf8_casefold (_ (action->label), -1);

      if (action->group == TUI_GROUP_GO && g_str_equal (label, plural))
        return TRUE;
    }
  return FALSE;
}

static void
add_kinds (Palette *self)
{
  const M77Kind *const *kinds = m77_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_autofree char *id = g_strconcat ("kind/", kinds[i]->name, NULL);

      if (!has_key (kinds[i]))
        m77_palette_add (self->palette, HERE, id, _ ("go"), tui_label (kinds[i]->plural), NULL);
    }
}

/* Records of this session that one can go back to. */
static void
add_way (Palette *self, const GPtrArray *screens)
{
  for (guint i = 0; i < screens->len; i++)
    {
      TuiScreen *screen = screens->pdata[i];
      TuiRecord record;
      g_autofree char *id = NULL;
      g_autofree char *key = NULL;
      g_autofree char *title = NULL;
      g_autofree char *text = NULL;

      if (screen->class->crumb == NULL || screen->class->target == NULL ||
          (screen->class->context & TUI_ON_LIST) != 0 || !screen->class->target (screen, &record))
        continue;
      id = g_strdup_printf ("record/%s/%s", record.kind_name, record.id);
      key = tui_record_short_key (&record);
      title = tui_record_title (&record);
      text = g_str_equal (key, title) ? g_strdup (key) : g_strdup_printf ("%s %s", key, title);
      m77_palette_add (self->palette, RECORDS, id, record.kind_name, text, NULL);
      m77_palette_touch (self->palette, id);
    }
}

/* A line of the recall: "id", or for a record "id<tab>kind<tab>text", which is there before the
 * agent says so. */
static void
add_lately (Palette *self)
{
  const GPtrArray *lines = tui_recall_lines (self->panel.app->recall, LIST);

  for (guint i = 0; i < lines->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines->pdata[i], "\t", 3);

      if (g_strv_length (parts) == 3)
        m77_palette_add (self->palette, RECORDS, parts[0], parts[1], parts[2], NULL);
      m77_palette_touch (self->palette, parts[0]);
    }
  for (guint i = 0; i < self->panel.app->trail->behind->len; i++)
    add_way (self, self->panel.app->trail->behind->pdata[i]);
  add_way (self, self->panel.app->screens);
}

static void
find (Palette *self)
{
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = m77_palette_find (self->palette, self->entry.text->str, FOUND_MOST);
  self->chosen = MIN (self->chosen, self->found->len > 0 ? self->found->len - 1 : 0);
}

static void
titles_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Palette *self = data;
  g_autoptr (GVariant) rows = NULL;
  GVariantIter iter;
  const char *kind;
  const char *id;
  const char *key;
  const char *title;
  const char *state;

  if (!m77_agent1_call_titles_finish (M77_AGENT1 (source), &rows, result, NULL))
    return;
  m77_palette_clear_group (self->palette, RECORDS);
  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(&s&s&s&s&s)", &kind, &id, &key, &title, &state))
    {
      const M77Kind *known = m77_kind_find (kind);
      gboolean numbered = known != NULL && known->key == M77_KEY_NUMBER;
      const char *bare = numbered && strrchr (key, '-') != NULL ? strrchr (key, '-') + 1 : key;
      g_autofree char *place = g_strdup_printf ("record/%s/%s", kind, id);
      g_autofree char *text = g_str_equal (bare, title) ? g_strdup (title)
                                                        : g_strdup_printf ("%s %s", bare, title);

      m77_palette_add (self->palette, RECORDS, place, kind, text, state);
    }
  add_lately (self);
  find (self);
  tui_app_dirty (self->panel.app);
}

static void
ask_titles (Palette *self)
{
  TuiApp *app = self->panel.app;
  M77Agent1 *proxy = app->client != NULL ? m77_client_proxy (app->client) : NULL;
  g_autofree char *typed = g_strstrip (g_strdup (self->entry.text->str));

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (proxy == NULL || *typed == '\0')
    return;
  self->asking = g_cancellable_new ();
  m77_agent1_call_titles (proxy, typed, TITLES_MOST, self->asking, titles_cb, self);
}

/* ---- Choosing ---- */

static void
do_action (TuiApp *app, const char *name)
{
  guint context = tui_app_top (app)->class->context;
  const TuiAction *action;

  for (guint i = 0; (action = tui_action_at (i)) != NULL; i++)
    if ((action->contexts & context) != 0 && g_str_equal (action->name, name))
      {
        tui_action_run (app, action);
        return;
      }
}

static void
do_verb (TuiApp *app, const char *name)
{
  TuiRecord record;

  if (tui_action_target (app, &record) && record.kind != NULL &&
      m77_kind_action (record.kind, name) != NULL)
    tui_act_open (app, &record, m77_kind_action (record.kind, name));
}

static void
do_record (TuiApp *app, const char *place)
{
  g_auto (GStrv) parts = g_strsplit (place, "/", 2);

  if (parts[0] != NULL && parts[1] != NULL)
    tui_app_push (app, tui_detail_new_by_key (app, parts[0], parts[1]));
}

static void
do_line (TuiApp *app, const char *line)
{
  g_autofree char *fault = tui_command_line_run (app, line);

  if (fault != NULL)
    tui_app_say (app, TUI_BAD, "%s", fault);
}

static void
do_kind (TuiApp *app, const char *name)
{
  if (m77_kind_find (name) != NULL)
    tui_app_go (app, tui_kind_screen_new (app, m77_kind_find (name)));
}

static void
go (TuiApp *app, const char *id)
{
  static const struct
  {
    const char *prefix;
    void (*go) (TuiApp *app, const char *rest);
  } ways[] = {
    { "action/", do_action }, { "verb/", do_verb },  { "record/", do_record },
    { "kind/", do_kind },     { "alias/", do_line }, { "run/", do_line },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_str_has_prefix (id, ways[i].prefix))
      {
        ways[i].go (app, id + strlen (ways[i].prefix));
        return;
      }
}

static void
choose (Palette *self)
{
  TuiApp *app = self->panel.app;
  const M77PaletteEntry *entry = self->found->len > 0 ? self->found->pdata[self->chosen] : NULL;
  g_autofree char *id = NULL;
  g_autofree char *line = NULL;

  if (entry == NULL)
    return;
  id = g_strdup (entry->id);
  line = entry->group == RECORDS ? g_strdup_printf ("%s\t%s\t%s", id, entry->kind, entry->text)
                                 : g_strdup (id);
  tui_recall_add (app->recall, LIST, line);
  tui_app_close_panel (app);
  go (app, id);
}

/* ---- The overlay ---- */

static int
measure_palette (TuiPanel *panel, TuiCanvas *canvas, int rows)
{
  return MIN (MIN ((int) ((Palette *) panel)->found->len, ROWS_MOST) + 2, MAX (rows, 2));
}

static void
draw_entry (const M77PaletteEntry *entry, TuiCanvas *canvas, int row, gboolean chosen)
{
  int detail = MIN (tui_width (canvas, entry->detail), canvas->cols / 3);
  int text = canvas->cols - KIND_CELLS - 3 - (detail > 0 ? detail + 2 : 0);

  tui_put (canvas, row, 1, KIND_CELLS - 1, TUI_DIM, entry->kind);
  tui_put (canvas, row, KIND_CELLS + 1, text, TUI_PLAIN, entry->text);
  if (detail > 0)
    tui_put_right (canvas, row, canvas->cols - 1, detail, TUI_DIM, entry->detail);
  if (!chosen)
    return;
  tui_restyle (canvas, row, 0, canvas->cols, TUI_TINT);
  tui_put_glyph (canvas, row, 0, TUI_ACCENT | TUI_BOLD | TUI_TINT, TUI_GLYPH_CURSOR);
}

static TuiClick
click_palette (gpointer widget, int what, const TuiMouse *mouse)
{
  Palette *self = widget;
  guint n = self->found->len;

  if (n == 0 || mouse->type == TUI_MOUSE_RELEASE)
    return TUI_CLICK_NOTHING;
  if (mouse->type == TUI_MOUSE_UP || mouse->type == TUI_MOUSE_DOWN)
    self->chosen = (self->chosen + (mouse->type == TUI_MOUSE_UP ? n - 1 : 1)) % n;
  else if (self->chosen == (guint) what)
    return TUI_CLICK_OPEN;
  else
    self->chosen = (guint) what;
  return TUI_CLICK_TAKEN;
}

static void
draw_palette (TuiPanel *panel, TuiCanvas *canvas, const TuiRect *area)
{
  Palette *self = (Palette *) panel;
  int rows = area->rows - 2;
  guint first = self->chosen >= (guint) MAX (rows, 1) ? self->chosen - rows + 1 : 0;
  int last = area->row + area->rows - 1;
  g_autofree char *count = g_strdup_printf (_ ("%u of %u"),
                                            self->found->len,
                                            m77_palette_size (self->palette));

  tui_draw_title (canvas, area, _ ("GO OR DO"), NULL, count);
  for (int i = 0; i < rows && first + i < self->found->len; i++)
    {
      int row = area->row + 1 + i;

      draw_entry (self->found->pdata[first + i], canvas, row, first + i == self->chosen);
      tui_canvas_add_hit (canvas,
                          (TuiRect){ row, 0, 1, canvas->cols },
                          click_palette,
                          self,
                          (int) first + i);
    }
  tui_put (canvas, last, 0, 1, TUI_ACCENT | TUI_BOLD, ">");
  tui_entry_draw (&self->entry, canvas, last, 2, canvas->cols - 3, TUI_PLAIN, TRUE);
  if (self->entry.text->len == 0)
    tui_put_right (canvas,
                   last,
                   canvas->cols - 1,
                   canvas->cols - 4,
                   TUI_DIM,
                   _ ("type a few letters  Up Down choose  Enter go  Esc"));
}

static void
key_palette (TuiPanel *panel, TuiKey key)
{
  Palette *self = (Palette *) panel;
  guint n = self->found->len;

  if (key == TUI_KEY_ESC || key == TUI_CTRL ('k'))
    tui_app_close_panel (panel->app);
  else if (key == TUI_KEY_ENTER)
    choose (self);
  else if (key == TUI_KEY_UP && n > 0)
    self->chosen = (self->chosen + n - 1) % n;
  else if ((key == TUI_KEY_DOWN || key == TUI_KEY_TAB) && n > 0)
    self->chosen = (self->chosen + 1) % n;
  else if (key == TUI_KEY_PAGE_DOWN)
    self->chosen = MIN (self->chosen + ROWS_MOST, n > 0 ? n - 1 : 0);
  else if (key == TUI_KEY_PAGE_UP)
    self->chosen -= MIN (self->chosen, ROWS_MOST);
  else if (tui_entry_key (&self->entry, key))
    {
      self->chosen = 0;
      find (self);
      ask_titles (self);
    }
}

static void
paste_palette (TuiPanel *panel, const char *text)
{
  Palette *self = (Palette *) panel;
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');

  tui_entry_insert (&self->entry, line);
  self->chosen = 0;
  find (self);
  ask_titles (self);
}

static void
free_palette (TuiPanel *panel)
{
  Palette *self = (Palette *) panel;

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_ptr_array_unref (self->found);
  m77_palette_free (self->palette);
  tui_entry_clear (&self->entry);
  g_free (self);
}

static const TuiPanelClass palette_class = {
  .measure = measure_palette,
  .draw = draw_palette,
  .key = key_palette,
  .paste = paste_palette,
  .free = free_palette,
};

void
tui_palette_open (TuiApp *app)
{
  Palette *self = g_new0 (Palette, 1);

  self->panel = (TuiPanel){ .class = &palette_class, .app = app };
  self->palette = m77_palette_new ();
  tui_entry_init (&self->entry, "");
  add_actions (self);
  add_verbs (self);
  add_settings (self);
  add_kinds (self);
  add_lately (self);
  find (self);
  tui_app_open_panel (app, &self->panel);
}
