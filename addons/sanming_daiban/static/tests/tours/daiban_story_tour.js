import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const PROJECT = "巡检泵站扩建";
const inState = (state) => ({
    content: `the record is now ${state}`,
    trigger: `.o_statusbar_status button.o_arrow_button_current[data-value='${state}']`,
});
const open = { content: "open it", trigger: `.o_data_row .o_data_cell:contains(${PROJECT})`, run: "click" };
const press = (name) => ({ trigger: `.o_form_view button[name='${name}']:enabled`, run: "click" });
const confirm = { trigger: ".modal-footer .btn-primary", run: "click" };

tours.add("daiban_story_clerk_accepts", {
    steps: () => [
        open,
        inState("submitted"),
        press("action_verify_submitted"),
        {
            content: "no material is left unseen",
            trigger: ".o_form_view:not(:has(button[name='action_verify_submitted']:visible))",
        },
        press("action_accept"),
        inState("accepted"),
        press("action_start"),
        inState("running"),
    ],
});

tours.add("daiban_story_leader_assigns", {
    steps: () => [
        open,
        inState("dispatched"),
        { content: "one tap assigns it", trigger: ".o_daiban_assignees button:contains(test_handler)", run: "click" },
        inState("assigned"),
    ],
});

tours.add("daiban_story_handler_finishes", {
    steps: () => [
        open,
        inState("assigned"),
        press("action_start"),
        inState("running"),
        press("action_done"),
        confirm,
        inState("done"),
    ],
});

tours.add("daiban_story_clerk_completes", {
    steps: () => [open, inState("running"), press("action_complete"), inState("done")],
});

tours.add("daiban_story_enterprise_sees_the_end", {
    url: "/my/daiban",
    steps: () => [
        { trigger: `a:visible:contains(${PROJECT})`, run: "click", expectUnloadPage: true },
        { trigger: ".o_daiban_state_done" },
    ],
});
