/* m77-error.h: what can go wrong, with a stable code for each
 *
 * One domain for every program. A code never changes its meaning; its nick
 * ("storage-full") is what scripts see, and its D-Bus name
 * (com.mogothrow77.Error.StorageFull) is what crosses the bus. The message says
 * what happened and what to do, ready to be shown; it never holds a secret.
 *
 * Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define M77_ERROR (m77_error_quark ())
GQuark m77_error_quark (void);

typedef enum
{
  M77_ERROR_FAILED,               /* failed: none of the others */
  M77_ERROR_USAGE,                /* usage: wrong words on a command line */
  M77_ERROR_NOT_FOUND,            /* not-found */
  M77_ERROR_AMBIGUOUS,            /* ambiguous: an id that fits several records */
  M77_ERROR_NOT_PERMITTED,        /* not-permitted */
  M77_ERROR_CONFLICT,             /* conflict: a person must decide */
  M77_ERROR_AGENT_UNREACHABLE,    /* agent-unreachable */
  M77_ERROR_PLATFORM_UNREACHABLE, /* platform-unreachable */
  M77_ERROR_OFFLINE,              /* offline: by the person's own word */
  M77_ERROR_SIGN_IN,              /* sign-in-needed */
  M77_ERROR_STEP_UP,              /* step-up-needed */
  M77_ERROR_ACTION_QUEUED,        /* action-queued: queued or held, not applied */
  M77_ERROR_ACTION_DENIED,        /* action-denied: not while offline */
  M77_ERROR_ACTION_LAPSED,        /* action-lapsed */
  M77_ERROR_PRECONDITION_CHANGED, /* precondition-changed */
  M77_ERROR_FREEZE_ACTIVE,        /* freeze-active */
  M77_ERROR_INVALID,              /* validation-failed */
  M77_ERROR_BAD_FILTER,           /* bad-filter */
  M77_ERROR_BAD_JSON,             /* bad-json */
  M77_ERROR_BAD_TIME,             /* bad-time */
  M77_ERROR_BAD_ID,               /* bad-id */
  M77_ERROR_UNKNOWN_KIND,         /* unknown-kind */
  M77_ERROR_TOO_LARGE,            /* too-large */
  M77_ERROR_KEY_TAKEN,            /* key-taken */
  M77_ERROR_BLOCKED,              /* blocked: what it was to follow did not happen */
  M77_ERROR_CURSOR_EXPIRED,       /* cursor-expired */
  M77_ERROR_RATE_LIMITED,         /* rate-limited */
  M77_ERROR_IDEMPOTENCY_MISMATCH, /* idempotency-mismatch */
  M77_ERROR_BAD_ANSWER,           /* bad-answer: the platform's answer makes no sense */
  M77_ERROR_STORAGE_FULL,         /* storage-full */
  M77_ERROR_STORAGE_READ_ONLY,    /* storage-read-only */
  M77_ERROR_STORAGE_CORRUPT,      /* storage-corrupt */
  M77_ERROR_STORAGE,              /* storage-failed */
  M77_ERROR_LOCKED,               /* profile-locked: another agent has it */
  M77_ERROR_NO_PROFILE,           /* no-profile */
  M77_ERROR_NO_SECRET_SERVICE,    /* no-secret-service */
  M77_ERROR_COUNT_CHANGED,        /* count-changed: --expect-count does not hold */
  M77_ERROR_TIMEOUT,              /* timeout */
  M77_ERROR_CANCELLED,            /* cancelled */
  M77_ERROR_VERSION,              /* version-mismatch: agent and front end do not fit */
  M77_ERROR_NOTHING_TO_UNDO,      /* nothing-to-undo */
  M77_ERROR_UNTRUSTED,            /* platform-untrusted: its certificate or TLS is not good */
  M77_ERROR_TAMPERED,             /* audit-broken: the journal is not what was written */
  M77_ERROR_CLOCK,                /* clock-wrong: too far off the platform's for actions to go */
  M77_N_ERRORS
} M77Error;

/* "storage-full"; "failed" for an error of another domain or an unknown code. */
const char *m77_error_nick (const GError *error);
const char *m77_error_code_nick (M77Error code);

/* FALSE when nick is no code of this version; *code is then M77_ERROR_FAILED. */
gboolean m77_error_code_from_nick (const char *nick, M77Error *code);

/* Makes the codes D-Bus error names, both ways. Safe to call more than once. */
void m77_error_register (void);

/* The network, the platform or the person's own word is in the way; nothing is wrong
 * with what was asked and it may go through later. GLib's own errors of the network and of
 * name look-up count. */
gboolean m77_error_is_offline (const GError *error);

/* The exit status of the command-line contract: 1 failed, 2 usage, 3 not found, 4 not
 * permitted, 5 a person must decide, 6 unreachable (or not now), 7 sign-in, 8 queued. */
int m77_error_exit_status (const GError *error);

G_END_DECLS
