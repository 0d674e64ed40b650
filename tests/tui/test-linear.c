/* test-linear.c: the console in lines: what is said to what is typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "tests/tui/screen-fixture.h"
#include "tui/linear/tui-linear-words.h"
#include "tui/linear/tui-linear.h"
#include "tui/screens/tui-overview.h"

typedef struct
{
  TuiApp *app;
  TuiLinear *linear;
  GString *said;
} Talk;

static void
say_cb (const char *line, gpointer data)
{
  Talk *self = data;

  g_string_append_printf (self->said, "%s\n", line);
}

static Talk *
start (void)
{
  Talk *self = g_new0 (Talk, 1);

  self->app = screen_fixture_new (24, 80, FALSE);
  self->said = g_string_new (NULL);
  tui_app_push (self->app, tui_overview_new (self->app));
  self->linear = tui_linear_new (self->app, say_cb, self);
  tui_linear_greet (self->linear);
  return self;
}

static void
finish (Talk *self)
{
  tui_linear_free (self->linear);
  screen_fixture_free (self->app);
  g_string_free (self->said, TRUE);
  g_free (self);
}

static void
take (Talk *self, const char *line)
{
  g_string_truncate (self->said, 0);
  tui_linear_take (self->linear, line);
  tui_linear_answer (self->linear);
}

static void
assert_said (Talk *self, const char *words)
{
  if (strstr (self->said->str, words) == NULL)
    g_error ("“%s” was not said:\n%s", words, self->said->str);
}

/* Every line of it, and no sign that a voice stumbles over. */
static void
assert_speakable (Talk *self)
{
  static const char *const signs[] = { "─", "▌", "●", "▾", "▸", "⡀", "  ", "\033", "⇡", "‖" };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strstr (self->said->str, signs[i]) != NULL)
      g_error ("“%s” was said:\n%s", signs[i], self->said->str);
}

static void
test_greeting (void)
{
  Talk *self = start ();

  assert_said (self, "shop [PROD], you: jana, ON CALL primary until 08:00");
  assert_said (self, "OFFLINE 8 minutes");
  assert_said (self, "Attention: Ack of 2041 NOT DELIVERED: omar is paged about 03:14");
  assert_said (self, "1 severity 1 triggered, 2041, 14 minutes");
  assert_said (self, "ack queued\n");
  assert_speakable (self);
  finish (self);
}

static void
test_numbers_and_keys (void)
{
  Talk *self = start ();

  take (self, ":incidents");
  assert_said (self, "4 severity 3, acknowledged");
  assert_said (self, "in conflict");
  assert_speakable (self);
  take (self, "2");
  assert_said (self, "2039 Index lag above 30 min");
  assert_said (self, "jana");
  assert_speakable (self);
  take (self, "q");
  assert_said (self, "1 severity 1, triggered");
  take (self, "99");
  assert_said (self, "Nothing here has the number 99");
  take (self, "alerts");
  assert_said (self, "critical");
  take (self, "nonsense");
  assert_said (self, "nonsense");
  finish (self);
}

/* An action is heard before it is confirmed; a line is not taken for both. */
static void
test_bars (void)
{
  Talk *self = start ();

  take (self, ":incidents");
  take (self, "2 .");
  assert_said (self, "ACTIONS on 2039");
  take (self, "Esc");
  take (self, "1 a all well");
  assert_said (self, "Not done yet: first hear what it does");
  assert_said (self, "ACKNOWLEDGE 2041");
  assert_said (self, "shop PROD");
  g_assert_nonnull (self->app->panel);
  take (self, "Esc");
  g_assert_null (self->app->panel);
  assert_said (self, "1 severity 1, triggered");
  take (self, "1 n");
  assert_said (self, "NOTE on 2041");
  take (self, "Esc");
  take (self, "?");
  assert_said (self, "KEYS of");
  assert_speakable (self);
  finish (self);
}

/* Every screen there is can be read: what is drawn is said. */
static void
test_screens (void)
{
  static const char *const places[][2] = {
    { ":inbox", "INBOX" },        { ":deployments", "4.18.0" }, { ":flags", "new-cart" },
    { ":incident 2033", "2033" }, { ":members", "Mika Laine" }, { ":messages", "MESSAGES" },
    { ":overview", "NEEDS YOU" },
  };
  Talk *self = start ();

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      take (self, places[i][0]);
      assert_said (self, places[i][1]);
      assert_speakable (self);
      if (self->app->panel != NULL)
        take (self, "Esc");
    }
  finish (self);
}

static void
test_form (void)
{
  Talk *self = start ();

  take (self, ":incidents");
  take (self, "2 e");
  assert_said (self, "Severity");
  assert_speakable (self);
  take (self, "1");
  take (self, "=Index lag above an hour");
  assert_said (self, "Changed: ");
  take (self, "Esc");
  finish (self);
}

/* What moves meanwhile is said with the next answer, ages that pass are not. */
static void
test_changes (void)
{
  Talk *self = start ();

  take (self, ":incidents");
  screen_fixture_go_online (self->app);
  {
    GListStore *store = screen_fixture_store (self->app, "incident");
    g_autoptr (M77Row) row = screen_fixture_row (
        "incident",
        "i9",
        "clean",
        "",
        "{\"number\":2050,\"title\":\"New one\",\"status\":\"triggered\",\"severity\":\"sev2\","
        "\"environment\":\"production\",\"started_at\":\"2026-05-15T01:11:00.000Z\"}");

    g_list_store_append (store, row);
  }
  take (self, "T");
  assert_said (self, "Times are UTC");
  assert_said (self, "Changed: LIVE");
  assert_said (self, "New one");
  take (self, "T");
  g_assert_null (strstr (self->said->str, "New one"));
  finish (self);
}

static void
test_words (void)
{
  static const char *const texts[][2] = {
    { "S1 TRIG 2041  14m", "severity 1 triggered 2041, 14 minutes" },
    { "22m!", "22 minutes, too old" },
    { "1h  1d  3w", "1 hour, 1 day, 3 weeks" },
    { "-  -   x", "x" },
    { "? ! 14", "? ! 14" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *words = tui_linear_words (texts[i][0]);

      g_assert_cmpstr (words, ==, texts[i][1]);
    }
  {
    g_autofree char *one = tui_linear_key ("updated 1 minute ago");
    g_autofree char *two = tui_linear_key ("updated 22 minutes ago");

    g_assert_cmpstr (one, ==, two);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/linear/greeting", test_greeting);
  g_test_add_func ("/linear/numbers-and-keys", test_numbers_and_keys);
  g_test_add_func ("/linear/bars", test_bars);
  g_test_add_func ("/linear/screens", test_screens);
  g_test_add_func ("/linear/form", test_form);
  g_test_add_func ("/linear/changes", test_changes);
  g_test_add_func ("/linear/words", test_words);
  return g_test_run ();
}
