/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "shared/model/m77-mask.h"

static M77Mask *
make (void)
{
  M77Mask *mask = m77_mask_new ();

  m77_mask_learn (mask, "jana", "Jana Nováková", "jana@shop.example");
  m77_mask_learn (mask, "omar", "Omar El-Sayed", NULL);
  return mask;
}

static void
test_texts (void)
{
  static const char *const texts[][2] = {
    { "Jana Nováková took it from @omar", "P1 took it from P2" },
    { "jana's canary; JANA, (omar)", "P1's canary; P1, (P2)" },
    { "El-Sayed paged", "P2-P2 paged" },
    { "mail jana@shop.example or who@else.example.", "mail P1 or ***." },
    { "from 10.0.3.77 to 4.18.0", "from *** to 4.18.0" },
    { "call +49 30 123 45 67 now", "call *** now" },
    { "host db-jana-2.eu", "host db-P1-2.eu" },
    { "janas Nov\303\241k 512 a+b", NULL },
    { "4.18.0.1000 +12 @ . --", NULL },
    { "", NULL },
    { "\377 jana", NULL }, /* made safe elsewhere */
  };
  g_autoptr (M77Mask) mask = make ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *masked = m77_mask_text (mask, texts[i][0]);

      g_assert_cmpstr (masked, ==, texts[i][1]);
    }
}

static void
test_numbers (void)
{
  g_autoptr (M77Mask) mask = make ();

  g_assert_cmpstr (m77_mask_person (mask, "omar"), ==, "P2");
  g_assert_cmpstr (m77_mask_person (mask, "zoe"), ==, "P3");
  m77_mask_learn (mask, "zoe", "Zoe Lang", NULL);
  g_assert_cmpstr (m77_mask_person (mask, "@ZOE"), ==, "P3");
  g_assert_cmpstr (m77_mask_person (mask, "lang"), ==, "P3");
}

static char *
mask_doc (const char *kind, const char *doc)
{
  g_autoptr (M77Mask) mask = make ();
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *parsed = m77_json_parse (pool, doc, -1, NULL);

  return m77_json_to_text (m77_mask_document (mask, pool, m77_kind_find (kind), parsed));
}

/* Every field that the table calls personal loses a plain value, whatever it is. */
static void
test_personal_fields (void)
{
  const M77Kind *const *kinds = m77_kinds ();

  for (guint k = 0; kinds[k] != NULL; k++)
    for (const M77Field *field = kinds[k]->fields; field->name != NULL; field++)
      {
        g_autoptr (M77Mask) mask = make ();
        g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
        const M77Json *secret = m77_json_string_new (pool, "ada@secret.example");
        g_autofree char *text = NULL;

        if ((field->flags & M77_FIELD_PERSONAL) == 0)
          continue;
        text = m77_json_to_text (m77_mask_value (mask, pool, field, secret));
        g_assert_null (g_strstr_len (text, -1, "ada"));
      }
}

static void
test_documents (void)
{
  static const char *const docs[][3] = {
    { "incident",
      "{\"title\":\"Ask jana\",\"lead\":\"jana\",\"responders\":[\"omar\",\"zoe\"],"
      "\"number\":7,\"timeline\":[{\"author\":\"omar\",\"text\":\"jana was told\"}]}",
      "{\"title\":\"Ask P1\",\"lead\":\"P1\",\"responders\":[\"P2\",\"P3\"],"
      "\"number\":7,\"timeline\":[{\"author\":\"P2\",\"text\":\"P1 was told\"}]}" },
    { "member",
      "{\"handle\":\"jana\",\"email\":\"j@x.example\",\"contacts\":{\"push\":\"+49 30 1234567\"}}",
      "{\"handle\":\"P1\",\"email\":\"***\",\"contacts\":{\"push\":\"***\"}}" },
    { "of-a-later-version", "{\"x\":{\"jana\":[\"omar\"]}}", "{\"x\":{\"P1\":[\"P2\"]}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (docs); i++)
    {
      g_autofree char *masked = mask_doc (docs[i][0], docs[i][1]);

      g_assert_cmpstr (masked, ==, docs[i][2]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mask/texts", test_texts);
  g_test_add_func ("/mask/numbers", test_numbers);
  g_test_add_func ("/mask/personal-fields", test_personal_fields);
  g_test_add_func ("/mask/documents", test_documents);
  return g_test_run ();
}
