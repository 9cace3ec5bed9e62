import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/** A form that is sent once: a second click waits, the back button wakes it up again. */
export class DaibanOnce extends Interaction {
    static selector = ".o_daiban_once, .o_daiban_upload";
    dynamicContent = {
        _root: { "t-on-submit": this.onSubmit },
        _window: { "t-on-pageshow": () => (this.sent = false) },
        "button[type='submit']": { "t-att-disabled": () => this.sent },
    };

    setup() {
        this.sent = false;
    }

    onSubmit(ev) {
        if (this.sent || ev.defaultPrevented) {
            ev.preventDefault();
        }
        this.sent = !ev.defaultPrevented || this.sent;
    }
}

/** Questions that only belong to some answers of another one: data-when="field=answer,answer". */
export class DaibanProjectForm extends Interaction {
    static selector = ".o_daiban_project_form";
    dynamicContent = {
        "input[type='radio']": { "t-on-change": () => {} },
        "[data-when]": { "t-att-hidden": (el) => !this.isAsked(el) },
    };

    isAsked(el) {
        const [name, answers] = el.dataset.when.split("=");
        const chosen = this.el.querySelector(`input[name='${name}']:checked`)?.value;
        return answers.split(",").includes(chosen);
    }
}

const interactions = registry.category("public.interactions");
interactions.add("sanming_daiban.once", DaibanOnce);
interactions.add("sanming_daiban.project_form", DaibanProjectForm);
