/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-header.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-time.h"
#include "tui/screens/tui-present.h"

#define STALE_S     900   /* age of a source beyond which it is marked */
#define SKEW_MS     30000 /* what the platform forgives a clock */
#define SEARCH_TOLD 200   /* records that search is behind before it is worth a word */

typedef struct
{
  TuiCanvas *canvas;
  int row, col, end;
} Pen;

static void
write_words (Pen *pen, TuiStyle style, const char *text)
{
  if (text == NULL || *text == '\0' || pen->col >= pen->end)
    return;
  pen->col += tui_put (pen->canvas, pen->row, pen->col, pen->end - pen->col, style, text);
}

/* Words that are there whole or not at all. */
static void
write_whole (Pen *pen, TuiStyle style, const char *text)
{
  if (tui_width (pen->canvas, text) <= pen->end - pen->col)
    write_words (pen, style, text);
}

/* How much of it there is room for; the zone is always told. */
typedef enum
{
  CLOCK_BOTH,  /* "Fri 03:12 CEST / 01:12Z" */
  CLOCK_HERE,  /* "Fri 03:12 CEST" */
  CLOCK_BRIEF, /* "03:12 CEST" */
} Clock;

static char *
clock_words (TuiApp *app, Clock room)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  gint64 now = m77_runtime_now (app->runtime);
  gboolean brief = room == CLOCK_BRIEF;
  const char *zone;

  utc = g_date_time_new_from_unix_utc (now / 1000);
  local = g_date_time_to_timezone (utc, app->local);
  if (app->utc || g_date_time_get_utc_offset (local) == 0)
    return g_date_time_format (utc, brief ? "%H:%MZ" : "%a %H:%MZ");
  /* A zone without a name is told by its offset: "+02:00". */
  zone = g_date_time_get_timezone_abbreviation (local);
  if (*zone == '+' || *zone == '-')
    here = g_date_time_format (local, brief ? "%H:%M %:z" : "%a %H:%M %:z");
  else
    here = g_date_time_format (local, brief ? "%H:%M %Z" : "%a %H:%M %Z");
  if (room != CLOCK_BOTH)
    return g_steal_pointer (&here);
  there = g_date_time_format (utc, "%H:%MZ");
  return g_strdup_printf ("%s / %s", here, there);
}

/* Of what environment a session is, or that production is armed. What each record is of stands
 * with the record. */
static char *
environment_words (TuiApp *app, TuiStyle *style)
{
  gint64 left = app->armed_until - m77_runtime_now (app->runtime);
  g_autofree char *word = tui_env_word (app);

  *style = tui_env_is_production (app) || left > 0 ? TUI_BAD | TUI_BOLD : TUI_PLAIN;
  if (left <= 0)
    return g_strdup_printf ("[%s]", word);
  *style |= TUI_REVERSE;
  return g_strdup_printf (_ ("[PROD ARMED %dm]"), (int) ((left + 59999) / 60000));
}

/* Beyond that all that is unsent is held. */
static void
draw_skew (TuiApp *app, Pen *pen)
{
  g_autofree char *words = NULL;

  if (ABS (app->clock_skew_ms) <= SKEW_MS)
    return;
  words = g_strdup_printf (_ ("  clock %+ds"), (int) (app->clock_skew_ms / 1000));
  write_whole (pen, TUI_WARN | TUI_BOLD, words);
}

static void
draw_where (TuiApp *app, TuiCanvas *canvas)
{
  g_autofree char *both = clock_words (app, CLOCK_BOTH);
  g_autofree char *here = clock_words (app, CLOCK_HERE);
  Pen pen = { canvas, 0, 1, canvas->cols - tui_width (canvas, here) - 2 };
  const char *tenant = m77_json_get_string (app->profile, "tenant");
  const char *member = tui_app_member (app);
  TuiStyle style;
  g_autofree char *environment = environment_words (app, &style);
  gboolean modes = app->read_only || app->presenting;
  gboolean visual = canvas->visual;

  write_words (&pen, TUI_BOLD, tenant != NULL ? tenant : "Mogothrow77");
  write_words (&pen, TUI_PLAIN, " ");
  write_words (&pen, style, environment);
  if (member != NULL)
    {
      write_words (&pen, TUI_DIM, modes ? "  " : _ ("  you: "));
      write_words (&pen, TUI_PLAIN, member);
    }
  if (app->read_only)
    write_whole (&pen, TUI_WARN | TUI_BOLD, _ ("  READ-ONLY"));
  if (app->presenting)
    write_whole (&pen, TUI_WARN | TUI_BOLD, _ ("  PRESENTING"));
  draw_skew (app, &pen);
  if (app->duty != NULL)
    {
      write_words (&pen, TUI_PLAIN, "  ");
      write_whole (&pen, app->on_call ? TUI_BOLD : TUI_DIM, app->duty);
    }
  /* Words of this program: only the day may be in letters from right to left. */
  canvas->visual = FALSE;
  if (tui_width (canvas, both) + 1 > canvas->cols - pen.col)
    tui_put_right (canvas, 0, canvas->cols, canvas->cols, TUI_PLAIN, here);
  else
    tui_put_right (canvas, 0, canvas->cols, canvas->cols, TUI_PLAIN, both);
  canvas->visual = visual;
  tui_canvas_add_hit (canvas,
                      (TuiRect){ 0, canvas->cols - tui_width (canvas, here), 1, canvas->cols },
                      NULL,
                      NULL,
                      'T');
}

