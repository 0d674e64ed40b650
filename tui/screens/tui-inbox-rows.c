/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-inbox-rows.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-value.h"
#include "tui/widgets/tui-marked.h"

#define ALL_COLS     60 /* from here a row has the title and the reason */
#define WIDE_COLS    110
#define SINCE_COLS   30 /* below, a row is all there is of one */
#define WHAT_COL     3
#define TINY_KEY_COL 10
#define KEY_COL      19
#define TITLE_COL    29
#define DETAIL_COL   12
#define TEXT_MOST    100
#define WORDS_MOST   60 /* bytes of what is told as "this to that" */
#define HASH         "sha256:"

/* ---- Words ---- */

static void
append_names (GString *out, const M77Kind *kind, const M77Json *object)
{
  for (const M77Json *member = m77_json_first (object); member != NULL;
       member = m77_json_next (member))
    {
      const M77Field *field = kind != NULL ? m77_kind_field (kind, m77_json_name (member)) : NULL;
      g_autofree char *name = g_utf8_strdown (field != NULL ? tui_label (field->label)
                                                            : m77_json_name (member),
                                              -1);

      g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", name);
    }
}

char *
tui_inbox_what (const M77Json *operation)
{
  const char *type = m77_json_get_string (operation, "type");
  const char *action = m77_json_get_string (operation, "action");
  const char *kind_name = m77_json_get_string (operation, "kind");
  const M77Kind *kind = kind_name != NULL ? m77_kind_find (kind_name) : NULL;
  GString *names;

  if (action != NULL)
    return g_strdup (g_str_equal (action, "acknowledge") ? _ ("ack") : action);
  if (g_strcmp0 (type, "create") == 0)
    return g_strdup (_ ("create"));
  if (g_strcmp0 (type, "delete") == 0)
    return g_strdup (_ ("delete"));
  names = g_string_new (NULL);
  append_names (names, kind, m77_json_get (operation, "patch"));
  append_names (names, kind, m77_json_get (operation, "elements"));
  return g_string_free (names, FALSE);
}

static gboolean
is_state (const M77Json *operation, const char *state)
{
  return g_strcmp0 (m77_json_get_string (operation, "state"), state) == 0;
}

gboolean
tui_inbox_needs (const M77Json *operation)
{
  return is_state (operation, "held") || is_state (operation, "conflict") ||
         is_state (operation, "rejected");
}

gboolean
tui_inbox_has_way (const M77Json *operation, const char *way)
{
  for (const M77Json *w = m77_json_first (m77_json_get (operation, "ways")); w != NULL;
       w = m77_json_next (w))
    if (g_strcmp0 (m77_json_string (w), way) == 0)
      return TRUE;
  return FALSE;
}

static char *
moment_words (const M77Json *object, const char *name, const TuiMoment *moment)
{
  const char *text = m77_json_get_string (object, name);

  return m77_time_short (text != NULL ? m77_time_parse (text) : M77_TIME_NONE,
                         moment->now,
                         moment->zone);
}

char *
tui_inbox_why (const M77Json *operation, const TuiMoment *moment)
{
  const char *detail = m77_json_get_string (operation, "detail");
  const char *why = m77_json_get_string (operation, "why");
  const char *code = m77_json_get_string (operation, "code");
  const char *expires = m77_json_get_string (operation, "expires_at");
  const char *since_by = m77_json_get_string (m77_json_get (operation, "since"), "by");
  const M77Json *waits = m77_json_get (operation, "waits_for");
  gint64 until = expires != NULL ? m77_time_parse (expires) : M77_TIME_NONE;
  g_autofree char *lapse = moment_words (operation, "expires_at", moment);

  if (g_strcmp0 (m77_json_get_string (waits, "state"), "conflict") == 0)
    return g_strdup (_ ("behind the conflict"));
  if (m77_json_is (waits, M77_JSON_OBJECT) || m77_json_get_bool (operation, "waiting"))
    return g_strdup (_ ("behind another on the same record"));
  if (is_state (operation, "held") && tui_inbox_has_way (operation, "join"))
    return g_strdup_printf (_ ("%s acknowledged it"), since_by != NULL ? since_by : _ ("another"));
  if (is_state (operation, "held") && until > moment->now)
    return g_strdup_printf (_ ("lapses %s"), lapse);
  if (is_state (operation, "held") && detail == NULL)
    return g_strdup (_ ("not sent in time: confirm or drop it"));
  if (is_state (operation, "conflict"))
    return g_strdup (why != NULL ? why : _ ("both sides changed it"));
  if (detail != NULL && *detail != '\0')
    return g_strdup (detail);
  if (is_state (operation, "rejected"))
    return g_strdup (why != NULL ? why : code);
  if (*lapse != '\0')
    return g_strdup_printf (_ ("NOT DELIVERED; held from %s"), lapse);
  return g_strdup (_ ("not sent yet"));
}

/* A value told raw by the agent, as the field's kind reads it. */
static char *
value_words (const char *kind_name, const char *path, const M77Json *value, const TuiMoment *moment)
{
  const M77Kind *kind = kind_name != NULL ? m77_kind_find (kind_name) : NULL;
  const M77Field *field = kind != NULL && path != NULL ? m77_kind_field (kind, path) : NULL;
  g_autofree char *text = NULL;

  if (m77_json_is_null (value))
    return g_strdup ("-");
  if (field != NULL)
    text = m77_value_to_text (field, value, moment->now, moment->zone);
  if (text != NULL)
    return g_steal_pointer (&text);
  return m77_json_string (value) != NULL ? g_strdup (m77_json_string (value))
                                         : m77_json_to_text (value);
}

