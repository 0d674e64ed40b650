/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "tui/actions/tui-keymap.h"

static TuiSettings *
parse (const char *text)
{
  return tui_settings_parse ("m77.conf", text, strlen (text));
}

static void
test_good (void)
{
  g_autoptr (TuiSettings) settings = parse ("# mine\n"
                                            "[console]\n"
                                            "look = contrast\n"
                                            "mouse=off\n"
                                            "zone = Europe/Berlin\r\n"
                                            "\n"
                                            "[keys]\n"
                                            "sync = F7 Ctrl-R\n"
                                            "history = none\n"
                                            "[aliases]\n"
                                            "mine = incident lead:@me is:open\n"
                                            "[command logs]\n"
                                            "run = kubectl logs -l 'app={service}' {pod?}\n"
                                            "on = incidents, deployment\n"
                                            "key = Ctrl-O\n"
                                            "dangerous = yes\n"
                                            "output = terminal\n");
  const TuiBinding *binding = &g_array_index (settings->bindings, TuiBinding, 0);
  const TuiUserCommand *command;

  g_assert_cmpuint (settings->faults->len, ==, 0);
  g_assert_cmpint (settings->look, ==, TUI_LOOK_CONTRAST);
  g_assert_false (settings->mouse);
  g_assert_cmpstr (settings->zone, ==, "Europe/Berlin");
  g_assert_cmpstr (binding->action, ==, "sync");
  g_assert_cmpuint (binding->n, ==, 2);
  g_assert_cmpuint (binding->keys[0], ==, TUI_KEY_FUNCTION (7));
  g_assert_cmpuint (g_array_index (settings->bindings, TuiBinding, 1).n, ==, 0);
  g_assert_cmpstr (tui_settings_alias (settings, "mine"), ==, "incident lead:@me is:open");
  g_assert_null (tui_settings_alias (settings, "yours"));
  g_assert_cmpuint (settings->commands->len, ==, 1);
  command = settings->commands->pdata[0];
  g_assert_cmpuint (g_strv_length (command->argv), ==, 5);
  g_assert_true (tui_user_command_is_for (command, "incident"));
  g_assert_false (tui_user_command_is_for (command, "flag"));
  g_assert_true (command->dangerous);
  g_assert_cmpint (command->output, ==, TUI_OUTPUT_TERMINAL);
}

