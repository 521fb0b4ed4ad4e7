// Starts everything. Each part leaves the page as it was where it finds nothing to do.
import {
  Button,
  Checkboxes,
  ErrorSummary,
  PasswordInput,
  Radios,
  SkipLink,
  createAll,
} from "../../govuk/govuk-frontend.min.js";
import { startAgenda } from "./agenda.js";
import { startAlike } from "./alike.js";
import { startCopying } from "./copy.js";
import { startDrafts } from "./drafts.js";
import { startMentions } from "./mentions.js";
import { startMenus } from "./menus.js";
import { startOutcomes } from "./outcomes.js";
import { startShortcuts } from "./shortcuts.js";
import { startTimeout } from "./timeout.js";
import { startUndo } from "./undo.js";
import { startWeighing } from "./weigh.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

[Button, Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink].forEach((part) => createAll(part));
[startMenus, startShortcuts, startDrafts, startAgenda, startAlike, startTimeout, startUndo, startWeighing, startMentions, startOutcomes, startCopying].forEach((start) => start());
