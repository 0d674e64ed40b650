/* m77-platform: the embedded platform
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "platform"

#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "platform/api/platform-server.h"
#include "platform/demo/platform-demo.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

#define TICK_LEAST_MS 20     /* while more is due than one turn takes */
#define TICK_MOST_S   60     /* a clock that is set must not leave us asleep */
#define ALONE_TRIES   10     /* for a command that is about to end */
#define ALONE_WAIT    100000 /* µs between them */

/* Every option of every verb; one run uses a few of them. */
typedef struct
{
  char *data, *listen, *tls_certificate, *tls_key;
  gboolean demo, insecure, private_webhooks;
  char *tenant, *member, *role, *four_eyes;
  gint64 records, seed;
  char **words; /* what is not an option */
} Options;

typedef struct
{
  const char *verb;  /* "tenant create" */
  const char *words; /* what it takes besides options */
  guint n_words;
  const char *brief;   /* N_() */
  const char *options; /* names it takes, each between spaces */
  gboolean (*run) (const Options *options, GError **error);
} Verb;

typedef struct
{
  PlatformCore *core;
  GMainLoop *loop;
  guint tick;
} Service;

static gboolean
fail_usage (GError **error, const char *message)
{
  g_set_error_literal (error, M77_ERROR, M77_ERROR_USAGE, message);
  return FALSE;
}

static PlatformCore *
open_core (const Options *options, GError **error)
{
  if (options->data == NULL)
    {
      fail_usage (error, _ ("no data directory given: add --data DIR"));
      return NULL;
    }
  return platform_core_open (options->data, NULL, m77_runtime_real (), error);
}

/* For what wants the directory to itself. */
static PlatformCore *
open_alone (const Options *options, GError **error)
{
  for (guint i = 0; i < ALONE_TRIES; i++)
    {
      g_autoptr (PlatformCore) core = open_core (options, error);

      if (core == NULL)
        return NULL;
      if (platform_core_is_first (core))
        return g_steal_pointer (&core);
      g_usleep (ALONE_WAIT);
    }
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_LOCKED,
               _ ("another m77-platform has %s: stop it, or wait until it is done"),
               options->data);
  return NULL;
}

static gboolean
tick_cb (gpointer data)
{
  Service *service = data;
  gint64 due = platform_core_tick (service->core);
  gint64 now = m77_runtime_now (m77_runtime_real ()), wait_s = TICK_MOST_S;

  if (due != M77_TIME_NONE)
    wait_s = CLAMP ((due - now + 999) / 1000, 1, TICK_MOST_S);
  if (due != M77_TIME_NONE && due <= now)
    service->tick = g_timeout_add (TICK_LEAST_MS, tick_cb, service);
  else
    service->tick = g_timeout_add_seconds ((guint) wait_s, tick_cb, service);
  return G_SOURCE_REMOVE;
}

