/* test-fields.c: FIELD=VALUE as typed
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gstdio.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "tui/commands/tui-fields.h"

#define NOW "2030-05-17T03:12:00.000Z"

typedef struct
{
  TuiContext context;
  M77Json *patch, *elements;
} Fields;

static void
fields_clear (Fields *self)
{
  g_clear_pointer (&self->context.words, g_ptr_array_unref);
  tui_context_clear (&self->context);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fields, fields_clear)

static gboolean
read_words (Fields *self, const char *kind, const char *const *words, GError **error)
{
  self->context.words = g_ptr_array_new ();
  self->context.pool = m77_json_pool_new ();
  self->context.now = m77_time_parse (NOW);
  self->context.zone = g_time_zone_new_utc ();
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (self->context.words, (gpointer) words[i]);

  return tui_fields_read (&self->context,
                          m77_kind_find (kind),
                          0,
                          &self->patch,
                          &self->elements,
                          error);
}

static void
assert_reads (const char *kind, const char *const *words, const char *patch, const char *elements)
{
  g_auto (Fields) fields = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *patch_text = NULL;
  g_autofree char *elements_text = NULL;

  read_words (&fields, kind, words, &error);
  g_assert_no_error (error);
  patch_text = m77_json_to_text (fields.patch);
  elements_text = m77_json_to_text (fields.elements);
  g_assert_cmpstr (patch_text, ==, patch);
  g_assert_cmpstr (elements_text, ==, elements);
}

static void
assert_refused (const char *kind, const char *word, M77Error code)
{
  const char *words[] = { word, NULL };
  g_auto (Fields) fields = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (read_words (&fields, kind, words, &error));
  g_assert_error (error, M77_ERROR, (int) code);
}

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
test_values (void)
{
  assert_reads ("incident",
                WORDS ("title=Card payments failing", "sev=SEV1", "lead=@jana", "bridge="),
                "{\"title\":\"Card payments failing\",\"severity\":\"sev1\",\"lead\":\"jana\","
                "\"bridge\":null}",
                "null");
  assert_reads ("incident",
                WORDS ("next_update_due=in 2h", "customers_affected=12"),
                "{\"next_update_due\":\"2030-05-17T05:12:00.000Z\",\"customers_affected\":12}",
                "null");
  assert_reads ("incident", WORDS ("summary=a=b"), "{\"summary\":\"a=b\"}", "null");
  assert_reads ("incident",
                WORDS ("summary=@@jana said so"),
                "{\"summary\":\"@jana said so\"}",
                "null");
}

static void
test_elements (void)
{
  assert_reads ("incident",
                WORDS ("labels+=db,net", "label-=old", "labels+=x", "responders+=@omar"),
                "null",
                "{\"labels\":{\"add\":[\"db\",\"net\",\"x\"],\"remove\":[\"old\"]},"
                "\"responders\":{\"add\":[\"omar\"]}}");
  assert_reads ("incident",
                WORDS ("tasks+=a=b", "tasks-=c"),
                "{\"tasks\":{\"a\":\"b\",\"c\":null}}",
                "null");
  assert_reads ("incident",
                WORDS ("timeline+=seen"),
                "null",
                "{\"timeline\":{\"append\":[{\"kind\":\"note\",\"text\":\"seen\"}]}}");
}

static void
test_unknown_kind (void)
{
  assert_reads ("gadget", WORDS ("a=1", "b=x", "c="), "{\"a\":1,\"b\":\"x\",\"c\":null}", "null");
}

static void
test_refused (void)
{
  assert_refused ("incident", "title", M77_ERROR_USAGE);
  assert_refused ("incident", "=x", M77_ERROR_USAGE);
  assert_refused ("incident", "colour=red", M77_ERROR_USAGE);
  assert_refused ("incident", "version=3", M77_ERROR_USAGE);
  assert_refused ("incident", "title+=x", M77_ERROR_USAGE);
  assert_refused ("incident", "severity=sev9", M77_ERROR_INVALID);
  assert_refused ("incident", "summary=@/nowhere/at/all", M77_ERROR_NOT_FOUND);
}

/* What a file holds goes in byte for byte; what cannot be a record's text is refused. */
static void
test_files (void)
{
  static const char text[] = "\xef\xbb\xbf# Title\r\n\n\ttab \xe2\x80\xae bidi\n\n";
  g_autofree char *dir = g_dir_make_tmp ("m77-fields-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "book.md", NULL);
  g_autofree char *word = g_strdup_printf ("body=@%s", path);
  g_auto (Fields) fields = { 0 };
  g_autoptr (GError) error = NULL;
  const M77Json *body;

  g_assert_true (g_file_set_contents (path, text, sizeof text - 1, NULL));
  read_words (&fields, "runbook", WORDS (word), &error);
  g_assert_no_error (error);
  body = m77_json_get (fields.patch, "body");
  g_assert_cmpmem (m77_json_string (body), m77_json_string_length (body), text, sizeof text - 1);

  g_assert_true (g_file_set_contents (path, "a\xff", 2, NULL));
  assert_refused ("runbook", word, M77_ERROR_INVALID);
  g_assert_true (g_file_set_contents (path, "a\0b", 3, NULL));
  assert_refused ("runbook", word, M77_ERROR_INVALID);

  g_unlink (path);
  g_rmdir (dir);
}

static void
test_arguments (void)
{
  const M77Action *action = m77_kind_action (m77_kind_find ("incident"), "snooze");
  g_auto (Fields) fields = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  M77Json *args;

  g_assert_false (read_words (&fields, "incident", WORDS ("until=in 30m"), &error));
  g_clear_error (&error);
  args = tui_arguments_read (&fields.context, action, 0, &error);
  g_assert_no_error (error);
  text = m77_json_to_text (args);
  g_assert_cmpstr (text, ==, "{\"until\":\"2030-05-17T03:42:00.000Z\"}");

  fields.context.words->pdata[0] = (gpointer) "till=in 30m";
  g_assert_null (tui_arguments_read (&fields.context, action, 0, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_USAGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fields/values", test_values);
  g_test_add_func ("/fields/elements", test_elements);
  g_test_add_func ("/fields/unknown-kind", test_unknown_kind);
  g_test_add_func ("/fields/refused", test_refused);
  g_test_add_func ("/fields/files", test_files);
  g_test_add_func ("/fields/arguments", test_arguments);
  return g_test_run ();
}
