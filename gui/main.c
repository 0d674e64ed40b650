/* m77-desktop: the desktop front end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-desktop"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "gui/gui-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (GuiApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, M77_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = gui_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
