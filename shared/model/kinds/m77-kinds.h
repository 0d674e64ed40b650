/* m77-kinds.h: the words the table of kinds is written in
 *
 * Only for kinds/ and m77-kind.c. Each m77-kind-<name>.c holds one const M77Kind; these
 * macros keep it as short as the data dictionary: a line a field, a paragraph an action.
 * The fields many kinds share (number, name, title, status, environment…) are declared
 * here once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib/gi18n-lib.h>

#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

/* milliseconds */
#define MINUTES(n) ((n) *G_GINT64_CONSTANT (60000))
#define HOURS(n)   ((n) *G_GINT64_CONSTANT (3600000))
#define DAYS(n)    ((n) *G_GINT64_CONSTANT (86400000))
/* seconds of one of the above */
#define SECONDS(ms) ((ms) / 1000)

// clang-format off
#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define NOTHING   ((const char *const[]){ NULL })

/* One value of an enum: name, label, at most six cells. */
#define VALUE(name_, label_, brief_) { .name = (name_), .label = (label_), .brief = (brief_) }
#define VALUES_END { .name = NULL }

/* FIELD (name, label, TYPE, MERGE, flags, more…) */
#define FIELD(name_, label_, type_, merge_, flags_, ...)                                           \
  { .name = (name_), .label = (label_), .type = M77_TYPE_##type_, .merge = M77_MERGE_##merge_,     \
    .flags = (M77FieldFlags) (flags_), __VA_ARGS__ }
#define FIELDS_END { .name = NULL }

#define REQ M77_FIELD_REQUIRED
#define IDX M77_FIELD_INDEXED
#define SEA M77_FIELD_SEARCHED
#define PII M77_FIELD_PERSONAL
#define FIX M77_FIELD_FIXED

#define REF(kind_)           .ref = (kind_)
#define VALUES(values_)      .values = (values_)
#define START(text_)         .start = (text_)
#define BRIEF(brief_)        .brief = (brief_)
#define BOUNDS(min_, max_)   .min = (min_), .max = (max_)
#define RANGE(least_, most_) .least = (least_), .most = (most_)
#define BYTES(count_)        .max_bytes = (count_)
#define HELP(help_)          .help = (help_)
#define WHILE(...)           .edit_states = LIST (__VA_ARGS__)

/* Fields of many kinds. */
#define STD_NUMBER                                                                                 \
  FIELD ("number", N_ ("Number"), INTEGER, SERVER, IDX, BRIEF (N_ ("No.")))
#define STD_NAME                                                                                   \
  FIELD ("name", N_ ("Name"), SLUG, BY_TYPE, REQ | IDX | SEA | FIX,                                \
         HELP (N_ ("Lower-case letters, digits, dot, dash and underscore; fixed for ever")))
#define STD_TITLE(flags_)                                                                          \
  FIELD ("title", N_ ("Title"), LINE, BY_TYPE, (flags_) | IDX | SEA)
#define STD_DESCRIPTION                                                                            \
  FIELD ("description", N_ ("Description"), TEXT, BY_TYPE, SEA)
#define STD_STATUS(values_, merge_, start_)                                                        \
  FIELD ("status", N_ ("Status"), ENUM, merge_, IDX, VALUES (values_), START (start_))
#define STD_SERVICE(merge_, flags_, ...)                                                           \
  FIELD ("service", N_ ("Service"), REF, merge_, (flags_) | IDX, REF ("service"), __VA_ARGS__)
#define STD_OWNER                                                                                  \
  FIELD ("owner", N_ ("Owner"), REF, BY_TYPE, IDX, REF ("team"))
#define STD_ENVIRONMENT(merge_, flags_, ...)                                                       \
  FIELD ("environment", N_ ("Environment"), RANKED, merge_, (flags_) | IDX, BRIEF (N_ ("Env")),    \
         VALUES (m77_environments), __VA_ARGS__)
#define STD_REGION(merge_, flags_)                                                                 \
  FIELD ("region", N_ ("Region"), LINE, merge_, (flags_) | IDX)
#define STD_PROPOSAL                                                                               \
  FIELD ("proposal", N_ ("Proposal"), MAP, ACTION, 0,                                              \
         HELP (N_ ("An action that waits for a second person")))
#define STD_LABELS                                                                                 \
  FIELD ("labels", N_ ("Labels"), SET, BY_TYPE, IDX | SEA),                                        \
  FIELD ("link", N_ ("Link"), URL, LAST, IDX | SEA, HELP (N_ ("The same thing in its own tool")))

/* ACTION (name, label, effect, more…): from and to left out mean any state, unchanged. */
#define ACTION(name_, label_, effect_, ...)                                                        \
  { .name = (name_), .label = (label_), .effect = (effect_), __VA_ARGS__ }
#define ACTIONS_END { .name = NULL }

#define FROM(...)      .from = LIST (__VA_ARGS__)
#define TO(state_)     .to = (state_)
#define EXPECT(...)    .expect = LIST (__VA_ARGS__)
#define ARGUMENTS(...) .arguments = (const M77Argument[]){ __VA_ARGS__, { .name = NULL } }
#define EFFECTS(...)   .effects = (const M77Effect[]){ __VA_ARGS__, { .field = NULL } }
#define INVERSE(name_) .inverse = (name_)
#define FLAGS(flags_)  .flags = (M77ActionFlags) (flags_)

