import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { session } from "@web/session";

/** On every page of the staff who watch over time limits, when the daily job has not run. */
export class LightsWarning extends Component {
    static template = "sanming_daiban.LightsWarning";
    static props = {};

    get warning() {
        return session.daiban_lights_warning;
    }
}

if (session.daiban_lights_warning) {
    registry.category("systray").add("sanming_daiban.lights_warning", { Component: LightsWarning }, { sequence: 1000 });
}
