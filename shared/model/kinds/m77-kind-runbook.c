/* m77-kind-runbook.c: a procedure in Markdown
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("draft", N_ ("Draft"), "DRAFT"),
  VALUE ("published", N_ ("Published"), "PUBL"),
  VALUE ("retired", N_ ("Retired"), "RETIRD"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_NAME,
  STD_TITLE (REQ),
  STD_STATUS (statuses, ACTION, "draft"),
  STD_OWNER,
  FIELD ("body", N_ ("Text"), MARKDOWN, BY_TYPE, REQ | SEA, BYTES (768 * 1024)),
  FIELD ("services", N_ ("Services"), SET, BY_TYPE, IDX | SEA, REF ("service")),
  FIELD ("alertnames", N_ ("Alert names"), SET, BY_TYPE, IDX | SEA, BRIEF (N_ ("Alerts")),
         HELP (N_ ("A * stands for anything"))),
  FIELD ("variables", N_ ("Variables"), MAP, BY_TYPE, 0),
  FIELD ("origin", N_ ("Origin"), LINE, LAST, 0, HELP (N_ ("The path it was imported from"))),
  FIELD ("origin_revision", N_ ("Origin revision"), LINE, LAST, 0),
  FIELD ("reviewed_at", N_ ("Reviewed"), TIME, ACTION, IDX),
  FIELD ("reviewed_by", N_ ("Reviewed by"), REF, ACTION, IDX, REF ("member")),
  FIELD ("review_every", N_ ("Review every"), DURATION, MIN, 0,
         HELP (N_ ("0 never, else 1d or more"))),
  FIELD ("steps", N_ ("Steps"), INTEGER, SERVER, 0),
  STD_LABELS,
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("publish", N_ ("Publish"), N_ ("It is suggested where it fits"),
          FROM ("draft", "retired"), TO ("published"),
          CONFIRM, ALLOW (DAYS (7)), WHO (RESPONDER), INVERSE ("retire")),
  ACTION ("retire", N_ ("Retire"), N_ ("No longer suggested; runs under way go on"),
          FROM ("draft", "published"), TO ("retired"),
          CONFIRM, ALLOW (DAYS (7)), WHO (OPERATOR), INVERSE ("publish")),
  ACTION ("mark-reviewed", N_ ("Mark reviewed"), N_ ("The time to its next review starts anew"),
          FROM ("published"), EXPECT ("reviewed_at"),
          EFFECTS (SET_NOW ("reviewed_at"), SET_ACTOR ("reviewed_by")),
          HARMLESS, ALLOW (DAYS (7)), WHO (RESPONDER)),
  ACTIONS_END
};

const M77Kind m77_kind_runbook = {
  .name = "runbook", .label = N_ ("Runbook"), .plural = N_ ("Runbooks"), .group = "response",
  .key = M77_KEY_FIELD, .key_field = "name", .title_field = "title",
  .state_field = "status", .open_states = LIST ("draft", "published"),
  .read = MAY (VIEWER), .create = MAY (RESPONDER), .edit = MAY (RESPONDER),
  .remove = MAY (OPERATOR),
  .fields = fields,
  .columns = LIST ("name", "title", "services", "owner", "status", "reviewed_at"),
  .sort = "name",
  .actions = actions,
};
// clang-format on
