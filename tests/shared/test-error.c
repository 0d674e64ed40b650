/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>

#include "shared/base/m77-error.h"

static void
test_complete (void)
{
  g_autoptr (GHashTable) nicks = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < M77_N_ERRORS; i++)
    {
      g_autoptr (GError) error = g_error_new_literal (M77_ERROR, (int) i, "");
      const char *nick = m77_error_code_nick ((M77Error) i);
      M77Error code;

      g_assert_nonnull (nick);
      g_assert_true (g_hash_table_add (nicks, (gpointer) nick));
      g_assert_cmpstr (m77_error_nick (error), ==, nick);
      g_assert_true (m77_error_code_from_nick (nick, &code));
      g_assert_cmpuint (code, ==, i);
      g_assert_cmpint (m77_error_exit_status (error), >=, 1);
      g_assert_cmpint (m77_error_exit_status (error), <=, 8);
    }
}

static void
test_unknown (void)
{
  g_autoptr (GError) foreign = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_IO, "");
  g_autoptr (GError) newer = g_error_new_literal (M77_ERROR, 9999, "");
  M77Error code = M77_ERROR_OFFLINE;

  g_assert_cmpstr (m77_error_nick (foreign), ==, "failed");
  g_assert_cmpstr (m77_error_nick (newer), ==, "failed");
  g_assert_cmpint (m77_error_exit_status (foreign), ==, 1);
  g_assert_cmpint (m77_error_exit_status (newer), ==, 1);
  g_assert_false (m77_error_code_from_nick ("no-such", &code));
  g_assert_cmpint (code, ==, M77_ERROR_FAILED);
}

static void
test_bus (void)
{
  for (guint i = 0; i < M77_N_ERRORS; i++)
    {
      g_autoptr (GError) error = NULL, returned = NULL;
      g_autofree char *name = NULL;

      m77_error_register ();
      error = g_error_new_literal (M77_ERROR, (int) i, "The disk is full.");
      name = g_dbus_error_encode_gerror (error);
      g_assert_true (g_str_has_prefix (name, "com.mogothrow77.Error."));
      g_assert_true (g_dbus_is_name (name));
      returned = g_dbus_error_new_for_dbus_error (name, "The disk is full.");
      g_assert_error (returned, M77_ERROR, (int) i);
      if (i == M77_ERROR_STORAGE_FULL)
        g_assert_cmpstr (name, ==, "com.mogothrow77.Error.StorageFull");
    }
}

static void
test_offline (void)
{
  static const struct
  {
    GQuark (*domain) (void);
    int code;
    gboolean offline;
    int exit_status;
  } cases[] = {
    { g_io_error_quark, G_IO_ERROR_HOST_NOT_FOUND, TRUE, 6 },
    { g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, TRUE, 6 },
    { g_io_error_quark, G_IO_ERROR_TIMED_OUT, TRUE, 6 },
    { g_io_error_quark, G_IO_ERROR_NETWORK_UNREACHABLE, TRUE, 6 },
    { g_io_error_quark, G_IO_ERROR_CANCELLED, FALSE, 1 },
    { g_resolver_error_quark, G_RESOLVER_ERROR_NOT_FOUND, TRUE, 6 },
    { g_option_error_quark, G_OPTION_ERROR_UNKNOWN_OPTION, FALSE, 2 },
    { m77_error_quark, M77_ERROR_PLATFORM_UNREACHABLE, TRUE, 6 },
    { m77_error_quark, M77_ERROR_OFFLINE, TRUE, 6 },
    { m77_error_quark, M77_ERROR_AGENT_UNREACHABLE, FALSE, 6 },
    { m77_error_quark, M77_ERROR_BAD_FILTER, FALSE, 2 },
    { m77_error_quark, M77_ERROR_AMBIGUOUS, FALSE, 3 },
    { m77_error_quark, M77_ERROR_NOT_PERMITTED, FALSE, 4 },
    { m77_error_quark, M77_ERROR_CONFLICT, FALSE, 5 },
    { m77_error_quark, M77_ERROR_SIGN_IN, FALSE, 7 },
    { m77_error_quark, M77_ERROR_ACTION_QUEUED, FALSE, 8 },
    { m77_error_quark, M77_ERROR_INVALID, FALSE, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (cases[i].domain (), cases[i].code, "");

      g_test_message ("%s %d", g_quark_to_string (error->domain), error->code);
      g_assert_true (m77_error_is_offline (error) == cases[i].offline);
      g_assert_cmpint (m77_error_exit_status (error), ==, cases[i].exit_status);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error/complete", test_complete);
  g_test_add_func ("/error/unknown", test_unknown);
  g_test_add_func ("/error/bus", test_bus);
  g_test_add_func ("/error/offline", test_offline);

  return g_test_run ();
}
