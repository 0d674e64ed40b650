/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-status"

#include "config.h"

#include "gui/gui-status.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
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
free_fact (gpointer data)
{
  g_free (((GuiFact *) data)->text);
  g_free (data);
}

static void
free_source (gpointer data)
{
  g_free (((GuiSource *) data)->name);
  g_free (((GuiSource *) data)->text);
  g_free (data);
}

/* Takes text. */
static void
add_fact (GuiStatus *self, char *text, const char *icon, const char *section, gboolean is_wrong)
{
  GuiFact *fact = g_new0 (GuiFact, 1);

  fact->text = text;
  fact->icon = icon;
  fact->section = section;
  fact->is_wrong = is_wrong;
  g_ptr_array_add (self->facts, fact);
}

static void
add_counts (GuiStatus *self, const M77Json *profile)
{
  static const struct
  {
    const char *name;
    const char *word;
    const char *icon;
    gboolean is_wrong;
  } counts[] = {
    { "conflicts", N_ ("in conflict"), "view-dual-symbolic", TRUE },
    { "rejected", N_ ("rejected"), "dialog-error-symbolic", TRUE },
    { "held", N_ ("held"), "media-playback-pause-symbolic", TRUE },
    { "waiting", N_ ("waiting"), "user-status-pending-symbolic", FALSE },
    { "pending", N_ ("queued"), "network-transmit-symbolic", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      gint64 count = m77_json_get_int (profile, counts[i].name, 0);

      if (count > 0)
        add_fact (self,
                  g_strdup_printf ("%" G_GINT64_FORMAT " %s", count, _ (counts[i].word)),
                  counts[i].icon,
                  "inbox",
                  counts[i].is_wrong);
      self->wants |= count > 0 && counts[i].is_wrong;
    }
}

/* Those that are old or not live are facts, too. */
static void
add_sources (GuiStatus *self, const M77Json *profile)
{
  const M77Json *sources = m77_json_get (profile, "sources");

  for (const M77Json *each = m77_json_first (sources); each != NULL; each = m77_json_next (each))
    {
      const char *name = m77_json_get_string (each, "name");
      const char *state = m77_json_get_string (each, "state");
      const char *detail = m77_json_get_string (each, "detail");
      gint64 age = m77_json_get_int (each, "age_s", 0);
      g_autofree char *words = m77_duration_format (age - age % (age > 3600 ? 3600 : 60));
      gboolean is_live = g_strcmp0 (state, "live") == 0 && age < OLD_AFTER_S;
      GuiSource *source;

      if (name == NULL)
        continue;
      source = g_new0 (GuiSource, 1);
      source->name = g_strdup (name);
      source->is_old = !is_live;
      source->text = is_live ? g_strdup (_ ("live"))
                             : g_strdup_printf (_ ("%s, %s old%s%s"),
                                                state != NULL ? state : "?",
                                                words,
                                                detail != NULL ? ": " : "",
                                                detail != NULL ? detail : "");
      g_ptr_array_add (self->sources, source);
      if (age >= OLD_AFTER_S)
        add_fact (self,
                  g_strdup_printf ("%s %s", name, words),
                  "appointment-missed-symbolic",
                  NULL,
                  TRUE);
    }
}

static void
add_notices (GuiStatus *self, const M77Json *profile)
{
  const M77Json *notices = m77_json_get (profile, "notices");

  for (const M77Json *each = m77_json_first (notices); each != NULL; each = m77_json_next (each))
    if (m77_json_string (each) != NULL)
      g_ptr_array_add (self->notices, g_strdup (m77_json_string (each)));
}

static const char *
mode_words (GuiStatus *self, const char *mode)
{
  static const struct
  {
    const char *mode;
    const char *words;
    gboolean is_bad;
    GuiStatusWay way;
  } modes[] = {
    { "live", N_ ("Live"), FALSE, GUI_STATUS_NOTHING },
    { "syncing", N_ ("Syncing"), FALSE, GUI_STATUS_NOTHING },
    { "offline", N_ ("Offline"), TRUE, GUI_STATUS_NOTHING },
    { "offline-by-you", N_ ("Offline by you"), TRUE, GUI_STATUS_GO_ONLINE },
    { "sign-in", N_ ("Sign in"), TRUE, GUI_STATUS_SIGN_IN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (g_strcmp0 (modes[i].mode, mode) == 0)
      {
        self->is_bad = modes[i].is_bad;
        self->way = modes[i].way;
        return _ (modes[i].words);
      }
  self->is_bad = TRUE;
  return _ ("Unknown");
}

static void
read_profile (GuiStatus *self, const M77Json *profile)
{
  self->profile = g_strdup (m77_json_get_string (profile, "name"));
  self->tenant = g_strdup (m77_json_get_string (profile, "tenant"));
  self->platform = g_strdup (m77_json_get_string (profile, "platform"));
  self->member = g_strdup (m77_json_get_string (profile, "member"));
  self->as_of = g_strdup (m77_json_get_string (profile, "last_sync"));
  self->offline_by_person = g_strcmp0 (m77_json_get_string (profile, "mode"), "offline-by-you") ==
                            0;
  add_counts (self, profile);
  add_sources (self, profile);
  add_notices (self, profile);
}

static const char *
client_words (GuiStatus *self, M77ClientState state, const GError *error, gboolean has_profile)
{
  self->is_bad |= state != M77_CLIENT_READY;
  if (state != M77_CLIENT_READY)
    self->way = GUI_STATUS_NOTHING;
  if (state == M77_CLIENT_CONNECTING || (state == M77_CLIENT_READY && !has_profile))
    return _ ("Connecting");
  if (state == M77_CLIENT_SILENT)
    return _ ("Agent silent");
  if (state == M77_CLIENT_LOST && !g_error_matches (error, M77_ERROR, M77_ERROR_NO_PROFILE))
    return _ ("No agent");
  if (state == M77_CLIENT_LOST)
    {
      self->way = GUI_STATUS_ADD_PROFILE;
      return _ ("No profile");
    }
  return NULL;
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
  const char *mode = mode_words (self, m77_json_get_string (profile, "mode"));
  const char *until = m77_json_get_string (profile, "offline_until");
  const char *words = client_words (self, state, error, profile != NULL);
  g_autoptr (GString) out = g_string_new (words != NULL ? words : mode);

  self->facts = g_ptr_array_new_with_free_func (free_fact);
  self->sources = g_ptr_array_new_with_free_func (free_source);
  self->notices = g_ptr_array_new_with_free_func (g_free);
  read_profile (self, profile);
  if (self->offline_by_person && until != NULL && words == NULL)
    {
      g_autofree char *when = m77_time_short (m77_time_parse (until), now, gui_text_zone ());

      /* Translators: after "Offline by you": a time of day */
      g_string_append_printf (out, _ (" until %s"), when);
    }
  if (self->as_of != NULL && self->is_bad)
    {
      g_autofree char *age = m77_time_age (m77_time_parse (self->as_of), now);

      /* Translators: after a state, how old what is shown is: Offline, as of 8m ago */
      g_string_append_printf (out, _ (", as of %s ago"), age);
    }
  self->state = g_strdup (out->str);
  return self;
}

char *
gui_status_sentence (const GuiStatus *self)
{
  g_autoptr (GString) out = g_string_new (self->state);

  for (guint i = 0; i < self->facts->len; i++)
    g_string_append_printf (out, ", %s", ((const GuiFact *) self->facts->pdata[i])->text);
  return g_strdup (out->str);
}

void
gui_status_free (GuiStatus *self)
{
  g_free (self->state);
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->notices);
  g_free (self->as_of);
  g_free (self->member);
  g_free (self->profile);
  g_free (self->tenant);
  g_free (self->platform);
  g_free (self);
}
