import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

const PART = 2 * 1024 * 1024;
const TRIES = 4;

class Refused extends Error {}
class LoggedOut extends Error {}

/**
 * Sends chosen files at once, in parts, one after the other, and shows how far each one is. After a break the same file
 * goes on where it stopped. Without JavaScript the form around it sends them as every form does.
 */
export class DaibanUpload extends Interaction {
    static selector = ".o_daiban_upload";
    dynamicContent = {
        "input[type='file']": { "t-on-change": this.onChoose },
    };

    setup() {
        this.parts = this.el.action.replace(/\/upload$/, "/parts");
        this.sends = this.parts !== this.el.action;
        this.material = this.el.querySelector("[name='material_id']")?.value;
    }

    word(name) {
        return this.el.querySelector(`.o_daiban_word_${name}`)?.textContent || "";
    }

    async onChoose(ev) {
        const input = ev.currentTarget;
        const files = [...input.files];
        const limit = Number(this.el.dataset.limit);
        const large = files.find((file) => file.size > limit * 1024 * 1024);
        this.tell("");
        if (large) {
            this.tell(`${large.name}: ${this.word("large")} ${limit}`);
            input.value = "";
        } else if (files.length && !this.sends) {
            this.el.requestSubmit();
        } else if (files.length) {
            await this.waitFor(this.sendAll(files));
            input.value = "";
        }
    }

    async sendAll(files) {
        const fields = [...this.el.querySelectorAll("input[type='file'], button")];
        fields.forEach((field) => (field.disabled = true));
        let bad = 0;
        for (const file of files) {
            bad += (await this.sendShown(file)) ? 0 : 1;
        }
        fields.forEach((field) => (field.disabled = false));
        if (!bad) {
            const page = new URL(window.location.href);
            page.hash = `material_${this.material}`;
            window.history.replaceState(null, "", page);
            window.location.reload();
        }
    }

    async sendShown(file) {
        const row = document.createElement("div");
        const name = document.createElement("span");
        const bar = document.createElement("progress");
        name.textContent = file.name;
        bar.max = file.size || 1;
        bar.setAttribute("aria-label", file.name);
        row.append(name, bar);
        this.el.querySelector(".o_daiban_sending").append(row);
        try {
            await this.send(file, (sent) => (bar.value = sent));
            return true;
        } catch (error) {
            bar.remove();
            this.explain(row, error);
            return false;
        }
    }

    explain(row, error) {
        const problem = document.createElement("span");
        problem.className = "o_daiban_sending_bad";
        problem.textContent = error.message;
        if (error instanceof LoggedOut) {
            problem.textContent = this.word("login") + " ";
            const link = this.el.querySelector(".o_daiban_word_again").cloneNode(true);
            problem.append(link);
        } else if (!(error instanceof Refused)) {
            problem.textContent = this.word("lost");
        }
        row.append(problem);
    }

    async send(file, progress) {
        const key = `${file.name}|${file.size}|${file.lastModified}`;
        const query = new URLSearchParams({ material_id: this.material, key });
        let answer = await this.ask("GET", `${this.parts}?${query}`);
        let csrf = answer.csrf;
        for (let tries = TRIES; !answer.done; ) {
            const offset = answer.offset;
            const part = file.slice(offset, offset + PART);
            const data = new FormData();
            const fields = { csrf_token: csrf, material_id: this.material, key, name: file.name, size: file.size, offset };
            Object.entries(fields).forEach(([name, value]) => data.append(name, value));
            data.append("part", part, "part");
            try {
                answer = await this.ask("POST", this.parts, data, (sent) => progress(offset + sent));
                csrf = answer.csrf;
                tries = answer.offset === offset ? tries - 1 : TRIES;
            } catch (error) {
                tries -= 1;
                if (error instanceof Refused || error instanceof LoggedOut || !tries) {
                    throw error;
                }
                await new Promise((resolve) => setTimeout(resolve, 1000 * (TRIES - tries)));
                answer = await this.ask("GET", `${this.parts}?${query}`);
                csrf = answer.csrf;
            }
            if (!tries) {
                throw new Error("stuck");
            }
        }
    }

    ask(method, url, data, progress) {
        return new Promise((resolve, reject) => {
            const request = new XMLHttpRequest();
            request.open(method, url);
            request.responseType = "json";
            request.upload.onprogress = (ev) => progress?.(ev.loaded);
            request.onerror = () => reject(new Error("lost"));
            request.onload = () => {
                const answer = request.response;
                if (answer?.login) {
                    reject(new LoggedOut());
                } else if (answer?.error) {
                    reject(new Refused(answer.error));
                } else if (request.status !== 200 || !answer) {
                    reject(new Error("lost"));
                } else {
                    resolve(answer);
                }
            };
            request.send(data);
        });
    }

    tell(text) {
        const problem = this.el.querySelector(".o_daiban_upload_problem");
        problem.hidden = !text;
        problem.textContent = text;
    }
}

registry.category("public.interactions").add("sanming_daiban.upload", DaibanUpload);
