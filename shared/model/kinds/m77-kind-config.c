/* m77-kind-config.c: one configuration document in one environment
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("draft", N_ ("Draft"), "DRAFT"),
  VALUE ("in-review", N_ ("In review"), "REVIEW"),
  VALUE ("published", N_ ("Published"), "PUBL"),
  VALUES_END
};

static const M77Value formats[] = {
  VALUE ("json", N_ ("JSON"), "json"),
  VALUE ("yaml", N_ ("YAML"), "yaml"),
  VALUE ("toml", N_ ("TOML"), "toml"),
  VALUE ("env", N_ ("Environment file"), "env"),
  VALUE ("text", N_ ("Text"), "text"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_STATUS (statuses, ACTION, "draft"),
  STD_SERVICE (BY_TYPE, 0),
  STD_OWNER,
  STD_ENVIRONMENT (BY_TYPE, REQ | FIX),
  STD_REGION (BY_TYPE, 0),
  STD_PROPOSAL,
  FIELD ("path", N_ ("Path"), LINE, BY_TYPE, REQ | IDX | SEA | FIX,
         HELP (N_ ("Lower-case letters, digits and . _ / -; fixed for ever"))),
  FIELD ("format", N_ ("Format"), ENUM, BY_TYPE, REQ | IDX | SEA, VALUES (formats)),
  FIELD ("schema", N_ ("Schema"), JSON, BY_TYPE, 0,
         HELP (N_ ("JSON Schema, checked before it is published"))),
  FIELD ("draft", N_ ("Draft"), TEXT, BY_TYPE, SEA, BYTES (192 * 1024),
         HELP (N_ ("Never a secret: write ${credential:NAME}"))),
  FIELD ("value", N_ ("Value"), TEXT, ACTION, SEA, BYTES (192 * 1024)),
  FIELD ("previous", N_ ("Previous value"), TEXT, ACTION, SEA, BYTES (192 * 1024)),
  FIELD ("revision", N_ ("Revision"), INTEGER, SERVER, IDX, BRIEF (N_ ("Rev"))),
  FIELD ("history", N_ ("History"), JSON, SERVER, 0),
  FIELD ("published_at", N_ ("Published"), TIME, ACTION, IDX),
  FIELD ("published_by", N_ ("Published by"), REF, ACTION, IDX, BRIEF (N_ ("By")),
         REF ("member")),
  STD_LABELS,
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("publish", N_ ("Publish"), N_ ("The draft is live"),
          FROM ("draft", "in-review"), TO ("published"), EXPECT ("revision", "draft"),
          EFFECTS (SET_NOW ("published_at"), SET_ACTOR ("published_by")),
          DANGER_TCN, HOLD (MINUTES (15)), WHO (OPERATOR), FLAGS (FRZ | PROP),
          INVERSE ("restore")),
  ACTION ("restore", N_ ("Restore"), N_ ("That value is live as a new revision; the draft is kept"),
          EXPECT ("revision"),
          ARGUMENTS (NEED ("to", N_ ("To revision"), INTEGER)),
          EFFECTS (SET_NOW ("published_at"), SET_ACTOR ("published_by")),
          DANGER_TCN, HOLD (MINUTES (15)), WHO (OPERATOR), FLAGS (PROP), INVERSE ("restore")),
  ANSWER_PROPOSAL (OPERATOR),
  ACTIONS_END
};

const M77Kind m77_kind_config = {
  .name = "config", .label = N_ ("Configuration"), .plural = N_ ("Configs"), .group = "change",
  .key = M77_KEY_FIELD, .key_field = "path", .key_scope = "environment", .title_field = "path",
  .state_field = "status", .open_states = LIST ("draft", "in-review"),
  .read = MAY (OPERATOR), .create = MAY (OPERATOR), .edit = MAY (OPERATOR),
  .remove = MAY (ADMIN), .remove_states = LIST ("draft"),
  .fields = fields,
  .columns = LIST ("path", "environment", "service", "status", "revision", "published_at",
                   "published_by"),
  .sort = "path,environment",
  .actions = actions,
};
// clang-format on
