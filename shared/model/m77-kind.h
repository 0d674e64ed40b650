/* m77-kind.h: the table of kinds
 *
 * One file per kind in kinds/ declares its fields, states, default columns and sort, who
 * may do what, and its actions. Everything generic is read from here: cache columns,
 * validation, forms, lists, filters, exports, merge, permission checks, the API. Adding a
 * kind is adding a file and a line in m77-kind.c.
 *
 * All of it is const, lives for ever and may be read from any thread. Labels are marked
 * N_() and translated by whoever shows them. Arrays end with a zeroed element.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _M77Kind M77Kind;
typedef struct _M77Field M77Field;
typedef struct _M77Action M77Action;

typedef enum
{
  M77_TYPE_LINE = 1, /* ≤ 256 characters, no control characters */
  M77_TYPE_SLUG,     /* [a-z0-9][a-z0-9._-]{0,62}, fixed once applied */
  M77_TYPE_TEXT,     /* ≤ 64 KiB */
  M77_TYPE_MARKDOWN, /* ≤ 256 KiB */
  M77_TYPE_ENUM,
  M77_TYPE_RANKED, /* an enum whose values are ordered, worst or highest first */
  M77_TYPE_SET,    /* of text, or of references when `ref` is set; ≤ 256 of ≤ 256 B */
  M77_TYPE_REF,
  M77_TYPE_LOG,      /* append-only entries {id, at, received_at, author, kind, text, …} */
  M77_TYPE_MAP,      /* ≤ 256 keys, values ≤ 4 KiB of JSON */
  M77_TYPE_TIME,     /* RFC 3339 UTC, ms */
  M77_TYPE_DURATION, /* whole seconds */
  M77_TYPE_INTEGER,  /* 0 … 2⁵³−1 */
  M77_TYPE_NUMBER,   /* finite */
  M77_TYPE_BOOLEAN,
  M77_TYPE_URL, /* http or https, ≤ 2 KiB, no user part */
  M77_TYPE_JSON /* ≤ 64 KiB, depth ≤ 32 */
} M77Type;

/* What happens where both sides changed a field, differently. */
typedef enum
{
  M77_MERGE_BY_TYPE, /* set, log, map by type; text for text and markdown; else ask */
  M77_MERGE_ASK,
  M77_MERGE_LAST, /* the later applied */
  M77_MERGE_MIN,  /* a cleared one asks */
  M77_MERGE_MAX,
  M77_MERGE_RAISE,  /* ranked: mine below the base asks, else the worse */
  M77_MERGE_SET,    /* by element; adding beats removing */
  M77_MERGE_LOG,    /* union by entry id; a redacted entry beats the original */
  M77_MERGE_TEXT,   /* by line */
  M77_MERGE_MAP,    /* per key; the same key asks */
  M77_MERGE_ACTION, /* only actions change it */
  M77_MERGE_SERVER  /* only the platform makes it */
} M77Merge;

typedef enum
{
  M77_FIELD_REQUIRED = 1 << 0,
  M77_FIELD_INDEXED = 1 << 1,
  M77_FIELD_SEARCHED = 1 << 2,
  M77_FIELD_PERSONAL = 1 << 3, /* masked in exports and presentation, erasable */
  M77_FIELD_SECRET = 1 << 4,   /* argument or answer only; never stored anywhere */
  M77_FIELD_FIXED = 1 << 5     /* cannot change once applied */
} M77FieldFlags;

typedef struct
{
  const char *name;  /* "sev1" */
  const char *label; /* N_("SEV1"): as a word for people */
  const char *brief; /* at most six cells for lists: "S1", "TRIG"; NULL: label cut */
} M77Value;

struct _M77Field
{
  const char *name;
  const char *label; /* N_() */
  const char *brief; /* heading of a narrow column; NULL: label */
  M77Type type;
  M77Merge merge;
  M77FieldFlags flags;
  const char *ref;                /* kind of a REF, or of the elements of a SET */
  const M77Value *values;         /* of ENUM and RANKED; of LOG the kinds of its entries */
  const char *start;              /* value of a create that does not give one; NULL: none */
  gint64 min, max;                /* bounds of INTEGER, DURATION; of SET, MAP and LOG their number
                                     of elements; of a TIME ends_at the seconds after starts_at;
                                     both 0: the type's own */
  double least, most;             /* of NUMBER, likewise */
  gsize max_bytes;                /* 0: the type's own */
  const char *help;               /* N_(), one line under a form's field; may be NULL */
  const char *const *edit_states; /* states in which it may be edited; NULL: any */
};

/* The least built-in role. */
typedef enum
{
  M77_ROLE_NOBODY,
  M77_ROLE_VIEWER,
  M77_ROLE_RESPONDER,
  M77_ROLE_OPERATOR,
  M77_ROLE_ADMIN,
  M77_ROLE_AUDITOR /* reads what viewers do, and audit, review, usage, retention */
} M77RoleLevel;

/* Who may: a level and those above it (AUDITOR: auditors and admins), or the person the
 * record is about. */
typedef struct
{
  M77RoleLevel level;    /* NOBODY: not by level */
  gboolean own;          /* the member in `own_field` of the kind may too */
  const char *own_field; /* of `own`, where it is not the kind's; NULL: the kind's */
  const char *own_type;  /* `own` only where the record's `type` is this; NULL: always */
} M77Who;

typedef enum
{
  M77_DANGER_NONE,
  M77_DANGER_CONFIRM, /* a bar and Enter */
  M77_DANGER_TYPED    /* name typed, a reason, a recent sign-in */
} M77Danger;

