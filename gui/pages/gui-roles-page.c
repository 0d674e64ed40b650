/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-roles-page"

#include "config.h"

#include "gui/pages/gui-roles-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/dialogs/gui-create.h"
#include "gui/gui-compat.h"
#include "gui/gui-text.h"
#include "gui/pages/gui-page.h"
#include "gui/pages/gui-record-page.h"
#include "gui/pages/gui-sight.h"
#include "gui/widgets/gui-matrix.h"
#include "gui/widgets/gui-may.h"
#include "gui/widgets/gui-pane.h"
#include "shared/client/m77-reading.h"
#include "shared/model/m77-may.h"

#define KIND_CHARS  16
#define VERB_CHARS  4
#define COUNT_CHARS 9
#define NAMED_MOST  6

static const char *const verbs[] = { "read", "create", "edit", "delete" };

#define ACTIONS_COLUMN (G_N_ELEMENTS (verbs) + 1)

struct _GuiRolesPage
{
  AdwBin parent;
  GuiDrawer *drawer;
  GtkDropDown *roles;
  GtkLabel *words, *cell_title, *cell_words;
  GuiMatrix *matrix;
  GtkStack *sides;
  AdwPreferencesGroup *rules, *changes;
  AdwBin *may_place;
  GuiRecordPage *record;

  M77Client *client;
  const M77Kind *kind; /* role */
  M77Reading *role_rows, *members;
  M77Roles *model;
  GPtrArray *names; /* const char *: of the roles, as they are chosen from */
  char *role;       /* shown; NULL: none yet */
  char *unfolded;   /* a kind whose actions are shown; NULL: none */
  char *cell_kind, *cell_verb;
  GPtrArray *rule_rows, *change_rows; /* shown in the drawer */
  gboolean taking, is_offline;
};

/* ---- Cells ---- */

/* "deployment", or "deployment:promote". *verb NULL: the kind itself. Free the answer. */
static const M77Kind *
parse_row (const char *row, const char **verb)
{
  const char *colon = strchr (row, ':');
  g_autofree char *name = colon != NULL ? g_strndup (row, (gsize) (colon - row)) : g_strdup (row);

  *verb = colon != NULL ? colon + 1 : NULL;
  return m77_kind_find (name);
}

static void
fill_may (GuiRolesPage *self, const M77Kind *kind, const char *verb, GuiMatrixCell *cell)
{
  static const char *const styles[] = { "dim-label", "held", "is-on", "error" };
  M77May may = m77_roles_cell (self->model, self->role, kind, verb);

  cell->text = g_strdup (m77_may_sign (may));
  cell->name = g_strdup_printf ("%s, %s: %s",
                                gui_text_label (kind->label),
                                verb,
                                m77_may_words (may));
  cell->style = styles[may];
}

static void
fill_cb (const char *row, guint column, GuiMatrixCell *cell, gpointer data)
{
  GuiRolesPage *self = data;
  const char *verb;
  const M77Kind *kind = parse_row (row, &verb);
  const M77Action *action = verb != NULL ? m77_kind_action (kind, verb) : NULL;
  guint given, all;

  if (column == 0)
    cell->text = action != NULL ? g_strdup_printf ("    %s", gui_text_label (action->label))
                                : g_strdup (gui_text_label (kind->label));
  else if (action != NULL)
    {
      if (column == ACTIONS_COLUMN)
        fill_may (self, kind, verb, cell);
    }
  else if (column < ACTIONS_COLUMN)
    fill_may (self, kind, verbs[column - 1], cell);
  else if (kind->actions != NULL)
    {
      given = m77_roles_count_actions (self->model, self->role, kind, &all);
      cell->text = g_strdup_printf (_ ("%u of %u"), given, all);
      cell->name = g_strdup_printf (_ ("%s, actions: %u of %u; shows them"),
                                    gui_text_label (kind->label),
                                    given,
                                    all);
    }
}

