import { registry } from "@web/core/registry";

// A configuration manager makes a new version without code: stage, item, a circle that is refused, dry run, publication.
const line = (code) => `.o_daiban_plan_line[data-code='${code}']`;
const addPrerequisite = (code, other) => ({
    content: `${code} waits for ${other}`,
    trigger: `${line(code)} select[aria-label='Add prerequisite']:not(:disabled)`,
    run({ anchor }) {
        const option = [...anchor.options].find((one) => one.text.startsWith(`${other} `));
        anchor.value = option.value;
        anchor.dispatchEvent(new Event("change", { bubbles: true }));
    },
});
const chip = (code, other) => ({
    content: `${code} shows that it waits for ${other}`,
    trigger: `${line(code)} .o_daiban_plan_chip:contains(${other})`,
});
const field = (name) => `.modal:last .o_field_widget[name='${name}'] input`;
const save = { trigger: ".modal:last .o_form_button_save", run: "click" };
const hasFocus = (trigger) => ({
    trigger,
    run({ anchor }) {
        if (document.activeElement !== anchor) {
            throw new Error(`${trigger} has no focus`);
        }
    },
});
const sentence = "none of them can ever begin";

registry.category("web_tour.tours").add("daiban_designer", {
    steps: () => [
        { content: "a new version", trigger: "button[name='action_new_version']", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current[data-value='draft']" },
        { content: "the picture is in the form too", trigger: ".o_daiban_plan_widget .o_daiban_plan_box[data-code='A01']" },
        { trigger: "button[name='action_open_designer']", run: "click" },

        { content: "add a stage", trigger: ".o_daiban_plan_designer .o_daiban_plan_add_stage", run: "click" },
        { trigger: field("stage_id"), run: "edit 投产服务" },
        { trigger: ".o_m2o_dropdown_option_create_edit a", run: "click" },
        { trigger: ".modal:last .o_field_widget[name='code'] input", run: "edit S5" },
        { trigger: ".modal:last .o_field_widget[name='sequence'] input", run: "edit 900" },
        save,
        { trigger: ".modal:not(:has(.o_field_widget[name='sequence']))" },
        { trigger: field("limit_days"), run: "edit 0" },
        save,
        { content: "a lane of its own", trigger: ".o_daiban_plan_head:contains(投产服务)" },
        { content: "an empty stage is said", trigger: ".o_daiban_plan_finding:contains(Stage 投产服务 has no items.)" },

        { content: "add an item", trigger: ".o_daiban_plan_stage:has(h2:contains(投产服务)) .o_daiban_plan_add_line", run: "click" },
        { trigger: field("item_type_id"), run: "edit D12" },
        { trigger: ".ui-menu-item a:contains(D12)", run: "click" },
        { trigger: field("counts_in_limit"), run: "click" },
        { trigger: ".modal:last .o_field_widget[name='unit_id'] input:not([value=''])" },
        save,
        { trigger: ".o_daiban_plan_stage:has(h2:contains(投产服务)) " + line("D12") },
        addPrerequisite("D12", "D07"),
        chip("D12", "D07"),

        { content: "a circle is refused with its sentence", ...addPrerequisite("D07", "D12") },
        chip("D07", "D12"),
        { trigger: `.o_daiban_plan_finding_blocking:contains(${sentence})` },
        { trigger: ".o_daiban_plan_publish:not(:disabled)", run: "click" },
        { trigger: ".modal .modal-footer .btn-primary", run: "click" },
        { content: "not published", trigger: `.modal .modal-body:contains(${sentence})` },
        { trigger: ".modal .modal-footer .btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { content: "the finding leads to its box", trigger: `.o_daiban_plan_finding_blocking:contains(${sentence})`, run: "click" },
        hasFocus(".o_daiban_plan_box_selected"),

        { content: "take the arrow out with the keyboard", trigger: ".o_daiban_plan_arrow_back", run: "click" },
        hasFocus(".o_daiban_plan_arrow_back"),
        { trigger: ".o_daiban_plan_arrow_back", run: "press Delete" },
        { trigger: ".modal .modal-footer .btn-primary", run: "click" },
        { trigger: ".o_daiban_plan_verdict:contains(Nothing stands against publishing)" },

        { content: "try it on real cases", trigger: ".o_daiban_plan_action_dry_run", run: "click" },
        { trigger: "button[name='action_run']", run: "click" },
        { trigger: ".o_field_widget[name='case_count']:contains(1)" },
        { trigger: "button[name='action_open_designer']", run: "click" },

        { content: "publish", trigger: ".o_daiban_plan_publish:not(:disabled)", run: "click" },
        { trigger: ".modal .modal-footer .btn-primary", run: "click" },
        { trigger: ".o_daiban_plan_state_published" },
        { content: "it does not change any more", trigger: ".o_daiban_plan_page:not(:has(.o_daiban_plan_add_stage))" },
    ],
});
