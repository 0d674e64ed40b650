/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "platform/api/platform-core-private.h"
#include "tests/platform/core-fixture.h"

/* docs/api/platform-v1.yaml against the core: every route is in the file and every path of the
 * file is a route; whatever is answered is among the answers that the file names, and its
 * code among the codes. The file is read by its indentation, which is always two spaces. */

#define PATH_INDENT   2
#define METHOD_INDENT 4
#define STATUS_INDENT 8

typedef struct
{
  Fixture *f;
  char *admin, *viewer;
  char *incident;         /* id */
  GHashTable *operations; /* "GET /changes" → set of statuses */
  GHashTable *schemas;    /* set of "schemas/Record", what a $ref may name */
  GHashTable *seen;       /* set of "GET /changes 200" */
  GPtrArray *refs, *codes, *ids;
} Contract;

static guint
indent_of (const char *line)
{
  return (guint) strspn (line, " ");
}

/* "get" of "    get:"; NULL: it is no such line. Free with g_free. */
static char *
name_of (const char *line)
{
  const char *start = line + indent_of (line);
  const char *colon = strchr (start, ':');
  g_autofree char *name = colon != NULL ? g_strndup (start, colon - start) : NULL;

  if (name == NULL || strchr (name, ' ') != NULL)
    return NULL;
  if (name[0] == '"')
    return g_strndup (name + 1, strlen (name) - 2);
  return g_steal_pointer (&name);
}

static gboolean
is_method (const char *name)
{
  static const char *const methods[] = { "get", "put", "post", "patch", "delete", NULL };

  return g_strv_contains (methods, name);
}

/* A line below `paths:`. */
static void
read_path_line (Contract *self, const char *line, char **path, GHashTable **statuses)
{
  g_autofree char *name = name_of (line);

  if (name == NULL)
    return;
  if (indent_of (line) == PATH_INDENT)
    {
      g_free (*path);
      *path = g_steal_pointer (&name);
    }
  else if (indent_of (line) == METHOD_INDENT && is_method (name))
    {
      g_autofree char *method = g_ascii_strup (name, -1);

      *statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->operations, g_strconcat (method, " ", *path, NULL), *statuses);
    }
  else if (indent_of (line) == STATUS_INDENT && strlen (name) == 3 && g_ascii_isdigit (*name))
    g_hash_table_add (*statuses, g_steal_pointer (&name));
}

static void
read_anywhere (Contract *self, const char *line, char **room)
{
  const char *ref = line;
  const char *id = strstr (line, "operationId: ");
  g_autofree char *name = name_of (line);

  while ((ref = strstr (ref, "\"#/components/")) != NULL)
    {
      ref += strlen ("\"#/components/");
      g_ptr_array_add (self->refs, g_strndup (ref, strcspn (ref, "\"")));
    }
  if (id != NULL)
    g_ptr_array_add (self->ids, g_strdup (id + strlen ("operationId: ")));
  if (indent_of (line) == 2 && name != NULL)
    {
      g_free (*room);
      *room = g_strdup (name);
    }
  if (indent_of (line) == 4 && name != NULL && *room != NULL)
    g_hash_table_add (self->schemas, g_strconcat (*room, "/", name, NULL));
}

/* The stable codes: the list at the end of the file. */
static void
read_codes (Contract *self, char **lines)
{
  gboolean within = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_equal (lines[i], "    Code:"))
        within = TRUE;
      if (within && g_str_has_prefix (lines[i], "        - "))
        g_ptr_array_add (self->codes, g_strdup (lines[i] + strlen ("        - ")));
    }
}

