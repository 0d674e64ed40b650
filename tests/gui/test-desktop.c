/* test-desktop.c: what an administrator does in a day, by accessible names, with the real programs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "tests/gui/desktop.h"
#include "tests/tui/pair.h"

typedef struct
{
  Machine *jana, *omar;
  Desktop *desktop; /* jana's */
} Desk;

static void
set_up (Desk *self, gconstpointer data)
{
  if (pair_begin (&self->jana, &self->omar))
    self->desktop = desktop_open (self->jana);
}

static void
tear_down (Desk *self, gconstpointer data)
{
  if (self->desktop != NULL)
    desktop_close (self->desktop);
  pair_end (self->jana, self->omar);
}

static void
sync_now (Machine *machine)
{
  g_assert_cmpint (machine_m77 (machine, NULL, "sync", "--wait", NULL), ==, 0);
}

static char *
field_of (Machine *machine, const char *name)
{
  g_assert_cmpint (machine_m77 (machine, NULL, "show", "incident", "INC-1", "--json", NULL), ==, 0);
  return g_strdup (m77_json_get_string (m77_json_get (machine_json (machine), "doc"), name));
}

static void
open_incident (Desk *self)
{
  desktop_wait (self->desktop, ATSPI_ROLE_LIST_ITEM, "INC-1 Cards fail*");
  desktop_reach (self->desktop, "INC-1 Cards fail*");
  desktop_keys (self->desktop, "Return");
  desktop_wait (self->desktop, ATSPI_ROLE_PAGE_TAB, "Details");
}

/* Found on the overview, opened and acknowledged, by keys alone. */
static void
test_triage (Desk *self, gconstpointer data)
{
  g_autofree char *status = NULL;

  open_incident (self);
  desktop_keys (self->desktop, "ctrl+shift+k");
  desktop_wait (self->desktop, ATSPI_ROLE_LABEL, "Acknowledge: Cards fail");
  desktop_reach (self->desktop, "Acknowledge");
  desktop_keys (self->desktop, "Return");
  desktop_wait (self->desktop, ATSPI_ROLE_STATUS_BAR, "Acknowledged*");
  sync_now (self->omar);
  status = field_of (self->omar, "status");
  g_assert_cmpstr (status, ==, "acknowledged");
  // desktop_assert_named (self->desktop);
}

/* Edited on a train while somebody else edits the same; decided when both meet. */
static void
test_conflict (Desk *self, gconstpointer data)
{
  g_autofree char *title = NULL;

  open_incident (self);
  g_assert_cmpint (machine_m77 (self->jana, NULL, "offline", "on", NULL), ==, 0);
  desktop_wait (self->desktop, ATSPI_ROLE_INVALID, "Offline*");
  desktop_press (self->desktop, ATSPI_ROLE_PAGE_TAB, "Details");
  desktop_enter (self->desktop, "Title", "Cards fail in the EU");
  desktop_press (self->desktop, ATSPI_ROLE_PUSH_BUTTON, "Save");
  desktop_wait (self->desktop, ATSPI_ROLE_LABEL, "Cards fail in the EU");

  g_assert_cmpint (
      machine_m77 (self->omar, NULL, "edit", "incident", "INC-1", "title=Cards fail at omar", NULL),
      ==,
      0);
  sync_now (self->omar);
  g_assert_cmpint (machine_m77 (self->jana, NULL, "offline", "off", NULL), ==, 0);
  desktop_wait (self->desktop, ATSPI_ROLE_LIST_ITEM, "Inbox, 1 need*");

  desktop_keys (self->desktop, "alt+i");
  desktop_reach (self->desktop, "*Conflict*");
  desktop_keys (self->desktop, "Return");
  desktop_press (self->desktop, ATSPI_ROLE_PUSH_BUTTON, "*Mine");
  desktop_press (self->desktop, ATSPI_ROLE_PUSH_BUTTON, "*Apply");
  desktop_wait (self->desktop, ATSPI_ROLE_LIST_ITEM, "Inbox");
  sync_now (self->jana);
  sync_now (self->omar);
  title = field_of (self->omar, "title");
  g_assert_cmpstr (title, ==, "Cards fail in the EU");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!desktop_begin ())
    return 77;
  g_test_add ("/desktop/triage", Desk, NULL, set_up, test_triage, tear_down);
  g_test_add ("/desktop/conflict", Desk, NULL, set_up, test_conflict, tear_down);
  status = g_test_run ();
  desktop_end ();
  return status;
}
