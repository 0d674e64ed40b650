/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-filter"

#include "config.h"

#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-filter.h"

#define NOW "2030-05-17T03:12:00.000Z"

/* A predicate as text: what a filter means, for comparing. */
static void
show (const M77Predicate *p, GString *out)
{
  static const char *const signs[] = { "=", "<", "<=", ">", ">=" };
  static const char *const joints[] = { "all", "and", "or", "not" };
  static const char *const states[] = { "open",     "pending",  "waiting", "held",
                                        "rejected", "conflict", "clean" };
  g_autofree char *time = NULL;

  switch (p->kind)
    {
    case M77_PREDICATE_ALL:
    case M77_PREDICATE_AND:
    case M77_PREDICATE_OR:
    case M77_PREDICATE_NOT:
      g_string_append_printf (out, "%s(", joints[p->kind]);
      for (guint i = 0; p->children != NULL && i < p->children->len; i++)
        {
          g_string_append (out, i > 0 ? " " : "");
          show (g_ptr_array_index (p->children, i), out);
        }
      g_string_append_c (out, ')');
      break;
    case M77_PREDICATE_COMPARE:
      g_string_append_printf (out, "%s%s", p->field->name, signs[p->op]);
      if (p->text != NULL)
        g_string_append_printf (out, "'%s'", p->folded);
      else if (p->field->type == M77_TYPE_NUMBER)
        g_string_append_printf (out, "%g", p->number);
      else if (p->field->type == M77_TYPE_TIME)
        g_string_append (out, time = m77_time_format (p->integer));
      else
        g_string_append_printf (out, "%" G_GINT64_FORMAT, p->integer);
      break;
    case M77_PREDICATE_GLOB:
      g_string_append_printf (out, "%s~'%s'", p->field->name, p->folded);
      break;
    case M77_PREDICATE_HAS:
      g_string_append_printf (out, "%s?", p->field->name);
      break;
    case M77_PREDICATE_WORDS:
      g_string_append_printf (out, "words'%s'", p->text);
      break;
    case M77_PREDICATE_IS:
      g_string_append_printf (out, "is %s", states[p->is]);
      break;
    }
}

static char *
parse_in (const char *kind, const char *text, const char *me, const char *zone)
{
  g_autoptr (GTimeZone) tz = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;
  M77FilterContext context = { m77_time_parse (NOW), me, tz };
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Predicate)
      predicate = m77_filter_parse (text, m77_kind_find (kind), &context, NULL, &error);
  GString *out = g_string_new (NULL);

  if (predicate == NULL)
    g_string_append (out, error->message);
  else
    show (predicate, out);
  return g_string_free (out, FALSE);
}

static void
check (const char *kind, const char *text, const char *expected)
{
  g_autofree char *shown = parse_in (kind, text, "jana", NULL);

  if (!g_str_equal (shown, expected))
    g_error ("%s:\n  is  %s\n  not %s", text, shown, expected);
}

static void
test_terms (void)
{
  check ("incident", "", "all()");
  check ("incident", " \t\n", "all()");
  check ("incident", "status:triggered", "status=0");
  check ("incident", "status:triggered,ACKNOWLEDGED", "or(status=0 status=1)");
  check ("incident", "Status:triggered sev<=sev2", "and(status=0 severity<=1)");
  check ("incident", "-status:closed", "not(status=4)");
  check ("incident", "-status:closed,resolved", "not(or(status=4 status=3))");
  check ("incident", "status!=closed", "not(status=4)");
  check ("incident", "-status!=closed", "status=4");
  check ("incident", "status:*ed", "or(status=0 status=1 status=2 status=3 status=4)");
  check ("incident", "severity=sev1", "severity=0");
  check ("incident", "severity>sev2", "severity>1");
  check ("incident", "severity>=sev2", "severity>=1");
  check ("incident", "severity<sev2", "severity<1");
  check ("incident", "env<=staging", "environment<=1");
  check ("incident", "service:checkout*", "service~'checkout*'");
  check ("incident", "service:Checkout,search", "or(service='checkout' service='search')");
  check ("incident", "-assignee:*", "not(lead?)");
  check ("incident", "label:db", "labels='db'");
  check ("incident", "title:\"a b\"", "title='a b'");
  check ("incident", "title:\"a,b\"*", "title~'a,b*'");
  check ("incident", "title:\"a*b\"", "title='a*b'");
  check ("incident", "title:\"say \\\"hi\\\" \\\\\"", "title='say \"hi\" \\'");
  check ("incident", "title:\"\"", "title=''");
  check ("incident", "link:https://x/y?a=1", "link='https://x/y?a=1'");
  check ("incident", "customers_affected>=10", "customers_affected>=10");
  check ("incident", "number:INC-2041,2042", "or(number=2041 number=2042)");
  check ("incident", "timeline:rollback", "timeline='rollback'");
  check ("incident", "tasks:*", "tasks?");
  check ("incident", "is:open -is:pending,held", "and(is open not(or(is pending is held)))");
}

