/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-search-provider"

#include "config.h"

#include "gui/gui-search-provider.h"

#include <string.h>

#include "gui/gui-text.h"
#include "shared/client/m77-client.h"

#define RESULTS_MOST 10
#define ASKED_MOST   50

static const char interface_xml[] =
    "<node><interface name='org.gnome.Shell.SearchProvider2'>"
    "<method name='GetInitialResultSet'><arg type='as' direction='in'/>"
    "<arg type='as' direction='out'/></method>"
    "<method name='GetSubsearchResultSet'><arg type='as' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
    "<method name='GetResultMetas'><arg type='as' direction='in'/>"
    "<arg type='aa{sv}' direction='out'/></method>"
    "<method name='ActivateResult'><arg type='s' direction='in'/><arg type='as' direction='in'/>"
    "<arg type='u' direction='in'/></method>"
    "<method name='LaunchSearch'><arg type='as' direction='in'/><arg type='u' direction='in'/>"
    "</method></interface></node>";

typedef struct
{
  char *name, *about;
} Meta;

struct _GuiSearchProvider
{
  GObject parent;
  GApplication *application; /* borrowed */
  M77Client *client;         /* since somebody searched; NULL before */
  GHashTable *metas;         /* id to Meta, of what was found lately */
  GDBusConnection *bus;
  guint registration;
};

G_DEFINE_FINAL_TYPE (GuiSearchProvider, gui_search_provider, G_TYPE_OBJECT)

static void
free_meta (gpointer data)
{
  g_free (((Meta *) data)->name);
  g_free (((Meta *) data)->about);
  g_free (data);
}

char **
gui_search_provider_take (GuiSearchProvider *self, GVariant *rows)
{
  static const char *const kinds[] = { "incident", "runbook", NULL };
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GVariantIter iter;
  const char *kind, *id, *key, *title, *state;
  guint n = 0;

  g_variant_iter_init (&iter, rows);
  while (n < RESULTS_MOST &&
         g_variant_iter_next (&iter, "(&s&s&s&s&s)", &kind, &id, &key, &title, &state))
    {
      g_autofree char *result = g_strdup_printf ("%s/%s", kind, id);
      Meta *meta;

      if (!g_strv_contains (kinds, kind))
        continue;
      meta = g_new0 (Meta, 1);
      meta->name = gui_text_line (title);
      meta->about = g_strdup_printf ("%s %s", key, state);
      g_hash_table_replace (self->metas, g_strdup (result), meta);
      g_strv_builder_add (ids, result);
      n++;
    }
  return g_strv_builder_end (ids);
}

GVariant *
gui_search_provider_metas (GuiSearchProvider *self, const char *const *ids)
{
  GVariantBuilder all;

  g_variant_builder_init (&all, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const Meta *meta = g_hash_table_lookup (self->metas, ids[i]);
      g_autofree char *about = NULL;

      if (meta == NULL)
        continue;
      about = gui_text_line (meta->about);
      g_variant_builder_open (&all, G_VARIANT_TYPE ("a{sv}"));
      g_variant_builder_add (&all, "{sv}", "id", g_variant_new_string (ids[i]));
      g_variant_builder_add (&all, "{sv}", "name", g_variant_new_string (meta->name));
      g_variant_builder_add (&all, "{sv}", "description", g_variant_new_string (about));
      g_variant_builder_close (&all);
    }
  return g_variant_builder_end (&all);
}

/* ---- Asking ---- */

typedef struct
{
  GuiSearchProvider *provider;
  GDBusMethodInvocation *invocation;
} Search;

static void
answer (GDBusMethodInvocation *invocation, const char *const *ids)
{
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", ids));
}

