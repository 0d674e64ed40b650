/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-display"

#include "config.h"

#include "tests/gui/display.h"

#include "tests/gui/xvfb.h"

gboolean
display_open (void)
{
  if (!xvfb_start ())
    return FALSE;
  g_setenv ("GTK_A11Y", "test", TRUE);
  adw_init ();
  return TRUE;
}

void
display_close (void)
{
  gdk_display_close (gdk_display_get_default ());
  xvfb_stop ();
}

void
display_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  GObjectClass *class = G_OBJECT_GET_CLASS (widget);
  const char *name = g_object_class_find_property (class, "label") != NULL ? "label" : "title";
  g_autofree char *value = NULL;

  if (text == NULL)
    return TRUE;
  if (g_object_class_find_property (class, name) == NULL)
    return FALSE;
  g_object_get (widget, name, &value, NULL);
  return g_strcmp0 (value, text) == 0;
}

GtkWidget *
display_find (GtkWidget *root, GType type, const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && says (root, text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = display_find (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}
