import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

const ZOOMS = [0.6, 0.8, 1, 1.25];
const keyOf = (one) => (one.target ? `arrow-${one.source}-${one.target}` : `item-${one.id}`);

/**
 * The picture of a plan: lanes, boxes, arrows. Shows what the server has laid out and says what was chosen.
 *
 * Keyboard: one stop of the tab key. Left and right walk along the arrows, from a box onto the arrow and to the box at
 * its other end; up and down go within the column, or between the arrows of a box. Enter opens, Delete removes.
 */
export class PlanPicture extends Component {
    static template = "sanming_daiban.PlanPicture";
    static props = {
        data: Object,
        selected: { type: Number, optional: true },
        onSelect: Function,
        onOpen: { type: Function, optional: true },
        onOpenStage: { type: Function, optional: true },
        onRemove: { type: Function, optional: true },
        onRemoveArrow: { type: Function, optional: true },
    };

    setup() {
        this.root = useRef("root");
        this.state = useState({ zoom: 1, stop: null, wantsFocus: false });
        useEffect(
            (stop, wantsFocus) => {
                if (stop && wantsFocus) {
                    this.state.wantsFocus = false;
                    this.element(stop)?.focus();
                }
            },
            () => [this.state.stop, this.state.wantsFocus]
        );
        useEffect(
            (selected) => {
                if (selected && this.state.stop !== `item-${selected}`) {
                    this.goTo({ id: selected }, false);
                }
            },
            () => [this.props.selected]
        );
    }

    element(key) {
        return this.root.el.querySelector(`[data-key='${key}']`);
    }

    // --- what is drawn

    get items() {
        return this.props.data.items;
    }

    itemOf(id) {
        return this.items.find((item) => item.id === id);
    }

    /** What is marked lies above what is not. */
    get arrows() {
        const weight = (arrow) => (arrow.back ? 4 : 0) + (arrow.critical ? 2 : 0) + (this.touches(arrow) ? 1 : 0);
        return [...this.props.data.arrows].sort((one, two) => weight(one) - weight(two));
    }

    touches(arrow) {
        return [arrow.source, arrow.target].includes(this.props.selected);
    }

    path(arrow) {
        const [first, ...rest] = arrow.points;
        if (arrow.back) {
            return `M${first.join()} ${rest.map((point) => `L${point.join()}`).join(" ")}`;
        }
        let [x0, y0] = first;
        let path = `M${x0},${y0}`;
        for (const [x, y] of rest) {
            const half = (x - x0) / 2;
            path += y === y0 ? ` H${x}` : ` C${x0 + half},${y0} ${x - half},${y} ${x},${y}`;
            [x0, y0] = [x, y];
        }
        return path;
    }

    arrowClass(arrow) {
        return [
            "o_daiban_plan_arrow",
            arrow.back ? "o_daiban_plan_arrow_back" : "",
            arrow.critical ? "o_daiban_plan_arrow_critical" : "",
            this.touches(arrow) ? "o_daiban_plan_arrow_near" : "",
        ].join(" ");
    }

    marker(arrow) {
        const kind = arrow.back ? "back" : arrow.critical ? "critical" : this.touches(arrow) ? "near" : "plain";
        return `url(#o_daiban_plan_tip_${kind})`;
    }

    boxClass(item) {
        const finding = this.finding(item);
        return [
            "o_daiban_plan_box",
            item.critical ? "o_daiban_plan_box_critical" : "",
            item.counts ? "" : "o_daiban_plan_box_untimed",
            item.condition === "always" ? "" : "o_daiban_plan_box_conditional",
            finding ? (finding.blocking ? "o_daiban_plan_box_wrong" : "o_daiban_plan_box_advice") : "",
            item.id === this.props.selected ? "o_daiban_plan_box_selected" : "",
        ].join(" ");
    }

    box(item) {
        const { width, height } = this.props.data.box;
        return `left: ${item.x}px; top: ${item.y}px; width: ${width}px; height: ${height}px`;
    }

    /** The gravest finding of an item; the server brings what stands against publishing first. */
    finding(item) {
        return this.props.data.findings.find((finding) => finding.lines.includes(item.id));
    }

    share(stage) {
        return stage.limit ? Math.min((stage.days / stage.limit) * 100, 100) : stage.days ? 100 : 0;
    }

    days(item) {
        if (!item.counts) {
            return _t("not timed");
        }
        return item.natural ? _t("%s natural days", item.days) : _t("%s days", item.days);
    }