/* How long since the last word of the platform; -1: never. */
static gint64
silence_s (TuiApp *app)
{
  const char *last = m77_json_get_string (app->profile, "last_sync");
  gint64 at = last != NULL ? m77_time_parse (last) : M77_TIME_NONE;

  return at == M77_TIME_NONE ? -1 : MAX ((m77_runtime_now (app->runtime) - at) / 1000, 0);
}

static char *
age_words (gint64 seconds)
{
  if (seconds < 0)
    return g_strdup (_ ("never"));
  if (seconds < 60)
    return g_strdup_printf ("%ds", (int) seconds);
  return m77_time_age (0, seconds * 1000);
}

static char *
offline_by_you_words (TuiApp *app)
{
  const char *until = m77_json_get_string (app->profile, "offline_until");
  TuiMoment moment = tui_app_moment (app);
  g_autofree char *when = m77_time_short (until != NULL ? m77_time_parse (until) : M77_TIME_NONE,
                                          moment.now,
                                          moment.zone);

  return *when == '\0' ? g_strdup (_ ("OFFLINE by you"))
                       : g_strdup_printf (_ ("OFFLINE by you until %s"), when);
}

static char *
mode_words (TuiApp *app, gboolean brief, TuiStyle *style)
{
  const char *mode = m77_json_get_string (app->profile, "mode");
  M77ClientState state = app->client != NULL ? m77_client_state (app->client) : M77_CLIENT_READY;
  g_autofree char *age = age_words (silence_s (app));

  *style = TUI_WARN | TUI_BOLD;
  if (state == M77_CLIENT_LOST)
    return g_strdup (brief ? _ ("NO AGENT")
                           : _ ("NO AGENT, starting it again; what you type is not stored yet"));
  if (state == M77_CLIENT_SILENT)
    return g_strdup_printf (brief ? _ ("SILENT %ds")
                                  : _ ("AGENT SILENT %ds; what you type is not stored yet"),
                            (int) (m77_client_silence (app->client) / 1000));
  if (mode == NULL)
    {
      *style = TUI_DIM;
      return g_strdup (_ ("CONNECTING"));
    }
  if (g_str_equal (mode, "live"))
    {
      *style = TUI_GOOD | TUI_BOLD;
      return g_strdup (_ ("LIVE"));
    }
  if (g_str_equal (mode, "syncing"))
    {
      *style = TUI_ACCENT | TUI_BOLD;
      return g_strdup (_ ("SYNC"));
    }
  if (g_str_equal (mode, "sign-in"))
    return g_strdup (_ ("SIGN IN"));
  if (g_str_equal (mode, "offline-by-you") && !brief)
    return offline_by_you_words (app);
  return g_strdup_printf (brief ? _ ("OFF %s") : _ ("OFFLINE %s"), age);
}