static void
titles_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  static const char *const none[] = { NULL };
  g_autofree Search *search = data;
  g_autoptr (GVariant) rows = NULL;
  g_auto (GStrv) ids = NULL;

  if (m77_agent1_call_titles_finish (M77_AGENT1 (source), &rows, result, NULL))
    ids = gui_search_provider_take (search->provider, rows);
  answer (search->invocation, ids != NULL ? (const char *const *) ids : none);
  g_application_release (search->provider->application);
  g_object_unref (search->provider);
}

static void
find (GuiSearchProvider *self, char **terms, GDBusMethodInvocation *invocation)
{
  static const char *const none[] = { NULL };
  g_autofree char *typed = g_strjoinv (" ", terms);
  M77Agent1 *proxy;
  Search *search;

  if (self->client == NULL)
    self->client = m77_client_new (NULL, NULL);
  proxy = m77_client_proxy (self->client);
  if (proxy == NULL || *typed == '\0')
    {
      answer (invocation, none);
      return;
    }
  search = g_new0 (Search, 1);
  search->provider = g_object_ref (self);
  search->invocation = invocation;
  g_application_hold (self->application);
  m77_agent1_call_titles (proxy, typed, ASKED_MOST, NULL, titles_cb, search);
}

static void
open_result (GuiSearchProvider *self, const char *result)
{
  g_auto (GStrv) parts = g_strsplit (result, "/", 2);

  if (parts[0] != NULL && parts[1] != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self->application),
                                    "open",
                                    g_variant_new ("(sss)", "", parts[0], parts[1]));
}

static void
call_cb (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer data)
{
  GuiSearchProvider *self = data;
  g_auto (GStrv) words = NULL;
  const char *result;

  if (g_str_equal (method, "GetInitialResultSet"))
    g_variant_get (parameters, "(^as)", &words);
  else if (g_str_equal (method, "GetSubsearchResultSet"))
    g_variant_get_child (parameters, 1, "^as", &words);
  else if (g_str_equal (method, "GetResultMetas"))
    {
      g_variant_get (parameters, "(^as)", &words);
      g_dbus_method_invocation_return_value (
          invocation,
          g_variant_new ("(@aa{sv})",
                         gui_search_provider_metas (self, (const char *const *) words)));
      return;
    }
  else
    {
      if (g_str_equal (method, "ActivateResult"))
        {
          g_variant_get_child (parameters, 0, "&s", &result);
          open_result (self, result);
        }
      else
        g_application_activate (self->application);
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  find (self, words, invocation);
}

gboolean
gui_search_provider_export (GuiSearchProvider *self, GDBusConnection *bus, GError **error)
{
  static const GDBusInterfaceVTable table = { .method_call = call_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, error);

  if (node == NULL)
    return FALSE;
  self->registration = g_dbus_connection_register_object (bus,
                                                          GUI_SEARCH_PROVIDER_PATH,
                                                          node->interfaces[0],
                                                          &table,
                                                          self,
                                                          NULL,
                                                          error);
  if (self->registration != 0)
    self->bus = g_object_ref (bus);
  return self->registration != 0;
}

void
gui_search_provider_unexport (GuiSearchProvider *self)
{
  if (self->bus != NULL)
    g_dbus_connection_unregister_object (self->bus, self->registration);
  g_clear_object (&self->bus);
}

static void
gui_search_provider_dispose (GObject *object)
{
  GuiSearchProvider *self = GUI_SEARCH_PROVIDER (object);

  gui_search_provider_unexport (self);
  g_clear_object (&self->client);
  g_clear_pointer (&self->metas, g_hash_table_unref);

  G_OBJECT_CLASS (gui_search_provider_parent_class)->dispose (object);
}

static void
gui_search_provider_class_init (GuiSearchProviderClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_search_provider_dispose;
}

static void
gui_search_provider_init (GuiSearchProvider *self)
{
  self->metas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_meta);
}

GuiSearchProvider *
gui_search_provider_new (GApplication *application)
{
  GuiSearchProvider *self = g_object_new (GUI_TYPE_SEARCH_PROVIDER, NULL);

  self->application = application;
  return self;
}
