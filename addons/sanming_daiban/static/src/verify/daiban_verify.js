import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** The papers of one case: the list on the left, the file on the right, one key for each decision. */
export class DaibanVerify extends Component {
    static template = "sanming_daiban.Verify";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.root = useRef("root");
        this.defect = useRef("defect");
        this.projectId = this.props.action.params?.project_id || this.props.action.context?.active_id;
        this.state = useState({ list: null, id: false, file: 0, text: "", form: null, busy: false });
        onWillStart(async () => {
            await this.load();
            const first = this.materials.find((one) => one.state === "submitted") || this.materials[0];
            this.select(first);
        });
        useEffect(() => this.root.el?.focus(), () => []);
        useEffect((open) => open && this.defect.el?.focus(), () => [Boolean(this.state.form)]);
        // the frame of the file takes the keys once it was clicked; give them back
        useBus(this.env.bus, "ACTION_MANAGER:UI-UPDATED", () => this.root.el?.focus());
    }

    async load() {
        this.state.list = await this.keepLast.add(
            this.orm.call("daiban.project", "read_examination", [[this.projectId]])
        );
    }

    get materials() {
        return this.state.list.materials;
    }

    get current() {
        return this.materials.find((one) => one.id === this.state.id);
    }

    get file() {
        return this.current?.files[this.state.file];
    }

    get toDo() {
        return this.materials.filter((one) => one.state === "submitted").length;
    }

    get preview() {
        const url = `/web/content/${this.file.id}`;
        return {
            pdf: `/web/static/lib/pdfjs/web/viewer.html?file=${encodeURIComponent(url)}#pagemode=none`,
            image: `/web/image/${this.file.id}`,
        }[this.file.kind];
    }

    get download() {
        return `/web/content/${this.file.id}?download=true`;
    }

    select(material) {
        Object.assign(this.state, { id: material?.id || false, file: 0, form: null, text: "" });
        this.showText();
    }

    showFile(index) {
        this.state.file = index;
        this.showText();
    }

    async showText() {
        if (this.file?.kind === "text") {
            const { id } = this.file;
            const answer = await fetch(`/web/content/${id}?download=true`);
            const text = await answer.text();
            if (this.file?.id === id) {
                this.state.text = text.slice(0, 20000);
            }
        }
    }

    move(step) {
        const index = this.materials.findIndex((one) => one.id === this.state.id) + step;
        if (this.materials[index]) {
            this.select(this.materials[index]);
        }
        this.root.el.querySelector(".o_daiban_verify_current")?.scrollIntoView({ block: "nearest" });
    }

    /** To the next one that waits, after this one, then from the top; where none waits, stay. */
    next() {
        const index = this.materials.findIndex((one) => one.id === this.state.id);
        const order = [...this.materials.slice(index + 1), ...this.materials.slice(0, index)];
        const waiting = order.find((one) => one.state === "submitted");
        if (waiting) {
            this.select(waiting);
        }
    }

    may(action) {
        const states = {
            action_verify: ["missing", "submitted", "defective"],
            action_mark_defective: ["missing", "submitted", "verified", "defective"],
            action_waive: ["missing", "submitted", "defective"],
            action_reset: ["verified", "waived"],
        };
        const { current } = this;
        if (!this.state.list.may_decide || !current) {
            return false;
        }
        return action === "action_reuse"
            ? Boolean(current.known) && ["missing", "defective"].includes(current.state)
            : states[action].includes(current.state);
    }

    async decide(action, args = []) {
        if (this.state.busy || !this.may(action)) {
            return;
        }
        this.state.busy = true;
        try {
            await this.orm.call("daiban.material", action, [[this.state.id], ...args]);
            await this.load();
            this.state.form = null;
            if (action !== "action_reset") {
                this.next();
            }
        } finally {
            this.state.busy = false;
            this.root.el?.focus();
        }
    }

    openDefect() {
        if (this.may("action_mark_defective")) {
            const { defect, way, method } = this.current;
            this.state.form = { defect, way, method };
        }
    }

    saveDefect() {
        const { defect, way, method } = this.state.form;
        if (defect.trim()) {
            this.decide("action_mark_defective", [defect.trim(), way.trim(), method.trim()]);
        }
    }

    onKey(ev) {
        if (ev.target.matches("input, textarea, select")) {
            if (ev.key === "Escape") {
                this.state.form = null;
                this.root.el.focus();
            } else if (ev.key === "Enter" && this.state.form) {
                ev.preventDefault();
                this.saveDefect();
            }
            return;
        }
        const act = {
            ArrowDown: () => this.move(1), ArrowUp: () => this.move(-1), j: () => this.move(1), k: () => this.move(-1),
            v: () => this.decide("action_verify"), d: () => this.openDefect(), w: () => this.decide("action_waive"),
            u: () => this.decide("action_reuse"), r: () => this.decide("action_reset"),
        }[ev.key];
        if (act && !ev.ctrlKey && !ev.altKey && !ev.metaKey) {
            ev.preventDefault();
            act();
        }
    }

    back() {
        this.action.doAction({
            type: "ir.actions.act_window", res_model: "daiban.project", res_id: this.projectId, views: [[false, "form"]],
        }, { clearBreadcrumbs: false, stackPosition: "replaceCurrentAction" });
    }
}

registry.category("actions").add("daiban_verify", DaibanVerify);
