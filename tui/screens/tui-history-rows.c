/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-history-rows.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-outbox.h"
#include "tui/screens/tui-inbox-rows.h"

#define WIDE_COLS 60
#define WHO_COL   15
#define WHAT_COL  26

/* ---- Words ---- */

static gboolean
is_audit (const M77Json *entry)
{
  return g_strcmp0 (m77_json_get_string (entry, "kind"), "audit") == 0 &&
         m77_json_is (m77_json_get (entry, "doc"), M77_JSON_OBJECT);
}

static char *
when_words (TuiApp *app, const M77Json *object, const char *name)
{
  TuiMoment moment = tui_app_moment (app);
  const char *text = m77_json_get_string (object, name);

  return m77_time_short (text != NULL ? m77_time_parse (text) : M77_TIME_NONE,
                         moment.now,
                         moment.zone);
}

static const char *
field_label (const char *kind_name, const char *name)
{
  const M77Kind *kind = kind_name != NULL ? m77_kind_find (kind_name) : NULL;
  const M77Field *field = kind != NULL ? m77_kind_field (kind, name) : NULL;

  return field != NULL ? tui_label (field->label) : name;
}

static void
append_label (GString *out, const char *kind, const char *name, const char *more)
{
  g_autofree char *label = g_utf8_strdown (field_label (kind, name), -1);

  g_string_append_printf (out,
                          "%s%s%s%s",
                          out->len > 0 ? ", " : "",
                          label,
                          more != NULL ? " " : "",
                          more != NULL ? more : "");
}

/* "title, lead". */
static char *
names_of (const M77Json *names, const char *kind)
{
  GString *out = g_string_new (NULL);

  for (const M77Json *n = m77_json_first (names); n != NULL; n = m77_json_next (n))
    append_label (out,
                  kind,
                  m77_json_name (n) != NULL ? m77_json_name (n) : m77_json_string (n),
                  NULL);
  return g_string_free (out, FALSE);
}

/* "title mine, severity edited". */
static char *
choices_of (const M77Json *choices, const char *kind)
{
  GString *out = g_string_new (NULL);

  for (const M77Json *c = m77_json_first (choices); c != NULL; c = m77_json_next (c))
    {
      const char *choice = m77_json_string (c);

      append_label (out, kind, m77_json_name (c), choice != NULL ? _ (choice) : _ ("edited"));
    }
  return g_string_free (out, FALSE);
}

/* What was done, by the platform's word or by the operation. */
static char *
what_words (const M77Json *entry)
{
  const M77Json *doc = m77_json_get (entry, "doc");
  const char *verb;
  g_autofree char *names = NULL;

  if (!is_audit (entry))
    return m77_outbox_what (entry);
  verb = m77_json_get_string (doc, "verb");
  names = names_of (m77_json_get (doc, "changes"), m77_json_get_string (doc, "subject_kind"));
  if (g_strcmp0 (verb, "edit") == 0 && *names != '\0')
    return g_steal_pointer (&names);
  return g_strdup (verb != NULL ? verb : "-");
}

static const char *
who (const M77Json *entry)
{
  const char *name = is_audit (entry) ? m77_json_get_string (m77_json_get (entry, "doc"), "actor")
                                      : m77_json_get_string (entry, "author");

  return name != NULL ? name : "-";
}

static char *
when (TuiApp *app, const M77Json *entry)
{
  return is_audit (entry) ? when_words (app, m77_json_get (entry, "doc"), "at")
                          : when_words (app, entry, "made_at");
}

char *
tui_history_title (TuiApp *app, const M77Json *entry)
{
  g_autofree char *time = when (app, entry);
  g_autofree char *what = what_words (entry);

  return g_strdup_printf ("%s %s: %s", time, who (entry), what);
}

/* ---- Lines ---- */

static TuiLine *
add_line (TuiPage *page, const char *id, const char *time, const char *name, int cols)
{
  TuiLine *line = tui_page_add (page, TUI_LINE_TEXT, id);

  tui_line_span (line, 1, WHO_COL - 2, TUI_PLAIN, time);
  if (cols >= WIDE_COLS)
    tui_line_span (line, WHO_COL, WHAT_COL - WHO_COL - 1, TUI_BOLD, name);
  return line;
}

