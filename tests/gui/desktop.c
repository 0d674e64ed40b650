/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-desktop"

#include "config.h"

#include "tests/gui/desktop.h"

#include <signal.h>
#include <string.h>

#include "tests/agent/remove-tree.h"
#include "tests/gui/xvfb.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAction, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiEditableText, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiStateSet, g_object_unref)

#define PATIENT_US (30 * G_USEC_PER_SEC)
#define LOOK_US    20000
#define DEPTH_MOST 64
#define STEPS_MOST 200

static GTestDBus *bus;
static char *run_directory;
static AtspiEventListener *listener;
static AtspiAccessible *focus;

/* ---- Display and bus ---- */

/* The session bus can start nothing but the accessibility bus; what that says is not for TAP. */
static gboolean
start_bus (GError **error)
{
  static const char service[] =
      "[D-BUS Service]\nName=org.a11y.Bus\n"
      "Exec=/bin/sh -c \"exec /usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null\"\n";
  g_autofree char *path = NULL;

  run_directory = g_dir_make_tmp ("m77-desk-XXXXXX", error);
  if (run_directory == NULL)
    return FALSE;
  path = g_build_filename (run_directory, "org.a11y.Bus.service", NULL);
  if (!g_file_set_contents (path, service, -1, error))
    return FALSE;
  g_setenv ("XDG_RUNTIME_DIR", run_directory, TRUE);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_add_service_dir (bus, run_directory);
  g_test_dbus_up (bus);
  return TRUE;
}

static void
focus_cb (AtspiEvent *event, void *data)
{
  if (event->detail1 != 0)
    g_set_object (&focus, event->source);
  else if (focus == event->source)
    g_clear_object (&focus);
}

gboolean
desktop_begin (void)
{
  g_autoptr (GError) error = NULL;

  if (!start_bus (&error))
    {
      g_printerr ("no bus: %s\n", error->message);
      return FALSE;
    }
  if (!xvfb_start ()) /* behind the bus: GTestDBus takes DISPLAY away */
    return FALSE;
  /* libatspi warns of what is there no longer, or not yet; the app's own warnings stay fatal. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_assert_cmpint (atspi_init (), ==, 0);
  listener = atspi_event_listener_new (focus_cb, NULL, NULL);
  return atspi_event_listener_register (listener, "object:state-changed:focused", NULL);
}

void
desktop_end (void)
{
  g_clear_object (&focus);
  g_clear_object (&listener);
  atspi_exit ();
  g_test_dbus_down (bus);
  g_clear_object (&bus);
  xvfb_stop ();
  remove_tree (run_directory);
  g_clear_pointer (&run_directory, g_free);
}

/* ---- The tree ---- */

static gboolean
is_state (AtspiAccessible *node, AtspiStateType state)
{
  g_autoptr (AtspiStateSet) states = atspi_accessible_get_state_set (node);

  return states != NULL && atspi_state_set_contains (states, state);
}

static char *
name_of (AtspiAccessible *node)
{
  char *name = atspi_accessible_get_name (node, NULL);

  return name != NULL ? name : g_strdup ("");
}

typedef gboolean (*Visit) (AtspiAccessible *node, guint depth, gpointer data);

/* In the order a reader goes; TRUE: the visitor has seen enough. What is hidden is left out. */
static gboolean
walk (AtspiAccessible *node, guint depth, Visit visit, gpointer data)
{
  int count;

  if (visit (node, depth, data))
    return TRUE;
  count = atspi_accessible_get_child_count (node, NULL);
  for (int i = 0; i < count && depth < DEPTH_MOST; i++)
    {
      g_autoptr (AtspiAccessible) child = atspi_accessible_get_child_at_index (node, i, NULL);

      if (child != NULL && is_state (child, ATSPI_STATE_VISIBLE) &&
          walk (child, depth + 1, visit, data))
        return TRUE;
    }
  return FALSE;
}

typedef struct
{
  AtspiRole role;
  const char *name;
  AtspiAccessible *found;
} Wanted;

static gboolean
is_wanted (AtspiAccessible *node, guint depth, gpointer data)
{
  Wanted *wanted = data;
  g_autofree char *name = NULL;

  if (wanted->role != ATSPI_ROLE_INVALID && atspi_accessible_get_role (node, NULL) != wanted->role)
    return FALSE;
  name = name_of (node);
  if (!g_pattern_match_simple (wanted->name, name))
    return FALSE;
  wanted->found = g_object_ref (node);
  return TRUE;
}

static gboolean
tell (AtspiAccessible *node, guint depth, gpointer data)
{
  g_autofree char *role = atspi_accessible_get_role_name (node, NULL);
  g_autofree char *name = name_of (node);

  g_string_append_printf (data, "%*s%s \"%s\"\n", (int) depth, "", role, name);
  return FALSE;
}

static AtspiAccessible *
look (Desktop *self, AtspiRole role, const char *name)
{
  Wanted wanted = { role, name, NULL };

  walk (self->app, 0, is_wanted, &wanted);
  return wanted.found;
}

static void
fail (Desktop *self, AtspiRole role, const char *name, const char *what)
{
  g_autofree char *role_name = atspi_role_get_name (role);
  g_autoptr (GString) all = g_string_new (NULL);

  walk (self->app, 0, tell, all);
  g_printerr ("%s", all->str);
  g_error ("%s \"%s\" %s", role_name, name, what);
}

AtspiAccessible *
desktop_find (Desktop *self, AtspiRole role, const char *name)
{
  gint64 end = g_get_monotonic_time () + PATIENT_US;
  AtspiAccessible *found;

  while ((found = look (self, role, name)) == NULL)
    {
      if (g_get_monotonic_time () > end)
        fail (self, role, name, "never came");
      g_usleep (LOOK_US);
    }
  return found;
}

gboolean
desktop_has (Desktop *self, AtspiRole role, const char *name)
{
  g_autoptr (AtspiAccessible) found = look (self, role, name);

  return found != NULL;
}

void
desktop_wait (Desktop *self, AtspiRole role, const char *name)
{
  g_object_unref (desktop_find (self, role, name));
}

/* ---- Doing ---- */

void
desktop_press (Desktop *self, AtspiRole role, const char *name)
{
  g_autoptr (AtspiAccessible) node = desktop_find (self, role, name);
  g_autoptr (AtspiAction) action = atspi_accessible_get_action_iface (node);
  g_autoptr (GError) error = NULL;

  if (action == NULL)
    fail (self, role, name, "cannot be pressed");
  g_assert_true (atspi_action_do_action (action, 0, &error));
  g_assert_no_error (error);
}

void
desktop_enter (Desktop *self, const char *name, const char *text)
{
  g_autoptr (AtspiAccessible) node = desktop_find (self, ATSPI_ROLE_TEXT, name);
  g_autoptr (AtspiEditableText) entry = atspi_accessible_get_editable_text_iface (node);
  g_autoptr (GError) error = NULL;

  if (entry == NULL)
    fail (self, ATSPI_ROLE_TEXT, name, "cannot be typed into");
  g_assert_true (atspi_editable_text_set_text_contents (entry, text, &error));
  g_assert_no_error (error);
}

void
desktop_keys (Desktop *self, const char *keys)
{
  g_auto (GStrv) each = g_strsplit (keys, " ", -1);

  for (guint i = 0; each[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE,
                                                          &error,
                                                          "xdotool",
                                                          "key",
                                                          each[i],
                                                          NULL);

      g_assert_no_error (error);
      g_assert_true (g_subprocess_wait_check (process, NULL, &error));
      g_assert_no_error (error);
    }
}

/* Events come while the loop runs; a key that moves nothing brings none. */
static void
await_focus (void)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  gint64 end = g_get_monotonic_time () + LOOK_US * 5;
  AtspiAccessible *before = focus;

  while (focus == before && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (context, FALSE))
      g_usleep (LOOK_US / 10);
}