static void
show_rows (GuiRolesPage *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; m77_kinds ()[i] != NULL; i++)
    {
      const M77Kind *kind = m77_kinds ()[i];

      g_ptr_array_add (rows, g_strdup (kind->name));
      for (const M77Action *a = kind->actions;
           g_strcmp0 (kind->name, self->unfolded) == 0 && a != NULL && a->name != NULL;
           a++)
        g_ptr_array_add (rows, g_strdup_printf ("%s:%s", kind->name, a->name));
    }
  gui_matrix_set_rows (self->matrix, (const char *const *) rows->pdata, rows->len);
}

static const M77Json *
role_doc (GuiRolesPage *self)
{
  return m77_json_get (m77_roles_find (self->model, self->role), "doc");
}

static gboolean
is_fixed (GuiRolesPage *self)
{
  return m77_json_get_bool (role_doc (self), "built_in");
}

static void
show_role (GuiRolesPage *self)
{
  const M77Json *doc = role_doc (self);
  guint holders = (guint) m77_json_get_int (doc, "holders", 0);
  g_autofree char *title = gui_text_line (m77_json_get_string (doc, "title"));
  g_autofree char *held = g_strdup_printf (ngettext ("%u holder", "%u holders", holders), holders);
  g_autofree char *words = g_strdup_printf ("%s · %s · %s",
                                            title,
                                            held,
                                            is_fixed (self) ? _ ("built in, its rules are fixed")
                                                            : _ ("made by you"));

  gtk_label_set_text (self->words, words);
  show_rows (self);
}

/* ---- What a cell is, and what would change it ---- */

static void
ask_rule (GuiRolesPage *self, const char *action, const char *rule)
{
  g_autofree char *text = m77_json_to_text (m77_roles_find (self->model, self->role));
  g_autoptr (GuiSight) sight = gui_sight_new (self->client, self->kind, text, NULL);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *args = m77_json_object_new (pool);
  GuiActRequest request;

  if (sight == NULL)
    return;
  request = gui_sight_request (sight, m77_kind_action (self->kind, action));
  m77_json_set_string (pool, args, "rule", rule);
  request.args = args;
  gui_act_dialog_open (GTK_WIDGET (self), &request);
}

static void
add_rule_cb (GuiRolesPage *self, GtkWidget *button)
{
  ask_rule (self, "add-rule", g_object_get_data (G_OBJECT (button), "rule"));
}

static void
remove_rule_cb (GuiRolesPage *self, GtkWidget *button)
{
  ask_rule (self, "remove-rule", g_object_get_data (G_OBJECT (button), "rule"));
}

static char *
names_of (const GPtrArray *handles)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < MIN (handles->len, NAMED_MOST); i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", (const char *) handles->pdata[i]);
  if (handles->len > NAMED_MOST)
    g_string_append_printf (out, _ (" and %u more"), handles->len - NAMED_MOST);
  return gui_text_line (out->str);
}

