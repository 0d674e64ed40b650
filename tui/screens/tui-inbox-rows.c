/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-inbox-rows.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-outbox.h"
#include "tui/widgets/tui-marked.h"

#define ALL_COLS     60 /* from here a row has the title and the reason */
#define WIDE_COLS    110
#define SINCE_COLS   30 /* below, a row is all there is of one */
#define WHAT_COL     3
#define TINY_KEY_COL 10
#define KEY_COL      19
#define TITLE_COL    29
#define DETAIL_COL   18
#define TEXT_MOST    100
#define WORDS_MOST   60 /* bytes of what is told as "this to that" */
#define HASH         "sha256:"

static gboolean
is_state (const M77Json *operation, const char *state)
{
  return g_strcmp0 (m77_json_get_string (operation, "state"), state) == 0;
}

/* ---- Rows ---- */

static void
write_operation (TuiLine *line, gconstpointer operation, gpointer data, int cols)
{
  TuiApp *app = data;
  TuiMoment moment = tui_app_moment (app);
  const char *key = m77_json_get_string (operation, "key");
  const char *title = m77_json_get_string (operation, "title");
  const char *state = m77_json_get_string (operation, "state");
  const char *action = m77_json_get_string (operation, "action");
  gboolean waits = m77_json_get_bool (operation, "waiting");
  gboolean queued = g_strcmp0 (state, "queued") == 0;
  gboolean all = cols >= ALL_COLS;
  g_autofree char *what = m77_outbox_what (operation);
  g_autofree char *why = m77_outbox_why (operation, moment.now, moment.zone);
  g_autofree char *age = tui_age_of (operation, "made_at", moment.now);
  TuiStyle style = TUI_MINE;
  /* An action that is on its way has the mark that its record has. */
  TuiGlyph glyph = tui_state_glyph (waits    ? "waiting"
                                    : queued ? "pending"
                                             : state,
                                    queued && !waits && action != NULL ? operation : NULL,
                                    &style);
  int why_col = cols >= WIDE_COLS ? cols / 2 + 10 : 54;
  int key_col = cols >= SINCE_COLS ? KEY_COL : TINY_KEY_COL;

  tui_line_span (line, 1, 1, style, glyph != TUI_N_GLYPHS ? tui_glyph (app->canvas, glyph) : "");
  tui_line_span (line, WHAT_COL, key_col - WHAT_COL - 1, TUI_BOLD, what);
  tui_line_span (line, key_col, TITLE_COL - KEY_COL - 1, TUI_PLAIN, key != NULL ? key : "-");
  if (all)
    tui_line_span (line,
                   TITLE_COL,
                   why_col - TITLE_COL - 7,
                   TUI_PLAIN,
                   title != NULL && g_strcmp0 (title, key) != 0 ? title : "");
  tui_line_printf (line, all ? why_col - 6 : TITLE_COL, 4, TUI_PLAIN, "%4s", age);
  if (all)
    tui_line_span (line, why_col, 0, style & (guint) ~TUI_BOLD, why);
}

static void
write_since (TuiLine *line, gconstpointer operation, gpointer app, int cols)
{
  TuiMoment moment = tui_app_moment (app);
  g_autofree char *since = m77_outbox_since (operation, moment.now, moment.zone);

  tui_line_printf (line, 5, 0, TUI_WARN, _ ("since you asked: %s"), since);
}

static void
add_operation (TuiPage *page, TuiApp *app, const M77Json *operation, int cols)
{
  const char *id = m77_json_get_string (operation, "id");

  tui_page_add_row (page, id, write_operation, operation, app);
  if (is_state (operation, "held") && cols >= SINCE_COLS &&
      m77_json_is (m77_json_get (operation, "since"), M77_JSON_OBJECT))
    tui_page_add_row (page, NULL, write_since, operation, app);
}

guint
tui_inbox_add_rows (TuiPage *page, TuiApp *app, int cols)
{
  g_autoptr (GPtrArray) operations = g_ptr_array_new ();
  const M77Json *operation = m77_json_first (app->outbox);
  guint needs = 0;

  for (; operation != NULL; operation = m77_json_next (operation))
    {
      g_ptr_array_add (operations, (gpointer) operation);
      needs += m77_outbox_needs (operation);
    }
  m77_outbox_sort (operations);
  for (guint i = 0; i < operations->len; i++)
    {
      if (i == needs && needs > 0)
        tui_line_printf (tui_page_add (page, TUI_LINE_HEADING, NULL),
                         1,
                         0,
                         TUI_BOLD,
                         _ ("ON ITS WAY %u"),
                         operations->len - needs);
      add_operation (page, app, operations->pdata[i], cols);
    }
  return needs;
}

/* ---- Details ---- */

static const char *
label_of (const char *kind, const char *field)
{
  const M77Kind *table = kind != NULL ? m77_kind_find (kind) : NULL;
  const M77Field *found = table != NULL ? m77_kind_field (table, field) : NULL;

  return found != NULL ? tui_label (found->label) : field;
}

