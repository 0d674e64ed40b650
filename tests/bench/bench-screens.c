/* bench-screens: what a key costs on each screen when there is very much of everything
 *
 *   bench-screens [NAME…]
 *
 * In one process, without agent or terminal: processor time from the key until the canvas is drawn,
 * at 200 × 60, for Down again and again ("key"), for a screen that is made anew, as it is when
 * something on it changes ("anew"), and once for all the keys that lead there ("opened"). The
 * console as a person feels it is console.py.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "bench-screens"

#include "config.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/bench/bench-times.h"
#include "tests/tui/screen-fixture.h"
#include "tui/screens/tui-conflict.h"
#include "tui/screens/tui-history.h"
#include "tui/screens/tui-overview.h"

#define ALERTS   2000
#define GROUP    5000
#define ENTRIES  5000
#define LINES    5000
#define RECORDS  100000
#define SILENCES 300
#define KEYS     400
#define ANEW     50
#define ROWS     60
#define COLS     200

typedef struct
{
  const char *name;
  void (*fill) (TuiApp *app); /* before the overview; may be NULL */
  void (*open) (TuiApp *app); /* after it; may be NULL */
  const char *keys;           /* then; may be NULL */
  const char *again;          /* the key that is measured */
} Screen;

static void
add (TuiApp *app, const char *kind, guint number, const char *doc)
{
  g_autofree char *id = g_strdup_printf ("%s-%06u", kind, number);
  g_autoptr (M77Row) row = screen_fixture_row (kind, id, "clean", "", doc);

  g_list_store_append (screen_fixture_store (app, kind), row);
}

/* ---- Very much of everything ---- */

static void
add_alerts (TuiApp *app, guint n, gboolean grouped)
{
  g_list_store_remove_all (screen_fixture_store (app, "alert"));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *doc = g_strdup_printf (
          "{\"alertname\":\"DiskFilling%u\",\"status\":\"firing\",\"severity\":\"warning\","
          "\"service\":"
          "\"media-%u\",\"environment\":\"production\",\"region\":\"eu\",\"flaps\":%u,\"summary\":"
          "\"Volume %u of "
          "media is full in four hours\",\"sources\":[\"am-eu\",\"am-us\"],\"incidents\":[\"i%u\"],"
          "\"starts_at\":\"2026-05-15T00:%02u:00.000Z\"}",
          grouped ? 0 : i,
          grouped ? 0 : i % 40,
          i % 9,
          i,
          i % 5,
          i % 60);

      add (app, "alert", i, doc);
    }
}

static void
fill_alerts (TuiApp *app)
{
  add_alerts (app, ALERTS, FALSE);
}

static void
fill_group (TuiApp *app)
{
  add_alerts (app, GROUP, TRUE);
}

static void
fill_silences (TuiApp *app)
{
  add_alerts (app, ALERTS, FALSE);
  for (guint i = 0; i < SILENCES; i++)
    {
      g_autofree char *silence = g_strdup_printf (
          "{\"status\":\"active\",\"ends_at\":\"2026-05-15T02:%02u:00.000Z\",\"author\":\"mika\"}",
          i % 60);
      g_autofree char
          *alert = g_strdup_printf ("{\"alertname\":\"Old%u\",\"status\":\"suppressed\","
                                    "\"severity\":\"info\",\"silences\":[\"silence-"
                                    "%06u\"],\"starts_at\":\"2026-05-15T00:05:00.000Z\"}",
                                    i,
                                    i);

      add (app, "silence", i, silence);
      add (app, "alert", ALERTS + i, alert);
    }
}

static void
fill_incidents (TuiApp *app)
{
  for (guint i = 0; i < RECORDS; i++)
    {
      g_autofree char *doc = g_strdup_printf (
          "{\"number\":%u,\"title\":\"Card payments fail "
          "%u\",\"status\":\"triggered\",\"severity\":"
          "\"sev%u\",\"service\":\"checkout\",\"environment\":\"production\",\"lead\":\"jana\","
          "\"started_at\":\"2026-05-15T00:10:00.000Z\"}",
          5000 + i,
          i,
          1 + i % 5);

      add (app, "incident", i, doc);
    }
}

