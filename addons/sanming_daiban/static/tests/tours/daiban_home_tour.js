import { registry } from "@web/core/registry";

// A working day of each role begins and ends on the first page after login. The people and items are those of the test.
const home = { content: "the first page after login", trigger: ".o_daiban_home" };
const block = (role) => ({ content: `the block of ${role}`, trigger: `.o_daiban_home_block[data-role='${role}']` });
const tile = (role, key, count) => ({
    content: `${key} shows ${count}`,
    trigger: `[data-role='${role}'] article[data-tile='${key}'] .o_daiban_home_count:contains(/^${count}$/)`,
});
const quiet = (role, key) => ({
    content: `nothing in ${key}`,
    trigger: `[data-role='${role}'] .o_daiban_home_quiet [data-tile='${key}']`,
});
const open = (role, key) => ({
    content: `open the list of ${key}`,
    trigger: `[data-role='${role}'] [data-tile='${key}'] .o_daiban_home_open`,
    run: "click",
});
const row = (role, key, text) => ({
    content: `open ${text}`,
    trigger: `[data-role='${role}'] .o_daiban_home_tile[data-tile='${key}'] button.o_daiban_home_row:contains(${text})`,
    run: "click",
});
const rows = (count) => ({
    content: `the list has ${count}`,
    trigger: `.o_list_view .o_pager_limit:contains(/^${count}$/)`,
});
const firstRow = { trigger: ".o_list_view .o_data_row:first .o_data_cell[name='name']", run: "click" };
const state = (value) => ({ trigger: `.o_statusbar_status .o_arrow_button_current[data-value='${value}']` });
const press = (name) => ({ trigger: `.o_statusbar_buttons button[name='${name}']`, run: "click" });
const confirm = { trigger: ".modal-footer .btn-primary", run: "click" };
const back = [
    { trigger: "[data-menu-xmlid='sanming_daiban.menu_home']", run: "click" },
    home,
];
const tour = (name, steps) => registry.category("web_tour.tours").add(name, { steps: () => steps });

tour("daiban_home_agent", [
    home,
    block("agent"),
    tile("agent", "examine", 1),
    open("agent", "examine"),
    rows(1),
    firstRow,
    press("action_accept"),
    state("accepted"),
    press("action_start"),
    state("running"),
    ...back,
    quiet("agent", "examine"),
    tile("agent", "mine", 2),
]);

tour("daiban_home_handler", [
    home,
    tile("handler", "to_start", 1),
    {
        content: "start from the line",
        trigger: "[data-tile='to_start'] .o_daiban_home_press",
        run: "click",
    },
    quiet("handler", "to_start"),
    row("handler", "soon", "备案"),
    state("running"),
    press("action_done"),
    confirm,
    state("done"),
    ...back,
    quiet("handler", "soon"),
]);

tour("daiban_home_leader", [
    home,
    tile("leader", "to_assign", 1),
    { content: "one tap on the line", trigger: "[data-tile='to_assign'] .o_daiban_home_press", run: "click" },
    {
        content: "the people of the unit",
        trigger: ".modal .o_daiban_assignees button:contains(Test test_handler)",
        run: "click",
    },
    { content: "chosen", trigger: ".modal .o_daiban_assignees .btn-primary:contains(Test test_handler)" },
    { trigger: ".modal-footer button[name='action_confirm']", run: "click" },
    { trigger: "body:not(:has(.modal))" },
    quiet("leader", "to_assign"),
    tile("leader", "unit_red", 1),
]);

tour("daiban_home_supervisor", [
    home,
    tile("supervisor", "red", 1),
    {
        content: "from the board of units to the overdue items of one",
        trigger: "[data-board='unit_id'] tr:first-child .o_daiban_home_cell_red:contains(/^1$/)",
        run: "click",
    },
    {
        content: "with the filters of the cell: the unit, open now, overdue",
        trigger: ".o_searchview_facet ~ .o_searchview_facet ~ .o_searchview_facet",
    },
    rows(1),
    firstRow,
    press("action_supervise"),
    state("draft"),
    ...back,
    tile("supervisor", "orders_proposed", 1),
    { content: "who has the ball", trigger: "[data-board='holder_kind'] tbody tr" },
    open("supervisor", "unassigned"),
    rows(1),
]);

tour("daiban_home_auditor", [
    home,
    tile("auditor", "late", 1),
    { content: "nothing can be pressed", trigger: ".o_daiban_home:not(:has(.o_daiban_home_press))" },
    { content: "the sealed history", trigger: "[data-tile='sealed'] .o_daiban_home_count" },
    row("auditor", "late", "备案"),
    { content: "read only", trigger: ".o_form_view:not(:has(.o_statusbar_buttons button))" },
    ...back,
    open("auditor", "late"),
    rows(1),
]);

tour("daiban_home_manager", [
    home,
    tile("manager", "plans", 5),
    open("manager", "plans"),
    rows(5),
    { trigger: ".o_list_view .o_data_row:first .o_data_cell:first", run: "click" },
    press("action_confirm"),
    confirm,
    { trigger: ".o_statusbar_buttons:not(:has(button[name='action_confirm']))" },
    ...back,
    tile("manager", "plans", 4),
]);
