/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-theme"

#include "config.h"

#include "gui/gui-theme.h"

/* Which of libadwaita's names a role stands for too. */
static const struct
{
  const char *role;
  const char *name;   /* NULL: none */
  const char *ground; /* NULL: none */
} roles[] = {
  { "plain", NULL, NULL },
  { "accent", "accent_color", "accent_bg_color" },
  { "bad", "error_color", "destructive_bg_color" },
  { "warn", "warning_color", NULL },
  { "conflict", NULL, NULL },
  { "mine", NULL, NULL },
  { "good", "success_color", NULL },
  { "dim", NULL, NULL },
  { "tint", NULL, NULL },
  { "added", NULL, NULL },
  { "removed", NULL, NULL },
};

static GKeyFile *
theme (void)
{
  static GKeyFile *file = NULL;

  if (file == NULL)
    {
      g_autoptr (GBytes) bytes = NULL;

      file = g_key_file_new ();
      bytes = g_resources_lookup_data ("/com/mogothrow77/Console/theme",
                                       G_RESOURCE_LOOKUP_FLAGS_NONE,
                                       NULL);
      if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, NULL))
        g_warning ("The theme cannot be read");
    }
  return file;
}

gboolean
gui_theme_colour (const char *role, gboolean ground, GuiMode mode, GdkRGBA *colour)
{
  g_auto (GStrv) values = g_key_file_get_string_list (theme (),
                                                      role,
                                                      ground ? "desktop-ground" : "desktop",
                                                      NULL,
                                                      NULL);
  g_autofree char *text = NULL;

  if (values == NULL || g_strv_length (values) <= mode)
    return FALSE;
  text = g_strconcat ("#", values[mode], NULL);
  return gdk_rgba_parse (colour, text);
}

static void
define (GString *css, const char *prefix, const char *name, const char *suffix, const GdkRGBA *rgba)
{
  g_autofree char *text = gdk_rgba_to_string (rgba);

  g_string_append_printf (css, "@define-color %s%s%s %s;\n", prefix, name, suffix, text);
}

char *
gui_theme_css (GuiMode mode)
{
  GString *css = g_string_new (NULL);
  GdkRGBA rgba;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      if (gui_theme_colour (roles[i].role, FALSE, mode, &rgba))
        {
          define (css, "m77_", roles[i].role, "", &rgba);
          if (roles[i].name != NULL)
            define (css, "", roles[i].name, "", &rgba);
        }
      if (gui_theme_colour (roles[i].role, TRUE, mode, &rgba))
        {
          define (css, "m77_", roles[i].role, "_bg", &rgba);
          if (roles[i].ground != NULL)
            define (css, "", roles[i].ground, "", &rgba);
        }
    }
  return g_string_free (css, FALSE);
}

GuiMode
gui_theme_mode (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);

  if (adw_style_manager_get_high_contrast (manager))
    return dark ? GUI_MODE_HIGH_CONTRAST_DARK : GUI_MODE_HIGH_CONTRAST;
  return dark ? GUI_MODE_DARK : GUI_MODE_LIGHT;
}

static void
mode_cb (GtkCssProvider *provider)
{
  g_autofree char *css = gui_theme_css (gui_theme_mode ());

  gtk_css_provider_load_from_data (provider, css, -1);
}

void
gui_theme_install (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  AdwStyleManager *manager = adw_style_manager_get_default ();

  mode_cb (provider);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_signal_connect_object (manager,
                           "notify::dark",
                           G_CALLBACK (mode_cb),
                           provider,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager,
                           "notify::high-contrast",
                           G_CALLBACK (mode_cb),
                           provider,
                           G_CONNECT_SWAPPED);
}
