import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

const PAUSE = 1500;

/** Saves the application while somebody writes, and says so; a form that is older than what is stored saves nothing. */
export class DaibanAutosave extends Interaction {
    static selector = ".o_daiban_project_form";
    dynamicContent = {
        _root: { "t-on-input": this.onInput, "t-on-change": this.onInput, "t-on-submit": this.onSubmit },
    };

    setup() {
        this.waiting = null;
        this.saving = false;
        this.over = false;
        this.submits = false;
    }

    destroy() {
        clearTimeout(this.waiting);
    }

    onInput() {
        clearTimeout(this.waiting);
        this.waiting = setTimeout(() => this.save(), PAUSE);
    }

    /** A save that is under way comes first: what is sent then carries its revision. */
    onSubmit(ev) {
        this.over = true;
        clearTimeout(this.waiting);
        if (this.saving) {
            this.submits = true;
            ev.preventDefault();
        }
    }

    async save() {
        if (this.over) {
            return;
        }
        if (this.saving) {
            this.onInput();
            return;
        }
        this.saving = true;
        try {
            const options = { method: "POST", body: new FormData(this.el) };
            this.show(await (await fetch("/my/daiban/autosave", options)).json());
        } catch {
            this.reveal("lost");
        } finally {
            this.saving = false;
            if (this.submits) {
                this.el.submit();
            }
        }
    }

    show(answer) {
        if (answer.login || answer.stale) {
            this.reveal("login");
        } else if (answer.conflict) {
            this.over = true;
            this.reveal("old");
        } else if (answer.case) {
            this.keep(answer);
            const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
            this.el.querySelector(".o_daiban_saved time").textContent = time;
            this.reveal("ok");
        }
    }

    /** The first save made the draft: from now on this is its page. */
    keep(answer) {
        const page = `/my/daiban/${answer.case}/project`;
        if (!this.el.elements.case_id.value) {
            this.el.elements.case_id.value = answer.case;
            this.el.action = page;
            window.history.replaceState(null, "", page);
        }
        this.el.elements.revision.value = answer.revision;
    }

    reveal(name) {
        for (const one of ["ok", "old", "login", "lost"]) {
            this.el.querySelector(`.o_daiban_saved_${one}`).hidden = one !== name;
        }
    }
}

registry.category("public.interactions").add("sanming_daiban.autosave", DaibanAutosave);
