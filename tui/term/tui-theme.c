/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-term"

#include "config.h"

#include "tui/term/tui-theme.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "tui/m77-theme.h"

#define COLORS_MOST 255
#define BUILT_IN    "/com/mogothrow77/Console/terminal/theme"

/* In the order of TuiStyle's roles. */
static const char *const role_names[TUI_N_ROLES] = { "plain",    "accent", "bad",  "warn",
                                                     "conflict", "mine",   "good", "dim" };

/* ---- Reading ---- */

static short
check_color (int color, const char *group, GError **error)
{
  if (color >= 0 && color <= COLORS_MOST)
    return (short) color;
  g_set_error (error, M77_ERROR, M77_ERROR_INVALID, "[%s]: %d is no colour", group, color);
  return -1;
}

/* "111;25"; the terminal's own where the key is not there. */
static gboolean
read_pair (GKeyFile *file, const char *group, short *dark, short *light, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree int *pair = NULL;
  gsize n;

  *dark = *light = -1;
  if (!g_key_file_has_key (file, group, "terminal-256", NULL))
    return TRUE;
  pair = g_key_file_get_integer_list (file, group, "terminal-256", &n, &local);
  if (local == NULL && n != 2)
    g_set_error (&local,
                 M77_ERROR,
                 M77_ERROR_INVALID,
                 "[%s]: terminal-256 is two colours, for dark and light grounds",
                 group);
  if (local == NULL)
    *dark = check_color (pair[0], group, &local);
  if (local == NULL)
    *light = check_color (pair[1], group, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
read_role (GKeyFile *file, const char *group, TuiRole *role, GError **error)
{
  g_autoptr (GError) local = NULL;

  *role = (TuiRole){ .of_sixteen = -1 };
  if (!g_key_file_has_group (file, group))
    {
      g_set_error (error, M77_ERROR, M77_ERROR_INVALID, "[%s] is missing", group);
      return FALSE;
    }
  if (!read_pair (file, group, &role->dark, &role->light, error))
    return FALSE;
  if (g_key_file_has_key (file, group, "terminal-16", NULL))
    {
      int color = g_key_file_get_integer (file, group, "terminal-16", &local);

      role->of_sixteen = local == NULL ? check_color (color, group, &local) : -1;
    }
  role->sure = role->of_sixteen < 0 || g_key_file_get_boolean (file, group, "on-any-ground", NULL);
  role->bold_mono = g_key_file_get_boolean (file, group, "bold-without-colour", NULL);
  role->bold_sixteen = g_key_file_get_boolean (file, group, "bold-of-16", NULL);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
tui_theme_read (TuiTheme *self, const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  TuiTheme read = *self;

  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, error))
    return FALSE;
  for (guint i = 0; i < TUI_N_ROLES; i++)
    if (!read_role (file, role_names[i], &read.roles[i], error))
      return FALSE;
  if (!read_pair (file, "tint", &read.tint_dark, &read.tint_light, error))
    return FALSE;
  *self = read;
  return TRUE;
}

void
tui_theme_load (TuiTheme *self)
{
  g_autofree char *installed = NULL;
  g_autoptr (GBytes) built_in = NULL;

  if (g_file_get_contents (M77_DATADIR "/theme", &installed, NULL, NULL) &&
      tui_theme_read (self, installed, NULL))
    return;
  built_in = g_resource_lookup_data (tui_theme_get_resource (),
                                     BUILT_IN,
                                     G_RESOURCE_LOOKUP_FLAGS_NONE,
                                     NULL);
  if (built_in != NULL)
    tui_theme_read (self, g_bytes_get_data (built_in, NULL), NULL);
}

/* ---- Painting ---- */

static const char *const look_names[TUI_N_LOOKS] = { "auto",
                                                     "dark",
                                                     "light",
                                                     "terminal",
                                                     "contrast" };

TuiLook
tui_look_from_name (const char *name)
{
  TuiLook look = TUI_LOOK_AUTO;

  while (look < TUI_N_LOOKS && !g_str_equal (look_names[look], name))
    look++;
  return look;
}

const char *
tui_look_name (TuiLook look)
{
  return look_names[look];
}

static TuiGround
ground_of (const TuiTheme *theme)
{
  if (theme->look == TUI_LOOK_DARK)
    return TUI_GROUND_DARK;
  return theme->look == TUI_LOOK_LIGHT ? TUI_GROUND_LIGHT : theme->ground;
}

static void
paint_sixteen (const TuiTheme *theme, guint index, TuiPaint *paint)
{
  const TuiRole *role = &theme->roles[index];
  gboolean known = ground_of (theme) == TUI_GROUND_DARK;

  if (known || role->sure)
    paint->foreground = role->of_sixteen;
  else if (index == TUI_WARN)
    paint->bold = TRUE;
  paint->bold |= role->bold_sixteen;
}

static void
paint_many (const TuiTheme *theme, const TuiRole *role, gboolean tint, TuiPaint *paint)
{
  gboolean light = ground_of (theme) == TUI_GROUND_LIGHT;

  paint->foreground = light ? role->light : role->dark;
  if (tint)
    paint->background = light ? theme->tint_light : theme->tint_dark;
}

TuiPaint
tui_theme_paint (const TuiTheme *theme, TuiStyle style)
{
  gboolean contrast = theme->look == TUI_LOOK_CONTRAST;
  gboolean tint = (style & TUI_TINT) != 0;
  guint index = MIN (style & TUI_ROLE_MASK, TUI_N_ROLES - 1);
  const TuiRole *role = &theme->roles[contrast && index == TUI_DIM ? TUI_PLAIN : index];
  gboolean many = theme->colors >= 256 && theme->look != TUI_LOOK_TERMINAL;
  TuiPaint paint = {
    -1, -1, (style & TUI_BOLD) != 0, (style & TUI_REVERSE) != 0, (style & TUI_UNDERLINE) != 0
  };

  if (many)
    paint_many (theme, role, tint && !contrast, &paint);
  else if (theme->colors >= 8)
    paint_sixteen (theme, role - theme->roles, &paint);
  else
    paint.bold |= role->bold_mono;

  if (tint && contrast)
    paint.reverse = TRUE;
  else if (tint && !many)
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
