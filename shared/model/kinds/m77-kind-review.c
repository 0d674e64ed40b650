/* m77-kind-review.c: access review: does each still need what they hold
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("open", N_ ("Open"), "OPEN"),
  VALUE ("signed", N_ ("Signed"), "SIGNED"),
  VALUE ("cancelled", N_ ("Cancelled"), "CANCEL"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_NUMBER,
  STD_TITLE (REQ),
  STD_STATUS (statuses, ACTION, "open"),
  FIELD ("covers", N_ ("Covers"), SET, BY_TYPE, REQ,
         HELP (N_ ("Such as role/admin, team/web or credential/*"))),
  FIELD ("reviewer", N_ ("Reviewer"), REF, BY_TYPE, REQ | IDX, REF ("member"),
         HELP (N_ ("Nobody decides on themselves"))),
  FIELD ("due_at", N_ ("Due"), TIME, MIN, REQ | IDX),
  FIELD ("items", N_ ("Items"), JSON, SERVER, PII),
  FIELD ("snapshot_at", N_ ("Taken"), TIME, SERVER, PII),
  FIELD ("decisions", N_ ("Decisions"), MAP, BY_TYPE, PII),
  FIELD ("decided", N_ ("Decided"), INTEGER, SERVER, IDX),
  FIELD ("total", N_ ("Of"), INTEGER, SERVER, IDX),
  FIELD ("signed_at", N_ ("Signed"), TIME, ACTION, IDX),
  FIELD ("signed_by", N_ ("Signed by"), REF, ACTION, IDX, REF ("member")),
  STD_LABELS,
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("sign", N_ ("Sign"), N_ ("Revocations are carried out, the review is sealed"),
          FROM ("open"), TO ("signed"), EXPECT ("decisions", "snapshot_at"),
          EFFECTS (SET_NOW ("signed_at"), SET_ACTOR ("signed_by")),
          TYPED, DENY, WHO_OWN (NOBODY)),
  ACTION ("cancel", N_ ("Cancel"), N_ ("Decisions are kept, none is carried out"),
          FROM ("open"), TO ("cancelled"), EXPECT ("decided"),
          CONFIRM, HOLD (HOURS (12)), WHO (ADMIN)),
  ACTIONS_END
};

const M77Kind m77_kind_review = {
  .name = "review", .label = N_ ("Access review"), .plural = N_ ("Reviews"),
  .group = "administration",
  .key = M77_KEY_NUMBER, .key_field = "number", .number_prefix = "REV", .title_field = "title",
  .own_field = "reviewer",
  .state_field = "status", .open_states = LIST ("open"),
  .read = MAY (AUDITOR), .create = MAY (AUDITOR), .edit = MAY (AUDITOR), .remove = MAY (NOBODY),
  .fields = fields,
  .columns = LIST ("number", "status", "title", "reviewer", "due_at", "decided", "total"),
  .sort = "due_at",
  .actions = actions,
};
// clang-format on