static void
test_words (void)
{
  check ("incident", "disk", "words'disk'");
  check ("incident", "disk full", "and(words'disk' words'full')");
  check ("incident", "\"disk full\"", "words'disk full'");
  check ("incident", "-\"disk full\"", "not(words'disk full')");
  check ("incident", "fail*", "words'fail*'");
  check ("incident", "\"disk fu\"*", "words'disk fu*'");
  check ("incident", "a,b", "words'a,b'");
  check ("incident", "10:30", "words'10:30'");
  check ("incident", "\"status:open\"", "words'status:open'");
}

static void
test_values_by_type (void)
{
  check ("alert", "label:team=db", "or(labels='team=db' series='team=db')");
  check ("alert", "series:job", "series='job'");
  check ("alert", "series:job*", "series~'job*=*'");
  check ("alert", "series:job=api*", "series~'job=api*'");
  check ("alert", "name:PaymentErrors", "alertname='paymenterrors'");
  check ("alert", "-label:db", "not(or(labels='db' series='db'))");
  check ("flag", "on:yes", "on=1");
  check ("flag", "on:false", "on=0");
  check ("slo", "budget_left<0.1", "budget_left<0.1");
  check ("slo", "window>=30d", "window>=2592000");
  check ("slo", "window:7d,30d", "or(window=604800 window=2592000)");
  check ("page",
         "incident:018F3C1E-7a40-7c3b-8d2e-0123456789ab",
         "incident='018f3c1e-7a40-7c3b-8d2e-0123456789ab'");
  check ("page", "incident:456789ab", "incident~'*456789ab'");
  check ("page", "id:456789ab", "id~'*456789ab'");
  check ("incident", "lead:@omar", "lead='omar'");
  check ("incident", "lead:omar", "lead='omar'");
  check ("incident", "lead:@me,@omar", "or(lead='jana' lead='omar')");
  check ("incident", "responders:@ME", "responders='jana'");
  check ("incident", "by:@me", "updated_by='jana'");
  check (NULL, "by:jana version>3 disk", "and(updated_by='jana' version>3 words'disk')");
}

static void
test_me_unknown (void)
{
  g_autofree char *shown = parse_in ("incident", "lead:@me", NULL, NULL);

  g_assert_cmpstr (shown, ==, "not(all())");
}

static void
test_times (void)
{
  check ("incident", "updated<2h", "updated_at>2030-05-17T01:12:00.000Z");
  check ("incident", "updated<=2h", "updated_at>=2030-05-17T01:12:00.000Z");
  check ("incident", "updated>7d", "updated_at<2030-05-10T03:12:00.000Z");
  check ("incident", "updated>=1h30m", "updated_at<=2030-05-17T01:42:00.000Z");
  check ("incident", "next_update_due<+30m", "next_update_due<2030-05-17T03:42:00.000Z");
  check ("incident", "created>2030-05-16", "created_at>2030-05-16T00:00:00.000Z");
  check ("incident", "created<=2030-05-16T09:00", "created_at<=2030-05-16T09:00:00.000Z");
  check ("incident", "created>2030-05-16T09:00:30+02:00", "created_at>2030-05-16T07:00:30.000Z");
  check ("incident",
         "created:2030-05-16",
         "and(created_at>=2030-05-16T00:00:00.000Z created_at<2030-05-17T00:00:00.000Z)");
  check ("incident",
         "created:2030-05-16T09:00",
         "and(created_at>=2030-05-16T09:00:00.000Z created_at<2030-05-16T09:01:00.000Z)");
  check ("incident",
         "created!=2030-05-16",
         "not(and(created_at>=2030-05-16T00:00:00.000Z created_at<2030-05-17T00:00:00.000Z))");
  check ("incident", "created>=yesterday", "created_at>=2030-05-16T00:00:00.000Z");
  check ("incident",
         "created:today",
         "and(created_at>=2030-05-17T00:00:00.000Z created_at<2030-05-18T00:00:00.000Z)");
}