char *
tui_inbox_since (const M77Json *operation, const TuiMoment *moment)
{
  const M77Json *since = m77_json_get (operation, "since");
  const M77Json *field = m77_json_first (m77_json_get (since, "fields"));
  const char *by = m77_json_get_string (since, "by");
  const char *kind = m77_json_get_string (operation, "kind");
  g_autofree char *when = moment_words (since, "at", moment);
  g_autoptr (GString) out = g_string_new (NULL);

  if (!m77_json_is (since, M77_JSON_OBJECT))
    return NULL;
  for (guint n = 0; field != NULL; field = m77_json_next (field), n++)
    {
      const char *path = m77_json_get_string (field, "path");
      const char *label = m77_json_get_string (field, "label");
      g_autofree char *word = g_utf8_strdown (label != NULL ? tui_label (label) : path, -1);
      g_autofree char *was = value_words (kind, path, m77_json_get (field, "was"), moment);
      g_autofree char *now = value_words (kind, path, m77_json_get (field, "now"), moment);

      g_string_append (out, n > 0 ? ", " : "");
      if (m77_json_is_null (m77_json_get (field, "was")))
        g_string_append_printf (out, "%s %s", word, now);
      else
        g_string_append_printf (out, _ ("%s %s to %s"), word, was, now);
    }
  if (by != NULL)
    g_string_append_printf (out, "; %s %s", by, when);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* ---- Rows ---- */

static void
add_operation (TuiPage *page, TuiApp *app, const M77Json *operation, int cols)
{
  TuiMoment moment = tui_app_moment (app);
  const char *key = m77_json_get_string (operation, "key");
  const char *title = m77_json_get_string (operation, "title");
  const char *state = m77_json_get_string (operation, "state");
  const char *action = m77_json_get_string (operation, "action");
  gboolean waits = m77_json_get_bool (operation, "waiting");
  gboolean queued = g_strcmp0 (state, "queued") == 0;
  gboolean all = cols >= ALL_COLS;
  g_autofree char *what = tui_inbox_what (operation);
  g_autofree char *why = tui_inbox_why (operation, &moment);
  g_autofree char *since = tui_inbox_since (operation, &moment);
  g_autofree char *age = tui_age_of (operation, "made_at", moment.now);
  TuiStyle style = TUI_MINE;
  /* An action that is on its way has the mark that its record has. */
  TuiGlyph glyph = tui_state_glyph (waits    ? "waiting"
                                    : queued ? "pending"
                                             : state,
                                    queued && !waits && action != NULL ? operation : NULL,
                                    &style);
  TuiLine *line = tui_page_add (page, TUI_LINE_TEXT, m77_json_get_string (operation, "id"));
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
  if (since != NULL && is_state (operation, "held") && cols >= SINCE_COLS)
    tui_line_printf (tui_page_add (page, TUI_LINE_TEXT, NULL),
                     5,
                     0,
                     TUI_WARN,
                     _ ("since you asked: %s"),
                     since);
}

/* Held ones by when they lapse, then conflicts, then what was refused; the rest as they leave. */
static int
compare_urgency (gconstpointer a, gconstpointer b)
{
  static const char *const order[] = { "held", "conflict", "rejected", "queued" };
  const M77Json *operations[] = { *(const M77Json *const *) a, *(const M77Json *const *) b };
  guint rank[2];
  gint64 lapse[2];

  for (int i = 0; i < 2; i++)
    {
      const char *expires = m77_json_get_string (operations[i], "expires_at");

      for (rank[i] = 0; rank[i] < G_N_ELEMENTS (order); rank[i]++)
        if (is_state (operations[i], order[rank[i]]))
          break;
      lapse[i] = rank[i] == 0 && expires != NULL ? m77_time_parse (expires) : G_MAXINT64;
    }
  if (rank[0] != rank[1])
    return rank[0] < rank[1] ? -1 : 1;
  if (lapse[0] != lapse[1])
    return lapse[0] < lapse[1] ? -1 : 1;
  return m77_json_get_int (operations[0], "seq", 0) < m77_json_get_int (operations[1], "seq", 0)
             ? -1
             : 1;
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
      needs += tui_inbox_needs (operation);
    }
  g_ptr_array_sort (operations, compare_urgency);
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
  g_autofree char *was = value_words (kind, field, from, &moment);
  g_autofree char *now = value_words (kind, field, to, &moment);
  g_autofree char *text = g_strdup_printf (_ ("%s to %s"), was, now);
  g_autoptr (TuiMarked) marked = tui_marked_new ();

  /* Of what is long the platform's audit has but a hash. */
  if (g_str_has_prefix (now, HASH) || g_str_has_prefix (was, HASH))
    tui_marked_add (marked, TUI_MINE, _ ("changed"));
  else if (strlen (text) > WORDS_MOST)
    tui_marked_add_diff (marked, TUI_MINE, was, now, TRUE);
  else
    tui_marked_add (marked, TUI_MINE, text);
  add_marked (page, field, marked, cols);
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
      add_text (page, m77_json_name (member), TUI_MINE, text->str, cols);
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
  g_autofree char *since = tui_inbox_since (operation, &moment);
  g_autofree char *brief = tui_inbox_why (operation, &moment);

  if (!is_state (operation, "rejected") || detail == NULL || why == NULL ||
      strstr (why, detail) != NULL)
    detail = NULL;
  add_text (page,
            _ ("why"),
            tui_inbox_needs (operation) ? TUI_WARN : TUI_PLAIN,
            why != NULL ? why : brief,
            cols);
  if (detail != NULL)
    add_text (page, _ ("said"), TUI_PLAIN, detail, cols);
  if (since != NULL)
    add_text (page, _ ("since"), TUI_WARN, since, cols);
  tui_inbox_add_changes (page, app, operation, cols);
}
