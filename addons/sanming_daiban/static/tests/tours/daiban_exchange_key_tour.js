import { registry } from "@web/core/registry";

// An administrator makes the key of another system; it is shown once.
registry.category("web_tour.tours").add("daiban_exchange_key", {
    steps: () => [
        { trigger: ".o_field_widget[name='name'] input", run: "edit 市工改平台" },
        { trigger: "button[name='action_make']", run: "click" },
        { content: "not without the password", trigger: ".modal .o_field_widget[name='password'] input", run: "edit test_chief" },
        { trigger: ".modal button[name='run_check']", run: "click" },
        { trigger: ".modal .o_field_widget[name='key']:contains(/[0-9a-f]{40}/)" },
    ],
});
