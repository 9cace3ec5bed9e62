import { ListRenderer } from "@web/views/list/list_renderer";
import { patch } from "@web/core/utils/patch";

const TITLES = ["char", "text", "many2one", "reference"];

/**
 * A row of our lists knows its headings, so that a narrow screen can show it as a card (phone_list.scss)
 * instead of a table that has to be pushed sideways. Lists of other applications stay as they are.
 */
patch(ListRenderer.prototype, {
    cardLabel(column) {
        if (!this.props.list.resModel.startsWith("daiban.") || column.widget === "handle") {
            return false;
        }
        return column.hasLabel ? column.label : "";
    },
    /** The first text is what the row is about: it heads the card and needs no heading of its own. */
    isCardTitle(column, record) {
        const title = this.getColumns(record).find(
            (other) => other.type === "field" && !other.widget && TITLES.includes(other.fieldType)
        );
        return Boolean(title) && title.id === column.id;
    },
    getCellClass(column, record) {
        const classNames = super.getCellClass(column, record);
        return this.isCardTitle(column, record) ? `${classNames} o_daiban_card_title` : classNames;
    },
});