/* "queued 3 held 1 conf 1 rej 2"; zeros are left out. Drawn to end at `end`. */
static int
draw_counts (TuiApp *app, TuiCanvas *canvas, int row, int end, gboolean brief)
{
  static const struct
  {
    const char *member, *more, *word, *letter;
    TuiStyle style;
  } counts[] = {
    { "rejected", NULL, N_ ("rej"), "R", TUI_BAD | TUI_BOLD },
    { "conflicts", NULL, N_ ("conf"), "C", TUI_CONFLICT | TUI_BOLD },
    { "held", NULL, N_ ("held"), "H", TUI_WARN | TUI_BOLD },
    { "pending", "waiting", N_ ("queued"), "q", TUI_MINE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      gint64 count = m77_json_get_int (app->profile, counts[i].member, 0);
      g_autofree char *text = NULL;

      if (counts[i].more != NULL)
        count += m77_json_get_int (app->profile, counts[i].more, 0);
      if (count == 0)
        continue;
      text = brief ? g_strdup_printf ("%s%d", counts[i].letter, (int) count)
                   : g_strdup_printf ("%s %d", _ (counts[i].word), (int) count);
      end = tui_put_right (canvas, row, end, MAX (end, 1), counts[i].style, text) - 1;
    }
  return end;
}

static void
draw_sources (TuiApp *app, Pen *pen)
{
  const M77Json *source = m77_json_first (m77_json_get (app->profile, "sources"));
  gint64 since = (m77_runtime_now (app->runtime) - app->status_at) / 1000;

  for (; source != NULL; source = m77_json_next (source))
    {
      gint64 age = m77_json_get_int (source, "age_s", -1);
      const char *name = m77_json_get_string (source, "name");
      gboolean stale = age < 0 || age + since > STALE_S ||
                       m77_json_get_string (source, "error") != NULL;
      g_autofree char *words = age_words (age < 0 ? -1 : age + since);
      g_autofree char *text = NULL;

      text = g_strdup_printf ("%s %s%s", name != NULL ? name : "?", words, stale ? "!" : "");
      write_words (pen, TUI_PLAIN, "  ");
      write_whole (pen, stale ? TUI_WARN : TUI_PLAIN, text);
    }
}

static void
draw_truth (TuiApp *app, TuiCanvas *canvas, int row)
{
  TuiStyle style;
  g_autofree char *mode = mode_words (app, FALSE, &style);
  Pen pen = { canvas, row, 1, draw_counts (app, canvas, row, canvas->cols, FALSE) - 1 };
  const char *name = m77_json_get_string (app->profile, "mode");

  tui_canvas_add_hit (canvas, (TuiRect){ row, 0, 1, pen.end }, NULL, NULL, TUI_KEY_F5);
  tui_canvas_add_hit (canvas,
                      (TuiRect){ row, pen.end, 1, canvas->cols - pen.end },
                      NULL,
                      NULL,
                      'i');
  write_words (&pen, style, mode);
  if (name != NULL && g_str_equal (name, "sign-in"))
    write_words (&pen, TUI_PLAIN, _ ("  m77 login; nothing queued is lost"));
  draw_sources (app, &pen);
  if (m77_json_get_int (app->profile, "search_behind", 0) >= SEARCH_TOLD)
    write_whole (&pen, TUI_DIM, _ ("  search is still reading"));
}

static void
draw_in_one_row (TuiApp *app, TuiCanvas *canvas)
{
  g_autofree char *environment = tui_env_word (app);
  TuiStyle mode_style;
  gboolean tiny = canvas->cols < 36;
  g_autofree char *mode = mode_words (app, TRUE, &mode_style);
  g_autofree char *clock = clock_words (app, CLOCK_BRIEF);
  const char *tenant = m77_json_get_string (app->profile, "tenant");
  Pen pen = { canvas, 0, 0, draw_counts (app, canvas, 0, canvas->cols, TRUE) };

  if (tenant != NULL && !tiny)
    {
      write_words (&pen, TUI_BOLD, tenant);
      write_words (&pen, TUI_PLAIN, " ");
    }
  if (tui_app_is_armed (app))
    write_words (&pen, TUI_BAD | TUI_BOLD | TUI_REVERSE, _ ("PROD!"));
  else
    write_words (&pen, TUI_BOLD, environment);
  write_words (&pen, TUI_PLAIN, " ");
  if (!tiny)
    {
      write_whole (&pen, TUI_PLAIN, clock);
      write_words (&pen, TUI_PLAIN, "  ");
    }
  write_words (&pen, mode_style, mode);
}

int
tui_header_draw (TuiApp *app, TuiCanvas *canvas)
{
  gboolean small = canvas->cols < 60 || canvas->rows < 12;
  gboolean tiny = canvas->rows < 8;
  int row = small ? 1 : 2;
  g_autofree char *banner = tui_header_banner (app, tiny);

  if (small)
    draw_in_one_row (app, canvas);
  else
    {
      draw_where (app, canvas);
      draw_truth (app, canvas, 1);
    }
  if (banner == NULL)
    return row;
  if (tiny)
    {
      if (app->line == NULL)
        tui_put (canvas, canvas->rows - 1, 1, canvas->cols - 2, TUI_BAD | TUI_BOLD, banner);
      return row;
    }
  tui_put (canvas, row, 1, 1, TUI_BAD | TUI_BOLD, "!");
  tui_put (canvas, row, 3, canvas->cols - 3, TUI_BAD | TUI_BOLD, banner);
  return row + 1;
}
