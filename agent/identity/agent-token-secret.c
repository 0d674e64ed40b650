/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-token-secret"

#include "config.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

#include "agent/identity/agent-token.h"
#include "shared/base/m77-error.h"

#define LOAD_TIMEOUT_S 5
#define SAVE_TIMEOUT_S 15 /* commands wait 25 */
#define FLATPAK_INFO   "/.flatpak-info"
#define LOCKED         _ ("the keyring is locked")

/* A locked keyring is told, never unlocked from here: a prompt that nobody asked for would come
 * back with each try, and one that is dismissed, or that nothing can show, libsecret 0.20 waits
 * for without end. */

static const SecretSchema schema = {
  "com.mogothrow77.Token",
  SECRET_SCHEMA_NONE,
  { { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

typedef struct
{
  AgentTokenFunc func; /* NULL once answered */
  gpointer data;
  GCancellable *cancellable;
  guint timer;
  char *uuid, *label, *token; /* of what is saved; NULL */
} Request;

static void
answer (Request *request, const char *token, const GError *error)
{
  AgentTokenFunc func = g_steal_pointer (&request->func);

  g_clear_handle_id (&request->timer, g_source_remove);
  if (func != NULL)
    func (token, error, request->data);
}

static void
request_free (Request *request)
{
  g_object_unref (request->cancellable);
  agent_token_free (request->token);
  g_free (request->label);
  g_free (request->uuid);
  g_free (request);
}

static GError *
no_service (const char *why)
{
  return g_error_new (M77_ERROR,
                      M77_ERROR_NO_SECRET_SERVICE,
                      _ ("The secret service did not answer (%s). Start or unlock it, or keep the "
                         "token in a file: --token-store file."),
                      why);
}

/* Answered at once: a service that does not listen to cancelling either is left alone. */
static gboolean
timeout_cb (gpointer data)
{
  Request *request = data;
  g_autoptr (GError) error = no_service (_ ("it took too long"));

  request->timer = 0;
  answer (request, NULL, error);
  g_cancellable_cancel (request->cancellable);
  return G_SOURCE_REMOVE;
}

static Request *
request_new (AgentTokenFunc func, gpointer data, guint timeout_s)
{
  Request *request = g_new0 (Request, 1);

  request->func = func;
  request->data = data;
  request->cancellable = g_cancellable_new ();
  request->timer = g_timeout_add_seconds (timeout_s, timeout_cb, request);
  return request;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  g_autoptr (GError) local = NULL, error = NULL;

  if (!secret_password_store_finish (result, &local))
    error = no_service (local != NULL ? local->message : _ ("it refused"));
  answer (request, NULL, error);
  request_free (request);
}

static void
store (Request *request)
{
  secret_password_store (&schema,
                         SECRET_COLLECTION_DEFAULT,
                         request->label,
                         request->token,
                         request->cancellable,
                         saved_cb,
                         request,
                         "profile",
                         request->uuid,
                         NULL);
}

static void
refuse_save (Request *request, const char *why)
{
  g_autoptr (GError) error = no_service (why);

  answer (request, NULL, error);
  request_free (request);
}

static void
collection_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &local);

  if (local != NULL)
    refuse_save (request, local->message);
  else if (collection != NULL && secret_collection_get_locked (collection))
    refuse_save (request, LOCKED);
  else
    store (request);
}

static void
service_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (SecretService) service = secret_service_get_finish (result, &local);

  if (service == NULL)
    refuse_save (request, local != NULL ? local->message : _ ("it refused"));
  else
    secret_collection_for_alias (service,
                                 SECRET_COLLECTION_DEFAULT,
                                 SECRET_COLLECTION_NONE,
                                 request->cancellable,
                                 collection_cb,
                                 request);
}

void
agent_token_secret_save (const char *uuid,
                         const char *label,
                         const char *token,
                         AgentTokenFunc func,
                         gpointer data)
{
  Request *request = request_new (func, data, SAVE_TIMEOUT_S);

  request->uuid = g_strdup (uuid);
  request->label = g_strdup (label);
  request->token = g_strdup (token);
  /* There it is a file of the sandbox, and the service need not be reachable. */
  if (g_file_test (FLATPAK_INFO, G_FILE_TEST_EXISTS))
    store (request);
  else
    secret_service_get (SECRET_SERVICE_NONE, request->cancellable, service_cb, request);
}

/* Takes error (may be NULL). */
static void
answer_load (Request *request, const char *token, GError *error)
{
  g_autoptr (GError) taken = error;

  answer (request, token, taken);
  request_free (request);
}

static void
retrieved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  g_autoptr (GError) local = NULL;
  SecretValue *value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source),
                                                                  result,
                                                                  &local);
  const char *token = value != NULL ? secret_value_get_text (value) : NULL;

  if (token != NULL)
    answer_load (request, token, NULL);
  else
    answer_load (request, NULL, no_service (local != NULL ? local->message : _ ("it refused")));
  g_clear_pointer (&value, secret_value_unref);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  g_autoptr (GError) local = NULL;
  g_autolist (GObject) items = secret_password_search_finish (result, &local);

  if (local != NULL)
    answer_load (request, NULL, no_service (local->message));
  else if (items == NULL)
    answer_load (request,
                 NULL,
                 g_error_new_literal (M77_ERROR,
                                      M77_ERROR_SIGN_IN,
                                      _ ("The secret service has no token for this profile. Sign "
                                         "in again: m77 login.")));
  else if (SECRET_IS_ITEM (items->data) && secret_item_get_locked (items->data))
    answer_load (request, NULL, no_service (LOCKED));
  else
    secret_retrievable_retrieve_secret (items->data, request->cancellable, retrieved_cb, request);
}

void
agent_token_secret_load (const char *uuid, AgentTokenFunc func, gpointer data)
{
  Request *request = request_new (func, data, LOAD_TIMEOUT_S);

  secret_password_search (&schema,
                          SECRET_SEARCH_NONE,
                          request->cancellable,
                          found_cb,
                          request,
                          "profile",
                          uuid,
                          NULL);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  g_autoptr (GError) local = NULL, error = NULL;

  secret_password_clear_finish (result, &local);
  if (local != NULL)
    error = no_service (local->message);
  answer (request, NULL, error);
  request_free (request);
}

void
agent_token_secret_forget (const char *uuid, AgentTokenFunc func, gpointer data)
{
  Request *request = request_new (func, data, SAVE_TIMEOUT_S);

  secret_password_clear (&schema, request->cancellable, cleared_cb, request, "profile", uuid, NULL);
}
