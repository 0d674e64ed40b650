/* test-bidi.c: text from right to left, as it is seen from left to right
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "shared/base/m77-text.h"
#include "tui/term/tui-bidi.h"
#include "tui/term/tui-canvas.h"

static void
test_order (void)
{
  static const struct
  {
    const char *text, *seen; /* seen NULL: as it is */
  } cases[] = {
    { "", NULL },
    { "checkout 50% (down)", NULL },
    { "注文が遅い", NULL },
    { "שלום", "םולש" },
    { "abc שלום def", "abc םולש def" },
    { "שלום abc", "abc םולש" },
    { "תשלומים 50% checkout", "checkout 50% םימולשת" },
    { "fail תשלום 50% x", "fail 50% םולשת x" },
    { "שגיאה 1,234.5: db", "db :1,234.5 האיגש" },
    { "x 10 שלום", "x 10 םולש" },
    { "(שלום) [a]", "[a] (םולש)" },
    { "שׁלום", "םולשׁ" },
    { "أوامر", "رماوأ" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *seen = tui_bidi_visual (cases[i].text);

      g_assert_cmpstr (seen, ==, cases[i].seen);
      if (seen != NULL)
        g_assert_cmpuint (m77_text_width (seen), ==, m77_text_width (cases[i].text));
    }
}

/* Each field is laid out for itself: what stands beside it does not move. */
static void
test_fields (void)
{
  g_autoptr (TuiCanvas) canvas = tui_canvas_new (2, 40, FALSE);
  g_autofree char *text = NULL;

  canvas->visual = TRUE;
  tui_canvas_clear (canvas);
  tui_put (canvas, 0, 0, 10, TUI_PLAIN, "תשלום");
  tui_put (canvas, 0, 10, 5, TUI_PLAIN, "14m");
  tui_put (canvas, 0, 15, 8, TUI_PLAIN, "תשלומים נכשלים");
  tui_put (canvas, 0, 25, 10, TUI_PLAIN, "2041");
  text = tui_canvas_to_text (canvas, FALSE);
  g_assert_cmpstr (text, ==, "םולשת     14m  …םימולשת  2041\n\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bidi/order", test_order);
  g_test_add_func ("/bidi/fields", test_fields);
  return g_test_run ();
}
