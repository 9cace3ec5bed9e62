import { Component, useState } from "@odoo/owl";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

// What lies behind today takes at most this share of the picture.
const PAST_SHARE = 0.15;

/** The open items of a case as bars over time; the server works out every date, also for other days ("what if"). */
export class DaibanOutlook extends Component {
    static template = "sanming_daiban.Outlook";
    static components = { DateTimeInput };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.resId = this.props.record.resId;
        this.state = useState({ plan: null, days: {}, target: false });
        this.reload = useDebounced(() => this.load(), 250);
        // again when another record is shown, or when the case has moved on; the form does not wait for it
        useRecordObserver((record) => {
            this.load(record.resId, record.data.state, record.data.item_done_count);
        });
    }

    async load(resId = this.props.record.resId) {
        if (resId !== this.resId) {
            Object.assign(this.state, { days: {}, target: false });
        }
        this.resId = resId;
        if (!resId) {
            return;
        }
        this.state.plan = await this.keepLast.add(
            this.orm.call("daiban.project", "read_outlook", [[resId]], {
                days: this.state.days,
                target: this.state.target,
            })
        );
    }

    get labels() {
        return {
            startBy: _t("Start by"),
            finishBy: _t("Finish by"),
            tooLate: _t("Too late for the date that is planned back from"),
            natural: _t("natural"),
        };
    }

    // --- what if
    get isChanged() {
        return Boolean(Object.keys(this.state.days).length || this.state.target);
    }

    onDays(item, ev) {
        const value = ev.target.value.trim();
        if (value === "") {
            delete this.state.days[item.id];
        } else if (Number.isInteger(Number(value)) && Number(value) >= 0) {
            this.state.days[item.id] = Number(value);
        } else {
            return;
        }
        this.reload();
    }

    onTarget(date) {
        this.state.target = date ? serializeDate(date) : false;
        this.load();
    }

    reset() {
        this.state.days = {};
        this.state.target = false;
        this.load();
    }

    get target() {
        return this.state.plan.target && deserializeDate(this.state.plan.target);
    }

    get endMove() {
        const { moved } = this.state.plan;
        if (!moved) {
            return "";
        }
        return moved > 0
            ? _t("%s working days later than by the limits", moved)
            : _t("%s working days earlier than by the limits", -moved);
    }

    // --- the picture
    get stages() {
        const stages = [];
        for (const item of this.state.plan.items) {
            if (stages.at(-1)?.name !== item.stage) {
                stages.push({ name: item.stage, items: [] });
            }
            stages.at(-1).items.push(item);
        }
        return stages;
    }

    /** First and last millisecond of the picture. */
    get range() {
        const { today, end, target, forecast, items } = this.state.plan;
        const time = (date) => deserializeDate(date).toMillis();
        const last = Math.max(
            ...[today, end, target, forecast.p80].filter(Boolean).map(time),
            ...items.map((item) => time(item.finish)),
            time(today) + 86400000 * 7
        );
        const span = last - time(today);
        const begun = items.map((item) => item.begun).filter(Boolean).map(time);
        const first = Math.max(Math.min(time(today), ...begun), time(today) - span * PAST_SHARE);
        return [first - span * 0.01, last + span * 0.08];
    }

    /** Position of a date in the picture, in percent. */
    at(date) {
        const [first, last] = this.range;
        const share = ((deserializeDate(date).toMillis() - first) / (last - first)) * 100;
        return Math.min(Math.max(share, 0), 100);
    }

    box(from, until) {
        const left = this.at(from);
        return `left: ${left}%; width: ${Math.max(this.at(until) - left, 0.8)}%`;
    }

    get months() {
        const [first, last] = this.range;
        const months = [];
        let month = luxon.DateTime.fromMillis(first).startOf("month").plus({ months: 1 });
        const count = luxon.DateTime.fromMillis(last).diff(month, "months").months;
        const step = Math.max(1, Math.ceil(count / 6));
        while (month.toMillis() < last) {
            months.push({ left: this.at(serializeDate(month)), label: month.toFormat("LLL") });
            month = month.plus({ months: step });
        }
        return months;
    }

    get lines() {
        const { today, target, forecast } = this.state.plan;
        return [
            { kind: "today", date: today, label: _t("Today") },
            { kind: "target", date: target, label: this.targetLabel },
            { kind: "p50", date: forecast.p50, label: "P50" },
            { kind: "p80", date: forecast.p80, label: "P80" },
        ].filter((line) => line.date);
    }

    get targetLabel() {
        if (this.state.target) {
            return _t("Chosen date");
        }
        return this.state.plan.budget.day ? _t("Base limit") : _t("Planned end");
    }

    /** Names of lines stay inside the picture, and beside a line that may have a neighbour. */
    mark(line) {
        const left = this.at(line.date);
        const besides = { p50: -100, p80: 0 }[line.kind] ?? -50;
        const shift = left < 10 ? 0 : left > 88 ? -100 : besides;
        return `left: ${left}%; transform: translateX(${shift}%)`;
    }

    format(date) {
        const day = deserializeDate(date);
        const thisYear = deserializeDate(this.state.plan.today).year;
        return day.toFormat(day.year === thisYear ? "MM-dd" : "yyyy-MM-dd");
    }

    describe(item) {
        return _t("%(name)s: from %(begin)s to %(finish)s, %(slack)s working days of slack", {
            name: item.name,
            begin: this.format(item.begin),
            finish: this.format(item.finish),
            slack: item.slack,
        });
    }
}

registry.category("view_widgets").add("daiban_outlook", { component: DaibanOutlook });
