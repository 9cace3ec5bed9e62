import { registry } from "@web/core/registry";

// The way of an enterprise through the portal, in legs; between them the district does its part.
const tours = registry.category("web_tour.tours");

const press = (trigger) => ({ trigger, run: "click", expectUnloadPage: true });
const tick = (trigger) => ({ trigger, run: "click" });

tours.add("daiban_journey_check", {
    url: "/daiban",
    steps: () => [
        press("main a[href^='/daiban/check']:first"),
        tick("input[name='category'][value='simple_low_risk']"),
        tick("input[name='nature'][value='production']"),
        tick("input[name='object_class'][value='independent']"),
        press("form[action='/daiban/check'] button[type='submit']"),
        { content: "The conditions are asked one by one", trigger: "input[type='radio'][value='yes']" },
        {
            content: "Everything is fulfilled",
            trigger: "form[action='/daiban/check']",
            run() {
                this.anchor.querySelectorAll("input[value='yes']").forEach((input) => input.click());
            },
        },
        press("form[action='/daiban/check'] button[type='submit']"),
        { content: "The answer is a reason for each point", trigger: ".o_daiban_reasons li" },
        press(".o_daiban_verdict a[href^='/daiban/apply']"),
        { content: "The answers are in the form", trigger: "input[name='nature'][value='production']:checked" },
        { trigger: "#f_name", run: "edit 旅程测试项目" },
        { trigger: "#f_contact_name", run: "edit 王工" },
        { trigger: "#f_contact_phone", run: "edit 0598-8222222" },
        press(".o_daiban_project_form button[type='submit']"),
        press("a[href$='/confirm'].btn-primary"),
        { content: "The words of the consent are there to be read", trigger: ".o_daiban_letter p" },
        tick("input[name='consent']"),
        press("form[action$='/submit'] button[type='submit']"),
        { trigger: ".o_daiban_state_submitted" },
    ],
});

tours.add("daiban_journey_supplement", {
    url: "/my/daiban",
    steps: () => [
        press("a:contains(旅程测试项目)"),
        { content: "Each gap says how to close it", trigger: ".o_daiban_gaps dd" },
        {
            content: "A file for the one gap",
            trigger: ".o_daiban_gaps .o_daiban_upload input[type='file']",
            run() {
                const files = new DataTransfer();
                files.items.add(new File(["%PDF-1.4\n%%EOF\n"], "营业执照.pdf", { type: "application/pdf" }));
                this.anchor.files = files.files;
                this.anchor.dispatchEvent(new Event("change", { bubbles: true }));
            },
            expectUnloadPage: true,
        },
        { trigger: ".o_daiban_file:contains(营业执照.pdf)" },
        press(".o_daiban_todo form[action$='/submit'] button[type='submit']"),
        { trigger: ".o_daiban_state_submitted" },
    ],
});

tours.add("daiban_journey_card", {
    url: "/my",
    steps: () => [
        press(".o_portal_my_home a[href='/my/daiban/card']"),
        { content: "The card names the person in charge", trigger: "main:contains(Test test_agent)" },
        { content: "and the project", trigger: "main:contains(旅程测试项目)" },
    ],
});

tours.add("daiban_journey_rate", {
    url: "/my/daiban",
    steps: () => [
        press("a:contains(旅程测试项目)"),
        press("section[aria-labelledby='daiban_ratings'] a.btn-outline-primary:first"),
        tick("label:has(input[name='told_once'][value='no'])"),
        tick("label:has(input[name='trips'][value='1'])"),
        tick("label:has(input[name='level'][value='4'])"),
        { trigger: "#comment", run: "edit <script>alert(1)</script> 再快一点更好" },
        press(".o_daiban_rating form button[type='submit']"),
        { trigger: ".o_daiban_flash.alert-success, .o_daiban_calm" },
    ],
});

tours.add("daiban_journey_ask", {
    url: "/daiban",
    steps: () => [
        press("main a[href$='/daiban/ask']:first"),
        { trigger: "#a_question", run: "edit 厂房扩建要不要重新做环评？" },
        { trigger: "#a_contact_name", run: "edit 李工" },
        { trigger: "#a_contact_phone", run: "edit 0598-8333333" },
        press("form[action='/daiban/ask'] button[type='submit']"),
        { content: "The question is kept, with whom and until when", trigger: ".o_daiban_facts" },
        { trigger: ".o_daiban_text:contains(厂房扩建要不要重新做环评)" },
    ],
});
