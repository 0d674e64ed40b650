/* desktop.h: the desktop app as somebody with a screen reader and a keyboard has it
 *
 * The real program, in a process of its own, on a machine of tests/agent, with an X server and a
 * session bus of the test's own. It is driven by AT-SPI: by the roles and names that a screen
 * reader says, so that what has no name a person would say cannot be found here either.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <atspi/atspi.h>

#include "tests/agent/machine.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAccessible, g_object_unref)

/* Once in a program: display, bus, accessibility; FALSE, having said so, where they are missing. */
gboolean desktop_begin (void);
void desktop_end (void);

typedef struct
{
  Machine *machine;
  GSubprocess *process;
  AtspiAccessible *app;
} Desktop;

/* Starts the app on what the machine has, and waits for its window. */
Desktop *desktop_open (Machine *machine);
/* Ctrl+Q; it must end by itself and without a complaint. */
void desktop_close (Desktop *self);

/* Names are patterns of GPattern ("2041*"); transfer full; what never comes fails the test with
 * all that is there. Only what is showing counts. */
AtspiAccessible *desktop_find (Desktop *self, AtspiRole role, const char *name);
gboolean desktop_has (Desktop *self, AtspiRole role, const char *name);
void desktop_wait (Desktop *self, AtspiRole role, const char *name);

/* Does what a control does first: press, switch, open. */
void desktop_press (Desktop *self, AtspiRole role, const char *name);
/* What stands in an entry from now on. */
void desktop_enter (Desktop *self, const char *name, const char *text);

/* As xdotool names them, with a blank between: "ctrl+k Down Return". */
void desktop_keys (Desktop *self, const char *keys);

/* By Tab, and by Down in a list, as far as the name (a pattern): what they do not reach fails. */
void desktop_reach (Desktop *self, const char *name);

G_END_DECLS
