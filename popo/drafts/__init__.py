"""Unfinished forms: sealed, kept on the server, for their owner only.

A draft is named by the endpoint of its form (`contacts.log_contact`), the reference or key of the
record it is about (empty where there is none) and the form's own idempotency key.

A feature whose form saves drafts does four things:

    draft = find_draft(actor(), "contacts.log_contact", person.reference)   # opening it
    form = LogContactForm(resumed(draft) if draft else None)
    form_frame(form, draft_href=draft_href(person.reference))               # in its template
    if not mark_sent(actor, details.idempotency): return                    # in its service
"""