static TuiStyle
state_style (const char *state)
{
  static const struct
  {
    const char *state;
    TuiStyle style;
  } styles[] = {
    { "held", TUI_WARN },        { "conflict", TUI_CONFLICT }, { "rejected", TUI_BAD },
    { "queued", TUI_MINE },      { "failure", TUI_BAD },       { "denied", TUI_BAD },
    { "decided", TUI_CONFLICT }, { "merged", TUI_MINE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_strcmp0 (styles[i].state, state) == 0)
      return styles[i].style;
  return TUI_DIM;
}

static gboolean
is_worth_telling (const M77Json *event)
{
  static const char *const told[] = { "merged", "conflict", "decided", NULL };
  const char *what = m77_json_get_string (event, "what");

  return what != NULL && g_strv_contains (told, what);
}

static gboolean
has_story (const M77Json *operation)
{
  const M77Json *event = m77_json_first (m77_json_get (operation, "events"));

  while (event != NULL && !is_worth_telling (event))
    event = m77_json_next (event);
  return event != NULL;
}

/* "merged on v12: labels", "conflict with omar: title", "decided: title mine". */
static char *
event_words (const M77Json *operation, const M77Json *event)
{
  const char *kind = m77_json_get_string (operation, "kind");
  const char *what = m77_json_get_string (event, "what");
  const char *by = m77_json_get_string (event, "by");
  g_autofree char *names = names_of (m77_json_get (event, "fields"), kind);
  g_autofree char *choices = choices_of (m77_json_get (event, "choices"), kind);

  if (g_str_equal (what, "merged"))
    return g_strdup_printf (*names != '\0' ? _ ("merged on v%d: %s") : _ ("merged on v%d"),
                            (int) m77_json_get_int (event, "version", 0),
                            names);
  if (g_str_equal (what, "decided"))
    return g_strdup_printf (_ ("decided: %s"), choices);
  return g_strdup_printf (_ ("conflict with %s: %s"), by != NULL ? by : "?", names);
}

static void
add_events (TuiPage *page, TuiApp *app, const M77Json *operation, int cols)
{
  const M77Json *event = m77_json_first (m77_json_get (operation, "events"));

  for (; event != NULL; event = m77_json_next (event))
    {
      g_autofree char *time = NULL;
      g_autofree char *words = NULL;
      TuiLine *line;

      if (!is_worth_telling (event))
        continue;
      time = when_words (app, event, "at");
      words = event_words (operation, event);
      line = tui_page_add (page, TUI_LINE_TEXT, NULL);
      tui_line_span (line, 1, WHO_COL - 2, TUI_DIM, time);
      tui_line_span (line,
                     cols >= WIDE_COLS ? WHAT_COL : WHO_COL,
                     0,
                     state_style (m77_json_get_string (event, "what")),
                     words);
    }
}

static void
add_entry (TuiPage *page, TuiApp *app, const M77Json *entry, int cols)
{
  const char *state = is_audit (entry)
                          ? m77_json_get_string (m77_json_get (entry, "doc"), "outcome")
                          : m77_json_get_string (entry, "state");
  g_autofree char *time = when (app, entry);
  g_autofree char *what = what_words (entry);
  TuiLine *line = add_line (page, m77_json_get_string (entry, "id"), time, who (entry), cols);
  int col = cols >= WIDE_COLS ? WHAT_COL : WHO_COL;
  gboolean quiet = g_strcmp0 (state, "success") == 0;

  tui_line_span (line, col, cols - col - (quiet || cols < WIDE_COLS ? 1 : 12), TUI_PLAIN, what);
  if (!quiet)
    tui_line_right (line, state_style (state), state != NULL ? state : "");
}

void
tui_history_add_rows (TuiPage *page, TuiApp *app, const M77Json *entries, int cols)
{
  gboolean has_audit = FALSE;

  for (const M77Json *e = m77_json_first (entries); e != NULL; e = m77_json_next (e))
    has_audit |= is_audit (e);
  for (const M77Json *e = m77_json_first (entries); e != NULL; e = m77_json_next (e))
    {
      gboolean applied = g_strcmp0 (m77_json_get_string (e, "state"), "applied") == 0;

      if (!is_audit (e) && applied && has_audit && !has_story (e))
        continue;
      add_entry (page, app, e, cols);
      if (!is_audit (e))
        add_events (page, app, e, cols);
    }
}

void
tui_history_add_details (TuiPage *page, TuiApp *app, const M77Json *entry, int cols)
{
  const M77Json *doc = m77_json_get (entry, "doc");
  const M77Json *change = m77_json_first (m77_json_get (doc, "changes"));

  if (!is_audit (entry))
    {
      tui_inbox_add_changes (page, app, entry, cols);
      return;
    }
  for (; change != NULL; change = m77_json_next (change))
    tui_inbox_add_change (page,
                          app,
                          m77_json_get_string (doc, "subject_kind"),
                          m77_json_name (change),
                          m77_json_get (change, "from"),
                          m77_json_get (change, "to"),
                          cols);
  if (m77_json_get_string (doc, "reason") != NULL)
    tui_line_printf (tui_page_add (page, TUI_LINE_TEXT, NULL),
                     1,
                     0,
                     TUI_PLAIN,
                     _ ("reason: %s"),
                     m77_json_get_string (doc, "reason"));
}
