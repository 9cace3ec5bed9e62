import { registry } from "@web/core/registry";

const end = (date) => ({ content: `the end is ${date}`, trigger: `.o_daiban_end[data-end='${date}']` });

// The dates are those of the test, which freezes the day and the limits.
registry.category("web_tour.tours").add("daiban_outlook_what_if", {
    steps: () => [
        { trigger: ".o_notebook a[name='plan']", run: "click" },
        end("2026-03-12"),
        { trigger: ".o_daiban_row[data-code='A01'].o_daiban_critical" },
        { content: "what if A01 took five days more", trigger: "[data-code='A01'] .o_daiban_days", run: "edit 6" },
        end("2026-03-19"),
        { trigger: ".o_daiban_what_if[data-moved='5']" },
        { content: "the limits again", trigger: ".o_daiban_reset", run: "click" },
        end("2026-03-12"),
        { trigger: "body:not(:has(.o_daiban_reset))" },
    ],
});