static gboolean
is_row (AtspiRole role)
{
  return role == ATSPI_ROLE_LIST_ITEM || role == ATSPI_ROLE_TABLE_ROW ||
         role == ATSPI_ROLE_TABLE_CELL;
}

void
desktop_reach (Desktop *self, const char *name)
{
  g_autofree char *before = NULL;

  for (guint i = 0; i < STEPS_MOST; i++)
    {
      g_autofree char *here = focus != NULL ? name_of (focus) : g_strdup ("");
      gboolean row = focus != NULL && is_row (atspi_accessible_get_role (focus, NULL));

      if (g_pattern_match_simple (name, here))
        return;
      /* Down that led nowhere was at the end of its list. */
      desktop_keys (self, row && g_strcmp0 (here, before) != 0 ? "Down" : "Tab");
      await_focus ();
      g_free (before);
      before = g_steal_pointer (&here);
    }
  fail (self, ATSPI_ROLE_INVALID, name, "is not reached");
}

/* ---- The program ---- */

static AtspiAccessible *
find_app (guint pid)
{
  g_autoptr (AtspiAccessible) root = atspi_get_desktop (0);
  int count = atspi_accessible_get_child_count (root, NULL);

  for (int i = 0; i < count; i++)
    {
      g_autoptr (AtspiAccessible) app = atspi_accessible_get_child_at_index (root, i, NULL);

      if (app != NULL && atspi_accessible_get_process_id (app, NULL) == pid)
        return g_steal_pointer (&app);
    }
  return NULL;
}

static void
share_environment (GSubprocessLauncher *to)
{
  static const char *const names[] = { "DISPLAY",   "GDK_BACKEND", "GSK_RENDERER",
                                       "GDK_DEBUG", "LC_ALL",      "DBUS_SESSION_BUS_ADDRESS",
                                       "GTK_A11Y",  "G_DEBUG" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_getenv (names[i]) != NULL)
      g_subprocess_launcher_setenv (to, names[i], g_getenv (names[i]), TRUE);
}

Desktop *
desktop_open (Machine *machine)
{
  const char *const argv[] = { g_getenv ("M77_TEST_DESKTOP"), NULL };
  gint64 end = g_get_monotonic_time () + PATIENT_US;
  Desktop *self = g_new0 (Desktop, 1);
  guint pid;

  self->machine = machine;
  share_environment (machine->launcher);
  self->process = machine_spawn (machine, argv);
  pid = g_ascii_strtoull (g_subprocess_get_identifier (self->process), NULL, 10);
  while ((self->app = find_app (pid)) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (LOOK_US);
    }
  atspi_accessible_set_cache_mask (self->app, ATSPI_CACHE_NONE);
  desktop_wait (self, ATSPI_ROLE_FRAME, "*");
  return self;
}

void
desktop_close (Desktop *self)
{
  g_autoptr (GError) error = NULL;

  desktop_keys (self, "ctrl+q");
  g_assert_true (g_subprocess_wait_check (self->process, NULL, &error));
  g_assert_no_error (error);
  g_object_unref (self->app);
  g_object_unref (self->process);
  g_free (self);
}