    // --- words for those who do not see it

    describe(item) {
        const waits = item.waits.map((id) => this.itemOf(id)?.code).filter(Boolean).join(", ");
        return [
            `${item.code} ${item.name}`,
            item.unit || _t("no unit"),
            this.days(item),
            item.critical ? _t("on the critical path") : "",
            item.condition === "always" ? "" : item.condition_label,
            waits ? _t("waits for %s", waits) : _t("waits for nothing"),
            this.finding(item)?.text,
        ].filter(Boolean).join("; ");
    }

    describeArrow(arrow) {
        return _t("%(target)s waits for %(source)s", {
            target: this.itemOf(arrow.target).code, source: this.itemOf(arrow.source).code,
        });
    }

    describeStage(stage) {
        return _t("%(stage)s: %(days)s of %(limit)s working days", {
            stage: stage.name, days: stage.days, limit: stage.limit,
        });
    }

    // --- zoom

    zoom(step) {
        const next = ZOOMS.indexOf(this.state.zoom) + step;
        this.state.zoom = ZOOMS[Math.min(Math.max(next, 0), ZOOMS.length - 1)];
    }

    get zoomLabel() {
        return `${Math.round(this.state.zoom * 100)} %`;
    }

    // --- one stop, walked with the keys

    get stop() {
        return this.state.stop && this.known(this.state.stop) ? this.state.stop : this.items[0] && keyOf(this.items[0]);
    }

    known(key) {
        return [...this.items, ...this.props.data.arrows].some((one) => keyOf(one) === key);
    }

    keyOf(one) {
        return keyOf(one);
    }

    goTo(one, focus = true) {
        this.state.stop = keyOf(one);
        this.state.wantsFocus = focus;
        if (!one.target) {
            this.props.onSelect(one.id);
            this.element(keyOf(one))?.scrollIntoView({ block: "nearest", inline: "nearest" });
        }
    }

    current(ev) {
        const key = ev.target.closest("[data-key]")?.dataset.key;
        return [...this.items, ...this.props.data.arrows].find((one) => keyOf(one) === key);
    }

    onKey(ev) {
        const current = this.current(ev);
        if (!current || ev.altKey || ev.ctrlKey || ev.metaKey) {
            return;
        }
        const next = this.neighbour(current, ev.key);
        if (next) {
            ev.preventDefault();
            this.goTo(next);
        } else if (ev.key === "Enter" && current.target) {
            ev.preventDefault();
            this.goTo(this.itemOf(current.target));
        } else if (["Delete", "Backspace"].includes(ev.key) && this.props.data.editable) {
            ev.preventDefault();
            const remove = current.target ? this.props.onRemoveArrow : this.props.onRemove;
            remove?.(current);
        }
    }

    neighbour(current, key) {
        const walk = current.target ? this.fromArrow(current) : this.fromBox(current);
        return walk[key]?.();
    }

    fromBox(item) {
        const { arrows } = this.props.data;
        return {
            ArrowLeft: () => arrows.find((arrow) => arrow.target === item.id) || this.nearest(item, -1),
            ArrowRight: () => arrows.find((arrow) => arrow.source === item.id) || this.nearest(item, 1),
            ArrowUp: () => this.inColumn(item, -1),
            ArrowDown: () => this.inColumn(item, 1),
            Home: () => this.items[0],
            End: () => this.items.at(-1),
        };
    }

    fromArrow(arrow) {
        const among = this.props.data.arrows.filter(
            (other) => other.target === arrow.target || other.source === arrow.source);
        const place = among.indexOf(arrow);
        return {
            ArrowLeft: () => this.itemOf(arrow.source),
            ArrowRight: () => this.itemOf(arrow.target),
            ArrowUp: () => among[(place - 1 + among.length) % among.length],
            ArrowDown: () => among[(place + 1) % among.length],
        };
    }

    inColumn(item, step) {
        const column = this.items.filter((other) => other.column === item.column).sort((one, two) => one.y - two.y);
        return column[column.indexOf(item) + step];
    }

    nearest(item, step) {
        const ahead = this.items.filter((other) => (other.column - item.column) * step > 0);
        const distance = (other) => Math.abs(other.column - item.column) * 10000 + Math.abs(other.y - item.y);
        return ahead.sort((one, two) => distance(one) - distance(two))[0];
    }

    onClick(item) {
        this.goTo(item);
        if (item.id === this.props.selected) {
            this.props.onOpen?.(item);
        }
    }
}