static void
read_file (Contract *self)
{
  g_autofree char *path = g_build_filename (g_getenv ("M77_TEST_SOURCE"),
                                            "docs/api/platform-v1.yaml",
                                            NULL);
  g_autofree char *text = NULL, *within = NULL, *room = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  GHashTable *statuses = NULL;
  gboolean in_paths = FALSE;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", 0);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_null (strchr (lines[i], '\t'));
      if (lines[i][0] != ' ' && lines[i][0] != '\0')
        in_paths = g_str_equal (lines[i], "paths:");
      else if (in_paths)
        read_path_line (self, lines[i], &within, &statuses);
      read_anywhere (self, lines[i], &room);
    }
  read_codes (self, lines);
  g_assert_cmpstr (lines[0], ==, "openapi: 3.1.0");
}

static void
set_up (Contract *self, gconstpointer data)
{
  self->f = fixture_new ();
  self->admin = fixture_token (self->f, "omar", "admin");
  self->viewer = fixture_token (self->f, "jana", "viewer");
  self->incident = fixture_create (self->f,
                                   self->admin,
                                   "incident",
                                   "{'title':'T','environment':'production','severity':'sev1'}");
  self->operations = g_hash_table_new_full (g_str_hash,
                                            g_str_equal,
                                            g_free,
                                            (GDestroyNotify) g_hash_table_unref);
  self->schemas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->refs = g_ptr_array_new_with_free_func (g_free);
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  read_file (self);
}

static void
tear_down (Contract *self, gconstpointer data)
{
  g_hash_table_unref (self->operations);
  g_hash_table_unref (self->schemas);
  g_hash_table_unref (self->seen);
  g_ptr_array_unref (self->refs);
  g_ptr_array_unref (self->codes);
  g_ptr_array_unref (self->ids);
  g_free (self->admin);
  g_free (self->viewer);
  g_free (self->incident);
  fixture_free (self->f);
}

/* "/changes", "/{kind}/{id}". */
static char *
path_of (const PlatformRoute *route)
{
  if (route->name != NULL)
    return g_strconcat ("/", route->name, NULL);
  return g_strdup (route->parts == 2 ? "/{kind}" : "/{kind}/{id}");
}

static void
test_routes (Contract *self, gconstpointer data)
{
  guint n;
  const PlatformRoute *routes = platform_core_routes (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = path_of (&routes[i]);
      g_autofree char *operation = g_strconcat (routes[i].method, " ", path, NULL);

      if (!g_hash_table_contains (self->operations, operation))
        g_error ("%s is not in the file", operation);
    }
  /* The events are the server's own. */
  g_assert_true (g_hash_table_contains (self->operations, "GET /events"));
  g_assert_cmpuint (g_hash_table_size (self->operations), ==, n + 1);
}

static void
test_sound (Contract *self, gconstpointer data)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (self->refs->len, >, 50);
  for (guint i = 0; i < self->refs->len; i++)
    if (!g_hash_table_contains (self->schemas, self->refs->pdata[i]))
      g_error ("nothing is called %s", (const char *) self->refs->pdata[i]);
  for (guint i = 0; i < self->ids->len; i++)
    if (!g_hash_table_add (ids, self->ids->pdata[i]))
      g_error ("two are called %s", (const char *) self->ids->pdata[i]);
  g_assert_cmpuint (self->ids->len, ==, g_hash_table_size (self->operations));
}

/* Whether the file has the status for the path of that template. */
static void
check_answer (Contract *self, const char *method, const char *template, M77Answer *answer)
{
  g_autofree char *operation = g_strconcat (method, " ", template, NULL);
  g_autofree char *status = g_strdup_printf ("%u", answer->status);
  GHashTable *statuses = g_hash_table_lookup (self->operations, operation);
  gboolean is_problem = g_strcmp0 (m77_answer_header (answer, "content-type"),
                                   "application/problem+json") == 0;
  g_autofree char *text = fixture_text (answer);

  if (statuses == NULL || !g_hash_table_contains (statuses, status))
    g_error ("%s answers %s, which is not in the file: %s", operation, status, text);
  g_hash_table_add (self->seen, g_strconcat (operation, " ", status, NULL));
  if (is_problem)
    {
      const M77Json *problem = m77_json_parse (self->f->pool, text, -1, NULL);
      const char *code = m77_json_get_string (problem, "code");
      guint index;

      if (!g_ptr_array_find_with_equal_func (self->codes, code, g_str_equal, &index))
        g_error ("%s answers %s, which is no code of the file", operation, code);
    }
}

