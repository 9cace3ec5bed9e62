import { _t } from "@web/core/l10n/translation";

/**
 * Words the framework shows to the staff every day and its own Chinese does not have. A term that an application lacks
 * is looked up in what all applications have (translation.js), so it is enough that they are terms of ours.
 */
export const missingWords = () => [
    _t("Missing required fields"),
    _t("My Preferences"),
    _t("Shortcuts"),
    _t("Are you sure you want to delete the selected record?"),
    _t("Are you sure you want to delete the %(nbSelected)s selected records?"),
    _t("Are you sure you want to update %(count)s records?"),
    _t("Among the %(total)s selected records, %(valid_count)s are valid for this update."),
    _t(
        "Heads up! Your recent changes are too large to save automatically. Please click the %(upload_icon)s button now to ensure your work is saved before you exit this tab."
    ),
    _t("Custom range"),
    _t("Month to date"),
    _t("Year to date"),
    _t("Add nested rule"),
    _t("Select one or several criteria"),
    _t('Press "Enter" to add criterion'),
    _t("before"),
    _t("between"),
    _t("lower than"),
    _t("lower or equal to"),
    _t("greater or equal to"),
    _t("not %(operator_label)s"),
    _t("Show options"),
    _t("Toggle date range mode"),
    _t("Caps Lock is on!"),
    _t("Add Property"),
    _t("Are you sure you want to delete this property field?"),
    _t('It will be removed for everyone using the "%(parentName)s" %(parentFieldLabel)s.'),
    _t("It will be removed for everyone!"),
    _t("Filter Messages"),
    _t("Tracked Changes"),
    _t("Conversations"),
    _t("Search conversations"),
    _t("Starred messages"),
    _t("Add Star"),
    _t("Remove Star"),
    _t("Discard editing"),
    _t("New Meeting"),
    _t("Deleted document"),
    _t("Only chart figures are displayed in small screens but this dashboard doesn't contain any"),
];
