import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { getDataURLFromFile } from "@web/core/utils/urls";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const EMPTY_PROJECT = {
    name: "", category_id: "", nature: "", object_class: "other", key_tier: "", park_id: "", township_id: "",
    project_code: "", contact_name: "", contact_phone: "", description: "",
};

/** One screen for the window: who, what, which papers, hand in. The server decides everything; keyboard first. */
export class DaibanCounter extends Component {
    static template = "sanming_daiban.Counter";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.keepLast = new KeepLast();
        this.code = useRef("code");
        this.nameInput = useRef("name");
        this.projectName = useRef("projectName");
        this.done = useRef("done");
        this.state = useState(this.empty());
        this.askChecklist = useDebounced(() => this.loadChecklist(), 250);
        onWillStart(async () => {
            this.choices = await this.orm.call("daiban.project", "counter_choices", []);
        });
        // the next thing to type always has the cursor
        useEffect(
            (step) => {
                const known = this.state.enterprise.id;
                const target = { find: this.code, form: known ? this.projectName : this.nameInput, done: this.done };
                target[step].el?.focus();
            },
            () => [this.state.step]
        );
    }

    empty() {
        return {
            step: "find", text: "", searched: false, matches: [], cases: [], enterprise: {}, project: { ...EMPTY_PROJECT },
            caseId: false, rows: [], later: [], twin: false, answers: {}, busy: false, result: null,
            key: `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`,
        };
    }

    restart() {
        Object.assign(this.state, this.empty());
        this.code.el?.focus();
    }

    // --- who

    onCodeKey(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            this.find();
        }
    }

    async find(text = this.state.text) {
        if (!text.trim()) {
            return;
        }
        const found = await this.keepLast.add(this.orm.call("daiban.project", "counter_find", [text]));
        Object.assign(this.state, { text, searched: true, matches: found.matches, cases: found.cases });
        if (!found.uscc) {
            return;
        }
        const enterprise = found.enterprise || { id: false, name: found.name, uscc: found.uscc, ownership: "" };
        Object.assign(this.state, { step: "form", enterprise, text: found.uscc });
        Object.assign(this.state.project, {
            contact_name: enterprise.contact_name || "",
            contact_phone: enterprise.contact_phone || "",
        });
    }

    // --- what

    set(name, value) {
        this.state.project[name] = value;
        if (["category_id", "name", "project_code"].includes(name)) {
            this.askChecklist();
        }
    }

    get values() {
        const { project, enterprise, caseId } = this.state;
        return {
            category_id: Number(project.category_id) || false,
            partner_id: enterprise.id || false,
            name: project.name,
            project_code: project.project_code,
            case_id: caseId,
        };
    }

    async loadChecklist() {
        if (!this.state.project.category_id) {
            return;
        }
        const list = await this.keepLast.add(this.orm.call("daiban.project", "counter_checklist", [this.values]));
        for (const row of list.rows) {
            const status = row.known ? "vault" : row.files.length ? "file" : "missing";
            this.state.answers[row.id] ??= { status, defect: "", reason: "", files: [] };
        }
        Object.assign(this.state, list);
    }

    async continueDraft(draft) {
        Object.assign(this.state.project, draft.values, { category_id: draft.values.category_id || "" });
        Object.assign(this.state, { caseId: draft.id, answers: {} });
        await this.loadChecklist();
    }

    openCase(id) {
        this.action.doAction({
            type: "ir.actions.act_window", res_model: "daiban.project", res_id: id, views: [[false, "form"]],
        });
    }

    // --- papers

    get statuses() {
        return [
            { id: "paper", label: _t("Paper seen") },
            { id: "file", label: _t("Scanned") },
            { id: "vault", label: _t("In the store") },
            { id: "defective", label: _t("Not in order") },
            { id: "missing", label: _t("Not there") },
        ];
    }

    may(row, status) {
        const files = this.state.answers[row.id].files.length + row.files.length;
        return { vault: Boolean(row.known), file: files > 0 }[status.id] ?? true;
    }

    answer(row, status) {
        this.state.answers[row.id].status = status;
    }

    allPaper() {
        for (const row of this.state.rows) {
            const answer = this.state.answers[row.id];
            if (answer.status === "missing") {
                answer.status = "paper";
            }
        }
    }

    async onFiles(row, ev) {
        const answer = this.state.answers[row.id];
        const limit = this.choices.upload_limit * 1024 * 1024;
        for (const file of ev.target.files) {
            if (file.size > limit) {
                this.notification.add(
                    _t("“%(name)s” is larger than %(limit)s MB.", { name: file.name, limit: this.choices.upload_limit }),
                    { type: "danger" }
                );
                continue;
            }
            const url = await getDataURLFromFile(file);
            answer.files.push({ name: file.name, data: url.split(",")[1] || "" });
            answer.status = "file";
        }
        ev.target.value = "";
    }

    removeFile(row, index) {
        const answer = this.state.answers[row.id];
        answer.files.splice(index, 1);
        if (!this.may(row, { id: "file" }) && answer.status === "file") {
            answer.status = "missing";
        }
    }

    get gaps() {
        return this.state.rows.filter((row) => ["missing", "defective"].includes(this.state.answers[row.id]?.status));
    }

    /** What keeps the request from being handed in, in words; the server checks everything again. */
    get problem() {
        const { project, enterprise, twin, rows } = this.state;
        if (!enterprise.id && (enterprise.name || "").trim().length < 2) {
            return _t("Write the name of the enterprise.");
        }
        if (!project.name.trim()) {
            return _t("Write the name of the project.");
        }
        if (twin) {
            return _t("This project is already here.");
        }
        for (const [name, label] of [
            ["category_id", _t("Choose the category.")],
            ["nature", _t("Choose production or commercial.")],
            ["contact_name", _t("Write whom to call.")],
            ["contact_phone", _t("Write the phone number.")],
        ]) {
            if (!project[name]) {
                return label;
            }
        }
        const unnamed = rows.find((row) => {
            const answer = this.state.answers[row.id];
            return answer?.status === "defective" && !answer.defect.trim();
        });
        return unnamed ? _t("Write what is not in order with “%s”.", unnamed.name) : "";
    }

    /** A paper that is in the store is asked for again only with a reason. */
    get unexplained() {
        return this.gaps.some((row) => row.known && !this.state.answers[row.id].reason.trim());
    }

    onKey(ev) {
        if (ev.key === "Enter" && ev.ctrlKey && this.state.step === "form" && !this.problem) {
            ev.preventDefault();
            this.handIn("");
        }
    }

    async handIn(then) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        const { enterprise, project, answers, key, caseId } = this.state;
        try {
            this.state.result = await this.orm.call("daiban.project", "counter_hand_in", [
                { enterprise, project, materials: answers, key, case_id: caseId, then },
            ]);
            this.state.step = "done";
        } finally {
            this.state.busy = false;
        }
    }
}

registry.category("actions").add("daiban_counter", DaibanCounter);