static void
add_marked (TuiPage *page, const char *label, TuiMarked *marked, int cols)
{
  int col = cols >= ALL_COLS ? DETAIL_COL : 1;

  tui_marked_wrap (marked, MIN (cols - col - 1, TEXT_MOST));
  for (guint i = 0; i < tui_marked_count (marked); i++)
    {
      TuiLine *line = tui_page_add (page, TUI_LINE_TEXT, NULL);

      if (i == 0 && col > 1)
        tui_line_span (line, 1, col - 2, TUI_DIM, label);
      tui_marked_put (marked, i, line, col);
    }
}

static void
add_text (TuiPage *page, const char *label, TuiStyle style, const char *text, int cols)
{
  g_autoptr (TuiMarked) marked = tui_marked_new ();

  tui_marked_add (marked, style, text);
  add_marked (page, label, marked, cols);
}

/* "severity  SEV1 to SEV3"; of a text what changed in it. */
void
tui_inbox_add_change (TuiPage *page,
                      TuiApp *app,
                      const char *kind,
                      const char *field,
                      const M77Json *from,
                      const M77Json *to,
                      int cols)
{
  TuiMoment moment = tui_app_moment (app);
  g_autofree char *was = m77_outbox_value (kind, field, from, moment.now, moment.zone);
  g_autofree char *now = m77_outbox_value (kind, field, to, moment.now, moment.zone);
  g_autofree char *text = g_strdup_printf (_ ("%s to %s"), was, now);
  g_autoptr (TuiMarked) marked = tui_marked_new ();

  /* Of what is long the platform's audit has but a hash. */
  if (g_str_has_prefix (now, HASH) || g_str_has_prefix (was, HASH))
    tui_marked_add (marked, TUI_MINE, _ ("changed"));
  else if (strlen (text) > WORDS_MOST)
    {
      g_autoptr (GArray) spans = m77_spans_new ();

      m77_spans_add_diff (spans, was, now, TRUE);
      tui_marked_add_spans (marked, TUI_MINE, spans);
    }
  else
    tui_marked_add (marked, TUI_MINE, text);
  add_marked (page, label_of (kind, field), marked, cols);
}

static void
add_elements (TuiPage *page, const M77Json *operation, int cols)
{
  static const char *const parts[] = { "add", "remove", "append" };
  static const char *const open[] = { "{+", "[-", "{+" };
  static const char *const close[] = { "+}", "-]", "+}" };
  const M77Json *member = m77_json_first (m77_json_get (operation, "elements"));

  for (; member != NULL; member = m77_json_next (member))
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        for (const M77Json *e = m77_json_first (m77_json_get (member, parts[i])); e != NULL;
             e = m77_json_next (e))
          {
            const char *word = m77_json_string (e) != NULL ? m77_json_string (e)
                                                           : m77_json_get_string (e, "text");

            g_string_append_printf (text,
                                    "%s%s%s%s",
                                    text->len > 0 ? " " : "",
                                    open[i],
                                    word != NULL ? word : "…",
                                    close[i]);
          }
      add_text (page,
                label_of (m77_json_get_string (operation, "kind"), m77_json_name (member)),
                TUI_MINE,
                text->str,
                cols);
    }
}

static void
add_arguments (TuiPage *page, const M77Json *operation, int cols)
{
  const M77Json *member = m77_json_first (m77_json_get (operation, "args"));

  for (; member != NULL; member = m77_json_next (member))
    {
      g_autofree char *raw = m77_json_string (member) != NULL ? g_strdup (m77_json_string (member))
                                                              : m77_json_to_text (member);

      add_text (page, m77_json_name (member), TUI_MINE, raw, cols);
    }
}

void
tui_inbox_add_changes (TuiPage *page, TuiApp *app, const M77Json *operation, int cols)
{
  const M77Json *base = m77_json_get (operation, "base");
  const M77Json *member = m77_json_first (m77_json_get (operation, "patch"));
  const char *reason = m77_json_get_string (operation, "reason");

  for (; member != NULL; member = m77_json_next (member))
    tui_inbox_add_change (page,
                          app,
                          m77_json_get_string (operation, "kind"),
                          m77_json_name (member),
                          m77_json_get (base, m77_json_name (member)),
                          member,
                          cols);
  add_elements (page, operation, cols);
  add_arguments (page, operation, cols);
  if (reason != NULL && *reason != '\0')
    add_text (page, _ ("reason"), TUI_PLAIN, reason, cols);
}

void
tui_inbox_add_details (TuiPage *page, TuiApp *app, const M77Json *operation, int cols)
{
  TuiMoment moment = tui_app_moment (app);
  const char *why = m77_json_get_string (operation, "why");
  const char *detail = m77_json_get_string (operation, "detail");
  g_autofree char *since = m77_outbox_since (operation, moment.now, moment.zone);
  g_autofree char *brief = m77_outbox_why (operation, moment.now, moment.zone);

  if (!is_state (operation, "rejected") || detail == NULL || why == NULL ||
      strstr (why, detail) != NULL)
    detail = NULL;
  add_text (page,
            _ ("why"),
            m77_outbox_needs (operation) ? TUI_WARN : TUI_PLAIN,
            why != NULL ? why : brief,
            cols);
  if (detail != NULL)
    add_text (page, _ ("said"), TUI_PLAIN, detail, cols);
  if (since != NULL)
    add_text (page, _ ("since"), TUI_WARN, since, cols);
  tui_inbox_add_changes (page, app, operation, cols);
}
