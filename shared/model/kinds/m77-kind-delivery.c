/* m77-kind-delivery.c: one webhook message and its attempts
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("pending", N_ ("Pending"), "PEND"),
  VALUE ("retrying", N_ ("Retrying"), "RETRY"),
  VALUE ("delivered", N_ ("Delivered"), "DELIV"),
  VALUE ("dead", N_ ("Dead"), "DEAD"),
  VALUE ("discarded", N_ ("Discarded"), "DISCRD"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_STATUS (statuses, ACTION, "pending"),
  STD_ENVIRONMENT (SERVER, 0),
  FIELD ("webhook", N_ ("Webhook"), REF, SERVER, IDX, REF ("webhook")),
  FIELD ("event", N_ ("Event"), LINE, SERVER, IDX | SEA),
  FIELD ("subject", N_ ("Subject"), LINE, SERVER, IDX | SEA),
  FIELD ("error", N_ ("Error"), LINE, SERVER, IDX | SEA),
  FIELD ("attempts", N_ ("Attempts"), INTEGER, SERVER, IDX, BRIEF (N_ ("Try"))),
  FIELD ("response_code", N_ ("Answer"), INTEGER, SERVER, IDX, BRIEF (N_ ("Code"))),
  FIELD ("response_ms", N_ ("Answered in, ms"), INTEGER, SERVER, IDX, BRIEF (N_ ("ms"))),
  FIELD ("tries", N_ ("Tries"), JSON, SERVER, 0),
  FIELD ("next_attempt_at", N_ ("Next attempt"), TIME, SERVER, IDX, BRIEF (N_ ("Next"))),
  FIELD ("finished_at", N_ ("Finished"), TIME, SERVER, IDX),
  FIELD ("payload", N_ ("Payload"), JSON, SERVER, PII),
  FIELD ("sha256", N_ ("SHA-256"), LINE, SERVER, PII),
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("replay", N_ ("Replay"), N_ ("Tried again under the same webhook id"),
          FROM ("delivered", "dead", "discarded"), TO ("pending"), EXPECT ("attempts"),
          CONFIRM, HOLD (HOURS (1)), WHO (OPERATOR), INVERSE ("discard")),
  ACTION ("discard", N_ ("Discard"), N_ ("Not tried again"),
          FROM ("pending", "retrying", "dead"), TO ("discarded"), EXPECT ("attempts"),
          CONFIRM, HOLD (HOURS (12)), WHO (OPERATOR), INVERSE ("replay")),
  ACTIONS_END
};

const M77Kind m77_kind_delivery = {
  .name = "delivery", .label = N_ ("Delivery"), .plural = N_ ("Deliveries"),
  .group = "administration",
  .key = M77_KEY_ID, .title_field = "event",
  .state_field = "status", .open_states = LIST ("pending", "retrying", "dead"),
  .read = MAY (OPERATOR), .create = MAY (NOBODY), .edit = MAY (NOBODY), .remove = MAY (NOBODY),
  .fields = fields,
  .columns = LIST ("created_at", "webhook", "event", "status", "attempts", "response_code", "error",
                   "next_attempt_at"),
  .sort = "-created_at",
  .actions = actions,
};
// clang-format on
