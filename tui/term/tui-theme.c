/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-term"

#include "config.h"

#include "tui/term/tui-theme.h"

#include <stdlib.h>
#include <string.h>

#define TINT_DARK  235
#define TINT_LIGHT 255

typedef struct
{
  short dark, light; /* of 256 */
  short of_sixteen;  /* -1: the terminal's own */
  gboolean sure;     /* seen on any ground */
  gboolean bold_mono;
} Role;

/* In the order of TuiStyle's roles. */
static const Role roles[TUI_N_ROLES] = {
  { -1, -1, -1, TRUE, FALSE },  { 111, 25, -1, FALSE, TRUE },   { 203, 160, 1, TRUE, TRUE },
  { 214, 94, 3, FALSE, FALSE }, { 176, 90, 5, TRUE, FALSE },    { 80, 23, 6, FALSE, FALSE },
  { 114, 22, 2, FALSE, FALSE }, { 246, 241, -1, FALSE, FALSE },
};

static void
paint_sixteen (const TuiTheme *theme, guint index, TuiPaint *paint)
{
  const Role *role = &roles[index];
  gboolean known = theme->ground == TUI_GROUND_DARK;

  if (known || role->sure)
    paint->foreground = role->of_sixteen;
  else if (index == TUI_WARN)
    paint->bold = TRUE;
  if (index == TUI_ACCENT)
    paint->bold = TRUE;
}

TuiPaint
tui_theme_paint (const TuiTheme *theme, TuiStyle style)
{
  guint index = style & TUI_ROLE_MASK;
  const Role *role = &roles[MIN (index, TUI_N_ROLES - 1)];
  TuiPaint paint = {
    -1, -1, (style & TUI_BOLD) != 0, (style & TUI_REVERSE) != 0, (style & TUI_UNDERLINE) != 0
  };

  if (theme->colors >= 256)
    {
      paint.foreground = theme->ground == TUI_GROUND_LIGHT ? role->light : role->dark;
      if (style & TUI_TINT)
        paint.background = theme->ground == TUI_GROUND_LIGHT ? TINT_LIGHT : TINT_DARK;
    }
  else if (theme->colors >= 8)
    paint_sixteen (theme, index, &paint);
  else
    paint.bold |= role->bold_mono;

  if ((style & TUI_TINT) && theme->colors < 256)
    paint.bold = TRUE;
  return paint;
}

TuiGround
tui_ground_from_colorfgbg (const char *value)
{
  const char *last = value != NULL ? strrchr (value, ';') : NULL;
  int ground;

  if (last == NULL || !g_ascii_isdigit (last[1]))
    return TUI_GROUND_UNKNOWN;
  ground = atoi (last + 1);
  return ground == 7 || ground >= 9 ? TUI_GROUND_LIGHT : TUI_GROUND_DARK;
}

TuiGround
tui_ground_from_osc11 (const char *answer)
{
  const char *colour = strstr (answer, "rgb:");
  unsigned parts[3];

  if (colour == NULL)
    return TUI_GROUND_UNKNOWN;
  colour += 4;
  for (int i = 0; i < 3; i++)
    {
      char *end;
      gulong value = strtoul (colour, &end, 16);
      gsize digits = end - colour;

      if (digits < 1 || digits > 4)
        return TUI_GROUND_UNKNOWN;
      parts[i] = value * 255 / ((1u << (4 * digits)) - 1);
      colour = *end == '/' ? end + 1 : end;
    }
  return parts[0] * 299 + parts[1] * 587 + parts[2] * 114 > 127500 ? TUI_GROUND_LIGHT
                                                                   : TUI_GROUND_DARK;
}