static void
append_entries (GString *out, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out,
                            "%s{\"id\":\"e%u\",\"at\":\"2026-05-14T%02u:%02u:00.000Z\",\"received_"
                            "at\":\"2026-05-14T%02u:%02u:"
                            "01.000Z\",\"author\":\"%s\",\"kind\":\"note\",\"text\":\"Entry %u: "
                            "failing calls all carry the new "
                            "card_hash field, and only those with a saved address do; the others "
                            "are as they were before the "
                            "canary, and the limit was not reached anywhere else\"}",
                            i > 0 ? "," : "",
                            i,
                            i / 60 % 24,
                            i % 60,
                            i / 60 % 24,
                            i % 60,
                            i % 2 ? "jana" : "omar",
                            i);
}

static void
append_lines (GString *out, const char *what)
{
  for (guint i = 0; i < LINES; i++)
    g_string_append_printf (out,
                            "%s %u: kubectl get pods -n checkout says they are well\\n",
                            what,
                            i);
}

static void
set_incident (TuiApp *app, const char *more)
{
  g_autofree char
      *doc = g_strdup_printf ("{\"number\":2041,\"title\":\"Card payments "
                              "failing\",\"status\":\"triggered\",\"severity\":\"sev1\","
                              "\"service\":\"checkout\",\"environment\":\"production\",\"started_"
                              "at\":\"2026-05-15T00:58:00.000Z\"%s}",
                              more);

  g_list_store_remove_all (screen_fixture_store (app, "incident"));
  add (app, "incident", 0, doc);
}

static void
fill_room (TuiApp *app)
{
  g_autoptr (GString) more = g_string_new (",\"timeline\":[");

  append_entries (more, ENTRIES);
  g_string_append (more, "],\"tasks\":{");
  for (guint i = 0; i < 500; i++)
    g_string_append_printf (
        more,
        "%s\"t%u\":{\"text\":\"Ask support for numbers %u\",\"assignee\":\"mika\"}",
        i > 0 ? "," : "",
        i,
        i);
  g_string_append (more, "}");
  set_incident (app, more->str);
}

static void
fill_text (TuiApp *app)
{
  g_autoptr (GString) more = g_string_new (",\"summary\":\"");

  append_lines (more, "Line");
  g_string_append (more, "\",\"labels\":[\"a\"");
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (more, ",\"label-%u\"", i);
  g_string_append (more, "]");
  set_incident (app, more->str);
}

static void
fill_runbook (TuiApp *app)
{
  g_autoptr (GString)
      doc = g_string_new ("{\"name\":\"disk-full\",\"title\":\"Disk full\",\"body\":\"");

  append_lines (doc, "Step");
  g_string_append (doc, "\"}");
  add (app, "runbook", 0, doc->str);
}

static void
fill_deployment (TuiApp *app)
{
  g_autoptr (GString) doc = g_string_new (
      "{\"number\":513,\"version\":\"4.19.0\",\"status\":\"canary\",\"service\":\"checkout\","
      "\"environment\":"
      "\"production\",\"step\":3,\"steps\":6,\"weight\":25,\"author\":\"mika\",\"started_at\":"
      "\"2026-05-15T00:50:00.000Z\",\"events\":[");

  append_entries (doc, ENTRIES);
  g_string_append (doc, "],\"migrations\":[");
  for (guint i = 0; i < 500; i++)
    g_string_append_printf (doc, "%s{\"name\":\"0%u\",\"reversible\":false}", i > 0 ? "," : "", i);
  g_string_append (doc, "]}");
  g_list_store_remove_all (screen_fixture_store (app, "deployment"));
  add (app, "deployment", 0, doc->str);
}

static void
fill_oncall (TuiApp *app)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GString) doc = g_string_new (NULL);

      g_string_append_printf (doc,
                              "{\"name\":\"team-%u\",\"title\":\"Team "
                              "%u\",\"zone\":\"Europe/Prague\",\"layers\":[{\"name\":"
                              "\"primary\",\"members\":[\"jana\",\"omar\",\"mika\"],\"starts_at\":"
                              "\"2026-01-05T08:00:00.000Z\","
                              "\"turn_s\":43200}],\"overrides\":[",
                              i,
                              i);
      for (guint o = 0; o < 50; o++)
        g_string_append_printf (
            doc,
            "%s{\"id\":\"o%u\",\"member\":\"felix\",\"starts_at\":\"2026-05-%02uT08:00:"
            "00.000Z\",\"ends_at\":\"2026-05-%02uT12:00:00.000Z\"}",
            o > 0 ? "," : "",
            o,
            1 + o % 28,
            1 + o % 28);
      g_string_append (doc, "]}");
      add (app, "schedule", i, doc->str);
    }
}

