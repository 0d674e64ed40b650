/* m77-kind-silence.c: notifications muted by matchers for a time
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("pending", N_ ("Pending"), "PEND"),
  VALUE ("active", N_ ("Active"), "ACTIVE"),
  VALUE ("expired", N_ ("Expired"), "EXPIRD"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_STATUS (statuses, ACTION, "pending"),
  STD_ENVIRONMENT (SERVER, 0),
  FIELD ("matchers", N_ ("Matchers"), SET, ACTION, REQ | SEA, .max = 32,
         HELP (N_ ("name=\"value\", also != =~ !~; one of them must not match the empty value"))),
  FIELD ("starts_at", N_ ("Starts"), TIME, ACTION, IDX),
  FIELD ("ends_at", N_ ("Ends"), TIME, ACTION, REQ | IDX, BOUNDS (0, SECONDS (DAYS (30)))),
  FIELD ("comment", N_ ("Comment"), LINE, ACTION, REQ | SEA),
  FIELD ("source", N_ ("Source"), LINE, ACTION, SEA, HELP (N_ ("Which Alertmanager"))),
  FIELD ("created_by", N_ ("Created by"), LINE, SERVER, IDX | PII),
  FIELD ("author", N_ ("Author"), REF, SERVER, IDX | PII, REF ("member")),
  FIELD ("hides", N_ ("Hides"), INTEGER, SERVER, IDX),
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("start", N_ ("Start silence"), N_ ("Makes a silence; its alerts stop notifying"),
          TO ("pending"),
          ARGUMENTS (NEED ("matchers", N_ ("Matchers"), SET, .max = 32),
                     CAN ("starts_at", N_ ("Starts"), TIME),
                     NEED ("ends_at", N_ ("Ends"), TIME),
                     NEED ("comment", N_ ("Comment"), LINE),
                     CAN ("source", N_ ("Source"), LINE)),
          EFFECTS (SET_ARG ("matchers", "matchers"), SET_NOW ("starts_at"),
                   SET_ARG ("starts_at", "starts_at"), SET_ARG ("ends_at", "ends_at"),
                   SET_ARG ("comment", "comment"), SET_ARG ("source", "source"),
                   SET_ACTOR ("author")),
          CONFIRM, HOLD (MINUTES (15)), WHO (RESPONDER), FLAGS (MAKES), INVERSE ("expire")),
  ACTION ("extend", N_ ("Change end"), N_ ("The silence ends then"),
          FROM ("pending", "active"), EXPECT ("ends_at"),
          ARGUMENTS (NEED ("ends_at", N_ ("Ends"), TIME)),
          EFFECTS (SET_ARG ("ends_at", "ends_at")),
          CONFIRM, HOLD (MINUTES (30)), WHO (RESPONDER), INVERSE ("extend")),
  ACTION ("expire", N_ ("Expire"), N_ ("The alerts notify again"),
          FROM ("pending", "active"), TO ("expired"), EXPECT ("ends_at"),
          EFFECTS (SET_NOW ("ends_at")),
          CONFIRM, HOLD (MINUTES (30)), WHO (RESPONDER), INVERSE ("start")),
  ACTIONS_END
};

const M77Kind m77_kind_silence = {
  .name = "silence", .label = N_ ("Silence"), .plural = N_ ("Silences"), .group = "response",
  .key = M77_KEY_ID, .title_field = "comment",
  .state_field = "status", .open_states = LIST ("pending", "active"),
  .read = MAY (VIEWER), .create = MAY (NOBODY), .edit = MAY (NOBODY), .remove = MAY (NOBODY),
  .fields = fields,
  .columns = LIST ("status", "ends_at", "hides", "matchers", "comment", "author"),
  .sort = "status,ends_at",
  .actions = actions,
};
// clang-format on
