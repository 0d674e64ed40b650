/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "tests/platform/core-fixture.h"

#include <stdarg.h>
#include <string.h>

#include <glib/gstdio.h>

#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"

#define ANSWER_MAX (64 * 1024 * 1024)

static gint64
fake_now (const M77Runtime *runtime)
{
  return ((const Fixture *) runtime)->now;
}

static void
fake_random (const M77Runtime *runtime, guint8 *bytes, gsize count)
{
  Fixture *self = (Fixture *) runtime;

  for (gsize i = 0; i < count; i++)
    {
      self->dice = self->dice * G_GUINT64_CONSTANT (6364136223846793005) + 1442695040888963407;
      bytes[i] = (guint8) (self->dice >> 56);
    }
}

static PlatformCore *
open_core (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  PlatformCore *core = platform_core_open (self->directory, NULL, &self->runtime, &error);

  g_assert_no_error (error);
  return core;
}

Fixture *
fixture_new (void)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autoptr (GError) error = NULL;

  self->runtime = (M77Runtime){ fake_now, fake_now, fake_random };
  self->now = m77_time_parse ("2030-05-17T03:12:00.000Z");
  self->dice = 77;
  self->directory = g_dir_make_tmp ("m77-core-XXXXXX", &error);
  g_assert_no_error (error);
  self->pool = m77_json_pool_new ();
  self->core = open_core (self);
  platform_core_tenant_create (self->core, "shop", &error);
  g_assert_no_error (error);
  return self;
}

void
fixture_reopen (Fixture *self)
{
  platform_core_close (self->core);
  self->core = open_core (self);
}

void
fixture_free (Fixture *self)
{
  static const char *const files[] = {
    "platform.db", "platform.db-wal", "platform.db-shm", "platform.lock", "platform.mark"
  };

  platform_core_close (self->core);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (self->directory, files[i], NULL);
      g_unlink (path);
    }
  g_rmdir (self->directory);
  m77_json_pool_free (self->pool);
  g_free (self->directory);
  g_free (self);
}

char *
fixture_token (Fixture *self, const char *member, const char *role)
{
  g_autoptr (GError) error = NULL;
  char *token = platform_core_token_create (self->core, "shop", member, role, &error);

  g_assert_no_error (error);
  return token;
}

char *
fixture_id (Fixture *self)
{
  return m77_id_new (&self->runtime);
}

M77Answer *
fixture_ask (Fixture *self,
             const char *token,
             const char *method,
             const char *path,
             const char *body,
             ...)
{
  g_auto (GStrv) parts = g_strsplit (path, "?", 2);
  g_autofree char *full = g_strconcat ("/v1/tenants/", parts[0], NULL);
  g_autoptr (M77Request) request = m77_request_new (method, full);
  g_auto (GStrv) pairs = g_strsplit (parts[1] != NULL ? parts[1] : "", "&", 0);
  va_list headers;
  const char *name;

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);
      m77_request_set_query (request, pair[0], pair[1]);
    }
  if (token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
      m77_request_set_header (request, "authorization", bearer);
    }
  va_start (headers, body);
  while ((name = va_arg (headers, const char *)) != NULL)
    m77_request_set_header (request, name, va_arg (headers, const char *));
  va_end (headers);
  if (body != NULL)
    request->body = g_bytes_new (body, strlen (body));
  return platform_core_handle (self->core, request);
}

char *
fixture_text (M77Answer *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = m77_answer_read_all (answer, ANSWER_MAX, NULL, &error);
  gsize size;
  const char *data;

  g_assert_no_error (error);
  m77_answer_free (answer);
  data = g_bytes_get_data (bytes, &size);
  return g_strndup (data != NULL ? data : "", size);
}

const M77Json *
fixture_json (Fixture *self, M77Answer *answer)
{
  g_autofree char *text = fixture_text (answer);
  g_autoptr (GError) error = NULL;
  const M77Json *value = m77_json_parse (self->pool, text, -1, &error);

  g_assert_no_error (error);
  return value;
}

static char *
with_quotes (Fixture *self, const char *text)
{
  g_autofree char *key = fixture_id (self);
  g_auto (GStrv) parts = g_strsplit (text, "KEY", 2);
  char *full = g_strjoinv (key, parts);

  return g_strdelimit (full, "'", '"');
}

const M77Json *
fixture_operate (Fixture *self, const char *token, const char *tenant, const char *operation)
{
  g_autofree char *quoted = with_quotes (self, operation);
  g_autofree char *body = g_strdup_printf ("{\"operations\":[%s]}", quoted);
  g_autofree char *path = g_strconcat (tenant, "/operations", NULL);
  M77Answer *answer = fixture_ask (self, token, "POST", path, body, NULL);
  guint status = answer->status;
  const M77Json *value = fixture_json (self, answer);

  if (status != 200)
    g_error ("%u for %s: %s", status, quoted, m77_json_to_text (value));
  return m77_json_first (m77_json_get (value, "outcomes"));
}

void
fixture_expect (const M77Json *outcome, const char *type, const char *code)
{
  const char *is = m77_json_get_string (outcome, "outcome");
  const char *said = m77_json_get_string (m77_json_get (outcome, "problem"), "code");

  if (g_strcmp0 (is, type) != 0 || (code != NULL && g_strcmp0 (said, code) != 0))
    g_error ("%s %s expected: %s", type, code != NULL ? code : "", m77_json_to_text (outcome));
}

char *
fixture_create (Fixture *self, const char *token, const char *kind, const char *doc)
{
  char *id = fixture_id (self);
  g_autofree char *operation = NULL;

  operation = g_strdup_printf ("{'key':'KEY','op':'create','kind':'%s','id':'%s','doc':%s}",
                               kind,
                               id,
                               doc);
  fixture_expect (fixture_operate (self, token, "shop", operation), "applied", NULL);
  return id;
}

const M77Json *
fixture_doc (Fixture *self, const char *token, const char *kind, const char *id)
{
  g_autofree char *path = g_strdup_printf ("shop/%s/%s", kind, id);
  M77Answer *answer = fixture_ask (self, token, "GET", path, NULL, NULL);

  if (answer->status != 200)
    {
      m77_answer_free (answer);
      return NULL;
    }
  return m77_json_get (fixture_json (self, answer), "doc");
}

const M77Json *
fixture_act (Fixture *self,
             const char *token,
             const char *action,
             const char *kind,
             const char *id,
             const char *args)
{
  g_autofree char *operation = NULL;

  operation = g_strdup_printf ("{'key':'KEY','op':'act','kind':'%s','id':'%s','action':'%s',"
                               "'args':%s}",
                               kind,
                               id,
                               action,
                               args != NULL ? args : "{}");
  return fixture_operate (self, token, "shop", operation);
}