static void
open_inbox (TuiApp *app)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 0; i < LINES; i++)
    g_string_append_printf (json,
                            "%s{\"id\":\"o%u\",\"seq\":%u,\"type\":\"update\",\"kind\":"
                            "\"incident\",\"record\":\"i4\",\"key\":"
                            "\"INC-%u\",\"title\":\"Bounces in prod-us "
                            "mail\",\"state\":\"%s\",\"base\":{\"severity\":\"sev1\"},"
                            "\"patch\":{\"severity\":\"sev3\"},\"made_at\":\"2026-05-14T23:50:00."
                            "000Z\",\"ways\":[\"resolve\","
                            "\"discard\"],\"why\":\"omar changed severity too.\"}",
                            i > 0 ? "," : "",
                            i,
                            i,
                            i,
                            i % 3 ? "queued" : "held");
  g_string_append (json, "]");
  tui_app_set_outbox (app, json->str);
}

static void
open_history (TuiApp *app)
{
  g_autoptr (GString) json = g_string_new ("[");

  screen_fixture_press (app, "1 H");
  for (guint i = 0; i < ENTRIES; i++)
    g_string_append_printf (json,
                            "%s{\"kind\":\"audit\",\"id\":\"t%u\",\"doc\":{\"verb\":\"edit\","
                            "\"subject_kind\":\"incident\",\"at\":"
                            "\"2026-05-15T01:09:00.000Z\",\"actor\":\"jana\",\"outcome\":"
                            "\"success\",\"changes\":{\"title\":"
                            "{\"from\":\"Bounces\",\"to\":\"Mail bounces %u\"}}}}",
                            i > 0 ? "," : "",
                            i,
                            i);
  g_string_append (json, "]");
  tui_history_take (tui_app_top (app), json->str);
}

static void
open_conflict (TuiApp *app)
{
  g_autoptr (GString) json = g_string_new ("{\"id\":\"o3\",\"kind\":\"incident\",\"key\":\"INC-"
                                           "2039\",\"title\":\"Index lag\",\"author\":\"jana\","
                                           "\"made_at\":\"2026-05-14T23:50:00.000Z\",\"clash\":"
                                           "\"edit\",\"theirs_version\":9,\"theirs_by\":\"omar\","
                                           "\"theirs_at\":\"2026-05-15T00:03:00.000Z\",\"fields\":["
                                           "{\"path\":\"summary\",\"label\":\"Summary\","
                                           "\"asks\":true,\"base\":\"");

  append_lines (json, "Line");
  g_string_append (json, "\",\"theirs\":\"");
  append_lines (json, "Line");
  g_string_append (json, "More of it\",\"mine\":\"Do nothing\\n");
  append_lines (json, "Line");
  g_string_append (json, "\",\"both\":\"\",\"takes\":[\"theirs\",\"mine\",\"value\"]}");
  for (guint i = 0; i < 200; i++)
    g_string_append_printf (
        json,
        ",{\"path\":\"labels-%u\",\"label\":\"Labels %u\",\"asks\":true,\"base\":\"a\","
        "\"theirs\":\"b\",\"mine\":\"c\",\"takes\":[\"theirs\",\"mine\",\"value\"]}",
        i,
        i);
  g_string_append (json, "]}");
  tui_app_push (app, tui_conflict_new (app, "o3"));
  tui_conflict_take (tui_app_top (app), json->str);
}

static void
say_much (TuiApp *app)
{
  for (guint i = 0; i < 1000; i++)
    tui_app_say (app, TUI_PLAIN, "Note %u stored here, not sent: offline", i);
}

