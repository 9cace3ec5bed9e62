import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const LIGHT_LABELS = { red: _t("Overdue"), orange: _t("Due Today"), yellow: _t("Due Soon"), green: _t("On Time") };

/** The first page after login: what waits for this person, by role. The server says what; this only shows and opens. */
export class DaibanHome extends Component {
    static template = "sanming_daiban.Home";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.root = useRef("root");
        this.state = useState({ home: null, busy: false });
        onWillStart(() => this.load());
    }

    async load() {
        this.state.home = await this.orm.call("daiban.home", "blocks", []);
    }

    get today() {
        const { today, is_workday } = this.state.home;
        const day = deserializeDate(today);
        const kind = is_workday ? _t("working day") : _t("rest day");
        return [day.toLocaleString(luxon.DateTime.DATE_FULL), day.toFormat("cccc"), kind].join(" · ");
    }

    waiting(block) {
        return block.tiles.filter((tile) => tile.count);
    }

    quiet(block) {
        return block.tiles.filter((tile) => !tile.count);
    }

    more(tile) {
        return _t("%s more", tile.count - tile.rows.length);
    }

    lightLabel(light) {
        return LIGHT_LABELS[light];
    }

    format(date) {
        const day = deserializeDate(date);
        const thisYear = deserializeDate(this.state.home.today).year;
        return day.toFormat(day.year === thisYear ? "MM-dd" : "yyyy-MM-dd");
    }

    // --- open

    async openList(xmlid, context) {
        const action = await this.action.loadAction(xmlid);
        // only the filters of the tile, not those that the list has from the menu
        await this.action.doAction({ ...action, context });
    }

    openCell(board, row, column) {
        return this.openList(board.action, { ...column.context, ...row.context });
    }

    openRow(row) {
        return this.action.doAction({
            type: "ir.actions.act_window", res_model: row.res_model, res_id: row.res_id, views: [[false, "form"]],
        });
    }

    // --- at once, from the line

    press(tile, row) {
        if (!tile.button.confirm) {
            return this.run(tile, row);
        }
        this.dialog.add(ConfirmationDialog, {
            title: tile.button.label,
            body: `${row.title}\n${tile.button.confirm}`,
            confirmLabel: tile.button.label,
            confirm: () => this.run(tile, row),
            cancel: () => {},
        });
    }

    async run(tile, row) {
        this.state.busy = true;
        try {
            await this.action.doActionButton({
                type: "object", name: tile.button.method, resModel: row.res_model, resId: row.res_id,
                onClose: () => this.load(),
            });
        } finally {
            this.state.busy = false;
        }
    }

    // --- keyboard: the arrows go from line to line, Enter opens

    onKey(ev) {
        const step = { ArrowDown: 1, ArrowUp: -1 }[ev.key];
        if (!step || ev.target.closest("input, textarea, select")) {
            return;
        }
        const stops = [...this.root.el.querySelectorAll("button:not(:disabled)")];
        const next = stops[stops.indexOf(document.activeElement) + step];
        if (next) {
            ev.preventDefault();
            next.focus();
        }
    }
}

registry.category("actions").add("daiban_home", DaibanHome);
