/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-side"

#include "config.h"

#include "shared/model/m77-side.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/model/m77-side-private.h"
#include "shared/model/m77-value.h"

const M77Json *
m77_side_value (const M77Decision *decision, guint field, M77Side side)
{
  const M77DecisionField *f = m77_decision_field (decision, field);

  switch (side)
    {
    case M77_SIDE_BASE:
      return f->base;
    case M77_SIDE_THEIRS:
      return f->theirs;
    case M77_SIDE_MINE:
      return f->mine;
    default:
      return m77_decision_result (decision, field);
    }
}

static gboolean
is_type (const M77DecisionField *field, M77Type type)
{
  return field->field != NULL && field->field->type == type;
}

static gboolean
is_text (const M77DecisionField *field)
{
  return is_type (field, M77_TYPE_TEXT) || is_type (field, M77_TYPE_MARKDOWN) ||
         is_type (field, M77_TYPE_LINE);
}

static char *
log_words (const M77Json *log, gint64 now, GTimeZone *zone)
{
  GString *out = g_string_new (NULL);

  for (const M77Json *entry = m77_json_first (log); entry != NULL; entry = m77_json_next (entry))
    {
      g_autofree char *words = m77_side_entry (entry, now, zone);

      g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", words);
    }
  return g_string_free (out, FALSE);
}

/* The text of what has one (a task, a step), and what is beside it. */
static char *
object_words (const M77Json *object)
{
  GString *out = g_string_new (m77_json_get_string (object, "text"));

  for (const M77Json *member = m77_json_first (object); member != NULL;
       member = m77_json_next (member))
    {
      g_autofree char *raw = NULL;

      if (g_strcmp0 (m77_json_name (member), "text") == 0)
        continue;
      raw = m77_json_string (member) != NULL ? g_strdup (m77_json_string (member))
                                             : m77_json_to_text (member);
      g_string_append_printf (out,
                              "%s%s: %s",
                              out->len > 0 ? "\n" : "",
                              m77_json_name (member),
                              raw);
    }
  return g_string_free (out, FALSE);
}

char *
m77_side_words (const M77DecisionField *field, const M77Json *value, gint64 now, GTimeZone *zone)
{
  g_autofree char *text = NULL;

  if (m77_json_is_null (value))
    return g_strdup ("");
  if (is_text (field) && m77_json_string (value) != NULL)
    return g_strdup (m77_json_string (value));
  if (is_type (field, M77_TYPE_LOG))
    return log_words (value, now, zone);
  if (field->field != NULL && field->field->type != M77_TYPE_JSON &&
      field->field->type != M77_TYPE_MAP)
    text = m77_value_to_text (field->field, value, now, zone);
  if (text != NULL)
    return g_steal_pointer (&text);
  if (m77_json_is (value, M77_JSON_OBJECT))
    return object_words (value);
  return m77_json_string (value) != NULL ? g_strdup (m77_json_string (value))
                                         : m77_json_to_text (value);
}

/* ---- Sides ---- */

static gboolean
is_by_element (const M77DecisionField *field)
{
  return is_type (field, M77_TYPE_SET) || is_type (field, M77_TYPE_LOG);
}

/* What a side has where it has no value: of the record as a whole, what becomes of it. */
static const char *
nothing_words (const M77Decision *decision, const M77DecisionField *field, M77Side side)
{
  const char *clash = m77_json_get_string (decision->conflict, "clash");
  gboolean by_me = g_strcmp0 (clash, "delete") == 0;
  gboolean mine = side == M77_SIDE_MINE ||
                  (side == M77_SIDE_RESULT && field->choice == M77_CHOICE_MINE);

  if (side == M77_SIDE_BASE || !g_str_equal (field->path, "*"))
    return "-";
  if (by_me)
    return mine ? _ ("deleted") : _ ("stays, as edited");
  return mine ? _ ("made again, a new record") : _ ("deleted");
}

/* Lines that all sides begin with, and end with, but for one of each for bearings. */
typedef struct
{
  guint head, tail;
} Alike;

static char *
last_line (char **lines, guint n, guint from_end)
{
  return n > from_end ? lines[n - 1 - from_end] : NULL;
}

static Alike
find_alike (char **const sides[3])
{
  guint n[3];
  Alike alike = { 0, 0 };
  guint least = G_MAXUINT;

  for (int i = 0; i < 3; i++)
    least = MIN (least, n[i] = g_strv_length (sides[i]));
  while (alike.head < least && g_str_equal (sides[0][alike.head], sides[1][alike.head]) &&
         g_str_equal (sides[0][alike.head], sides[2][alike.head]))
    alike.head++;
  while (
      alike.tail < least - alike.head &&
      g_str_equal (last_line (sides[0], n[0], alike.tail),
                   last_line (sides[1], n[1], alike.tail)) &&
      g_str_equal (last_line (sides[0], n[0], alike.tail), last_line (sides[2], n[2], alike.tail)))
    alike.tail++;
  /* One left out costs the line that says so. */
  alike.head = alike.head > 2 ? alike.head - 1 : 0;
  alike.tail = alike.tail > 2 ? alike.tail - 1 : 0;
  return alike;
}