/* "gain it: omar; lose it: jana" */
static char *
weigh_words (GuiRolesPage *self, const char *rule, gboolean add)
{
  g_autoptr (GPtrArray) gain = g_ptr_array_new ();
  g_autoptr (GPtrArray) lose = g_ptr_array_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *gaining = NULL;
  g_autofree char *losing = NULL;

  m77_roles_weigh_change (self->model,
                          m77_reading_rows (self->members),
                          self->role,
                          rule,
                          add,
                          m77_kind_find (self->cell_kind),
                          self->cell_verb,
                          gain,
                          lose);
  gaining = names_of (gain);
  losing = names_of (lose);
  if (gain->len > 0)
    g_string_append_printf (out, _ ("Gain it: %s. "), gaining);
  if (lose->len > 0)
    g_string_append_printf (out, _ ("Lose it: %s. "), losing);
  if (out->len == 0)
    g_string_append (out, _ ("Nobody gains or loses it"));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
add_row (GuiRolesPage *self,
         AdwPreferencesGroup *group,
         GPtrArray *rows,
         const char *rule,
         const char *verb,
         gboolean add)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (verb);
  g_autofree char *title = gui_text_line (rule);
  g_autofree char *words = weigh_words (self, rule, add);
  g_autofree char *name = g_strdup_printf ("%s: %s", verb, title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, !is_fixed (self));
  g_object_set_data_full (G_OBJECT (button), "rule", g_strdup (rule), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button,
                            "clicked",
                            add ? G_CALLBACK (add_rule_cb) : G_CALLBACK (remove_rule_cb),
                            self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

static void
clear_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static void
show_cell (GuiRolesPage *self)
{
  const M77Kind *kind = m77_kind_find (self->cell_kind);
  M77May may = m77_roles_cell (self->model, self->role, kind, self->cell_verb);
  g_autoptr (GPtrArray) rules = m77_roles_rules (self->model, self->role, kind, self->cell_verb);
  g_autofree char *role = gui_text_line (self->role);
  g_autofree char *title = g_strdup_printf ("%s: %s %s", role, self->cell_verb, kind->name);
  g_autofree char *allow = g_strdup_printf ("allow %s:%s", kind->name, self->cell_verb);
  g_autofree char *deny = g_strdup_printf ("deny %s:%s", kind->name, self->cell_verb);

  gtk_label_set_text (self->cell_title, title);
  gtk_label_set_text (self->cell_words,
                      may == M77_MAY_YES ? _ ("Given, for all of them")
                      : may == M77_MAY_IF
                          ? _ ("Given for some: by a condition, or for what is one's own")
                      : may == M77_MAY_DENIED ? _ ("Denied, whatever another role gives")
                                              : _ ("Not given by this role"));
  clear_rows (self->rules, self->rule_rows);
  clear_rows (self->changes, self->change_rows);
  for (guint i = 0; i < rules->len; i++)
    add_row (self, self->rules, self->rule_rows, rules->pdata[i], _ ("Take away…"), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->rules), rules->len > 0);
  if (may != M77_MAY_YES)
    add_row (self, self->changes, self->change_rows, allow, _ ("Add…"), TRUE);
  if (may != M77_MAY_DENIED)
    add_row (self, self->changes, self->change_rows, deny, _ ("Add…"), TRUE);
  adw_preferences_group_set_description (self->changes,
                                         is_fixed (self)
                                             ? _ ("The rules of a built-in role are fixed: make "
                                                  "another role to change them")
                                             : _ ("A condition can be added in the question: "
                                                  "environment=staging"));
}

static void
open_side (GuiRolesPage *self, const char *side)
{
  gtk_stack_set_visible_child_name (self->sides, side);
  gui_drawer_set_open (self->drawer, TRUE);
  gui_page_back_changed (GUI_PAGE (self));
}

static void
opened_cb (GuiRolesPage *self, const char *row, guint column)
{
  const char *verb;
  const M77Kind *kind = parse_row (row, &verb);
  gboolean folds = verb == NULL && column == ACTIONS_COLUMN;

  if (folds)
    {
      gboolean was = g_strcmp0 (self->unfolded, kind->name) == 0;

      g_free (self->unfolded);
      self->unfolded = was ? NULL : g_strdup (kind->name);
      show_rows (self);
      return;
    }
  g_free (self->cell_kind);
  g_free (self->cell_verb);
  self->cell_kind = g_strdup (kind->name);
  self->cell_verb = g_strdup (verb != NULL ? verb : verbs[column - 1]);
  show_cell (self);
  open_side (self, "cell");
}

static void
record_cb (GuiRolesPage *self)
{
  const char *id = m77_json_get_string (m77_roles_find (self->model, self->role), "id");

  if (id != NULL && gui_record_page_show (self->record, self->kind, id))
    open_side (self, "record");
}

static void
may_cb (GuiRolesPage *self)
{
  open_side (self, "may");
}

static void
close_cb (GuiRolesPage *self)
{
  gui_drawer_set_open (self->drawer, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->roles));
  gui_page_back_changed (GUI_PAGE (self));
}