static gboolean
stop_cb (gpointer data)
{
  Service *service = data;

  g_main_loop_quit (service->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
serve_until_stopped (PlatformCore *core, const Options *options, GError **error)
{
  g_autoptr (PlatformServer) server = platform_server_new (core);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Service service = { core, loop, 0 };
  g_autofree char *url = NULL;
  guint term, interrupt;

  if (options->tls_certificate != NULL &&
      !platform_server_set_tls (server, options->tls_certificate, options->tls_key, error))
    return FALSE;
  url = platform_server_listen (server, options->listen, options->insecure, error);
  if (url == NULL)
    return FALSE;

  term = g_unix_signal_add (SIGTERM, stop_cb, &service);
  interrupt = g_unix_signal_add (SIGINT, stop_cb, &service);
  tick_cb (&service);
  printf ("listening on %s\n", url);
  fflush (stdout);
  g_main_loop_run (loop);

  g_source_remove (term);
  g_source_remove (interrupt);
  g_source_remove (service.tick);
  return TRUE;
}

static gboolean
run_serve (const Options *options, GError **error)
{
  g_autoptr (PlatformCore) core = NULL;

  if (options->listen == NULL)
    return fail_usage (error, _ ("no address given: add --listen 127.0.0.1:0"));
  if ((options->tls_certificate == NULL) != (options->tls_key == NULL))
    return fail_usage (error, _ ("--tls-certificate and --tls-key belong together: give both"));

  core = open_alone (options, error);
  if (core == NULL)
    return FALSE;
  platform_core_set_private_targets (core, options->private_webhooks);
  if (options->demo && !platform_demo_seed (core, m77_runtime_real (), error))
    return FALSE;
  return serve_until_stopped (core, options, error);
}

static gboolean
run_tenant_create (const Options *options, GError **error)
{
  g_autoptr (PlatformCore) core = open_core (options, error);

  return core != NULL && platform_core_tenant_create (core, options->words[0], error);
}

static gboolean
run_tenant_set (const Options *options, GError **error)
{
  g_autoptr (PlatformCore) core = NULL;
  gboolean on = g_strcmp0 (options->four_eyes, "on") == 0;

  if (!on && g_strcmp0 (options->four_eyes, "off") != 0)
    return fail_usage (error, _ ("nothing to set: add --four-eyes on, or off"));
  core = open_core (options, error);
  return core != NULL && platform_core_set_four_eyes (core, options->words[0], on, error);
}

static gboolean
run_tenant_generate (const Options *options, GError **error)
{
  g_autoptr (PlatformCore) core = NULL;

  if (options->records < 1 || options->seed < 0 || options->seed > G_MAXUINT32)
    return fail_usage (error,
                       _ ("no number of records given: add --records N, and --seed S "
                          "for others than those of seed 0"));
  core = open_alone (options, error);
  if (core == NULL)
    return FALSE;
  return platform_demo_generate (core,
                                 options->words[0],
                                 (guint64) options->records,
                                 (guint32) options->seed,
                                 m77_runtime_real (),
                                 error);
}

static gboolean
run_token_create (const Options *options, GError **error)
{
  g_autoptr (PlatformCore) core = NULL;
  g_autofree char *token = NULL;

  if (options->tenant == NULL || options->member == NULL || options->role == NULL)
    return fail_usage (error, _ ("a token is for somebody: add --tenant T --member M --role R"));
  core = open_core (options, error);
  if (core == NULL)
    return FALSE;
  token = platform_core_token_create (core, options->tenant, options->member, options->role, error);
  if (token == NULL)
    return FALSE;
  printf ("%s\n", token);
  return TRUE;
}

static gboolean
run_backup (const Options *options, GError **error)
{
  g_autoptr (PlatformCore) core = open_core (options, error);

  return core != NULL && platform_core_backup (core, options->words[0], error);
}

static gboolean
run_restore (const Options *options, GError **error)
{
  g_autoptr (PlatformCore) core = open_core (options, error);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "platform.db.before-%Y%m%dT%H%M%SZ");
  g_autofree char *before = NULL;

  if (core == NULL)
    return FALSE;
  before = g_build_filename (options->data, stamp, NULL);
  if (!platform_core_restore (core, options->words[0], before, error))
    return FALSE;
  printf (_ ("restored; what was there before is in %s\n"), before);
  return TRUE;
}

static gboolean
verify_tenant (PlatformCore *core, const char *tenant, GError **error)
{
  gint64 last;

  if (!platform_core_audit_verify (core, tenant, &last, error))
    {
      g_prefix_error (error, "%s: ", tenant);
      return FALSE;
    }
  printf (_ ("%s: %" G_GINT64_FORMAT " audit entries, as they were written\n"), tenant, last);
  return TRUE;
}

/* Of one tenant, or of all. */
static gboolean
run_audit_verify (const Options *options, GError **error)
{
  g_autoptr (PlatformCore) core = open_core (options, error);
  g_auto (GStrv) tenants = NULL;

  if (core == NULL)
    return FALSE;
  if (options->tenant != NULL)
    return verify_tenant (core, options->tenant, error);
  tenants = platform_core_tenants (core, error);
  for (guint i = 0; tenants != NULL && tenants[i] != NULL; i++)
    if (!verify_tenant (core, tenants[i], error))
      return FALSE;
  return tenants != NULL;
}

// clang-format off
static const Verb verbs[] = {
  { "serve", "", 0, N_("Serve the tenants of a directory over HTTP until stopped"),
    " data listen demo insecure tls-certificate tls-key private-webhooks ", run_serve },
  { "tenant create", "NAME", 1, N_("Make a tenant"), " data ", run_tenant_create },
  { "tenant set", "NAME", 1, N_("Say how a tenant works"), " data four-eyes ", run_tenant_set },
  { "tenant generate", "NAME", 1, N_("Make a tenant full of made-up records, for measuring"),
    " data records seed ", run_tenant_generate },
  { "token create", "", 0, N_("Make a personal access token and print it, once"),
    " data tenant member role ", run_token_create },
  { "backup", "FILE", 1, N_("Copy everything into a file, also while it serves"), " data ", run_backup },
  { "restore", "FILE", 1, N_("Put everything back as it was in such a file"), " data ", run_restore },
  { "audit verify", "", 0, N_("Check that no audit entry was changed or left out"),
    " data tenant ", run_audit_verify },
};
// clang-format on

/* The verb that words begin with, and how many words it has; NULL: none. */
static const Verb *
find_verb (int argc, char **argv, int *used)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_auto (GStrv) words = g_strsplit (verbs[i].verb, " ", 0);
      int n = (int) g_strv_length (words);

      if (argc < n + 1 || !g_str_equal (words[0], argv[1]))
        continue;
      if (n == 2 && !g_str_equal (words[1], argv[2]))
        continue;
      *used = n;
      return &verbs[i];
    }
  return NULL;
}

