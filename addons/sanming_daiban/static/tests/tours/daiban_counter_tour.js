import { registry } from "@web/core/registry";

// A scanner types the text of the licence and ends with Enter.
const scan = (text) => ({
    content: `scan ${text}`,
    trigger: "#daiban_counter_code",
    run() {
        this.anchor.value = text;
        this.anchor.dispatchEvent(new Event("input", { bubbles: true }));
        this.anchor.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    },
});

registry.category("web_tour.tours").add("daiban_counter", {
    steps: () => [
        scan("统一社会信用代码：91350404MA00001620；名称：测试企业甲"),
        { trigger: ".o_daiban_counter_enterprise:contains(测试企业甲)" },
        { trigger: "#daiban_counter_project", run: "edit 巡检泵站扩建" },
        { trigger: "label[for^='daiban_category_id_']:contains(简易低风险)", run: "click" },
        { trigger: "label[for='daiban_nature_production']", run: "click" },
        { trigger: "#daiban_counter_contact", run: "edit 王工" },
        { trigger: "#daiban_counter_phone", run: "edit 0598-8222222" },
        { content: "the papers of the category come", trigger: ".o_daiban_counter_row" },
        { content: "nothing is accepted while papers are missing", trigger: ".o_daiban_counter_notice" },
        { trigger: ".o_daiban_counter_all", run: "click" },
        { trigger: ".o_daiban_counter_accept:enabled", run: "click" },
        { trigger: ".o_daiban_counter_state[data-state='accepted']" },
    ],
});
