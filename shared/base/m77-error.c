/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-error"

#include "config.h"

#include "shared/base/m77-error.h"

#include <gio/gio.h>

/* The command line's exit statuses. */
enum
{
  EXIT_FAILED = 1,
  EXIT_USAGE,
  EXIT_NOT_FOUND,
  EXIT_NOT_PERMITTED,
  EXIT_PERSON,      /* somebody has to look again and decide */
  EXIT_UNREACHABLE, /* the same words may work later */
  EXIT_SIGN_IN,
  EXIT_QUEUED
};

typedef struct
{
  const char *nick;
  const char *dbus_name; /* after com.mogothrow77.Error. */
  int exit_status;
} ErrorCode;

// clang-format off
G_DEFINE_QUARK (m77-error-quark, m77_error)

static const ErrorCode codes[M77_N_ERRORS] = {
  [M77_ERROR_FAILED]               = { "failed", "Failed", EXIT_FAILED },
  [M77_ERROR_USAGE]                = { "usage", "Usage", EXIT_USAGE },
  [M77_ERROR_NOT_FOUND]            = { "not-found", "NotFound", EXIT_NOT_FOUND },
  [M77_ERROR_AMBIGUOUS]            = { "ambiguous", "Ambiguous", EXIT_NOT_FOUND },
  [M77_ERROR_NOT_PERMITTED]        = { "not-permitted", "NotPermitted", EXIT_NOT_PERMITTED },
  [M77_ERROR_CONFLICT]             = { "conflict", "Conflict", EXIT_PERSON },
  [M77_ERROR_AGENT_UNREACHABLE]    = { "agent-unreachable", "AgentUnreachable", EXIT_UNREACHABLE },
  [M77_ERROR_PLATFORM_UNREACHABLE] = { "platform-unreachable", "PlatformUnreachable", EXIT_UNREACHABLE },
  [M77_ERROR_OFFLINE]              = { "offline", "Offline", EXIT_UNREACHABLE },
  [M77_ERROR_SIGN_IN]              = { "sign-in-needed", "SignInNeeded", EXIT_SIGN_IN },
  [M77_ERROR_STEP_UP]              = { "step-up-needed", "StepUpNeeded", EXIT_SIGN_IN },
  [M77_ERROR_ACTION_QUEUED]        = { "action-queued", "ActionQueued", EXIT_QUEUED },
  [M77_ERROR_ACTION_DENIED]        = { "action-denied", "ActionDenied", EXIT_UNREACHABLE },
  [M77_ERROR_ACTION_LAPSED]        = { "action-lapsed", "ActionLapsed", EXIT_FAILED },
  [M77_ERROR_PRECONDITION_CHANGED] = { "precondition-changed", "PreconditionChanged", EXIT_PERSON },
  [M77_ERROR_FREEZE_ACTIVE]        = { "freeze-active", "FreezeActive", EXIT_NOT_PERMITTED },
  [M77_ERROR_INVALID]              = { "validation-failed", "ValidationFailed", EXIT_FAILED },
  [M77_ERROR_BAD_FILTER]           = { "bad-filter", "BadFilter", EXIT_USAGE },
  [M77_ERROR_BAD_JSON]             = { "bad-json", "BadJson", EXIT_FAILED },
  [M77_ERROR_BAD_TIME]             = { "bad-time", "BadTime", EXIT_USAGE },
  [M77_ERROR_BAD_ID]               = { "bad-id", "BadId", EXIT_USAGE },
  [M77_ERROR_UNKNOWN_KIND]         = { "unknown-kind", "UnknownKind", EXIT_USAGE },
  [M77_ERROR_TOO_LARGE]            = { "too-large", "TooLarge", EXIT_FAILED },
  [M77_ERROR_KEY_TAKEN]            = { "key-taken", "KeyTaken", EXIT_PERSON },
  [M77_ERROR_BLOCKED]              = { "blocked", "Blocked", EXIT_PERSON },
  [M77_ERROR_CURSOR_EXPIRED]       = { "cursor-expired", "CursorExpired", EXIT_FAILED },
  [M77_ERROR_RATE_LIMITED]         = { "rate-limited", "RateLimited", EXIT_UNREACHABLE },
  [M77_ERROR_IDEMPOTENCY_MISMATCH] = { "idempotency-mismatch", "IdempotencyMismatch", EXIT_FAILED },
  [M77_ERROR_BAD_ANSWER]           = { "bad-answer", "BadAnswer", EXIT_FAILED },
  [M77_ERROR_STORAGE_FULL]         = { "storage-full", "StorageFull", EXIT_FAILED },
  [M77_ERROR_STORAGE_READ_ONLY]    = { "storage-read-only", "StorageReadOnly", EXIT_FAILED },
  [M77_ERROR_STORAGE_CORRUPT]      = { "storage-corrupt", "StorageCorrupt", EXIT_FAILED },
  [M77_ERROR_STORAGE]              = { "storage-failed", "StorageFailed", EXIT_FAILED },
  [M77_ERROR_LOCKED]               = { "profile-locked", "ProfileLocked", EXIT_FAILED },
  [M77_ERROR_NO_PROFILE]           = { "no-profile", "NoProfile", EXIT_NOT_FOUND },
  [M77_ERROR_NO_SECRET_SERVICE]    = { "no-secret-service", "NoSecretService", EXIT_FAILED },
  [M77_ERROR_COUNT_CHANGED]        = { "count-changed", "CountChanged", EXIT_PERSON },
  [M77_ERROR_TIMEOUT]              = { "timeout", "Timeout", EXIT_FAILED },
  [M77_ERROR_CANCELLED]            = { "cancelled", "Cancelled", EXIT_FAILED },
  [M77_ERROR_VERSION]              = { "version-mismatch", "VersionMismatch", EXIT_UNREACHABLE },
  [M77_ERROR_NOTHING_TO_UNDO]      = { "nothing-to-undo", "NothingToUndo", EXIT_NOT_FOUND },
  [M77_ERROR_CLOCK]                = { "clock-wrong", "ClockWrong", EXIT_FAILED },
  [M77_ERROR_UNTRUSTED]            = { "platform-untrusted", "PlatformUntrusted", EXIT_UNREACHABLE },
  [M77_ERROR_TAMPERED]             = { "audit-broken", "AuditBroken", EXIT_FAILED },
};
// clang-format on

