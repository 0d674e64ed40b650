/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-status"

#include "config.h"

#include "gui/gui-status.h"

#include <glib/gi18n.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-json.h"
#include "shared/base/m77-time.h"

#define OLD_AFTER_S 300 /* a source's age is told from here on */

static const M77Json *
find_profile (const M77Json *status, const char *name)
{
  const M77Json *profiles = m77_json_get (status, "profiles");

  for (const M77Json *each = m77_json_first (profiles); each != NULL; each = m77_json_next (each))
    if (name != NULL ? g_strcmp0 (m77_json_get_string (each, "name"), name) == 0
                     : m77_json_get_bool (each, "in_use"))
      return each;
  return NULL;
}

static void
add_fact (GString *facts, const char *fact)
{
  g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", fact);
}

static void
add_count (GString *facts, const M77Json *profile, const char *name, const char *word)
{
  gint64 count = m77_json_get_int (profile, name, 0);
  g_autofree char *fact = NULL;

  if (count <= 0)
    return;
  fact = g_strdup_printf ("%" G_GINT64_FORMAT " %s", count, word);
  add_fact (facts, fact);
}

/* Sources that are old or not live. */
static void
add_sources (GString *facts, const M77Json *profile)
{
  const M77Json *sources = m77_json_get (profile, "sources");

  for (const M77Json *each = m77_json_first (sources); each != NULL; each = m77_json_next (each))
    {
      const char *name = m77_json_get_string (each, "name");
      gint64 age = m77_json_get_int (each, "age_s", 0);
      g_autofree char *words = m77_duration_format (age - age % (age > 3600 ? 3600 : 60));
      g_autofree char *fact = g_strdup_printf ("%s %s", name, words);

      if (name != NULL && age >= OLD_AFTER_S)
        add_fact (facts, fact);
    }
}

static const char *
mode_words (const char *mode, gboolean *is_bad)
{
  static const struct
  {
    const char *mode;
    const char *words;
    gboolean is_bad;
  } modes[] = {
    { "live", N_ ("Live"), FALSE },      { "syncing", N_ ("Syncing"), FALSE },
    { "offline", N_ ("Offline"), TRUE }, { "offline-by-you", N_ ("Offline, by you"), TRUE },
    { "sign-in", N_ ("Sign in"), TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (g_strcmp0 (modes[i].mode, mode) == 0)
      {
        *is_bad = modes[i].is_bad;
        return _ (modes[i].words);
      }
  *is_bad = TRUE;
  return _ ("Unknown");
}

static void
read_profile (GuiStatus *self, const M77Json *profile)
{
  g_autoptr (GString) facts = g_string_new (NULL);

  self->profile = g_strdup (m77_json_get_string (profile, "name"));
  self->member = g_strdup (m77_json_get_string (profile, "member"));
  self->as_of = g_strdup (m77_json_get_string (profile, "last_sync"));
  self->offline_by_person = g_strcmp0 (m77_json_get_string (profile, "mode"), "offline-by-you") ==
                            0;
  add_count (facts, profile, "pending", _ ("queued"));
  add_count (facts, profile, "waiting", _ ("waiting"));
  add_count (facts, profile, "held", _ ("held"));
  add_count (facts, profile, "conflicts", _ ("in conflict"));
  add_count (facts, profile, "rejected", _ ("rejected"));
  add_sources (facts, profile);
  self->facts = g_string_free (g_steal_pointer (&facts), FALSE);
  self->wants = m77_json_get_int (profile, "held", 0) + m77_json_get_int (profile, "conflicts", 0) +
                    m77_json_get_int (profile, "rejected", 0) >
                0;
}

GuiStatus *
gui_status_new (const char *json,
                const char *profile_name,
                M77ClientState state,
                const GError *error,
                gint64 now)
{
  GuiStatus *self = g_new0 (GuiStatus, 1);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *status = json != NULL ? m77_json_parse (pool, json, -1, NULL) : NULL;
  const M77Json *profile = find_profile (status, profile_name);
  const char *words = mode_words (m77_json_get_string (profile, "mode"), &self->is_bad);

  read_profile (self, profile);
  if (state == M77_CLIENT_CONNECTING || (state == M77_CLIENT_READY && profile == NULL))
    words = _ ("Connecting");
  else if (state == M77_CLIENT_SILENT)
    words = _ ("Agent silent");
  else if (state == M77_CLIENT_LOST)
    words = g_error_matches (error, M77_ERROR, M77_ERROR_NO_PROFILE) ? _ ("No profile")
                                                                     : _ ("No agent");
  self->is_bad |= state != M77_CLIENT_READY;
  if (self->as_of != NULL && self->is_bad)
    {
      g_autofree char *age = m77_time_age (m77_time_parse (self->as_of), now);

      /* Translators: a state and how old what is shown is: Offline, as of 8m ago */
      self->state = g_strdup_printf (_ ("%s, as of %s ago"), words, age);
    }
  else
    self->state = g_strdup (words);
  return self;
}

void
gui_status_free (GuiStatus *self)
{
  g_free (self->state);
  g_free (self->facts);
  g_free (self->as_of);
  g_free (self->member);
  g_free (self->profile);
  g_free (self);
}
