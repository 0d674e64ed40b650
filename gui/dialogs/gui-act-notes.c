/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-act-notes"

#include "config.h"

#include "gui/dialogs/gui-act-notes.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-text.h"
#include "shared/model/m77-rollout.h"

#define NAMES_MOST 3

static void
firing_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkLabel) label = data;
  g_autoptr (GVariant) groups = NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *words = NULL;
  g_autofree char *safe = NULL;
  GVariantIter iter;
  const char *name;
  gint64 n;
  gint64 firing = 0;

  if (!m77_agent1_call_groups_finish (M77_AGENT1 (source), &groups, result, NULL))
    return;
  g_variant_iter_init (&iter, groups);
  while (g_variant_iter_next (&iter, "(&sx)", &name, &n))
    {
      firing += n;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  if (firing == 0)
    return;
  words = g_strdup_printf (ngettext ("%u of its alerts still fires: %s",
                                     "%u of its alerts still fire: %s",
                                     (guint) firing),
                           (guint) firing,
                           names->str);
  safe = gui_text_line (words);
  gtk_label_set_text (label, safe);
  gtk_widget_set_visible (GTK_WIDGET (label), TRUE);
}

/* What it would do as it stands, and what a rollback leaves behind. */
static void
show_outlook (const GuiActRequest *request, GtkLabel *label)
{
  const M77RolloutView view = { .now = m77_runtime_now (m77_runtime_real ()),
                                .zone = gui_text_zone (),
                                .online = !request->is_offline };
  g_autoptr (GPtrArray) outlooks = m77_rollout_outlook (request->doc, &view);
  const M77Json *what = m77_json_first (m77_json_get (request->doc, "irreversible"));
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *safe = NULL;

  for (guint i = 0; i < outlooks->len; i++)
    {
      const M77Outlook *outlook = outlooks->pdata[i];

      if (outlook->action == request->action && outlook->effect != NULL)
        g_string_append (words, outlook->effect);
    }
  for (; what != NULL && g_str_equal (request->action->name, "rollback");
       what = m77_json_next (what))
    if (m77_json_string (what) != NULL)
      g_string_append_printf (words, _ ("\nCannot be undone: %s"), m77_json_string (what));
  if (words->len == 0)
    return;
  safe = m77_text_safe_lines (words->str, -1);
  gtk_label_set_text (label, safe);
  gtk_widget_set_visible (GTK_WIDGET (label), TRUE);
}

void
gui_act_notes_ask (const GuiActRequest *request, GtkLabel *label)
{
  M77Agent1 *proxy = request->client != NULL ? m77_client_proxy (request->client) : NULL;
  g_autofree char *filter = NULL;

  if (g_str_equal (request->kind->name, "deployment"))
    show_outlook (request, label);
  if (proxy == NULL || !g_str_equal (request->kind->name, "incident"))
    return;
  if (!g_str_equal (request->action->name, "resolve") &&
      !g_str_equal (request->action->name, "mitigate"))
    return;
  filter = g_strdup_printf ("incidents:%s status:firing", request->id);
  m77_agent1_call_groups (proxy,
                          "alert",
                          filter,
                          "alertname",
                          NAMES_MOST,
                          NULL,
                          firing_cb,
                          g_object_ref (label));
}