/* ---- What is read ---- */

static void
role_cb (GuiRolesPage *self)
{
  guint at = gtk_drop_down_get_selected (self->roles);

  if (self->taking || at >= self->names->len)
    return;
  g_free (self->role);
  self->role = g_strdup (self->names->pdata[at]);
  show_role (self);
  if (self->cell_kind != NULL)
    show_cell (self);
}

static void
take (GuiRolesPage *self)
{
  const GPtrArray *rows = m77_reading_rows (self->role_rows);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  self->taking = TRUE;
  g_clear_pointer (&self->model, m77_roles_free);
  self->model = m77_roles_new (rows);
  g_ptr_array_set_size (self->names, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      const char *name = m77_json_get_string (m77_json_get (rows->pdata[i], "doc"), "name");
      g_autofree char *safe = gui_text_line (name);

      if (name == NULL)
        continue;
      if (g_strcmp0 (name, self->role) == 0)
        chosen = self->names->len;
      g_ptr_array_add (self->names, (gpointer) name);
      gtk_string_list_append (names, safe);
    }
  gtk_drop_down_set_model (self->roles, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->roles, chosen);
  self->taking = FALSE;
  if (self->names->len > 0)
    role_cb (self);
  else
    gtk_label_set_text (self->words,
                        m77_reading_error (self->role_rows) != NULL
                            ? m77_reading_error (self->role_rows)->message
                            : _ ("No roles"));
}

/* ---- As a page of the window ---- */

static gboolean
gui_roles_page_can_go_back (GuiPage *page)
{
  return gui_drawer_is_open (GUI_ROLES_PAGE (page)->drawer);
}

static void
gui_roles_page_back (GuiPage *page)
{
  close_cb (GUI_ROLES_PAGE (page));
}

static void
gui_roles_page_find (GuiPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (GUI_ROLES_PAGE (page)->roles));
}

static void
gui_roles_page_save (GuiPage *page)
{
  gui_record_page_save (GUI_ROLES_PAGE (page)->record);
}

static void
gui_roles_page_open (GuiPage *page, const M77Kind *kind, const char *id)
{
  GuiRolesPage *self = GUI_ROLES_PAGE (page);

  if (kind == self->kind && gui_record_page_show (self->record, kind, id))
    open_side (self, "record");
}

static gboolean
gui_roles_page_can_create (GuiPage *page)
{
  return gui_create_is_possible (GUI_ROLES_PAGE (page)->kind);
}

static void
gui_roles_page_create (GuiPage *page)
{
  GuiRolesPage *self = GUI_ROLES_PAGE (page);

  gui_create_open (GTK_WIDGET (self), self->client, self->kind);
}

static void
gui_roles_page_page_init (GuiPageInterface *iface)
{
  iface->can_go_back = gui_roles_page_can_go_back;
  iface->back = gui_roles_page_back;
  iface->find = gui_roles_page_find;
  iface->save = gui_roles_page_save;
  iface->open = gui_roles_page_open;
  iface->can_create = gui_roles_page_can_create;
  iface->create = gui_roles_page_create;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiRolesPage,
                               gui_roles_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_PAGE, gui_roles_page_page_init))

static void
gui_roles_page_dispose (GObject *object)
{
  GuiRolesPage *self = GUI_ROLES_PAGE (object);

  if (self->role_rows != NULL)
    g_signal_handlers_disconnect_by_data (self->role_rows, self);
  g_clear_object (&self->role_rows);
  g_clear_object (&self->members);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_roles_page_parent_class)->dispose (object);
}

static void
gui_roles_page_finalize (GObject *object)
{
  GuiRolesPage *self = GUI_ROLES_PAGE (object);

  g_clear_pointer (&self->model, m77_roles_free);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->rule_rows);
  g_ptr_array_unref (self->change_rows);
  g_free (self->role);
  g_free (self->unfolded);
  g_free (self->cell_kind);
  g_free (self->cell_verb);

  G_OBJECT_CLASS (gui_roles_page_parent_class)->finalize (object);
}

