import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { PlanPicture } from "./plan_picture";

const LINE = "daiban.plan.line";
const STAGE = "daiban.plan.stage";

/** Draws up a plan: picture, findings, lines. Every change is saved at once in the draft, then the server checks it. */
export class PlanDesigner extends Component {
    static template = "sanming_daiban.PlanDesigner";
    static components = { Layout, PlanPicture };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.root = useRef("root");
        this.keepLast = new KeepLast();
        this.planId = this.props.action.context.active_id;
        this.state = useState({ plan: null, selected: 0, busy: false, said: "" });
        onWillStart(() => this.load());
    }

    async load() {
        const plan = await this.keepLast.add(this.orm.call("daiban.plan", "read_designer", [[this.planId]]));
        this.state.plan = plan;
        this.env.config.setDisplayName(plan.name);
        if (!plan.items.some((item) => item.id === this.state.selected)) {
            this.state.selected = 0;
        }
    }

    /** Save, and check again whatever became of it: what was refused is shown as it is on the server. */
    async change(call) {
        this.state.busy = true;
        try {
            return await call();
        } finally {
            await this.load();
            this.state.busy = false;
            this.state.said = this.verdict;
        }
    }

    // --- what the checks say

    get blocking() {
        return this.state.plan.findings.filter((finding) => finding.blocking);
    }

    get verdict() {
        const count = this.blocking.length;
        return count ? _t("%s problems before it can be published", count) : _t("Nothing stands against publishing.");
    }

    get facts() {
        const plan = this.state.plan;
        return [
            { key: "sum", label: _t("Sum of the stages"), days: plan.stage_limit_sum },
            { key: "critical", label: _t("Critical path"), days: plan.critical_days },
            { key: "free", label: _t("Without stage gates"), days: plan.free_path_days },
        ].map((fact) => ({ ...fact, over: fact.days > plan.base_limit }));
    }

    showFinding(finding) {
        const key = finding.lines.length ? `[data-key='item-${finding.lines[0]}']` : `[data-stage='${finding.stage}']`;
        if (finding.lines.length) {
            this.state.selected = finding.lines[0];
        }
        this.root.el.querySelector(key)?.focus();
    }

    select(id) {
        this.state.selected = id;
    }

    // --- lines

    lines(stage) {
        return this.state.plan.items.filter((item) => item.stage_id === stage.stage_id);
    }

    itemOf(id) {
        return this.state.plan.items.find((item) => item.id === id);
    }

    label(item) {
        return `${item.code} ${item.name}`;
    }

    removeLabel(id) {
        return _t("Remove prerequisite %s", this.itemOf(id).code);
    }

    candidates(item) {
        return this.state.plan.items.filter((other) => other.id !== item.id && !item.waits.includes(other.id));
    }

    setDays(item, ev) {
        const days = Number(ev.target.value);
        if (ev.target.value.trim() === "" || !Number.isInteger(days) || days < 0) {
            ev.target.value = item.days;
            this.state.said = _t("Days are a whole number, zero or more.");
            return;
        }
        this.change(() => this.orm.write(LINE, [item.id], { limit_days: days }));
    }

    setStage(item, ev) {
        this.change(() => this.orm.write(LINE, [item.id], { stage_id: Number(ev.target.value) }));
    }

    addPrerequisite(item, ev) {
        const id = Number(ev.target.value);
        ev.target.value = "";
        if (id) {
            this.change(() => this.orm.write(LINE, [item.id], { prerequisite_ids: [[4, id]] }));
        }
    }

    dropPrerequisite(item, id) {
        return this.change(() => this.orm.write(LINE, [item.id], { prerequisite_ids: [[3, id]] }));
    }

    askRemoveArrow(arrow) {
        this.ask(
            _t("%(target)s no longer waits for %(source)s. Remove this prerequisite?", {
                target: this.label(this.itemOf(arrow.target)), source: this.label(this.itemOf(arrow.source)),
            }),
            () => this.dropPrerequisite(this.itemOf(arrow.target), arrow.source)
        );
    }

    askRemove(item) {
        const followers = this.state.plan.items.filter((other) => other.waits.includes(item.id));
        const body = followers.length
            ? _t("%(item)s is taken out of the plan; %(count)s items wait for it and then do not.", {
                item: this.label(item), count: followers.length,
            })
            : _t("%s is taken out of the plan.", this.label(item));
        this.ask(body, () => this.change(() => this.orm.unlink(LINE, [item.id])));
    }

    askRemoveStage(stage) {
        this.ask(_t("The limit of stage %s is taken out of the plan; its items stay until you move them.", stage.name),
            () => this.change(() => this.orm.unlink(STAGE, [stage.id])));
    }

    ask(body, confirm) {
        this.dialog.add(ConfirmationDialog, { body, confirm, confirmLabel: _t("Remove"), cancel: () => {} });
    }

    moveStage(stage, step) {
        return this.change(() => this.orm.call(STAGE, "action_move", [[stage.id], step]));
    }

    // --- forms

    openLine(item) {
        this.openForm(LINE, item.id, this.label(item));
    }

    openStage(stage) {
        if (stage.id) {
            this.openForm(STAGE, stage.id, stage.name);
        } else {
            this.openForm(STAGE, false, _t("Add Stage"), { default_stage_id: stage.stage_id });
        }
    }

    addLine(stage) {
        this.openForm(LINE, false, _t("Add Item"), {
            default_stage_id: stage.stage_id,
            daiban_lane: stage.stage_id,
            default_sequence: 10 + 10 * this.state.plan.items.length,
        });
    }

    addStage() {
        this.openForm(STAGE, false, _t("Add Stage"));
    }

    openForm(resModel, resId, title, context = {}) {
        const readonly = !this.state.plan.editable;
        this.dialog.add(FormViewDialog, {
            resModel,
            resId,
            title,
            size: "lg",
            canExpand: false,
            preventEdit: readonly,
            context: { ...context, default_plan_id: this.planId, daiban_in_plan: true },
            onRecordSaved: async (record) => {
                await this.change(() => {});
                if (resModel === LINE) {
                    this.state.selected = record.resId;
                }
            },
        });
    }

    // --- the plan as a whole

    publish() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Publish"),
            body: _t("New cases will run on this version. It cannot be changed any more. Publish it?"),
            confirmLabel: _t("Publish"),
            confirm: () => this.change(() => this.orm.call("daiban.plan", "action_publish", [[this.planId]])),
            cancel: () => {},
        });
    }

    /** A button of the plan that opens something. */
    async press(method) {
        await this.action.doActionButton({
            type: "object", name: method, resModel: "daiban.plan", resId: this.planId, onClose: () => this.load(),
        });
    }

    openPlan() {
        return this.action.doAction({
            type: "ir.actions.act_window", res_model: "daiban.plan", res_id: this.planId, views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("daiban_plan_designer", PlanDesigner);