/* ID stands for the incident, NEW for an id nobody has, KEY for a key. */
static char *
fill_in (Contract *self, const char *text)
{
  g_autofree char *fresh = fixture_id (self->f), *key = fixture_id (self->f);
  g_autoptr (GString) filled = g_string_new (text);

  g_string_replace (filled, "ID", self->incident, 0);
  g_string_replace (filled, "NEW", fresh, 0);
  g_string_replace (filled, "KEY", key, 0);
  g_string_replace (filled, "'", "\"", 0);
  return g_strdup (filled->str);
}

static const struct
{
  const char *method, *template, *path, *body;
  const char *header, *value; /* besides Idempotency-Key; NULL: none */
  guint status;
} asks[] = {
  { "GET", "/changes", "changes", NULL, NULL, NULL, 200 },
  { "GET", "/changes", "changes?after=x", NULL, NULL, NULL, 410 },
  { "GET", "/changes", "changes?limit=x", NULL, NULL, NULL, 422 },
  { "GET", "/me", "me", NULL, NULL, NULL, 200 },
  { "GET", "/checkpoints", "checkpoints?chain=NEW", NULL, NULL, NULL, 200 },
  { "GET", "/checkpoints", "checkpoints", NULL, NULL, NULL, 422 },
  { "POST", "/checkpoints", "checkpoints", "{", NULL, NULL, 400 },
  { "POST", "/checkpoints", "checkpoints", "{}", NULL, NULL, 422 },
  { "POST", "/alerts", "alerts", "{", NULL, NULL, 400 },
  { "POST", "/alerts", "alerts", "{}", NULL, NULL, 422 },
  { "POST", "/alerts", "alerts", "{'alerts':[]}", NULL, NULL, 200 },
  { "POST", "/operations", "operations", "{", NULL, NULL, 400 },
  { "POST", "/operations", "operations", "{}", NULL, NULL, 422 },
  { "POST", "/operations", "operations", "{'operations':[]}", NULL, NULL, 200 },
  { "GET", "/{kind}", "incident", NULL, NULL, NULL, 200 },
  { "GET", "/{kind}", "incident?filter=(", NULL, NULL, NULL, 400 },
  { "GET", "/{kind}", "incident?limit=x", NULL, NULL, NULL, 422 },
  { "GET", "/{kind}", "nothing", NULL, NULL, NULL, 200 },
  { "GET", "/{kind}/{id}", "incident/ID", NULL, NULL, NULL, 200 },
  { "GET", "/{kind}/{id}", "incident/ID", NULL, "if-none-match", "\"v1\"", 304 },
  { "GET", "/{kind}/{id}", "incident/NEW", NULL, NULL, NULL, 404 },
  { "PUT",
    "/{kind}/{id}",
    "team/NEW",
    "{'doc':{'name':'t','title':'T'}}",
    "if-none-match",
    "*",
    201 },
  { "PUT", "/{kind}/{id}", "team/NEW", "{'doc':{'name':'T'}}", "if-none-match", "*", 422 },
  { "PUT", "/{kind}/{id}", "incident/ID", "{'doc':{}}", NULL, NULL, 428 },
  { "PUT", "/{kind}/{id}", "incident/ID", "{'doc':{}}", "if-match", "\"v9\"", 412 },
  { "PUT", "/{kind}/{id}", "incident/NEW", "{'doc':{}}", "if-match", "\"v1\"", 404 },
  { "PATCH", "/{kind}/{id}", "incident/ID", "{'doc':{'title':'U'}}", NULL, NULL, 428 },
  { "PATCH", "/{kind}/{id}", "incident/ID", "{'doc':{'title':'U'}}", "if-match", "\"v9\"", 412 },
  { "PATCH", "/{kind}/{id}", "incident/ID", "{'doc':{'title':1}}", "if-match", "\"v1\"", 422 },
  { "PATCH", "/{kind}/{id}", "incident/ID", "{", "if-match", "\"v1\"", 400 },
  { "PUT", "/{kind}/{id}", "incident/ID", "{", "if-match", "\"v1\"", 400 },
  { "PATCH", "/{kind}/{id}", "incident/ID", "{'doc':{'title':'U'}}", "if-match", "\"v1\"", 200 },
  { "PATCH", "/{kind}/{id}", "incident/NEW", "{'doc':{'title':'U'}}", "if-match", "\"v1\"", 404 },
  { "DELETE", "/{kind}/{id}", "incident/ID", NULL, NULL, NULL, 428 },
  { "DELETE", "/{kind}/{id}", "incident/ID", NULL, "if-match", "\"v9\"", 403 },
  { "DELETE", "/{kind}/{id}", "team/NEW", NULL, "if-match", "\"v1\"", 404 },
};