static void
gui_roles_page_class_init (GuiRolesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_roles_page_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_roles_page_finalize;

  g_type_ensure (GUI_TYPE_DRAWER);
  g_type_ensure (GUI_TYPE_PANE);
  g_type_ensure (GUI_TYPE_MATRIX);
  g_type_ensure (GUI_TYPE_RECORD_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-roles-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiRolesPage, drawer);
  gtk_widget_class_bind_template_child (widget_class, GuiRolesPage, roles);
  gtk_widget_class_bind_template_child (widget_class, GuiRolesPage, words);
  gtk_widget_class_bind_template_child (widget_class, GuiRolesPage, matrix);
  gtk_widget_class_bind_template_child (widget_class, GuiRolesPage, sides);
  gtk_widget_class_bind_template_child (widget_class, GuiRolesPage, cell_title);
  gtk_widget_class_bind_template_child (widget_class, GuiRolesPage, cell_words);
  gtk_widget_class_bind_template_child (widget_class, GuiRolesPage, rules);
  gtk_widget_class_bind_template_child (widget_class, GuiRolesPage, changes);
  gtk_widget_class_bind_template_child (widget_class, GuiRolesPage, may_place);
  gtk_widget_class_bind_template_child (widget_class, GuiRolesPage, record);
  gtk_widget_class_bind_template_callback (widget_class, role_cb);
  gtk_widget_class_bind_template_callback (widget_class, record_cb);
  gtk_widget_class_bind_template_callback (widget_class, may_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
make_columns (GuiRolesPage *self)
{
  GuiMatrixColumn columns[G_N_ELEMENTS (verbs) + 2] = {
    { .title = _ ("Kind"), .chars = KIND_CHARS },
    { .title = _ ("read"), .part = GUI_MATRIX_CELL, .chars = VERB_CHARS },
    { .title = _ ("create"), .part = GUI_MATRIX_CELL, .chars = VERB_CHARS },
    { .title = _ ("edit"), .part = GUI_MATRIX_CELL, .chars = VERB_CHARS },
    { .title = _ ("delete"), .part = GUI_MATRIX_CELL, .chars = VERB_CHARS },
    { .title = _ ("actions"), .part = GUI_MATRIX_CELL, .chars = COUNT_CHARS },
  };

  gui_matrix_set_columns (self->matrix, columns, G_N_ELEMENTS (columns));
}

static void
gui_roles_page_init (GuiRolesPage *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  self->taking = TRUE;
  self->kind = m77_kind_find ("role");
  self->names = g_ptr_array_new ();
  self->rule_rows = g_ptr_array_new ();
  self->change_rows = g_ptr_array_new ();
  self->model = m77_roles_new (none);
  gtk_widget_init_template (GTK_WIDGET (self));
  gui_matrix_set_fill (self->matrix, _ ("What the role gives"), fill_cb, self);
  gui_matrix_set_keeps_cells (self->matrix, TRUE);
  make_columns (self);
  self->taking = FALSE;
}

GuiRolesPage *
gui_roles_page_new (M77Client *client)
{
  GuiRolesPage *self = g_object_new (GUI_TYPE_ROLES_PAGE, NULL);

  self->role_rows = m77_reading_new (client, "role", "", "built_in,name");
  self->members = m77_reading_new (client, "member", "", "handle");
  g_signal_connect_swapped (self->role_rows, "changed", G_CALLBACK (take), self);
  adw_bin_set_child (self->may_place, gui_may_new (client, self->role_rows, self->members));
  if (client == NULL)
    return self;
  self->client = g_object_ref (client);
  gui_record_page_set_client (self->record, client);
  return self;
}

void
gui_roles_page_take (GuiRolesPage *self, const char *roles, const char *members)
{
  m77_reading_take (self->members, members);
  m77_reading_take (self->role_rows, roles);
}
