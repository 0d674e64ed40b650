/* test-theme.c: the roles are seen: contrast by WCAG 2.1 on the grounds people use
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "shared/base/m77-error.h"
#include "tui/term/tui-theme.h"

static double
linear (int part)
{
  double value = part / 255.0;

  return value <= 0.03928 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
luminance (guint rgb)
{
  return 0.2126 * linear (rgb >> 16 & 0xff) + 0.7152 * linear (rgb >> 8 & 0xff) +
         0.0722 * linear (rgb & 0xff);
}

static double
contrast (guint a, guint b)
{
  double one = luminance (a) + 0.05;
  double two = luminance (b) + 0.05;

  return MAX (one, two) / MIN (one, two);
}

/* xterm's 256 colours from 16 on: a cube and a ramp of greys. */
static guint
rgb_of (short color)
{
  static const guint steps[] = { 0, 95, 135, 175, 215, 255 };
  guint index = (guint) color - 16;

  g_assert_cmpint (color, >=, 16);
  if (color >= 232)
    return (8 + (guint) (color - 232) * 10) * 0x010101;
  return steps[index / 36] << 16 | steps[index / 6 % 6] << 8 | steps[index % 6];
}

static void
read_source (TuiTheme *theme, char **text)
{
  const char *source = g_getenv ("M77_TEST_SOURCE");
  g_autofree char *path = g_build_filename (source != NULL ? source : ".", "data", "theme", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, text, NULL, &error));
  g_assert_true (tui_theme_read (theme, *text, &error));
  g_assert_no_error (error);
}

static void
test_terminal_contrast (void)
{
  static const guint dark[] = { 0x000000, 0x1e1e1e, 0x282c34 };
  static const guint light[] = { 0xffffff, 0xfdf6e3 };
  TuiTheme theme = { .colors = 256 };
  g_autofree char *text = NULL;

  read_source (&theme, &text);
  for (int role = TUI_ACCENT; role < TUI_N_ROLES; role++)
    {
      guint on_dark = rgb_of (theme.roles[role].dark);
      guint on_light = rgb_of (theme.roles[role].light);

      for (guint i = 0; i < G_N_ELEMENTS (dark); i++)
        g_assert_cmpfloat (contrast (on_dark, dark[i]), >=, 4.5);
      for (guint i = 0; i < G_N_ELEMENTS (light); i++)
        g_assert_cmpfloat (contrast (on_light, light[i]), >=, 4.5);
      g_assert_cmpfloat (contrast (on_dark, rgb_of (theme.tint_dark)), >=, 4.5);
      g_assert_cmpfloat (contrast (on_light, rgb_of (theme.tint_light)), >=, 4.5);
    }
}

/* Light, dark, high contrast, high contrast dark: on libadwaita's windows. */
static void
test_desktop_contrast (void)
{
  static const guint grounds[] = { 0xfafafa, 0x242424, 0xffffff, 0x000000 };
  static const double least[] = { 4.5, 4.5, 7, 7 };
  TuiTheme theme = { .colors = 256 };
  g_autofree char *text = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;

  read_source (&theme, &text);
  g_assert_true (g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, NULL));
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      gsize n = 0;
      g_auto (GStrv) values = g_key_file_get_string_list (file, groups[i], "desktop", &n, NULL);

      for (gsize v = 0; v < n; v++)
        g_assert_cmpfloat (contrast ((guint) strtoul (values[v], NULL, 16), grounds[v]),
                           >=,
                           least[v]);
      g_assert_true (values == NULL || n == G_N_ELEMENTS (grounds));
    }
}

/* The one built in is the file; where none is installed it serves. */
static void
test_built_in (void)
{
  TuiTheme theme = { .colors = 256, .ground = TUI_GROUND_DARK };
  TuiTheme loaded = { .colors = 256, .ground = TUI_GROUND_DARK };
  g_autofree char *text = NULL;

  read_source (&theme, &text);
  tui_theme_load (&loaded);
  for (guint style = TUI_PLAIN; style < TUI_N_ROLES; style++)
    g_assert_cmpint (tui_theme_paint (&loaded, style).foreground,
                     ==,
                     tui_theme_paint (&theme, style).foreground);
  g_assert_cmpint (tui_theme_paint (&loaded, TUI_TINT).background, ==, theme.tint_dark);
}

static void
test_wrong (void)
{
  static const char *const texts[] = {
    "no groups", "[plain]\n", "[plain]\nterminal-256=1\n", "[plain]\nterminal-256=1;256\n"
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      TuiTheme theme = { .tint_dark = 77 };
      g_autoptr (GError) error = NULL;

      g_assert_false (tui_theme_read (&theme, texts[i], &error));
      g_assert_nonnull (error);
      g_assert_cmpint (theme.tint_dark, ==, 77);
    }
}

/* Of sixteen colours on a ground nobody knows, only what is sure to be seen; warn is bold. */
static void
test_sixteen (void)
{
  TuiTheme theme = { .colors = 16, .ground = TUI_GROUND_UNKNOWN };
  g_autofree char *text = NULL;

  read_source (&theme, &text);
  g_assert_cmpint (tui_theme_paint (&theme, TUI_BAD).foreground, ==, 1);
  g_assert_cmpint (tui_theme_paint (&theme, TUI_WARN).foreground, ==, -1);
  g_assert_true (tui_theme_paint (&theme, TUI_WARN).bold);
  g_assert_true (tui_theme_paint (&theme, TUI_ACCENT).bold);
  theme.ground = TUI_GROUND_DARK;
  g_assert_cmpint (tui_theme_paint (&theme, TUI_WARN).foreground, ==, 3);
  theme.colors = 0;
  g_assert_cmpint (tui_theme_paint (&theme, TUI_BAD).foreground, ==, -1);
  g_assert_true (tui_theme_paint (&theme, TUI_BAD).bold);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theme/terminal-contrast", test_terminal_contrast);
  g_test_add_func ("/theme/desktop-contrast", test_desktop_contrast);
  g_test_add_func ("/theme/built-in", test_built_in);
  g_test_add_func ("/theme/wrong", test_wrong);
  g_test_add_func ("/theme/sixteen", test_sixteen);
  return g_test_run ();
}
