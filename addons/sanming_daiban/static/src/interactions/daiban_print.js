import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/** A page whose folded parts are printed too. */
export class DaibanPrint extends Interaction {
    static selector = ".o_daiban_print";
    dynamicContent = {
        _window: { "t-on-beforeprint": this.unfold },
        ".o_daiban_print_button": { "t-on-click": () => window.print() },
    };

    unfold() {
        for (const el of this.el.querySelectorAll("details:not([open])")) {
            el.open = true;
        }
    }
}

registry.category("public.interactions").add("sanming_daiban.print", DaibanPrint);