#define SAFE  M77_ACTION_SAFE
#define FRZ   M77_ACTION_FREEZE
#define PROP  M77_ACTION_PROPOSAL
#define MAKES M77_ACTION_MAKES

/* DANGER (production, staging, other) */
#define DANGER(a_, b_, c_) .danger = { M77_DANGER_##a_, M77_DANGER_##b_, M77_DANGER_##c_ }
#define HARMLESS DANGER (NONE, NONE, NONE)
#define CONFIRM  DANGER (CONFIRM, CONFIRM, CONFIRM)
#define TYPED    DANGER (TYPED, TYPED, TYPED)
#define DANGER_TCN DANGER (TYPED, CONFIRM, NONE)
#define DANGER_CCN DANGER (CONFIRM, CONFIRM, NONE)

#define ALLOW(ms_) .offline = M77_OFFLINE_ALLOW, .offline_ms = (ms_)
#define HOLD(ms_)  .offline = M77_OFFLINE_HOLD, .offline_ms = (ms_)
#define DENY       .offline = M77_OFFLINE_DENY

#define MAY(level_)       { .level = M77_ROLE_##level_ }
#define MAY_OR_OWN(level_, ...) { .level = M77_ROLE_##level_, .own = TRUE, __VA_ARGS__ }
#define WHO(level_)       .who = MAY (level_)
#define WHO_OWN(...)      .who = MAY_OR_OWN (__VA_ARGS__)

/* NEED and CAN (name, label, TYPE, more…): an argument that must, or may, be given. */
#define NEED(name_, label_, type_, ...)                                                            \
  { .name = (name_), .label = (label_), .type = M77_TYPE_##type_, .required = TRUE, __VA_ARGS__ }
#define CAN(name_, label_, type_, ...)                                                             \
  { .name = (name_), .label = (label_), .type = M77_TYPE_##type_, __VA_ARGS__ }
#define AHEAD(ms_)  .max_ahead_ms = (ms_)
#define BEHIND(ms_) .max_behind_ms = (ms_)
#define NOT_AHEAD   .max_ahead_ms = 1
#define SECRET      .secret = TRUE

#define SET_NOW(field_)             { .field = (field_), .kind = M77_EFFECT_NOW }
#define SET_ACTOR(field_)           { .field = (field_), .kind = M77_EFFECT_ACTOR }
#define SET_ARG(field_, argument_)  { .field = (field_), .kind = M77_EFFECT_ARGUMENT, .value = (argument_) }
#define SET_TO(field_, json_)       { .field = (field_), .kind = M77_EFFECT_CONSTANT, .value = (json_) }
#define CLEAR(field_)               { .field = (field_), .kind = M77_EFFECT_CLEAR }
#define ADD_ARG(field_, argument_)  { .field = (field_), .kind = M77_EFFECT_ADD, .value = (argument_) }
#define TAKE_ARG(field_, argument_) { .field = (field_), .kind = M77_EFFECT_REMOVE, .value = (argument_) }

/* The two answers to a proposal, on kinds that have one. */
#define ANSWER_PROPOSAL(level_)                                                                    \
  ACTION ("approve", N_ ("Approve proposal"), N_ ("The proposed action is carried out"),           \
          EXPECT ("proposal"), EFFECTS (CLEAR ("proposal")), CONFIRM, DENY, WHO (level_)),         \
  ACTION ("reject", N_ ("Reject proposal"), N_ ("The proposed action is dropped"),                 \
          EXPECT ("proposal"), EFFECTS (CLEAR ("proposal")), CONFIRM, HOLD (HOURS (1)), WHO (level_))
// clang-format on

extern const M77Value m77_environments[];

extern const M77Kind m77_kind_incident;
extern const M77Kind m77_kind_alert;
extern const M77Kind m77_kind_silence;
extern const M77Kind m77_kind_page;
extern const M77Kind m77_kind_schedule;
extern const M77Kind m77_kind_escalation;
extern const M77Kind m77_kind_maintenance;
extern const M77Kind m77_kind_handover;
extern const M77Kind m77_kind_runbook;
extern const M77Kind m77_kind_run;
extern const M77Kind m77_kind_service;
extern const M77Kind m77_kind_deployment;
extern const M77Kind m77_kind_flag;
extern const M77Kind m77_kind_freeze;
extern const M77Kind m77_kind_config;
extern const M77Kind m77_kind_dashboard;
extern const M77Kind m77_kind_slo;
extern const M77Kind m77_kind_member;
extern const M77Kind m77_kind_team;
extern const M77Kind m77_kind_role;
extern const M77Kind m77_kind_credential;
extern const M77Kind m77_kind_connector;
extern const M77Kind m77_kind_webhook;
extern const M77Kind m77_kind_delivery;
extern const M77Kind m77_kind_retention;
extern const M77Kind m77_kind_review;
extern const M77Kind m77_kind_usage;
extern const M77Kind m77_kind_audit;

G_END_DECLS
