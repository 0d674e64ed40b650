/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-command-line.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-time.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-config.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-form.h"
#include "tui/screens/tui-help.h"
#include "tui/screens/tui-inbox.h"
#include "tui/screens/tui-kind-screen.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-present.h"
#include "tui/screens/tui-prompt.h"
#include "tui/screens/tui-work.h"

#define STYLES " --styles"

/* Either of the two. */
typedef struct
{
  const char *name;
  void (*open) (TuiApp *app);
  char *(*run) (TuiApp *app, const char *rest); /* NULL: done, or what is wrong */
} Command;

/* The bar. */
typedef struct
{
  TuiPanel panel;
  TuiEntry entry;
  char *fault;
} LineBar;

static int
measure_line (TuiPanel *panel, TuiCanvas *canvas, int rows)
{
  return 2;
}

static void
draw_line (TuiPanel *panel, TuiCanvas *canvas, const TuiRect *area)
{
  LineBar *self = (LineBar *) panel;

  tui_put (canvas, area->row, 0, 1, TUI_ACCENT | TUI_BOLD, ":");
  tui_entry_draw (&self->entry, canvas, area->row, 1, canvas->cols - 2, TUI_PLAIN, TRUE);
  if (self->fault != NULL)
    tui_put (canvas, area->row + 1, 1, canvas->cols - 2, TUI_BAD, self->fault);
  else
    tui_put (
        canvas,
        area->row + 1,
        1,
        canvas->cols - 2,
        TUI_DIM,
        _ ("KIND [FILTER]  offline on|off  sync  arm  create KIND  messages  save-screen FILE  q"));
}

/* Whether a person typed it, not a script. */
static gboolean
is_open (TuiApp *app)
{
  return app->panel != NULL && app->panel->class->draw == draw_line;
}

static char *
run_offline (TuiApp *app, const char *rest)
{
  g_auto (GStrv) words = g_strsplit (rest, " ", 3);
  gint64 seconds = 0;
  const char *time = NULL;

  if (words[0] != NULL && g_str_equal (words[0], "off"))
    {
      tui_work_offline (app, FALSE, 0);
      return NULL;
    }
  if (words[0] != NULL && *words[0] != '\0' && !g_str_equal (words[0], "on"))
    time = words[0];
  else if (words[0] != NULL && words[1] != NULL)
    time = words[1];
  if (time != NULL &&
      (!m77_duration_parse (time, &seconds) || seconds <= 0 || seconds > G_MAXUINT32))
    return g_strdup (_ ("offline on, offline on 2h, or offline off"));
  tui_work_offline (app, TRUE, (guint) seconds);
  return NULL;
}

