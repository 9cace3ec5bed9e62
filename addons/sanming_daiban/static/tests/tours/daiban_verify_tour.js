import { registry } from "@web/core/registry";

const key = (name) => ({
    content: `press ${name}`,
    trigger: ".o_daiban_verify",
    run() {
        this.anchor.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
    },
});

registry.category("web_tour.tours").add("daiban_verify", {
    steps: () => [
        { trigger: ".o_notebook a[name='materials']", run: "click" },
        { trigger: "button[name='action_examine']", run: "click" },
        { trigger: ".o_daiban_verify_preview pre:contains(licence of the enterprise)" },
        key("v"),
        { trigger: ".o_daiban_verify_list li:first [data-state='verified']" },
        key("ArrowDown"),
        { trigger: ".o_daiban_verify_list li:eq(1) .o_daiban_verify_current" },
        key("d"),
        { trigger: ".o_daiban_verify_form input:first", run: "edit 身份证过期" },
        { trigger: ".o_daiban_verify_save:enabled", run: "click" },
        { trigger: ".o_daiban_verify_list li:eq(1) [data-state='defective']" },
    ],
});
