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

/** Questions that only belong to one answer of another one: data-when="field=answer". */
export class DaibanProjectForm extends Interaction {
    static selector = ".o_daiban_project_form";
    dynamicContent = {
        "input[type='radio']": { "t-on-change": () => {} },
        "[data-when]": { "t-att-hidden": (el) => !this.isAsked(el) },
    };

    isAsked(el) {
        const [name, answer] = el.dataset.when.split("=");
        return this.el.querySelector(`input[name='${name}']:checked`)?.value === answer;
    }
}

/** Says at once that a file is too large, before it travels; chosen files travel without a further click. */
export class DaibanUpload extends Interaction {
    static selector = ".o_daiban_upload";
    dynamicContent = {
        "input[type='file']": { "t-on-change": this.onChoose },
        ".o_daiban_upload_problem": { "t-att-hidden": () => !this.problem, "t-out": () => this.problem },
    };

    setup() {
        this.problem = "";
    }

    onChoose(ev) {
        const input = ev.currentTarget;
        const limit = Number(this.el.dataset.limit);
        const large = [...input.files].find((file) => file.size > limit * 1024 * 1024);
        this.problem = "";
        if (large) {
            const text = this.el.querySelector(".o_daiban_upload_problem").dataset.tooLarge;
            this.problem = `${large.name}: ${text}${limit}`;
            input.value = "";
        } else if (input.files.length) {
            this.el.requestSubmit();
        }
    }
}

const interactions = registry.category("public.interactions");
interactions.add("sanming_daiban.once", DaibanOnce);
interactions.add("sanming_daiban.project_form", DaibanProjectForm);
interactions.add("sanming_daiban.upload", DaibanUpload);