/* The file's name is all of it: it may have blanks. */
static char *
save_screen (TuiApp *app, const char *rest, gboolean over)
{
  gboolean styles = g_str_has_suffix (rest, STYLES);
  g_autofree char *path = g_strndup (rest, strlen (rest) - (styles ? strlen (STYLES) : 0));
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_strchomp (path);
  if (*path == '\0')
    return g_strdup (_ ("save-screen FILE [--styles]"));
  if (!over && g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    return g_strdup_printf (_ ("%s is there already: save-screen! overwrites it"), path);
  if (is_open (app))
    tui_app_close_panel (app);
  tui_app_draw (app);
  text = tui_canvas_to_text (app->canvas, styles);
  if (!g_file_set_contents (path, text, -1, &error))
    return g_strdup (error->message);
  return NULL;
}

/* A script is run again and again, and says what it means: it overwrites. */
static char *
run_save_screen (TuiApp *app, const char *rest)
{
  return save_screen (app, rest, !is_open (app));
}

static char *
run_save_screen_over (TuiApp *app, const char *rest)
{
  return save_screen (app, rest, TRUE);
}

static void
open_inbox (TuiApp *app)
{
  tui_app_push (app, tui_inbox_new (app));
}

static void
open_overview (TuiApp *app)
{
  tui_app_go (app, NULL);
}

static char *
run_create (TuiApp *app, const char *rest)
{
  const M77Kind *kind = m77_kind_find (rest);

  if (kind == NULL)
    return g_strdup (_ ("create KIND"));
  tui_form_open_create (app, kind);
  return NULL;
}

static char *
run_look (TuiApp *app, const char *rest)
{
  TuiLook look = tui_look_from_name (rest);

  if (look == TUI_N_LOOKS)
    return g_strdup (_ ("look auto, dark, light, terminal or contrast"));
  if (app->term != NULL)
    tui_term_set_look (app->term, look);
  return NULL;
}

static const Command commands[] = {
  { .name = "q", .open = tui_app_quit },
  { .name = "quit", .open = tui_app_quit },
  { .name = "sync", .open = tui_work_sync },
  { .name = "offline", .run = run_offline },
  { .name = "arm", .open = tui_act_open_arming },
  { .name = "create", .run = run_create },
  { .name = "env", .run = tui_env_run },
  { .name = "look", .run = run_look },
  { .name = "present", .open = tui_present_toggle },
  { .name = "inbox", .open = open_inbox },
  { .name = "overview", .open = open_overview },
  { .name = "keys", .open = tui_help_open_keys },
  { .name = "messages", .open = tui_help_open_messages },
  { .name = "set", .run = tui_config_run_set },
  { .name = "settings", .open = tui_config_open_faults },
  { .name = "save-screen", .run = run_save_screen },
  { .name = "save-screen!", .run = run_save_screen_over },
};

/* "2041" or "INC-2041". */
static gboolean
is_number (const M77Kind *kind, const char *word)
{
  gsize length = strlen (kind->number_prefix);

  if (g_ascii_strncasecmp (word, kind->number_prefix, length) == 0 && word[length] == '-')
    word += length + 1;
  return *word != '\0' && word[strspn (word, "0123456789")] == '\0';
}

/* One word without an operator of the filter language names a record where the kind's keys may
 * look so: "incident 2041". A word in small letters may as well be one that a list is to have. */
static gboolean
is_key (const M77Kind *kind, const char *rest)
{
  const M77Field *field = kind->key_field != NULL ? m77_kind_field (kind, kind->key_field) : NULL;

  if (*rest == '\0' || strpbrk (rest, " :<>=*\"") != NULL)
    return FALSE;
  if (*rest == '~')
    return TRUE;
  switch (kind->key)
    {
    case M77_KEY_NUMBER:
      return is_number (kind, rest);
    case M77_KEY_ID:
      return g_ascii_isdigit (*rest) && rest[strspn (rest, "0123456789abcdefABCDEF-")] == '\0';
    default:
      return g_ascii_isdigit (*rest) || *rest == '@' ||
             (g_ascii_isupper (*rest) && field != NULL && field->type != M77_TYPE_SLUG);
    }
}

static void
go_to_kind (TuiApp *app, const M77Kind *kind, const char *rest)
{
  if (is_key (kind, rest))
    tui_app_push (app, tui_detail_new_by_word (app, kind, rest));
  else
    tui_app_go (app,
                *rest != '\0' ? tui_list_new (app, kind, rest) : tui_kind_screen_new (app, kind));
}

char *
tui_command_line_run (TuiApp *app, const char *line)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (line));
  char *rest = strchr (trimmed, ' ');
  const M77Kind *kind;

  if (rest != NULL)
    *rest++ = '\0';
  else
    rest = trimmed + strlen (trimmed);
  rest = g_strchug (rest);
  if (*trimmed == '\0')
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, trimmed))
      {
        if (commands[i].run != NULL)
          return commands[i].run (app, rest);
        commands[i].open (app);
        return NULL;
      }
  kind = m77_kind_find (trimmed);
  if (kind == NULL && g_ascii_isdigit (*trimmed))
    {
      tui_app_push (app, tui_detail_new_by_key (app, "incident", trimmed));
      return NULL;
    }
  if (kind == NULL)
    return g_strdup_printf (_ ("No kind and no command is called “%s”   9 shows every kind"),
                            trimmed);
  go_to_kind (app, kind, rest);
  return NULL;
}

/* The first command or kind that begins so. */
static void
complete (LineBar *self)
{
  const char *typed = self->entry.text->str;
  const M77Kind *const *kinds = m77_kinds ();

  if (*typed == '\0' || strchr (typed, ' ') != NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_has_prefix (commands[i].name, typed))
      {
        tui_entry_set (&self->entry, commands[i].name);
        tui_entry_insert (&self->entry, " ");
        return;
      }
  for (guint i = 0; kinds[i] != NULL; i++)
    if (g_str_has_prefix (kinds[i]->name, typed))
      {
        tui_entry_set (&self->entry, kinds[i]->name);
        tui_entry_insert (&self->entry, " ");
        return;
      }
}

static void
key_line (TuiPanel *panel, TuiKey key)
{
  LineBar *self = (LineBar *) panel;
  TuiApp *app = panel->app;
  g_autofree char *line = NULL;
  char *fault;

  if (key == TUI_KEY_ESC || (key == TUI_KEY_BACKSPACE && self->entry.text->len == 0))
    {
      tui_app_close_panel (app);
      return;
    }
  g_clear_pointer (&self->fault, g_free);
  if (key == TUI_KEY_TAB)
    complete (self);
  if (key != TUI_KEY_ENTER)
    {
      tui_entry_key (&self->entry, key);
      return;
    }
  line = g_strdup (self->entry.text->str);
  fault = tui_command_line_run (app, line);
  if (app->panel == panel && fault == NULL)
    tui_app_close_panel (app);
  else if (app->panel == panel)
    self->fault = fault;
  else if (fault != NULL)
    {
      tui_app_say (app, TUI_BAD, "%s", fault);
      g_free (fault);
    }
}

static void
paste_line (TuiPanel *panel, const char *text)
{
  LineBar *self = (LineBar *) panel;
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');

  tui_entry_insert (&self->entry, line);
}

static void
free_line (TuiPanel *panel)
{
  LineBar *self = (LineBar *) panel;

  tui_entry_clear (&self->entry);
  g_free (self->fault);
  g_free (self);
}

static const TuiPanelClass line_class = {
  .measure = measure_line,
  .draw = draw_line,
  .key = key_line,
  .paste = paste_line,
  .free = free_line,
};

void
tui_command_line_open (TuiApp *app)
{
  LineBar *self = g_new0 (LineBar, 1);

  self->panel = (TuiPanel){ .class = &line_class, .app = app };
  tui_entry_init (&self->entry, "");
  tui_app_open_panel (app, &self->panel);
}
