import { registry } from "@web/core/registry";

function choose(name, content) {
    return {
        content,
        trigger: ".o_daiban_upload input[type='file']",
        run() {
            const files = new DataTransfer();
            files.items.add(new File(["%PDF-1.4\n%%EOF\n"], name, { type: "application/pdf" }));
            this.anchor.files = files.files;
            this.anchor.dispatchEvent(new Event("change", { bubbles: true }));
        },
        expectUnloadPage: true,
    };
}

registry.category("web_tour.tours").add("daiban_apply", {
    url: "/my",
    steps: () => [
        {
            content: "An enterprise applies from its home page",
            trigger: ".o_portal_my_home a[href='/my/daiban/new']",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: "#f_name", run: "edit 巡检泵站扩建" },
        { trigger: ".o_daiban_categories label:first input", run: "click" },
        { trigger: "input[name='nature'][value='production']", run: "click" },
        {
            content: "The park is only asked of projects in a park",
            trigger: "[data-when='object_class=park'][hidden]:not(:visible)",
        },
        { trigger: "input[name='object_class'][value='park']", run: "click" },
        { trigger: "select#f_park_id:visible", run: "selectByIndex 1" },
        { trigger: "#f_contact_name", run: "edit 王工" },
        { trigger: "#f_contact_phone", run: "edit 0598-8222222" },
        { trigger: ".o_daiban_project_form button[type='submit']", run: "click", expectUnloadPage: true },
        choose("营业执照.pdf", "A chosen file is saved at once"),
        { trigger: ".o_daiban_file:contains(营业执照.pdf)" },
        { trigger: "a[href$='/confirm'].btn-primary", run: "click", expectUnloadPage: true },
        { trigger: "input[name='consent']", run: "click" },
        { trigger: "form[action$='/submit'] button[type='submit']", run: "click", expectUnloadPage: true },
        { content: "The case is submitted and has an owner", trigger: ".o_daiban_state_submitted" },
        { trigger: ".o_daiban_flash.alert-success" },
        { trigger: ".breadcrumb a[href='/my/daiban']", run: "click", expectUnloadPage: true },
        { trigger: "a:visible:contains(巡检泵站扩建)" },
    ],
});
