/* test-contrast.c: every role is read on every ground it may stand on: WCAG 2.2, 1.4.3 and 1.4.6
 *
 * The grounds are the toolkit's own, as it has them here: a later libadwaita may move them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <math.h>

#include "gui/gui-theme.h"
#include "tests/gui/display.h"

#define AA  4.5
#define AAA 7.0 /* in high contrast */

static double
linear (double value)
{
  return value <= 0.03928 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *colour)
{
  return 0.2126 * linear (colour->red) + 0.7152 * linear (colour->green) +
         0.0722 * linear (colour->blue);
}

static double
contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double one = luminance (a) + 0.05;
  double two = luminance (b) + 0.05;

  return MAX (one, two) / MIN (one, two);
}

/* What shows through a ground that is not whole. */
static GdkRGBA
over (const GdkRGBA *above, const GdkRGBA *below)
{
  float part = above->alpha;

  return (GdkRGBA){ above->red * part + below->red * (1 - part),
                    above->green * part + below->green * (1 - part),
                    above->blue * part + below->blue * (1 - part),
                    1 };
}

static GdkRGBA
ground (GtkWidget *window, const char *name)
{
  GtkStyleContext *style = gtk_widget_get_style_context (window);
  GdkRGBA colour, below;

  g_assert_true (gtk_style_context_lookup_color (style, "window_bg_color", &below));
  g_assert_true (gtk_style_context_lookup_color (style, name, &colour));
  return over (&colour, &below);
}

static void
assert_read (const char *role,
             const GdkRGBA *text,
             const char *name,
             const GdkRGBA *on,
             double most)
{
  double found = contrast (text, on);

  if (found < most)
    g_error ("%s on %s: %.2f to 1, wanted %.1f", role, name, found, most);
}

static void
test_mode (gconstpointer data)
{
  static const char *const texts[] = { "plain",    "accent", "bad",  "warn",
                                       "conflict", "mine",   "good", "dim" };
  static const char *const names[] = { "window_bg_color",  "view_bg_color", "headerbar_bg_color",
                                       "popover_bg_color", "card_bg_color", "dialog_bg_color" };
  GuiMode mode = GPOINTER_TO_INT (data);
  gboolean dark = mode == GUI_MODE_DARK || mode == GUI_MODE_HIGH_CONTRAST_DARK;
  gboolean high = mode == GUI_MODE_HIGH_CONTRAST || mode == GUI_MODE_HIGH_CONTRAST_DARK;
  double most = high ? AAA : AA;
  GtkWidget *window = adw_window_new ();

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  display_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GdkRGBA text, tint;

      g_assert_true (gui_theme_colour (texts[i], FALSE, mode, &text));
      g_assert_true (gui_theme_colour ("tint", TRUE, mode, &tint));
      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        {
          GdkRGBA on = ground (window, names[j]);

          assert_read (texts[i], &text, names[j], &on, most);
        }
      assert_read (texts[i], &text, "tint", &tint, AA);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Text on the grounds that have a colour of their own. */
static void
test_grounds (void)
{
  static const GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 };

  for (GuiMode mode = GUI_MODE_LIGHT; mode < GUI_N_MODES; mode++)
    {
      GdkRGBA plain, colour;
      const GdkRGBA *on_accent = mode == GUI_MODE_HIGH_CONTRAST_DARK ? &black : &white;

      g_assert_true (gui_theme_colour ("plain", FALSE, mode, &plain));
      g_assert_true (gui_theme_colour ("accent", TRUE, mode, &colour));
      assert_read ("white", on_accent, "accent", &colour, AA);
      g_assert_true (gui_theme_colour ("bad", TRUE, mode, &colour));
      assert_read ("white", on_accent, "bad", &colour, AA);
      g_assert_true (gui_theme_colour ("warn", TRUE, mode, &colour));
      assert_read ("black", &black, "warn", &colour, AA);
      g_assert_true (gui_theme_colour ("added", TRUE, mode, &colour));
      assert_read ("plain", &plain, "added", &colour, AA);
      g_assert_true (gui_theme_colour ("removed", TRUE, mode, &colour));
      assert_read ("plain", &plain, "removed", &colour, AA);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add_data_func ("/contrast/light", GINT_TO_POINTER (GUI_MODE_LIGHT), test_mode);
  g_test_add_data_func ("/contrast/dark", GINT_TO_POINTER (GUI_MODE_DARK), test_mode);
  g_test_add_data_func ("/contrast/high", GINT_TO_POINTER (GUI_MODE_HIGH_CONTRAST), test_mode);
  g_test_add_data_func ("/contrast/high-dark",
                        GINT_TO_POINTER (GUI_MODE_HIGH_CONTRAST_DARK),
                        test_mode);
  g_test_add_func ("/contrast/grounds", test_grounds);
  status = g_test_run ();
  display_close ();
  return status;
}
