import { registry } from "@web/core/registry";

// A question of the district, from the configuration to the application of an enterprise and back to the staff.
const tours = registry.category("web_tour.tours");

const press = (trigger) => ({ trigger, run: "click", expectUnloadPage: true });
const tick = (trigger) => ({ trigger, run: "click" });
const ask = (code) => `.o_daiban_field:has([name='own_${code}'])`;

tours.add("daiban_own_field_define", {
    steps: () => [
        tick(".o_list_button_add"),
        { trigger: ".o_field_widget[name='name'] input", run: "edit 年综合能耗（吨标准煤）" },
        tick(".o_field_widget[name='field_type'] .o_select_menu_toggler, .o_field_widget[name='field_type'] input"),
        tick(".o_select_menu_item:contains(Decimal Number)"),
        { trigger: ".o_field_widget[name='code'] input", run: "edit energy_use" },
        { trigger: ".o_field_widget[name='category_ids'] input", run: "edit 简易低风险" },
        tick(".o-autocomplete--dropdown-item a:contains(简易低风险)"),
        { trigger: ".o_field_widget[name='category_ids'] .o_tag" },
        tick(".o_field_widget[name='required'] input"),
        tick(".o_form_button_save"),
        { content: "the words for letters", trigger: ".o_field_widget[name='letter_placeholder']:contains(energy_use)" },
    ],
});

tours.add("daiban_own_field_answer", {
    url: "/my/daiban/new",
    steps: () => [
        { content: "not asked of every kind of project", trigger: `${ask("energy_use")}[hidden]:not(:visible)` },
        tick(".o_daiban_categories label:contains(简易低风险) input"),
        { trigger: `${ask("energy_use")}:visible:contains(年综合能耗（吨标准煤）) .o_daiban_required` },
        { trigger: "#f_name", run: "edit 铸造线扩建" },
        tick("input[name='nature'][value='production']"),
        tick("input[name='object_class'][value='independent']"),
        { trigger: "#f_contact_name", run: "edit 王工" },
        { trigger: "#f_contact_phone", run: "edit 0598-8222222" },
        { trigger: "#f_own_energy_use", run: "edit 很多" },
        press(".o_daiban_project_form button[type='submit']"),
        { content: "what is wrong stands at the answer", trigger: "#f_own_energy_use.is-invalid[aria-describedby~='e_own_energy_use']" },
        { trigger: "#e_own_energy_use:visible" },
        { trigger: "#f_own_energy_use", run: "edit 1,250.5" },
        press(".o_daiban_project_form button[type='submit']"),
        press("a[href$='/confirm'].btn-primary"),
        { content: "read again before it is handed in", trigger: "main:contains(年综合能耗（吨标准煤）):contains(1250.5)" },
        tick("input[name='consent']"),
        press("form[action$='/submit'] button[type='submit']"),
        { trigger: ".o_daiban_state_submitted" },
        { trigger: "main:contains(1250.5)" },
    ],
});

tours.add("daiban_own_field_find", {
    steps: () => [
        { trigger: ".o_searchview_input", run: "edit 1250.5" },
        tick(".o_searchview_autocomplete .o-dropdown-item:has(.o_expand):last .o_expand"),
        tick(".o_searchview_autocomplete .o-dropdown-item:contains(年综合能耗)"),
        { trigger: ".o_facet_value:contains(1250.5)" },
        { content: "the other case is not in the list", trigger: ".o_list_view:not(:has(.o_data_row:contains(另一个项目)))" },
        tick(".o_data_row:contains(铸造线扩建) .o_data_cell[name='name']"),
        tick(".o_notebook_headers .nav-link[name='details']"),
        { trigger: ".o_property_field:contains(年综合能耗) input:value(1,250.5)" },
    ],
});