/* A day is a day of the calendar where the person is, also when clocks change. */
static void
test_zone (void)
{
  static const struct
  {
    const char *text, *expected;
  } examples[] = {
    { "created>2030-05-16", "created_at>2030-05-15T22:00:00.000Z" },
    { "created>today", "created_at>2030-05-16T22:00:00.000Z" },
    { "created:2030-03-31",
      "and(created_at>=2030-03-30T23:00:00.000Z created_at<2030-03-31T22:00:00.000Z)" },
    { "created<2030-05-16T09:00:00Z", "created_at<2030-05-16T09:00:00.000Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *shown = parse_in ("incident", examples[i].text, NULL, "Europe/Berlin");

      g_assert_cmpstr (shown, ==, examples[i].expected);
    }
}

static const struct
{
  const char *kind, *text;
  gsize offset, length;
  const char *expected;
} faults[] = {
  { "incident", "severity<=sev9", 10, 4, "sev1, sev2, sev3, sev4 or sev5 expected" },
  { "incident",
    "disk status:open",
    12,
    4,
    "triggered, acknowledged, mitigated, resolved or closed expected" },
  { "incident",
    "status:",
    7,
    0,
    "triggered, acknowledged, mitigated, resolved or closed expected" },
  { "incident",
    "status:closed,,open",
    14,
    0,
    "triggered, acknowledged, mitigated, resolved or closed expected" },
  { "incident", "severity<=sev1,sev2", 14, 5, "one value expected after < or >" },
  { "incident", "severity<=*", 10, 1, "sev1, sev2, sev3, sev4 or sev5 expected" },
  { "incident", "title<a", 5, 1, ": expected, as title has no order" },
  { "incident",
    "colour:red",
    0,
    6,
    "a field of incident expected, not colour; quote the term to search for it as text" },
  { NULL,
    "status:open",
    0,
    6,
    "created, updated, by, id or version expected, not status; "
    "quote the term to search for it as text" },
  { "incident",
    "is:new",
    3,
    3,
    "open, pending, waiting, held, rejected, conflict or clean expected" },
  { "incident", "is<open", 2, 1, ": expected after is" },
  { "incident",
    "created>soon",
    8,
    4,
    "a time such as <2h, >7d, 2030-05-17 or 2030-05-17T09:00 expected" },
  { "incident",
    "created:2h",
    8,
    2,
    "a time such as <2h, >7d, 2030-05-17 or 2030-05-17T09:00 expected" },
  { "incident",
    "created>2030-02-30",
    8,
    10,
    "a time such as <2h, >7d, 2030-05-17 or 2030-05-17T09:00 expected" },
  { "incident",
    "created>2030-13-01",
    8,
    10,
    "a time such as <2h, >7d, 2030-05-17 or 2030-05-17T09:00 expected" },
  { "slo", "window>long", 7, 4, "a duration such as 30m, 2h or 7d expected" },
  { "incident", "customers_affected>many", 19, 4, "a whole number expected" },
  { "slo", "sli<0x10", 4, 4, "a number expected" },
  { "slo", "sli<nan", 4, 3, "a number expected" },
  { "flag", "on:maybe", 3, 5, "true or false expected" },
  { "service", "open_incidents:", 15, 0, "a whole number expected" },
  { "deployment", "plan:x", 5, 1, "* expected: only whether there is a value can be asked" },
  { "incident", "tasks:", 6, 0, "a key, key=value or * expected" },
  { "incident", "title:", 6, 0, "a value or * expected" },
  { "incident", "lead:", 5, 0, "a handle such as @jana, @me or * expected" },
  { "incident", "service:", 8, 0, "the name of a service or * expected" },
  { "page", "incident:INC-2041", 9, 8, "an id, its last characters or * expected" },
  { "incident", "title:\"open", 11, 0, "closing \" expected" },
  { "incident", "a \"b c", 6, 0, "closing \" expected" },
  { "incident", "-", 1, 0, "a word or a field expected after -" },
  { "incident", "a -- b", 3, 1, "a word with letters or digits expected" },
  { "incident", "!!!", 0, 3, "a word with letters or digits expected" },
  { "incident", "fo*o", 0, 4, "a * only at the end of a word expected" },
  { "incident", "ok \xff", 3, 1, "UTF-8 expected" },
};

static void
test_faults (void)
{
  M77FilterContext context = { m77_time_parse (NOW), "jana", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_auto (M77FilterFault) fault = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (M77Predicate) predicate = m77_filter_parse (faults[i].text,
                                                             m77_kind_find (faults[i].kind),
                                                             &context,
                                                             &fault,
                                                             &error);

      if (predicate != NULL)
        g_error ("%s is taken", faults[i].text);
      g_assert_error (error, M77_ERROR, M77_ERROR_BAD_FILTER);
      g_assert_true (g_str_has_suffix (error->message, faults[i].expected));
      if (fault.offset != faults[i].offset || fault.length != faults[i].length)
        g_error ("%s: at %" G_GSIZE_FORMAT " for %" G_GSIZE_FORMAT,
                 faults[i].text,
                 fault.offset,
                 fault.length);
      g_assert_cmpstr (fault.expected, ==, faults[i].expected);
    }
}

static void
test_message (void)
{
  check ("incident",
         "größe status:x",
         "filter, character 14, at \"x\": "
         "triggered, acknowledged, mitigated, resolved or closed expected");
  check ("incident",
         "status:",
         "filter, character 8: triggered, acknowledged, mitigated, resolved or closed expected");
}

static void
test_too_long (void)
{
  g_autofree char *fits = g_strnfill (M77_FILTER_MAX, 'a');
  g_autofree char *long_one = g_strnfill (M77_FILTER_MAX + 1, 'a');
  g_autofree char *shown = NULL;
  g_autofree char *refused = NULL;

  shown = parse_in ("incident", fits, NULL, NULL);
  g_assert_true (g_str_has_prefix (shown, "words'aaa"));
  refused = parse_in ("incident", long_one, NULL, NULL);
  g_assert_cmpstr (refused, ==, "filter, character 4097, at \"a\": at most 4096 bytes expected");
}

static void
test_spans (void)
{
  const char *text = " disk -status:x severity<=sev2 is:open nope:1";
  g_autoptr (GArray) spans = m77_filter_spans (text, m77_kind_find ("incident"));
  static const struct
  {
    gsize start, end, value;
    const char *field;
    gboolean negated, is_wrong;
  } expected[] = {
    { 1, 5, 5, NULL, FALSE, FALSE },          { 6, 15, 14, "status", TRUE, TRUE },
    { 16, 30, 26, "severity", FALSE, FALSE }, { 31, 38, 34, NULL, FALSE, FALSE },
    { 39, 45, 44, NULL, FALSE, TRUE },
  };

  g_assert_cmpuint (spans->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < spans->len; i++)
    {
      const M77FilterSpan *span = &g_array_index (spans, M77FilterSpan, i);

      g_assert_cmpuint (span->start, ==, expected[i].start);
      g_assert_cmpuint (span->end, ==, expected[i].end);
      g_assert_cmpuint (span->value_start, ==, expected[i].value);
      g_assert_cmpstr (span->field != NULL ? span->field->name : NULL, ==, expected[i].field);
      g_assert_cmpint (span->negated, ==, expected[i].negated);
      g_assert_cmpint (span->is_wrong, ==, expected[i].is_wrong);
    }
}

/* What the line would be with the first candidate taken; "" if there is none. | is the cursor. */
static char *
complete (const char *kind, const char *with_cursor, guint *count)
{
  const char *bar = strchr (with_cursor, '|');
  g_autofree char *text = g_strdup_printf ("%.*s%s",
                                           (int) (bar - with_cursor),
                                           with_cursor,
                                           bar + 1);
  g_autoptr (M77FilterCompletion)
      found = m77_filter_complete (text, bar - with_cursor, m77_kind_find (kind));

  *count = found->candidates->len;
  if (*count == 0)
    return g_strdup ("");
  return g_strdup_printf ("%.*s%s%s",
                          (int) found->start,
                          text,
                          (const char *) g_ptr_array_index (found->candidates, 0),
                          text + found->end);
}

static void
check_completion (const char *kind, const char *with_cursor, const char *expected, guint least)
{
  guint count;
  g_autofree char *line = complete (kind, with_cursor, &count);

  g_assert_cmpstr (line, ==, expected);
  g_assert_cmpuint (count, >=, least);
}

static void
test_completion (void)
{
  g_autoptr (M77FilterCompletion) found = NULL;

  check_completion ("incident", "sever|", "severity<=", 1);
  check_completion ("incident", "disk -assig|", "disk -assignee:", 1);
  check_completion ("incident", "|", "number:", 20);
  check_completion ("incident", "disk |", "disk number:", 20);
  check_completion ("incident", "severity<=|", "severity<=sev1", 5);
  check_completion ("incident", "status:closed,tr|", "status:closed,triggered", 1);
  check_completion ("incident", "status:tr|x,closed", "status:triggered,closed", 1);
  check_completion ("incident", "is:pe|", "is:pending", 1);
  check_completion ("incident", "sev|:sev1", "severity<=sev1", 1);
  check_completion ("incident", "lead:@|", "lead:@me", 1);
  check_completion ("incident", "nope:x|", "", 0);
  check_completion (NULL, "upd|", "updated_at<", 2);
  found = m77_filter_complete ("service:che", 11, m77_kind_find ("incident"));
  g_assert_cmpstr (found->values_of->name, ==, "service");
  g_assert_cmpuint (found->start, ==, 8);
  g_assert_cmpuint (found->end, ==, 11);
  g_assert_nonnull (found->hint);
}

/* Colouring, completion and the parser take any bytes, and agree on what is wrong. */
static void
test_any_text (void)
{
  static const char *const parts[] = { "status", "severity", ":",  "<=",   "sev1", ",", "\"",
                                       "\\",     " ",        "-",  "*",    "=",    "!", "created",
                                       "2h",     "@me",      "is", "open", "ü",    "x", "lead" };
  M77FilterContext context = { m77_time_parse (NOW), "jana", NULL };
  const M77Kind *kind = m77_kind_find ("incident");

  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GArray) spans = NULL;
      g_autoptr (M77Predicate) predicate = NULL;
      gboolean is_wrong = FALSE;

      for (int n = g_test_rand_int_range (0, 12); n > 0; n--)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      predicate = m77_filter_parse (text->str, kind, &context, NULL, NULL);
      spans = m77_filter_spans (text->str, kind);
      for (guint s = 0; s < spans->len; s++)
        is_wrong |= g_array_index (spans, M77FilterSpan, s).is_wrong;
      if (is_wrong != (predicate == NULL))
        g_error ("the spans of %s do not agree", text->str);
      for (gsize cursor = 0; cursor <= text->len; cursor++)
        m77_filter_completion_free (m77_filter_complete (text->str, cursor, kind));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter/terms", test_terms);
  g_test_add_func ("/filter/words", test_words);
  g_test_add_func ("/filter/values-by-type", test_values_by_type);
  g_test_add_func ("/filter/me-unknown", test_me_unknown);
  g_test_add_func ("/filter/times", test_times);
  g_test_add_func ("/filter/zone", test_zone);
  g_test_add_func ("/filter/faults", test_faults);
  g_test_add_func ("/filter/message", test_message);
  g_test_add_func ("/filter/too-long", test_too_long);
  g_test_add_func ("/filter/spans", test_spans);
  g_test_add_func ("/filter/completion", test_completion);
  g_test_add_func ("/filter/any-text", test_any_text);
  return g_test_run ();
}