typedef enum
{
  M77_OFFLINE_ALLOW, /* sends itself within `offline_ms` while expect holds, else held 12 h */
  M77_OFFLINE_HOLD,  /* waits for a person until `offline_ms`, then lapses */
  M77_OFFLINE_DENY   /* refused offline; expires 60 s after it was asked */
} M77Offline;

typedef enum
{
  M77_ACTION_SAFE = 1 << 0,     /* the safe direction: no arming, freeze or second person */
  M77_ACTION_FREEZE = 1 << 1,   /* refused in a freeze without freeze:override */
  M77_ACTION_PROPOSAL = 1 << 2, /* becomes a proposal where the tenant wants four eyes */
  M77_ACTION_MAKES = 1 << 3     /* from `new`: the action makes the record; id is "new" */
} M77ActionFlags;

/* How an applied action changes one field, beyond the status. The platform carries it
 * out, a front end shows it as the predicted effect. */
typedef enum
{
  M77_EFFECT_NOW = 1,  /* the argument `at` when given, else asked_at */
  M77_EFFECT_ACTOR,    /* the member asking */
  M77_EFFECT_ARGUMENT, /* the argument named `value`; untouched if it is absent */
  M77_EFFECT_CONSTANT, /* `value` as JSON text */
  M77_EFFECT_CLEAR,
  M77_EFFECT_ADD,   /* the argument named `value` added to the set */
  M77_EFFECT_REMOVE /* … removed from it */
} M77EffectKind;

typedef struct
{
  const char *field;
  M77EffectKind kind;
  const char *value;
} M77Effect;

typedef struct
{
  const char *name;
  const char *label; /* N_() */
  M77Type type;
  const char *ref;
  const M77Value *values;
  gboolean required;
  gboolean secret;
  gint64 max_ahead_ms;  /* of a TIME: at most so far after asked_at; 0: no limit */
  gint64 max_behind_ms; /* of a TIME: at most so far before asked_at; 0: no limit */
  gint64 min, max;      /* of INTEGER and DURATION; both 0: the type's own */
} M77Argument;

struct _M77Action
{
  const char *name;          /* "acknowledge" */
  const char *label;         /* N_("Acknowledge") */
  const char *effect;        /* N_(), one line: what it will do */
  const char *const *from;   /* states it starts from; NULL: any */
  const char *to;            /* state after; NULL: unchanged, or by special rule of the platform */
  const char *const *expect; /* fields besides the state that must not have moved */
  const M77Argument *arguments;
  const M77Effect *effects;
  M77Danger danger[3]; /* production, staging, any other environment */
  M77Offline offline;
  gint64 offline_ms;
  M77Who who;
  M77ActionFlags flags;
  const char *inverse; /* what undo offers: "acknowledge", or "silence.expire" */
};

typedef enum
{
  M77_KEY_ID,     /* people say a unique suffix of the id */
  M77_KEY_NUMBER, /* "INC-2041", "2041", "~3" */
  M77_KEY_FIELD   /* the value of `key_field` */
} M77KeyStyle;

struct _M77Kind
{
  const char *name;   /* "incident" */
  const char *label;  /* N_("Incident") */
  const char *plural; /* N_("Incidents") */
  const char *group;  /* "response", "change", "measure", "administration" */
  M77KeyStyle key;
  const char *key_field;     /* "number", "name", "handle", "fingerprint"…; NULL for KEY_ID */
  const char *number_prefix; /* "INC" */
  const char *title_field;   /* what names a record to people: "title", "name", "alertname" */
  const char *state_field;   /* "status", "on" for flag; NULL: no states */
  const char *const *open_states; /* NULL: every state is open */
  M77Who read, create, edit, remove;
  const char *const *remove_states; /* states in which a record may be deleted; NULL: any */
  const char *own_field;            /* the member a record is about */
  const M77Field *fields;
  const char *const *columns;     /* default columns of a list */
  const char *sort;               /* default: "severity,-started_at" */
  const M77Action *actions;       /* may be NULL */
  const char *const *edit_states; /* states in which people may edit it; NULL: any */
  const char *key_scope; /* field after an @ in the key: "new-cart@production"; may be NULL */
};

/* NULL-terminated, in the order of product.md's list. */
const M77Kind *const *m77_kinds (void);
/* NULL for a kind this version does not know. Also takes the plural ("incidents"). */
const M77Kind *m77_kind_find (const char *name);

/* Own fields, by name or alias ("label", "sev", "assignee"); NULL if unknown. The
 * envelope's created_at, updated_at, updated_by, id, version are found too. */
const M77Field *m77_kind_field (const M77Kind *kind, const char *name);
const M77Action *m77_kind_action (const M77Kind *kind, const char *name);
/* The envelope's fields, which every kind has. */
const M77Field *m77_envelope_fields (void);
gboolean m77_field_is_envelope (const M77Field *field);
/* Aliases for completion: NULL-terminated pairs alias, field; some only fit some kinds. */
const char *const *m77_kind_aliases (const M77Kind *kind);

/* How a field merges, the default by type written out. */
M77Merge m77_field_merge (const M77Field *field);
/* Whether a person may write it by an edit: not server, not action, not secret. */
gboolean m77_field_is_editable (const M77Field *field);
/* Index of name among field->values, -1 if unknown. */
int m77_field_rank (const M77Field *field, const char *name);
const M77Value *m77_field_value (const M77Field *field, const char *name);

/* A reference to this kind holds its key (a name fixed for ever), not its id. */
gboolean m77_kind_ref_by_key (const M77Kind *kind);
/* Whether state (NULL: absent) counts as open. */
gboolean m77_kind_is_open (const M77Kind *kind, const char *state);

/* An action's danger where environment is its record's (NULL or unknown: production). */
M77Danger m77_action_danger (const M77Action *action, const char *environment);

G_END_DECLS
