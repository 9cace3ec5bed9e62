import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { PlanPicture } from "./plan_picture";

/** The picture of the saved plan in its form; to change it, the designer is opened. */
export class PlanWidget extends Component {
    static template = "sanming_daiban.PlanWidget";
    static components = { PlanPicture };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({ plan: null, selected: 0 });
        useRecordObserver((record) => {
            this.load(record.resId, record.dirty);
        });
    }

    async load(resId, dirty) {
        if (!resId) {
            this.state.plan = null;
        } else if (!dirty) {
            this.state.plan = await this.keepLast.add(this.orm.call("daiban.plan", "read_designer", [[resId]]));
        }
    }

    select(id) {
        this.state.selected = id;
    }
}

registry.category("view_widgets").add("daiban_plan_picture", { component: PlanWidget });
