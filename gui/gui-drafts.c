/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-drafts"

#include "config.h"

#include "gui/gui-drafts.h"

M77Drafts *
gui_drafts_of (M77Client *client)
{
  GApplication *application = g_application_get_default ();
  g_autofree char *key = g_strdup_printf ("drafts-%p", (void *) client);
  M77Drafts *drafts;

  if (application == NULL || client == NULL)
    return NULL;
  drafts = g_object_get_data (G_OBJECT (application), key);
  if (drafts == NULL)
    {
      drafts = m77_drafts_new (client, NULL);
      g_object_set_data_full (G_OBJECT (application),
                              key,
                              drafts,
                              (GDestroyNotify) m77_drafts_free);
    }
  return drafts;
}