/* Each request as the administrator, whose answer is the one expected; and as a viewer, nobody and
 * somebody of another tenant, whose answers must only be in the file. */
static void
test_answers (Contract *self, gconstpointer data)
{
  const struct
  {
    const char *token, *tenant;
  } callers[] = {
    { self->admin, "shop" }, { self->viewer, "shop" }, { NULL, "shop" }, { self->admin, "other" }
  };

  for (guint c = 0; c < G_N_ELEMENTS (callers); c++)
    for (guint i = 0; i < G_N_ELEMENTS (asks); i++)
      {
        g_autofree char *path = g_strconcat (callers[c].tenant, "/", asks[i].path, NULL);
        g_autofree char *full = fill_in (self, path), *key = fixture_id (self->f);
        g_autofree char *body = asks[i].body != NULL ? fill_in (self, asks[i].body) : NULL;
        M77Answer *answer = fixture_ask (self->f,
                                         callers[c].token,
                                         asks[i].method,
                                         full,
                                         body,
                                         "idempotency-key",
                                         key,
                                         asks[i].header,
                                         asks[i].value,
                                         NULL);

        if (c == 0 && answer->status != asks[i].status)
          g_error ("%s %s: %u, not %u", asks[i].method, full, answer->status, asks[i].status);
        check_answer (self, asks[i].method, asks[i].template, answer);
      }
  g_assert_cmpuint (g_hash_table_size (self->seen), >, 50);
}

/* Too many, and too much: of every operation. */
static void
test_limits (Contract *self, gconstpointer data)
{
  guint n;
  const PlatformRoute *routes = platform_core_routes (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *template = path_of (&routes[i]);
      const char *path = routes[i].name != NULL ? routes[i].name
                         : routes[i].parts == 2 ? "incident"
                                                : "incident/ID";
      g_autofree char *full = g_strconcat ("shop/", path, NULL);

      platform_core_set_limits (self->f->core, 1, 1);
      m77_answer_free (fixture_ask (self->f, self->admin, "GET", "shop/me", NULL, NULL));
      check_answer (self,
                    routes[i].method,
                    template,
                    fixture_ask (self->f, self->admin, routes[i].method, full, NULL, NULL));
    }
  g_assert_cmpuint (g_hash_table_size (self->seen), ==, n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/platform/contract/routes", Contract, NULL, set_up, test_routes, tear_down);
  g_test_add ("/platform/contract/sound", Contract, NULL, set_up, test_sound, tear_down);
  g_test_add ("/platform/contract/answers", Contract, NULL, set_up, test_answers, tear_down);
  g_test_add ("/platform/contract/limits", Contract, NULL, set_up, test_limits, tear_down);
  return g_test_run ();
}
