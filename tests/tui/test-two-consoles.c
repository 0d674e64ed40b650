/* test-two-consoles.c: two people, each at a console, and what happens when they meet: the real
 * programs, keys from scripts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <signal.h>
#include <string.h>

#include "tests/tui/pair.h"

typedef struct
{
  Machine *jana, *omar;
  char *shown; /* the last screen that was saved */
} Pair;

/* A command of at most four words, as in a shell. */
static void
run (Machine *self, const char *line)
{
  g_auto (GStrv) words = NULL;
  const char *word[4] = { NULL };

  g_assert_true (g_shell_parse_argv (line, NULL, &words, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (word) && words[i] != NULL; i++)
    word[i] = words[i];
  g_assert_cmpint (machine_m77 (self, NULL, word[0], word[1], word[2], word[3], NULL), ==, 0);
}

/* Keys at a console; what it shows at the end is in `shown`. */
static void
press (Pair *self, Machine *machine, const char *steps)
{
  g_autofree char *script = machine_path (machine, "keys");
  g_autofree char *screen = machine_path (machine, "screen");
  g_autofree char *text = g_strdup_printf ("size 80 24\nwait-idle\n%s\nwait-idle\n"
                                           ":save-screen %s\n:q\n",
                                           steps,
                                           screen);

  g_assert_true (g_file_set_contents (script, text, -1, NULL));
  g_assert_cmpint (machine_m77 (machine, NULL, "--script", script, NULL), ==, 0);
  g_clear_pointer (&self->shown, g_free);
  g_assert_true (g_file_get_contents (screen, &self->shown, NULL, NULL));
}

static void
assert_shown (Pair *self, const char *words)
{
  if (strstr (self->shown, words) == NULL)
    g_test_message ("%s is not in:\n%s", words, self->shown);
  g_assert_true (strstr (self->shown, words) != NULL);
}

static void
set_up (Pair *self, gconstpointer data)
{
  pair_begin (&self->jana, &self->omar);
}

static void
tear_down (Pair *self, gconstpointer data)
{
  g_free (self->shown);
  pair_end (self->jana, self->omar);
}

static void
meet (Pair *self)
{
  run (self->jana, "offline on");
  run (self->jana, "edit incident INC-1 'title=Cards fail in the EU'");
  run (self->jana, "edit incident INC-1 severity=sev1");
  run (self->omar, "edit incident INC-1 'title=Cards fail in France'");
  run (self->omar, "sync --wait");
  run (self->jana, "offline off");
  run (self->jana, "sync --wait");
}

static void
assert_title (Machine *self, const char *title)
{
  run (self, "sync --wait");
  g_assert_cmpint (machine_m77 (self, NULL, "show", "incident", "INC-1", "--json", NULL), ==, 0);
  g_assert_cmpstr (m77_json_get_string (m77_json_get (machine_json (self), "doc"), "title"),
                   ==,
                   title);
}

/* A half-made decision outlives the console and, killed, the agent; theirs moving on meanwhile
 * opens it again; once all is decided Enter applies it. */
static void
test_decide (Pair *self, gconstpointer data)
{
  if (self->jana == NULL)
    return;
  meet (self);
  press (self, self->jana, "i\nEnter\nwait-for 0 of 1 decided\nt");
  assert_shown (self, "1 of 1 decided");
  assert_shown (self, "Cards fail{+ in France+}");
  machine_end_agent (self->jana, SIGKILL);
  press (self, self->jana, "i\nEnter\nwait-for of 1 decided");
  assert_shown (self, "1 of 1 decided");

  run (self->omar, "edit incident INC-1 'title=Cards fail in Spain'");
  run (self->omar, "sync --wait");
  run (self->jana, "sync --wait");
  press (self, self->jana, "i\nEnter\nwait-for of 1 decided\nEnter");
  assert_shown (self, "0 of 1 decided");
  assert_shown (self, "1 field is open");

  press (self, self->jana, "i\nEnter\nwait-for 0 of 1 decided\nm\nEnter\nwait-for Decided");
  assert_title (self->jana, "Cards fail in the EU");
  assert_title (self->omar, "Cards fail in the EU");
  press (self, self->jana, ":incident INC-1\nwait-idle\nH\nwait-for decided");
  assert_shown (self, "conflict with omar: title");
  assert_shown (self, "decided: title mine");
  press (self, self->jana, ":incident 4711\nwait-for with that word");
  assert_shown (self, "Incident 4711 is not there");
  assert_shown (self, "INCIDENTS");
}

/* Edited to something else altogether. */
static void
test_edit (Pair *self, gconstpointer data)
{
  if (self->jana == NULL)
    return;
  meet (self);
  press (self,
         self->jana,
         "i\nEnter\nwait-for 0 of 1 decided\ne\nCtrl-U\ntext Cards fail everywhere\nEnter\n"
         "wait-for 1 of 1\nEnter\nwait-for Decided");
  assert_title (self->omar, "Cards fail everywhere");
}

/* Somebody else acknowledged meanwhile: one key joins them. */
static void
test_join (Pair *self, gconstpointer data)
{
  if (self->jana == NULL)
    return;
  run (self->jana, "offline on");
  g_assert_cmpint (machine_m77 (self->jana, NULL, "ack", "1", "--wait", "0s", NULL), ==, 8);
  run (self->omar, "ack 1");
  run (self->jana, "offline off");
  run (self->jana, "sync --wait");
  press (self, self->jana, "i\nwait-for omar acknowledged\nJ\nwait-for Nothing waits");
  assert_shown (self, "Joined");
}

/* What undo takes back is shown before it is done. */
static void
test_undo (Pair *self, gconstpointer data)
{
  if (self->jana == NULL)
    return;
  press (self,
         self->jana,
         ":incident INC-1\nwait-idle\nn\n"
         "text a note\nEnter\nwait-for stored\nu\nwait-for UNDO");
  assert_shown (self, "a note");
  assert_shown (self, "Enter undo");
}

#define PAIR_TEST(path, test) g_test_add (path, Pair, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  PAIR_TEST ("/two-consoles/decide", test_decide);
  PAIR_TEST ("/two-consoles/edit", test_edit);
  PAIR_TEST ("/two-consoles/join", test_join);
  PAIR_TEST ("/two-consoles/undo", test_undo);
  return g_test_run ();
}