const char *
m77_error_code_nick (M77Error code)
{
  guint index = (guint) code;

  return codes[index < M77_N_ERRORS ? index : M77_ERROR_FAILED].nick;
}

const char *
m77_error_nick (const GError *error)
{
  if (error == NULL || error->domain != M77_ERROR)
    return codes[M77_ERROR_FAILED].nick;

  return m77_error_code_nick ((M77Error) error->code);
}

gboolean
m77_error_code_from_nick (const char *nick, M77Error *code)
{
  for (guint i = 0; nick != NULL && i < M77_N_ERRORS; i++)
    if (strcmp (codes[i].nick, nick) == 0)
      {
        *code = (M77Error) i;
        return TRUE;
      }

  *code = M77_ERROR_FAILED;
  return FALSE;
}

void
m77_error_register (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;

  for (guint i = 0; i < M77_N_ERRORS; i++)
    {
      g_autofree char *name = g_strconcat ("com.mogothrow77.Error.", codes[i].dbus_name, NULL);

      g_dbus_error_register_error (M77_ERROR, (int) i, name);
    }

  g_once_init_leave (&done, 1);
}

static gboolean
is_network_trouble (int io_error)
{
  switch (io_error)
    {
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_CONNECTION_CLOSED: /* also "broken pipe" */
    case G_IO_ERROR_TIMED_OUT:
    case G_IO_ERROR_NOT_CONNECTED:
    case G_IO_ERROR_PROXY_FAILED:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
m77_error_is_offline (const GError *error)
{
  if (error == NULL)
    return FALSE;
  if (error->domain == G_IO_ERROR)
    return is_network_trouble (error->code);
  if (error->domain == G_RESOLVER_ERROR)
    return TRUE;

  return error->domain == M77_ERROR &&
         (error->code == M77_ERROR_PLATFORM_UNREACHABLE || error->code == M77_ERROR_OFFLINE);
}

int
m77_error_exit_status (const GError *error)
{
  if (error == NULL)
    return EXIT_FAILED;
  if (error->domain == M77_ERROR && (guint) error->code < M77_N_ERRORS)
    return codes[error->code].exit_status;
  if (error->domain == G_OPTION_ERROR)
    return EXIT_USAGE;

  return m77_error_is_offline (error) ? EXIT_UNREACHABLE : EXIT_FAILED;
}