/* Each with its line and column, and what is right beside it still counts. */
static void
test_faults (void)
{
  static const struct
  {
    const char *text, *fault;
  } cases[] = {
    { "look = dark\n", "m77.conf:1:1: a [section] expected first" },
    { "[console]\nlook = pink\n", "m77.conf:2:8: auto, dark, light, terminal, contrast expected" },
    { "[console]\nlooks = dark\n", "m77.conf:2:1: one of look, ascii" },
    { "[console]\nzone = Mars/Base\n", "m77.conf:2:8: local, UTC or a zone" },
    { "[console]\nlook\n", "m77.conf:2:5: = expected" },
    { "[console]\n look = dark\n", "m77.conf:2:1: no blank expected" },
    { "[consoles]\nlook = dark\n", "m77.conf:1:2: console, keys, aliases or command NAME" },
    { "[console\n", "m77.conf:1:9: ] expected" },
    { "[console] x\n", "m77.conf:1:10: nothing expected after ]" },
    { "[keys]\nsync = F7 Hyper-x\n", "m77.conf:2:11: a key's name expected" },
    { "[keys]\nsync = Ctrl-A\n", "m77.conf:2:8: Ctrl-A belongs to" },
    { "[keys]\nsync =\n", "m77.conf:2:7: keys by their names expected" },
    { "[keys]\nsync = F7\nsync = F8\n", "m77.conf:3:1: sync is there already" },
    { "[command x]\nlabel = y\n", "m77.conf:1:1: [command x] has no run" },
    { "[command x]\nrun = a 'b\n", "m77.conf:2:11: a quote is not closed" },
    { "[command x]\nrun = sh -c 'echo {title}'\n", "m77.conf:2:19: a shell would read" },
    { "[command x]\nrun = bash -xc 'echo {title}'\n", "m77.conf:2:22: a shell would read" },
    { "[command x]\nrun = {title}\n", "m77.conf:2:7: a shell would read" },
    { "[command x]\nrun = a\non = incident, thing\n", "m77.conf:3:16: a kind expected" },
    { "[command a b]\nrun = a\n", "m77.conf:1:10: a name of letters" },
    { "[console]\nl\xffok = dark\n", "m77.conf:2:2: UTF-8" },
    { "[aliases]\nx = \n", "m77.conf:2:4: a command line expected" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (cases[i].text, "[console]\nmouse = off\n", NULL);
      g_autoptr (TuiSettings) settings = parse (text);

      g_assert_cmpuint (settings->faults->len, >=, 1);
      g_test_message ("%s", (char *) settings->faults->pdata[0]);
      g_assert_true (g_str_has_prefix (settings->faults->pdata[0], cases[i].fault));
      g_assert_cmpuint (settings->faults->len, ==, 1);
      g_assert_false (settings->mouse);
    }
}

/* ---- Keys ---- */

static void
test_keymap (void)
{
  g_autoptr (TuiSettings) settings = parse ("[keys]\nacknowledge = K\nback = Backspace\nup = ;\n");
  g_autoptr (TuiKeymap) keymap = tui_keymap_new (settings);

  g_assert_cmpuint (settings->faults->len, ==, 0);
  g_assert_cmpuint (tui_keymap_translate (keymap, 'K', TUI_ON_LIST), ==, 'a');
  g_assert_cmpuint (tui_keymap_translate (keymap, 'a', TUI_ON_LIST), ==, TUI_KEY_NONE);
  g_assert_cmpuint (tui_keymap_translate (keymap, 'a', TUI_ON_INBOX), ==, 'a');
  g_assert_cmpuint (tui_keymap_translate (keymap, TUI_KEY_BACKSPACE, TUI_ON_LIST), ==, 'q');
  g_assert_cmpuint (tui_keymap_translate (keymap, 'n', TUI_ON_LIST), ==, 'n');
  g_assert_cmpuint (tui_keymap_translate (keymap, 'k', TUI_ON_LIST), ==, TUI_KEY_NONE);
  g_assert_cmpuint (tui_keymap_translate (NULL, 'k', TUI_ON_LIST), ==, 'k');
}

/* Two may change places; one may not take what another has. */
static void
test_clashes (void)
{
  g_autoptr (TuiSettings) swapped = parse ("[keys]\nnote = e\nedit = n\n");
  g_autoptr (TuiKeymap) swap = tui_keymap_new (swapped);
  g_autoptr (TuiSettings) taken = parse ("[keys]\nnote = a\n");
  g_autoptr (TuiKeymap) take = tui_keymap_new (taken);
  g_autoptr (TuiSettings) chain = parse ("[keys]\nnote = e\nedit = .\n");
  g_autoptr (TuiKeymap) chained = tui_keymap_new (chain);
  g_autoptr (TuiSettings) strange = parse ("[keys]\nfly = a\nstore = x\n");
  g_autoptr (TuiKeymap) none = tui_keymap_new (strange);

  g_assert_cmpuint (swapped->faults->len, ==, 0);
  g_assert_cmpuint (tui_keymap_translate (swap, 'e', TUI_ON_LIST), ==, 'n');
  g_assert_cmpuint (tui_keymap_translate (swap, 'n', TUI_ON_LIST), ==, 'e');
  g_assert_true (g_str_has_prefix (taken->faults->pdata[0], "m77.conf:2:8: a is acknowledge"));
  g_assert_cmpuint (tui_keymap_translate (take, 'a', TUI_ON_LIST), ==, 'a');
  g_assert_cmpuint (tui_keymap_translate (take, 'n', TUI_ON_LIST), ==, 'n');
  g_assert_cmpuint (chain->faults->len, ==, 2);
  g_assert_cmpuint (tui_keymap_translate (chained, 'e', TUI_ON_LIST), ==, 'e');
  g_assert_cmpuint (strange->faults->len, ==, 2);
  g_assert_cmpuint (tui_keymap_translate (none, 'a', TUI_ON_LIST), ==, 'a');
}

/* Where one is run: on screens that there are, on records that fit a filter of their kind. */
static void
test_command_where (void)
{
  g_autoptr (TuiSettings) settings = parse ("[command a]\nrun = a\nwhere = severity:sev1\n"
                                            "on = incident\nscreen = list room\n"
                                            "[command b]\nrun = b\nscreen = list, moon\n"
                                            "[command c]\nrun = c\nwhere = severity:sev1\n"
                                            "[command d]\nrun = d\non = incident\n"
                                            "where = severity:none\n");
  const TuiUserCommand *a = settings->commands->pdata[0];

  g_assert_cmpuint (settings->commands->len, ==, 2);
  g_assert_true (tui_user_command_is_on (a, "room"));
  g_assert_false (tui_user_command_is_on (a, "record"));
  g_assert_cmpstr (a->where, ==, "severity:sev1");
  g_assert_cmpuint (settings->faults->len, ==, 3);
  g_assert_true (g_str_has_prefix (settings->faults->pdata[0], "m77.conf:8:16: one of overview"));
  g_assert_true (g_str_has_prefix (settings->faults->pdata[1], "m77.conf:11:9: on must say"));
  g_assert_true (g_str_has_prefix (settings->faults->pdata[2], "m77.conf:15:18: sev1, "));
}

static void
test_command_key (void)
{
  g_autoptr (TuiSettings) settings = parse ("[command a]\nrun = a\nkey = F7\n"
                                            "[command b]\nrun = b\nkey = F7\n"
                                            "[command c]\nrun = c\nkey = q\n");
  g_autoptr (TuiKeymap) keymap = tui_keymap_new (settings);

  g_assert_cmpuint (settings->faults->len, ==, 2);
  g_assert_true (g_str_has_prefix (settings->faults->pdata[0], "m77.conf:6:7: F7 is a already"));
  g_assert_true (g_str_has_prefix (settings->faults->pdata[1], "m77.conf:9:7: q is back already"));
  g_assert_cmpstr (tui_keymap_command (keymap, TUI_KEY_FUNCTION (7))->name, ==, "a");
  g_assert_null (tui_keymap_command (keymap, 'q'));
}

/* ---- Programs ---- */

static char *
value_of (const char *name, gpointer data)
{
  const char *const *pairs = data;

  for (; *pairs != NULL; pairs += 2)
    if (g_str_equal (*pairs, name))
      return g_strdup (pairs[1]);
  return NULL;
}

/* Whatever is in a field, it is in one argument. */
static void
test_fill (void)
{
  static const char *const values[] = {
    "title", "a'; rm -rf / #\n$(x) b", "service", "--all", "version", "4.18.0", NULL
  };
  static const struct
  {
    const char *run, *expected; /* joined by "|"; NULL: refused */
  } cases[] = {
    { "open {title}", "open|a'; rm -rf / #\n$(x) b" },
    { "open 'x {title} y' {version}", "open|x a'; rm -rf / #\n$(x) b y|4.18.0" },
    { "open --name={service}", "open|--name=--all" },
    { "open {service}", NULL },
    { "open {missing}", NULL },
    { "open {missing?}", "open|" },
    { "open {} {a b} {x", "open|{}|{a|b}|{x" },
    { "ssh host deploy {version}", "ssh|host|deploy|4.18.0" },
    { "ssh host echo {title}", NULL },
    { "sh -c 'echo \"$M77_TITLE\"'", "sh|-c|echo \"$M77_TITLE\"" },
    { "sh script {title}", "sh|script|a'; rm -rf / #\n$(x) b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TuiUserCommand) command = tui_user_command_new ("x", 1);
      g_autofree char *wrong = NULL;
      g_autofree char *why = NULL;
      g_autofree char *joined = NULL;
      g_auto (GStrv) argv = NULL;
      guint column;

      g_test_message ("%s", cases[i].run);
      g_assert_true (tui_user_command_set_run (command, cases[i].run, &column, &wrong));
      argv = tui_user_command_fill (command, value_of, (gpointer) values, &why);
      g_assert_true ((argv == NULL) == (why != NULL));
      joined = argv != NULL ? g_strjoinv ("|", argv) : NULL;
      g_assert_cmpstr (joined, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settings/good", test_good);
  g_test_add_func ("/settings/faults", test_faults);
  g_test_add_func ("/settings/keymap", test_keymap);
  g_test_add_func ("/settings/clashes", test_clashes);
  g_test_add_func ("/settings/command-where", test_command_where);
  g_test_add_func ("/settings/command-key", test_command_key);
  g_test_add_func ("/settings/fill", test_fill);
  return g_test_run ();
}
