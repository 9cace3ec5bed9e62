import { registry } from "@web/core/registry";

/** Every criterion gets the answer at that place; one is left to those who know. */
function answer(place, name) {
    return [
        { content: `It is about ${name}`, trigger: `.o_daiban_ballot h1:contains(${name})` },
        {
            content: "One tap for each criterion",
            trigger: ".o_daiban_ballot_criterion",
            run() {
                const criteria = document.querySelectorAll(".o_daiban_ballot_criterion");
                criteria.forEach((criterion, number) => {
                    const labels = criterion.querySelectorAll("label");
                    (number ? labels[place] : labels[labels.length - 1]).click();
                });
            },
        },
        { trigger: "textarea[name='comment']", run: "edit 讲得清楚" },
        { trigger: ".o_daiban_ballot form button[type='submit']", run: "click", expectUnloadPage: true },
    ];
}

const thanks = [
    { content: "Thank you", trigger: ".o_daiban_ballot_thanks .fa-check-circle" },
    { content: "It can be changed until the last day", trigger: ".o_daiban_rows a .fa-check" },
];

registry.category("web_tour.tours").add("daiban_ballot_owner", {
    url: "/my",
    steps: () => [
        {
            content: "The home page says that somebody waits",
            trigger: ".o_portal_my_home a[href='/my/daiban/ballots']:visible",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_daiban_ballot a.btn-lg", run: "click", expectUnloadPage: true },
        ...answer(1, "test_agent"),
        ...thanks,
    ],
});

function backend(...people) {
    return [
        {
            content: "Today's work shows who waits for me",
            trigger: ".o_daiban_home_tile[data-tile='ballots'] .o_daiban_home_open",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:first button[name='action_answer']",
            run: "click",
            expectUnloadPage: true,
        },
        ...people.flatMap((name) => answer(0, name)),
        ...thanks,
        { trigger: ".o_daiban_ballot a[href='/odoo']", run: "click", expectUnloadPage: true },
        { trigger: ".o_daiban_home" },
    ];
}

registry.category("web_tour.tours").add("daiban_ballot_center", {
    steps: () => backend("test_other_agent", "test_agent"),
});
registry.category("web_tour.tours").add("daiban_ballot_office", { steps: () => backend("test_agent") });