static const Screen screens[] = {
  { "overview", fill_alerts, NULL, NULL, "j" },
  { "overview-of-alerts", fill_alerts, NULL, "Tab Tab Tab", "j" },
  { "overview-of-incidents", fill_incidents, NULL, NULL, "j" },
  { "overview-of-silences", fill_silences, NULL, NULL, "j" },
  { "alerts", fill_alerts, NULL, "2", "j" },
  { "alerts-to-the-end", fill_alerts, NULL, "2 G", "k" },
  { "alerts-of-a-group", fill_group, NULL, "2 Enter G Enter g", "j" },
  { "alerts-silenced", fill_silences, NULL, "2 o", "j" },
  { "list", fill_incidents, NULL, "1", "j" },
  { "list-with-preview", fill_incidents, NULL, "1 p", "j" },
  { "list-with-preview-of-a-room", fill_room, NULL, "1 p", "F5" },
  { "room", fill_room, NULL, "1 Enter", "k" },
  { "room-from-the-top", fill_room, NULL, "1 Enter g", "j" },
  { "room-note", fill_room, NULL, "1 Enter n", "x" },
  { "room-json", fill_room, NULL, "1 Enter v", "j" },
  { "room-find", fill_room, NULL, "1 Enter / z q", "x" },
  { "record-of-long-text", fill_text, NULL, "1 Enter", "j" },
  { "runbook", fill_runbook, NULL, "6 Enter", "j" },
  { "form", fill_text, NULL, "1 e", "j" },
  { "form-from-the-end", fill_text, NULL, "1 e G", "k" },
  { "history", NULL, open_history, NULL, "j" },
  { "history-to-the-end", NULL, open_history, "G", "k" },
  { "inbox", NULL, open_inbox, "i", "j" },
  { "inbox-to-the-end", NULL, open_inbox, "i G", "k" },
  { "overview-of-operations", NULL, open_inbox, NULL, "j" },
  { "conflict", NULL, open_conflict, NULL, "j" },
  { "conflict-whole", NULL, open_conflict, "v", "j" },
  { "deployment", fill_deployment, NULL, "3 Enter", "j" },
  { "on-call", fill_oncall, NULL, "8", "j" },
  { "messages", NULL, say_much, ": m e s s a g e s Enter", "j" },
  { "keys", NULL, NULL, "?", "j" },
  { "filter", fill_incidents, NULL, "1 / s e v", "e" },
  { "palette", fill_incidents, NULL, "Ctrl-K", "a" },
};

static double
processor_ms (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &spent);
  return (double) spent.tv_sec * 1e3 + (double) spent.tv_nsec / 1e6;
}

static void
settle (TuiApp *app)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  tui_app_draw (app);
}

static void
measure (const Screen *screen, gboolean first)
{
  TuiApp *app = screen_fixture_new (ROWS, COLS, FALSE);
  TuiKey key = tui_key_from_name (screen->again);
  g_autoptr (GArray) keys = bench_times_new ();
  g_autoptr (GArray) anew = bench_times_new ();
  double start;
  double opened;

  if (screen->fill != NULL)
    screen->fill (app);
  tui_app_push (app, tui_overview_new (app));
  settle (app);
  if (screen->open != NULL)
    screen->open (app);
  start = processor_ms ();
  settle (app);
  if (screen->keys != NULL)
    screen_fixture_press (app, screen->keys);
  settle (app);
  opened = processor_ms () - start;
  for (guint i = 0; i < KEYS; i++)
    {
      double taken;

      start = processor_ms ();
      tui_app_key (app, key);
      tui_app_draw (app);
      taken = processor_ms () - start;
      g_array_append_val (keys, taken);
    }
  for (guint i = 0; i < ANEW; i++)
    {
      double taken;

      start = processor_ms ();
      tui_app_resize (app, ROWS, COLS - 1 - (int) i % 2);
      tui_app_draw (app);
      taken = processor_ms () - start;
      g_array_append_val (anew, taken);
    }
  g_print ("%s{\"screen\":\"%s\",\"opened\":%.2f", first ? "" : ",\n ", screen->name, opened);
  bench_times_print (keys, "key");
  bench_times_print (anew, "anew");
  g_print ("}");
  screen_fixture_free (app);
}

int
main (int argc, char **argv)
{
  gboolean first = TRUE;

  setlocale (LC_ALL, "C.UTF-8");
  g_print ("[");
  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    {
      gboolean wanted = argc < 2;

      for (int a = 1; a < argc; a++)
        wanted = wanted || g_str_equal (argv[a], screens[i].name);
      if (!wanted)
        continue;
      measure (&screens[i], first);
      first = FALSE;
    }
  g_print ("]\n");
  return EXIT_SUCCESS;
}
