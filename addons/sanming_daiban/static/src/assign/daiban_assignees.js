import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The people of a unit, the least loaded first: one tap on an item gives it to somebody, in a dialog it chooses. */
export class DaibanAssignees extends Component {
    static template = "sanming_daiban.Assignees";
    static props = { ...standardFieldProps };

    get people() {
        return this.props.record.data[this.props.name] || [];
    }

    isChosen(person) {
        return this.props.record.data.user_id?.id === person.id;
    }

    async choose(person) {
        const { record } = this.props;
        if (record.resModel !== "daiban.item") {
            return record.update({ user_id: { id: person.id, display_name: person.name } });
        }
        await this.env.onClickViewButton({
            clickParams: { type: "object", name: "action_assign", args: JSON.stringify([person.id]) },
            getResParams: () => ({
                resModel: record.resModel,
                resId: record.resId,
                resIds: record.resIds,
                context: record.context,
            }),
        });
    }
}

registry.category("fields").add("daiban_assignees", {
    component: DaibanAssignees,
    supportedTypes: ["json"],
});