static void
add_alike (GArray *spans, guint lines, const char *before, const char *after)
{
  g_autofree char *words = g_strdup_printf (ngettext ("%s(%u line alike)%s",
                                                      "%s(%u lines alike)%s",
                                                      lines),
                                            before,
                                            lines,
                                            after);

  if (lines > 0)
    m77_spans_add (spans, M77_SPAN_ASIDE, words);
}

static char *
join_middle (char **lines, Alike alike)
{
  guint n = g_strv_length (lines);
  g_autoptr (GPtrArray) middle = g_ptr_array_new ();

  for (guint i = alike.head; i + alike.tail < n; i++)
    g_ptr_array_add (middle, lines[i]);
  g_ptr_array_add (middle, NULL);
  return g_strjoinv ("\n", (char **) middle->pdata);
}

/* A text against the base, without the lines that are alike everywhere at both ends. */
static void
add_text (GArray *spans,
          const M77DecisionField *field,
          const char *text,
          gboolean whole,
          gint64 now,
          GTimeZone *zone)
{
  g_autofree char *base = m77_side_words (field, field->base, now, zone);
  g_autofree char *theirs = m77_side_words (field, field->theirs, now, zone);
  g_autofree char *mine = m77_side_words (field, field->mine, now, zone);
  g_auto (GStrv) base_lines = g_strsplit (base, "\n", -1);
  g_auto (GStrv) their_lines = g_strsplit (theirs, "\n", -1);
  g_auto (GStrv) my_lines = g_strsplit (mine, "\n", -1);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Alike alike = find_alike ((char **const[]){ base_lines, their_lines, my_lines });
  Alike here = find_alike ((char **const[]){ base_lines, lines, lines });
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  alike.head = whole ? 0 : MIN (alike.head, here.head);
  alike.tail = whole ? 0 : MIN (alike.tail, here.tail);
  before = join_middle (base_lines, alike);
  after = join_middle (lines, alike);
  add_alike (spans, alike.head, "", "\n");
  m77_spans_add_diff (spans, before, after, !whole);
  add_alike (spans, alike.tail, "\n", "");
}

GArray *
m77_side_spans (const M77Decision *decision,
                guint field,
                M77Side side,
                gboolean whole,
                gint64 now,
                GTimeZone *zone)
{
  const M77DecisionField *f = m77_decision_field (decision, field);
  const M77Json *value = m77_side_value (decision, field, side);
  g_autoptr (GArray) spans = m77_spans_new ();
  g_autofree char *words = NULL;

  if (is_by_element (f))
    {
      m77_side_add_elements (spans, f, side == M77_SIDE_BASE ? value : f->base, value, now, zone);
      return g_steal_pointer (&spans);
    }
  words = m77_side_words (f, value, now, zone);
  if (value == NULL)
    m77_spans_add (spans, M77_SPAN_ASIDE, nothing_words (decision, f, side));
  else if (!is_text (f) && strchr (words, '\n') == NULL)
    m77_spans_add (spans, M77_SPAN_VALUE, words);
  else
    add_text (spans, f, words, whole, now, zone);
  return g_steal_pointer (&spans);
}

static guint
count_lines (const char *text)
{
  guint lines = 1;

  for (; *text != '\0'; text++)
    lines += *text == '\n' && text[1] != '\0';
  return lines;
}

char *
m77_side_cell (const M77Decision *decision, guint field, M77Side side, gint64 now, GTimeZone *zone)
{
  const M77DecisionField *f = m77_decision_field (decision, field);
  const M77Json *value = m77_side_value (decision, field, side);
  g_autofree char *words = NULL;
  guint lines;

  if (value == NULL)
    return g_strdup (nothing_words (decision, f, side));
  if (is_by_element (f) && (side == M77_SIDE_THEIRS || side == M77_SIDE_MINE))
    {
      g_autofree char *changes = m77_side_changes (f, value, now, zone);

      return g_strdup (*changes != '\0' ? changes : _ ("as it was"));
    }
  if (is_type (f, M77_TYPE_LOG))
    return g_strdup_printf (ngettext ("%u entry", "%u entries", m77_json_size (value)),
                            m77_json_size (value));
  words = m77_side_words (f, value, now, zone);
  lines = count_lines (words);
  if (lines > 1)
    return g_strdup_printf (ngettext ("%u line", "%u lines", lines), lines);
  return g_steal_pointer (&words);
}

const char *
m77_side_choice (M77Choice choice)
{
  switch (choice)
    {
    case M77_CHOICE_THEIRS:
      return _ ("theirs");
    case M77_CHOICE_MINE:
      return _ ("mine");
    case M77_CHOICE_BOTH:
      return _ ("both");
    case M77_CHOICE_VALUE:
      return _ ("edited");
    default:
      return NULL;
    }
}

char *
m77_side_clash (const M77Decision *decision)
{
  const char *clash = m77_json_get_string (decision->conflict, "clash");
  const char *by = m77_json_get_string (decision->conflict, "theirs_by");

  if (by == NULL)
    by = _ ("another");
  if (g_strcmp0 (clash, "deleted") == 0)
    return g_strdup_printf (_ ("%s deleted this record; you had edited it: t gives that up."), by);
  if (g_strcmp0 (clash, "delete") == 0)
    return g_strdup_printf (_ ("You deleted this record; %s edited it meanwhile."), by);
  if (g_strcmp0 (clash, "create") == 0)
    return g_strdup (_ ("A record of this name is there already: t gives yours up, e gives yours "
                        "another name."));
  return NULL;
}
