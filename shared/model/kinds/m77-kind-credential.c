/* m77-kind-credential.c: all of a key, token or certificate but its secret
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("active", N_ ("Active"), "ACTIVE"),
  VALUE ("rotating", N_ ("Rotating"), "ROTATE"),
  VALUE ("revoked", N_ ("Revoked"), "REVOKD"),
  VALUE ("expired", N_ ("Expired"), "EXPIRD"),
  VALUES_END
};

static const M77Value types[] = {
  VALUE ("api-key", N_ ("API key"), "apikey"),
  VALUE ("personal-token", N_ ("Personal token"), "token"),
  VALUE ("oauth-client", N_ ("OAuth client"), "oauth"),
  VALUE ("signing-key", N_ ("Signing key"), "sign"),
  VALUE ("certificate", N_ ("Certificate"), "cert"),
  VALUE ("ssh-key", N_ ("SSH key"), "ssh"),
  VALUE ("password", N_ ("Password"), "passwd"),
  VALUES_END
};

static const M77Value validations[] = {
  VALUE ("ok", N_ ("OK"), "ok"),
  VALUE ("failed", N_ ("Failed"), "FAILED"),
  VALUE ("unreachable", N_ ("Unreachable"), "UNREA"),
  VALUE ("unknown", N_ ("Unknown"), "?"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_NAME,
  STD_DESCRIPTION,
  STD_SERVICE (BY_TYPE, 0),
  STD_STATUS (statuses, ACTION, "active"),
  FIELD ("type", N_ ("Type"), ENUM, ACTION, REQ | IDX, VALUES (types)),
  FIELD ("scopes", N_ ("Scopes"), SET, ACTION, IDX),
  FIELD ("holder", N_ ("Holder"), REF, BY_TYPE, REQ | IDX, REF ("member"),
         HELP (N_ ("Who answers for it"))),
  FIELD ("prefix", N_ ("Prefix"), LINE, SERVER, IDX),
  FIELD ("fingerprint", N_ ("Fingerprint"), LINE, SERVER, IDX),
  FIELD ("expires_at", N_ ("Expires"), TIME, ACTION, IDX),
  FIELD ("rotated_at", N_ ("Rotated"), TIME, ACTION, IDX),
  FIELD ("overlap_until", N_ ("Old one lives until"), TIME, ACTION, IDX, BRIEF (N_ ("Overlap"))),
  FIELD ("rotate_every", N_ ("Rotate every"), DURATION, MIN, 0,
         BOUNDS (SECONDS (DAYS (1)), SECONDS (DAYS (366)))),
  FIELD ("validation", N_ ("Validation"), ENUM, SERVER, IDX, BRIEF (N_ ("Valid")),
         VALUES (validations)),
  FIELD ("validated_at", N_ ("Validated"), TIME, SERVER, IDX),
  FIELD ("used_at", N_ ("Last used"), TIME, SERVER, IDX | PII, BRIEF (N_ ("Used"))),
  FIELD ("used_from", N_ ("Used from"), LINE, SERVER, IDX | PII),
  FIELD ("used_by", N_ ("Used by"), SET, SERVER, IDX | PII),
  STD_LABELS,
  FIELDS_END
};

#define OVERLAP NEED ("overlap", N_ ("Overlap"), DURATION, .min = 0, .max = SECONDS (DAYS (7)))

static const M77Action actions[] = {
  ACTION ("issue", N_ ("Issue"), N_ ("The secret is shown once"),
          TO ("active"),
          ARGUMENTS (NEED ("name", N_ ("Name"), SLUG),
                     NEED ("type", N_ ("Type"), ENUM, VALUES (types)),
                     NEED ("holder", N_ ("Holder"), REF, REF ("member")),
                     CAN ("service", N_ ("Service"), REF, REF ("service")),
                     NEED ("scopes", N_ ("Scopes"), SET),
                     NEED ("expires_at", N_ ("Expires"), TIME, AHEAD (DAYS (366)))),
          EFFECTS (SET_ARG ("name", "name"), SET_ARG ("type", "type"), SET_ARG ("holder", "holder"),
                   SET_ARG ("service", "service"), SET_ARG ("scopes", "scopes"),
                   SET_ARG ("expires_at", "expires_at")),
          TYPED, DENY, WHO_OWN (ADMIN, .own_type = "personal-token"), FLAGS (MAKES),
          INVERSE ("revoke")),
  ACTION ("store", N_ ("Store"), N_ ("Another system's secret goes to the platform's vault"),
          TO ("active"),
          ARGUMENTS (NEED ("name", N_ ("Name"), SLUG),
                     NEED ("type", N_ ("Type"), ENUM, VALUES (types)),
                     NEED ("holder", N_ ("Holder"), REF, REF ("member")),
                     NEED ("value", N_ ("Value"), TEXT, SECRET)),
          EFFECTS (SET_ARG ("name", "name"), SET_ARG ("type", "type"),
                   SET_ARG ("holder", "holder")),
          TYPED, DENY, WHO (ADMIN), FLAGS (MAKES), INVERSE ("revoke")),
  ACTION ("rotate", N_ ("Rotate"), N_ ("A new one is made; the old lives until the overlap ends"),
          FROM ("active"), TO ("rotating"), EXPECT ("fingerprint"),
          ARGUMENTS (OVERLAP, CAN ("value", N_ ("Value"), TEXT, SECRET)),
          EFFECTS (SET_NOW ("rotated_at")),
          TYPED, DENY, WHO (ADMIN)),
  ACTION ("validate", N_ ("Validate"), N_ ("One harmless call is made with it"),
          FROM ("active", "rotating"), EXPECT ("fingerprint"), HARMLESS, DENY, WHO (OPERATOR)),
  ACTION ("revoke", N_ ("Revoke"), N_ ("It stops for good"),
          FROM ("active", "rotating"), TO ("revoked"), EXPECT ("fingerprint", "used_by"),
          TYPED, HOLD (HOURS (1)), WHO_OWN (ADMIN)),
  ACTIONS_END
};

const M77Kind m77_kind_credential = {
  .name = "credential", .label = N_ ("Credential"), .plural = N_ ("Credentials"),
  .group = "administration",
  .key = M77_KEY_FIELD, .key_field = "name", .title_field = "name", .own_field = "holder",
  .state_field = "status", .open_states = LIST ("active", "rotating"),
  .read = MAY (OPERATOR), .create = MAY (NOBODY), .edit = MAY (ADMIN), .remove = MAY (NOBODY),
  .fields = fields,
  .columns = LIST ("name", "type", "status", "holder", "expires_at", "rotated_at", "used_at",
                   "validation"),
  .sort = "expires_at",
  .actions = actions,
};
// clang-format on