static gboolean
takes (const Verb *verb, const char *option)
{
  g_autofree char *word = g_strconcat (" ", option, " ", NULL);

  return strstr (verb->options, word) != NULL;
}

static gboolean
parse_options (const Verb *verb, int *argc, char ***argv, Options *options, GError **error)
{
  // clang-format off
  const GOptionEntry all[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &options->data, N_("Directory of the data, made if missing"), N_("DIR") },
    { "listen", 'l', 0, G_OPTION_ARG_STRING, &options->listen, N_("Where to listen; port 0 picks one"), N_("ADDRESS:PORT") },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &options->demo, N_("Make the tenant “demo” unless it is there"), NULL },
    { "tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &options->tls_certificate, N_("Serve https with this certificate (PEM)"), N_("FILE") },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &options->tls_key, N_("… and its private key (PEM)"), N_("FILE") },
    { "insecure", 0, 0, G_OPTION_ARG_NONE, &options->insecure, N_("Allow http on an address others can reach"), NULL },
    { "private-webhooks", 0, 0, G_OPTION_ARG_NONE, &options->private_webhooks, N_("Let webhooks lead to this machine and private networks"), NULL },
    { "tenant", 0, 0, G_OPTION_ARG_STRING, &options->tenant, N_("The tenant it is for"), N_("NAME") },
    { "member", 0, 0, G_OPTION_ARG_STRING, &options->member, N_("Whose it is; made if missing"), N_("HANDLE") },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options->role, N_("viewer, responder, operator, admin, auditor or a role of the tenant"), N_("ROLE") },
    { "four-eyes", 0, 0, G_OPTION_ARG_STRING, &options->four_eyes, N_("Whether sensitive actions want a second member"), "on|off" },
    { "records", 0, 0, G_OPTION_ARG_INT64, &options->records, N_("How many records"), N_("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options->seed, N_("Which records: the same for the same seed"), N_("S") },
    { NULL }
  };
  // clang-format on
  GOptionEntry entries[G_N_ELEMENTS (all)] = { { NULL } };
  g_autofree char *usage = g_strdup_printf ("%s %s", verb->verb, verb->words);
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  guint n = 0;

  for (guint i = 0; all[i].long_name != NULL; i++)
    if (takes (verb, all[i].long_name))
      entries[n++] = all[i];
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ (verb->brief));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse (context, argc, argv, error);
}

static void
print_help (void)
{
  printf ("%s\n", _ ("Usage: m77-platform VERB [OPTION…]"));
  printf ("\n%s\n\n", _ ("The embedded platform of Mogothrow77 Console."));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    printf ("  %-16s %-5s %s\n", verbs[i].verb, verbs[i].words, _ (verbs[i].brief));
  printf ("\n%s\n", _ ("m77-platform VERB --help tells a verb's options; m77-platform --version."));
}

/* One line, whatever the message holds. */
static int
report (const GError *error)
{
  g_autofree char *line = g_strdelimit (g_strdup (error->message), "\n", ' ');
  gboolean usage = g_error_matches (error, M77_ERROR, M77_ERROR_USAGE) ||
                   error->domain == G_OPTION_ERROR;

  fprintf (stderr, "m77-platform: %s (%s)\n", line, usage ? "usage" : m77_error_nick (error));
  return usage ? 2 : 1;
}

static int
run_verb (const Verb *verb, int argc, char **argv)
{
  Options options = { .seed = 0 };
  g_autoptr (GError) error = NULL;
  gboolean done = parse_options (verb, &argc, &argv, &options, &error);

  if (done && (guint) argc != verb->n_words + 1)
    done = fail_usage (&error,
                       verb->n_words == 0 ? _ ("too many words: see --help")
                                          : _ ("one word expected: see --help"));
  options.words = argv + 1;
  done = done && verb->run (&options, &error);

  g_free (options.data);
  g_free (options.listen);
  g_free (options.tls_certificate);
  g_free (options.tls_key);
  g_free (options.tenant);
  g_free (options.member);
  g_free (options.role);
  g_free (options.four_eyes);
  return done ? 0 : report (error);
}

int
main (int argc, char **argv)
{
  const Verb *verb;
  int used = 0;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, M77_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc == 2 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")))
    {
      print_help ();
      return 0;
    }
  if (argc == 2 && g_str_equal (argv[1], "--version"))
    {
      printf ("m77-platform %s\n", M77_VERSION);
      return 0;
    }
  verb = find_verb (argc, argv, &used);
  if (verb == NULL)
    {
      fprintf (stderr, "%s\n", _ ("m77-platform: no such verb: see m77-platform --help (usage)"));
      return 2;
    }
  argv[used] = argv[0];
  return run_verb (verb, argc - used, argv + used);
}
