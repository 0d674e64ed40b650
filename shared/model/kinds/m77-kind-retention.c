/* m77-kind-retention.c: how long a kind is kept; erasure of a person
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("draft", N_ ("Draft"), "DRAFT"),
  VALUE ("active", N_ ("Active"), "ACTIVE"),
  VALUE ("suspended", N_ ("Suspended"), "SUSP"),
  VALUE ("completed", N_ ("Completed"), "DONE"),
  VALUES_END
};

static const M77Value types[] = {
  VALUE ("policy", N_ ("Policy"), "policy"),
  VALUE ("erasure", N_ ("Erasure"), "erase"),
  VALUES_END
};

static const M77Value disposals[] = {
  VALUE ("delete", N_ ("Delete"), "delete"),
  VALUE ("anonymise", N_ ("Anonymise"), "anonym"),
  VALUE ("archive", N_ ("Archive"), "archiv"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_NAME,
  STD_STATUS (statuses, ACTION, "draft"),
  STD_PROPOSAL,
  FIELD ("type", N_ ("Type"), ENUM, BY_TYPE, REQ | IDX, VALUES (types)),
  FIELD ("disposal", N_ ("Disposal"), ENUM, BY_TYPE, REQ | IDX, VALUES (disposals)),
  FIELD ("applies_to", N_ ("Applies to"), LINE, BY_TYPE, REQ | IDX, BRIEF (N_ ("Kind")),
         HELP (N_ ("A kind"))),
  FIELD ("filter", N_ ("Filter"), LINE, BY_TYPE, IDX, HELP (N_ ("In the filter language"))),
  FIELD ("subject", N_ ("Subject"), LINE, BY_TYPE, PII,
         HELP (N_ ("Whom an erasure is about; erased last"))),
  FIELD ("keep", N_ ("Keep for"), DURATION, MAX, REQ, BRIEF (N_ ("Keep")),
         BOUNDS (SECONDS (DAYS (1)), SECONDS (DAYS (3653))),
         HELP (N_ ("1d to 10 years; audit at least a year"))),
  FIELD ("basis", N_ ("Basis"), TEXT, BY_TYPE, 0, HELP (N_ ("The law or contract it follows"))),
  FIELD ("hold", N_ ("Legal hold"), BOOLEAN, ACTION, IDX, BRIEF (N_ ("Hold"))),
  FIELD ("matched", N_ ("Matched"), INTEGER, SERVER, IDX),
  FIELD ("disposed", N_ ("Disposed"), INTEGER, SERVER, IDX),
  FIELD ("evaluated_at", N_ ("Evaluated"), TIME, SERVER, IDX),
  FIELD ("next_run_at", N_ ("Next run"), TIME, SERVER, IDX),
  FIELD ("confirmations", N_ ("Confirmations"), MAP, SERVER, 0),
  STD_LABELS,
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("activate", N_ ("Activate"), N_ ("Disposes at its next run; an erasure at once"),
          FROM ("draft", "suspended"), TO ("active"),
          EXPECT ("filter", "keep", "disposal", "matched"),
          TYPED, DENY, WHO (ADMIN), FLAGS (PROP), INVERSE ("suspend")),
  ACTION ("suspend", N_ ("Suspend"), N_ ("No further run"),
          FROM ("active"), TO ("suspended"),
          CONFIRM, ALLOW (HOURS (1)), WHO (ADMIN), FLAGS (SAFE), INVERSE ("activate")),
  ACTION ("place-hold", N_ ("Place legal hold"), N_ ("No policy disposes of what it matches"),
          FROM ("draft", "active", "suspended"), EXPECT ("hold"), EFFECTS (SET_TO ("hold", "true")),
          CONFIRM, ALLOW (HOURS (1)), WHO (ADMIN), FLAGS (SAFE), INVERSE ("release-hold")),
  ACTION ("release-hold", N_ ("Release legal hold"), N_ ("Policies apply again"),
          FROM ("draft", "active", "suspended"), EXPECT ("hold", "matched"),
          EFFECTS (SET_TO ("hold", "false")),
          TYPED, DENY, WHO (ADMIN), FLAGS (PROP), INVERSE ("place-hold")),
  ANSWER_PROPOSAL (ADMIN),
  ACTIONS_END
};

const M77Kind m77_kind_retention = {
  .name = "retention", .label = N_ ("Retention"), .plural = N_ ("Retentions"),
  .group = "administration",
  .key = M77_KEY_FIELD, .key_field = "name", .title_field = "name",
  .state_field = "status", .open_states = LIST ("draft", "active", "suspended"),
  .read = MAY (AUDITOR), .create = MAY (ADMIN), .edit = MAY (ADMIN), .remove = MAY (ADMIN),
  .remove_states = LIST ("draft"), .edit_states = LIST ("draft"),
  .fields = fields,
  .columns = LIST ("name", "type", "applies_to", "keep", "disposal", "status", "hold", "matched",
                   "next_run_at"),
  .sort = "name",
  .actions = actions,
};
// clang-format on
