import { registry } from "@web/core/registry";

// An office in a closed network has no account at the maker of the framework, and its help pages are out of reach.
registry.category("user_menuitems").remove("support");
registry.category("user_menuitems").remove("odoo_account");
