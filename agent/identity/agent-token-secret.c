/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-token-secret"

#include "config.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

#include "agent/identity/agent-token.h"
#include "shared/base/m77-error.h"

#define LOAD_TIMEOUT_S 5
#define SAVE_TIMEOUT_S 15 /* the person may have to unlock it; commands wait 25 */

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

void
agent_token_secret_save (const char *uuid,
                         const char *label,
                         const char *token,
                         AgentTokenFunc func,
                         gpointer data)
{
  Request *request = request_new (func, data, SAVE_TIMEOUT_S);

  secret_password_store (&schema,
                         SECRET_COLLECTION_DEFAULT,
                         label,
                         token,
                         request->cancellable,
                         saved_cb,
                         request,
                         "profile",
                         uuid,
                         NULL);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  g_autoptr (GError) local = NULL, error = NULL;
  char *token = secret_password_lookup_finish (result, &local);

  if (local != NULL)
    error = no_service (local->message);
  else if (token == NULL)
    error = g_error_new_literal (M77_ERROR,
                                 M77_ERROR_SIGN_IN,
                                 _ ("The secret service has no token for this profile. Add the "
                                    "profile again, under the same name, with a new one."));
  answer (request, token, error);
  secret_password_free (token);
  request_free (request);
}

void
agent_token_secret_load (const char *uuid, AgentTokenFunc func, gpointer data)
{
  Request *request = request_new (func, data, LOAD_TIMEOUT_S);

  secret_password_lookup (&schema, request->cancellable, loaded_cb, request, "profile", uuid, NULL);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_message ("A token stays with the secret service: %s", error->message);
}

void
agent_token_secret_forget (const char *uuid)
{
  secret_password_clear (&schema, NULL, cleared_cb, NULL, "profile", uuid, NULL);
}
