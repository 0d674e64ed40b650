/* m77-kind-page.c: who was told, how, and whether it arrived
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("queued", N_ ("Queued"), "QUEUED"),
  VALUE ("sent", N_ ("Sent"), "SENT"),
  VALUE ("delivered", N_ ("Delivered"), "DELIV"),
  VALUE ("answered", N_ ("Answered"), "ANSWRD"),
  VALUE ("failed", N_ ("Failed"), "FAILED"),
  VALUE ("cancelled", N_ ("Cancelled"), "CANCEL"),
  VALUES_END
};

static const M77Value reasons[] = {
  VALUE ("escalation", N_ ("Escalation"), "escal"),
  VALUE ("direct", N_ ("Direct"), "direct"),
  VALUE ("reminder", N_ ("Reminder"), "remind"),
  VALUE ("test", N_ ("Test"), "test"),
  VALUE ("break-glass", N_ ("Break glass"), "glass"),
  VALUES_END
};

static const M77Value channels[] = {
  VALUE ("push", N_ ("Push"), "push"),
  VALUE ("sms", N_ ("SMS"), "sms"),
  VALUE ("voice", N_ ("Voice"), "voice"),
  VALUE ("email", N_ ("Email"), "email"),
  VALUE ("chat", N_ ("Chat"), "chat"),
  VALUES_END
};

static const M77Value answers[] = {
  VALUE ("accept", N_ ("Accept"), "accept"),
  VALUE ("decline", N_ ("Decline"), "declin"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_STATUS (statuses, ACTION, "queued"),
  FIELD ("incident", N_ ("Incident"), REF, SERVER, IDX, REF ("incident")),
  FIELD ("member", N_ ("Member"), REF, SERVER, IDX, REF ("member")),
  FIELD ("escalation", N_ ("Escalation"), REF, SERVER, 0, REF ("escalation")),
  FIELD ("level", N_ ("Level"), INTEGER, SERVER, 0, BRIEF (N_ ("Lvl"))),
  FIELD ("reason", N_ ("Reason"), ENUM, SERVER, IDX, VALUES (reasons)),
  FIELD ("subject", N_ ("Subject"), LINE, SERVER, 0),
  FIELD ("channel", N_ ("Channel"), ENUM, SERVER, IDX, VALUES (channels)),
  FIELD ("address", N_ ("Address"), LINE, SERVER, PII),
  FIELD ("queued_at", N_ ("Queued"), TIME, SERVER, IDX, BRIEF (N_ ("Age"))),
  FIELD ("sent_at", N_ ("Sent"), TIME, SERVER, IDX),
  FIELD ("delivered_at", N_ ("Delivered"), TIME, SERVER, IDX),
  FIELD ("answered_at", N_ ("Answered"), TIME, SERVER, IDX),
  FIELD ("next_attempt_at", N_ ("Next attempt"), TIME, SERVER, IDX, BRIEF (N_ ("Next"))),
  FIELD ("attempts", N_ ("Attempts"), INTEGER, SERVER, 0, BRIEF (N_ ("Try")), BOUNDS (0, 10)),
  FIELD ("error", N_ ("Error"), LINE, SERVER, 0),
  FIELD ("answer", N_ ("Answer"), ENUM, ACTION, IDX, VALUES (answers)),
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("answer", N_ ("Answer"), N_ ("Declining pages the next; neither acknowledges"),
          FROM ("queued", "sent", "delivered"), TO ("answered"),
          ARGUMENTS (NEED ("answer", N_ ("Answer"), ENUM, VALUES (answers))),
          EFFECTS (SET_ARG ("answer", "answer"), SET_NOW ("answered_at")),
          CONFIRM, ALLOW (MINUTES (5)), WHO_OWN (NOBODY)),
  ACTION ("cancel", N_ ("Cancel page"), N_ ("No further attempt is made"),
          FROM ("queued", "sent", "delivered"), TO ("cancelled"),
          CONFIRM, HOLD (MINUTES (5)), WHO (RESPONDER), INVERSE ("incident.page")),
  ACTIONS_END
};

const M77Kind m77_kind_page = {
  .name = "page", .label = N_ ("Page"), .plural = N_ ("Pages"), .group = "response",
  .key = M77_KEY_ID, .title_field = "member", .own_field = "member",
  .state_field = "status", .open_states = LIST ("queued", "sent", "delivered"),
  .read = MAY (VIEWER), .create = MAY (NOBODY), .edit = MAY (NOBODY), .remove = MAY (NOBODY),
  .fields = fields,
  .columns = LIST ("queued_at", "member", "incident", "channel", "status", "level", "answer",
                   "error"),
  .sort = "-queued_at",
  .actions = actions,
};
// clang-format on
