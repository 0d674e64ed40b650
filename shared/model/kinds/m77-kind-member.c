/* m77-kind-member.c: a person or service account
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("invited", N_ ("Invited"), "INVIT"),
  VALUE ("active", N_ ("Active"), "ACTIVE"),
  VALUE ("suspended", N_ ("Suspended"), "SUSP"),
  VALUE ("erased", N_ ("Erased"), "ERASED"),
  VALUES_END
};

static const M77Value types[] = {
  VALUE ("person", N_ ("Person"), "person"),
  VALUE ("service-account", N_ ("Service account"), "servce"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_STATUS (statuses, ACTION, "invited"),
  STD_PROPOSAL,
  FIELD ("handle", N_ ("Handle"), SLUG, BY_TYPE, REQ | IDX | SEA | FIX),
  FIELD ("full_name", N_ ("Full name"), LINE, BY_TYPE, REQ | IDX | SEA | PII, BRIEF (N_ ("Name"))),
  FIELD ("email", N_ ("Email"), LINE, BY_TYPE, REQ | IDX | SEA | PII),
  FIELD ("type", N_ ("Type"), ENUM, ACTION, IDX, VALUES (types)),
  FIELD ("grants", N_ ("Grants"), MAP, ACTION, 0),
  FIELD ("roles", N_ ("Roles"), SET, SERVER, IDX, REF ("role")),
  FIELD ("teams", N_ ("Teams"), SET, SERVER, IDX, REF ("team")),
  FIELD ("contacts", N_ ("Contacts"), MAP, BY_TYPE, PII),
  FIELD ("notify", N_ ("Notifications"), MAP, BY_TYPE, PII),
  FIELD ("zone", N_ ("Time zone"), LINE, LAST, 0, BRIEF (N_ ("Zone"))),
  FIELD ("locale", N_ ("Language"), LINE, LAST, 0),
  FIELD ("mfa", N_ ("Second factor"), BOOLEAN, SERVER, IDX, BRIEF (N_ ("MFA"))),
  FIELD ("sessions", N_ ("Sessions"), INTEGER, SERVER, IDX),
  FIELD ("seen_at", N_ ("Last seen"), TIME, SERVER, IDX, BRIEF (N_ ("Seen"))),
  FIELD ("signed_in_at", N_ ("Signed in"), TIME, SERVER, IDX),
  STD_LABELS,
  FIELDS_END
};

#define ROLE NEED ("role", N_ ("Role"), REF, REF ("role"))

static const M77Action actions[] = {
  ACTION ("invite", N_ ("Invite"), N_ ("An invitation is sent, good for seven days"),
          TO ("invited"),
          ARGUMENTS (NEED ("handle", N_ ("Handle"), SLUG),
                     NEED ("full_name", N_ ("Full name"), LINE),
                     NEED ("email", N_ ("Email"), LINE),
                     NEED ("type", N_ ("Type"), ENUM, VALUES (types)), ROLE),
          EFFECTS (SET_ARG ("handle", "handle"), SET_ARG ("full_name", "full_name"),
                   SET_ARG ("email", "email"), SET_ARG ("type", "type")),
          CONFIRM, DENY, WHO (ADMIN), FLAGS (MAKES), INVERSE ("suspend")),
  ACTION ("grant-role", N_ ("Grant role"), N_ ("They may do what the role allows"),
          FROM ("invited", "active"), EXPECT ("roles"),
          ARGUMENTS (ROLE, CAN ("until", N_ ("Until"), TIME)),
          TYPED, HOLD (MINUTES (15)), WHO (ADMIN), FLAGS (PROP), INVERSE ("revoke-role")),
  ACTION ("revoke-role", N_ ("Revoke role"), N_ ("What only this role let them read is purged"),
          FROM ("invited", "active", "suspended"), EXPECT ("roles"), ARGUMENTS (ROLE),
          TYPED, HOLD (HOURS (1)), WHO (ADMIN), INVERSE ("grant-role")),
  ACTION ("break-glass", N_ ("Break glass"), N_ ("At once; admins are paged, reviewed after"),
          FROM ("active"), EXPECT ("roles"),
          ARGUMENTS (ROLE, NEED ("until", N_ ("Until"), TIME, AHEAD (HOURS (4)))),
          TYPED, DENY, WHO_OWN (NOBODY), INVERSE ("revoke-role")),
  ACTION ("suspend", N_ ("Suspend"), N_ ("Their sessions and credentials stop"),
          FROM ("invited", "active"), TO ("suspended"), EXPECT ("sessions"),
          TYPED, HOLD (HOURS (1)), WHO (ADMIN), INVERSE ("reinstate")),
  ACTION ("reinstate", N_ ("Reinstate"), N_ ("They may sign in again"),
          FROM ("suspended"), TO ("active"), EXPECT ("roles"),
          CONFIRM, HOLD (HOURS (1)), WHO (ADMIN), INVERSE ("suspend")),
  ACTION ("sign-out", N_ ("Sign out"), N_ ("Every session ends"),
          FROM ("active"), EXPECT ("sessions"),
          CONFIRM, HOLD (HOURS (1)), WHO_OWN (ADMIN)),
  ACTION ("erase", N_ ("Erase"), N_ ("Their personal data is erased here and in every agent"),
          FROM ("suspended"), TO ("erased"), EXPECT ("handle"),
          TYPED, DENY, WHO (ADMIN), FLAGS (PROP)),
  ANSWER_PROPOSAL (ADMIN),
  ACTIONS_END
};

const M77Kind m77_kind_member = {
  .name = "member", .label = N_ ("Member"), .plural = N_ ("Members"), .group = "administration",
  .key = M77_KEY_FIELD, .key_field = "handle", .title_field = "full_name", .own_field = "handle",
  .state_field = "status", .open_states = LIST ("invited", "active", "suspended"),
  .read = MAY (VIEWER), .create = MAY (NOBODY), .edit = MAY_OR_OWN (ADMIN),
  .remove = MAY (NOBODY),
  .fields = fields,
  .columns = LIST ("handle", "full_name", "status", "roles", "teams", "mfa", "seen_at"),
  .sort = "handle",
  .actions = actions,
};
// clang-format on
